/**
 * Since when an agency holds a text: since it first filed it, in an unbroken row of reports in force that all have it. A
 * correction of figures alone moves nothing: whoever copied the text meanwhile is the one who copied it.
 */
import { hashShort } from '../basics/short-hash.ts';
import type { Filed } from './filed.ts';

/** The document with which a text was first filed. */
export interface TextFiling<Hash = string> extends Filed {
  readonly sha256: Hash;
}

/** What is kept of a report's text. */
export interface KeptText {
  /** The fingerprint of a narrative long enough to be told from others; see `narrative-fingerprint.ts`. */
  readonly narrative?: string | undefined;
  /** Instead of that of a text that was taken away: its hash, by which the same text filed again is known. */
  readonly formerNarrative?: string | undefined;
}

/** A submission with the text that it keeps, if it is acceptable. */
export const withText = <One extends { readonly accepted?: KeptText | undefined }>(
  submission: One,
): One & KeptText => ({
  ...submission,
  narrative: submission.accepted?.narrative,
  formerNarrative: submission.accepted?.formerNarrative,
});

interface Holding<Hash> extends TextFiling<Hash>, KeptText {
  readonly textSince?: TextFiling<Hash> | undefined;
}

/** The document in force itself, unless the row began with another. */
export function tellTextSince<Hash>({
  textSince,
  submissionId,
  order,
  receivedAt,
  sha256,
}: Holding<Hash>): TextFiling<Hash> {
  return textSince ?? { submissionId, order, receivedAt, sha256 };
}

const nameText = ({ narrative, formerNarrative }: KeptText): string | undefined =>
  narrative === undefined ? formerNarrative : hashShort(narrative);

/** Whether both have a text that can be told from others, and it is one; a redacted one is known by its hash. */
export function isSameText(a: KeptText, b: KeptText): boolean {
  const text = nameText(a);
  return text !== undefined && text === nameText(b);
}

/** Whether both hold one text since the same document. */
export const isSameRow = <Hash>(a: Holding<Hash>, b: Holding<Hash>): boolean =>
  isSameText(a, b) && tellTextSince(a).submissionId === tellTextSince(b).submissionId;
