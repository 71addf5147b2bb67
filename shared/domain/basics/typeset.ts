/**
 * Chinese sets its punctuation full-width. Texts from rules and the catalogue keep ASCII marks, because receipts,
 * exports and tests compare them letter by letter; a page and a letter set them as print does.
 */
const FULL_WIDTH: Readonly<Record<string, string>> = {
  ',': '\uff0c',
  ':': '\uff1a',
  ';': '\uff1b',
  '?': '\uff1f',
};
const BESIDE_CHINESE =
  /(?<=[\u3000-\u303f\u3400-\u9fff\uff00-\uffef])[,:;?]|[,:;?](?=[\u3000-\u303f\u3400-\u9fff\uff00-\uffef])/g;
const CHINESE = /[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]/;
const IDEOGRAPH = /[\u3400-\u9fff]/;
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

/** Brackets are set as a pair: those with Chinese in them or before them. Each character is looked at once. */
function bracketed(text: string): string {
  if (!text.includes('(')) return text;
  const set = Array.from(text);
  const open: { readonly at: number; readonly isBehind: boolean; readonly before: number }[] = [];
  let ideographs = 0;
  set.forEach((character, at) => {
    if (character === '(')
      open.push({ at, isBehind: at > 0 && CHINESE.test(set[at - 1] ?? ''), before: ideographs });
    else if (character === ')') {
      const pair = open.pop();
      if (!pair || !(pair.isBehind || ideographs > pair.before)) return;
      set[pair.at] = '\uff08';
      set[at] = '\uff09';
    } else if (IDEOGRAPH.test(character)) ideographs++;
  });
  return set.join('');
}
