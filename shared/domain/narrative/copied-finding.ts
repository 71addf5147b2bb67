/** Q3: whose text a narrative is, where it is not the agency's own of this year. */
import type { Finding, Passage } from '../findings/finding.ts';
import { COPIED_AT, similarityOf } from './narrative-fingerprint.ts';
import { shown } from '../findings/quotation.ts';
import { findingOf } from '../findings/rule-catalogue.ts';

/** A narrative in force, as far as it is needed to tell who wrote it first. */
export interface TextHolder {
  readonly agencyId: string;
  readonly receivedAt: string;
  readonly fingerprint: string;
}

/** Where a text was first. */
export type TextSource =
  | { readonly kind: 'last-year'; readonly year: number }
  | { readonly kind: 'agency'; readonly agencyId: string; readonly name?: string; readonly year: number };

/** Earlier received, then by id: of two that hold one text exactly one is the copy, whoever is asked first. */
const isBefore = (a: TextHolder, b: TextHolder): boolean =>
  a.receivedAt === b.receivedAt ? a.agencyId < b.agencyId : a.receivedAt < b.receivedAt;

interface Original<Holder> {
  readonly holder: Holder;
  readonly similarity: number;
}

/** Other holders of the same text that are earlier than `own`, the earliest first. */
export function originalsOf<Holder extends TextHolder>(
  own: TextHolder,
  holders: readonly Holder[],
): Original<Holder>[] {
  return holders
    .filter((holder) => holder.agencyId !== own.agencyId && isBefore(holder, own))
    .map((holder) => ({ holder, similarity: similarityOf(own.fingerprint, holder.fingerprint) }))
    .filter(({ similarity }) => similarity >= COPIED_AT)
    .sort((a, b) => (isBefore(a.holder, b.holder) ? -1 : 1));
}

/** `quoted`: the whole text at the passage's path, where it is at hand. */
export function copiedText(
  source: TextSource,
  similarity: number,
  quoted?: { readonly passage: Passage; readonly text: string },
): Finding {
  const percent = Math.round(similarity * 100);
  const words = quoted && shown(quoted.text.slice(quoted.passage.start, quoted.passage.end));
  const zhQuote = words === undefined ? '' : `,如“${words}”`;
  const enQuote = words === undefined ? '' : `, e.g. "${words}"`;
  const { zh, en } = tell(source);
  return {
    ...findingOf(
      'Q3',
      '/narrative',
      percent,
      null,
      `除年份、数字和机关名称外,正文与${zh}约 ${percent}% 相同${zhQuote}。请写出本年度的实际情况;确有理由的,请附情况说明。`,
      `But for years, counts and names, the narrative is about ${percent} % that of ${en}${enQuote}. Write what this year was like; where there is a reason, add an explanation.`,
    ),
    ...(quoted && { passage: quoted.passage }),
  };
}

function tell(source: TextSource): { zh: string; en: string } {
  if (source.kind === 'last-year')
    return {
      zh: `本机关 ${source.year} 年度报告`,
      en: `the agency's own report for ${source.year}`,
    };
  const { agencyId, year } = source;
  const name = source.name === undefined ? undefined : shown(source.name);
  return {
    zh: `${name === undefined ? agencyId : `${name}(${agencyId})`}的 ${year} 年度报告`,
    en: `the report for ${year} of ${name === undefined ? agencyId : `${name} (${agencyId})`}`,
  };
}
