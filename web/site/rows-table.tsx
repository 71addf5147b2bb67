/** A table's rows as a page shows them: the first column heads the rows. */
import type { Child } from 'hono/jsx';
import { formatCell } from './format-cell.ts';
import { href, type PageContext } from './page-context.ts';
import type { Sorting } from './sorting.ts';
import type { PageColumn, RowTable } from './table.ts';

interface Props<Row> {
  readonly page: PageContext;
  readonly table: Pick<RowTable<Row>, 'columns' | 'rows'>;
  /** Names the region that scrolls sideways. */
  readonly label: { readonly text: string } | { readonly id: string };
  readonly class?: string;
  /** On a phone each row is a card, with a name before each of its values. */
  readonly asCards?: boolean;
  readonly rowClass?: ((row: Row) => string) | undefined;
  /** Where a reader may put the rows in another order: heads lead there. */
  readonly order?: TableOrder | undefined;
}

export interface TableOrder {
  readonly keys: readonly string[];
  readonly sorting: Sorting | undefined;
  readonly pathOf: (sorting: Sorting) => string;
}

export function RowsTable<Row>({
  page,
  table,
  label,
  class: name,
  asCards = false,
  rowClass,
  order,
}: Props<Row>) {
  const columns = table.columns.filter(({ only }) => only !== 'files');
  const named = 'id' in label ? { 'aria-labelledby': label.id } : { 'aria-label': label.text };
  return (
    <div class="scroll" tabindex={0} role="region" {...named}>
      <table class={asCards ? `${name ?? ''} cards` : name}>
        <thead>
          <tr>
            {columns.map((column) =>
              order?.keys.includes(column.key) ? (
                <SortedHead page={page} column={column} order={order} />
              ) : (
                <th scope="col" class={column.type === 'text' ? undefined : 'n'}>
                  {column.label}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr class={rowClass?.(row)}>
              {columns.map((column, i) =>
                i === 0 ? (
                  <th scope="row">{drawCell(column, row, page)}</th>
                ) : (
                  <td class={nameClass(column, row)} data-label={asCards ? column.label : undefined}>
                    {drawCell(column, row, page)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Numbers from the highest first, names from the first; asked again, the other way round. */
function SortedHead<Row>({
  page,
  column,
  order,
}: {
  page: PageContext;
  column: PageColumn<Row>;
  order: TableOrder;
}) {
  const { key, label, type } = column;
  const isAscendingFirst = type === 'text' || (column.only !== 'page' && column.firstOrder === 'ascending');
  const { sorting, pathOf } = order;
  const isSorted = sorting?.key === key;
  const isDescending = isSorted ? !sorting.isDescending : !isAscendingFirst;
  return (
    <th
      scope="col"
      class={type === 'text' ? undefined : 'n'}
      aria-sort={isSorted ? (sorting.isDescending ? 'descending' : 'ascending') : undefined}
    >
      <a class="orders" href={href(page, pathOf({ key, isDescending }))}>
        {label}
      </a>
    </th>
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
