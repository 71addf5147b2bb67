/**
 * Facts that reports state beside their figures, publication and 信息处理费, of reports that an earlier version received:
 * it did not keep all of them. The archived documents state them, and they are kept with submissions and agency-years as
 * if they had always been. Totals follow from the stream.
 */
import pMap from 'p-map';
import type { ReportBucket } from '../adapters/bucket/report-bucket.ts';
import type { ReportTable } from '../adapters/table/report-table.ts';
import { readPlace, type Place } from '../domain/basics/place.ts';
import { decodeReport } from '../domain/document/decode-report.ts';
import { chooseEdition } from '../domain/form/catalogue.ts';
import type { AgencyYear, KeptReport } from '../domain/standing/agency-year-record.ts';
import type { Submission } from '../domain/standing/submission.ts';
import { PermanentError } from '../errors.ts';
import { pickStatedFacts, takeStatedFacts, type StatedFacts } from './filed-report.ts';
import { retryRace } from './retry-race.ts';

export interface StatedFactsDeps {
  readonly table: Pick<ReportTable, 'agencyYearsAt' | 'submissions' | 'amendSubmission' | 'putAgencyYear'>;
  readonly bucket: Pick<ReportBucket, 'archivedAs'>;
}

/** By hash; nothing where the archive has not got it whole. */
type ReadArchived = (sha256: string) => Promise<Uint8Array | undefined>;

const CONCURRENCY = 8;

const lacksFacts = (year: number, kept: KeptReport | undefined): kept is KeptReport =>
  kept !== undefined &&
  (kept.sourceUrl === undefined || (kept.processingFee === undefined && chooseEdition(year) === '2021'));

/** Nothing is read for agency-years that have them already: nearly always all of them. */
export async function keepStatedFacts(
  { table, bucket }: StatedFactsDeps,
  items: readonly AgencyYear[],
): Promise<void> {
  const readArchived: ReadArchived = async (sha256) => {
    const archived = await bucket.archivedAs(sha256);
    return 'bytes' in archived ? archived.bytes : undefined;
  };
  await pMap(
    items.filter(({ year, inForce }) => lacksFacts(year, inForce)).map(readPlace),
    async (place) => {
      try {
        await keepFacts(table, place, readArchived);
      } catch (error) {
        // What is damaged stays as it is, and verify tells of it.
        if (!(error instanceof PermanentError)) throw error;
      }
    },
    { concurrency: CONCURRENCY },
  );
}

async function keepFacts(
  table: StatedFactsDeps['table'],
  place: Place,
  readArchived: ReadArchived,
): Promise<void> {
  const submissions = await restateFacts(
    table,
    await table.submissions(place, { consistent: true }),
    readArchived,
  );
  await retryRace<'done'>(`what ${place.agencyId} ${place.year} states`, async () => {
    const item = (await table.agencyYearsAt([place]))(place);
    const { inForce } = item ?? {};
    const accepted = submissions.find(({ submissionId }) => submissionId === inForce?.submissionId)?.accepted;
    if (!item || !inForce || !accepted || !lacksFacts(place.year, inForce)) return 'done';
    if (lacksFacts(place.year, accepted)) return 'done';
    const next = {
      ...item,
      revision: item.revision + 1,
      inForce: { ...inForce, ...pickStatedFacts(accepted) },
    };
    return (await table.putAgencyYear(next)) === 'written' ? 'done' : 'outdated';
  });
}

/** The submissions, accepted ones with what their documents state. */
export const restateFacts = (
  table: Pick<ReportTable, 'amendSubmission'>,
  submissions: readonly Submission[],
  readArchived: ReadArchived,
): Promise<Submission[]> =>
  Promise.all(
    submissions.map(async (submission) => {
      const { accepted, sha256, place } = submission;
      if (sha256 === null || place === 'unplaced' || !lacksFacts(place.year, accepted)) return submission;
      const stated = readFacts(await readArchived(sha256));
      if (!stated) return submission;
      const restated = { ...submission, accepted: { ...accepted, ...stated } };
      await table.amendSubmission(restated);
      return restated;
    }),
  );

/** Nothing where the document can't be read. */
function readFacts(bytes: Uint8Array | undefined): StatedFacts | undefined {
  const decoded = bytes && decodeReport(bytes);
  const report = decoded?.kind === 'read' ? decoded.report : undefined;
  return report && takeStatedFacts(report);
}
