/** The processing fee as the text states it; what it doesn't state is left out, and what it states twice differently. */
import { readFeeStatements } from '../../narrative/fee-statements.ts';
import { readPlainly } from '../../narrative/plain-text.ts';

interface StatedFees {
  readonly notices?: number;
  readonly noticedCny?: number;
  readonly collectedCny?: number;
}

const KEYS = ['notices', 'noticedCny', 'collectedCny'] as const;
/** 没有产生处理费: then none was noticed either. */
const NEVER_AROSE = /产生|发生/;

export function stateFees(texts: readonly string[], year: number | undefined): StatedFees | undefined {
  const sums = new Map<keyof StatedFees, Set<number>>();
  const add = (key: keyof StatedFees, value: number): void => {
    sums.set(key, (sums.get(key) ?? new Set()).add(value));
  };
  for (const written of texts) {
    const { text } = readPlainly(written);
    for (const { thing, value, start, end } of readFeeStatements(text, year))
      if (thing === 'notices') add('notices', value);
      else if (thing === 'noticedFen') add('noticedCny', value / 100);
      else if (thing === 'collectedFen') add('collectedCny', value / 100);
      else if (thing === 'noNotice') {
        add('notices', 0);
        add('noticedCny', 0);
      } else if (thing === 'nothingCollected') {
        add('collectedCny', 0);
        if (NEVER_AROSE.test(text.slice(start, end))) {
          add('notices', 0);
          add('noticedCny', 0);
        }
      }
  }
  const stated = KEYS.flatMap((key) => {
    const [value, ...others] = sums.get(key) ?? [];
    return value === undefined || others.length > 0 ? [] : [[key, value] as const];
  });
  return stated.length === 0 ? undefined : Object.fromEntries(stated);
}
