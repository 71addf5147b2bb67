/** When an upload arrived: the deadline is measured by it. */
import type { UploadedVersion } from '../adapters/bucket/read-upload.ts';
import type { Instant } from '../domain/basics/calendar.ts';

/**
 * S3 dates an object that came in parts by when its upload was begun, which whoever is late could have done in time: it
 * counts when it was whole. That the event tells; where it was lost, the receipt; where there is neither, the moment in
 * which the upload is found.
 */
export async function settleArrival(
  { isInParts, lastModified }: Pick<UploadedVersion, 'isInParts' | 'lastModified'>,
  completedAt: Instant | undefined,
  told: { readonly byReceipt: () => Promise<Instant | undefined>; readonly now: () => Instant },
): Promise<Instant> {
  if (!isInParts) return lastModified;
  return later(lastModified, completedAt ?? (await told.byReceipt()) ?? told.now());
}

export const later = (one: Instant, other: Instant): Instant => (one > other ? one : other);
