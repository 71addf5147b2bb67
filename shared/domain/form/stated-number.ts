/** Numbers as a document states them, from their decimal text: exact, never through binary fractions. */
import { DECIMALS, MAX_COUNT, MAX_FEN, type CellKind } from './catalogue.ts';

export type NumberProblem =
  'negative' | 'minus-zero' | 'fraction' | 'exponent' | 'too-many-decimals' | 'too-large';

const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE].*)?$/;
/** More digits before the point are too many for every kind; fewer are exact. */
const MAX_DIGITS = 15;

/** A JSON number's text → the stored integer (a count, or fen), or why it is not one. */
export function parseStated(raw: string, kind: CellKind): number | NumberProblem {
  const decimals = DECIMALS[kind];
  const [, sign, whole = '', fraction] = NUMBER.exec(raw) ?? [];
  if (/[eE]/.test(raw)) return 'exponent';
  if (fraction !== undefined && decimals === 0) return 'fraction';
  if (fraction !== undefined && fraction.length > decimals) return 'too-many-decimals';
  if (whole.length > MAX_DIGITS) return sign === '-' && kind !== 'change' ? 'negative' : 'too-large';
  const size = Number(whole + (fraction ?? '').padEnd(decimals, '0'));
  if (sign === '-' && size === 0) return 'minus-zero';
  if (sign === '-' && kind !== 'change') return 'negative';
  if (size > (decimals === 0 ? MAX_COUNT : MAX_FEN)) return 'too-large';
  return sign === '-' ? -size : size;
}

/** A stored integer as the document states it: 680594743 fen → `6805947.43`. */
export function printStated(kind: CellKind, stored: number): string {
  const decimals = DECIMALS[kind];
  if (decimals === 0) return String(stored);
  const digits = String(stored).padStart(decimals + 1, '0');
  const fraction = digits.slice(-decimals).replace(/0+$/, '');
  const whole = digits.slice(0, -decimals);
  return fraction === '' ? whole : `${whole}.${fraction}`;
}
