/**
 * The compliance of a region and all below it: one Query per region, and BatchGets for what is open in reports beyond
 * what the facts of it say. Over `readTableAt` the same is the compliance as it stood at an instant.
 */
import { isShown, type AgencyYearFacts } from '../domain/standing/child-facts.ts';
import pMap from 'p-map';
import { describeAgencyCompliance } from '../domain/compliance/agency-compliance.ts';
import type { ReportTable } from '../adapters/table/report-table.ts';
import type { Instant } from '../domain/basics/calendar.ts';
import {
  isListed,
  summariseCompliance,
  type AgencyCompliance,
  type ComplianceSummary,
  type Mark,
  type OpenFindings,
} from '../domain/compliance/compliance.ts';
import { traceLineage, findParent } from '../domain/basics/region.ts';
import { existsIn } from '../domain/basics/region-span.ts';
import type { HistoryTable } from './as-of.ts';
import { readOpenFindings, type OpenFindingsTable } from './open-findings.ts';

type SummariseTable = Pick<ReportTable, 'childFacts' | 'regionsWithin'> & OpenFindingsTable;

/** What answers of now and of the past. */
export type ComplianceTable = SummariseTable & HistoryTable & Pick<ReportTable, 'children' | 'childMoves'>;

interface SummaryOrder {
  readonly code: string;
  readonly year: number;
  readonly at: Instant;
  /** The instant that changes are told from. */
  readonly since: Instant;
}

const CONCURRENCY = 16;
const NOTHING_OPEN: OpenFindings = { findings: [], count: 0 };

/** `undefined` where the region is not on record. `earlier`: how the same agencies stood at `since`. */
export async function summariseRegion(
  table: SummariseTable,
  { code, year, at, since }: SummaryOrder,
  earlier: () => Promise<ReadonlyMap<string, Mark>>,
): Promise<ComplianceSummary | undefined> {
  const regions = await table.regionsWithin(code);
  const region = regions.find((one) => one.code === code);
  if (!region) return undefined;
  const [rows, marks] = await Promise.all([readRows(table, regions, year, at), earlier()]);
  const open = await readOpenFindings(
    table,
    rows.filter(({ agency }) => isListed(agency)).map(({ facts }) => facts),
  );
  /** A code that is none of the year's, and agencies that the roster has there all the same. */
  const isOwed = (child: string): boolean =>
    rows.some(({ agency }) => traceLineage(agency.district).includes(child));
  return summariseCompliance({
    region: { code, name: region.name },
    year,
    at,
    agencies: rows.map(({ agency }) => agency),
    children: regions.filter(
      (one) => findParent(one.code) === code && (existsIn(one, year) || isOwed(one.code)),
    ),
    openOf: ({ id }) => open.get(id) ?? NOTHING_OPEN,
    since,
    earlier: marks,
  });
}

/** How the agencies of a region stand, to tell later what changed since. */
export async function readMarks(
  table: Pick<SummariseTable, 'childFacts' | 'regionsWithin'>,
  code: string,
  year: number,
  at: Instant,
): Promise<ReadonlyMap<string, Mark>> {
  return new Map((await readStandings(table, code, year, at)).map((agency) => [agency.id, agency]));
}

/** The agencies of a region and of all below it, those that are not obliged included. */
export async function readStandings(
  table: Pick<SummariseTable, 'childFacts' | 'regionsWithin'>,
  code: string,
  year: number,
  at: Instant,
): Promise<readonly AgencyCompliance[]> {
  const rows = await readRows(table, await table.regionsWithin(code), year, at);
  return rows.map(({ agency }) => agency);
}

interface Row {
  readonly facts: AgencyYearFacts;
  readonly agency: AgencyCompliance;
}

async function readRows(
  table: Pick<SummariseTable, 'childFacts'>,
  regions: readonly { readonly code: string; readonly name: string }[],
  year: number,
  at: Instant,
): Promise<Row[]> {
  const read = await pMap(
    regions,
    async ({ code, name }) => {
      const { agencies, beside } = await table.childFacts(code, year);
      return [...agencies, ...beside].filter(isShown).map((facts) => ({
        facts,
        agency: describeAgencyCompliance(facts, at, name),
      }));
    },
    { concurrency: CONCURRENCY },
  );
  return read.flat();
}
