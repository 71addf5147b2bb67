/** The tables of a comparison. */
import {
  isRate,
  isTooFew,
  readComparable,
  readInterval,
  readNumber,
  type PeerMedian,
} from '../../shared/domain/form/comparison.ts';
import type { Measure } from '../../shared/domain/form/measures.ts';
import { formatNumber, UNDEFINED } from '../../shared/domain/form/number-text.ts';
import { continuedMark, continuedText } from '../region/continued-years.ts';
import { compareAddress } from '../site/compare-address.ts';
import { differenceText, intervalText, noteText, numberText, valueText } from '../site/measure-text.ts';
import {
  agencyPath,
  agencyYearPath,
  href,
  inPinyin,
  regionPath,
  type PageContext,
} from '../site/page-context.ts';
import { annotationColumns, findAnnotations } from '../site/annotations.ts';
import { markedText, RECEIVED, totalMark } from '../site/marked-totals.ts';
import { chartTableName } from '../site/spec.ts';
import { layTable, type ColumnOf, type PageColumn, type RowTable, type Table } from '../site/table.ts';
import { COMPARE_TEXTS } from '../texts/compare.ts';
import { type Lang } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';
import { findYear, type Compared, type CompareView } from './compare-view.ts';
import { compared, kindText, nameCompared, pooledMark, rankText, standsOnText } from './compared-text.ts';

interface Row {
  readonly one: Compared;
  readonly year: number;
}

const valueMark = (row: Row): string => totalMark(findRow(row), RECEIVED);
const findRow = ({ one, year }: Row) => findYear(one, year);

/** Who is compared, each against the median of its kind, in the year that was asked for. */
export function listStandings(view: CompareView, lang: Lang): RowTable<Row> {
  const t = COMPARE_TEXTS[lang];
  return {
    name: chartTableName('side'),
    title: t.sideTitle(t.measures[view.measure], view.year) + pooledMark(view, lang),
    columns: listColumns(view, lang),
    rows: compared(view).map((one) => ({ one, year: view.year })),
  };
}

/** A line for each of those compared and each year. */
export function layYears(view: CompareView, lang: Lang): Table {
  const t = COMPARE_TEXTS[lang];
  return layTable(
    { name: chartTableName('years'), title: t.yearsTitle(t.measures[view.measure]) + pooledMark(view, lang) },
    listColumns(view, lang).filter(({ key }) => key !== 'rank' && key !== 'sharedBy'),
    compared(view).flatMap((one) => view.years.map((year) => ({ one, year }))),
  );
}

/** The same columns for one year and for all of them: a program reads either. */
function listColumns(view: CompareView, lang: Lang): readonly PageColumn<Row>[] {
  const t = COMPARE_TEXTS[lang];
  return [
    {
      key: 'name',
      label: t.columns.name,
      type: 'text',
      read: ({ one }) => nameCompared(one, lang),
      draw: (row, page) => <ComparedName page={page} view={view} row={row} />,
    },
    { key: 'id', label: 'ID', type: 'text', only: 'files', read: ({ one }) => one.id },
    { key: 'year', label: t.columns.year, type: 'text', only: 'files', read: ({ year }) => String(year) },
    ...valueColumns(view, lang),
    ...medianColumns(view, lang),
    {
      key: 'rank',
      label: t.columns.rank,
      type: 'number',
      read: ({ one, year }) => (year === view.year ? (one.rank?.rank ?? null) : null),
      draw: ({ one: { rank } }) => (rank ? rankText(rank, lang) : UNDEFINED),
    },
    {
      key: 'note',
      label: t.columns.note,
      type: 'text',
      only: 'files',
      read: (row) =>
        [
          noteText(view.measure, findRow(row).value, lang),
          continuedText([findRow(row)], lang).trim(),
          markedText(findRow(row), lang).trim(),
        ]
          .filter((text) => text !== '')
          .join(' '),
    },
    {
      key: 'dataset',
      label: TEXTS[lang].take.dataset,
      type: 'text',
      only: 'files',
      read: (row) => (findRow(row).synthetic ? TEXTS[lang].data.synthetic : null),
    },
    // Behind the others: some programs count columns.
    {
      key: 'sharedBy',
      label: t.columns.sharedBy,
      type: 'number',
      only: 'files',
      read: ({ one, year }) => (year === view.year ? (one.rank?.sharedBy ?? null) : null),
    },
    ...(isRate(view.measure) ? [boundColumn(view, 'low', lang), boundColumn(view, 'high', lang)] : []),
  ];
}

/** An end of the interval of a rate. */
const boundColumn = ({ measure }: CompareView, key: 'low' | 'high', lang: Lang): PageColumn<Row> => ({
  key,
  label: COMPARE_TEXTS[lang].columns[key],
  type: 'rate',
  only: 'files',
  read: (row) => readInterval(measure, findRow(row).value)?.[key] ?? null,
});

const chooseType = (measure: Measure) => (isRate(measure) ? 'rate' : 'number');

/** A value; of a rate its counts, which the page writes beside it. */
function valueColumns({ measure }: CompareView, lang: Lang): readonly PageColumn<Row>[] {
  const t = COMPARE_TEXTS[lang];
  const countColumn = (key: 'part' | 'whole'): PageColumn<Row> => ({
    key,
    label: t.columns[key],
    type: 'number',
    only: 'files',
    read: (row) => {
      const { value } = findRow(row);
      return value?.kind === 'rate' ? value.share[key] : null;
    },
  });
  return [
    {
      key: 'value',
      label: t.measures[measure],
      type: chooseType(measure),
      read: (row) => {
        const { value } = findRow(row);
        // Where cases are too few, the counts stand beside; their rate is not to be sorted by.
        return value && !isTooFew(measure, value) ? (readNumber(value) ?? null) : null;
      },
      draw: (row) => {
        const { value } = findRow(row);
        const note = noteText(measure, value, lang);
        const interval = intervalText(measure, value, lang);
        return (
          <>
            {valueText(measure, value, lang) + continuedMark(findRow(row)) + valueMark(row)}
            {interval !== '' && <span class="detail">{interval}</span>}
            {note !== '' && <span class="detail">{note}</span>}
          </>
        );
      },
    },
    ...(isRate(measure) ? [countColumn('part'), countColumn('whole')] : []),
  ];
}

/** The median of its kind: the page says whose it is, and how far the value is from it. */
function medianColumns({ measure }: CompareView, lang: Lang): readonly PageColumn<Row>[] {
  const t = COMPARE_TEXTS[lang];
  return [
    {
      key: 'kind',
      label: t.columns.median,
      type: 'text',
      only: 'page',
      draw: (row) => <KindMedian measure={measure} row={row} lang={lang} />,
    },
    {
      key: 'median',
      label: t.columns.median,
      type: chooseType(measure),
      only: 'files',
      read: (row) => findRow(row).peers?.median ?? null,
    },
    {
      key: 'medianOf',
      label: t.columns.medianOf,
      type: 'number',
      only: 'files',
      read: (row) => findRow(row).peers?.compared ?? null,
    },
    {
      key: 'difference',
      label: t.columns.difference,
      type: 'number',
      only: 'page',
      draw: (row) => {
        const { value, peers } = findRow(row);
        return differenceText(measure, readComparable(measure, value), peers?.median, lang);
      },
    },
  ];
}

interface NameProps {
  readonly page: PageContext;
  readonly view: CompareView;
  readonly row: Row;
}

const ComparedName = ({ page, view, row }: NameProps) => {
  const t = COMPARE_TEXTS[page.lang];
  const { one, year } = row;
  const name = nameCompared(one, page.lang);
  const others = view.compared.map(({ id }) => id).filter((id) => id !== one.id);
  return (
    <>
      <a href={href(page, findPath(row))}>{inPinyin(page, name)}</a>
      {one.formerNames.length > 0 && (
        <span class="detail">{t.formerly(one.formerNames.join(t.listSeparator))}</span>
      )}
      <span class="detail">
        {one.what === 'agency' && `${inPinyin(page, one.within.at(-1)?.name ?? '')} · `}
        <a
          class="remove"
          href={href(page, compareAddress({ ...view, year, ids: others }))}
          aria-label={t.removeOf(name)}
        >
          {t.remove}
        </a>
      </span>
    </>
  );
};

function findPath(row: Row): string {
  const { one, year } = row;
  if (one.what === 'region') return regionPath(one.id, year);
  return findRow(row).value ? agencyYearPath(one.id, year) : agencyPath(one.id);
}

const KindMedian = ({ measure, row, lang }: { measure: Measure; row: Row; lang: Lang }) => {
  const t = COMPARE_TEXTS[lang];
  const { peers } = findRow(row);
  const { kind } = row.one;
  return kind && peers ? (
    <>
      {numberText(measure, peers.median)}
      <span class="detail">
        {kindText(kind, lang)}
        {TEXTS[lang].colon}
        {standsOnText(peers, lang)}
      </span>
      {isRate(measure) && peers.pooled && (
        <span class="detail">{t.pooledKind(valueText(measure, peers.pooled, lang))}</span>
      )}
    </>
  ) : (
    <span class="quiet">{kind ? UNDEFINED : t.noKind}</span>
  );
};

/** For reading: a line for each year, a rate always with its counts. */
export function yearsGrid(view: CompareView, lang: Lang): Table {
  const t = COMPARE_TEXTS[lang];
  const { measure } = view;
  const subjects = compared(view);
  const columns = subjects.flatMap((one): ColumnOf<number>[] => [
    {
      key: one.id,
      label: nameCompared(one, lang),
      type: 'text',
      read: (year) =>
        valueText(measure, findYear(one, year).value, lang) +
        continuedMark(findYear(one, year)) +
        valueMark({ one, year }),
    },
    ...(one.kind
      ? [
          {
            key: `${one.id} median`,
            label: t.median,
            type: 'text' as const,
            read: (year: number) => medianText(measure, findYear(one, year).peers),
          },
        ]
      : []),
  ]);
  return layTable(
    { name: chartTableName('years'), title: t.yearsTitle(t.measures[measure]) + pooledMark(view, lang) },
    [
      { key: 'year', label: t.columns.year, type: 'text', read: (year: number) => String(year) },
      ...columns,
      ...annotationColumns<number>(
        findAnnotations(view.annotations, measure, view.years),
        lang,
        (year, annotation) => year === annotation.year,
      ),
    ],
    view.years,
  );
}

const medianText = (measure: Measure, peers: PeerMedian | undefined): string =>
  peers?.median === undefined
    ? UNDEFINED
    : `${numberText(measure, peers.median)} · n = ${formatNumber(peers.compared)}`;
