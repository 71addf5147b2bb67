import { formatNumber, formatRatio } from '../../shared/domain/form/number-text.ts';
import type { CellValue, TableColumn } from './table.ts';

/** Money has at most six; a count has none to show. */
const MAX_DECIMALS = 6;

/** A cell as a page prints it. */
export function formatCell(value: CellValue | undefined, column: TableColumn | undefined): string {
  if (typeof value === 'string') return value;
  return column?.type === 'rate' ? formatRatio(value ?? undefined) : formatNumber(value, MAX_DECIMALS);
}
