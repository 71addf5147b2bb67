/** A table that every reader of it is refused by, but for what a test answers itself. */
import type { WebSummaries, WebTable } from '../../web/ports.ts';

export function refusingTable(refuse: () => Promise<never>, answers: Partial<WebTable> = {}): WebTable {
  const table: WebTable = {
    observed: () => table,
    children: refuse,
    childFacts: refuse,
    childMoves: refuse,
    functions: refuse,
    scheme: refuse,
    disclosure: refuse,
    annotations: refuse,
    populationAround: refuse,
    map: refuse,
    childRegions: refuse,
    searchedNames: refuse,
    regionYears: refuse,
    agencyYears: refuse,
    agencyYearsAt: refuse,
    roster: refuse,
    filedSubmissions: refuse,
    history: refuse,
    dayTotals: refuse,
    rosterVersions: refuse,
    regionsWithin: refuse,
    submissionsAt: refuse,
    ...answers,
  };
  return table;
}

/** Summaries of a system that has made none yet. */
export const NO_SUMMARIES: WebSummaries = {
  marks: () => Promise.resolve(undefined),
  newestMarks: () => Promise.resolve(undefined),
  newestHead: () => Promise.resolve(undefined),
  newest: () => Promise.resolve(undefined),
};
