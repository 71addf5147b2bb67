import { describe, expect, it } from 'vitest';
import { addDays } from '../../../../shared/domain/basics/calendar.ts';
import {
  dueAt,
  planMails,
  nameRecipient,
  type Contact,
} from '../../../../shared/domain/compliance/mail-plan.ts';
import { isSlot, slotInstant } from '../../../../shared/domain/compliance/summary-slots.ts';
import { aSummary, anAgencyYear, instant, isoDay } from '../../../support/a-summary.ts';

const CONTACT: Contact = { mail: 'jyj@example.cn' };

describe('a deadline', () => {
  it.each([
    ['2025-01-31', '2025-01-16', undefined],
    ['2025-01-31', '2025-01-17', 14],
    ['2025-01-31', '2025-01-18', undefined],
    ['2025-01-31', '2025-01-23', undefined],
    ['2025-01-31', '2025-01-24', 7],
    ['2025-01-31', '2025-01-25', undefined],
    ['2025-01-31', '2025-01-29', undefined],
    ['2025-01-31', '2025-01-30', 1],
    ['2025-01-31', '2025-01-31', undefined],
    ['2025-01-31', '2025-02-01', -1],
    ['2025-01-31', '2025-02-02', undefined],
  ])('%s is told of on %s: %s days left', (deadline, slot, daysLeft) => {
    expect(dueAt(isoDay(slot), isoDay(deadline))?.daysLeft).toBe(daysLeft);
  });

  it.each([
    ['2028-02-29', '2028-02-15', 14],
    ['2028-02-29', '2028-02-28', 1],
    ['2028-02-29', '2028-02-29', undefined],
    ['2028-02-29', '2028-03-01', -1],
    ['2028-02-28', '2028-02-29', -1],
    ['2028-03-07', '2028-02-29', 7],
  ])('around a leap day, %s is told of on %s: %s days left', (deadline, slot, daysLeft) => {
    expect(dueAt(isoDay(slot), isoDay(deadline))?.daysLeft).toBe(daysLeft);
  });

  it('that was extended into June is told of on the Monday after each milestone', () => {
    // Wednesday 18 June; its milestones are 4, 11, 17 and 19 June.
    const told = ['06-02', '06-09', '06-16', '06-23', '06-30'].map(
      (slot) => dueAt(isoDay(`2025-${slot}`), isoDay('2025-06-18'))?.daysLeft,
    );
    expect(told).toEqual([undefined, 9, 2, -5, undefined]);
  });

  it.each(['2025-06-18', '2025-05-01', '2025-05-02', '2025-12-31', '2029-01-01', '2028-02-29'])(
    'loses no milestone, wherever it lies between slots: %s',
    (text) => {
      const deadline = isoDay(text);
      // For each milestone, the first slot on or after it.
      const expected = new Set<string>();
      for (const daysLeft of [14, 7, 1, -1]) {
        let slot = addDays(deadline, -daysLeft);
        while (!isSlot(slot)) slot = addDays(slot, 1);
        expected.add(slot);
      }
      const told = new Set<string>();
      for (let day = addDays(deadline, -40); day < addDays(deadline, 40); day = addDays(day, 1))
        if (isSlot(day) && dueAt(day, deadline)) told.add(day);
      expect(told).toEqual(expected);
    },
  );
});

describe('the office', () => {
  const quiet = aSummary({ agencies: [anAgencyYear('a')] });
  const plan = (summary: typeof quiet, slot: string, officeMail: string | undefined = 'office@example.cn') =>
    planMails({ summary, slot: isoDay(slot), officeMail, contacts: new Map() });

  it('is told where something changed, and not where nothing did', () => {
    const changed = aSummary({
      agencies: [anAgencyYear('a', { state: 'accepted', submissionId: '1' })],
      earlier: [anAgencyYear('a')],
    });
    expect(plan(changed, '2025-01-20')).toEqual([{ kind: 'digest', to: 'office@example.cn', deadlines: [] }]);
    expect(plan(quiet, '2025-01-20')).toEqual([]);
  });

  it('is told on the milestones of each deadline of its agencies, even where nothing changed', () => {
    const two = (slot: string) =>
      aSummary({
        at: `${slot}T08:00+08:00`,
        agencies: [
          anAgencyYear('a'),
          anAgencyYear('b', { kind: 'government', deadline: isoDay('2025-03-31') }),
          anAgencyYear('c', { deadline: isoDay('2025-02-07'), extension: '水灾' }),
        ],
      });
    expect(plan(two('2025-01-24'), '2025-01-24')).toEqual([
      {
        kind: 'digest',
        to: 'office@example.cn',
        deadlines: [
          { deadline: '2025-01-31', daysLeft: 7 },
          { deadline: '2025-02-07', daysLeft: 14 },
        ],
      },
    ]);
    expect(plan(two('2025-03-24'), '2025-03-24')).toHaveLength(1);
    expect(plan(two('2025-03-23'), '2025-03-23')).toEqual([]);
  });

  it('is told of internal dates as such', () => {
    const internal = { until: isoDay('2025-01-25'), reason: '市里要求' };
    const summary = aSummary({
      at: '2025-01-24T08:00+08:00',
      agencies: [anAgencyYear('a', { internal }), anAgencyYear('b')],
    });
    expect(plan(summary, '2025-01-24')).toMatchObject([
      {
        deadlines: [
          { deadline: '2025-01-25', daysLeft: 1, isInternal: true },
          { deadline: '2025-01-31', daysLeft: 7 },
        ],
      },
    ]);
  });

  it('without an address is not written to', () => {
    expect(
      planMails({ summary: quiet, slot: isoDay('2025-01-24'), officeMail: undefined, contacts: new Map() }),
    ).toEqual([]);
  });

  it('of a year without anything is not written to, on any day', () => {
    for (const empty of [
      aSummary({ agencies: [] }),
      aSummary({ agencies: [anAgencyYear('a', { state: 'not-obliged' })] }),
    ])
      for (let day = isoDay('2025-01-02'); day < '2025-05-01'; day = addDays(day, 1))
        expect(plan(empty, day)).toEqual([]);
  });
});

describe('an agency', () => {
  const plan = (
    agency: Parameters<typeof anAgencyYear>[1],
    {
      slot = '2025-01-24',
      contact = CONTACT,
      code = '450205',
    }: { slot?: string; contact?: Contact; code?: string } = {},
  ) =>
    planMails({
      summary: aSummary({ agencies: [anAgencyYear('jyj', agency)], code, at: `${slot}T08:00+08:00` }),
      slot: isoDay(slot),
      officeMail: undefined,
      contacts: new Map([['jyj', contact]]),
    }).map((mail) => [nameRecipient(mail), mail.to, mail.kind === 'reminder' && mail.due.daysLeft]);

  it.each(['missing', 'returned'] as const)('is reminded where its report is %s', (state) => {
    expect(plan({ state })).toEqual([['agency#jyj', 'jyj@example.cn', 7]]);
  });
  it.each(['accepted', 'flagged', 'not-obliged'] as const)(
    'is not reminded where its report is %s',
    (state) => {
      expect(plan({ state })).toEqual([]);
    },
  );
  it('is reminded of its own deadline, not of another', () => {
    const extended = { deadline: isoDay('2025-02-28') };
    expect(plan(extended)).toEqual([]);
    expect(plan(extended, { slot: '2025-02-21' })).toEqual([['agency#jyj', 'jyj@example.cn', 7]]);
  });
  it('is reminded of its internal date, and once that is over of the deadline, too', () => {
    const agency = { internal: { until: isoDay('2025-01-20'), reason: '市里要求' } };
    const told = Array.from({ length: 33 }, (_, days) => addDays(isoDay('2025-01-01'), days)).flatMap(
      (slot) =>
        planMails({
          summary: aSummary({ agencies: [anAgencyYear('jyj', agency)], at: `${slot}T08:00+08:00` }),
          slot,
          officeMail: 'office@example.cn',
          contacts: new Map([['jyj', CONTACT]]),
        }).flatMap((mail) =>
          mail.kind === 'reminder'
            ? [`${slot} ${mail.due.deadline} ${mail.due.daysLeft} ${mail.due.isInternal ?? false}`]
            : [],
        ),
    );
    expect(told).toEqual([
      '2025-01-06 2025-01-20 14 true',
      '2025-01-13 2025-01-20 7 true',
      '2025-01-19 2025-01-20 1 true',
      '2025-01-21 2025-01-20 -1 true',
      '2025-01-24 2025-01-31 7 false',
      '2025-01-30 2025-01-31 1 false',
      '2025-02-01 2025-01-31 -1 false',
    ]);
  });
  it('is reminded of the day that the office has set where it returned the report, and not of the deadline', () => {
    const returned = {
      submissionId: 'v1',
      at: instant('2025-01-15T08:00+08:00'),
      until: isoDay('2025-02-05'),
      reason: '与台账不符',
    };
    const back = { state: 'returned', office: { returned } } as const;
    expect(plan(back)).toEqual([]);
    expect(plan(back, { slot: '2025-01-29' })).toEqual([['agency#jyj', 'jyj@example.cn', 7]]);
    // The one before it is in force again: nothing is missing.
    expect(plan({ ...back, state: 'accepted' }, { slot: '2025-01-29' })).toEqual([]);
  });
  it('is reminded where the summary before the milestone was the last one', () => {
    const missed = aSummary({ agencies: [anAgencyYear('jyj')], at: '2025-01-26T08:00+08:00' });
    const summary = { ...missed, changes: { ...missed.changes, since: slotInstant(isoDay('2025-01-22')) } };
    const contacts = new Map([['jyj', CONTACT]]);
    const [mail] = planMails({ summary, slot: isoDay('2025-01-26'), officeMail: undefined, contacts });
    expect(mail).toMatchObject({ kind: 'reminder', due: { deadline: '2025-01-31', daysLeft: 5 } });
  });
  it('is not reminded between milestones', () => {
    expect(plan({}, { slot: '2025-01-25' })).toEqual([]);
  });
  it('without an address, or that wants none, is not reminded', () => {
    expect(plan({}, { contact: {} })).toEqual([]);
    expect(plan({}, { contact: { ...CONTACT, reminders: false } })).toEqual([]);
  });
  it('of a district is not reminded by the city', () => {
    expect(plan({}, { code: '450200' })).toEqual([]);
  });
  it('of the city itself is reminded by the city', () => {
    expect(plan({ district: '450200' }, { code: '450200' })).toHaveLength(1);
  });
});
