import type { RosterEntry } from '../../shared/domain/roster/roster-entry.ts';
import { describe, expect, it } from 'vitest';
import { demonstration } from '../../demonstration/index.ts';
import { syntheticNation } from '../../generator/nation.ts';
import { planFlaws } from '../../generator/plan-flaws.ts';
import { generateFilings, makeRoster, type Filing, type UniverseSpec } from '../../generator/universe.ts';
import type { Instant } from '../../shared/domain/basics/calendar.ts';
import { computeDeadline } from '../../shared/domain/basics/deadlines.ts';
import { checkFiling } from '../../shared/domain/verdict/check-report.ts';
import type { Report } from '../../shared/domain/form/report.ts';
import { judgeFiling } from '../support/judge-filing.ts';

interface Compared {
  readonly filing: Filing;
  readonly validator: readonly string[];
  readonly judge: readonly string[];
  readonly open: readonly string[];
}

/** Both judges over the filings as they come, each with the report of the year before that it has accepted. */
function compare(filings: Iterable<Filing>, roster: readonly RosterEntry[]): Compared[] {
  const agencies = new Map(roster.map((agency) => [agency.id, agency]));
  const reports = new Map<string, Report>();
  const firstAccepted = new Map<string, Instant>();
  const judged = new Map<string, NonNullable<ReturnType<typeof judgeFiling>['accepted']>>();
  return Array.from(filings, (filing) => {
    const { place, receivedAt, document } = filing;
    const agency = agencies.get(place.agencyId)!;
    const key = `${place.agencyId} ${place.year}`;
    const before = `${place.agencyId} ${place.year - 1}`;
    const verdict = checkFiling(
      typeof document === 'string' ? new TextEncoder().encode(document) : document,
      {
        receivedAt,
        place,
        roster: agency,
        deadline: computeDeadline(agency, place.year),
        previous: reports.get(before)?.figures,
        firstAcceptedAt: firstAccepted.get(key),
      },
    );
    const isFirst = !judged.has(key);
    const { rules, accepted } = judgeFiling(filing, agency, judged.get(before), isFirst);
    if (accepted) judged.set(key, accepted);
    if (verdict.outcome === 'accepted' && verdict.report) {
      reports.set(key, verdict.report);
      if (!firstAccepted.has(key)) firstAccepted.set(key, receivedAt);
    }
    // The independent judge tells lateness once, of what it can't read nothing but that, and reads no text.
    const isRead = !verdict.findings.some(({ rule }) => rule === 'S1' || rule === 'S2');
    const told = verdict.findings
      .filter(({ severity, rule }) => (isRead || severity === 'error') && (isFirst || rule !== 'D1'))
      .filter(({ rule }) => verdict.outcome === 'accepted' || rule !== 'Q1')
      .map(({ rule }) => rule);
    return {
      filing,
      validator: [...new Set<string>(told)].toSorted(),
      judge: [...rules].toSorted(),
      open: verdict.findings
        .filter(
          ({ severity, rule, path }) =>
            severity === 'warning' &&
            rule !== 'D1' &&
            verdict.report?.explanations.some((given) => given.rule === rule && given.path === path) !== true,
        )
        .map(({ rule }) => rule),
    };
  });
}

const disagreements = (compared: readonly Compared[]): unknown[] =>
  compared
    .filter(({ validator, judge }) => validator.join() !== judge.join())
    .map(({ filing: { place, planted }, validator, judge }) => ({ place, planted, validator, judge }));

const SPEC: UniverseSpec = {
  seed: 11,
  ...syntheticNation({ provinces: 1, cities: 2, districts: 3, agencies: 30 }),
  years: { from: 2019, to: 2025 },
};

describe('the validator', () => {
  it('has no finding in thousands of reports without planted flaws', () => {
    const compared = compare(generateFilings(SPEC), makeRoster(SPEC));
    expect(compared.filter(({ validator }) => validator.length > 0)).toEqual([]);
    expect(compared).toHaveLength(1_736);
  });

  it('finds in flawed reports what the rules, written a second time, find', () => {
    const spec = { ...SPEC, flaws: planFlaws(SPEC, 8) };
    const compared = compare(generateFilings(spec), makeRoster(spec));
    expect(disagreements(compared)).toEqual([]);
    expect(new Set(compared.flatMap(({ validator }) => validator)).size).toBeGreaterThan(9);
  });

  it('agrees with them on the whole demonstration, and takes the planted explanations', () => {
    const { filings, roster } = demonstration();
    const compared = compare(filings, roster);
    expect(disagreements(compared)).toEqual([]);
    const explained = compared.filter(({ filing }) => filing.planted === 'explained-warning');
    expect(explained.map(({ validator, open }) => [validator, open])).toEqual([
      [['Y1'], []],
      [['Y1'], []],
    ]);
  });
});
