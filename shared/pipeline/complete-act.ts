/**
 * The table gets an act that is done: the act's own record, and in the same transaction the agency-year as its submissions
 * and acts make it. Nothing is asked any more about whether it may be done.
 */
import type { ReportTable } from '../adapters/table/report-table.ts';
import { joinActs, keepActs, type Act, type KeptAct } from '../domain/standing/acts/act.ts';
import { storeAct } from '../domain/standing/acts/stored-act.ts';
import { readPlace } from '../domain/basics/place.ts';
import type { AgencyYear } from '../domain/standing/agency-year-record.ts';
import { retold } from './filed-report.ts';
import { judged } from './judge-agency-year.ts';
import { retryRace } from './retry-race.ts';
import { readSurroundings, type SurroundingsTable } from './surroundings.ts';

export type CompletingTable = Pick<
  ReportTable,
  'actFiling' | 'acts' | 'recordAct' | 'restoreAct' | 'submissions'
> &
  SurroundingsTable;

/** `waits`: there is no agency-year that it could be written into. */
type Completed = 'written' | 'there' | 'waits';

export async function completeAct(table: CompletingTable, act: Act): Promise<Completed> {
  const { on, id } = act;
  return retryRace<Completed>(`an act about ${on.agencyId} for ${on.year}`, async () => {
    const { act: known, current: before, previous } = await table.actFiling(on, id);
    if (known) return 'there';
    const acts = joinActs(await table.acts(on), before?.acts);
    if (!before) {
      // Notes leave no trace in it: an agency that moved before it had filed anything left them where it was.
      const isNote = (keepActs([...acts, act])?.length ?? 0) === (keepActs(acts)?.length ?? 0);
      if (!isNote) return 'waits';
      return (await table.restoreAct(storeAct(act))) === 'written' ? 'written' : 'there';
    }
    switch (await table.recordAct(act, await nextByAct(table, { before, previous, acts }, act))) {
      case 'written':
        return 'written';
      // Someone else wrote the agency-year or this act meanwhile: the next look tells which.
      case 'already-recorded':
      case 'outdated':
        return 'outdated';
    }
  });
}

interface Around {
  readonly before: AgencyYear;
  /** The agency's year before. */
  readonly previous: AgencyYear | undefined;
  /** All that was done about it before. */
  readonly acts: readonly (Act | KeptAct)[];
}

/** The agency-year with one more act; `undefined` where that leaves it as it is. */
export async function nextByAct(
  table: Pick<CompletingTable, 'submissions'> & SurroundingsTable,
  { before, previous, acts }: Around,
  act: Act,
): Promise<AgencyYear | undefined> {
  const kept = keepActs([...acts, act]);
  if ((kept?.length ?? 0) === (before.acts?.length ?? 0)) return undefined;
  const acted = { ...before, acts: kept };
  const mayMove = act.kind === 'return' || act.kind === 'withdraw';
  const told = mayMove
    ? retold(acted, await table.submissions(readPlace(before), { consistent: true }))
    : acted;
  const surroundings = (await readSurroundings(table, [told], () => previous))(told);
  return { ...judged(told, surroundings), revision: before.revision + 1 };
}
