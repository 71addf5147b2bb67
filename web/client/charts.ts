/**
 * Draws a figure from its JSON block once it comes near the view. What draws (most of the bytes) is fetched then, or
 * when the browser has nothing else to do: paper wants every chart at once.
 */
import type { Drawing } from '../site/spec.ts';
import type * as Drawer from './draw-chart.ts';

interface Placed {
  readonly figure: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly drawing: Drawing;
  drawn: Drawer.Drawn | undefined;
}

/** The same deploy wrote the block; this only tells ours from a stranger's. */
function isDrawing(block: unknown): block is Drawing {
  return typeof block === 'object' && block !== null && 'series' in block && 'labels' in block;
}
function isDrawer(module: unknown): module is typeof Drawer {
  return typeof module === 'object' && module !== null && 'drawChart' in module;
}

const charts = new Map<Element, Placed>();
for (const figure of document.querySelectorAll<HTMLElement>('[data-chart]')) {
  const canvas = figure.querySelector('canvas');
  const block = figure.querySelector('script[type="application/json"]');
  if (!canvas || !block) continue;
  const drawing: unknown = JSON.parse(block.textContent);
  if (isDrawing(drawing)) charts.set(figure, { figure, canvas, drawing, drawn: undefined });
}

let drawer: typeof Drawer | undefined;
let fetching: Promise<typeof Drawer | undefined> | undefined;
/** Asked for once; where it does not come (a new deploy, a lost connection), the tables have the figures. */
function fetchDrawer(): Promise<typeof Drawer | undefined> {
  const address = document.querySelector<HTMLElement>('script[data-drawing]')?.dataset['drawing'];
  fetching ??= import(address ?? '').then(
    (module: unknown) => {
      if (isDrawer(module)) drawer = module;
      return drawer;
    },
    () => undefined,
  );
  return fetching;
}

function draw(chart: Placed): void {
  if (!drawer || chart.drawn) return;
  chart.drawn = drawer.drawChart(chart.canvas, chart.drawing);
  chart.figure.classList.add('is-drawn');
}
function redraw(): void {
  for (const chart of charts.values()) {
    if (!chart.drawn) continue;
    chart.drawn.destroy();
    chart.drawn = undefined;
    draw(chart);
  }
}

const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      const chart = charts.get(target);
      if (!isIntersecting || !chart) continue;
      near.unobserve(target);
      void fetchDrawer().then(() => {
        draw(chart);
      });
    }
  },
  { rootMargin: '300px' },
);
for (const { figure } of charts.values()) near.observe(figure);
if ('requestIdleCallback' in window) requestIdleCallback(() => void fetchDrawer(), { timeout: 5000 });

// The colours come from the style sheet, which changes with the system's light or dark.
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);

// Paper is white, as wide as it is, and may have no colours.
window.addEventListener('beforeprint', () => {
  if (!drawer) return;
  for (const chart of charts.values()) {
    chart.drawn?.destroy();
    chart.drawn = drawer.drawForPaper(chart.canvas, chart.drawing);
    chart.figure.classList.add('is-drawn');
  }
});
window.addEventListener('afterprint', redraw);

for (const { figure, drawing } of charts.values())
  figure.querySelector('[data-png]')?.addEventListener('click', () => {
    void fetchDrawer().then((loaded) => loaded?.savePicture(figure, drawing));
  });

// A table that is folded away can be read aloud, but has no stop of the keyboard: nobody would see where it is.
for (const details of document.querySelectorAll<HTMLDetailsElement>('details.data')) {
  const stops = details.querySelectorAll<HTMLElement>('.scroll, .scroll a');
  const follow = (): void => {
    for (const stop of stops) stop.tabIndex = details.open ? 0 : -1;
  };
  details.addEventListener('toggle', follow);
  follow();
}

for (const address of document.querySelectorAll('[data-address]')) {
  address.textContent = location.href;
  address.parentElement?.removeAttribute('hidden');
}
