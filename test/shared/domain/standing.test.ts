import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOf } from '../../../shared/domain/calendar.ts';
import { applySubmission, type Filed, type Standing } from '../../../shared/domain/standing.ts';
import { sequencerAfter, submissionOrder } from '../../../shared/domain/submission-order.ts';

interface Submission extends Filed {
  readonly isAcceptable: boolean;
}
const submission = (n: number, isAcceptable: boolean): Submission => ({
  submissionId: `v${n}`,
  order: submissionOrder('inbox', instantOf(0), n.toString(16).padStart(8, '0')),
  receivedAt: instantOf(n * 1000),
  isAcceptable,
});
const apply = (history: readonly Submission[]): Standing<Submission> =>
  history.reduce<Standing<Submission>>(
    (standing, filed) =>
      applySubmission(
        standing,
        { ...filed, errors: filed.isAcceptable ? 0 : 1, rules: filed.isAcceptable ? [] : ['A1'] },
        filed.isAcceptable ? filed : undefined,
      ),
    {},
  );

describe('the standing of an agency-year', () => {
  const [returned, first, correction, spoiled] = [
    submission(1, false),
    submission(2, true),
    submission(3, true),
    submission(4, false),
  ] as const;

  it('is in force by the newest acceptable submission', () => {
    const standing = apply([returned, first, correction, spoiled]);
    expect(standing.inForce?.submissionId).toBe('v3');
    expect(standing.latest).toMatchObject({ submissionId: 'v4', outcome: 'returned', errors: 1 });
  });

  it('fixes lateness by the first acceptable submission, whatever is corrected later', () => {
    expect(apply([returned, first]).firstAccepted?.receivedAt).toBe(first.receivedAt);
    expect(apply([returned, first, correction, spoiled]).firstAccepted?.receivedAt).toBe(first.receivedAt);
    expect(apply([correction, spoiled, first, returned]).firstAccepted?.receivedAt).toBe(first.receivedAt);
  });

  it('is not made late by a report that is backfilled afterwards', () => {
    const onTime = submission(2, true);
    const backfilled = {
      ...submission(9, true),
      order: submissionOrder('backfill', instantOf(9000), 'FF'),
    };
    expect(apply([onTime, backfilled]).firstAccepted?.receivedAt).toBe(onTime.receivedAt);
    expect(apply([backfilled, onTime]).firstAccepted?.receivedAt).toBe(onTime.receivedAt);
    expect(apply([backfilled, onTime]).inForce).toBe(onTime);
  });

  it('has nothing in force where nothing was acceptable', () => {
    expect(apply([returned, spoiled])).toMatchObject({ inForce: undefined, firstAccepted: undefined });
  });

  it('is the same in any order and with any repetition', () => {
    const history = fc.array(fc.record({ n: fc.nat({ max: 30 }), isAcceptable: fc.boolean() }), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(history, fc.infiniteStream(fc.nat()), (entries, shuffle) => {
        const submissions = [
          ...new Map(entries.map(({ n, isAcceptable }) => [n, submission(n, isAcceptable)])).values(),
        ];
        const disturbed = [...submissions, ...submissions]
          .map((one) => ({ one, at: shuffle.next().value }))
          .sort((a, b) => a.at - b.at)
          .map(({ one }) => one);
        expect(apply(disturbed)).toEqual(apply(submissions));
      }),
    );
  });
});

describe('the order of submissions', () => {
  const at = (iso: string) => instantOf(Date.parse(iso));
  const inbox = (sequencer: string) => submissionOrder('inbox', at('2025-01-01T00:00:00Z'), sequencer);

  it('compares sequencers as hex, right-padded', () => {
    expect(inbox('0055AED6DCD90281E5') < inbox('0055AED6DCD90281E6')).toBe(true);
    expect(inbox('0055AED6DCD90281') < inbox('0055AED6DCD9028101')).toBe(true);
    expect(inbox('55aed6') < inbox('55AED7')).toBe(true);
    expect(inbox('55AED6')).toBe(inbox('55aed600'));
  });

  it('puts what was backfilled before what was uploaded, and sorts it by when it was received', () => {
    const early = submissionOrder('backfill', at('2024-01-20T00:00:00Z'), 'FF');
    const late = submissionOrder('backfill', at('2024-03-01T00:00:00Z'), '01');
    expect(early < late && late < inbox('00')).toBe(true);
  });

  it('finds a place between its neighbours for a version whose event was lost', () => {
    const lost = inbox(sequencerAfter(inbox('A1'), 1));
    const lostToo = inbox(sequencerAfter(inbox('A1'), 2));
    const lostBehind = inbox(sequencerAfter(lost, 1));
    expect([inbox('A1'), lost, lostToo, inbox('A2')].toSorted()).toEqual([
      inbox('A1'),
      lost,
      lostToo,
      inbox('A2'),
    ]);
    expect(lost < lostBehind && lostBehind < lostToo).toBe(true);
    expect(inbox(sequencerAfter(undefined, 1)) < inbox('01')).toBe(true);
  });
});
