/** The findings of a document in the order in which they are told. */
import type { Edition } from '../form/catalogue.ts';
import { MAX_FINDINGS } from '../findings/document-limits.ts';
import { rankPath } from './document-shape.ts';
import { moreFindings } from './structure-findings.ts';
import { SEVERITIES, type Finding } from '../findings/finding.ts';

/** Errors first, then warnings, then infos; each then by place in the document, then by rule; beyond the limit, how many more. */
export function arrangeFindings(
  edition: Edition,
  findings: readonly Finding[],
  untold: number,
): readonly Finding[] {
  if (findings.length < 2) return findings;
  const ranked = findings.map((finding) => ({ finding, rank: rankPath(edition, finding.path) }));
  ranked.sort(
    (a, b) =>
      bySeverity(a.finding) - bySeverity(b.finding) ||
      a.rank - b.rank ||
      (a.finding.rule < b.finding.rule ? -1 : a.finding.rule > b.finding.rule ? 1 : 0),
  );
  const sorted = ranked.map(({ finding }) => finding);
  const total = findings.length + untold;
  if (total <= MAX_FINDINGS) return sorted;
  const told = sorted.slice(0, MAX_FINDINGS - 1);
  return [...told, moreFindings(total - told.length)];
}

const bySeverity = ({ severity }: Finding): number => SEVERITIES.indexOf(severity);
