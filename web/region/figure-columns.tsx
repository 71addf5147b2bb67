/** The figures that every table of children has, and how each is read and drawn. */
import type { Child } from 'hono/jsx';
import {
  sumCarriedOut,
  countDisclosed,
  sumOutcomes,
  computeRatio,
  countRefused,
  ENOUGH_CASES,
  sumReceived,
  sumResults,
  type Share,
} from '../../shared/domain/form/derived-figures.ts';
import type { Figures } from '../../shared/domain/form/figures.ts';
import { formatCounts, formatShare } from '../../shared/domain/form/number-text.ts';
import type { Texts } from '../texts/zh-cn.ts';
import type { ColumnOf, PageColumn } from '../site/table.ts';

type ReadFigures<Row> = (row: Row) => Figures | undefined;

/** A column that counts cases; nothing where a row has no figures. */
export const countCases =
  <Row,>(t: Texts, readFigures: ReadFigures<Row>) =>
  (key: string, label: string, count: (figures: Figures) => number): ColumnOf<Row> => ({
    key,
    label,
    type: 'number',
    unit: t.chart.cases,
    read: (row) => {
      const figures = readFigures(row);
      return figures ? count(figures) : null;
    },
  });

/** A rate as a page writes it, with the counts that it stands on. */
type DrawShare = (share: Share) => Child;

const drawCountsFirst: DrawShare = (share) => (
  <>
    {share.whole > 0 && <span class="basis">{formatCounts(share)}</span>}
    {formatShare(share)}
  </>
);

export function figureColumns<Row>(
  t: Texts,
  readFigures: ReadFigures<Row>,
  drawShare: DrawShare = drawCountsFirst,
): readonly PageColumn<Row>[] {
  const { received, results, disclosure, refusal, carriedOut } = t.children;
  const counted = countCases(t, readFigures);
  const rated = (key: string, label: string, count: (figures: Figures) => Share): PageColumn<Row> => ({
    key,
    label,
    type: 'rate',
    read: (row) => {
      const figures = readFigures(row);
      return (figures && computeRatio(count(figures))) ?? null;
    },
    sortBy: (row) => {
      const figures = readFigures(row);
      const share = figures && count(figures);
      return share && share.whole >= ENOUGH_CASES ? (computeRatio(share) ?? null) : null;
    },
    draw: (row) => {
      const figures = readFigures(row);
      return figures && drawShare(count(figures));
    },
  });
  return [
    counted('received', received, sumReceived),
    counted('results', results, sumResults),
    // What the rates stand on: a page writes it beside them.
    { ...counted('disclosed', t.take.disclosed, (figures) => countDisclosed(figures).part), only: 'files' },
    rated('disclosureRate', disclosure, countDisclosed),
    { ...counted('refused', t.take.refused, (figures) => sumOutcomes(figures).refused), only: 'files' },
    rated('refusalRate', refusal, countRefused),
    counted('carriedOut', carriedOut, sumCarriedOut),
  ];
}
