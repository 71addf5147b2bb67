/** The agencies that an address asks for: of a summary in memory, or of one that was kept in parts, which are read where they are shown. */
import {
  listReceived,
  type ChangedLine,
  type ComplianceLine,
  type ComplianceSummary,
} from '../../shared/domain/compliance/compliance.ts';
import { countLines, findPositions, makeTellingChanges } from '../../shared/domain/compliance/line-index.ts';
import type { KeptHead } from '../../shared/pipeline/kept-summaries.ts';
import {
  isOfCells,
  isOfFilter,
  sorted,
  type AgencyFilter,
  type ComplianceQuery,
} from './compliance-query.ts';
import type { ComplianceTold } from './compliance-summary.ts';

/** Those of a summary in memory, in the address's order; on all pages. */
export function selectLines(
  { region, agencies }: ComplianceSummary,
  query: Partial<ComplianceQuery>,
): readonly ComplianceLine[] {
  return sorted(agencies.filter(isOfFilter(region.code, query)), query.sort);
}

/** How many lines there are that a filter lets through. */
export function makeCounting(told: ComplianceTold): (filter: AgencyFilter) => number {
  if (told.kind === 'kept') {
    const { head, index } = told.kept;
    return (filter) => countLines(index, isOfCells(head.region.code, filter));
  }
  const { region, agencies } = told.summary;
  return (filter) => agencies.filter(isOfFilter(region.code, filter)).length;
}

export interface Chosen {
  readonly total: number;
  /** In order, from the first of these to before the last, each with the changes in which it stands. */
  readonly read: (from: number, to: number) => Promise<readonly ChangedLine[]>;
}

/** The lines that the address asks for, in its order; on all pages. */
export function chooseLines(told: ComplianceTold, query: Partial<ComplianceQuery>): Chosen {
  if (told.kind === 'kept') {
    const { head, index, lines } = told.kept;
    return choosePositions(lines, findPositions(index, isOfCells(head.region.code, query)));
  }
  return chooseFrom(told.summary, selectLines(told.summary, query));
}

/** Those that have changed, or of which something came. */
export function chooseChanged(told: ComplianceTold): Chosen {
  if (told.kind === 'kept') {
    const { index, lines } = told.kept;
    return choosePositions(
      lines,
      findPositions(index, ({ changes, came }) => came || changes.length > 0),
    );
  }
  const { agencies, changes } = told.summary;
  const came = new Set(listReceived(agencies, changes.since));
  const tell = makeTellingChanges(changes);
  return chooseFrom(
    told.summary,
    agencies.filter((line) => came.has(line) || tell(line).length > 0),
  );
}

const choosePositions = (lines: KeptHead['lines'], positions: readonly number[]): Chosen => ({
  total: positions.length,
  read: (from, to) => lines(positions.slice(from, to)),
});

function chooseFrom({ changes }: ComplianceSummary, chosen: readonly ComplianceLine[]): Chosen {
  const tell = makeTellingChanges(changes);
  return {
    total: chosen.length,
    read: (from, to) =>
      Promise.resolve(chosen.slice(from, to).map((line) => ({ line, changes: tell(line) }))),
  };
}
