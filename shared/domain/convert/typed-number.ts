/** What a person typed into a figure's cell: full-width digits, thousands separators and classifiers are understood. */
import type { CellKind } from '../form/catalogue.ts';
import { parseStated, type NumberProblem } from '../form/stated-number.ts';
import { readNumberInText } from '../narrative/number-in-text.ts';

export type TypedProblem = NumberProblem | 'no-number';

type TypedNumber =
  | { readonly kind: 'empty' }
  /** `stored`: as in `Figures.cells`; `text`: as the document states it. */
  | { readonly kind: 'number'; readonly stored: number; readonly text: string }
  | { readonly kind: 'wrong'; readonly problem: TypedProblem };

/** Typographic minus signs and dashes before a figure. */
const MINUS = /^\s*[−–—－](?=\s*[\d０-９])/;
const EMPTY: TypedNumber = { kind: 'empty' };

/** A dash or 无 is 0, as people write it; nothing at all is a cell that was not filled in. */
export function readTypedNumber(typed: string, kind: CellKind): TypedNumber {
  if (typed.trim() === '') return EMPTY;
  const text = readNumberInText(typed.replace(MINUS, '-'), kind);
  if (text !== undefined) {
    const stored = parseStated(text, kind);
    if (typeof stored === 'number') return { kind: 'number', stored, text };
  }
  return { kind: 'wrong', problem: nameProblem(typed, kind) };
}

function nameProblem(typed: string, kind: CellKind): TypedProblem {
  const bare = typed
    .normalize('NFKC')
    .replace(/[\s,'’]/g, '')
    .replace(MINUS, '-')
    .replace(/^\+/, '');
  if (!/^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(bare)) return 'no-number';
  const parsed = parseStated(bare, kind);
  return typeof parsed === 'number' ? 'no-number' : parsed;
}
