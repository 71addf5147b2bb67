/**
 * Every standing and every total of a year made anew from the history and the archived bytes. What is right already
 * is not written, so a rebuild may be run at any time, beside uploads, and twice.
 */
import pMap from 'p-map';
import {
  childrenPartition,
  type AgencyYearItem,
  type InForce,
  type SubmissionItem,
} from '../contracts/items.ts';
import { storedTotal } from '../contracts/children.ts';
import { yearBefore, type Surroundings } from '../contracts/findings-shown.ts';
import type { ReportBucket } from '../adapters/report-bucket.ts';
import type { ReportTable } from '../adapters/report-table.ts';
import { deadlineFor } from '../domain/calendar.ts';
import { checkFiling } from '../domain/check-report.ts';
import { keepExplanations, type KeptExplanation } from '../domain/explanations.ts';
import type { Finding } from '../domain/finding.ts';
import type { Report } from '../domain/report.ts';
import { applySubmission, inOrder, type Standing } from '../domain/standing.ts';
import { PermanentError } from '../errors.ts';
import { acceptedOf, explanationsGiven, inForceOf } from './filed-report.ts';
import { isSameItem, judged } from './judge-agency-year.ts';
import { readSurroundings } from './surroundings.ts';
import { recomputeRegion } from './recompute-region.ts';
import { walkRegions } from './walk-regions.ts';

export interface RebuildDeps {
  readonly table: Pick<
    ReportTable,
    | 'children'
    | 'regions'
    | 'regionYears'
    | 'agencyYearsAt'
    | 'putRegionYear'
    | 'putAgencyYear'
    | 'submissionsOf'
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
          const rebuilt = await rebuiltItem({ bucket, table }, item, own, previous.get(item.agency.id));
          if (rebuilt.inForce) reports += 1;
          if (isSameItem(rebuilt, item)) return;
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
  { bucket, table }: RebuildDeps,
  item: AgencyYearItem,
  submissions: readonly SubmissionItem[],
  previous: AgencyYearItem | undefined,
): Promise<AgencyYearItem> {
  const standing = inOrder(submissions).reduce<Standing<SubmissionItem>>(
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
  const surroundings = (await readSurroundings(table, [item], () => previous))(item);
  const explaining = submissions.filter(
    ({ outcome, explanationCount }) => outcome === 'accepted' && explanationCount > 0,
  );
  const given = await pMap(explaining, (submission) =>
    explanationsOf(bucket, item, submission, surroundings),
  );
  return judged(
    {
      ...roster,
      ...(inForce && {
        inForce: {
          ...(await inForceFromArchive(bucket, item, inForce, surroundings)),
          ...(inForce.repeated && { repeated: inForce.repeated }),
        },
      }),
      ...(latest && { latest }),
      ...(firstAccepted && { firstAccepted }),
      explanations: [...keepExplanations([], given.flat())],
      // What comparisons found on the way is known here only.
      rules: {
        fired: [
          ...(item.rules?.fired ?? []),
          ...submissions.flatMap(({ rules, contextualFindings }) => [
            ...rules,
            ...contextualFindings.map(({ rule }) => rule),
          ]),
        ],
        open: [],
        explained: [],
      },
    },
    surroundings,
  );
}

/** An archived document of the agency, checked again. */
async function recheckedDocument(
  bucket: RebuildDeps['bucket'],
  { agency, district, year, extension }: AgencyYearItem,
  { sha256, receivedAt }: SubmissionItem,
  surroundings: Surroundings,
): Promise<{ sha256: string; report: Report; findings: readonly Finding[] }> {
  const bytes = sha256 === null ? undefined : await bucket.archived(sha256);
  if (!bytes || sha256 === null)
    throw new PermanentError(`the archive lacks a report of ${agency.id} for ${year}`);
  const { report, findings } = checkFiling(bytes, {
    receivedAt,
    place: { district, agencyId: agency.id, year },
    roster: { ...agency, district },
    deadline: deadlineFor(agency.kind, year, extension),
    ...yearBefore(surroundings),
    total: surroundings.total && storedTotal(surroundings.total),
    firstAcceptedAt: receivedAt,
  });
  if (!report) throw new PermanentError(`the archived report of ${agency.id} for ${year} cannot be read`);
  return { sha256, report, findings };
}

async function inForceFromArchive(
  bucket: RebuildDeps['bucket'],
  item: AgencyYearItem,
  submission: SubmissionItem,
  surroundings: Surroundings,
): Promise<InForce> {
  const { sha256, report, findings } = await recheckedDocument(bucket, item, submission, surroundings);
  const copiedFrom = item.inForce?.submissionId === submission.submissionId && item.inForce.copiedFrom;
  return {
    ...inForceOf(submission, sha256, acceptedOf(report, findings)),
    // Whose text it is, reconciliation finds out.
    ...(copiedFrom && { copiedFrom }),
  };
}

/** What a comparison read when it was explained is known to the item only: the other report may have changed since. */
async function explanationsOf(
  bucket: RebuildDeps['bucket'],
  item: AgencyYearItem,
  submission: SubmissionItem,
  surroundings: Surroundings,
): Promise<KeptExplanation[]> {
  const { sha256, report, findings } = await recheckedDocument(bucket, item, submission, surroundings);
  return explanationsGiven(submission, sha256, report, findings, surroundings).map(
    (given) =>
      item.explanations?.find(
        ({ rule, path, words, since }) =>
          rule === given.rule && path === given.path && words === given.words && since === given.since,
      ) ?? given,
  );
}
