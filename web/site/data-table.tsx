import { formatCell } from './format-cell.ts';
import type { Table } from './table.ts';

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
                <td class={column.type === 'text' ? undefined : 'n'}>{formatCell(cells[c], column)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
