/** Small multiples, drawn on the server: they need no script and print as they are. */
import { isRate } from '../../shared/domain/form/comparison.ts';
import { ANNOTATION_MARK } from '../site/annotations.ts';
import type { YearsPanel, YearsPanels } from './compare-charts.ts';
import { numberText, valueText } from '../site/measure-text.ts';
import { nameCompared } from './compared-text.ts';
import { continuedMark } from '../region/continued-years.ts';
import { formatNumber, formatRatio } from '../../shared/domain/form/number-text.ts';
import { findYear, type CompareView } from './compare-view.ts';
import { COMPARE_TEXTS } from '../texts/compare.ts';
import { inPinyin, type PageContext } from '../site/page-context.ts';

const WIDTH = 340;
const HEIGHT = 168;
const LEFT = 52;
const RIGHT = 14;
const TOP = 24;
const BOTTOM = 26;
const DOT = 3.5;
const ALONE = 8;

interface Props {
  readonly page: PageContext;
  readonly view: CompareView;
  readonly chart: YearsPanels;
}

export const Panels = ({ page, view, chart }: Props) => (
  <ul class="panels">
    {chart.panels.map((panel) => (
      <li>
        <Panel page={page} view={view} chart={chart} panel={panel} />
      </li>
    ))}
  </ul>
);

const Panel = ({ page, view, chart, panel }: Props & { panel: YearsPanel }) => {
  const t = COMPARE_TEXTS[page.lang];
  const { years, top } = chart;
  const name = inPinyin(page, nameCompared(panel.one, page.lang));
  const x = (i: number): number =>
    years.length < 2 ? LEFT : LEFT + (i * (WIDTH - LEFT - RIGHT)) / (years.length - 1);
  const y = (value: number): number => TOP + (1 - value / top) * (HEIGHT - TOP - BOTTOM);
  const chosen = years.indexOf(view.year);
  const now = findYear(panel.one, view.year).value;
  const value = panel.values[chosen] ?? null;
  return (
    <>
      <h4>{name}</h4>
      <p class="quiet">{valueText(view.measure, now, page.lang)}</p>
      <svg
        class="panel"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={t.panel(name, t.measures[view.measure])}
      >
        {[0, 0.5, 1].map((part) => (
          <>
            <path class={part === 0 ? 'axis' : 'grid'} d={`M${LEFT} ${y(part * top)}H${WIDTH - RIGHT}`} />
            <text class="tick" x={LEFT - 6} y={y(part * top) + 4} text-anchor="end">
              {axisText(view, part * top)}
            </text>
          </>
        ))}
        {years.map((year, i) =>
          isLabelled(i, years.length) ? (
            <text class="tick" x={x(i)} y={HEIGHT - 6} text-anchor="middle">
              {year}
            </text>
          ) : (
            <></>
          ),
        )}
        {chart.annotations.map(({ year }) => {
          const at = years.indexOf(year);
          // Between the years that it parts; at the edge where it begins with the first.
          const between = at === 0 ? x(0) : (x(at - 1) + x(at)) / 2;
          return (
            <>
              <path class="break" d={`M${between.toFixed(1)} ${TOP - 10}V${HEIGHT - BOTTOM}`} />
              <text class="tick" x={(between + 4).toFixed(1)} y={TOP - 10}>
                {`${ANNOTATION_MARK} ${year}`}
              </text>
            </>
          );
        })}
        <path class="peers" d={pathOf(panel.medians, x, y)} />
        <path class="own" d={pathOf(panel.values, x, y)} />
        {panel.values.map((own, i) =>
          own === null ? (
            <></>
          ) : (
            <circle class={dotClass(panel, years[i])} cx={x(i).toFixed(1)} cy={y(own).toFixed(1)} r={DOT} />
          ),
        )}
        {value !== null && (
          <text
            class="value"
            x={x(chosen)}
            y={Math.max(TOP - 8, y(value) - 9)}
            text-anchor={chosen > years.length - 2 ? 'end' : 'middle'}
          >
            {numberText(view.measure, value)}
          </text>
        )}
      </svg>
    </>
  );
};

/** Hollow where the figures are those of the regions that it goes on from. */
const dotClass = ({ one }: YearsPanel, year = 0): string =>
  continuedMark(findYear(one, year)) === '' ? 'dot' : 'dot dot-continued';

const axisText = ({ measure }: CompareView, value: number): string =>
  isRate(measure) ? formatRatio(value).replace('.0', '') : formatNumber(value, 1);

/** Every year where there is room, else every second one, the last always. */
const isLabelled = (i: number, length: number): boolean => length <= 6 || (length - 1 - i) % 2 === 0;

/** A line through what is there; broken where something is missing. */
function pathOf(
  values: readonly (number | null)[],
  x: (i: number) => number,
  y: (value: number) => number,
): string {
  return values
    .map((value, i) => {
      if (value === null) return '';
      const isBegun = i > 0 && values[i - 1] !== null;
      const isAlone = !isBegun && (values[i + 1] ?? null) === null;
      const at = y(value).toFixed(1);
      // One year alone is a short line: a point could not be seen.
      if (isAlone) return `M${(x(i) - ALONE).toFixed(1)} ${at}H${(x(i) + ALONE).toFixed(1)}`;
      return `${isBegun ? 'L' : 'M'}${x(i).toFixed(1)} ${at}`;
    })
    .join('');
}
