/** What rules say of a text that is another's, with a passage of both, for those who can read the archive. */
import type { Copied } from '../domain/verdict/findings-shown.ts';
import type { ReportBucket } from '../adapters/bucket/report-bucket.ts';
import { decodeShown } from '../domain/document/redact-document.ts';
import type { Finding } from '../domain/findings/finding.ts';
import type { Report } from '../domain/form/report.ts';
import { findSharedPassage } from '../domain/narrative/shared-passage.ts';
import { applyContextualRules, RULES } from '../domain/rules/rule-book.ts';

export async function tellCopied(
  bucket: Pick<ReportBucket, 'archived'>,
  { source, similarity, sha256 }: Copied,
  report: Report,
): Promise<readonly Finding[]> {
  const bytes = await bucket.archived(sha256);
  const decoded = bytes && decodeShown(bytes);
  const other = decoded?.kind === 'read' ? decoded.report : undefined;
  const passage = other && findSharedPassage(named(report), named(other));
  const { overview, problems } = report.narrative;
  const text = passage?.path === '/narrative/overview' ? overview : problems;
  const { year, figures, agency, publishedOn } = report;
  return applyContextualRules(
    RULES,
    { year, figures, name: agency.name, publishedOn },
    { otherTexts: { source, similarity, ...(passage && { quoted: { passage, text } }) } },
  );
}

const named = ({ narrative, agency }: Report) => ({ narrative, names: [agency.name] });
