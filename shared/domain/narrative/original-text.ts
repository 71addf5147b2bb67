/** Whose text a narrative is, where it is not the agency's own of this year. */
import type { Passage } from '../findings/finding.ts';
import { COPIED_AT, estimateSimilarity } from './narrative-fingerprint.ts';

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

export interface CopiedText {
  readonly source: TextSource;
  readonly similarity: number;
  /** A passage of both, with the whole text at its path, where that is at hand. */
  readonly quoted?: { readonly passage: Passage; readonly text: string };
}

/** Earlier received, then by id: of two that hold one text exactly one is the copy, whoever is asked first. */
const isBefore = (a: TextHolder, b: TextHolder): boolean =>
  a.receivedAt === b.receivedAt ? a.agencyId < b.agencyId : a.receivedAt < b.receivedAt;

interface Original<Holder> {
  readonly holder: Holder;
  readonly similarity: number;
}

/** Other holders of the same text that are earlier than `own`, the earliest first. */
export function findOriginals<Holder extends TextHolder>(
  own: TextHolder,
  holders: readonly Holder[],
): Original<Holder>[] {
  return holders
    .filter((holder) => holder.agencyId !== own.agencyId && isBefore(holder, own))
    .map((holder) => ({ holder, similarity: estimateSimilarity(own.fingerprint, holder.fingerprint) }))
    .filter(({ similarity }) => similarity >= COPIED_AT)
    .sort((a, b) => (isBefore(a.holder, b.holder) ? -1 : 1));
}
