/**
 * What the nightly reconciliation costs where nothing is amiss: it reads, and writes nothing. Everything at once, as
 * `gouji replay` does it, and as a night's orders, from which a nation's night is told.
 */
import { hashBytes } from '../shared/adapters/hash-bytes.ts';
import { openTable } from '../shared/adapters/open-table.ts';
import { createReportTable, type ReportTable } from '../shared/adapters/table/report-table.ts';
import { nameStores, tableConnection } from '../shared/contracts/api/connection.ts';
import { tellChinaDay, tellChinaYear, type Instant } from '../shared/domain/basics/calendar.ts';
import { NATION, traceLineage } from '../shared/domain/basics/region.ts';
import { FIRST_REPORT_YEAR } from '../shared/domain/form/catalogue.ts';
import { pickEntries } from '../shared/pipeline/enrolment.ts';
import { isLookedThroughNightly } from '../shared/pipeline/order-night.ts';
import { reconcileRegion, type RegionDeps } from '../shared/pipeline/reconcile-region.ts';
import { reconcile } from '../shared/pipeline/reconcile.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import { countCapacity } from './consumed-capacity.ts';
import { groupDigits, roundFigure, type Report } from './measure.ts';
import type { StartedSystem } from './started-system.ts';

const NATIONS_AGENCIES = 180_000;
const NATIONS_NIGHT_UNITS = 2_000_000;
/** A closed year is looked through on one of so many nights. */
const NIGHTS = 28;

export async function benchHealthyNight(
  report: Report,
  { bucket, connection }: Pick<StartedSystem, 'bucket' | 'connection'>,
): Promise<void> {
  const opened = openTable(nameStores(connection), tableConnection(connection));
  const capacity = countCapacity(opened.client);
  const table = createReportTable(opened);
  const entries = pickEntries(await table.calendar());
  const deps: RegionDeps = {
    bucket,
    table,
    now: systemClock,
    sha256: hashBytes,
    calendar: () => Promise.resolve(entries),
  };
  try {
    const before = capacity.total();
    const startedMs = performance.now();
    const { received, rechecked, recomputed, failures } = await reconcile(deps, { graceMs: 0 });
    const seconds = (performance.now() - startedMs) / 1000;
    const { write, read } = capacity.total();
    report({
      what: 'DynamoDB write units of a healthy night’s reconciliation, everything at once',
      value: write - before.write,
      unit: '',
      target: { atMost: 0 },
      detail: `read units ${roundFigure(read - before.read)}, ${roundFigure(seconds)} s; ${received} received, ${rechecked} rechecked, ${recomputed.length} totals, ${failures.length} failures`,
    });
    const codes = await listCodes(deps.table);
    await benchOrders(report, deps, {
      codes,
      years: listYears(systemClock()),
      total: () => capacity.total(),
    });
  } finally {
    opened.client.destroy();
  }
}

/** More than a region's days of two years take. */
const MOST_NIGHTS_BEFORE = 20;

interface Year {
  readonly year: number;
  readonly agencyYears: number;
  readonly read: number;
}

interface Orders {
  /** A region before those above it. */
  readonly codes: readonly string[];
  readonly years: readonly number[];
  readonly total: () => { readonly write: number; readonly read: number };
}

/** The nights that keep the days that are over, then a healthy one. */
export async function benchOrders(
  report: Report,
  deps: RegionDeps,
  { codes, years: asked, total }: Orders,
): Promise<void> {
  const at = systemClock();
  const failures: string[] = [];
  const years: Year[] = [];
  let longestMs = 0;
  let orders = 0;
  const doOrder = async (code: string, year: number): Promise<void> => {
    const startedMs = performance.now();
    const done = await reconcileRegion(deps, { night: tellChinaDay(at), year, code }, { graceMs: 0 });
    longestMs = Math.max(longestMs, performance.now() - startedMs);
    orders += 1;
    failures.push(...done.failures);
  };
  // Nights before have kept the days that are over, some each night: a region's order reads what those below it keep.
  const firstMs = performance.now();
  let nights = 0;
  for (const code of codes)
    for (const year of asked)
      nights = Math.max(nights, await repeatUntilKept(() => doOrder(code, year), total));
  const untilHealthy = `at most ${nights} nights of a region before it, in ${roundFigure((performance.now() - firstMs) / 1000)} s, the longest order ${roundFigure(longestMs)} ms`;
  const writtenBefore = total().write;
  const startedMs = performance.now();
  [longestMs, orders] = [0, 0];
  for (const year of asked) {
    const readBefore = total().read;
    for (const code of codes) await doOrder(code, year);
    const read = total().read - readBefore;
    years.push({ year, read, agencyYears: await countAgencies(deps.table, codes, year) });
  }
  report({
    what: 'DynamoDB write units of the same as orders, one for each region and year',
    value: total().write - writtenBefore,
    unit: '',
    target: { atMost: 0 },
    detail: `${orders} orders over ${years.reduce((sum, one) => sum + one.agencyYears, 0)} agency-years, ${failures.length} failures, ${roundFigure((performance.now() - startedMs) / 1000)} s, the longest ${roundFigure(longestMs)} ms (${untilHealthy}); read units an agency-year: ${years.map((one) => `${one.year} ${roundFigure(perAgency(one))}`).join(', ')}`,
  });
  report({
    what: 'DynamoDB read units of a healthy night of a nation, told from these',
    value: Math.round(
      listYears(at).reduce((sum, year) => sum + tellNation(standIn(years, year), year, at), 0),
    ),
    unit: '',
    target: { atMost: NATIONS_NIGHT_UNITS },
    detail: `${groupDigits(NATIONS_AGENCIES)} agencies; the running and the last two years, and a ${NIGHTS}th of the closed ones`,
  });
}

/** Answers how often it was done until it wrote nothing. */
async function repeatUntilKept(order: () => Promise<void>, total: Orders['total']): Promise<number> {
  for (let nights = 1; nights <= MOST_NIGHTS_BEFORE; nights++) {
    const before = total().write;
    await order();
    if (total().write === before) return nights;
  }
  return MOST_NIGHTS_BEFORE;
}

const perAgency = ({ read, agencyYears }: Year): number => (agencyYears === 0 ? 0 : read / agencyYears);
const tellNation = (one: Year, year: number, at: Instant): number =>
  (perAgency(one) * NATIONS_AGENCIES) / (isLookedThroughNightly(year, at) ? 1 : NIGHTS);
/** Where a year was not looked through, the oldest one is told in its place. */
const standIn = (years: readonly Year[], year: number): Year =>
  years.find((one) => one.year === year) ?? years[0] ?? { year, agencyYears: 0, read: 0 };

async function listCodes(table: Pick<ReportTable, 'regions'>): Promise<string[]> {
  const loaded = await table.regions();
  return [...new Set([NATION, ...loaded.flatMap(({ code }) => traceLineage(code))])];
}

async function countAgencies(
  table: Pick<ReportTable, 'children'>,
  codes: readonly string[],
  year: number,
): Promise<number> {
  let agencies = 0;
  for (const code of codes) {
    const children = await table.children(code, year);
    agencies += children.agencies.length + children.beside.length;
  }
  return agencies;
}

const listYears = (at: Instant): number[] =>
  Array.from({ length: tellChinaYear(at) - FIRST_REPORT_YEAR + 1 }, (_, i) => FIRST_REPORT_YEAR + i);
