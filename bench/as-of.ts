/**
 * A date of the past from the totals that are kept of its day, beside a replay of everything below, as it was before: read units and
 * time of the answer to programs, of a city and of the nation. What the nation's date reads does not depend on what lies below its
 * provinces, so that few districts are seeded; what its replay read is told for a nation from them.
 */
import type { Connection } from '../shared/adapters/clients.ts';
import type { ReportTable } from '../shared/adapters/table/report-table.ts';
import { endOfChinaDay, makeInstant, toIsoDay, type IsoDay } from '../shared/domain/basics/calendar.ts';
import { NATION, traceLineage } from '../shared/domain/basics/region.ts';
import { readTableAt } from '../shared/pipeline/as-of.ts';
import { keepDays } from '../shared/pipeline/keep-days.ts';
import { writeRegionYearAnswer } from '../web/api/answers.ts';
import { readRegionView } from '../web/region/region-view.ts';
import { countCapacity } from './consumed-capacity.ts';
import { compare, groupDigits, roundFigure, type Report } from './measure.ts';
import { makeSeededTable, type SeededTable } from './seeded-table.ts';

const YEAR = 2024;
const NOW = makeInstant(Date.UTC(2025, 5, 1));
const DAY = toIsoDay('2025-01-20');
const NATIONS_AGENCIES = 180_000;
const ROUNDS = 5;
let tables = 0;

interface Scene {
  readonly what: string;
  readonly size: Parameters<typeof makeSeededTable>[1];
  readonly code: (seeded: SeededTable) => string | undefined;
  readonly atMost: { readonly units: number; readonly ms: number };
  /** Whose replay is told from this one's. */
  readonly agencies?: number;
}

const SCENES: readonly Scene[] = [
  {
    what: 'a city',
    size: { provinces: 1, cities: 1, districts: 12, agencies: 50 },
    code: ({ spec }) =>
      traceLineage(spec.districts[0]?.code ?? '').find(
        (one) => /^\d{4}00$/.test(one) && !one.endsWith('0000'),
      ),
    atMost: { units: 60, ms: 60 },
  },
  {
    what: 'the nation',
    size: { provinces: 27, cities: 2, districts: 2, agencies: 6 },
    code: () => NATION,
    atMost: { units: 200, ms: 100 },
    agencies: NATIONS_AGENCIES,
  },
];

export async function benchPastDates(report: Report, dynamodb: Connection, isTiny = false): Promise<void> {
  for (const scene of SCENES) {
    const size = isTiny ? { ...scene.size, provinces: 1, cities: 1, districts: 1, agencies: 2 } : scene.size;
    await benchScene(report, dynamodb, { ...scene, size });
  }
}

async function benchScene(
  report: Report,
  dynamodb: Connection,
  { what, size, code: findCode, atMost, agencies }: Scene,
): Promise<void> {
  const tableName = `as-of-${process.pid}-${++tables}`;
  const years = [YEAR - 1, YEAR];
  const seeded = await makeSeededTable(dynamodb, size, YEAR, tableName, () => 'accepted', years);
  const { client, table, spec, reports } = seeded;
  const code = findCode(seeded);
  if (code === undefined) throw new Error('the bench has no such region');
  const kept = await keepAll(
    table,
    spec.regions.map((region) => region.code),
    years,
  );
  const scaled = agencies === undefined ? undefined : { agencies, of: reports / years.length };
  const howMuch = `${size.provinces} provinces, ${reports} reports of ${years.length} years`;
  await measureDate(
    report,
    { table, capacity: countCapacity(client) },
    { what, size: howMuch, code, year: YEAR, day: DAY, atMost, scaled },
  );
  report({
    what: `keeping a day of a region, while ${what} is kept for the first time`,
    value: kept.ms / kept.days,
    unit: ' ms',
    detail: `${groupDigits(kept.days)} days in ${kept.nights} nights`,
  });
  client.destroy();
}

interface DateAsked {
  readonly what: string;
  /** How much there is. */
  readonly size: string;
  readonly code: string;
  readonly year: number;
  readonly day: IsoDay;
  readonly atMost: { readonly units: number; readonly ms: number };
  /** For how many agencies the replay is told from it, and of how many it is. */
  readonly scaled?: { readonly agencies: number; readonly of: number } | undefined;
}

/** One region's answer of a date: from kept days, and replayed. */
export async function measureDate(
  report: Report,
  { table, capacity }: { readonly table: ReportTable; readonly capacity: ReturnType<typeof countCapacity> },
  { what, size, code, year, day, atMost, scaled }: DateAsked,
): Promise<void> {
  const at = endOfChinaDay(day);
  const ask = async (of: ReportTable): Promise<string> => {
    const view = await readRegionView(readTableAt(of, at), { code, year, now: at, extent: 'whole' });
    if (!view) throw new Error(`${code} is not on record`);
    return JSON.stringify(writeRegionYearAnswer(view, undefined));
  };
  const countUnits = async (of: ReportTable): Promise<{ units: number; said: string }> => {
    const before = capacity.total().read;
    const said = await ask(of);
    return { units: capacity.total().read - before, said };
  };
  const replaying = withoutDays(table);
  const [fromDays, replayed] = [await countUnits(table), await countUnits(replaying)];
  if (fromDays.said !== replayed.said) throw new Error(`${what}: what is kept is not what a replay tells`);
  const { subjectMs, yardstickMs, subjectWallMs, yardstickWallMs } = await compare(
    ROUNDS,
    () => ask(table),
    () => ask(replaying),
  );
  const nations = scaled
    ? `; of ${groupDigits(scaled.agencies)} agencies some ${groupDigits(Math.round((replayed.units * scaled.agencies) / scaled.of))}`
    : '';
  report({
    what: `DynamoDB read units of ${what} as of a date (${size})`,
    value: fromDays.units,
    unit: '',
    target: { atMost: atMost.units },
    detail: `replayed ${roundFigure(replayed.units)}${nations}; the same answer`,
  });
  report({
    what: `server time of ${what} as of a date`,
    value: subjectMs.median,
    unit: ' ms',
    spread: subjectMs,
    target: { atMost: atMost.ms },
    detail: `${roundFigure(subjectWallMs.median)} ms on the clock, DynamoDB's time included; replayed ${roundFigure(yardstickMs.median)} ms, ${roundFigure(yardstickWallMs.median)} ms on the clock`,
  });
}

/** Night after night, from the districts up. */
async function keepAll(table: ReportTable, codes: readonly string[], years: readonly number[]) {
  const upwards = codes.toSorted((a, b) => traceLineage(b).length - traceLineage(a).length);
  const startedMs = performance.now();
  let days = 0;
  let nights = 0;
  for (let left = 1; left > 0; nights++) {
    left = 0;
    for (const code of upwards)
      for (const year of years) {
        const kept = await keepDays(table, { code, year }, NOW);
        days += kept.made.length;
        left += kept.left;
      }
  }
  return { days, nights, ms: performance.now() - startedMs };
}

/** As it was read before days were kept: whole histories, each read consistently. */
function withoutDays(table: ReportTable): ReportTable {
  return {
    ...table,
    dayTotals: () => Promise.resolve(() => undefined),
    history: (region, year) => table.history(region, year, { consistent: true }),
  };
}
