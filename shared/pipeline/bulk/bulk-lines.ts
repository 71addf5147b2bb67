/** The same lines in every file of a part: wide, an agency's year a line, and tidy, a cell a line. */
import type { BulkFiles } from '../../adapters/bulk/bulk-files.ts';
import { chooseEdition, type Edition } from '../../domain/form/catalogue.ts';
import {
  ALL_CELLS,
  ALL_YEARS_HEADS,
  BULK_CELLS,
  FACT_COLUMNS,
  TIDY_COLUMNS,
  hasFigures,
  type BulkLine,
} from '../../domain/standing/bulk-columns.ts';
import { writeCsvLines } from '../../letters/csv-lines.ts';

const LINE_END = '\r\n';
/** Lines written at once: a million characters of the tidy file. */
const LINES_AT_ONCE = 50;
/** What a cell's line says besides who, when and how many: none of it has a character that CSV would quote. */
const CELL_TEXTS: Readonly<Record<Edition, readonly string[]>> = {
  '2019': BULK_CELLS['2019'].map(({ row, column }) => `${row},${column},`),
  '2021': BULK_CELLS['2021'].map(({ row, column }) => `${row},${column},`),
};
/** Where an edition's value of each cell of the wide file lies; -1 where it has none. */
const PLACES: Readonly<Record<Edition, readonly number[]>> = {
  '2019': placesIn('2019'),
  '2021': placesIn('2021'),
};

function placesIn(edition: Edition): number[] {
  const places = new Map(BULK_CELLS[edition].map(({ path }, i) => [path, i]));
  return ALL_CELLS.map((path) => places.get(path) ?? -1);
}

/** The heads of both CSV files. A byte order mark where there are Chinese names, which a spreadsheet would garble. */
export const BULK_HEADS = {
  'tidy.csv': writeCsvLines([TIDY_COLUMNS.map(({ name }) => name)]),
  'wide.csv': writeCsvLines([ALL_YEARS_HEADS], { bom: true }),
};

export function createBulkLines(files: Pick<BulkFiles, 'addWide' | 'addTidy' | 'addValues'>) {
  async function writeSome(year: number, lines: readonly BulkLine[]): Promise<void> {
    const edition = chooseEdition(year);
    const cells = BULK_CELLS[edition];
    const texts = CELL_TEXTS[edition];
    const places = PLACES[edition];
    let wide = '';
    let tidy = '';
    for (const line of lines) {
      const { agency, district } = line.item;
      const values = hasFigures(line.item) ? cells.map(({ read }) => read(line.item)) : undefined;
      const numbers = cells.map((_, i) => String(values?.[i] ?? ''));
      // Numbers are written as they are: nothing in them is ever quoted.
      const facts = writeCsvLines([FACT_COLUMNS.map(({ read }) => read(line))]);
      wide += `${facts.slice(0, -LINE_END.length)},${places.map((i) => numbers[i] ?? '').join(',')}${LINE_END}`;
      const before = `${district},${agency.id},${year},${edition},`;
      const after = `,${agency.dataset ?? ''}${LINE_END}`;
      for (const [i, text] of texts.entries()) tidy += before + text + (numbers[i] ?? '') + after;
      files.addValues(line, values);
    }
    await files.addWide(wide, lines.length);
    await files.addTidy(tidy, lines.length * cells.length);
  }

  return async (year: number, lines: readonly BulkLine[]): Promise<void> => {
    for (let from = 0; from < lines.length; from += LINES_AT_ONCE)
      await writeSome(year, lines.slice(from, from + LINES_AT_ONCE));
  };
}
