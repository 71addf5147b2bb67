/** A table's rows as a page shows them: the first column heads the rows. */
import type { Child } from 'hono/jsx';
import { formatCell } from './format-cell.ts';
import type { PageContext } from './page-context.ts';
import type { PageColumn, RowTable } from './table.ts';

interface Props<Row> {
  readonly page: PageContext;
  readonly table: Pick<RowTable<Row>, 'columns' | 'rows'>;
  /** Names the region that scrolls sideways. */
  readonly label: { readonly text: string } | { readonly id: string };
  readonly class?: string;
  readonly rowClass?: ((row: Row) => string) | undefined;
}

export function RowsTable<Row>({ page, table, label, class: name, rowClass }: Props<Row>) {
  const columns = table.columns.filter(({ only }) => only !== 'files');
  const named = 'id' in label ? { 'aria-labelledby': label.id } : { 'aria-label': label.text };
  return (
    <div class="scroll" tabindex={0} role="region" {...named}>
      <table class={name}>
        <thead>
          <tr>
            {columns.map(({ label: head, type }) => (
              <th scope="col" class={type === 'text' ? undefined : 'n'}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr class={rowClass?.(row)}>
              {columns.map((column, i) =>
                i === 0 ? (
                  <th scope="row">{drawCell(column, row, page)}</th>
                ) : (
                  <td class={nameClass(column, row)}>{drawCell(column, row, page)}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const drawCell = <Row,>(column: PageColumn<Row>, row: Row, page: PageContext): Child =>
  column.only === 'page'
    ? column.draw(row, page)
    : (column.draw?.(row, page) ?? formatCell(column.read(row), column));

function nameClass<Row>(column: PageColumn<Row>, row: Row): string | undefined {
  const tone = column.only === 'page' ? undefined : column.tone?.(row);
  const names = [...(column.type === 'text' ? [] : ['n']), ...(tone === undefined ? [] : [tone])];
  return names.length === 0 ? undefined : names.join(' ');
}
