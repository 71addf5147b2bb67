/** Direct lawsuits and those after reconsideration over the years, with a line where the law changed. */
import { listDisputes } from '../../shared/domain/form/breakdowns.ts';
import type { Figures } from '../../shared/domain/form/figures.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import { continuedColumns, continuedText, yearText } from '../region/continued-years.ts';
import type { YearTotal } from '../region/region-view.ts';
import { ANNOTATION_MARK, annotationColumns, annotationText, findAnnotations } from '../site/annotations.ts';
import { layTable } from '../site/table.ts';
import { FIGURE_TEXTS } from '../texts/figures.ts';
import type { Lang } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';
import type { FiguresView } from './figures-view.ts';
import type { ServerFigure } from './server-figure.tsx';
import { drawLine } from './sparkline.tsx';

const LITIGATION_KEYS = ['reconsideration', 'direct', 'afterReconsideration'] as const;
type LitigationKey = (typeof LITIGATION_KEYS)[number];

const countIn = (figures: Figures | undefined, key: LitigationKey): number | null =>
  (figures && listDisputes(figures).find((dispute) => dispute.key === key)?.total) ?? null;

export function drawLitigationFigure({ region }: FiguresView, lang: Lang): ServerFigure {
  const t = FIGURE_TEXTS[lang].litigation;
  const { years, year } = region;
  const annotations = findAnnotations(
    region.annotations,
    'litigation',
    years.map((one) => one.year),
  );
  const isAny = years.some(({ figures }) => figures);
  return {
    id: 'litigation',
    title: t.title,
    unit: t.unit,
    description: describe(years, year, lang) + continuedText(years, lang) + annotationText(annotations, lang),
    table: layTable<YearTotal>(
      { name: 'litigation', title: t.title },
      [
        { key: 'year', label: TEXTS[lang].chart.year, type: 'text', read: (one) => String(one.year) },
        ...LITIGATION_KEYS.map((key) => ({
          key,
          label: t.kinds[key],
          type: 'number' as const,
          unit: t.unit,
          read: ({ figures }: YearTotal) => countIn(figures, key),
        })),
        ...continuedColumns(years, lang),
        ...annotationColumns<YearTotal>(annotations, lang, (one, annotation) => one.year === annotation.year),
      ],
      years,
    ),
    draw: isAny
      ? () => <Lines years={years} parted={annotations.map((one) => one.year)} lang={lang} />
      : undefined,
  };
}

function describe(years: readonly YearTotal[], year: number, lang: Lang): string {
  const t = FIGURE_TEXTS[lang].litigation;
  const now = years.find((one) => one.year === year)?.figures;
  if (!now) return TEXTS[lang].chart.nothingIn(year);
  const told = (figures: Figures): readonly [string, string] => [
    formatNumber(countIn(figures, 'direct')),
    formatNumber(countIn(figures, 'afterReconsideration')),
  ];
  const before = years.find((one) => one.year === year - 1)?.figures;
  return t.says(year, ...told(now)) + (before ? t.was(...told(before)) : TEXTS[lang].sentence.end);
}

const WIDTH = 640;
const HEIGHT = 240;
const LEFT = 48;
const RIGHT = 132;
const TOP = 24;
const BOTTOM = 28;
/** Names of two lines that end together stand above one another. */
const LINE_HEIGHT = 16;

interface LinesProps {
  readonly years: readonly YearTotal[];
  /** Years before which something changed. */
  readonly parted: readonly number[];
  readonly lang: Lang;
}

const Lines = ({ years, parted, lang }: LinesProps) => {
  const t = FIGURE_TEXTS[lang].litigation;
  const series = LITIGATION_KEYS.map((key) => ({
    key,
    values: years.map(({ figures }) => countIn(figures, key)),
  }));
  const top = Math.max(4, ...series.flatMap(({ values }) => values.map(Number)));
  const step = (WIDTH - LEFT - RIGHT) / Math.max(1, years.length - 1);
  const x = (i: number): number => LEFT + i * step;
  const y = (value: number): number => HEIGHT - BOTTOM - (value / top) * (HEIGHT - BOTTOM - TOP);
  const labels = placeLabels(
    series.map(({ values }) => {
      const i = values.findLastIndex((value) => value !== null);
      return i < 0 ? null : { x: x(i) + 10, y: y(values[i] ?? 0) + 4 };
    }),
  );
  return (
    <div class="scroll" tabindex={0} role="region" aria-labelledby="chart-litigation-title">
      <svg
        class="plot litigation"
        width={WIDTH}
        height={HEIGHT}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={t.picture}
      >
        {[0, Math.round(top / 2), top].map((value) => (
          <>
            <path class="grid" d={`M${LEFT} ${y(value).toFixed(1)}H${WIDTH - RIGHT}`} />
            <text class="n" x={LEFT - 6} y={(y(value) + 4).toFixed(1)}>
              {formatNumber(value)}
            </text>
          </>
        ))}
        {years.map((one, i) => (
          <text class="middle" x={x(i).toFixed(1)} y={HEIGHT - 8}>
            {yearText(one)}
          </text>
        ))}
        {parted.map((year) => {
          const i = years.findIndex((one) => one.year === year);
          // Nothing stands before the first year that could be parted from it.
          if (i < 1) return <></>;
          const at = x(i - 0.5).toFixed(1);
          return (
            <>
              <path class="even" d={`M${at} ${TOP - 8}V${HEIGHT - BOTTOM}`} />
              <text class="middle" x={at} y={TOP - 12}>
                {ANNOTATION_MARK} {year}
              </text>
            </>
          );
        })}
        {series.map(({ key, values }, s) => {
          const points = values.map((value, i) => (value === null ? null : ([x(i), y(value)] as const)));
          const label = labels[s];
          return (
            <g class={key}>
              <path class="line" d={drawLine(points)} />
              {points.map((point) =>
                point ? <circle cx={point[0].toFixed(1)} cy={point[1].toFixed(1)} r="3" /> : <></>,
              )}
              {label && (
                <text x={label.x.toFixed(1)} y={label.y.toFixed(1)}>
                  {t.short[key]}
                </text>
              )}
            </g>
          );
        })}
      </svg>
    </div>
  );
};

interface Place {
  readonly x: number;
  readonly y: number;
}

/** From below, each at least a line above the one before it: what would lie upon the years goes up. */
export function placeLabels(places: readonly (Place | null)[]): (Place | null)[] {
  const placed = places.slice();
  let highest = Number.POSITIVE_INFINITY;
  for (const [i, place] of [...places.entries()].toSorted(([, a], [, b]) => (b?.y ?? 0) - (a?.y ?? 0))) {
    if (!place) continue;
    highest = Math.min(place.y, highest - LINE_HEIGHT);
    placed[i] = { x: place.x, y: highest };
  }
  return placed;
}
