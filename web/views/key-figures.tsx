import { LAWSUITS, RECONSIDERATIONS, correctionOf, type DisputeKey } from '../../shared/domain/breakdowns.ts';
import {
  carriedInOf,
  carriedOutOf,
  disclosureOf,
  lawsuitsOf,
  ratioOf,
  receivedOf,
  refusalOf,
  reconsiderationsOf,
  resultsOf,
  yearOnYear,
  type Share,
} from '../../shared/domain/derived-figures.ts';
import type { Figures } from '../../shared/domain/figures.ts';
import type { RegionView } from '../model/region-view.ts';
import type { Texts } from '../texts/zh-cn.ts';
import { formatChange, formatDifference, formatNumber, formatShare } from '../charts/format.ts';
import { compliancePath, href, type PageContext } from './page-context.ts';

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

export const KeyFigures = ({ page, view }: { page: PageContext; view: RegionView }) => {
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

function keyFigures(page: PageContext, { region, year, kind, total, previous }: RegionView): KeyFigure[] {
  const t = page.t.key;
  const now = total.figures;
  const before = previous?.figures;

  /** Last year's, and what has changed since; nothing has where this year has no figure. */
  const since = (read: (figures: Figures) => string, change: string | undefined): readonly string[] =>
    before ? [t.previous(read(before)), ...(now && change !== undefined ? [change] : [])] : [t.noPrevious];
  const counted = (
    key: KeyName,
    read: (figures: Figures) => number,
    change: 'ratio' | 'difference',
    basis?: (figures: Figures) => string,
  ): KeyFigure => ({
    key,
    value: formatNumber(now && read(now)),
    basis: now && basis?.(now),
    compared: since(
      (figures) => formatNumber(read(figures)),
      now && before
        ? change === 'ratio'
          ? formatChange(yearOnYear(read(now), read(before)))
          : formatDifference(read(now) - read(before))
        : undefined,
    ),
  });
  const disputed = (
    key: KeyName,
    read: (figures: Figures) => number,
    groups: readonly DisputeKey[],
  ): KeyFigure =>
    counted(key, read, 'difference', (figures) => t.corrected(withCounts(correctionOf(figures, groups))));
  const { accepted, expected } = total.reports;
  const filed = previous?.reports && { part: previous.reports.accepted, whole: previous.reports.expected };

  return [
    counted(
      'received',
      receivedOf,
      'ratio',
      (figures) => `${t.carriedIn} ${formatNumber(carriedInOf(figures))}`,
    ),
    counted('results', resultsOf, 'ratio'),
    {
      key: 'disclosure',
      value: now ? formatShare(disclosureOf(now)) : formatNumber(undefined),
      basis: now && countsOf(disclosureOf(now)),
      compared: since(
        (figures) => formatShare(disclosureOf(figures)),
        now && before && pointsBetween(page, ratioOf(disclosureOf(now)), ratioOf(disclosureOf(before))),
      ),
    },
    counted(
      'refused',
      (figures) => refusalOf(figures).part,
      'difference',
      (figures) => `${page.t.chart.refusalRate} ${formatShare(refusalOf(figures))}`,
    ),
    counted('carriedOut', carriedOutOf, 'difference'),
    disputed('reconsiderations', reconsiderationsOf, RECONSIDERATIONS),
    disputed('lawsuits', lawsuitsOf, LAWSUITS),
    {
      key: 'filing',
      path: compliancePath(region.code, year, kind),
      value: formatShare({ part: accepted, whole: expected }),
      basis: `${formatNumber(accepted)} / ${formatNumber(expected)}`,
      compared: [filed && filed.whole > 0 ? t.previous(formatShare(filed)) : t.noPrevious],
    },
  ];
}

const countsOf = ({ part, whole }: Share): string => `${formatNumber(part)} / ${formatNumber(whole)}`;
/** `12.5 %(3 / 24)`: a rate never without its counts; only "–" where there are none. */
const withCounts = (share: Share): string =>
  share.whole === 0 ? formatShare(share) : `${formatShare(share)} · ${countsOf(share)}`;

/** Difference of two rates in percentage points, one decimal. */
function pointsBetween(
  { t }: PageContext,
  now: number | undefined,
  before: number | undefined,
): string | undefined {
  if (now === undefined || before === undefined) return undefined;
  const tenths = Math.round(now * 1000) - Math.round(before * 1000);
  const sign = tenths > 0 ? '+' : tenths < 0 ? '−' : '±';
  return t.key.points(`${sign}${(Math.abs(tenths) / 10).toFixed(1)}`);
}
