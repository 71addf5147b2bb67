/** The form as a list: one row for each cell, in the form's order, with the place that the document and findings use. */
import {
  CATALOGUES,
  DECIMALS,
  type Cell,
  type CellKind,
  type Edition,
  type Row,
} from '../../shared/domain/form/catalogue.ts';
import { fromStored, type Figures } from '../../shared/domain/form/figures.ts';
import { inLang, type Lang } from '../texts/language.ts';
import type { Texts } from '../texts/zh-cn.ts';
import { markedColumns, type MarkedTotals } from '../site/marked-totals.ts';
import { layTable, type Table } from '../site/table.ts';

interface FormCell {
  readonly row: Row;
  readonly cell: Cell;
}

/** `figures`: undefined where no report is in force; then every value is empty. */
export function formTable(
  figures: Figures | undefined,
  {
    edition,
    title,
    lang,
    t,
    totals,
  }: {
    readonly edition: Edition;
    readonly title: string;
    readonly lang: Lang;
    readonly t: Texts;
    /** Where the figures are totals. */
    readonly totals?: MarkedTotals;
  },
): Table {
  const { form: heads } = t.take;
  const rows = CATALOGUES[edition].rows.flatMap((row) => row.cells.map((cell): FormCell => ({ row, cell })));
  const tables = new Map(CATALOGUES[edition].tables.map(({ key, label }) => [key, inLang(label, lang)]));
  return layTable<FormCell>(
    { name: 'form', title },
    [
      { key: 'path', label: heads.path, type: 'text', read: ({ cell }) => cell.path },
      { key: 'table', label: heads.table, type: 'text', read: ({ row }) => tables.get(row.table) ?? null },
      {
        key: 'row',
        label: heads.row,
        type: 'text',
        read: ({ row }) => [...row.heads, row.label].map((label) => inLang(label, lang)).join(' / '),
      },
      {
        key: 'column',
        label: heads.column,
        type: 'text',
        read: ({ cell }) => inLang(cell.column.label, lang),
      },
      { key: 'unit', label: heads.unit, type: 'text', read: (place) => unitOf(place, t) },
      {
        key: 'value',
        label: heads.value,
        type: 'number',
        read: ({ cell }) => (figures ? statedAt(figures, cell.index, cell.column.kind) : null),
      },
      ...(totals ? markedColumns(rows, lang, ({ cell }) => ({ totals, path: cell.path })) : []),
    ],
    rows,
  );
}

/** What table 二 counts differs from row to row: documents, items, decisions. */
const unitOf = ({ row, cell: { column } }: FormCell, t: Texts): string | null =>
  row.table === 'proactive' && DECIMALS[column.kind] === 0 ? null : t.take.cellUnits[column.kind];

const statedAt = (figures: Figures, index: number, kind: CellKind): number | null => {
  const stored = figures.cells[index];
  return stored === undefined || Number.isNaN(stored) ? null : fromStored(kind, stored);
};
