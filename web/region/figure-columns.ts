/** The figures that every table of children has, and how each is read. */
import {
  sumCarriedOut,
  countDisclosed,
  sumOutcomes,
  computeRatio,
  countRefused,
  sumReceived,
  sumResults,
} from '../../shared/domain/form/derived-figures.ts';
import type { Figures } from '../../shared/domain/form/figures.ts';
import type { Texts } from '../texts/zh-cn.ts';
import type { ColumnOf } from '../site/table.ts';

interface WithFigures {
  readonly figures: Figures | undefined;
}

export function figureColumns(t: Texts): readonly ColumnOf<WithFigures>[] {
  const { received, results, disclosure, refusal, carriedOut } = t.children;
  const unit = t.chart.cases;
  const counted = (
    key: string,
    label: string,
    count: (figures: Figures) => number,
  ): ColumnOf<WithFigures> => ({
    key,
    label,
    type: 'number',
    unit,
    read: ({ figures }) => (figures ? count(figures) : null),
  });
  return [
    counted('received', received, sumReceived),
    counted('results', results, sumResults),
    counted('disclosed', t.take.disclosed, (figures) => countDisclosed(figures).part),
    {
      key: 'disclosureRate',
      label: disclosure,
      type: 'rate',
      read: ({ figures }) => (figures && computeRatio(countDisclosed(figures))) ?? null,
    },
    counted('refused', t.take.refused, (figures) => sumOutcomes(figures).refused),
    {
      key: 'refusalRate',
      label: refusal,
      type: 'rate',
      read: ({ figures }) => (figures && computeRatio(countRefused(figures))) ?? null,
    },
    counted('carriedOut', carriedOut, sumCarriedOut),
  ];
}
