/** Figures as lines while they are measured, and as the table that the README takes. */
import { cpus, loadavg } from 'node:os';
import { roundFigure, spread, type Figure } from './measure.ts';

export function holds({ value, target }: Figure): boolean | undefined {
  if (!target) return undefined;
  return 'below' in target ? value < target.below : value <= target.atMost;
}

export function printHeader(say: (line: string) => void): void {
  const [first] = cpus();
  say(
    `${new Date().toISOString()}  node ${process.version}  ${cpus().length} × ${first?.model ?? 'unknown'}`,
  );
  say(`load average ${loadSays()}`);
}

/** Processes that ran or waited to run, over 1, 5 and 15 minutes: above the number of processors, figures are noise. */
export const loadSays = (): string =>
  loadavg()
    .map((load) => load.toFixed(1))
    .join(' ');

const measured = (figure: Figure): string =>
  figure.spread?.median === figure.value
    ? spread(figure.spread, figure.unit)
    : `${roundFigure(figure.value)}${figure.unit}${figure.spread ? `; median ${spread(figure.spread, figure.unit)}` : ''}`;

function targetOf({ target, unit }: Figure): string {
  if (!target) return '';
  return 'below' in target ? `< ${target.below}${unit}` : `≤ ${target.atMost}${unit}`;
}

const verdictOf = (figure: Figure): string =>
  holds(figure) === undefined ? '' : holds(figure) ? 'holds' : 'falls short';

export function printFigure(figure: Figure, say: (line: string) => void): void {
  say(figure.what);
  say(`    ${measured(figure)}${figure.target ? `   target ${targetOf(figure)}: ${verdictOf(figure)}` : ''}`);
  if (figure.detail !== undefined) say(`    ${figure.detail}`);
}

/** Figures with a target, as Markdown. */
export function writeMarkdownTable(figures: readonly Figure[]): string {
  const rows = figures
    .filter(({ target }) => target)
    .map((figure) => `| ${figure.what} | ${measured(figure)} | ${targetOf(figure)} | ${verdictOf(figure)} |`);
  return ['| what | measured | target | |', '| --- | --- | --- | --- |', ...rows].join('\n');
}
