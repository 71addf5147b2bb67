/** Q3 with the passage that both texts have in common, for those who can read the archive. */
import type { ReportBucket } from '../adapters/report-bucket.ts';
import { copiedNarrative, type Original } from '../domain/copied-narrative.ts';
import { decodeReport } from '../domain/decode-report.ts';
import type { Finding } from '../domain/finding.ts';
import type { Report } from '../domain/report.ts';
import { sharedPassage } from '../domain/shared-passage.ts';

export async function tellCopied(
  bucket: Pick<ReportBucket, 'archived'>,
  { original, isOwn }: { readonly original: Original; readonly isOwn: boolean },
  narrative: Report['narrative'],
): Promise<Finding> {
  const bytes = await bucket.archived(original.sha256);
  const decoded = bytes && decodeReport(bytes);
  const other = decoded?.kind === 'read' ? decoded.report : undefined;
  const passage = other && sharedPassage(narrative, other.narrative);
  if (!passage) return copiedNarrative(original, isOwn);
  const text = passage.path === '/narrative/overview' ? narrative.overview : narrative.problems;
  return copiedNarrative(original, isOwn, { passage, quotation: text.slice(passage.start, passage.end) });
}
