/** Reports and corrections of a small synthetic nation, judged and added up without the product's own rules. */
import { planFlaws } from '../../generator/plan-flaws.ts';
import { syntheticNation } from '../../generator/nation.ts';
import { createRandom } from '../../generator/random.ts';
import { toRegionsCsv, toRosterCsv } from '../../generator/roster-csv.ts';
import { generateUniverse, type Filing, type UniverseSpec } from '../../generator/universe.ts';
import { makeDocumentKey } from '../../shared/contracts/bucket/object-keys.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import { judgeFiling } from '../support/judge-filing.ts';

export type Json = number | { [key: string]: Json };

export interface PlannedUpload {
  readonly key: string;
  readonly place: Place;
  readonly bytes: Uint8Array;
  readonly outcome: 'accepted' | 'returned';
}

interface Plan {
  readonly regionsCsv: string;
  readonly rosterCsv: string;
  /** Several of one key are its versions, in their order. */
  readonly uploads: readonly PlannedUpload[];
  /** By year: what the nation's page must say when everything is processed. */
  readonly nation: ReadonlyMap<number, { readonly accepted: number; readonly figures: Json }>;
}

/** Nine districts and their city with ten agencies each, three years: 300 reports, 30 consolidated ones beside them. */
export function planUploads(seed: string, corrections: number): Plan {
  const size = { provinces: 1, cities: 1, districts: 9, agencies: 10 };
  const sound: UniverseSpec = { seed, years: { from: 2022, to: 2024 }, ...syntheticNation(size) };
  const spec = { ...sound, flaws: planFlaws(sound, 2) };
  const { regions, agencies, filings } = generateUniverse(spec);
  const roster = new Map(agencies.map((agency) => [agency.id, agency]));
  const random = createRandom(seed, 'corrections');

  const planned = (place: Place, receivedAt: Filing['receivedAt'], text: string): PlannedUpload => ({
    key: makeDocumentKey('inbox', place),
    place,
    bytes: new TextEncoder().encode(text),
    outcome: judgeFiling({ document: text, receivedAt, place }, roster.get(place.agencyId)!, undefined, true)
      .accepted
      ? 'accepted'
      : 'returned',
  });
  const uploads = filings.map(({ place, receivedAt, document }) =>
    planned(place, receivedAt, document as string),
  );
  const sources = uploads.filter(
    ({ outcome, place }) => outcome === 'accepted' && roster.get(place.agencyId)?.kind !== 'consolidated',
  );
  for (let i = 0; i < corrections; i++) {
    const { place, bytes } = random.pick(sources);
    uploads.push(planned(place, filings[0]!.receivedAt, corrected(bytes, i % 3 === 0)));
  }

  const inForce = new Map<string, PlannedUpload>();
  for (const upload of uploads) if (upload.outcome === 'accepted') inForce.set(upload.key, upload);
  const counted = [...inForce.values()].filter(
    ({ place }) => roster.get(place.agencyId)?.kind !== 'consolidated',
  );
  const nation = new Map(
    [2022, 2023, 2024].map((year) => {
      const documents = counted
        .filter(({ place }) => place.year === year)
        .map(({ bytes }) => JSON.parse(new TextDecoder().decode(bytes)) as Record<string, Json>);
      const sections = ['proactive', 'applications', 'reconsideration', 'litigation'];
      const figures = Object.fromEntries(
        sections.map((section) => [section, addUp(documents.map((document) => document[section]!))]),
      );
      return [year, { accepted: documents.length, figures }] as const;
    }),
  );
  return { regionsCsv: toRegionsCsv(regions), rosterCsv: toRosterCsv(agencies), uploads, nation };
}

/** One more application of a natural person, granted; spoiled: the totals do not say so. */
function corrected(bytes: Uint8Array, isSpoiled: boolean): string {
  type Row = Record<'naturalPerson' | 'total', number>;
  const report = JSON.parse(new TextDecoder().decode(bytes)) as {
    nil?: true;
    applications: { received: Row; results: { granted: Row; total: Row } };
  };
  const { received, results } = report.applications;
  delete report.nil;
  for (const row of [received, results.granted, results.total]) {
    row.naturalPerson += 1;
    if (!isSpoiled) row.total += 1;
  }
  return JSON.stringify(report);
}

/** Cell by cell, in millionths so that amounts stay whole. */
function addUp(values: readonly Json[]): Json {
  if (values.every((value) => typeof value === 'number'))
    return values.reduce((sum, value) => sum + Math.round(value * 1e6), 0) / 1e6;
  const keys = new Set(values.flatMap((value) => Object.keys(value)));
  return Object.fromEntries(
    [...keys].map((key) => [key, addUp(values.map((value) => (value as Record<string, Json>)[key]!))]),
  );
}
