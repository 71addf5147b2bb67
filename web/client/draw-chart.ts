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
} from 'chart.js';
import type { ChartSpec } from '../charts/spec.ts';

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip);

export interface Drawn {
  destroy(): void;
}

/** Height of a lying bar with its gap, in CSS pixels. */
const BAR_PX = 30;
const AXIS_PX = 34;
const UPRIGHT_PX = 280;
/** Longer labels of lying bars are cut; the table has them whole. */
const MAX_LABEL_LETTERS = 14;

export function drawChart(canvas: HTMLCanvasElement, spec: ChartSpec): Drawn {
  const styles = getComputedStyle(canvas);
  const colour = (name: string): string => styles.getPropertyValue(name).trim();
  const shown = spec.labels.length - spec.folded;
  const lying = spec.kind === 'shares';
  if (canvas.parentElement)
    canvas.parentElement.style.height = `${lying ? shown * BAR_PX + AXIS_PX : UPRIGHT_PX}px`;

  const totals = spec.labels.map((_, i) =>
    spec.series.reduce((sum, { values }) => sum + (values[i] ?? 0), 0),
  );
  const labels = spec.labels
    .slice(0, shown)
    .map((label, i) => (lying ? `${cut(label)}  ${grouped(totals[i] ?? 0)}` : label));

  const config: ChartConfiguration<'bar', (number | null)[], string> = {
    type: 'bar',
    data: {
      labels,
      datasets: spec.series.map(({ key, name, values }) => ({
        label: name,
        data: values.slice(0, shown).map((value, i) => heightOf(value, totals[i] ?? 0, lying)),
        backgroundColor: colour(`--series-${key}`),
        // A line of the ground between neighbours, so that they differ by more than colour.
        borderColor: colour('--ground'),
        borderWidth: lying ? { right: 1.5 } : { top: 1.5 },
        borderSkipped: false,
        maxBarThickness: lying ? 20 : 48,
        categoryPercentage: 0.72,
        barPercentage: 1,
      })),
    },
    options: optionsOf(spec, colour, styles.fontFamily),
  };
  return new Chart(canvas, config);
}

/** null stays null: a gap, never zero. */
function heightOf(value: number | null | undefined, total: number, asShare: boolean): number | null {
  if (value === null || value === undefined) return null;
  return asShare ? (total === 0 ? null : (value / total) * 100) : value;
}

/** As the page groups thousands. */
function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, '\u00a0');
}

function cut(label: string): string {
  return label.length > MAX_LABEL_LETTERS ? `${label.slice(0, MAX_LABEL_LETTERS - 1)}…` : label;
}

function optionsOf(spec: ChartSpec, colour: (name: string) => string, family: string): ChartOptions<'bar'> {
  const lying = spec.kind === 'shares';
  const text = colour('--text-quiet');
  const font = { family, size: 13 };
  const tick = { color: text, font };
  return {
    indexAxis: lying ? 'y' : 'x',
    responsive: true,
    maintainAspectRatio: false,
    animation: matchMedia('(prefers-reduced-motion: reduce)').matches ? false : { duration: 240 },
    interaction: { mode: 'index', axis: lying ? 'y' : 'x', intersect: false },
    scales: {
      [lying ? 'x' : 'y']: {
        stacked: true,
        beginAtZero: true,
        ...(lying ? { max: 100 } : {}),
        border: { display: false },
        grid: { color: colour('--line') },
        ticks: {
          ...tick,
          maxTicksLimit: 6,
          callback: (value: number | string) =>
            typeof value === 'string' ? value : lying ? `${value} %` : grouped(value),
        },
      },
      [lying ? 'y' : 'x']: {
        stacked: true,
        border: { color: colour('--line-strong') },
        grid: { display: false },
        ticks: { ...tick, autoSkip: false },
      },
    },
    plugins: {
      tooltip: {
        backgroundColor: colour('--text'),
        titleColor: colour('--ground'),
        bodyColor: colour('--ground'),
        titleFont: font,
        bodyFont: font,
        callbacks: {
          label: ({ datasetIndex, dataIndex, dataset, parsed }) => {
            const value = spec.series[datasetIndex]?.values[dataIndex];
            const count = value === null || value === undefined ? '–' : grouped(value);
            return lying
              ? `${dataset.label ?? ''}  ${count} · ${(parsed.x ?? 0).toFixed(1)} %`
              : `${dataset.label ?? ''}  ${count}`;
          },
        },
      },
    },
  };
}
