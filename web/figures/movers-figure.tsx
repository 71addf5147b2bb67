/** What moved the total between two years: a waterfall, a row each, the largest changes named and the others together. */
import type { Annotation } from '../../shared/domain/form/annotations.ts';
import type { Mover, Movement } from '../../shared/domain/form/movers.ts';
import { formatDifference, formatNumber } from '../../shared/domain/form/number-text.ts';
import { markedText, RECEIVED } from '../site/marked-totals.ts';
import { ANNOTATION_MARK, annotationText, findAnnotations } from '../site/annotations.ts';
import type { YearTotal } from '../region/region-view.ts';
import { USUAL_MEASURE } from '../site/figures-address.ts';
import { RowsTable } from '../site/rows-table.tsx';
import { layTable, type PageColumn } from '../site/table.ts';
import { FIGURE_TEXTS } from '../texts/figures.ts';
import type { Lang } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';
import { ChildLink, datasetColumn } from './child-link.tsx';
import type { FiguresChild } from './child-years.ts';
import type { FiguresView } from './figures-view.ts';
import { findYearOfNone, readMovement } from './read-children.ts';
import type { ServerFigure } from './server-figure.tsx';
import { tieNames } from './tied-names.ts';

const MOST_NAMED = 10;

/** A row of the waterfall: where its bar begins and ends, in cases more or fewer than in the earlier year. */
interface WaterfallRow {
  readonly kind: 'from' | 'child' | 'rest' | 'to';
  readonly label: string;
  readonly child?: FiguresChild;
  /** Where the child was none in one of the years. */
  readonly note?: string | undefined;
  readonly before: number | null;
  readonly now: number | null;
  readonly change: number | null;
  readonly start: number;
  readonly end: number;
}

export function drawMoversFigure(view: FiguresView, lang: Lang): ServerFigure {
  const t = FIGURE_TEXTS[lang].movers;
  const { region, before } = view;
  const movement = readMovement(view);
  const title = t.title(before, region.year);
  const rows = movement && before !== null ? listRows(view, movement, before, lang) : [];
  const annotations = annotationsBetween(view);
  const columns = listColumns(view, rows, lang);
  return {
    id: 'movers',
    title,
    unit: TEXTS[lang].chart.cases,
    description:
      movement && before !== null
        ? describe(view, movement, before, lang) + annotationText(annotations, lang)
        : t.notCompared(before, region.year),
    table: layTable({ name: 'movers', title }, columns, rows),
    draw:
      rows.length === 0
        ? undefined
        : (page) => (
            <RowsTable
              page={page}
              table={{ columns, rows }}
              label={{ id: 'chart-movers-title' }}
              class="waterfall"
              rowClass={({ kind }) => (kind === 'from' || kind === 'to' ? 'whole' : '')}
            />
          ),
    isTable: true,
  };
}

/** What changed the meaning of the total after the earlier of the two years. */
function annotationsBetween({ region, before }: FiguresView): readonly Annotation[] {
  if (before === null) return [];
  const [first, last] = [Math.min(before, region.year), Math.max(before, region.year)];
  const years = region.years.map(({ year }) => year).filter((year) => year > first && year <= last);
  return findAnnotations(region.annotations, USUAL_MEASURE, years);
}

function listRows(
  view: FiguresView,
  { from, to, movers }: Movement<FiguresChild>,
  before: number,
  lang: Lang,
): WaterfallRow[] {
  const t = FIGURE_TEXTS[lang].movers;
  const { year } = view.region;
  const isCut = movers.length > MOST_NAMED + 1;
  const named = isCut ? movers.slice(0, MOST_NAMED) : movers;
  const others = isCut ? movers.slice(MOST_NAMED) : [];
  let level = 0;
  const bar = (change: number): Pick<WaterfallRow, 'change' | 'start' | 'end'> => ({
    change,
    start: level,
    end: (level += change),
  });
  return [
    { kind: 'from', label: t.total(before), before: from, now: null, change: null, start: 0, end: 0 },
    ...named.map(({ item, before: was, now, change }): WaterfallRow => ({
      kind: 'child',
      label: item.name,
      child: item,
      note: tellNone(view, item, lang),
      before: was ?? null,
      now: now ?? null,
      ...bar(change),
    })),
    ...(others.length === 0
      ? []
      : [
          {
            kind: 'rest' as const,
            label: t.rest(formatNumber(others.length)),
            before: sumSide(others, 'before'),
            now: sumSide(others, 'now'),
            ...bar(others.reduce((sum, { change }) => sum + change, 0)),
          },
        ]),
    { kind: 'to', label: t.total(year), before: null, now: to, change: to - from, start: 0, end: to - from },
  ];
}

/** null where none of them reported. */
function sumSide(movers: readonly Mover<FiguresChild>[], side: 'before' | 'now'): number | null {
  const told = movers.flatMap((mover) => mover[side] ?? []);
  return told.length === 0 ? null : told.reduce((sum, count) => sum + count, 0);
}

function tellNone(view: FiguresView, child: FiguresChild, lang: Lang): string | undefined {
  const year = findYearOfNone(view, child);
  return year === undefined ? undefined : FIGURE_TEXTS[lang].movers.none(year);
}

function listColumns(
  view: FiguresView,
  rows: readonly WaterfallRow[],
  lang: Lang,
): PageColumn<WaterfallRow>[] {
  const t = FIGURE_TEXTS[lang].movers;
  const { year } = view.region;
  const before = view.before ?? year - 1;
  const isChanged = annotationsBetween(view).length > 0;
  const labelIn = (one: number): string =>
    `${t.columns.cases(one)}${isChanged && one === Math.max(before, year) ? ANNOTATION_MARK : ''}`;
  const unit = TEXTS[lang].chart.cases;
  const levels = rows.flatMap(({ start, end }) => [start, end]);
  const span = [Math.min(0, ...levels), Math.max(0, ...levels)] as const;
  return [
    {
      key: 'name',
      label: t.columns.name,
      type: 'text',
      read: ({ label }) => label,
      draw: ({ child, note }, page) =>
        child && (
          <>
            <ChildLink page={page} child={child} />
            {note !== undefined && <span class="detail"> {note}</span>}
          </>
        ),
    },
    {
      key: 'kind',
      label: t.columns.kind,
      type: 'text',
      only: 'files',
      read: ({ kind, child }) => child?.kind ?? kind,
    },
    { key: 'id', label: t.columns.id, type: 'text', only: 'files', read: ({ child }) => child?.id ?? null },
    { ...datasetColumn<WaterfallRow>(lang, ({ child }) => child), only: 'files' },
    {
      key: 'note',
      label: TEXTS[lang].chart.annotationColumn,
      type: 'text',
      only: 'files',
      read: ({ note }) => note ?? null,
    },
    { key: 'before', label: labelIn(before), type: 'number', unit, read: (row) => row.before },
    { key: 'now', label: labelIn(year), type: 'number', unit, read: (row) => row.now },
    {
      key: 'change',
      label: t.columns.change,
      type: 'number',
      unit,
      read: ({ change }) => change,
      draw: ({ change }) => (change === null ? '' : formatDifference(change)),
    },
    {
      key: 'bar',
      label: t.columns.bar,
      type: 'text',
      only: 'page',
      draw: (row) => <Bar row={row} span={span} />,
    },
  ];
}

const WIDTH = 240;
const HEIGHT = 16;

const Bar = ({
  row,
  span: [low, high],
}: {
  readonly row: WaterfallRow;
  readonly span: readonly [number, number];
}) => {
  const x = (level: number): number => (high === low ? 0 : ((level - low) / (high - low)) * (WIDTH - 2) + 1);
  const [left, right] = [x(row.start), x(row.end)].toSorted((a, b) => a - b);
  const tone = row.kind === 'to' || row.kind === 'from' ? 'total' : row.end < row.start ? 'fewer' : 'more';
  return (
    <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <path class="axis" d={`M${x(0).toFixed(1)} 0V${HEIGHT}`} />
      {row.start !== row.end && (
        <rect
          class={tone}
          x={(left ?? 0).toFixed(1)}
          y="3"
          width={Math.max(1, (right ?? 0) - (left ?? 0)).toFixed(1)}
          height={HEIGHT - 6}
        />
      )}
    </svg>
  );
};

function describe(view: FiguresView, movement: Movement<FiguresChild>, before: number, lang: Lang): string {
  const t = FIGURE_TEXTS[lang].movers;
  const { region } = view;
  const { from, to, movers } = movement;
  const said = t.says(
    [before, region.year],
    [formatNumber(from), formatNumber(to)],
    formatDifference(to - from),
  );
  const most = ([1, -1] as const).flatMap((sign) => {
    const top = Math.max(0, ...movers.map(({ change }) => sign * change));
    const those = movers.filter(({ change }) => top > 0 && sign * change === top);
    if (those.length === 0) return [];
    const moved = formatDifference(sign * top);
    const names = those.map(({ item }) => t.mover(item.name, moved, tellNone(view, item, lang)));
    return [t.most[sign === 1 ? 'more' : 'fewer'](tieNames(names, moved, lang))];
  });
  const sides = [before, region.year].flatMap((year) => region.years.find((one) => one.year === year) ?? []);
  return (
    [said, ...most].join(t.separator) +
    TEXTS[lang].sentence.end +
    sides.map((one) => tellReports(one, lang)).join('') +
    sides.map((one) => markedText(one, lang, RECEIVED)).join('')
  );
}

/** Where not all have reported, the total may have moved for that alone. */
function tellReports({ year, reports }: YearTotal, lang: Lang): string {
  if (!reports || reports.accepted >= reports.expected) return '';
  return FIGURE_TEXTS[lang].movers.reports(
    year,
    formatNumber(reports.accepted),
    formatNumber(reports.expected),
  );
}
