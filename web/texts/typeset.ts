/**
 * Chinese sets its punctuation full-width. Texts from rules and the catalogue keep ASCII marks, because receipts,
 * exports and tests compare them letter by letter; a page sets them as print does.
 */
const FULL_WIDTH: Readonly<Record<string, string>> = {
  ',': '\uff0c',
  ':': '\uff1a',
  ';': '\uff1b',
  '?': '\uff1f',
};
const BESIDE_CHINESE =
  /(?<=[\u3000-\u303f\u3400-\u9fff\uff00-\uffef])[,:;?]|[,:;?](?=[\u3000-\u303f\u3400-\u9fff\uff00-\uffef])/g;
/** Brackets are set as a pair: those with Chinese in them or before them. */
const PAIR = /(?<=[\u3000-\u303f\u3400-\u9fff\uff00-\uffef])\(([^()]*)\)|\(([^()]*[\u3400-\u9fff][^()]*)\)/g;
const kept = new Map<string, string>();
/** Labels recur on every page; sentences with figures in them do not. */
const MAX_KEPT = 2_000;

export function typesetChinese(text: string): string {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const set = bracketed(text).replace(BESIDE_CHINESE, (mark) => FULL_WIDTH[mark] ?? mark);
  if (kept.size < MAX_KEPT) kept.set(text, set);
  return set;
}

/** From the inside out: a pair that holds others is seen once these are set. */
function bracketed(text: string): string {
  const set = text.replace(
    PAIR,
    (_, behind?: string, around?: string) => `\uff08${behind ?? around ?? ''}\uff09`,
  );
  return set === text ? text : bracketed(set);
}
