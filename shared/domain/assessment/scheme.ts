/** An operator's scheme of assessment (考核细则): what is deducted for which fact, and where that is laid down. */
import type { Instant } from '../basics/calendar.ts';
import type { Text } from '../basics/text.ts';
import type { FactName } from './fact-names.ts';

/** Points are whole hundredths everywhere, so that sums are exact. */
export interface SchemeRule {
  readonly indicator: Text;
  readonly fact: FactName;
  readonly deductionHundredths: number;
  /** The deduction is for each so many; left out: it is made once, however much there is. */
  readonly per?: number | undefined;
  /** No more is deducted for the indicator: what it is worth. */
  readonly limitHundredths: number;
  /** So much is free of deduction; for corrections the days from the return. */
  readonly within?: number | undefined;
  /** Indicators of one item of the scheme (考核项目), which deduct no more than that together. */
  readonly group?: { readonly name: string; readonly limitHundredths: number } | undefined;
  /** The document that lays it down. */
  readonly source: string;
}

export interface Scheme {
  /** The load that made it so. */
  readonly since: Instant;
  /** Empty: there is no scheme any more. */
  readonly rules: readonly SchemeRule[];
}

/** What indicators are worth together: those of an item no more than it. */
export function sumWorth(rules: readonly SchemeRule[]): number {
  const groups = new Map<string, number>();
  let apart = 0;
  for (const { group, limitHundredths } of rules)
    if (group)
      groups.set(
        group.name,
        Math.min(group.limitHundredths, (groups.get(group.name) ?? 0) + limitHundredths),
      );
    else apart += limitHundredths;
  return [...groups.values()].reduce((sum, one) => sum + one, apart);
}
