import { formatNumber, formatRatio, UNDEFINED } from '../charts/format.ts';
import type { CellValue, Table, TableColumn } from '../tables/table.ts';

/** Money has at most six decimals; a count has none to show. */
const MAX_DECIMALS = 6;

function shown(value: CellValue, { type }: TableColumn): string {
  if (value === null) return UNDEFINED;
  if (typeof value === 'string') return value;
  return type === 'rate' ? formatRatio(value) : formatNumber(value, MAX_DECIMALS);
}

interface Props {
  readonly table: Table;
  /** Names the region that scrolls sideways. */
  readonly labelledBy: string;
  /** Where the rows' first cells lead. */
  readonly links?: readonly (string | undefined)[];
}

/** A table as a page shows it: the first column heads the rows. */
export const DataTable = ({ table, labelledBy, links = [] }: Props) => {
  const [head, ...columns] = table.columns;
  return (
    <div class="scroll" tabindex={0} role="region" aria-labelledby={labelledBy}>
      <table>
        <thead>
          <tr>
            <th scope="col">{head?.label}</th>
            {columns.map(({ label, type }) => (
              <th scope="col" class={type === 'text' ? undefined : 'n'}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(([label, ...cells], i) => (
            <tr>
              <th scope="row">{links[i] === undefined ? label : <a href={links[i]}>{label}</a>}</th>
              {columns.map((column, c) => (
                <td class={column.type === 'text' ? undefined : 'n'}>{shown(cells[c] ?? null, column)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
