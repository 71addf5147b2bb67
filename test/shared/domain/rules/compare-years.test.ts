import { describe, expect, it } from 'vitest';
import { compare as compareWith, figuresOf } from '../../../support/a-report.ts';

type Overrides = Parameters<typeof figuresOf>[0];
const findingsBetween = (previous: Overrides, current: Overrides) =>
  compareWith({ figures: figuresOf(current) }, { yearBefore: { previous: figuresOf(previous) } });
function compare(previous: Overrides, current: Overrides): string[] {
  return findingsBetween(previous, current).map(({ rule, path, found, expected, severity }) => {
    expect(severity).toBe('warning');
    return `${rule} ${path} ${String(found)} ${String(expected)}`;
  });
}

const carriedIn = '/applications/carriedIn';
const carriedOut = '/applications/carriedOut';
const normative = '/proactive/normativeDocuments';
const CONNECTED = { [`${carriedOut}/naturalPerson`]: 2, [`${carriedOut}/total`]: 2 };
/** A report of 2023 that the one of 2024 continues. */
const last = (set: Record<string, unknown> = {}): Overrides => ({
  year: 2023,
  set: { ...CONNECTED, [`${normative}/inForce`]: 7, ...set },
});

describe('a report that continues last year’s', () => {
  it('has no finding, in either edition and across their change', () => {
    expect(compare(last(), {})).toEqual([]);
    const items = { '/proactive/licensing/previousItems': 23 };
    expect(compare({ year: 2019, set: { ...CONNECTED, ...items } }, { year: 2020 })).toEqual([]);
    expect(compare({ year: 2020, set: CONNECTED }, { year: 2021 })).toEqual([]);
  });
});

describe('Y1', () => {
  it('compares every column with what last year carried out, across editions too', () => {
    expect(compare({ year: 2020, set: { [`${carriedOut}/other`]: 4 } }, { year: 2021 })).toEqual([
      `Y1 ${carriedIn}/naturalPerson 2 1`,
      `Y1 ${carriedIn}/other 0 4`,
      `Y1 ${carriedIn}/total 2 1`,
    ]);
  });
});

describe('Y2', () => {
  it('expects what was in force, and made, less what was repealed', () => {
    expect(compare(last(), { set: { [`${normative}/repealed`]: 1 } })).toEqual([
      `Y2 ${normative}/inForce 9 8`,
    ]);
    expect(compare(last(), { set: { [`${normative}/repealed`]: 1, [`${normative}/inForce`]: 8 } })).toEqual(
      [],
    );
  });
});

describe('Y3', () => {
  it('expects last year’s items with their change, signed', () => {
    const previous = { year: 2019, set: { ...CONNECTED, '/proactive/licensing/change': 2 } };
    expect(compare(previous, { year: 2020 })).toEqual(['Y3 /proactive/licensing/previousItems 20 22']);
    const fees = {
      year: 2019,
      set: { ...CONNECTED, '/proactive/licensing/change': 0, '/proactive/fees/change': 1 },
    };
    expect(compare(fees, { year: 2020 })).toEqual(['Y3 /proactive/fees/previousItems 0 1']);
  });
});

describe('a negative expectation', () => {
  it.each<[string, Overrides, Overrides, RegExp]>([
    ['Y2', last(), { set: { [`${normative}/repealed`]: 30 } }, /废止的多于.*现行有效/],
    [
      'Y3',
      { year: 2019, set: { ...CONNECTED, '/proactive/licensing/change': -30 } },
      { year: 2020 },
      /减少的多于.*项目数量/,
    ],
  ])('of %s is told as what it is, not as applications handled', (rule, previous, current, cure) => {
    const findings = findingsBetween(previous, current);
    expect(findings.map((finding) => finding.rule)).toEqual([rule]);
    expect(findings[0]!.expected).toBeLessThan(0);
    expect(findings[0]!.message.zh).toMatch(cure);
    expect(findings[0]!.message.zh).not.toMatch(/办理/);
    expect(findings[0]!.message.en).not.toMatch(/handled/);
  });
});

describe('Y4', () => {
  const total = '/applications/received/total';
  it.each([
    [15, 76, true],
    [15, 75, false],
    [76, 15, true],
    [75, 15, false],
    [0, 51, true],
    [0, 50, false],
    [9, 59, false],
    [100, 500, false],
    [100, 501, true],
  ])('from %i to %i received: %s', (before, now, fires) => {
    expect(compare(last({ [total]: before }), { set: { [total]: now } })).toEqual(
      fires ? [`Y4 ${total} ${now} null`] : [],
    );
  });
});

describe('Q5', () => {
  const fees = '/proactive/fees/amountWanCny';
  it.each([
    [12.5, 12500.01, true],
    [12.5, 12500, false],
    [12500, 12.5, false],
    [12500, 12.499999, true],
    [0, 5_000_000, false],
    [5000, 0, false],
  ])('from %d to %d: %s', (before, now, fires) => {
    expect(compare(last({ [fees]: before }), { set: { [fees]: now } })).toEqual(
      fires ? [`Q5 ${fees} ${now} null`] : [],
    );
  });
});
