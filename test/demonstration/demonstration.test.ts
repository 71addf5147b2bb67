import { isCountedKind, isObligedKind } from '../../shared/domain/basics/calendar.ts';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { withFlawTable } from '../../demonstration/flaw-document.ts';
import { demonstration, type DemonstrationFiling } from '../../demonstration/index.ts';
import { assumedReceipt } from '../../demonstration/published.ts';
import { toRegionsCsv, toRosterCsv } from '../../generator/roster-csv.ts';
import { parseRegions, parseRoster } from '../../shared/contracts/files/roster-file.ts';
import { findOriginals, type TextHolder } from '../../shared/domain/narrative/original-text.ts';
import {
  COPIED_AT,
  splitIntoBands,
  computeFingerprint,
  estimateSimilarity,
  type ComparedNarrative,
} from '../../shared/domain/narrative/narrative-fingerprint.ts';
import { isRegionCode, traceLineage } from '../../shared/domain/basics/region.ts';
import { judgeByLaterRules } from '../support/judge-by-later-rules.ts';
import { judgeFiling } from '../support/judge-filing.ts';

const { regions, roster, filings, filingCount, plantedFlaws } = demonstration();
const all: DemonstrationFiling[] = [...filings];
const agencies = new Map(roster.map((agency) => [agency.id, agency]));
const placeOf = ({ place }: Pick<DemonstrationFiling, 'place'>): string => `${place.agencyId} ${place.year}`;

function rulesByPlace(): Map<string, Set<string>> {
  const inForce = new Map<string, NonNullable<ReturnType<typeof judgeFiling>['accepted']>>();
  const fired = new Map<string, Set<string>>();
  for (const filing of all) {
    const { agencyId, year } = filing.place;
    const place = placeOf(filing);
    const { rules, accepted } = judgeFiling(
      filing,
      agencies.get(agencyId)!,
      inForce.get(`${agencyId} ${year - 1}`),
      !inForce.has(place),
    );
    if (accepted) inForce.set(place, accepted);
    const later = filing.dataset === 'synthetic' ? judgeByLaterRules(filing) : [];
    fired.set(place, new Set([...(fired.get(place) ?? []), ...rules, ...later]));
  }
  for (const place of copiedPlaces()) fired.get(place)?.add('Q3');
  return fired;
}

interface Told extends TextHolder {
  readonly place: string;
  readonly year: number;
  readonly bands: readonly string[];
}

/** Every narrative that can be read, by its fingerprint. */
const told: Told[] = all.flatMap((filing) => {
  const { agencyId, year } = filing.place;
  const { narrative } = readable(filing.document);
  const { name, aliases } = agencies.get(agencyId)!;
  const fingerprint = narrative && computeFingerprint(narrative, [name, ...aliases]);
  return fingerprint === undefined
    ? []
    : [{ agencyId, year, receivedAt: filing.receivedAt, fingerprint, place: placeOf(filing), bands: splitIntoBands(fingerprint) }]; // prettier-ignore
});

function readable(document: string | Uint8Array): { narrative?: ComparedNarrative } {
  try {
    return JSON.parse(String(document));
  } catch {
    return {};
  }
}

function copiedPlaces(): string[] {
  const byPlace = new Map(told.map((one) => [one.place, one]));
  const met = new Map<string, Told[]>();
  for (const one of told)
    for (const band of one.bands) {
      const key = `${one.year} ${band}`;
      met.set(key, [...(met.get(key) ?? []), one]);
    }
  return told
    .filter((own) => {
      const before = byPlace.get(`${own.agencyId} ${own.year - 1}`);
      const holders = own.bands.flatMap((band) => met.get(`${own.year} ${band}`) ?? []);
      const isLastYears = before && estimateSimilarity(own.fingerprint, before.fingerprint) >= COPIED_AT;
      return isLastYears === true || findOriginals(own, holders).length > 0;
    })
    .map(({ place }) => place);
}

describe('demonstration', () => {
  it('has regions and a roster that an operator could load from files', () => {
    const codes = new Set(regions.map(({ code }) => code));
    expect(parseRegions(toRegionsCsv(regions), 'csv')).toMatchObject({ kind: 'ok', regions });
    expect(parseRoster(toRosterCsv(roster), 'csv', { regions: codes })).toMatchObject({
      kind: 'ok',
      agencies: roster,
    });
    expect(
      regions.every(({ code }) => isRegionCode(code) && traceLineage(code).every((one) => codes.has(one))),
    ).toBe(true);
  });

  it('tells the published from the synthetic, in the roster and with each filing', () => {
    expect(all.every(({ place, dataset }) => agencies.get(place.agencyId)?.dataset === dataset)).toBe(true);
    expect(all.filter(({ dataset }) => dataset === 'published')).toHaveLength(28);
    expect(agencies.get('450205-zwfwj')).toMatchObject({ dataset: 'published', from: 2019, to: 2019 });
  });

  it('has some thirty agencies in each of eleven synthetic regions', () => {
    const own = Map.groupBy(
      roster.filter(({ dataset, to }) => dataset === 'synthetic' && to === undefined),
      ({ district }) => district,
    );
    expect(own.size).toBe(11);
    for (const members of own.values()) expect(Math.abs(members.length - 31)).toBeLessThan(3);
  });

  it('files in order of receipt, only for years that the roster obliges, and after they have ended', () => {
    expect(all).toHaveLength(filingCount);
    expect(all.map(({ receivedAt }) => receivedAt)).toEqual(
      all.map(({ receivedAt }) => receivedAt).toSorted(),
    );
    for (const { place, receivedAt } of all) {
      const { from, to = 9999, district } = agencies.get(place.agencyId)!;
      expect(district).toBe(place.district);
      expect(place.year >= from && place.year <= to).toBe(true);
      expect(receivedAt > `${place.year}-12-31T16`).toBe(true);
    }
  });

  it('plants each listed flaw at its place, and nothing else', () => {
    const fired = rulesByPlace();
    const synthetic = new Set(all.filter(({ dataset }) => dataset === 'synthetic').map(placeOf));
    const planted = new Map(plantedFlaws.map((flaw) => [placeOf(flaw), flaw]));
    for (const [place, { rules, flaw }] of planted) {
      expect([place, [...(fired.get(place) ?? [])].toSorted()]).toEqual([place, [...rules].toSorted()]);
      expect(synthetic.has(place)).toBe(flaw !== 'missing');
    }
    const feesInYuan = new Set(
      plantedFlaws
        .filter(({ flaw }) => flaw === 'yuan-for-wan')
        .map(({ place }) => `${place.agencyId} ${place.year + 1}`),
    );
    const others = [...fired].filter(
      ([place, rules]) =>
        rules.size > 0 && synthetic.has(place) && !planted.has(place) && !feesInYuan.has(place),
    );
    expect(others.every(([place]) => place.includes('-hz '))).toBe(true);
    expect(others.flatMap(([, rules]) => [...rules]).every((rule) => rule === 'Y1' || rule === 'Q5')).toBe(
      true,
    );
  });

  it('has honest texts far below the limit for copies', () => {
    const copied = new Set(plantedFlaws.filter(({ rules }) => rules.includes('Q3')).map(placeOf));
    const honest = told.filter(({ place }) => !copied.has(place));
    const byAgency = Map.groupBy(honest, ({ agencyId }) => agencyId);
    const byYear = Map.groupBy(honest, ({ year }) => year);
    let nearest = 0;
    for (const group of [...byAgency.values(), ...byYear.values()])
      group.forEach((one, i) => {
        for (const other of group.slice(0, i))
          if (one.place !== other.place)
            nearest = Math.max(nearest, estimateSimilarity(one.fingerprint, other.fingerprint));
      });
    expect(nearest).toBeLessThan(0.5);
  });

  it('consolidates: each region that has every report in force states their sums, cell by cell', () => {
    const cellsOf = (filing: DemonstrationFiling): number[] => {
      const { applications, reconsideration, litigation } = JSON.parse(String(filing.document));
      const leaves = (node: unknown): number[] =>
        typeof node === 'number' ? [node] : Object.values(node as object).flatMap(leaves);
      return leaves([applications, reconsideration, litigation]);
    };
    const isWithin = (district: string, region: string): boolean => traceLineage(district).includes(region);
    const incomplete = plantedFlaws.filter(({ flaw }) => flaw === 'missing' || flaw === 'returned');
    const inForce = new Map<string, DemonstrationFiling>();
    for (const filing of all) {
      const place = placeOf(filing);
      const isReturned =
        filing.planted === 'returned' ||
        (filing.planted === 'returned-correction' && inForce.has(place)) ||
        (filing.planted === 'unbalanced-then-corrected' &&
          !all.some((other) => placeOf(other) === place && other.receivedAt < filing.receivedAt));
      if (!isReturned) inForce.set(place, filing);
    }
    let compared = 0;
    for (const filing of inForce.values()) {
      const { agencyId, district, year } = filing.place;
      if (!agencyId.endsWith('-hz')) continue;
      if (incomplete.some(({ place }) => place.year === year && isWithin(place.district, district))) continue;
      const below = [...inForce.values()].filter(
        ({ place }) =>
          place.year === year &&
          isWithin(place.district, district) &&
          isCountedKind(agencies.get(place.agencyId)?.kind ?? 'consolidated'),
      );
      const sums = below.map(cellsOf).reduce((total, cells) => total.map((cell, i) => cell + cells[i]!));
      expect([filing.place, cellsOf(filing)]).toEqual([filing.place, sums]);
      compared++;
    }
    expect(compared).toBeGreaterThan(50);
  });

  it('has units of vertical systems, of which one files though it need not', () => {
    const vertical = roster.filter(({ kind }) => kind === 'vertical');
    const filing = vertical.filter(({ id }) => all.some(({ place }) => place.agencyId === id));
    expect([vertical.length, filing.map(({ name }) => name)]).toEqual([2, ['国家税务总局柳北区税务局']]);
  });

  it('lacks no report but the missing ones', () => {
    const filed = new Set(all.map(placeOf));
    const lacking = roster
      .filter(({ dataset, kind }) => dataset === 'synthetic' && isObligedKind(kind))
      .flatMap(({ id, from, to = 2025 }) =>
        Array.from({ length: to - from + 1 }, (_, i) => `${id} ${from + i}`).filter(
          (place) => !filed.has(place),
        ),
      );
    const missing = plantedFlaws.filter(({ flaw }) => flaw === 'missing').map(placeOf);
    expect(lacking.toSorted()).toEqual(missing.toSorted());
  });

  it('is described in docs/demonstration.md as it is', () => {
    const document = readFileSync(new URL('../../docs/demonstration.md', import.meta.url), 'utf8');
    expect(document).toBe(withFlawTable(document));
    expect(document).toContain('450205-zrzy');
  });
});

describe('the published reports', () => {
  it('say nothing that the sources say in words, and are neither empty nor copies of one another', () => {
    const texts = all
      .filter(({ dataset }) => dataset === 'published')
      .flatMap(({ document, place }) => {
        const { narrative, notes } = JSON.parse(String(document));
        expect(notes).toBeUndefined();
        expect(narrative.other).toBe('');
        expect(narrative.overview).toMatch(/^正文从略,见来源。/);
        expect(narrative.problems).toMatch(/^本节正文从略,见来源/);
        return [narrative.overview, narrative.problems].map((text: string) =>
          text.replaceAll(String(place.year), '').replaceAll(String(place.year + 1), ''),
        );
      });
    expect(new Set(texts).size).toBe(texts.length);
  });

  it.each([
    ['two days after publication', '2024-01-10', '2024-01-12'],
    ['not after the deadline, where it was published before', '2024-01-30', '2024-01-31'],
    ['late, where it was published late', '2024-02-05', '2024-02-07'],
    ['at the deadline, where nobody knows', undefined, '2024-01-31'],
  ])('are assumed to be received %s', (_, publishedOn, day) => {
    expect(assumedReceipt({ kind: 'department', district: '450205' }, 2023, publishedOn)).toBe(
      `${day}T04:00:00.000Z`,
    );
  });
});

const originals = fileURLToPath(new URL('../../../shared/real-reports/json/', import.meta.url));
describe.skipIf(!existsSync(originals))('the originals (skipped where they are not at hand)', () => {
  it('have the same figures, cell by cell, and the same source', () => {
    const published = new URL('../../demonstration/published/', import.meta.url);
    const names = readdirSync(originals);
    expect(names).toHaveLength(28);
    for (const name of names) {
      const { narrative: _, ...original } = JSON.parse(readFileSync(`${originals}${name}`, 'utf8'));
      const { narrative: __, ...copy } = JSON.parse(readFileSync(new URL(name, published), 'utf8'));
      expect(copy).toEqual(original);
    }
  });
});
