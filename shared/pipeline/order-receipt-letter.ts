import type { ReportBucket } from '../adapters/bucket/report-bucket.ts';
import type { Submission } from '../domain/standing/submission.ts';

/**
 * Somebody filed it in an agency's name, and the agency is to know. What nobody is known to have filed has its receipt. The
 * same order again leads to no other letter.
 */
export async function orderReceiptLetter(
  bucket: Pick<ReportBucket, 'orderReceiptLetter'>,
  { by, place, submissionId }: Submission,
): Promise<void> {
  if (by && place !== 'unplaced') await bucket.orderReceiptLetter({ place, submissionId });
}
