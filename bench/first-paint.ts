/** When a reader sees what matters of a page: on a slow network, with an empty cache, in a real browser. */
import { PHONE, startBrowser } from '../test/support/browser.ts';
import { openSlowPage } from '../test/support/slow-page.ts';
import type { Report } from './measure.ts';

const VIEWS = { 'a desktop': {}, 'a phone': PHONE };

export async function benchFirstPaint(report: Report, web: string, path: string): Promise<void> {
  const browser = await startBrowser();
  try {
    for (const [view, options] of Object.entries(VIEWS)) {
      const { paintMs, shift, bytes } = await openSlowPage(browser, new URL(path, web).href, options);
      report({
        what: `largest contentful paint of ${path} on ${view}, "Slow 4G"`,
        value: paintMs,
        unit: ' ms',
        target: { below: 1000 },
        detail: `moves ${shift.toFixed(4)}; ${(bytes / 1000).toFixed(1)} kB`,
      });
    }
  } finally {
    await browser.close();
  }
}
