/** The data dictionary as CSV: both languages side by side. */
import { writeCsvLines } from '../../shared/letters/csv-lines.ts';
import { DICTIONARY, type DictionaryEntry } from '../archive/dictionary.ts';

const COLUMNS: readonly (readonly [name: string, read: (entry: DictionaryEntry) => string | null])[] = [
  ['key', ({ key }) => key],
  ['edition', ({ edition }) => edition],
  ['row', ({ row }) => row],
  ['column', ({ column }) => column],
  ['labelZh', ({ label }) => label.zh],
  ['labelEn', ({ label }) => label.en],
  ['type', ({ type }) => type],
  ['unitZh', ({ unit }) => unit?.zh ?? null],
  ['unitEn', ({ unit }) => unit?.en ?? null],
  ['sectionZh', ({ section }) => section?.zh ?? null],
  ['sectionEn', ({ section }) => section?.en ?? null],
  ['articleZh', ({ article }) => article?.zh ?? null],
  ['articleEn', ({ article }) => article?.en ?? null],
  ['saysZh', ({ says }) => says?.zh ?? null],
  ['saysEn', ({ says }) => says?.en ?? null],
  ['files', ({ files }) => files.join(' ')],
];

export const writeDictionaryCsv = (): string =>
  writeCsvLines(
    [COLUMNS.map(([name]) => name), ...DICTIONARY.map((entry) => COLUMNS.map(([, read]) => read(entry)))],
    { bom: true },
  );
