/** Rule Q3: whose text a narrative is. Of two reports with one text, the one received later is the copy. */
import type { Instant } from './calendar.ts';
import type { Finding, Passage } from './finding.ts';
import { COPIED_AT, similarityOf, type Fingerprint } from './narrative-fingerprint.ts';
import { shown } from './quotation.ts';
import { findingOf } from './rule-catalogue.ts';

/** A report with a narrative that says something. */
export interface NarrativeHolder {
  readonly agencyId: string;
  readonly name: string;
  readonly district: string;
  readonly year: number;
  readonly receivedAt: Instant;
  readonly submissionId: string;
  readonly sha256: string;
  readonly fingerprint: Fingerprint;
}

/** The report that a narrative was copied from. */
export interface Original extends Pick<NarrativeHolder, 'agencyId' | 'name' | 'year' | 'sha256'> {
  /** Of the shingles, 0 … 1. */
  readonly similarity: number;
}

const earliestFirst = (
  a: Pick<NarrativeHolder, 'receivedAt' | 'agencyId'>,
  b: Pick<NarrativeHolder, 'receivedAt' | 'agencyId'>,
): number => {
  if (a.receivedAt !== b.receivedAt) return a.receivedAt < b.receivedAt ? -1 : 1;
  return a.agencyId < b.agencyId ? -1 : 1;
};

/** Other agencies' reports that have the same text and were received earlier, the first first. */
export function originalsOf(
  own: Pick<NarrativeHolder, 'agencyId' | 'receivedAt' | 'fingerprint'>,
  holders: readonly NarrativeHolder[],
): NarrativeHolder[] {
  return holders
    .filter(
      (holder) =>
        holder.agencyId !== own.agencyId &&
        earliestFirst(holder, own) < 0 &&
        similarityOf(own.fingerprint, holder.fingerprint) >= COPIED_AT,
    )
    .sort(earliestFirst);
}

/** Last year's own text. */
export function copiedFromLastYear(
  fingerprint: Fingerprint | undefined,
  last: { readonly fingerprint: Fingerprint | undefined } & Omit<Original, 'similarity'>,
): Original | undefined {
  if (fingerprint === undefined || last.fingerprint === undefined) return undefined;
  const similarity = similarityOf(fingerprint, last.fingerprint);
  const { agencyId, name, year, sha256 } = last;
  return similarity >= COPIED_AT ? { agencyId, name, year, sha256, similarity } : undefined;
}

/** `quotation`: what both texts say, as far as it is at hand. */
export function copiedNarrative(
  { name, year, agencyId, similarity }: Original,
  isOwn: boolean,
  shared?: { readonly passage: Passage; readonly quotation: string },
): Finding {
  const percent = Math.round(similarity * 100);
  const whose = isOwn
    ? { zh: `本机关 ${year} 年度报告`, en: `this agency's own report for ${year}` }
    : {
        zh: `“${shown(name)}”${year} 年度报告`,
        en: `the report of "${shown(name)}" (${agencyId}) for ${year}`,
      };
  const quote = shared && shown(shared.quotation);
  return {
    ...findingOf(
      'Q3',
      '/narrative',
      percent,
      null,
      `正文除年份、件数和名称外,与${whose.zh}有 ${percent}% 相同${quote === undefined ? '' : `,例如“${quote}”`}。请按本年实际情况撰写;确有原因的,请在 explanations 中说明。`,
      `But for years, counts and names, ${percent} % of the narrative is that of ${whose.en}${quote === undefined ? '' : `, for example "${quote}"`}. Write what happened this year; where there is a reason, explain it under explanations.`,
    ),
    ...(shared && { passage: shared.passage }),
  };
}
