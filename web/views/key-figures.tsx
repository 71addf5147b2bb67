import {
  carriedInOf,
  carriedOutOf,
  disclosureOf,
  lawsuitsOf,
  ratioOf,
  receivedOf,
  reconsiderationsOf,
  resultsOf,
  yearOnYear,
} from '../../shared/domain/derived-figures.ts';
import type { Figures } from '../../shared/domain/figures.ts';
import type { RegionView } from '../model/region-view.ts';
import { formatChange, formatDifference, formatNumber, formatShare } from '../charts/format.ts';
import { compliancePath, href, type PageContext } from './page-context.ts';

interface KeyFigure {
  readonly name: string;
  readonly value: string;
  /** The counts that a rate stands on. */
  readonly basis?: string | undefined;
  /** Last year's value, and the change since. */
  readonly compared: readonly string[];
  /** The page that says more of it. */
  readonly path?: string;
}

export const KeyFigures = ({ page, view }: { page: PageContext; view: RegionView }) => (
  <section class="key-figures" aria-label={page.t.key.heading}>
    <dl>
      {keyFigures(page, view).map(({ name, value, basis, compared, path }) => (
        <div>
          <dt>
            {path === undefined ? (
              name
            ) : (
              <a class="leads" href={href(page, path)}>
                {name}
              </a>
            )}
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
    <p class="note definitions">
      <span>{page.t.key.disclosureHint}</span> <span>{page.t.key.disputesHint}</span>{' '}
      <span>{page.t.key.filingHint}</span>
    </p>
  </section>
);

function keyFigures(page: PageContext, { region, year, total, previous }: RegionView): KeyFigure[] {
  const t = page.t.key;
  const now = total.figures;
  const before = previous?.figures;

  const counted = (
    name: string,
    read: (figures: Figures) => number,
    change: 'ratio' | 'difference',
  ): KeyFigure => {
    const was = before && read(before);
    const is = now && read(now);
    return {
      name,
      value: formatNumber(is),
      compared:
        was === undefined
          ? [t.noPrevious]
          : is === undefined
            ? [t.previous(formatNumber(was))]
            : [
                t.previous(formatNumber(was)),
                change === 'ratio' ? formatChange(yearOnYear(is, was)) : formatDifference(is - was),
              ],
    };
  };

  const rateNow = now && disclosureOf(now);
  const rateBefore = before && disclosureOf(before);
  const disputes = (figures: Figures): string =>
    `${formatNumber(reconsiderationsOf(figures))} · ${formatNumber(lawsuitsOf(figures))}`;
  const { accepted, expected } = total.reports;
  const filed = previous?.reports && { part: previous.reports.accepted, whole: previous.reports.expected };

  return [
    counted(t.received, receivedOf, 'ratio'),
    counted(t.carriedIn, carriedInOf, 'difference'),
    counted(t.results, resultsOf, 'ratio'),
    {
      name: t.disclosure,
      value: rateNow ? formatShare(rateNow) : formatNumber(undefined),
      basis: rateNow && `${formatNumber(rateNow.part)} / ${formatNumber(rateNow.whole)}`,
      compared: rateBefore
        ? [
            t.previous(formatShare(rateBefore)),
            pointsBetween(page, rateNow && ratioOf(rateNow), ratioOf(rateBefore)),
          ]
        : [t.noPrevious],
    },
    counted(t.carriedOut, carriedOutOf, 'difference'),
    {
      name: t.disputes,
      value: now ? disputes(now) : formatNumber(undefined),
      compared: [before ? t.previous(disputes(before)) : t.noPrevious],
    },
    {
      name: t.filing,
      path: compliancePath(region.code, year),
      value: formatShare({ part: accepted, whole: expected }),
      basis: `${formatNumber(accepted)} / ${formatNumber(expected)}`,
      compared: [filed && filed.whole > 0 ? t.previous(formatShare(filed)) : t.noPrevious],
    },
  ];
}

/** Difference of two rates in percentage points, one decimal. */
function pointsBetween({ t }: PageContext, now: number | undefined, before: number | undefined): string {
  if (now === undefined || before === undefined) return formatNumber(undefined);
  const tenths = Math.round(now * 1000) - Math.round(before * 1000);
  const sign = tenths > 0 ? '+' : tenths < 0 ? '−' : '±';
  return t.key.points(`${sign}${(Math.abs(tenths) / 10).toFixed(1)}`);
}
