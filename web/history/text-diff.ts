/** Two versions of a text compared as a reader would: figure by figure, word by word, character by character. */
import { diffArrays } from 'diff';

export interface TextPart {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** `parts` is undefined where the texts differ in too much to be shown side by side. Lengths in characters. */
export interface ComparedText {
  readonly parts: readonly TextPart[] | undefined;
  readonly before: number;
  readonly after: number;
}

/** A figure or a Latin word is read as a whole; anything else, Chinese above all, character by character. */
const TOKENS = /\d[\d,.]*\d|\d|[A-Za-z]+|\r?\n|./gsu;
/** What is left of either text without what they have in common at both ends. */
const MAX_TOKENS = 50_000;
/** Work grows with its square: beyond it two texts have little in common, and a comparison says nothing. */
const MAX_EDITS = 1_000;
/** Texts of this length that have little in common are shown whole, one after the other. */
const MAX_WHOLE = 3_000;
/** Fewer equal characters than this between two changes are chance. */
const SHORTEST_SAME = 3;

export function compareTexts(before: string, after: string): ComparedText {
  const lengths = { before: lengthOf(before), after: lengthOf(after) };
  if (before === after) return { parts: joined([{ kind: 'same', text: after }]), ...lengths };
  const [was, is] = [tokensOf(before), tokensOf(after)];
  const start = commonStart(was, is);
  const end = commonEnd(was, is, start);
  const middle = compareTokens(was.slice(start, was.length - end), is.slice(start, is.length - end));
  return {
    parts:
      middle &&
      joined([
        { kind: 'same', text: is.slice(0, start).join('') },
        ...withoutChance(middle),
        { kind: 'same', text: is.slice(is.length - end).join('') },
      ]),
    ...lengths,
  };
}

const tokensOf = (text: string): readonly string[] => text.match(TOKENS) ?? [];
/** Without making an array of a million characters. */
function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}

function commonStart(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < Math.min(a.length, b.length) && a[length] === b[length]) length++;
  return length;
}

function commonEnd(a: readonly string[], b: readonly string[], start: number): number {
  const most = Math.min(a.length, b.length) - start;
  let length = 0;
  while (length < most && a[a.length - 1 - length] === b[b.length - 1 - length]) length++;
  return length;
}

function compareTokens(before: readonly string[], after: readonly string[]): TextPart[] | undefined {
  if (before.length > MAX_TOKENS || after.length > MAX_TOKENS) return undefined;
  const removed: TextPart = { kind: 'removed', text: before.join('') };
  const added: TextPart = { kind: 'added', text: after.join('') };
  if (before.length === 0) return [added];
  if (after.length === 0) return [removed];
  const changes = diffArrays([...before], [...after], { maxEditLength: MAX_EDITS });
  if (!changes) return Math.max(before.length, after.length) > MAX_WHOLE ? undefined : [removed, added];
  return changes.map((change) => ({
    kind: change.added ? 'added' : change.removed ? 'removed' : 'same',
    text: change.value.join(''),
  }));
}

/** Two sentences always share some characters: what is equal by chance between two changes belongs to both. */
function withoutChance(parts: readonly TextPart[]): TextPart[] {
  return parts.flatMap((part, i): TextPart[] => {
    const isChance =
      part.kind === 'same' &&
      i > 0 &&
      i < parts.length - 1 &&
      lengthOf(part.text) < SHORTEST_SAME &&
      !part.text.includes('\n');
    return isChance
      ? [
          { kind: 'removed', text: part.text },
          { kind: 'added', text: part.text },
        ]
      : [part];
  });
}

/** Between two equal parts everything removed comes first, then everything added. */
function joined(parts: readonly TextPart[]): TextPart[] {
  const whole: TextPart[] = [];
  let pending = { removed: '', added: '' };
  const flush = (): void => {
    for (const kind of ['removed', 'added'] as const)
      if (pending[kind] !== '') whole.push({ kind, text: pending[kind] });
    pending = { removed: '', added: '' };
  };
  for (const { kind, text } of parts) {
    if (text === '') continue;
    if (kind !== 'same') pending[kind] += text;
    else {
      flush();
      whole.push({ kind, text });
    }
  }
  flush();
  return whole;
}
