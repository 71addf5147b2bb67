/** How a total is marked that a figure in doubt makes, everywhere alike: a mark at the figure, and words that say whose. */
import { CATALOGUES, chooseEdition, DECIMALS } from '../../shared/domain/form/catalogue.ts';
import { placeName } from '../../shared/domain/form/cell-names.ts';
import { fromStored } from '../../shared/domain/form/figures.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import type { Mark } from '../../shared/domain/standing/marked-total.ts';
import type { ColumnOf } from './table.ts';
import { inLang, type Lang } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';

const MARK = '‡';
/** What `sumReceived` reads. */
export const RECEIVED = '/applications/received/total';

/** Totals of one region's year. */
export interface MarkedTotals {
  readonly year: number;
  readonly marks?: readonly Mark[] | undefined;
}

const marksAt = ({ marks = [] }: MarkedTotals, path: string | undefined): readonly Mark[] =>
  path === undefined ? marks : marks.filter((mark) => mark.path === path);

/** `‡` behind a figure whose total is marked. */
export const totalMark = (totals: MarkedTotals | undefined, path: string): string =>
  totals && marksAt(totals, path).length > 0 ? MARK : '';

/** A sentence for each figure that marks the year's total of a cell, or of any cell. Empty where none does. */
export const markedText = (totals: MarkedTotals, lang: Lang, path?: string): string =>
  marksAt(totals, path)
    .map((mark) => describeMark(mark, totals.year, lang))
    .join('');

export function describeMark({ path, agency, figure, previous }: Mark, year: number, lang: Lang): string {
  const edition = chooseEdition(year);
  const kind = CATALOGUES[edition].cellByPath.get(path)?.column.kind ?? 'count';
  const shown = (stored: number): string => formatNumber(fromStored(kind, stored), DECIMALS[kind]);
  const cell = inLang(placeName(edition, path), lang);
  return TEXTS[lang].marked.says(MARK, agency.name, cell, shown(figure), year - 1, shown(previous));
}

/** A column for the rows whose figure is marked; none where no row's is. */
export function markedColumns<Row>(
  rows: readonly Row[],
  lang: Lang,
  read: (row: Row) => { readonly totals: MarkedTotals; readonly path?: string },
): ColumnOf<Row>[] {
  const say = (row: Row): string => {
    const { totals, path } = read(row);
    return markedText(totals, lang, path);
  };
  if (!rows.some((row) => say(row) !== '')) return [];
  return [
    {
      key: 'marked',
      label: TEXTS[lang].marked.column,
      type: 'text',
      read: (row) => say(row).trim() || null,
    },
  ];
}
