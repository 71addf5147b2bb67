/** Numbers that were written as text: "３", "1,003", "3件", and what people write for nothing. */
import { printStated, parseStated } from '../form/stated-number.ts';
import type { CellKind } from '../form/catalogue.ts';

/** A dash, a stroke, a word for nothing, or nothing at all. */
const NOTHING = /^(?:[-‐‑‒–—―−─_/\\*.·…~]*|无|没有|空|零|〇|n\/?a|nil|none|null)$/i;
const GROUPED = /^[+-]?\d{1,3}(?:[,'’ ]\d{3})+(?:\.\d+)?$/;
/** A count may have any classifier; an amount only its own unit. */
const UNITS: Readonly<Record<CellKind, RegExp>> = {
  count: /(?:件次?|条|个|份|人次?|项|次|起|宗|案)$/,
  change: /(?:件|条|个|份|项)$/,
  yuan: /元$/,
  wanYuan: /万元?$/,
};

/** The number as it should be written, `0` where nothing is meant; undefined where the text is no number of this kind. */
export function readNumberInText(text: string, kind: CellKind): string | undefined {
  const plain = text
    .normalize('NFKC')
    .replace(/[\p{Cf}\s]+/gu, ' ')
    .trim();
  if (NOTHING.test(plain)) return '0';
  const bare = plain.replace(UNITS[kind], '').trim();
  const digits = (GROUPED.test(bare) ? bare.replace(/[,'’ ]/g, '') : bare)
    .replace(/^\+/, '')
    .replace(/^(-?)0+(?=\d)/, '$1')
    .replace(/^-(?=0+$)/, '');
  if (!/^-?\d+(?:\.\d+)?$/.test(digits)) return undefined;
  const stated = parseStated(digits, kind);
  return typeof stated === 'number' ? printStated(kind, stated) : undefined;
}
