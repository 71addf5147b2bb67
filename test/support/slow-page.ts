/** A page that comes over a slow network with an empty cache, and what a reader notices of that. */
import type { Browser, BrowserContextOptions } from 'playwright-core';

/** Chrome's "Slow 4G": 150 ms and 1.6 Mbit/s down. */
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };

interface SlowPage {
  /** When the largest thing in view was painted. */
  readonly paintMs: number;
  /** How far things moved while the page came up: Cumulative Layout Shift. */
  readonly shift: number;
  readonly bytes: number;
}

/** All that was recorded before the mark is told before the mark, so that nothing is waited for in vain. */
const MEASURES = `(async () => {
  const entries = await new Promise((resolve) => {
    const told = [];
    const observer = new PerformanceObserver((list) => {
      told.push(...list.getEntries());
      if (told.some(({ name }) => name === 'all told')) resolve(told);
    });
    for (const type of ['largest-contentful-paint', 'layout-shift', 'mark']) observer.observe({ type, buffered: true });
    performance.mark('all told');
  });
  const of = (type) => entries.filter(({ entryType }) => entryType === type);
  const sizes = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
  return {
    paintMs: of('largest-contentful-paint').at(-1).startTime,
    shift: of('layout-shift').reduce((sum, { value, hadRecentInput }) => sum + (hadRecentInput ? 0 : value), 0),
    bytes: sizes.reduce((sum, { transferSize }) => sum + transferSize, 0),
  };
})()`;

export async function openSlowPage(
  browser: Browser,
  address: string,
  options: BrowserContextOptions,
): Promise<SlowPage> {
  const context = await browser.newContext({ locale: 'zh-CN', ...options });
  const page = await context.newPage();
  const debug = await context.newCDPSession(page);
  await debug.send('Network.enable');
  await debug.send('Network.emulateNetworkConditions', SLOW_4G);
  await page.goto(address, { waitUntil: 'networkidle' });
  for (const chart of await page.locator('[data-chart]:has(canvas)').all()) {
    await chart.scrollIntoViewIfNeeded();
    await page.locator(`#${await chart.getAttribute('id')}.is-drawn`).waitFor({ timeout: 20_000 });
  }
  const measured = await page.evaluate<SlowPage>(MEASURES);
  await context.close();
  return measured;
}
