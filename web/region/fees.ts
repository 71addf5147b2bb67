/** 信息处理费 by year, and as columns of tables: what was stated, and how many reports state it. */
import { chooseEdition } from '../../shared/domain/form/catalogue.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import {
  FEE_PARTS,
  isAnyStated,
  readFee,
  type FeeKey,
  type ProcessingFees,
} from '../../shared/domain/form/processing-fees.ts';
import { chartTableName, type ChartSpec } from '../site/spec.ts';
import { layTable, type ColumnOf, type PageColumn } from '../site/table.ts';
import type { Lang } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';
import type { Texts } from '../texts/zh-cn.ts';
import { continuedColumns, continuedText, yearText, type MarkedYear } from './continued-years.ts';

interface YearFees extends MarkedYear {
  readonly fees: ProcessingFees;
}

/** Money is written to the fen. */
export const formatFee = (fees: ProcessingFees, key: FeeKey): string => formatNumber(readFee(fees, key), 2);

export function drawFeesChart(years: readonly YearFees[], year: number, lang: Lang): ChartSpec {
  const t = TEXTS[lang].fees;
  return {
    id: 'fees',
    title: t.title,
    unit: t.yuan,
    description: describe(years, year, lang) + continuedText(years, lang),
    drawing: years.some(({ fees }) => fees.collectedFen.stated > 0)
      ? {
          kind: 'columns',
          asShares: false,
          addsUp: false,
          labels: years.map(yearText),
          series: [
            {
              key: 'fees',
              name: t.collectedCny,
              values: years.map(({ fees }) => readFee(fees, 'collectedCny') ?? null),
            },
          ],
          ends: years.map(({ fees }) => formatFee(fees, 'collectedCny')),
        }
      : undefined,
    table: layTable<YearFees>(
      { name: chartTableName('fees'), title: t.title },
      [
        { key: 'label', label: TEXTS[lang].chart.year, type: 'text', read: (other) => String(other.year) },
        ...feeColumns<YearFees>(TEXTS[lang], ({ fees }) => fees, { withCounts: true }),
        ...continuedColumns(years, lang),
      ],
      years,
    ),
  };
}

function describe(years: readonly YearFees[], year: number, lang: Lang): string {
  const t = TEXTS[lang].fees;
  const fees = years.find((other) => other.year === year)?.fees;
  if (chooseEdition(year) === '2019') return t.notAsked(year);
  if (!fees || !isAnyStated(fees)) return t.nothingStated(year);
  const said = FEE_PARTS.flatMap(({ part, key }) =>
    fees[part].stated === 0 ? [] : [t.says[key](formatFee(fees, key), formatNumber(fees[part].stated))],
  );
  return `${t.saysOf(year)}${said.join(t.separator)}${TEXTS[lang].sentence.end}`;
}

/** `withCounts`: beside each sum, how many reports state it; of one report that says nothing. */
export function feeColumns<Row>(
  { fees: t, take }: Texts,
  read: (row: Row) => ProcessingFees,
  { withCounts }: { readonly withCounts: boolean },
): readonly ColumnOf<Row>[] {
  return FEE_PARTS.flatMap(({ part, key }): ColumnOf<Row>[] => [
    {
      key,
      label: t[key],
      type: 'number',
      unit: key === 'notices' ? t.pieces : t.yuan,
      read: (row) => readFee(read(row), key) ?? null,
    },
    ...(withCounts
      ? [
          {
            key: `${key}Stated`,
            label: t.statedBy(t[key]),
            type: 'number' as const,
            unit: take.units.agencies,
            read: (row: Row) => read(row)[part].stated,
          },
        ]
      : []),
  ]);
}

/** In lists of children: the page has what was collected, where any of them states it. */
export const feeColumnsOfChildren = <Row extends { readonly fees: ProcessingFees }>(
  year: number,
  rows: readonly Row[],
  t: Texts,
  options: { readonly withCounts: boolean },
): readonly PageColumn<Row>[] =>
  chooseEdition(year) === '2019'
    ? []
    : feeColumns<Row>(t, ({ fees }) => fees, options).map((column) =>
        column.key === 'collectedCny' && rows.some(({ fees }) => fees.collectedFen.stated > 0)
          ? column
          : { ...column, only: 'files' },
      );
