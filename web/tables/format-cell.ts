import { formatNumber, formatRatio } from '../charts/format.ts';
import type { CellValue, TableColumn } from './table.ts';

/** A cell as a page prints it. */
export function formatCell(value: CellValue | undefined, column: TableColumn | undefined): string {
  if (typeof value === 'string') return value;
  return column?.type === 'rate' ? formatRatio(value ?? undefined) : formatNumber(value);
}
