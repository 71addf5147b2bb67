/** C1: a report about a whole region beside the sum of the region's reports, cell by cell. */
import { CATALOGUES } from '../form/catalogue.ts';
import { otherThanTotal } from '../findings/figure-findings.ts';
import { fromStored, type Figures } from '../form/figures.ts';
import type { Finding } from '../findings/finding.ts';
import type { RegionTotal } from '../standing/region-total.ts';

/** Agencies whose reports the total still lacks: while there are any, nothing is compared. */
export function lackingOf({ reports: { expected, accepted } }: RegionTotal): number {
  return expected - accepted;
}

/** Cells that could not be read are NaN, and equal to whatever they should be. */
export function checkConsolidated(stated: Figures, total: RegionTotal | undefined): Finding[] {
  if (!total || total.reports.expected === 0 || lackingOf(total) > 0) return [];
  const { edition, cells } = stated;
  if (edition !== total.figures.edition) return [];
  return CATALOGUES[edition].cells.flatMap(({ index, path, column }) => {
    const found = cells[index]!;
    const expected = total.figures.cells[index]!;
    return found < expected || found > expected
      ? [otherThanTotal(edition, path, fromStored(column.kind, found), fromStored(column.kind, expected))]
      : [];
  });
}
