/** How a region's series marks the years that it tells of its predecessors, everywhere alike. */
import { writeStretch } from '../../shared/domain/basics/stretch.ts';
import type { NamedRegion } from '../site/named-region.ts';
import type { ColumnOf } from '../site/table.ts';
import type { Lang } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';

export interface MarkedYear {
  readonly year: number;
  /** Whose figures they are; left out, or none, where they are its own. */
  readonly continuedFrom?: readonly NamedRegion[] | undefined;
}

const isContinued = ({ continuedFrom = [] }: MarkedYear): boolean => continuedFrom.length > 0;

/** `2022*` */
export const yearText = (year: MarkedYear): string => `${year.year}${continuedMark(year)}`;
export const continuedMark = (year: MarkedYear | undefined): string => (year && isContinued(year) ? '*' : '');

const namesOf = ({ continuedFrom = [] }: MarkedYear, lang: Lang): string =>
  continuedFrom
    .map(({ code, name }) => TEXTS[lang].continued.region(name ?? code, code))
    .join(TEXTS[lang].continued.separator);

/** A sentence: `标 * 的 2019–2022 年为松岭县（990103）的数字。` Empty where all years are its own. */
export function continuedText(years: readonly MarkedYear[], lang: Lang): string {
  const byRegions = Map.groupBy(years.filter(isContinued), (year) => namesOf(year, lang));
  const t = TEXTS[lang].continued;
  return [...byRegions]
    .map(([names, those]) => t.figuresOf(rangesOf(those.map(({ year }) => year)).join(t.separator), names))
    .join('');
}

/** `2019–2021`, `2023`; years ascend. */
function rangesOf(years: readonly number[]): string[] {
  const ranges: { first: number; last: number }[] = [];
  for (const year of years) {
    const range = ranges.at(-1);
    if (range?.last === year - 1) range.last = year;
    else ranges.push({ first: year, last: year });
  }
  return ranges.map(({ first, last }) => writeStretch(first, last));
}

/** A column of tables whose rows are years; none where all of them are its own. */
export function continuedColumns<Row extends MarkedYear>(rows: readonly Row[], lang: Lang): ColumnOf<Row>[] {
  if (!rows.some(isContinued)) return [];
  return [
    {
      key: 'figuresOf',
      label: TEXTS[lang].continued.column,
      type: 'text',
      read: (row) => (isContinued(row) ? namesOf(row, lang) : null),
    },
  ];
}
