/**
 * Every standing and every total of a year made anew from the history and the archived bytes. What is right already
 * is not written, so a rebuild may be run at any time, beside uploads, and twice.
 */
import { isDeepStrictEqual } from 'node:util';
import pMap from 'p-map';
import {
  childrenPartition,
  type AgencyYearItem,
  type InForce,
  type SubmissionItem,
} from '../contracts/items.ts';
import { fromStoredFigures } from '../contracts/stored-figures.ts';
import type { ReportBucket } from '../adapters/report-bucket.ts';
import type { ReportTable } from '../adapters/report-table.ts';
import { checkFiling } from '../domain/check-report.ts';
import { applySubmission, type Standing } from '../domain/standing.ts';
import { PermanentError } from '../errors.ts';
import { reportInForce } from './receive-upload.ts';
import { recomputeRegion } from './recompute-region.ts';
import { walkRegions } from './walk-regions.ts';

export interface RebuildDeps {
  readonly table: Pick<
    ReportTable,
    'children' | 'regions' | 'regionYears' | 'putRegionYear' | 'putAgencyYear' | 'submissionsOf'
  >;
  readonly bucket: Pick<ReportBucket, 'archived'>;
}

export interface Rebuilt {
  readonly reports: number;
  /** Agencies and regions whose items were wrong. */
  readonly mended: readonly string[];
  /** What could not be made anew, and why; everything else was. */
  readonly failures: readonly string[];
}

const CONCURRENCY = 16;

/** Years are rebuilt in order: each compares with the year before. */
export async function rebuildYear({ table, bucket }: RebuildDeps, year: number): Promise<Rebuilt> {
  const mended: string[] = [];
  const failures: string[] = [];
  let reports = 0;
  await walkRegions(table, year, async ({ code, children }) => {
    const agencies = [...children.agencies, ...children.consolidated];
    if (agencies.length > 0) {
      const [submissions, before] = await Promise.all([
        table.submissionsOf(childrenPartition(code, year)),
        table.children(code, year - 1, { consistent: true }),
      ]);
      await rebuildAgencies(agencies, submissions, [...before.agencies, ...before.consolidated]);
    }
    if ((await recomputeRegion(table, code, year)) === 'changed') mended.push(code);
  });
  return { reports, mended, failures };

  async function rebuildAgencies(
    agencies: readonly AgencyYearItem[],
    submissions: readonly SubmissionItem[],
    before: readonly AgencyYearItem[],
  ): Promise<void> {
    const history = Map.groupBy(submissions, ({ sk }) => sk.split('#')[1]);
    const previous = new Map(before.map((item) => [item.agency.id, item]));
    await pMap(
      agencies,
      async (item) => {
        const own = history.get(item.agency.id);
        if (!own) return;
        try {
          const rebuilt = await rebuiltItem(bucket, item, own, previous.get(item.agency.id));
          if (rebuilt.inForce) reports += 1;
          if (isDeepStrictEqual(rebuilt, item)) return;
          // Outdated: an upload was recorded meanwhile; it started from the item as it was, so a second rebuild mends the rest.
          if ((await table.putAgencyYear({ ...rebuilt, revision: item.revision + 1 })) === 'written')
            mended.push(item.agency.id);
        } catch (error) {
          if (!(error instanceof PermanentError)) throw error;
          failures.push(error.message);
        }
      },
      { concurrency: CONCURRENCY },
    );
  }
}

async function rebuiltItem(
  bucket: RebuildDeps['bucket'],
  item: AgencyYearItem,
  submissions: readonly SubmissionItem[],
  previous: AgencyYearItem | undefined,
): Promise<AgencyYearItem> {
  const standing = submissions.reduce<Standing<SubmissionItem>>(
    (before, submission) =>
      applySubmission(
        before,
        { ...submission, errors: submission.errorCount },
        submission.outcome === 'accepted' ? submission : undefined,
      ),
    {},
  );
  const { inForce: _inForce, latest: _latest, firstAccepted: _first, ...roster } = item;
  const { inForce, latest, firstAccepted } = standing;
  return {
    ...roster,
    ...(inForce && { inForce: await inForceFromArchive(bucket, item, inForce, previous) }),
    ...(latest && { latest }),
    ...(firstAccepted && { firstAccepted }),
  };
}

async function inForceFromArchive(
  bucket: RebuildDeps['bucket'],
  { agency, district, year }: AgencyYearItem,
  { sha256, receivedAt, submissionId, order }: SubmissionItem,
  previous: AgencyYearItem | undefined,
): Promise<InForce> {
  const bytes = sha256 === null ? undefined : await bucket.archived(sha256);
  if (!bytes || sha256 === null)
    throw new PermanentError(`the archive lacks the report in force of ${agency.id} for ${year}`);
  const place = { district, agencyId: agency.id, year };
  const { report, findings } = checkFiling(bytes, {
    receivedAt,
    place,
    roster: { ...agency, district },
    previous: previous?.inForce && fromStoredFigures(previous.year, previous.inForce.figures),
    firstAcceptedAt: receivedAt,
  });
  if (!report) throw new PermanentError(`the archived report of ${agency.id} for ${year} cannot be read`);
  return reportInForce({ submissionId, order, receivedAt }, sha256, report, findings);
}
