import { describe, expect, it } from 'vitest';
import { parseCron } from '../../../../local/schedule.ts';
import { WIRING } from '../../../../shared/contracts/wiring.ts';
import {
  makeInstant,
  isIsoDay,
  parseInstant,
  addDays,
  type IsoDay,
} from '../../../../shared/domain/basics/calendar.ts';
import {
  isSlot,
  findSlotAtOrBefore,
  findSlotBefore,
  slotInstant,
  findSlotToCompare,
} from '../../../../shared/domain/compliance/summary-slots.ts';

const at = (text: string) => parseInstant(text)!;
const day = (text: string): IsoDay => {
  if (!isIsoDay(text)) throw new Error(text);
  return text;
};

describe('the slots of summaries', () => {
  it.each([
    ['2025-01-02', true, 'the first day of the daily season'],
    ['2025-01-01', false, 'a Wednesday before it'],
    ['2029-01-01', true, 'a Monday before it'],
    ['2025-04-30', true, 'the last day of the daily season'],
    ['2025-05-01', false, 'a Thursday after it'],
    ['2025-05-05', true, 'a Monday after it'],
    ['2028-02-29', true, 'a leap day'],
    ['2028-12-31', false, 'a Sunday'],
  ])('%s: %s, %s', (text, expected) => {
    expect(isSlot(day(text))).toBe(expected);
  });

  it.each([
    ['2025-01-31T08:00+08:00', '2025-01-31', '2025-01-30'],
    ['2025-01-31T08:01+08:00', '2025-01-31', '2025-01-31'],
    ['2025-01-31T07:59+08:00', '2025-01-30', '2025-01-30'],
    // Midnight in China is afternoon of the day before in UTC.
    ['2025-01-31T00:00+08:00', '2025-01-30', '2025-01-30'],
    ['2025-01-02T08:00+08:00', '2025-01-02', '2024-12-30'],
    ['2025-05-04T12:00+08:00', '2025-04-30', '2025-04-30'],
    ['2025-05-05T08:00+08:00', '2025-05-05', '2025-04-30'],
    ['2025-06-19T12:00+08:00', '2025-06-16', '2025-06-16'],
    ['2028-03-01T08:00+08:00', '2028-03-01', '2028-02-29'],
  ])('at or before %s is %s, before it %s', (instant, atOrBefore, before) => {
    expect(findSlotAtOrBefore(at(instant))).toBe(atOrBefore);
    expect(findSlotBefore(at(instant))).toBe(before);
  });

  it.each([
    // From the slot on until noon: as the summary of the morning told it.
    ['2025-02-20T07:59:59.999+08:00', '2025-02-19'],
    ['2025-02-20T08:00+08:00', '2025-02-19'],
    ['2025-02-20T08:00:00.001+08:00', '2025-02-19'],
    ['2025-02-20T11:59:59.999+08:00', '2025-02-19'],
    ['2025-02-20T12:00+08:00', '2025-02-20'],
    ['2025-02-21T07:00+08:00', '2025-02-20'],
    // Weekly: since the Monday before, on Monday morning only.
    ['2025-06-16T09:00+08:00', '2025-06-09'],
    ['2025-06-16T13:00+08:00', '2025-06-16'],
    ['2025-06-18T09:00+08:00', '2025-06-16'],
    ['2025-01-02T09:00+08:00', '2024-12-30'],
  ])('at %s changes are told from %s', (instant, slot) => {
    expect(findSlotToCompare(at(instant))).toBe(slot);
  });

  it('are the instants at which the wiring starts the summaries, and no others, leap years and Monday New Years included', () => {
    const fits = WIRING['summarise-compliance'].trigger.crons.map(parseCron);
    const isStarted = (epochMs: number) => fits.some((fit) => fit(epochMs));
    const slots = new Set<string>();
    for (let today = day('2023-12-01'); today < '2036-03-01'; today = addDays(today, 1)) {
      const started = [];
      const midnight = Date.parse(`${today}T00:00:00+08:00`);
      for (let hour = 0; hour < 24; hour++)
        if (isStarted(midnight + hour * 3_600_000)) started.push(makeInstant(midnight + hour * 3_600_000));
      expect(started, today).toEqual(isSlot(today) ? [slotInstant(today)] : []);
      if (isSlot(today)) slots.add(today);
    }
    for (const slot of ['2024-01-01', '2024-02-29', '2029-01-01', '2035-01-01', '2032-02-29'])
      expect(slots).toContain(slot);
    // Minutes beside the full hour start nothing.
    expect(isStarted(Date.parse('2025-03-03T08:01:00+08:00'))).toBe(false);
  });
});
