/** Q3 with the passage that both texts have in common, for those who can read the archive. */
import type { Copied } from '../domain/rules/findings-shown.ts';
import type { ReportBucket } from '../adapters/bucket/report-bucket.ts';
import { copiedText } from '../domain/narrative/copied-finding.ts';
import { decodeReport } from '../domain/document/decode-report.ts';
import type { Finding } from '../domain/findings/finding.ts';
import type { Report } from '../domain/form/report.ts';
import { sharedPassage } from '../domain/narrative/shared-passage.ts';

export async function tellCopied(
  bucket: Pick<ReportBucket, 'archived'>,
  { source, similarity, sha256 }: Copied,
  report: Report,
): Promise<Finding> {
  const bytes = await bucket.archived(sha256);
  const decoded = bytes && decodeReport(bytes);
  const other = decoded?.kind === 'read' ? decoded.report : undefined;
  const passage = other && sharedPassage(named(report), named(other));
  if (!passage) return copiedText(source, similarity);
  const { overview, problems } = report.narrative;
  const text = passage.path === '/narrative/overview' ? overview : problems;
  return copiedText(source, similarity, { passage, text });
}

const named = ({ narrative, agency }: Report) => ({ narrative, names: [agency.name] });
