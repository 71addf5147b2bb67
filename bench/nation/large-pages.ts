/** How long the site takes for its largest pages and answers, made anew: what a reader waits for. */
import { findPercentile, roundFigure, type Report } from '../measure.ts';
import type { StartedSystem } from '../started-system.ts';

const ROUNDS = 7;
/** A nation's page, and the page of a district of 4 000 agencies. */
const TARGET_MS = { nation: 200, district: 150 } as const;

interface Page {
  readonly what: string;
  readonly path: string;
  readonly target?: keyof typeof TARGET_MS;
}

export async function benchLargePages(
  report: Report,
  system: StartedSystem,
  pages: readonly Page[],
): Promise<void> {
  for (const { what, path, target } of pages) {
    const times: number[] = [];
    let bytes = 0;
    for (let round = 0; round < ROUNDS; round++) {
      // Another address of the same page is none that is kept.
      const address = `${system.web}${path}${path.includes('?') ? '&' : '?'}utm_source=${round}`;
      const startedMs = performance.now();
      const response = await fetch(address, { headers: { 'accept-encoding': 'identity' } });
      bytes = (await response.arrayBuffer()).byteLength;
      if (!response.ok) throw new Error(`${path} answered ${response.status}`);
      times.push(performance.now() - startedMs);
    }
    report({
      what,
      value: findPercentile(times, 0.5),
      unit: ' ms',
      ...(target && { target: { atMost: TARGET_MS[target] } }),
      detail: `on the clock, median of ${ROUNDS}, the first ${roundFigure(times[0] ?? 0)} ms; ${roundFigure(bytes / 1000)} kB unpacked`,
    });
  }
}
