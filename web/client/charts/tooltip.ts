/** Beside the canvas, which would cut a long name or the last of many lines off. */
import type { Chart, TooltipModel } from 'chart.js';

const GAP_PX = 12;

export function showTooltip({ chart, tooltip }: { chart: Chart; tooltip: TooltipModel<'bar'> }): void {
  const place = chart.canvas.parentElement;
  if (!place) return;
  let box = place.querySelector<HTMLElement>('.tip');
  if (!box) {
    box = document.createElement('div');
    box.className = 'tip';
    box.setAttribute('aria-hidden', 'true');
    place.append(box);
  }
  box.hidden = tooltip.opacity === 0;
  if (box.hidden) return;
  const lines = [...tooltip.title, ...tooltip.body.flatMap(({ lines: said }) => said)];
  box.replaceChildren(
    ...lines.map((text) => {
      const line = document.createElement('p');
      line.textContent = text;
      return line;
    }),
  );
  // Never beyond either side of the drawing; below what it speaks of, so that it stays to be seen, or else above it.
  const left = Math.max(
    0,
    Math.min(tooltip.caretX - box.offsetWidth / 2, place.clientWidth - box.offsetWidth),
  );
  box.style.left = `${left}px`;
  const top = place.getBoundingClientRect().top;
  const below = tooltip.caretY + GAP_PX;
  const above = tooltip.caretY - GAP_PX - box.offsetHeight;
  const fitsBelow = top + below + box.offsetHeight <= document.documentElement.clientHeight;
  box.style.top = `${fitsBelow || top + above < 0 ? below : above}px`;
}
