/** What each rule is worth over the whole table: the nation's totals of all years hold it, so it costs one read. */
import { AGENCY_KINDS, type AgencyKind, type Instant } from '../../shared/domain/basics/calendar.ts';
import type { RuleId } from '../../shared/domain/findings/finding.ts';
import { NATION } from '../../shared/domain/basics/region.ts';
import { addTallies, signalKey, type Tally } from '../../shared/domain/standing/signal.ts';
import type { WebTable } from '../ports.ts';
import { reportYears } from '../region/region-view.ts';

export interface RuleSignal {
  readonly all: Tally;
  /** Where it fired: the newest year first, kinds in their order. */
  readonly parts: readonly { readonly year: number; readonly kind: AgencyKind; readonly tally: Tally }[];
}

export type RuleSignals = (rule: RuleId) => RuleSignal;

export async function readRuleSignals(table: WebTable, now: Instant): Promise<RuleSignals> {
  const { years } = await table.regionYears(NATION, reportYears(now), []);
  const signals = [...years.values()]
    .map(({ year, signal }) => ({ year, signal }))
    .sort((a, b) => b.year - a.year);
  return (rule) => {
    const parts = signals.flatMap(({ year, signal }) =>
      AGENCY_KINDS.flatMap((kind) => {
        const tally = signal.get(signalKey(kind, rule));
        return tally ? [{ year, kind, tally }] : [];
      }),
    );
    return { all: addTallies(parts.map(({ tally }) => tally)), parts };
  };
}
