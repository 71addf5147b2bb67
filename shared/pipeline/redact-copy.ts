/** A redaction in the bucket's second copy: replication carries no deletion of a version there. */
import type { ReportBucket } from '../adapters/bucket/report-bucket.ts';
import { makeArchiveKey, makeReceiptKey } from '../contracts/bucket/object-keys.ts';
import type { Redacted } from './redact.ts';

type Versions = Pick<ReportBucket, 'listVersionIds' | 'removeVersions'>;

/**
 * Takes away what the copy still has of them: versions keep their ids there, and one that the bucket has is not touched. Answers
 * how many there were.
 */
export async function redactCopy(
  { bucket, copy }: { readonly bucket: Versions; readonly copy: Versions },
  submissions: Redacted['submissions'],
): Promise<number> {
  async function remove(key: string, isMeant: (versionId: string) => boolean): Promise<number> {
    const kept = new Set(await bucket.listVersionIds(key));
    const gone = (await copy.listVersionIds(key)).filter((id) => isMeant(id) && !kept.has(id));
    return copy.removeVersions(key, gone);
  }
  let removed = 0;
  for (const { key, submissionId, sha256 } of submissions) {
    removed += await remove(key, (id) => id === submissionId);
    removed += await remove(makeReceiptKey(key, submissionId), () => true);
    if (sha256 !== null) removed += await remove(makeArchiveKey(sha256), () => true);
  }
  return removed;
}
