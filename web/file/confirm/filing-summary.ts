/** The figures that a report is known by, beside those of the year before. */
import { CATALOGUES, type Edition } from '../../../shared/domain/form/catalogue.ts';
import { readFigure, type Figures } from '../../../shared/domain/form/figures.ts';
import type { Text } from '../../../shared/domain/basics/text.ts';

interface SummaryLine {
  readonly label: Text;
  /** `undefined` where there is no figure, or no report. */
  readonly now: number | undefined;
  readonly last: number | undefined;
}

const ROWS = [
  '/applications/received',
  '/applications/carriedIn',
  '/applications/results/granted',
  '/applications/results/partial',
  '/applications/results/total',
  '/applications/carriedOut',
  '/reconsideration',
  '/litigation/direct',
  '/litigation/afterReconsideration',
];

/** Both editions have these rows. */
export const summarise = (figures: Figures, last: Figures | undefined): readonly SummaryLine[] =>
  ROWS.flatMap((path) => {
    const label = labelRow(figures.edition, path);
    return label
      ? [{ label, now: stated(figures, `${path}/total`), last: last && stated(last, `${path}/total`) }]
      : [];
  });

const labelRow = (edition: Edition, path: string): Text | undefined =>
  CATALOGUES[edition].rowByPath.get(path)?.label;

function stated(figures: Figures, path: string): number | undefined {
  const value = readFigure(figures, path);
  return value === undefined || Number.isNaN(value) ? undefined : value;
}
