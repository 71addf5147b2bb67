/** A region's agencies by function as tables: of functions, of one function's agencies, and of the reasons that they gave. */
import {
  isPoolable,
  isRate,
  listPooledYears,
  readComparable,
  readInterval,
  readNumber,
  type Value,
} from '../../shared/domain/form/comparison.ts';
import { yearOnYear } from '../../shared/domain/form/derived-figures.ts';
import {
  formatChange,
  formatDifference,
  formatNumber,
  UNDEFINED,
} from '../../shared/domain/form/number-text.ts';
import { departmentsAddress, USUAL_SORTING } from '../site/departments-address.ts';
import { differenceText, intervalText, valueText } from '../site/measure-text.ts';
import { ANNOTATION_MARK } from '../site/annotations.ts';
import { nameRegion } from '../site/named-region.ts';
import { agencyYearPath, href, inPinyin, regionName, regionPath } from '../site/page-context.ts';
import { sortRows, type Sorting } from '../site/sorting.ts';
import { DatasetMark } from '../site/state-mark.tsx';
import { layRows, type CellValue, type PageColumn, type RowTable, type Table } from '../site/table.ts';
import { COMPARE_TEXTS } from '../texts/compare.ts';
import { DEPARTMENT_TEXTS } from '../texts/departments.ts';
import { inLang, type Lang } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';
import {
  countResults,
  readChange,
  readReasons,
  readSide,
  reasonedBy,
  type AgencyLine,
  type DepartmentsView,
  type FunctionLine,
  type RegionLine,
} from './departments-view.ts';
import { ReasonBars } from './reason-bars.tsx';

type Line = FunctionLine | AgencyLine | RegionLine;
type SideName = 'before' | 'now';

/** `2024年`, `2022至2024年`. */
export function spanText({ isPooled }: Pick<DepartmentsView, 'isPooled'>, year: number, lang: Lang): string {
  const [from = year] = listPooledYears(year, isPooled);
  return DEPARTMENT_TEXTS[lang].yearsFrom(from, year);
}

/** The years of a value: a measure that is not to be pooled is the year's own. */
export const valueSpanText = (view: DepartmentsView, year: number, lang: Lang): string =>
  spanText({ isPooled: view.isPooled && isPoolable(view.measure) }, year, lang);

/** Both sides: `2021年、2024年`. */
export const describeSides = (view: DepartmentsView, lang: Lang): string =>
  sidesIn(view, lang)
    .map(({ years }) => years)
    .join(TEXTS[lang].continued.separator);

/** `undefined` where the page has no table of that name now. */
export function layDepartmentTable(view: DepartmentsView, name: string, lang: Lang): Table | undefined {
  switch (name) {
    case 'functions':
      return layRows(listFunctions(view, lang));
    case 'reasons':
      return layRows(listReasonRows(view, lang));
    case 'agencies': {
      const opened = listOpened(view, lang);
      return opened && layRows(opened);
    }
    case 'regions': {
      const opened = listOpenedRegions(view, lang);
      return opened && layRows(opened);
    }
    default:
      return undefined;
  }
}

export function listFunctions(view: DepartmentsView, lang: Lang): RowTable<FunctionLine> {
  const t = DEPARTMENT_TEXTS[lang];
  const columns: readonly PageColumn<FunctionLine>[] = [
    {
      key: 'name',
      label: t.columns.work,
      type: 'text',
      read: (line) => inLang(line.function.name, lang),
      draw: (line, page) => {
        const name = inLang(line.function.name, lang);
        return (
          <>
            <a
              href={href(
                page,
                departmentsAddress(view.region.code, { ...view, opened: line.function.id }, 'agencies'),
              )}
              aria-label={t.open(name)}
            >
              {name}
            </a>
            <span class="detail">{t.agenciesIn(formatNumber(line.agencies))}</span>
          </>
        );
      },
    },
    { key: 'id', label: t.columns.workId, type: 'text', only: 'files', read: (line) => line.function.id },
    {
      key: 'agencies',
      label: t.columns.agencies,
      type: 'number',
      only: 'files',
      read: (line) => line.agencies,
    },
    ...figureColumns<FunctionLine>(view, lang, (line) => inLang(line.function.name, lang)),
  ];
  return {
    name: 'functions',
    title: t.functions,
    columns,
    rows: sortLines(columns, view.functions, view.sorting),
  };
}

/** The opened function's, where agencies are read. */
export function listOpened(view: DepartmentsView, lang: Lang): RowTable<AgencyLine> | undefined {
  const t = DEPARTMENT_TEXTS[lang];
  const opened = view.sums ? undefined : findOpened(view);
  if (!opened) return undefined;
  const columns: readonly PageColumn<AgencyLine>[] = [
    {
      key: 'name',
      label: t.columns.agency,
      type: 'text',
      read: ({ name }) => name,
      draw: ({ id, name, dataset }, page) => (
        <>
          <a href={href(page, agencyYearPath(id, view.year))}>{inPinyin(page, name)}</a>
          <DatasetMark page={page} dataset={dataset} />
        </>
      ),
    },
    { key: 'id', label: TEXTS[lang].agency.id, type: 'text', only: 'files', read: ({ id }) => id },
    {
      key: 'district',
      label: t.columns.district,
      type: 'text',
      read: ({ district }) => district.name ?? district.code,
      draw: ({ district }, page) => regionName(page, district),
    },
    {
      key: 'code',
      label: t.columns.code,
      type: 'text',
      only: 'files',
      read: ({ district }) => district.code,
    },
    ...figureColumns<AgencyLine>(view, lang, ({ name }) => name),
    {
      key: 'dataset',
      label: t.columns.dataset,
      type: 'text',
      only: 'files',
      read: ({ dataset }) => (dataset === 'synthetic' ? TEXTS[lang].data.synthetic : null),
    },
  ];
  return {
    name: 'agencies',
    title: t.agenciesOf(inLang(opened.function.name, lang)),
    columns,
    rows: sortLines(columns, view.agencies, view.sorting),
  };
}

/** The opened function's, where sums are read: a line leads to the same function of the region. */
export function listOpenedRegions(view: DepartmentsView, lang: Lang): RowTable<RegionLine> | undefined {
  const t = DEPARTMENT_TEXTS[lang];
  const opened = view.sums && findOpened(view);
  if (!opened) return undefined;
  const nameLine = ({ region, isOwn }: RegionLine): string => {
    const name = nameRegion(region, TEXTS[lang]);
    return isOwn ? t.ownOf(name) : name;
  };
  const columns: readonly PageColumn<RegionLine>[] = [
    {
      key: 'name',
      label: t.columns.district,
      type: 'text',
      read: nameLine,
      draw: ({ region, isOwn, agencies }, page) => (
        <>
          <a
            href={href(
              page,
              isOwn
                ? regionPath(region.code, view.year)
                : departmentsAddress(region.code, { ...view, opened: opened.function.id }, 'functions'),
            )}
          >
            {isOwn ? t.ownOf(regionName(page, region)) : regionName(page, region)}
          </a>
          <span class="detail">{t.agenciesIn(formatNumber(agencies))}</span>
        </>
      ),
    },
    { key: 'code', label: t.columns.code, type: 'text', only: 'files', read: ({ region }) => region.code },
    {
      key: 'agencies',
      label: t.columns.agencies,
      type: 'number',
      only: 'files',
      read: ({ agencies }) => agencies,
    },
    ...figureColumns<RegionLine>(view, lang, nameLine),
  ];
  return {
    name: 'regions',
    title: t.regionsOf(inLang(opened.function.name, lang)),
    columns,
    rows: sortLines(columns, view.regions, view.sorting),
  };
}

const findOpened = ({ functions, opened }: DepartmentsView): FunctionLine | undefined =>
  functions.find((line) => line.function.id === opened);

/** One order for all tables: where one has no such column, it stays from the highest. */
const sortLines = <One extends Line>(
  columns: readonly PageColumn<One>[],
  lines: readonly One[],
  sorting: Sorting | undefined,
): readonly One[] =>
  sortRows(columns, lines, columns.some(({ key }) => key === sorting?.key) ? sorting : USUAL_SORTING);

/** The measure of both years, the change, the rank, why, and the volume: the same of functions and of agencies. */
function figureColumns<One extends Line>(
  view: DepartmentsView,
  lang: Lang,
  nameLine: (line: One) => string,
): readonly PageColumn<One>[] {
  const { measure, year, before } = view;
  const t = DEPARTMENT_TEXTS[lang];
  const now = spanText(view, year, lang);
  const then = before === null ? undefined : spanText(view, before, lang);
  const results = (key: string, side: SideName, years: string): PageColumn<One> => ({
    key,
    label: t.columns.results(years),
    type: 'number',
    unit: TEXTS[lang].chart.cases,
    read: (line) => countResults(line[side]) ?? null,
  });
  return [
    ...(then === undefined ? [] : valueColumns<One>(view, 'before', before ?? year, lang)),
    ...valueColumns<One>(view, 'now', year, lang),
    ...(then === undefined
      ? []
      : [
          {
            key: 'change',
            label: `${isRate(measure) ? t.columns.points : t.columns.cases}${markYear(view, Math.max(year, before ?? year))}`,
            type: 'number',
            read: (line: One) => readChange(view, line),
            draw: (line: One) => changeText(view, line, lang),
          } as const,
        ]),
    {
      key: 'rank',
      label: t.columns.rank,
      type: 'number',
      firstOrder: 'ascending',
      read: ({ rank }) => rank?.rank ?? null,
      draw: ({ rank }) =>
        rank
          ? rank.sharedBy > 1
            ? COMPARE_TEXTS[lang].tied(formatNumber(rank.rank), formatNumber(rank.sharedBy))
            : formatNumber(rank.rank)
          : UNDEFINED,
    },
    {
      key: 'sharedBy',
      label: t.columns.sharedBy,
      type: 'number',
      only: 'files',
      read: ({ rank }) => rank?.sharedBy ?? null,
    },
    ...reasonColumns<One>(view, lang, nameLine),
    // Last on a narrow screen: a rate has its counts beside it.
    ...(then === undefined ? [] : [results('resultsBefore', 'before', then)]),
    results('results', 'now', now),
  ];
}

/** Where the measure has another meaning in some of the years up to this one. */
const markYear = ({ annotations }: DepartmentsView, year: number): string =>
  annotations.some((one) => one.year <= year) ? ANNOTATION_MARK : '';

const KEYS = {
  now: { value: 'value', part: 'part', whole: 'whole', low: 'low', high: 'high' },
  before: { value: 'before', part: 'partBefore', whole: 'wholeBefore', low: 'lowBefore', high: 'highBefore' },
} as const;

/** A value; of a rate its counts and its interval, which the page writes beside it. */
function valueColumns<One extends Line>(
  view: DepartmentsView,
  side: SideName,
  year: number,
  lang: Lang,
): readonly PageColumn<One>[] {
  const t = DEPARTMENT_TEXTS[lang];
  const { measure } = view;
  const years = valueSpanText(view, year, lang);
  const keys = KEYS[side];
  const valueIn = (line: One): Value | undefined => readSide(measure, line[side]);
  const counted = (key: 'part' | 'whole'): PageColumn<One> => ({
    key: keys[key],
    label: t.columns[key](years),
    type: 'number',
    only: 'files',
    read: (line) => {
      const value = valueIn(line);
      return value?.kind === 'rate' ? value.share[key] : null;
    },
  });
  const bound = (key: 'low' | 'high'): PageColumn<One> => ({
    key: keys[key],
    label: t.columns[key](years),
    type: 'rate',
    only: 'files',
    read: (line) => readInterval(measure, valueIn(line))?.[key] ?? null,
  });
  return [
    {
      key: keys.value,
      label: `${t.valueIn(COMPARE_TEXTS[lang].measures[measure], years)}${markYear(view, year)}`,
      type: isRate(measure) ? 'rate' : 'number',
      read: (line) => readComparable(measure, valueIn(line)) ?? null,
      draw: (line) => {
        const value = valueIn(line);
        const interval = intervalText(measure, value, lang);
        return (
          <>
            {valueText(measure, value, lang)}
            {interval !== '' && <span class="detail">{interval}</span>}
          </>
        );
      },
    },
    ...(isRate(measure) ? [counted('part'), counted('whole'), bound('low'), bound('high')] : []),
  ];
}

/** `+2.5 个百分点`; of counts `+12.5 % · 8 → 9`, and of few the counts alone. */
function changeText(view: DepartmentsView, line: Line, lang: Lang): string {
  if (readChange(view, line) === null) return UNDEFINED;
  const { measure } = view;
  const { now, before } = line;
  const [after, earlier] = [readSide(measure, now), readSide(measure, before)];
  const [number, other] = [after, earlier].map((value) => readComparable(measure, value));
  if (number === undefined || other === undefined) return UNDEFINED;
  if (isRate(measure)) return differenceText(measure, number, other, lang);
  const ratio = yearOnYear(number, other);
  const counts = `${formatDifference(number - other)} · ${DEPARTMENT_TEXTS[lang].fromTo(formatNumber(other), formatNumber(number))}`;
  return ratio === undefined ? counts : `${formatChange(ratio)} · ${counts}`;
}

/** The page draws them as small bars; files have a column for each reason and year. */
function reasonColumns<One extends Line>(
  view: DepartmentsView,
  lang: Lang,
  nameLine: (line: One) => string,
): readonly PageColumn<One>[] {
  const t = DEPARTMENT_TEXTS[lang];
  const outcome = reasonedBy(view.measure);
  const sides = sidesIn(view, lang);
  const [known = []] = [...view.functions, ...view.agencies, ...view.regions]
    .flatMap(({ now, before }) => [readReasons(now, outcome), readReasons(before, outcome)])
    .filter((reasons) => reasons.length > 0);
  return [
    {
      key: 'reasons',
      label: t.reasons[outcome],
      type: 'text',
      only: 'page',
      draw: (line, page) => (
        <ReasonBars
          name={nameLine(line)}
          sides={sides.map(({ side, years }) => ({ years, side, reasons: readReasons(line[side], outcome) }))}
          lang={page.lang}
        />
      ),
    },
    ...sides.flatMap(({ side, years }) =>
      known.map(({ key, label }): PageColumn<One> => ({
        key: side === 'now' ? key : `${key}.before`,
        label: t.columns.reason(inLang(label, lang), years),
        type: 'number',
        unit: TEXTS[lang].chart.cases,
        only: 'files',
        read: (line) => readReasons(line[side], outcome).find((part) => part.key === key)?.value ?? null,
      })),
    ),
  ];
}

const sidesIn = (view: DepartmentsView, lang: Lang): readonly { side: SideName; years: string }[] => [
  ...(view.before === null ? [] : [{ side: 'before' as const, years: spanText(view, view.before, lang) }]),
  { side: 'now' as const, years: spanText(view, view.year, lang) },
];

interface ReasonRow {
  readonly number: number;
  readonly reason: string;
  readonly counts: Readonly<Record<SideName, { readonly part: number; readonly whole: number } | undefined>>;
}

/** The reasons with their numbers: of the function that is opened, else of all agencies. */
export function listReasonRows(view: DepartmentsView, lang: Lang): RowTable<ReasonRow> {
  const t = DEPARTMENT_TEXTS[lang];
  const outcome = reasonedBy(view.measure);
  const opened = findOpened(view);
  const { now, before } = opened ?? view.whole;
  const [reasonsNow, reasonsBefore] = [readReasons(now, outcome), readReasons(before, outcome)];
  const known = reasonsNow.length > 0 ? reasonsNow : reasonsBefore;
  const shareIn = (reasons: typeof known, i: number): ReasonRow['counts']['now'] =>
    reasons[i] && {
      part: reasons[i].value,
      whole: reasons.reduce((sum, { value }) => sum + value, 0),
    };
  const rows = known.map(({ label }, i) => ({
    number: i + 1,
    reason: inLang(label, lang),
    counts: { now: shareIn(reasonsNow, i), before: shareIn(reasonsBefore, i) },
  }));
  const name = opened ? inLang(opened.function.name, lang) : t.allOfThem;
  return {
    name: 'reasons',
    title: t.reasonsTitle(t.reasons[outcome], name),
    columns: [
      {
        key: 'reason',
        label: t.reasonColumns.reason,
        type: 'text',
        read: ({ reason }) => reason,
        draw: ({ number, reason }) => `${number}. ${reason}`,
      },
      ...sidesIn(view, lang).flatMap(({ side, years }): PageColumn<ReasonRow>[] => [
        {
          key: side === 'now' ? 'cases' : 'casesBefore',
          label: t.reasonColumns.cases(years),
          type: 'number',
          unit: TEXTS[lang].chart.cases,
          read: ({ counts }) => counts[side]?.part ?? null,
        },
        {
          key: side === 'now' ? 'share' : 'shareBefore',
          label: t.reasonColumns.share(years),
          type: 'rate',
          read: ({ counts }): CellValue => readShare(counts[side]),
        },
      ]),
    ],
    rows,
  };
}

const readShare = (share: ReasonRow['counts']['now']): number | null =>
  share === undefined ? null : (readNumber({ kind: 'rate', share }) ?? null);
