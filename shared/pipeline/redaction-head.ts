/**
 * A record of a redaction lies in the bucket, where it outlives the table; hardly any document has one. Whoever receives an
 * upload is told by a head in the table, which is raised before a record is put: one that is there is never told to be none.
 */
import type { ReportBucket } from '../adapters/bucket/report-bucket.ts';
import type { ReportTable } from '../adapters/table/report-table.ts';
import type { RedactionRecord } from '../contracts/bucket/redaction-record.ts';
import { countEpochMs, type Instant } from '../domain/basics/calendar.ts';
import { markRedacted, mayBeRedacted, type RedactionMarks } from '../domain/standing/redaction-marks.ts';
import type { Saying } from '../domain/document/same-document.ts';
import { retryRace } from './retry-race.ts';

export interface RedactionHeadDeps {
  readonly table: Pick<ReportTable, 'redactionsHead' | 'putRedactionsHead'>;
  readonly bucket: Pick<ReportBucket, 'redactedHashes'>;
}

const FRESH_MS = 5000;

/** Whether what the head told is still to be believed: whoever was held up meanwhile looks in the bucket. */
export const isFresh = (askedAt: Instant, now: Instant): boolean =>
  countEpochMs(now) - countEpochMs(askedAt) <= FRESH_MS;

/** `known`: as the head tells; where it tells nothing, the bucket is asked. */
export async function findRedaction(
  bucket: Pick<ReportBucket, 'findRedaction'>,
  known: RedactionMarks | undefined,
  saying: Saying,
): Promise<RedactionRecord | undefined> {
  return mayBeRedacted(known, saying) ? bucket.findRedaction(saying) : undefined;
}

/** Tells of records that are about to be put. */
export const raiseRedactions = (
  deps: RedactionHeadDeps,
  records: readonly Pick<RedactionRecord, 'sha256' | 'content'>[],
): Promise<void> =>
  mark(deps, {
    hashes: records.flatMap(({ sha256, content }) => [sha256, ...(content === undefined ? [] : [content])]),
    isRenewed: false,
  });

/** Has the head tell of every record that is there, whatever it told. */
export const renewRedactions = (deps: RedactionHeadDeps): Promise<void> =>
  mark(deps, { hashes: [], isRenewed: true });

async function mark(
  { table, bucket }: RedactionHeadDeps,
  { hashes, isRenewed }: { readonly hashes: readonly string[]; readonly isRenewed: boolean },
): Promise<void> {
  await retryRace('the head of redactions', async () => {
    // Read first: whoever puts a record after the bucket was listed has raised it since.
    const head = await table.redactionsHead();
    const there = isRenewed || !head.told ? await Array.fromAsync(bucket.redactedHashes()) : [];
    const marks = markRedacted([...there, ...hashes], head.told);
    if (head.told && String(marks) === String(head.told)) return 'written';
    return table.putRedactionsHead(head, marks);
  });
}
