/** Names of regions and agencies with their pinyin, where a text, a chart or a table in English has them. */
import type { Drawing, ChartSpec } from './spec.ts';
import { inPinyin, type NamesInPinyin, type PageContext } from './page-context.ts';
import type { CellValue, Table, TableColumn } from './table.ts';

type Speller = Pick<PageContext, 'pinyin'>;

/** In English a name is all that stands in Chinese between two spaces, or other signs. */
const HAN = /\p{Script=Han}[\p{Script=Han}〇·]*/gu;

/** A name that has its pinyin already is left as it is. */
export function spellNames(page: Speller, text: string): string {
  return page.pinyin === undefined
    ? text
    : text.replaceAll(HAN, (name, at: number) => {
        const spelled = inPinyin(page, name);
        return text.slice(0, at).endsWith(spelled.slice(0, -name.length)) ? name : spelled;
      });
}

export const spellChart = (page: Speller, spec: ChartSpec): ChartSpec =>
  page.pinyin === undefined
    ? spec
    : {
        ...spec,
        description: spellNames(page, spec.description),
        drawing: spec.drawing && spellDrawing(page, spec.drawing),
        table: {
          ...spec.table,
          rows: spec.table.rows.map((row) =>
            row.map((cell) => (typeof cell === 'string' ? spellNames(page, cell) : cell)),
          ),
        },
      };

const spellDrawing = (page: Speller, drawing: Drawing): Drawing => ({
  ...drawing,
  labels: drawing.labels.map((label) => spellNames(page, label)),
});

/** Programs find the names as they are: their pinyin is in a column of its own, behind them. */
export function addPinyin<Laid extends Pick<Table, 'columns' | 'rows'>>(
  table: Laid,
  pinyin: NamesInPinyin,
): Laid {
  const spell = (cell: CellValue | undefined): string | null =>
    typeof cell === 'string' ? (pinyin(cell) ?? null) : null;
  const isNamed = table.columns.map((_, i) => table.rows.some((row) => spell(row[i]) !== null));
  const columns = table.columns.flatMap((column, i): TableColumn[] =>
    isNamed[i] === true
      ? [column, { key: `${column.key}.pinyin`, label: `${column.label} (pinyin)`, type: 'text' }]
      : [column],
  );
  const rows = table.rows.map((row) =>
    row.flatMap((cell, i): CellValue[] => (isNamed[i] === true ? [cell, spell(cell)] : [cell])),
  );
  return { ...table, columns, rows };
}
