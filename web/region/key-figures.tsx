import {
  LAWSUITS,
  RECONSIDERATIONS,
  countCorrections,
  type DisputeKey,
} from '../../shared/domain/form/breakdowns.ts';
import {
  ENOUGH_CASES,
  sumCarriedIn,
  sumCarriedOut,
  countDisclosed,
  countLawsuits,
  sumReceived,
  countRefused,
  countReconsiderations,
  sumResults,
  yearOnYear,
  type Share,
} from '../../shared/domain/form/derived-figures.ts';
import type { Figures } from '../../shared/domain/form/figures.ts';
import type { RegionView } from './region-view.ts';
import type { Texts } from '../texts/zh-cn.ts';
import { continuedMark } from './continued-years.ts';
import { RECEIVED, totalMark } from '../site/marked-totals.ts';
import {
  formatChange,
  formatCounts,
  formatDifference,
  formatNumber,
  formatPoints,
  formatShare,
} from '../../shared/domain/form/number-text.ts';
import { compliancePath, href, type PageContext } from '../site/page-context.ts';

/** What they are read from: the start page shows them without a region's children. */
type KeyFiguresView = Pick<RegionView, 'region' | 'year' | 'kind' | 'total' | 'previous'>;

type KeyName = keyof Texts['key']['definitions'];

interface KeyFigure {
  readonly key: KeyName;
  readonly value: string;
  /** What stands beside the figure: the counts of a rate, the rate of a count. */
  readonly basis?: string | undefined;
  /** Last year's value, and the change since. */
  readonly compared: readonly string[];
  /** The page that says more of it. */
  readonly path?: string;
}

/** Figures whose totals may be marked, by the cell that each reads. */
const CELLS: Partial<Record<KeyName, string>> = { received: RECEIVED };

interface Props {
  readonly page: PageContext;
  readonly view: KeyFiguresView;
}

export const KeyFigures = ({ page, view }: Props) => {
  const t = page.t.key;
  return (
    <section class="key-figures" aria-label={t.heading}>
      <dl>
        {keyFigures(page, view).map(({ key, value, basis, compared, path }) => (
          <div>
            <dt>
              {path === undefined ? (
                t[key]
              ) : (
                <a class="leads" href={href(page, path)}>
                  {t[key]}
                </a>
              )}
              <details class="definition" name="menu">
                <summary aria-label={t.definitionOf(t[key])}>?</summary>
                <p>{t.definitions[key]}</p>
              </details>
            </dt>
            <dd class="value">{value}</dd>
            {basis !== undefined && <dd class="basis">{basis}</dd>}
            <dd class="compared">
              {compared.map((part) => (
                <span>{part}</span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
};

function keyFigures(page: PageContext, { region, year, kind, total, previous }: KeyFiguresView): KeyFigure[] {
  const t = page.t.key;
  const now = total.figures;
  const before = previous?.figures;

  const lastYear = (value: string): string => t.previous(value + continuedMark(previous));
  /** Last year's, and what has changed since; nothing has where this year has no figure. */
  const since = (read: (figures: Figures) => string, change: string | undefined): readonly string[] =>
    before ? [lastYear(read(before)), ...(now && change !== undefined ? [change] : [])] : [t.noPrevious];
  const counted = (
    key: KeyName,
    read: (figures: Figures) => number,
    change: 'ratio' | 'difference',
    basis?: (figures: Figures) => string,
  ): KeyFigure => ({
    key,
    value: formatNumber(now && read(now)) + totalMark({ year, marks: total.marks }, CELLS[key] ?? ''),
    basis: now && basis?.(now),
    compared: since(
      (figures) => formatNumber(read(figures)),
      now && before ? changeText(read(now), read(before), change) : undefined,
    ),
  });
  const disputed = (
    key: KeyName,
    read: (figures: Figures) => number,
    groups: readonly DisputeKey[],
  ): KeyFigure =>
    counted(key, read, 'difference', (figures) => t.corrected(withCounts(countCorrections(figures, groups))));
  const { accepted, expected } = total.reports;
  const filed = previous?.reports && { part: previous.reports.accepted, whole: previous.reports.expected };

  return [
    counted(
      'received',
      sumReceived,
      'ratio',
      (figures) => `${t.carriedIn} ${formatNumber(sumCarriedIn(figures))}`,
    ),
    counted('results', sumResults, 'ratio'),
    {
      key: 'disclosure',
      value: now ? formatShare(countDisclosed(now)) : formatNumber(undefined),
      basis: now && formatCounts(countDisclosed(now)),
      compared: comparedShare(page, lastYear, now && countDisclosed(now), before && countDisclosed(before)),
    },
    counted(
      'refused',
      (figures) => countRefused(figures).part,
      'difference',
      (figures) => `${page.t.chart.refusalRate} ${formatShare(countRefused(figures))}`,
    ),
    counted('carriedOut', sumCarriedOut, 'difference'),
    disputed('reconsiderations', countReconsiderations, RECONSIDERATIONS),
    disputed('lawsuits', countLawsuits, LAWSUITS),
    {
      key: 'filing',
      path: compliancePath(region.code, year, kind),
      value: formatShare({ part: accepted, whole: expected }),
      basis: `${formatNumber(accepted)} / ${formatNumber(expected)}`,
      compared: [filed && filed.whole > 0 ? lastYear(formatShare(filed)) : t.noPrevious],
    },
  ];
}

/** `12.5 %(3 / 24)`: a rate never without its counts; only "–" where there are none. */
const withCounts = (share: Share): string =>
  share.whole === 0 ? formatShare(share) : `${formatShare(share)} · ${formatCounts(share)}`;

/** In percent where that tells more than the two counts do. */
function changeText(now: number, before: number, as: 'ratio' | 'difference'): string {
  const ratio = as === 'ratio' && now !== before ? yearOnYear(now, before) : undefined;
  return ratio === undefined ? formatDifference(now - before) : formatChange(ratio);
}

/** Last year's rate and the difference in percentage points; of few cases last year's with its counts alone. */
function comparedShare(
  { t }: PageContext,
  lastYear: (value: string) => string,
  now: Share | undefined,
  before: Share | undefined,
): readonly string[] {
  if (!before) return [t.key.noPrevious];
  const isEnough = [now, before].every((share) => share && share.whole >= ENOUGH_CASES);
  if (!now || !isEnough) return [lastYear(withCounts(before))];
  return [
    lastYear(formatShare(before)),
    t.key.points(formatPoints(now.part / now.whole, before.part / before.whole)),
  ];
}
