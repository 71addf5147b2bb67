/** Every child and all its years by one measure, a small line each; in the order that the address asks for. */
import type { Annotation } from '../../shared/domain/form/annotations.ts';
import { tenthsOfPercent } from '../../shared/domain/basics/rounding.ts';
import { isRate, isTooFew, readComparable, type Value } from '../../shared/domain/form/comparison.ts';
import {
  formatCounts,
  formatDifference,
  formatNumber,
  formatShare,
  UNDEFINED,
} from '../../shared/domain/form/number-text.ts';
import { ANNOTATION_MARK, annotationText, findAnnotations } from '../site/annotations.ts';
import { continuedText, yearText } from '../region/continued-years.ts';
import { figuresAddress } from '../site/figures-address.ts';
import { differenceText, numberText } from '../site/measure-text.ts';
import { inPinyin } from '../site/page-context.ts';
import { RowsTable, type TableOrder } from '../site/rows-table.tsx';
import { sortRows } from '../site/sorting.ts';
import { layTable, type PageColumn } from '../site/table.ts';
import { COMPARE_TEXTS } from '../texts/compare.ts';
import { FIGURE_TEXTS } from '../texts/figures.ts';
import type { Lang } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';
import { ChildLink, datasetColumn } from './child-link.tsx';
import { sortKeys } from './figures-params.ts';
import type { FiguresView } from './figures-view.ts';
import { readChildValues, type ChildValues } from './read-children.ts';
import type { ServerFigure } from './server-figure.tsx';
import { Sparkline } from './sparkline.tsx';
import { tieNames } from './tied-names.ts';

export function drawChildrenFigure(view: FiguresView, lang: Lang): ServerFigure {
  const t = FIGURE_TEXTS[lang].children;
  const { region, measure } = view;
  const title = t.title(COMPARE_TEXTS[lang].measures[measure]);
  const columns = listColumns(view, lang);
  const rows = sortRows(columns, readChildValues(view), view.sorting);
  const order: TableOrder = {
    keys: sortKeys(region.years.map(({ year }) => year)),
    sorting: view.sorting,
    pathOf: (sorting) =>
      figuresAddress(region.region.code, region.year, { ...view, sorting }, 'chart-children'),
  };
  return {
    id: 'children',
    title,
    unit: isRate(measure) ? t.percent : TEXTS[lang].chart.cases,
    description:
      describe(view, rows, lang) +
      continuedText(region.years, lang) +
      annotationText(annotationsIn(view), lang),
    table: layTable({ name: 'children', title }, columns, rows),
    draw:
      rows.length === 0
        ? undefined
        : (page) => (
            <RowsTable
              page={page}
              table={{ columns, rows }}
              label={{ id: 'chart-children-title' }}
              class="years"
              order={order}
            />
          ),
    isTable: true,
  };
}

/** What changed the meaning of the measure. */
const annotationsIn = ({ region, measure }: FiguresView): readonly Annotation[] =>
  findAnnotations(
    region.annotations,
    measure,
    region.years.map(({ year }) => year),
  );

function listColumns(view: FiguresView, lang: Lang): PageColumn<ChildValues>[] {
  const t = FIGURE_TEXTS[lang].children;
  const { measure, region, before } = view;
  const { years } = region;
  const unit = isRate(measure) ? {} : { unit: TEXTS[lang].chart.cases };
  const changed = new Set(annotationsIn(view).map(({ year }) => year));
  return [
    {
      key: 'name',
      label: t.columns.name,
      type: 'text',
      read: ({ child }) => child.name,
      draw: ({ child }, page) => <ChildLink page={page} child={child} />,
    },
    { key: 'kind', label: t.columns.kind, type: 'text', only: 'files', read: ({ child }) => child.kind },
    { key: 'id', label: t.columns.id, type: 'text', only: 'files', read: ({ child }) => child.id },
    { ...datasetColumn<ChildValues>(lang, ({ child }) => child), only: 'files' },
    {
      key: 'trend',
      label: t.columns.trend,
      type: 'text',
      only: 'page',
      draw: ({ child, values }, page) => (
        <Sparkline
          values={years.map(({ year }) => readComparable(measure, values.get(year)) ?? null)}
          label={t.trendIn(inPinyin(page, child.name))}
        />
      ),
    },
    ...years.flatMap((one): PageColumn<ChildValues>[] => {
      const { year } = one;
      return [
        {
          key: `y${year}`,
          label: `${yearText(one)}${changed.has(year) ? ANNOTATION_MARK : ''}`,
          type: isRate(measure) ? 'rate' : 'number',
          ...unit,
          read: ({ values }) => readComparable(measure, values.get(year)) ?? null,
          draw: ({ values }) => <ValueCell view={view} value={values.get(year)} />,
        },
        ...(isRate(measure) ? countColumns(year, lang) : []),
      ];
    }),
    {
      key: 'change',
      label: before === null ? t.columns.noChange : t.columns.change(before, region.year),
      type: 'number',
      ...(isRate(measure) ? { unit: t.points } : unit),
      read: (row) => readChange(view, row),
      draw: (row) => changeText(view, row, lang),
    },
  ];
}

/** In the files, what each rate stands on, however few. */
const countColumns = (year: number, lang: Lang): PageColumn<ChildValues>[] =>
  (['part', 'whole'] as const).map((side) => ({
    key: `${side}${year}`,
    label: FIGURE_TEXTS[lang].children.columns[side](year),
    type: 'number',
    only: 'files',
    read: ({ values }) => {
      const value = values.get(year);
      return value?.kind === 'rate' ? value.share[side] : null;
    },
  }));

/** `61.2 %` over its counts; of few cases these alone. */
const ValueCell = ({
  view: { measure },
  value,
}: {
  readonly view: FiguresView;
  readonly value: Value | undefined;
}) => {
  if (value === undefined) return <>{UNDEFINED}</>;
  if (value.kind === 'count') return <>{formatNumber(value.count)}</>;
  const counts = <span class="detail">{formatCounts(value.share)}</span>;
  return isTooFew(measure, value) ? (
    counts
  ) : (
    <>
      {formatShare(value.share)} {counts}
    </>
  );
};

const readSides = ({ measure, before, region }: FiguresView, { values }: ChildValues) =>
  [region.year, before].map((year) =>
    year === null ? undefined : readComparable(measure, values.get(year)),
  );

/** In cases, or in percentage points of what is printed. */
function readChange(view: FiguresView, row: ChildValues): number | null {
  const [now, before] = readSides(view, row);
  if (now === undefined || before === undefined) return null;
  return isRate(view.measure) ? (tenthsOfPercent(now) - tenthsOfPercent(before)) / 10 : now - before;
}

function changeText(view: FiguresView, row: ChildValues, lang: Lang): string {
  const [now, before] = readSides(view, row);
  if (now === undefined || before === undefined) return UNDEFINED;
  return isRate(view.measure)
    ? differenceText(view.measure, now, before, lang)
    : formatDifference(now - before);
}

/** The highest of the year, and how many have enough cases. */
function describe({ measure, region }: FiguresView, rows: readonly ChildValues[], lang: Lang): string {
  const t = FIGURE_TEXTS[lang].children;
  const { year } = region;
  const told = rows.flatMap(({ child, values }) => {
    const number = readComparable(measure, values.get(year));
    return number === undefined ? [] : [{ child, number, value: values.get(year) }];
  });
  const named = COMPARE_TEXTS[lang].measures[measure];
  if (told.length === 0) return t.nothing(year, named);
  const top = Math.max(...told.map(({ number }) => number));
  const highest = told
    .filter(({ number }) => number === top)
    .map(({ child, value }) => t.value(child.name, tellValue(value)));
  // The rows are children of any year.
  const all = rows.filter(({ child }) => child.years.has(year));
  return t.highest(
    year,
    named,
    tieNames(highest, numberText(measure, top), lang),
    formatNumber(told.length),
    formatNumber(all.length),
  );
}

const tellValue = (value: Value | undefined): string =>
  value?.kind === 'rate'
    ? `${formatShare(value.share)} · ${formatCounts(value.share)}`
    : formatNumber(value?.count);
