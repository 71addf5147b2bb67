/** What the page's script fetches once a chart is to be seen, printed or saved. */
import type { Drawing } from '../site/spec.ts';
import { makeChart } from './charts/bar-chart.ts';
import { followKeys } from './charts/chart-keys.ts';

export { savePicture } from './charts/save-picture.ts';

export interface Drawn {
  destroy(): void;
}

/**
 * What a drawing has of A4 across: beside its table, beside a table of names, as one of five. Each is drawn a fifth
 * larger, so that its text is as small as that of tables.
 */
const PAPER_PX = 540;
const WIDE_PAPER_PX = 430;
const SMALL_PAPER_PX = 280;

const paperWidth = (canvas: HTMLCanvasElement): number => {
  if (canvas.closest('.charts-small')) return SMALL_PAPER_PX;
  return canvas.closest('.chart-wide') ? WIDE_PAPER_PX : PAPER_PX;
};

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
    low: true,
    widthPx: paperWidth(canvas),
    scale: 2,
  });
  root.dataset['theme'] = theme ?? 'auto';
  // The style sheet says how wide it is shown.
  canvas.style.width = '';
  canvas.style.height = '';
  return chart;
}
