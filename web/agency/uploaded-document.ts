/** A report as it was uploaded, byte by byte: for whoever checks it against its fingerprint. */
import { createHash } from 'node:crypto';
import { decodeShown } from '../../shared/domain/document/redact-document.ts';
import { isTextWithheld } from '../../shared/domain/standing/acts/office-standing.ts';
import type { WebBucket, WebTable } from '../ports.ts';
import { readSubmissionItem } from './agency-view.ts';

/** `kept`: its texts are not shown either, as the page says; or it was never acceptable, and may hold anything. */
type UploadedDocument =
  | { readonly kind: 'there'; readonly bytes: Uint8Array; readonly sha256: string }
  | { readonly kind: 'kept' }
  | { readonly kind: 'missing' };

const KEPT: UploadedDocument = { kind: 'kept' };

interface Stores {
  readonly table: Pick<WebTable, 'roster' | 'agencyYears' | 'submissionsAt'>;
  readonly bucket: Pick<WebBucket, 'archived'>;
}

export async function readUploadedDocument(
  { table, bucket }: Stores,
  agencyId: string,
  year: number,
  submissionId: string,
): Promise<UploadedDocument> {
  const roster = await table.roster(agencyId);
  if (!roster) return { kind: 'missing' };
  const { district } = roster;
  const [items, submission] = await Promise.all([
    table.agencyYears({ district, agencyId }, [year]),
    readSubmissionItem(table, { district, agencyId, year }, submissionId),
  ]);
  if (!submission) return { kind: 'missing' };
  const { sha256, redacted, outcome } = submission;
  if (sha256 === null || redacted || outcome !== 'accepted') return KEPT;
  if (isTextWithheld(items.get(year)?.acts, submission)) return KEPT;
  const bytes = await bucket.archived(sha256);
  if (!bytes) return { kind: 'missing' };
  // While texts are taken away, what is left of a document stands in its place before the table says so.
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) return KEPT;
  return decodeShown(bytes).isWithheld ? KEPT : { kind: 'there', bytes, sha256 };
}
