/**
 * What compliance summaries cost: a city's in requests, a province's in time and, from a measured run over all its
 * regions, those of the whole nation in read units and time. Every fifteenth report is missing, as many are returned,
 * and every tenth is flagged.
 */
import type { Connection } from '../shared/adapters/clients.ts';
import type { NationSize } from '../generator/nation.ts';
import { makeInstant, type Instant } from '../shared/domain/basics/calendar.ts';
import type { Mark } from '../shared/domain/compliance/compliance.ts';
import { tellLevel, traceLineage, NATION, type RegionLevel } from '../shared/domain/basics/region.ts';
import { findSlotBefore, slotInstant } from '../shared/domain/compliance/summary-slots.ts';
import { readMarks, summariseRegion } from '../shared/pipeline/summarise.ts';
import { countCapacity } from './consumed-capacity.ts';
import { groupDigits, roundFigure, type Report } from './measure.ts';
import { makeSeededTable, type Standing } from './seeded-table.ts';

/** Four provinces of 14 cities of 10 districts of 60 agencies; each city has as many of its own. */
const SIZE: NationSize = { provinces: 4, cities: 14, districts: 10, agencies: 60 };
/** The whole country. */
const DISTRICTS = 3000;
const AGENCIES = 180_000;

const YEAR = 2024;
const AT: Instant = makeInstant(Date.UTC(2025, 1, 10, 1));
const SINCE = slotInstant(findSlotBefore(AT));
const PROVINCE_WITHIN_S = 10;
let tables = 0;

const standingOf = (report: number): Standing =>
  report % 15 === 0 ? 'missing' : report % 15 === 7 ? 'returned' : report % 10 === 3 ? 'flagged' : 'accepted';

export async function benchCompliance(
  report: Report,
  dynamodb: Connection,
  size: NationSize = SIZE,
): Promise<void> {
  const tableName = `compliance-${process.pid}-${++tables}`;
  const { client, table, reports } = await makeSeededTable(dynamodb, size, YEAR, tableName, standingOf);
  const capacity = countCapacity(client);
  const regions = await table.regions();

  /** In operation how everyone stood at the slot before is kept in S3: one request, whatever the region. */
  async function measured(code: string, earlier: ReadonlyMap<string, Mark>) {
    const [unitsBefore, before] = [capacity.total().read, capacity.requests()];
    const startedMs = performance.now();
    const order = { code, year: YEAR, at: AT, since: SINCE };
    const summary = await summariseRegion(table, order, () => Promise.resolve(earlier));
    const seconds = (performance.now() - startedMs) / 1000;
    const after = capacity.requests();
    const used = (command: string): number => (after[command] ?? 0) - (before[command] ?? 0);
    return {
      seconds,
      units: capacity.total().read - unitsBefore,
      queries: used('Query'),
      batches: used('BatchGetItem'),
      scans: used('Scan'),
      agencies: summary?.agencies.length ?? 0,
    };
  }
  const firstOf = (level: RegionLevel): string =>
    regions.find(({ code }) => tellLevel(code) === level)?.code ?? NATION;

  const city = firstOf('prefecture');
  const below = regions.filter(({ code }) => code !== city && traceLineage(code).includes(city)).length;
  const ofCity = await measured(city, new Map());
  report({
    what: `Queries of a city's summary per district and city (${below} districts, ${ofCity.agencies} agencies)`,
    // One more lists the regions.
    value: (ofCity.queries - 1) / (below + 1),
    unit: '',
    target: { atMost: 1 },
    detail: `and 1 Query for the list of regions, ${ofCity.batches} BatchGets for what is open in reports, ${ofCity.scans} scans; ${roundFigure(ofCity.units)} read units, ${roundFigure(ofCity.seconds)} s`,
  });

  const province = firstOf('province');
  const marks = await readMarks(table, province, YEAR, SINCE);
  const ofProvince = await measured(province, marks);
  report({
    what: `a province's summary (${groupDigits(ofProvince.agencies)} agencies), seconds`,
    value: ofProvince.seconds,
    unit: ' s',
    target: { below: PROVINCE_WITHIN_S },
    detail: `${ofProvince.queries} Queries, ${ofProvince.batches} BatchGets, ${roundFigure(ofProvince.units)} read units`,
  });

  const all = { seconds: 0, units: 0, orders: 0 };
  let nation = ofProvince;
  for (const { code } of regions) {
    const one = await measured(code, new Map());
    all.seconds += one.seconds;
    all.units += one.units;
    all.orders += 1;
    if (code === NATION) nation = one;
  }
  const scale = AGENCIES / reports;
  report({
    what: `the summaries of all regions (${groupDigits(all.orders)} orders, ${groupDigits(reports)} agencies measured), extrapolated to ${groupDigits(DISTRICTS)} districts and ${groupDigits(AGENCIES)} agencies: read units`,
    value: all.units * scale,
    unit: '',
    detail: `measured ${roundFigure(all.units)}; each agency is read once for its district, city, province and nation`,
  });
  report({
    what: 'the same, in seconds of one worker after the other',
    value: all.seconds * scale,
    unit: ' s',
    detail: `measured ${roundFigure(all.seconds)} s; the queue works on many orders at once`,
  });
  report({
    what: "the nation's own summary, the longest of them, extrapolated, seconds",
    value: nation.seconds * scale,
    unit: ' s',
    detail: `measured ${roundFigure(nation.seconds)} s of ${groupDigits(nation.agencies)} agencies`,
  });
}
