/**
 * What the nightly reconciliation costs where nothing is amiss: it reads, and writes nothing. Everything at once, as
 * `gouji replay` does it, and as a night's orders, from which a nation's night is told.
 */
import { hashBytes } from '../shared/adapters/hash-bytes.ts';
import { openTable } from '../shared/adapters/open-table.ts';
import { createAuditTrail } from '../shared/adapters/table/audit-trail.ts';
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
    trail: createAuditTrail(opened),
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
    await benchOrders(report, deps, () => capacity.total());
  } finally {
    opened.client.destroy();
  }
}

/** Levels times the days that a night keeps of each: more than the demonstration needs. */
const MOST_NIGHTS_BEFORE = 20;

interface Year {
  readonly year: number;
  readonly agencyYears: number;
  readonly read: number;
}

async function benchOrders(
  report: Report,
  deps: RegionDeps,
  total: () => { readonly write: number; readonly read: number },
): Promise<void> {
  const at = systemClock();
  const codes = await listCodes(deps.table);
  const failures: string[] = [];
  const years: Year[] = [];
  let longestMs = 0;
  let orders = 0;
  const doOrders = async (year: number): Promise<void> => {
    for (const code of codes) {
      const startedMs = performance.now();
      const done = await reconcileRegion(deps, { night: tellChinaDay(at), year, code }, { graceMs: 0 });
      longestMs = Math.max(longestMs, performance.now() - startedMs);
      orders += 1;
      failures.push(...done.failures);
    }
  };
  // Nights before have kept the days that are over, some each night, from the districts up.
  for (let night = 0; night < MOST_NIGHTS_BEFORE; night++) {
    const before = total().write;
    for (const year of listYears(at)) await doOrders(year);
    if (total().write === before) break;
  }
  const writtenBefore = total().write;
  [longestMs, orders] = [0, 0];
  for (const year of listYears(at)) {
    const readBefore = total().read;
    await doOrders(year);
    const read = total().read - readBefore;
    years.push({ year, read, agencyYears: await countAgencies(deps.table, codes, year) });
  }
  report({
    what: 'DynamoDB write units of the same as orders, one for each region and year',
    value: total().write - writtenBefore,
    unit: '',
    target: { atMost: 0 },
    detail: `${orders} orders over ${years.reduce((sum, one) => sum + one.agencyYears, 0)} agency-years, ${failures.length} failures, the longest ${roundFigure(longestMs)} ms; read units an agency-year: ${years.map((one) => `${one.year} ${roundFigure(perAgency(one))}`).join(', ')}`,
  });
  report({
    what: 'DynamoDB read units of a healthy night of a nation, told from these',
    value: Math.round(years.reduce((sum, one) => sum + tellNation(one, at), 0)),
    unit: '',
    target: { atMost: NATIONS_NIGHT_UNITS },
    detail: `${groupDigits(NATIONS_AGENCIES)} agencies; the running and the last two years, and a ${NIGHTS}th of the closed ones`,
  });
}

const perAgency = ({ read, agencyYears }: Year): number => (agencyYears === 0 ? 0 : read / agencyYears);
const tellNation = (one: Year, at: Instant): number =>
  (perAgency(one) * NATIONS_AGENCIES) / (isLookedThroughNightly(one.year, at) ? 1 : NIGHTS);

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
