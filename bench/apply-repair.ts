import { CATALOGUES } from '../shared/domain/form/catalogue.ts';
import type { Figures } from '../shared/domain/form/figures.ts';
import type { Repair } from '../shared/domain/findings/suspect.ts';

/** The figures with the repair's changes; cells that the edition does not have are left out. */
export function applyRepair({ edition, cells }: Figures, { changes }: Pick<Repair, 'changes'>): Figures {
  const repaired = cells.slice();
  for (const { path, value } of changes) {
    const cell = CATALOGUES[edition].cellByPath.get(path);
    if (cell) repaired[cell.index] = value;
  }
  return { edition, cells: repaired };
}
