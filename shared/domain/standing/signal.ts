/**
 * How much a rule is worth: in how many agency-years it fired, how many of those were corrected, how many explained
 * away. Signals add up like figures, so that a region's is the sum of its children's and the nation's is that of all.
 */
import type { AgencyKind } from '../basics/calendar.ts';
import type { RuleId } from '../findings/finding.ts';

/** Numbers of agency-years. What is neither corrected nor explained is open. */
export interface Tally {
  /** The rule found something in one of the year's documents, or in its comparison with others. */
  readonly fired: number;
  /** It finds nothing any more. */
  readonly corrected: number;
  /** All that it finds is explained. */
  readonly explained: number;
}

/** By kind of agency and rule: `department.Y1`. */
export type Signal = ReadonlyMap<string, Tally>;

export const signalKey = (kind: AgencyKind, rule: RuleId): string => `${kind}.${rule}`;

/** What the rules have to say of one agency-year: which ever fired, and which of those are open or explained now. */
export interface RuleRecord {
  readonly fired: readonly string[];
  readonly open: readonly string[];
  readonly explained: readonly string[];
}

export function makeSignal(kind: AgencyKind, { fired, open, explained }: RuleRecord): Signal {
  return new Map(
    fired.map((rule) => [
      `${kind}.${rule}`,
      {
        fired: 1,
        corrected: open.includes(rule) || explained.includes(rule) ? 0 : 1,
        explained: explained.includes(rule) ? 1 : 0,
      },
    ]),
  );
}

export function addTallies(tallies: Iterable<Tally>): Tally {
  let sum = { fired: 0, corrected: 0, explained: 0 };
  for (const { fired, corrected, explained } of tallies)
    sum = {
      fired: sum.fired + fired,
      corrected: sum.corrected + corrected,
      explained: sum.explained + explained,
    };
  return sum;
}

export function addSignals(signals: Iterable<Signal>): Signal {
  const sums = new Map<string, Tally>();
  for (const signal of signals)
    for (const [key, tally] of signal) {
      const before = sums.get(key);
      sums.set(key, before ? addTallies([before, tally]) : tally);
    }
  return new Map([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function equalSignals(a: Signal, b: Signal): boolean {
  return (
    a.size === b.size &&
    [...a].every(([key, { fired, corrected, explained }]) => {
      const other = b.get(key);
      return other?.fired === fired && other.corrected === corrected && other.explained === explained;
    })
  );
}
