import { describe, expect, it } from 'vitest';
import { DAMAGE_RULES, DAMAGES, listFlawRules, type PlannedFlaw } from '../../generator/flaws.ts';
import { TEXT_SLIPS } from '../../generator/text-slips.ts';
import { syntheticNation } from '../../generator/nation.ts';
import { planFlaws } from '../../generator/plan-flaws.ts';
import {
  generateFilings,
  generateUniverse,
  makeRoster,
  type Filing,
  type UniverseSpec,
} from '../../generator/universe.ts';
import {
  COPIED_AT,
  computeFingerprint,
  estimateSimilarity,
  type ComparedNarrative,
} from '../../shared/domain/narrative/narrative-fingerprint.ts';
import { judgeFiling } from '../support/judge-filing.ts';
import { judgeByLaterRules } from '../support/judge-by-later-rules.ts';

const SMALL: UniverseSpec = {
  seed: 7,
  ...syntheticNation({ provinces: 1, cities: 1, districts: 3, agencies: 30 }),
  years: { from: 2019, to: 2025 },
};

interface Fired {
  readonly filing: Filing;
  readonly rules: readonly string[];
}

/** Every filing judged against the report of the year before that was in force. */
function judgeAll(spec: UniverseSpec): Fired[] {
  const roster = new Map(makeRoster(spec).map((agency) => [agency.id, agency]));
  const inForce = new Map<string, NonNullable<ReturnType<typeof judgeFiling>['accepted']>>();
  return Array.from(generateFilings(spec), (filing) => {
    const { agencyId, year } = filing.place;
    const key = `${agencyId}#${year}`;
    const judged = judgeFiling(
      filing,
      roster.get(agencyId)!,
      inForce.get(`${agencyId}#${year - 1}`),
      !inForce.has(key),
    );
    const before = inForce.get(`${agencyId}#${year - 1}`);
    if (judged.accepted) inForce.set(key, judged.accepted);
    const isCopied = judged.accepted && before && isCopy(judged.accepted, before);
    const rules = [...judged.rules, ...judgeByLaterRules(filing)];
    return { filing, rules: isCopied ? [...rules, 'Q3'] : rules };
  });
}

type Accepted = NonNullable<ReturnType<typeof judgeFiling>['accepted']>;

function isCopy(now: Accepted, before: Accepted): boolean {
  const [a, b] = [now, before].map(({ narrative, agency }) =>
    computeFingerprint(narrative as ComparedNarrative, [(agency as { name: string }).name]),
  );
  return a !== undefined && b !== undefined && estimateSimilarity(a, b) >= COPIED_AT;
}

function firedAt(fired: readonly Fired[], agencyId: string, year: number): string[] {
  const rules = fired
    .filter(({ filing: { place } }) => place.agencyId === agencyId && place.year === year)
    .flatMap((one) => one.rules);
  return [...new Set(rules)].toSorted();
}

describe('a universe without planted flaws', () => {
  it.each([1, 2, 3])('has no finding in any report (seed %i)', (seed) => {
    const spec = { ...SMALL, seed };
    const fired = judgeAll(spec);
    expect(
      fired.filter(({ rules }) => rules.length > 0).map(({ filing, rules }) => [filing.place, rules]),
    ).toEqual([]);
    expect(fired).toHaveLength(makeRoster(spec).length * 7);
  });

  it('is the same, byte for byte, for the same seed, and another for another', () => {
    const documents = (seed: number): string[] =>
      Array.from(
        generateFilings({ ...SMALL, seed }),
        ({ document, receivedAt }) => receivedAt + String(document),
      );
    expect(documents(5)).toEqual(documents(5));
    expect(documents(5)).not.toEqual(documents(6));
  });

  it('states in each consolidated report the sum of the reports below it', () => {
    const { filings } = generateUniverse(SMALL);
    const received = (of: (agencyId: string, district: string) => boolean): number =>
      filings
        .filter(({ place }) => place.year === 2024 && of(place.agencyId, place.district))
        .map(({ document }) => JSON.parse(String(document)).applications.received.total as number)
        .reduce((a, b) => a + b, 0);
    const city = received((id) => id === '450100-hz');
    expect(city).toBe(received((id) => !id.endsWith('-hz')));
    expect(city).toBeGreaterThan(100);
    expect(received((id) => id === '450102-hz')).toBe(
      received((id, district) => district === '450102' && !id.endsWith('-hz')),
    );
  });

  it('repeats no text: not from last year, not from another agency', () => {
    const texts = generateUniverse(SMALL).filings.flatMap(({ document, place }) => {
      const { narrative } = JSON.parse(String(document));
      return [narrative.overview, narrative.problems].map((text: string) =>
        text.replaceAll(String(place.year), ''),
      );
    });
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('is skewed: most agencies have few applications, some have many, some none', () => {
    const received = generateUniverse({ ...SMALL, consolidated: false })
      .filings.map(({ document }) => JSON.parse(String(document)).applications.received.total as number)
      .toSorted((a, b) => a - b);
    const quantile = (q: number): number => received[Math.floor(q * (received.length - 1))]!;
    expect(quantile(0.05)).toBe(0);
    expect(quantile(0.5)).toBeLessThan(8);
    expect(quantile(0.75)).toBeLessThanOrEqual(15);
    expect(quantile(1)).toBeGreaterThan(60);
  });

  it('leaves everyone else as they were when an agency is added', () => {
    const lean = { ...SMALL, consolidated: false };
    const more = { ...lean, districts: lean.districts.map((district) => ({ ...district, agencies: 31 })) };
    const before = generateUniverse(lean).filings.map(({ document }) => document);
    const after = new Set(generateUniverse(more).filings.map(({ document }) => document));
    expect(before.filter((document) => !after.has(document))).toEqual([]);
  });
});

describe('planted flaws', () => {
  const planned = { ...SMALL, flaws: planFlaws(SMALL, 3) };

  it('are of every kind, as many as asked for', () => {
    const kinds = Map.groupBy(planned.flaws, ({ kind }) => kind);
    expect([...kinds.values()].map((flaws) => flaws.length)).toEqual(Array.from({ length: 15 }, () => 3));
  });

  it('fire the rules that are told, at their places, and no other', () => {
    const fired = judgeAll(planned);
    for (const flaw of planned.flaws) {
      expect([flaw, firedAt(fired, flaw.agencyId, flaw.year)]).toEqual([
        flaw,
        [...listFlawRules(flaw)].toSorted(),
      ]);
    }
    const places = new Set(planned.flaws.map(({ agencyId, year }) => `${agencyId} ${year}`));
    // Last year's yuan for 10 000 yuan is compared with once more; sums show what is wrong below them.
    const follows = ({ filing: { place }, rules }: Fired): boolean =>
      (rules.join() === 'Q5' &&
        planned.flaws.some(
          ({ kind, agencyId, year }) =>
            kind === 'yuan-for-wan' && agencyId === place.agencyId && year === place.year - 1,
        )) ||
      (place.agencyId.endsWith('-hz') && rules.every((rule) => rule === 'Y1' || rule === 'Q5'));
    const surprising = fired.filter(
      (one) =>
        one.rules.length > 0 &&
        !places.has(`${one.filing.place.agencyId} ${one.filing.place.year}`) &&
        !follows(one),
    );
    expect(surprising.map(({ filing, rules }) => [filing.place, rules])).toEqual([]);
  });

  it.each(DAMAGES)('break a report by "%s" so that just its rules fire', (damage) => {
    const flaw: PlannedFlaw = { kind: 'returned', agencyId: '450102-zrzy', year: 2023, damage };
    const fired = judgeAll({ ...SMALL, flaws: [flaw] });
    expect(firedAt(fired, '450102-zrzy', 2023)).toEqual([...DAMAGE_RULES[damage]].toSorted());
  });

  it.each(TEXT_SLIPS)('spoil a text by "%s" so that just its rule fires', (slip) => {
    const flaw: PlannedFlaw = { kind: 'wrong-text', agencyId: '450102-zrzy', year: 2023, slip };
    const fired = judgeAll({ ...SMALL, flaws: [flaw] });
    expect(firedAt(fired, '450102-zrzy', 2023)).toEqual(listFlawRules(flaw));
  });

  it('leave a gap where a report is missing, and two versions where one was corrected', () => {
    const at = { agencyId: '450102-jyj', year: 2023 };
    const versions = (kind: PlannedFlaw['kind']): Filing[] =>
      [...generateFilings({ ...SMALL, flaws: [{ kind, ...at }] })].filter(
        ({ place }) => place.agencyId === at.agencyId && place.year === at.year,
      );
    expect(versions('missing')).toEqual([]);
    const [first, second] = versions('corrected-after-acceptance');
    const received = (filing: Filing | undefined): number =>
      JSON.parse(String(filing?.document)).applications.received.total;
    expect(received(first) - received(second)).toBe(3);
    expect(first!.receivedAt < second!.receivedAt).toBe(true);
    expect(
      versions('explained-warning').map(({ document }) => JSON.parse(String(document)).explanations),
    ).toMatchObject([
      [
        { rule: 'Y1', path: '/applications/carriedIn/naturalPerson' },
        { rule: 'Y1', path: '/applications/carriedIn/total' },
      ],
    ]);
  });

  it('merge agencies: the successor carries in what they carried out, and nobody reports twice', () => {
    const predecessors = ['zrzy', 'zjj'];
    const spec: UniverseSpec = {
      ...SMALL,
      mergers: [
        { district: '450102', predecessors, successor: { slug: 'zj', name: '规划建设局' }, year: 2022 },
      ],
    };
    const fired = judgeAll(spec);
    expect(fired.filter(({ rules }) => rules.length > 0)).toEqual([]);
    const roster = new Map(makeRoster(spec).map((agency) => [agency.id, agency]));
    expect(roster.get('450102-zrzy')?.to).toBe(2021);
    expect(roster.get('450102-zj')).toMatchObject({
      from: 2022,
      predecessors: ['450102-zrzy', '450102-zjj'],
    });
    const row = (slug: string, year: number, key: string): number =>
      JSON.parse(
        String(
          fired.find(({ filing: { place } }) => place.agencyId === `450102-${slug}` && place.year === year)!
            .filing.document,
        ),
      ).applications[key].total;
    expect(row('zj', 2022, 'carriedIn')).toBe(
      row('zrzy', 2021, 'carriedOut') + row('zjj', 2021, 'carriedOut'),
    );
  });

  it('are refused where nobody reports', () => {
    const flaws: PlannedFlaw[] = [{ kind: 'missing', agencyId: '450102-nobody', year: 2023 }];
    expect(() => [...generateFilings({ ...SMALL, flaws })]).toThrow('450102-nobody does not report for 2023');
  });
});
