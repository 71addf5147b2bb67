/** What the page's script fetches once a chart is to be seen, printed or saved. */
import type { Drawing } from '../site/spec.ts';
import { makeChart } from './charts/bar-chart.ts';
import { followKeys } from './charts/chart-keys.ts';

export { savePicture } from './charts/save-picture.ts';

export interface Drawn {
  destroy(): void;
}

/** A4 across, less its margins; and half of it, for the charts that stand in two columns. */
const PAPER_PX = 1000;
const HALF_PAPER_PX = 490;

export function drawChart(canvas: HTMLCanvasElement, drawing: Drawing): Drawn {
  const patterned = matchMedia('(prefers-contrast: more)').matches;
  const chart = makeChart(canvas, drawing, {
    styles: getComputedStyle(canvas),
    patterned,
    widthPx: undefined,
    scale: devicePixelRatio,
  });
  const keys = followKeys(canvas, chart, drawing);
  return {
    destroy() {
      keys.stop();
      chart.destroy();
    },
  };
}

/** In the colours of the light theme, whatever the reader's is: `:root` has them. */
export function drawForPaper(canvas: HTMLCanvasElement, drawing: Drawing): Drawn {
  const root = document.documentElement;
  const theme = root.dataset['theme'];
  root.dataset['theme'] = 'light';
  const chart = makeChart(canvas, drawing, {
    styles: getComputedStyle(canvas),
    patterned: true,
    widthPx: canvas.closest('.chart-wide') ? PAPER_PX : HALF_PAPER_PX,
    scale: 2,
  });
  root.dataset['theme'] = theme ?? 'auto';
  return chart;
}
