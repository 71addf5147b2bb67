/** What a part of the archive says of a year: how many lines, how many reports owed and in force, and the sums of their figures. */
import type { BulkManifest } from '../../contracts/bucket/stored-bulk.ts';
import { chooseEdition } from '../../domain/form/catalogue.ts';
import { addFigures, equalFigures, readFigure, type Figures } from '../../domain/form/figures.ts';
import { hasFigures, type BulkLine } from '../../domain/standing/bulk-columns.ts';

const RECEIVED = '/applications/received/total';
const RESULTS = '/applications/results/total/total';

type YearFacts = BulkManifest['years'][number];

export function createYearFacts(year: number) {
  const edition = chooseEdition(year);
  let lines = 0;
  let expected = 0;
  let inForce = 0;
  let sum = addFigures(edition, []);
  return {
    add(added: readonly BulkLine[]): void {
      const figures = added.flatMap(({ item }) => (hasFigures(item) ? (item.inForce?.figures ?? []) : []));
      lines += added.length;
      expected += added.filter(({ item }) => item.obliged).length;
      inForce += figures.length;
      sum = addFigures(edition, [sum, ...figures]);
    },
    /** `total`: the region's; left out for a part without one of its own. `damaged`: records that could not be read. */
    tell: (
      total: Figures | undefined,
      { hasTotal, damaged }: { hasTotal: boolean; damaged: number },
    ): YearFacts => ({
      year,
      edition,
      lines,
      expected,
      inForce,
      equalsTotal: hasTotal ? equalFigures(sum, total ?? addFigures(edition, [])) : null,
      // Where no report is in force there is no sum, not even nil.
      received: inForce > 0 ? (readFigure(sum, RECEIVED) ?? null) : null,
      results: inForce > 0 ? (readFigure(sum, RESULTS) ?? null) : null,
      ...(damaged > 0 && { damaged }),
    }),
  };
}
