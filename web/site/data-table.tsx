import type { PageContext } from './page-context.ts';
import { RowsTable } from './rows-table.tsx';
import type { CellValue, PageColumn, Table } from './table.ts';

interface Props {
  readonly page: PageContext;
  readonly table: Table;
  /** Names the region that scrolls sideways. */
  readonly labelledBy: string;
  /** Where the rows' first cells lead. */
  readonly links?: readonly (string | undefined)[];
}

interface LinkedRow {
  readonly cells: readonly CellValue[];
  readonly path: string | undefined;
}

/** A table that is laid already, as a page shows it. */
export const DataTable = ({ page, table, labelledBy, links = [] }: Props) => {
  const columns = table.columns.map((column, i): PageColumn<LinkedRow> => ({
    ...column,
    read: ({ cells }) => cells[i] ?? null,
    ...(i === 0 && { draw: linkFirst }),
  }));
  const rows = table.rows.map((cells, i) => ({ cells, path: links[i] }));
  return <RowsTable page={page} table={{ columns, rows }} label={{ id: labelledBy }} />;
};

const linkFirst = ({ cells: [first], path }: LinkedRow) =>
  path === undefined ? undefined : <a href={path}>{first}</a>;
