/** Draws every figure of the page from its JSON block; without this script the tables stand open instead. */
import type { ChartSpec } from '../charts/spec.ts';
import { drawChart, type Drawn } from './draw-chart.ts';

interface Placed {
  readonly canvas: HTMLCanvasElement;
  readonly spec: ChartSpec;
  drawn: Drawn | undefined;
}

function placed(figure: HTMLElement): Placed | undefined {
  const canvas = figure.querySelector('canvas');
  const block = figure.querySelector('script[type="application/json"]');
  if (!canvas || !block) return undefined;
  const spec: unknown = JSON.parse(block.textContent);
  return isSpec(spec) ? { canvas, spec, drawn: undefined } : undefined;
}

/** The same deploy wrote the block; this only tells ours from a stranger's. */
function isSpec(block: unknown): block is ChartSpec {
  return typeof block === 'object' && block !== null && 'series' in block && 'labels' in block;
}

function show(figure: HTMLElement): void {
  for (const hidden of figure.querySelectorAll<HTMLElement>('.legend, .drawing')) hidden.hidden = false;
  figure.querySelector('details')?.removeAttribute('open');
}

const charts: Placed[] = [];
for (const figure of document.querySelectorAll<HTMLElement>('[data-chart]')) {
  const chart = placed(figure);
  if (!chart) continue;
  show(figure);
  chart.drawn = drawChart(chart.canvas, chart.spec);
  charts.push(chart);
}

// The colours come from the style sheet, which changes with the system's light or dark.
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  for (const chart of charts) {
    chart.drawn?.destroy();
    chart.drawn = drawChart(chart.canvas, chart.spec);
  }
});
