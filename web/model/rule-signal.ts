/** What each rule is worth over the whole table: the nation's totals of all years hold it, so it costs one read. */
import { fromStoredSignal } from '../../shared/contracts/stored-signal.ts';
import { AGENCY_KINDS, type AgencyKind, type Instant } from '../../shared/domain/calendar.ts';
import type { RuleId } from '../../shared/domain/finding.ts';
import { NATION } from '../../shared/domain/region.ts';
import { addTallies, signalKey, type Signal, type Tally } from '../../shared/domain/signal.ts';
import type { WebTable } from '../ports.ts';
import { reportYears } from './region-view.ts';

export interface RuleSignal {
  readonly all: Tally;
  /** The first year first; years without any report in the table are left out. */
  readonly byYear: readonly { readonly year: number; readonly tally: Tally }[];
  readonly byKind: readonly { readonly kind: AgencyKind; readonly tally: Tally }[];
}

export type RuleSignals = (rule: RuleId) => RuleSignal;

export async function readRuleSignals(table: WebTable, now: Instant): Promise<RuleSignals> {
  const { years } = await table.regionYears(NATION, reportYears(now), []);
  const signals = [...years.values()].map(({ year, signal }) => ({ year, signal: fromStoredSignal(signal) }));
  return (rule) => {
    const talliesOf = (signal: Signal, kinds: readonly AgencyKind[]): Tally[] =>
      kinds.flatMap((kind) => signal.get(signalKey(kind, rule)) ?? []);
    const byYear = signals.map(({ year, signal }) => ({
      year,
      tally: addTallies(talliesOf(signal, AGENCY_KINDS)),
    }));
    return {
      all: addTallies(byYear.map(({ tally }) => tally)),
      byYear,
      byKind: AGENCY_KINDS.map((kind) => ({
        kind,
        tally: addTallies(signals.flatMap(({ signal }) => talliesOf(signal, [kind]))),
      })),
    };
  };
}
