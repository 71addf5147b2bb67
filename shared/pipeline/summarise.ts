/**
 * The compliance of a region and all below it: one Query per region, and BatchGets for the reports that are returned or
 * flagged. Over `readTableAt` the same is the compliance as it stood at an instant.
 */
import type { AgencyYearFacts } from '../domain/standing/child-facts.ts';
import type { AgencyYear } from '../domain/standing/agency-year-record.ts';
import type { Submission } from '../domain/standing/submission.ts';
import pMap from 'p-map';
import { describeAgencyCompliance } from '../domain/compliance/agency-compliance.ts';
import { listShownFindings, type Surroundings } from '../domain/verdict/findings-shown.ts';
import type { ReportTable } from '../adapters/table/report-table.ts';
import type { Instant } from '../domain/basics/calendar.ts';
import {
  summariseCompliance,
  type AgencyCompliance,
  type ComplianceSummary,
  type Mark,
  type OpenFindings,
} from '../domain/compliance/compliance.ts';
import { stateOfWarning } from '../domain/standing/explanations.ts';
import type { Finding } from '../domain/findings/finding.ts';
import { traceLineage, findParent } from '../domain/basics/region.ts';
import { existsIn } from '../domain/basics/region-span.ts';
import type { HistoryTable } from './as-of.ts';
import { listWarnings } from './judge-agency-year.ts';
import { readSurroundings, type SurroundingsTable } from './surroundings.ts';

type SummariseTable = Pick<ReportTable, 'childFacts' | 'regionsWithin' | 'submissionsAt'> & SurroundingsTable;

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
/** Of one report; all are counted. */
const MAX_OPEN_FINDINGS = 5;
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
  const open = await readOpen(table, rows);
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
  const rows = await readRows(table, await table.regionsWithin(code), year, at);
  return new Map(rows.map(({ agency }) => [agency.id, agency]));
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
      const { agencies, consolidated } = await table.childFacts(code, year);
      return [...agencies, ...consolidated].map((facts) => ({
        facts,
        agency: describeAgencyCompliance(facts, at, name),
      }));
    },
    { concurrency: CONCURRENCY },
  );
  return read.flat();
}

/** What is open, by agency: in the report in force, and in what was returned last. */
async function readOpen(table: SummariseTable, rows: readonly Row[]): Promise<Map<string, OpenFindings>> {
  const open = rows.flatMap(({ facts, agency: { state } }) => {
    const { inForce, latest } = facts;
    const ids = [
      ...(latest?.outcome === 'returned' ? [latest.submissionId] : []),
      ...(state === 'flagged' && inForce ? [inForce.submissionId] : []),
    ];
    if (state === 'not-obliged' || ids.length === 0) return [];
    const place = placeOf(facts);
    return [{ place, names: ids.map((submissionId) => ({ place, submissionId })) }];
  });
  if (open.length === 0) return new Map();
  const [readSubmission, readYear] = await Promise.all([
    table.submissionsAt(open.flatMap(({ names }) => names)),
    table.agencyYearsAt(
      open.flatMap(({ place }) => [place, { ...place, year: place.year - 1 }]),
      { consistent: false },
    ),
  ]);
  const found = open.flatMap(({ place, names }) => {
    const item = readYear(place);
    return item ? [{ item, names }] : [];
  });
  const surroundingsOf = await readSurroundings(
    table,
    found.map(({ item }) => item),
    readYear,
  );
  return new Map(
    found.map(({ item, names }) => [
      item.agency.id,
      together(
        names.flatMap((name) => {
          const submission = readSubmission(name);
          return submission ? [openFindings(item, submission, surroundingsOf(item))] : [];
        }),
      ),
    ]),
  );
}

const placeOf = ({ agency, district, year }: AgencyYearFacts) => ({ district, agencyId: agency.id, year });

function openFindings(item: AgencyYear, submission: Submission, surroundings: Surroundings): OpenFindings {
  const shown = listShownFindings(submission, item, surroundings);
  if (!item.inForce || submission.outcome === 'returned')
    return firstOf(
      shown.filter(({ severity }) => severity === 'error'),
      submission.errorCount,
    );
  const explanations = item.explanations ?? [];
  const open = listWarnings(item, surroundings).filter(
    (warning) => stateOfWarning(warning, explanations) !== 'explained',
  );
  const isOpen = ({ rule, path }: Finding): boolean =>
    open.some((warning) => warning.rule === rule && warning.path === path);
  return firstOf(shown.filter(isOpen), item.inForce.openWarnings);
}

function together(parts: readonly OpenFindings[]): OpenFindings {
  return firstOf(
    parts.flatMap(({ findings }) => findings),
    parts.reduce((sum, { count }) => sum + count, 0),
  );
}

const firstOf = (findings: readonly Finding[], count: number): OpenFindings => ({
  findings: findings.slice(0, MAX_OPEN_FINDINGS),
  count,
});
