/** A region's children as tables: its regions, its agencies, and the reports about the whole of it. */
import { sumCarriedOut, sumReceived, sumResults } from '../../shared/domain/form/derived-figures.ts';
import type { Figures } from '../../shared/domain/form/figures.ts';
import { formatDifference, formatNumber } from '../../shared/domain/form/number-text.ts';
import { calledIn } from '../../shared/domain/roster/former-names.ts';
import { countMissing, type ReportCounts } from '../../shared/domain/standing/region-total.ts';
import { NameBeside } from '../site/name-today.tsx';
import {
  agencyYearPath,
  href,
  inPinyin,
  regionName,
  regionPath,
  type PageContext,
} from '../site/page-context.ts';
import { PublicationMark } from '../site/publication-mark.tsx';
import { DatasetMark, LateMark, StateMark } from '../site/state-mark.tsx';
import { tellDataset } from '../site/tell-dataset.ts';
import type { CellValue, ColumnOf, PageColumn, RowTable } from '../site/table.ts';
import type { Lang } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';
import type { Texts } from '../texts/zh-cn.ts';
import type { AgencyRow, RegionRow } from './child-rows.ts';
import { feeColumnsOfChildren } from './fees.ts';
import { figureColumns } from './figure-columns.tsx';
import { markedColumns, markedText, RECEIVED, totalMark } from '../site/marked-totals.ts';
import type { RegionView } from './region-view.ts';

const text = <Row,>(key: string, label: string, read: (row: Row) => CellValue): ColumnOf<Row> => ({
  key,
  label,
  type: 'text',
  read,
});
const number = <Row,>(
  key: string,
  label: string,
  unit: string,
  read: (row: Row) => CellValue,
): ColumnOf<Row> => ({ key, label, type: 'number', unit, read });

const inFiles = <Row,>(column: ColumnOf<Row>): PageColumn<Row> => ({ ...column, only: 'files' });

export function listRegions({ regions, year }: RegionView, lang: Lang): RowTable<RegionRow> {
  const t = TEXTS[lang];
  const { agencies } = t.take.units;
  const { region, accepted, flagged, returned, missing, late } = t.children;
  const counted = (key: string, label: string, count: (reports: ReportCounts) => number) =>
    number<RegionRow>(key, label, agencies, ({ reports }) => count(reports));
  const tallied = (...[key, label, count]: Parameters<typeof counted>): PageColumn<RegionRow> => ({
    ...counted(key, label, count),
    tone: ({ reports }) => (count(reports) === 0 ? 'zero' : `tally-${key}`),
  });
  return {
    name: 'regions',
    title: t.children.regions,
    columns: [
      inFiles(text('code', t.take.code, ({ code }) => code)),
      {
        ...text('name', region, ({ name }) => name),
        draw: (row, page) => (
          <>
            <a href={href(page, regionPath(row.code, year))}>{regionName(page, row)}</a>
            {row.reports.synthetic > 0 && <DatasetMark page={page} dataset="synthetic" />}
          </>
        ),
      },
      inFiles(counted('expected', t.take.expected, ({ expected }) => expected)),
      {
        ...counted('accepted', accepted, (reports) => reports.accepted),
        draw: ({ reports }) => `${formatNumber(reports.accepted)} / ${formatNumber(reports.expected)}`,
      },
      tallied('flagged', flagged, (reports) => reports.flagged),
      tallied('returned', returned, (reports) => reports.returned),
      tallied('missing', missing, countMissing),
      tallied('late', late, (reports) => reports.late),
      inFiles(counted('synthetic', t.data.synthetic, ({ synthetic }) => synthetic)),
      ...figureColumns<RegionRow>(t, ({ figures }) => figures).map((column) =>
        column.key === 'received' ? markReceived(column, year) : column,
      ),
      ...markedColumns(regions, lang, ({ marks }) => ({ totals: { year, marks } })).map(inFiles),
      ...feeColumnsOfChildren(year, regions, t, { withCounts: true }),
    ],
    rows: regions,
  };
}

/** The total of those received, with its mark and, where a pointer rests on it, whose figure makes it. */
function markReceived(column: PageColumn<RegionRow>, year: number): PageColumn<RegionRow> {
  if (column.only === 'page') return column;
  return {
    ...column,
    draw: ({ figures, marks }, { lang }) => {
      const totals = { year, marks };
      const mark = totalMark(totals, RECEIVED);
      return (
        <>
          {formatNumber(figures && sumReceived(figures))}
          {mark !== '' && <abbr title={markedText(totals, lang, RECEIVED).trim()}>{mark}</abbr>}
        </>
      );
    },
  };
}

export const listAgencies = ({ agencies, year }: RegionView, t: Texts): RowTable<AgencyRow> =>
  tableOfAgencies('agencies', t.children.agencies, agencies, year, t);

/** The same of units of vertical systems, which are added to nothing. */
export const listVertical = ({ vertical, year }: RegionView, t: Texts): RowTable<AgencyRow> =>
  tableOfAgencies('vertical', t.vertical.heading, vertical, year, t);

function tableOfAgencies(
  name: string,
  title: string,
  agencies: readonly AgencyRow[],
  year: number,
  t: Texts,
): RowTable<AgencyRow> {
  return {
    name,
    title,
    columns: [
      inFiles(text('id', t.agency.id, ({ id }) => id)),
      {
        ...text('name', t.children.agency, ({ name }) => name),
        draw: (row, page) => <AgencyName page={page} row={row} year={year} />,
      },
      inFiles(text('kind', t.agency.kind, ({ kind }) => t.kinds[kind])),
      ...standingColumns(t),
      inFiles(
        text('dataset', t.take.dataset, (row) => {
          const dataset = tellDataset(row.dataset, row.figures !== undefined);
          return dataset === undefined ? null : t.data[dataset];
        }),
      ),
      ...figureColumns<AgencyRow>(t, ({ figures }) => figures),
      ...publicationColumns(t),
      ...internalColumns(agencies, t),
      ...feeColumnsOfChildren(year, agencies, t, { withCounts: false }),
      ...nameInYearColumns<AgencyRow>(agencies, t, (row) => row),
    ],
    rows: agencies,
  };
}

/** How each has filed: the page says in two cells what files tell apart. */
function standingColumns(t: Texts): readonly PageColumn<AgencyRow>[] {
  const { days, findings } = t.take.units;
  return [
    {
      // A flagged report is an accepted one: who counts the word in the column finds what the page says.
      ...text('state', t.children.state, ({ standing: { state, filed } }) =>
        [
          ...(state === 'flagged' ? [t.states.accepted] : []),
          t.states[state],
          ...(filed === undefined ? [] : [t.state.filedAllTheSame(t.states[filed])]),
        ].join(t.agency.listSeparator),
      ),
      draw: ({ standing }, page) => <StateMark page={page} standing={standing} />,
    },
    inFiles(text('nil', t.take.nil, ({ standing }) => (standing.nil ? t.state.nil : null))),
    inFiles(
      text('deadline', t.take.deadline, ({ standing }) =>
        standing.state === 'not-obliged' ? null : standing.deadline,
      ),
    ),
    {
      key: 'lateness',
      label: t.children.lateness,
      type: 'text',
      only: 'page',
      draw: ({ standing }, page) => <LateMark page={page} standing={standing} />,
    },
    // Only what came can be late, only what did not come is overdue: the other is not zero but undefined.
    inFiles(
      number('lateDays', t.take.lateDays, days, ({ standing, figures }) =>
        figures ? standing.lateDays : null,
      ),
    ),
    inFiles(
      number('overdueDays', t.take.overdueDays, days, ({ standing, figures }) =>
        figures || standing.state === 'not-obliged' ? null : standing.overdueDays,
      ),
    ),
    inFiles(
      number('errors', t.take.errors, findings, ({ standing }) =>
        standing.state === 'returned' ? standing.errors : null,
      ),
    ),
    inFiles(
      number('openWarnings', t.take.openWarnings, findings, ({ standing, figures }) =>
        figures ? standing.openWarnings : null,
      ),
    ),
  ];
}

/** Whether its report was published: behind the figures, where files had their columns before. */
function publicationColumns(t: Texts): readonly PageColumn<AgencyRow>[] {
  return [
    {
      ...text('publication', t.publication.heading, ({ standing: { publication } }) =>
        publication ? t.publication.states[publication.state] : null,
      ),
      draw: ({ standing: { publication, sourceCheck } }, page) => (
        <PublicationMark page={page} publication={publication} source={sourceCheck?.state} />
      ),
    },
    inFiles(
      text(
        'publishedOn',
        t.publication.publishedOn,
        ({ standing }) => standing.publication?.publishedOn ?? null,
      ),
    ),
    inFiles(
      number('publishedLate', t.publication.lateDays, t.take.units.days, ({ standing: { publication } }) =>
        publication?.publishedOn === undefined ? null : publication.lateDays,
      ),
    ),
    inFiles(
      text('source', t.publication.source, ({ standing: { sourceCheck } }) =>
        sourceCheck ? t.publication.sources[sourceCheck.state] : null,
      ),
    ),
  ];
}

interface AgencyNameProps {
  readonly page: PageContext;
  readonly row: AgencyRow;
  readonly year: number;
}

export const AgencyName = ({ page, row, year }: AgencyNameProps) => (
  <>
    <a href={href(page, agencyYearPath(row.id, year))}>{inPinyin(page, calledIn(row))}</a>
    <NameBeside page={page} agency={row} />
    <DatasetMark page={page} dataset={tellDataset(row.dataset, row.figures !== undefined)} />
  </>
);

/** Columns more where an office has set an internal date. */
const internalColumns = (rows: readonly AgencyRow[], t: Texts): readonly PageColumn<AgencyRow>[] =>
  rows.some(({ standing }) => standing.internal)
    ? [
        inFiles(
          text(
            'internalDeadline',
            t.take.internalDeadline,
            ({ standing }) => standing.internal?.until ?? null,
          ),
        ),
        inFiles(
          number(
            'afterInternalDays',
            t.take.afterInternalDays,
            t.take.units.days,
            ({ standing }) => standing.afterInternalDays,
          ),
        ),
      ]
    : [];

/** A column more where one of them had another name in the year; programs read by the keys. */
const nameInYearColumns = <Row,>(
  rows: readonly AgencyRow[],
  t: Texts,
  read: (row: Row) => AgencyRow,
): readonly PageColumn<Row>[] =>
  rows.some(({ nameInYear }) => nameInYear !== undefined)
    ? [inFiles(text('nameInYear', t.take.nameInYear, (row) => read(row).nameInYear ?? null))]
    : [];

interface ComparedFigure {
  readonly row: AgencyRow;
  readonly label: string;
  readonly stated: number | undefined;
  readonly computed: number | undefined;
}

/** Reports about the whole region beside the computed total: a line for each figure of each. */
export function compareConsolidated({ consolidated, total }: RegionView, t: Texts): RowTable<ComparedFigure> {
  const { heading, figure, stated, computed, difference } = t.consolidated;
  const counted = (key: string, label: string, read: (row: ComparedFigure) => number | undefined) =>
    number<ComparedFigure>(key, label, t.chart.cases, (row) => read(row) ?? null);
  return {
    name: 'consolidated',
    title: heading,
    columns: [
      inFiles(text('id', t.agency.id, ({ row }) => row.id)),
      inFiles(text('name', t.children.agency, ({ row }) => row.name)),
      inFiles(text('state', t.children.state, ({ row }) => t.states[row.standing.state])),
      text('figure', figure, ({ label }) => label),
      counted('stated', stated, (row) => row.stated),
      counted('computed', computed, (row) => row.computed),
      {
        ...counted('difference', difference, subtractComputed),
        draw: (row) => formatDifference(subtractComputed(row)),
      },
      ...nameInYearColumns<ComparedFigure>(consolidated, t, ({ row }) => row),
    ],
    rows: consolidated.flatMap((row) => compareFigures(row, total.figures, t)),
  };
}

const subtractComputed = ({ stated, computed }: ComparedFigure): number | undefined =>
  stated === undefined || computed === undefined ? undefined : stated - computed;

/** The figures in which a report about the whole region is set beside the computed total. */
const compareFigures = (row: AgencyRow, computed: Figures | undefined, t: Texts): ComparedFigure[] =>
  [
    { label: t.children.received, read: sumReceived },
    { label: t.children.results, read: sumResults },
    { label: t.children.carriedOut, read: sumCarriedOut },
  ].map(({ label, read }) => ({
    row,
    label,
    stated: row.figures && read(row.figures),
    computed: computed && read(computed),
  }));
