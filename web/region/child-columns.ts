/** A region's children as tables: its regions, its agencies, and the reports about the whole of it. */
import { sumCarriedOut, sumReceived, sumResults } from '../../shared/domain/form/derived-figures.ts';
import type { Figures } from '../../shared/domain/form/figures.ts';
import { countMissing } from '../../shared/domain/standing/region-total.ts';
import type { AgencyRow, RegionRow } from './child-rows.ts';
import type { Texts } from '../texts/zh-cn.ts';
import { figureColumns } from './figure-columns.ts';
import { layTable, type CellValue, type ColumnOf, type Table } from '../site/table.ts';

const text = <Row>(key: string, label: string, read: (row: Row) => CellValue): ColumnOf<Row> => ({
  key,
  label,
  type: 'text',
  read,
});
const number = <Row>(
  key: string,
  label: string,
  unit: string,
  read: (row: Row) => CellValue,
): ColumnOf<Row> => ({ key, label, type: 'number', unit, read });

export function regionsTable(rows: readonly RegionRow[], t: Texts): Table {
  const { agencies } = t.take.units;
  const { region, accepted, flagged, returned, missing, late } = t.children;
  return layTable<RegionRow>(
    { name: 'regions', title: t.children.regions },
    [
      text('code', t.take.code, ({ code }) => code),
      text('name', region, ({ name }) => name),
      number('expected', t.take.expected, agencies, ({ reports }) => reports.expected),
      number('accepted', accepted, agencies, ({ reports }) => reports.accepted),
      number('flagged', flagged, agencies, ({ reports }) => reports.flagged),
      number('returned', returned, agencies, ({ reports }) => reports.returned),
      number('missing', missing, agencies, ({ reports }) => countMissing(reports)),
      number('late', late, agencies, ({ reports }) => reports.late),
      number('synthetic', t.data.synthetic, agencies, ({ reports }) => reports.synthetic),
      ...figureColumns(t),
    ],
    rows,
  );
}

export function agenciesTable(rows: readonly AgencyRow[], t: Texts): Table {
  const { days, findings } = t.take.units;
  return layTable<AgencyRow>(
    { name: 'agencies', title: t.children.agencies },
    [
      text('id', t.agency.id, ({ id }) => id),
      text('name', t.children.agency, ({ name }) => name),
      text('kind', t.agency.kind, ({ kind }) => t.kinds[kind]),
      // A flagged report is an accepted one: who counts the word in the column finds what the page says.
      text('state', t.children.state, ({ standing: { state } }) =>
        state === 'flagged'
          ? [t.states.accepted, t.states.flagged].join(t.agency.listSeparator)
          : t.states[state],
      ),
      text('nil', t.take.nil, ({ standing }) => (standing.nil ? t.state.nil : null)),
      text('deadline', t.take.deadline, ({ standing }) =>
        standing.state === 'not-obliged' ? null : standing.deadline,
      ),
      // Only what came can be late, only what did not come is overdue: the other is not zero but undefined.
      number('lateDays', t.take.lateDays, days, ({ standing, figures }) =>
        figures ? standing.lateDays : null,
      ),
      number('overdueDays', t.take.overdueDays, days, ({ standing, figures }) =>
        figures || standing.state === 'not-obliged' ? null : standing.overdueDays,
      ),
      number('errors', t.take.errors, findings, ({ standing }) =>
        standing.state === 'returned' ? standing.errors : null,
      ),
      number('openWarnings', t.take.openWarnings, findings, ({ standing, figures }) =>
        figures ? standing.openWarnings : null,
      ),
      text('dataset', t.take.dataset, ({ dataset, figures }) =>
        // A report that never came has no published figures to mark.
        dataset === undefined || (dataset === 'published' && !figures) ? null : t.data[dataset],
      ),
      ...figureColumns(t),
      ...nameInYearColumns<AgencyRow>(rows, t, (row) => row),
    ],
    rows,
  );
}

/** A column more where one of them had another name in the year; programs read by the keys. */
const nameInYearColumns = <Row>(
  rows: readonly AgencyRow[],
  t: Texts,
  read: (row: Row) => AgencyRow,
): ColumnOf<Row>[] =>
  rows.some(({ nameInYear }) => nameInYear !== undefined)
    ? [
        {
          key: 'nameInYear',
          label: t.take.nameInYear,
          type: 'text',
          read: (row) => read(row).nameInYear ?? null,
        },
      ]
    : [];

interface ComparedFigure {
  readonly row: AgencyRow;
  readonly label: string;
  readonly stated: number | undefined;
  readonly computed: number | undefined;
}

/** The figures in which a report about the whole region is set beside the computed total. */
export const comparedFigures = (
  t: Texts,
): readonly { readonly label: string; readonly read: (figures: Figures) => number }[] => [
  { label: t.children.received, read: sumReceived },
  { label: t.children.results, read: sumResults },
  { label: t.children.carriedOut, read: sumCarriedOut },
];

export function consolidatedTable(
  rows: readonly AgencyRow[],
  computed: Figures | undefined,
  t: Texts,
): Table {
  const { heading, figure, stated, computed: ours, difference } = t.consolidated;
  const unit = t.chart.cases;
  return layTable<ComparedFigure>(
    { name: 'consolidated', title: heading },
    [
      text('id', t.agency.id, ({ row }) => row.id),
      text('name', t.children.agency, ({ row }) => row.name),
      text('state', t.children.state, ({ row }) => t.states[row.standing.state]),
      text('figure', figure, ({ label }) => label),
      number('stated', stated, unit, (compared) => compared.stated ?? null),
      number('computed', ours, unit, (compared) => compared.computed ?? null),
      number('difference', difference, unit, (compared) =>
        compared.stated === undefined || compared.computed === undefined
          ? null
          : compared.stated - compared.computed,
      ),
      ...nameInYearColumns<ComparedFigure>(rows, t, ({ row }) => row),
    ],
    rows.flatMap((row) =>
      comparedFigures(t).map(({ label, read }) => ({
        row,
        label,
        stated: row.figures && read(row.figures),
        computed: computed && read(computed),
      })),
    ),
  );
}
