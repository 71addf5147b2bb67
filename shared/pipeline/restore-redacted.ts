/** A lost table is filled from uploads; those of redacted documents are gone, and what was kept of them takes their place. */
import type { ReportBucket } from '../adapters/bucket/report-bucket.ts';
import type { ReportTable } from '../adapters/table/report-table.ts';
import { parseDocumentKey } from '../contracts/bucket/object-keys.ts';
import type { Submission } from '../domain/standing/submission.ts';
import type { Attempt } from './collect-failures.ts';
import { nextAgencyYear } from './filed-report.ts';
import { retryRace } from './retry-race.ts';
import { readSurroundings, type SurroundingsTable } from './surroundings.ts';

interface RestoreDeps {
  readonly table: Pick<ReportTable, 'filing' | 'record' | 'submissions'> & SurroundingsTable;
  readonly bucket: Pick<ReportBucket, 'redactions'>;
}

/** Answers how many submissions the history had lost. */
export async function restoreRedacted(
  { table, bucket }: RestoreDeps,
  attempt: Attempt,
): Promise<{ readonly restored: number }> {
  let restored = 0;
  for await (const { kept } of bucket.redactions())
    for (const submission of kept)
      await attempt(`${submission.key} ${submission.submissionId}`, async () => {
        if ((await restoreSubmission(table, submission)) === 'written') restored += 1;
      });
  return { restored };
}

async function restoreSubmission(
  table: RestoreDeps['table'],
  submission: Submission,
): Promise<'written' | 'there'> {
  const { key, submissionId, place } = submission;
  return retryRace(`the history of ${key}`, async () => {
    const {
      submission: known,
      current,
      previous,
    } = await table.filing(key, parseDocumentKey(key)?.place, submissionId);
    if (known) return 'there';
    if (place === 'unplaced')
      return (await table.record(submission, undefined)) === 'written' ? 'written' : 'there';
    // The roster knows it no more, or not yet.
    if (!current) return 'there';
    const surroundings = (await readSurroundings(table, [current], () => previous))(current);
    const changed = await nextAgencyYear(current, submission, surroundings, () =>
      table.submissions(place, { consistent: true }),
    );
    const written = await table.record(submission, changed);
    return written === 'already-recorded' ? 'there' : written;
  });
}
