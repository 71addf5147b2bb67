/**
 * 信息处理费 of reports that an earlier version received: it kept everything of them but that. The archived documents
 * state it, and it is kept with submissions and agency-years as if it had always been. Totals follow from the stream.
 */
import pMap from 'p-map';
import type { ReportBucket } from '../adapters/bucket/report-bucket.ts';
import type { ReportTable } from '../adapters/table/report-table.ts';
import { readPlace, type Place } from '../domain/basics/place.ts';
import { decodeReport } from '../domain/document/decode-report.ts';
import { chooseEdition } from '../domain/form/catalogue.ts';
import type { ProcessingFee } from '../domain/form/report.ts';
import type { AgencyYear, KeptReport } from '../domain/standing/agency-year-record.ts';
import type { Submission } from '../domain/standing/submission.ts';
import { PermanentError } from '../errors.ts';
import { retryRace } from './retry-race.ts';

export interface FeesDeps {
  readonly table: Pick<ReportTable, 'agencyYearsAt' | 'submissions' | 'amendSubmission' | 'putAgencyYear'>;
  readonly bucket: Pick<ReportBucket, 'archivedAs'>;
}

/** By hash; nothing where the archive has not got it whole. */
type ReadArchived = (sha256: string) => Promise<Uint8Array | undefined>;

const CONCURRENCY = 8;

const lacksFee = (year: number, kept: KeptReport | undefined): boolean =>
  kept !== undefined && kept.processingFee === undefined && chooseEdition(year) === '2021';

/** Nothing is read for agency-years that have it already: nearly always all of them. */
export async function keepFees({ table, bucket }: FeesDeps, items: readonly AgencyYear[]): Promise<void> {
  const readArchived: ReadArchived = async (sha256) => {
    const archived = await bucket.archivedAs(sha256);
    return 'bytes' in archived ? archived.bytes : undefined;
  };
  await pMap(
    items.filter(({ year, inForce }) => lacksFee(year, inForce)).map(readPlace),
    async (place) => {
      try {
        await keepFee(table, place, readArchived);
      } catch (error) {
        // What is damaged stays as it is, and verify tells of it.
        if (!(error instanceof PermanentError)) throw error;
      }
    },
    { concurrency: CONCURRENCY },
  );
}

async function keepFee(table: FeesDeps['table'], place: Place, readArchived: ReadArchived): Promise<void> {
  const submissions = await restateFees(
    table,
    await table.submissions(place, { consistent: true }),
    readArchived,
  );
  await retryRace<'done'>(`the fee of ${place.agencyId} ${place.year}`, async () => {
    const item = (await table.agencyYearsAt([place]))(place);
    const { inForce } = item ?? {};
    const filed = submissions.find(({ submissionId }) => submissionId === inForce?.submissionId);
    const processingFee = filed?.accepted?.processingFee;
    if (!item || !inForce || !lacksFee(place.year, inForce) || !processingFee) return 'done';
    const next = { ...item, revision: item.revision + 1, inForce: { ...inForce, processingFee } };
    return (await table.putAgencyYear(next)) === 'written' ? 'done' : 'outdated';
  });
}

/** The submissions, accepted ones with what their documents state. */
export const restateFees = (
  table: Pick<ReportTable, 'amendSubmission'>,
  submissions: readonly Submission[],
  readArchived: ReadArchived,
): Promise<Submission[]> =>
  Promise.all(
    submissions.map(async (submission) => {
      const { accepted, sha256, place } = submission;
      if (!accepted || sha256 === null || place === 'unplaced' || !lacksFee(place.year, accepted))
        return submission;
      const processingFee = feeIn(await readArchived(sha256));
      if (!processingFee) return submission;
      const restated = { ...submission, accepted: { ...accepted, processingFee } };
      await table.amendSubmission(restated);
      return restated;
    }),
  );

/** Empty where the document states none; nothing where it can't be read. */
function feeIn(bytes: Uint8Array | undefined): ProcessingFee | undefined {
  const decoded = bytes && decodeReport(bytes);
  const report = decoded?.kind === 'read' ? decoded.report : undefined;
  return report && (report.processingFee ?? {});
}
