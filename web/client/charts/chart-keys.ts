/** Arrow keys move through a chart's labels; each is shown as if pointed at, and said aloud. */
import type { Drawing } from '../../site/spec.ts';
import { valueText } from '../../site/value-text.ts';
import type { BarChart } from './bar-chart.ts';

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export function followKeys(canvas: HTMLCanvasElement, chart: BarChart, drawing: Drawing): { stop(): void } {
  const said = document.createElement('p');
  said.className = 'unseen';
  said.setAttribute('role', 'status');
  canvas.after(said);
  canvas.tabIndex = 0;
  let at = -1;

  const show = (index: number): void => {
    at = index;
    const points = drawing.series.flatMap(({ values }, datasetIndex) =>
      (values[index] ?? null) === null ? [] : [{ datasetIndex, index }],
    );
    chart.setActiveElements(points);
    chart.tooltip?.setActiveElements(points, { x: 0, y: 0 });
    chart.update('none');
    const values = points.map(({ datasetIndex }) => valueText(drawing, datasetIndex, index));
    said.textContent = [drawing.labels[index], ...(values.length > 0 ? values : ['–'])].join('; ');
  };
  const hide = (): void => {
    at = -1;
    said.textContent = '';
    chart.setActiveElements([]);
    chart.tooltip?.setActiveElements([], { x: 0, y: 0 });
    chart.update('none');
  };
  const follow = (event: KeyboardEvent): void => {
    const last = drawing.labels.length - 1;
    const step = STEPS[event.key];
    if (step !== undefined) show(Math.max(0, Math.min(last, at + step)));
    else if (event.key === 'Home') show(0);
    else if (event.key === 'End') show(last);
    else if (event.key === 'Escape') hide();
    else return;
    event.preventDefault();
  };
  canvas.addEventListener('keydown', follow);
  canvas.addEventListener('blur', hide);
  return {
    stop() {
      canvas.removeEventListener('keydown', follow);
      canvas.removeEventListener('blur', hide);
      said.remove();
    },
  };
}
