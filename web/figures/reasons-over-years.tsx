/** The reasons of an outcome, year by year, as shares of all that were given: a heat table, with a small line for each. */
import {
  listReasons,
  REASONED_OUTCOMES,
  type Part,
  type ReasonedOutcome,
} from '../../shared/domain/form/breakdowns.ts';
import { computeFairRatio, ENOUGH_CASES, type Share } from '../../shared/domain/form/derived-figures.ts';
import { formatCounts, formatNumber, formatShare, UNDEFINED } from '../../shared/domain/form/number-text.ts';
import { continuedText, yearText } from '../region/continued-years.ts';
import type { YearTotal } from '../region/region-view.ts';
import { RowsTable } from '../site/rows-table.tsx';
import { layTable, type PageColumn } from '../site/table.ts';
import { FIGURE_TEXTS } from '../texts/figures.ts';
import { inLang, type Lang } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';
import type { FiguresView } from './figures-view.ts';
import { HeatLegend, nameHeat } from './heat.tsx';
import type { ServerFigure } from './server-figure.tsx';
import { Sparkline } from './sparkline.tsx';

/** Cases of one reason, or of all, by year; `undefined` where no report is in force. */
interface ReasonRow {
  readonly key: string;
  readonly label: string;
  readonly years: ReadonlyMap<number, Share | undefined>;
  readonly isWhole: boolean;
}

export const drawReasonFigures = (view: FiguresView, lang: Lang): ServerFigure[] =>
  REASONED_OUTCOMES.map((outcome) => drawReasons(view, outcome, lang));

function drawReasons({ region }: FiguresView, outcome: ReasonedOutcome, lang: Lang): ServerFigure {
  const t = FIGURE_TEXTS[lang].reasons;
  const { years, year } = region;
  const id = `reasons-${outcome}`;
  const title = t.title(TEXTS[lang].chart.reasonsTitle[outcome]);
  const rows = listRows(years, outcome, lang);
  const columns = listColumns(years, lang);
  const isAny = rows.some((row) => [...row.years.values()].some((share) => (share?.whole ?? 0) > 0));
  return {
    id,
    title,
    unit: TEXTS[lang].chart.cases,
    description: describe(years, year, outcome, lang) + continuedText(years, lang),
    table: layTable({ name: id, title }, columns, rows),
    draw: isAny
      ? (page) => (
          <>
            <HeatLegend title={t.legend} lang={lang} />
            <RowsTable
              page={page}
              table={{ columns, rows }}
              label={{ id: `chart-${id}-title` }}
              class="heat"
              rowClass={({ isWhole }) => (isWhole ? 'whole' : '')}
            />
          </>
        )
      : undefined,
    isTable: true,
  };
}

/** The reasons in the form's order, and all of them together. */
function listRows(years: readonly YearTotal[], outcome: ReasonedOutcome, lang: Lang): ReasonRow[] {
  const byYear = years.map(({ year, figures }) => ({
    year,
    parts: figures && listReasons(figures, outcome),
  }));
  const first = byYear.find(({ parts }) => parts)?.parts ?? [];
  const row = (key: string, label: string, count: (parts: readonly Part[]) => number): ReasonRow => ({
    key,
    label,
    isWhole: key === WHOLE,
    years: new Map(
      byYear.map(({ year, parts }) => [year, parts && { part: count(parts), whole: sumParts(parts) }]),
    ),
  });
  if (first.length === 0) return [];
  return [
    ...first.map((part, i) => row(part.key, inLang(part.label, lang), (parts) => parts[i]?.value ?? 0)),
    row(WHOLE, TEXTS[lang].chart.total, sumParts),
  ];
}

const WHOLE = 'total';
const sumParts = (parts: readonly Part[]): number => parts.reduce((sum, { value }) => sum + value, 0);

const isEnough = (share: Share | undefined): share is Share =>
  share !== undefined && share.whole >= ENOUGH_CASES;
const readShare = (share: Share | undefined): number | null => (share && computeFairRatio(share)) ?? null;

function listColumns(years: readonly YearTotal[], lang: Lang): PageColumn<ReasonRow>[] {
  const t = FIGURE_TEXTS[lang].reasons;
  return [
    { key: 'reason', label: TEXTS[lang].chart.reason, type: 'text', read: ({ label }) => label },
    {
      key: 'trend',
      label: t.trend,
      type: 'text',
      only: 'page',
      draw: (row) =>
        row.isWhole ? (
          ''
        ) : (
          <Sparkline
            values={years.map(({ year }) => readShare(row.years.get(year)))}
            label={t.trendIn(row.label)}
          />
        ),
    },
    ...years.flatMap((one): PageColumn<ReasonRow>[] => {
      const { year } = one;
      return [
        {
          key: `cases${year}`,
          label: yearText(one),
          type: 'number',
          unit: TEXTS[lang].chart.cases,
          read: (row) => row.years.get(year)?.part ?? null,
          draw: (row) => <ReasonCell row={row} year={year} />,
          tone: (row) => (row.isWhole ? '' : nameHeat(readShare(row.years.get(year)))),
        },
        {
          key: `share${year}`,
          label: t.share(yearText(one)),
          type: 'rate',
          only: 'files',
          read: (row) => (row.isWhole ? null : readShare(row.years.get(year))),
        },
      ];
    }),
  ];
}

/** `35.7 %`, and below it its cases; of few cases these alone. */
const ReasonCell = ({ row, year }: { readonly row: ReasonRow; readonly year: number }) => {
  const share = row.years.get(year);
  if (!share) return <>{UNDEFINED}</>;
  if (row.isWhole || !isEnough(share)) return <>{formatNumber(share.part)}</>;
  return (
    <>
      {formatShare(share)} <span class="detail">{formatNumber(share.part)}</span>
    </>
  );
};

/** What was given most in the year, and how often it was given in the first year that compares. */
function describe(years: readonly YearTotal[], year: number, outcome: ReasonedOutcome, lang: Lang): string {
  const t = FIGURE_TEXTS[lang].reasons;
  const { chart } = TEXTS[lang];
  const rows = listRows(years, outcome, lang).filter(({ isWhole }) => !isWhole);
  const shares = rows.flatMap((row) => {
    const share = row.years.get(year);
    return share ? [{ row, share }] : [];
  });
  const whole = shares[0]?.share.whole;
  if (whole === undefined) return chart.nothingIn(year);
  if (whole === 0) return chart.noReasons[outcome](year);
  const most = Math.max(...shares.map(({ share }) => share.part));
  const named = shares.filter(({ share }) => share.part === most);
  const labels = named.map(({ row }) => t.quoted(row.label));
  const says = t.most(
    year,
    formatNumber(whole),
    chart.reasonsTitle[outcome],
    labels.length > 1 ? chart.tied(labels) : labels.join(''),
    tellShare({ part: most, whole }),
  );
  const [only] = named;
  const earlier = years.find((one) => one.year < year && isEnough(only?.row.years.get(one.year)));
  const was = earlier && only?.row.years.get(earlier.year);
  return named.length === 1 && was && whole >= ENOUGH_CASES
    ? says + t.was(earlier.year, tellShare(was))
    : says + (whole < ENOUGH_CASES ? t.few(formatNumber(ENOUGH_CASES)) : TEXTS[lang].sentence.end);
}

const tellShare = (share: Share): string =>
  isEnough(share) ? `${formatShare(share)} · ${formatCounts(share)}` : formatCounts(share);
