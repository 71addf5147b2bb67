/** Our spec, drawn by Chart.js. Registers only the parts used. */
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  LinearScale,
  Tooltip,
  type ChartConfiguration,
  type ChartOptions,
  type Plugin,
} from 'chart.js';
import { groupDigits } from '../../../shared/domain/form/number-text.ts';
import { measureHeight, totalAt, type Drawing } from '../../site/spec.ts';
import { valueText } from '../../site/value-text.ts';
import { drawPattern } from './patterns.ts';
import { showTooltip } from './tooltip.ts';

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip);

export interface Surface {
  /** Where the colours are read. */
  readonly styles: CSSStyleDeclaration;
  readonly patterned: boolean;
  /** `undefined`: as wide as its place, and as it changes. */
  readonly widthPx: number | undefined;
  /** Pixels of the picture to one of CSS. */
  readonly scale: number;
  /** As low as its labels allow: paper has less room than a screen. */
  readonly low?: boolean;
}

export type BarChart = Chart<'bar', (number | null)[], string>;

const FONT_PX = 13;
/** Part of the width: longer labels of lying bars go on in a second line. */
const LABEL_PART = 0.4;
const MAX_LINES = 2;
const LINE_PX = FONT_PX * 1.2;
/** A low drawing's. */
const LOW_COLUMNS_PX = 156;
const LOW_SMALL_COLUMNS_PX = 110;
const LOW_BAR_PX = 22;

/** null stays null: a gap, never zero. */
function heights(drawing: Drawing, values: readonly (number | null)[]): (number | null)[] {
  if (!drawing.asShares) return [...values];
  return values.map((value, i) => {
    const total = totalAt(drawing, i);
    return value === null || total === null || total === 0 ? null : (value / total) * 100;
  });
}

export function makeChart(canvas: HTMLCanvasElement, drawing: Drawing, surface: Surface): BarChart {
  const { styles, patterned, widthPx, scale } = surface;
  const heightPx = surface.low === true ? measureLow(drawing, surface) : measureHeight(drawing);
  const colour = (name: string): string => styles.getPropertyValue(name).trim();
  const lying = drawing.kind === 'bars';
  if (widthPx !== undefined) {
    canvas.width = widthPx;
    canvas.height = heightPx;
  }
  const config: ChartConfiguration<'bar', (number | null)[], string> = {
    type: 'bar',
    data: {
      labels: [...drawing.labels],
      datasets: drawing.series.map(({ key, name, values }) => {
        const own = colour(`--series-${key}`);
        return {
          label: name,
          data: heights(drawing, values),
          backgroundColor: patterned ? drawPattern(key, own, colour('--ground')) : own,
          // A line of the ground between neighbours, so that they differ by more than colour.
          borderColor: patterned ? own : colour('--ground'),
          borderWidth: patterned ? 1 : lying ? { right: 1.5 } : { top: 1.5 },
          borderSkipped: false,
          maxBarThickness: lying ? 18 : 48,
          categoryPercentage: 0.72,
          barPercentage: 1,
        };
      }),
    },
    options: optionsOf(drawing, surface, colour),
    plugins: [endsOf(drawing, colour, styles.fontFamily)],
  };
  const chart = new Chart(canvas, config);
  if (widthPx !== undefined) {
    chart.options.devicePixelRatio = scale;
    chart.resize(widthPx, heightPx);
  }
  return chart;
}

function measureText({ fontFamily }: CSSStyleDeclaration): CanvasRenderingContext2D | null {
  const measure = document.createElement('canvas').getContext('2d');
  if (measure) measure.font = `${FONT_PX}px ${fontFamily}`;
  return measure;
}

/** Labels of neighbours must not touch. */
function measureLow(drawing: Drawing, { styles, widthPx = 0 }: Surface): number {
  const measure = measureText(styles);
  const room = measure && labelRoom(drawing, widthPx, measure);
  const lines = drawing.labels.map((label) => (measure && room ? wrapped(label, room, measure).length : 1));
  const needed = lines.slice(1).map((count, i) => ((count + (lines[i] ?? 1)) / 2) * LINE_PX);
  return measureHeight(drawing, {
    columnsPx: LOW_COLUMNS_PX,
    smallColumnsPx: LOW_SMALL_COLUMNS_PX,
    barPx: Math.ceil(Math.max(LOW_BAR_PX, ...needed)),
  });
}

/** Chart.js gives an axis half of what the figures at the ends leave, marks included. */
const labelRoom = ({ ends }: Drawing, widthPx: number, measure: CanvasRenderingContext2D): number =>
  Math.min(widthPx * LABEL_PART, (widthPx - widestIn(ends, measure) - 10) / 2 - 16);

const widestIn = (texts: readonly string[], measure: CanvasRenderingContext2D): number =>
  Math.max(0, ...texts.map((text) => measure.measureText(text).width));

/** Lines no wider than allowed; what is left over after the last is cut. */
function wrapped(text: string, widthPx: number, context: CanvasRenderingContext2D): string[] {
  const fits = (line: string): boolean => context.measureText(line).width <= widthPx;
  // Chinese breaks anywhere, Latin between words.
  const pieces = text.match(/[\u0020-\u024f\u2013-\u201d]+?(?:\s|$)|[\s\S]/gu) ?? [text];
  const lines = [''];
  for (const piece of pieces) {
    const last = lines.length - 1;
    const longer = (lines[last] ?? '') + piece;
    if (fits(longer.trimEnd()) || lines[last] === '') lines[last] = longer;
    else if (lines.length < MAX_LINES) lines.push(piece);
    else {
      lines[last] = `${(lines[last] ?? '').trimEnd()}…`;
      break;
    }
  }
  return lines.map((line) => {
    let shown = line.trim();
    while (shown.length > 1 && !fits(shown)) shown = `${shown.slice(0, -2)}…`;
    return shown;
  });
}

/** Counts at the ends, and the line where the form changed. */
function endsOf(drawing: Drawing, colour: (name: string) => string, family: string): Plugin<'bar'> {
  const lying = drawing.kind === 'bars';
  return {
    id: 'ends',
    afterDatasetsDraw(chart) {
      const { ctx, chartArea, scales } = chart;
      const along = lying ? scales['x'] : scales['y'];
      const across = lying ? scales['y'] : scales['x'];
      if (!along || !across) return;
      ctx.save();
      ctx.font = `${FONT_PX}px ${family}`;
      ctx.fillStyle = colour('--text');
      ctx.textAlign = lying ? 'left' : 'center';
      ctx.textBaseline = lying ? 'middle' : 'bottom';
      // Columns too narrow for every figure have every second one, or fewer; the last always.
      const widest = Math.max(...drawing.ends.map((end) => ctx.measureText(end).width));
      const step = lying ? 1 : Math.ceil((widest + 6) / (chartArea.width / Math.max(1, drawing.ends.length)));
      const last = drawing.ends.findLastIndex((_, i) => totalAt(drawing, i) !== null);
      for (const [i, end] of drawing.ends.entries()) {
        const stated = totalAt(drawing, i);
        if (stated !== null && (last - i) % step !== 0) continue;
        const total = stated ?? 0;
        const reach = along.getPixelForValue(drawing.asShares ? (total > 0 ? 100 : 0) : total);
        const middle = across.getPixelForValue(i);
        if (lying) ctx.fillText(end, reach + 6, middle);
        else {
          // The first and the last stay within the picture.
          const half = ctx.measureText(end).width / 2;
          ctx.fillText(end, Math.min(Math.max(middle, half), chart.width - half), reach - 3);
        }
      }
      const { breakBefore } = drawing;
      if (breakBefore !== undefined && !lying) {
        const x = (across.getPixelForValue(breakBefore - 1) + across.getPixelForValue(breakBefore)) / 2;
        ctx.strokeStyle = colour('--line-strong');
        ctx.lineWidth = 1.5;
        ctx.setLineDash([4, 4]);
        ctx.beginPath();
        ctx.moveTo(x, chartArea.top - 14);
        ctx.lineTo(x, chartArea.bottom);
        ctx.stroke();
      }
      ctx.restore();
    },
  };
}

function optionsOf(
  drawing: Drawing,
  { styles, widthPx, scale }: Surface,
  colour: (name: string) => string,
): ChartOptions<'bar'> {
  const { kind, asShares, ends, labels, series } = drawing;
  const lying = kind === 'bars';
  const font = { family: styles.fontFamily, size: FONT_PX };
  const tick = { color: colour('--text-quiet'), font };
  const measure = measureText(styles);
  const widestEnd = measure ? widestIn(ends, measure) : 0;
  const still = widthPx !== undefined || matchMedia('(prefers-reduced-motion: reduce)').matches;
  return {
    indexAxis: lying ? 'y' : 'x',
    responsive: widthPx === undefined,
    maintainAspectRatio: false,
    devicePixelRatio: scale,
    animation: still ? false : { duration: 240 },
    interaction: { mode: 'index', axis: lying ? 'y' : 'x', intersect: false },
    layout: { padding: lying ? { right: widestEnd + 10 } : { top: 20 } },
    scales: {
      [lying ? 'x' : 'y']: {
        stacked: true,
        beginAtZero: true,
        ...(asShares ? { max: 100 } : {}),
        border: { display: false },
        grid: { color: colour('--line') },
        ticks: {
          ...tick,
          maxTicksLimit: lying ? 4 : 6,
          maxRotation: 0,
          precision: 0,
          callback: (value: number | string) =>
            typeof value === 'string' ? value : asShares ? `${value}\u00a0%` : groupDigits(String(value)),
        },
      },
      [lying ? 'y' : 'x']: {
        stacked: true,
        border: { color: colour('--line-strong') },
        grid: { display: false },
        ticks: {
          ...tick,
          color: colour('--text'),
          autoSkip: false,
          maxRotation: 0,
          callback(value: number | string) {
            const label = labels[Number(value)] ?? '';
            if (!lying || !measure) return label;
            return wrapped(label, labelRoom(drawing, this.chart.width, measure), measure);
          },
        },
      },
    },
    plugins: {
      tooltip: {
        enabled: false,
        external: showTooltip,
        filter: ({ datasetIndex, dataIndex }) => series[datasetIndex]?.values[dataIndex] !== null,
        callbacks: {
          title: ([item]) => labels[item?.dataIndex ?? -1] ?? '',
          label: ({ datasetIndex, dataIndex }) => valueText(drawing, datasetIndex, dataIndex),
        },
      },
    },
  };
}
