/** How the regulation prints the form: which heads are merged over which rows. Pure, from the catalogue. */
import type { Column, Row, TableKey } from '../../shared/domain/form/catalogue.ts';
import { CATALOGUES, type Edition } from '../../shared/domain/form/catalogue.ts';
import type { Text } from '../../shared/domain/basics/text.ts';

interface HeadCell {
  readonly label: Text;
  readonly rowSpan: number;
  readonly colSpan: number;
}

interface FormRow {
  readonly row: Row;
  /** The merged heads that begin at this row, outermost first; the last is the row's own label. */
  readonly heads: readonly HeadCell[];
}

export function listRows(edition: Edition, table: TableKey): readonly Row[] {
  return CATALOGUES[edition].tables.find(({ key }) => key === table)?.rows ?? [];
}

/** Columns that the row heads of a table take together. */
export function headDepth(rows: readonly Row[]): number {
  return 1 + Math.max(0, ...rows.map(({ heads }) => heads.length));
}

/** Each head is printed once, over all neighbouring rows that share it; a label fills what its heads leave free. */
export function mergeHeads(rows: readonly Row[]): FormRow[] {
  const depth = headDepth(rows);
  return rows.map((row, i) => {
    const beginning = row.heads.flatMap((label, level): HeadCell[] => {
      const sharesWith = (other: Row | undefined): boolean =>
        other !== undefined && row.heads.slice(0, level + 1).every((head, l) => other.heads[l] === head);
      if (sharesWith(rows[i - 1])) return [];
      let rowSpan = 1;
      while (sharesWith(rows[i + rowSpan])) rowSpan++;
      return [{ label, rowSpan, colSpan: 1 }];
    });
    return {
      row,
      heads: [...beginning, { label: row.label, rowSpan: 1, colSpan: depth - row.heads.length }],
    };
  });
}

interface ItemGroup {
  readonly head: Text | undefined;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

/** Table 二 by article: rows under one head, and under it those of the same columns. */
export function itemGroups(rows: readonly Row[]): ItemGroup[] {
  const groups: { head: Text | undefined; columns: Column[]; rows: Row[] }[] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    const columns = row.cells.map(({ column }) => column);
    const same =
      last?.head === row.heads[0] &&
      last?.columns.length === columns.length &&
      last.columns.every(({ key }, i) => key === columns[i]?.key);
    if (last && same) last.rows.push(row);
    else groups.push({ head: row.heads[0], columns, rows: [row] });
  }
  return groups;
}

/** The id of a cell in the page, from its JSON Pointer. */
export function cellId(path: string): string {
  return `cell${path.replaceAll('/', '-')}`;
}

/** `部分公开·自然人`: what a path of the form means to a reader; `undefined` for what is not in the form. */
export function placeLabels(edition: Edition, path: string): readonly Text[] | undefined {
  const catalogue = CATALOGUES[edition];
  const row = catalogue.rowByPath.get(path);
  if (row) return [row.label];
  const cell = catalogue.cellByPath.get(path);
  const owner = cell && catalogue.rowByPath.get(path.slice(0, path.lastIndexOf('/')));
  return cell && owner ? [owner.label, cell.column.label] : undefined;
}
