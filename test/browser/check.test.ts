/** Checking before filing, as a clerk does it: nothing may leave the browser. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkDocument } from '../../shared/domain/verdict/check-report.ts';
import { provideSite } from '../../web/provide-site.ts';
import type { ServedEdge } from '../../local/edge/serve-edge.ts';
import { serveBuilt } from '../support/serve-built.ts';
import { aBalancedReport } from '../support/a-balanced-report.ts';
import { aBrokenReport } from '../support/a-broken-report.ts';
import { PHONE, startBrowser } from '../support/browser.ts';
import { NO_SUMMARIES, refusingTable } from '../support/refusing-table.ts';
import { FROM_MARKUP, HOSTILE_NAME, HOSTILE_TEXT, NOW } from '../support/web-scene.ts';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const VIOLATIONS = `axe.run().then(({ violations }) => violations.map(
  ({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | '),
))`;
const OVERFLOW = 'document.documentElement.scrollWidth - window.innerWidth';
const FOCUSED = 'document.activeElement.id';
const CELL = '#cell-applications-results-granted-naturalPerson';

const GOOD = JSON.stringify(
  aBalancedReport({ agencyId: 'shenji-ju', district: '450205', year: 2024, received: 21 }),
);
const BROKEN = JSON.stringify(aBrokenReport(), null, '\t');

const LAST_AGENCY = { agencyId: 'shenji-ju', district: '450205', received: 21 };
/** It carries 4 applications over that `GOOD` does not take up. */
const LAST = JSON.stringify(aBalancedReport({ ...LAST_AGENCY, year: 2023, carriedOut: 4 }));
const OTHER_YEAR = JSON.stringify(aBalancedReport({ ...LAST_AGENCY, year: 2022 }));
const OTHER_AGENCY = JSON.stringify(aBalancedReport({ ...LAST_AGENCY, agencyId: 'jyj', year: 2023 }));

let web: ServedEdge;
let browser: Browser;

beforeAll(async () => {
  const handlersEntry = await provideSite();
  const unused = (): never => {
    throw new Error('checking needs no store');
  };
  web = await serveBuilt(handlersEntry, {
    table: refusingTable(unused),
    summaries: NO_SUMMARIES,
    bucket: { archived: unused, receipt: unused },
    now: () => NOW,
    version: '9.9.9',
    connection: undefined,
    log: { error: unused },
  });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await web.close();
});

interface Opened {
  readonly page: Page;
  readonly complaints: string[];
  /** Every request since the page was there, whatever its kind. */
  readonly requests: string[];
}

/** The page, loaded and then cut off from the network. */
async function openCheck(options: BrowserContextOptions = {}, query = ''): Promise<Opened> {
  const context = await browser.newContext({ locale: 'zh-CN', reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => {
    complaints.push(dialog.message());
    void dialog.dismiss();
  });
  await page.goto(`http://127.0.0.1:${web.port}/check${query}`, { waitUntil: 'networkidle' });
  await context.setOffline(true);
  // A blob that is downloaded is not the network's.
  page.on('request', (request) => {
    if (!request.url().startsWith('blob:')) requests.push(request.url());
  });
  return { page, complaints, requests };
}

const file = (name: string, content: string | Buffer) => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(content),
});
const choose = (page: Page, ...files: ReturnType<typeof file>[]): Promise<void> =>
  page.locator('#check-files').setInputFiles(files);
const chooseLast = (page: Page, ...files: ReturnType<typeof file>[]): Promise<void> =>
  page.locator('#check-last-file').setInputFiles(files);
const lastTold = (page: Page): Promise<string> => page.locator('#check-last-told').innerText();
const headline = (page: Page): Promise<string> => page.locator('#verdict').innerText();

/** As the browser hands over what was dropped at a place. */
async function dropFile(
  page: Page,
  target: string,
  name: string,
  content: string,
  seen = '#verdict',
): Promise<void> {
  await page.evaluate(`(() => {
    const data = new DataTransfer();
    data.items.add(new File([${JSON.stringify(content)}], ${JSON.stringify(name)}));
    const place = document.querySelector(${JSON.stringify(target)});
    for (const kind of ['dragover', 'drop'])
      place.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
  })()`);
  await page.locator(seen).first().waitFor();
}

describe('a clerk with a report', () => {
  it('drops it, and sees verdict, finding and cell, without a request', async () => {
    for (const target of ['#check-drop', 'footer']) {
      const { page, complaints, requests } = await openCheck();
      await dropFile(page, target, '2024.json', BROKEN);
      expect(await headline(page)).toContain('有 2 处错误');
      expect(await page.evaluate(FOCUSED)).toBe('verdict');
      await page.locator('#finding-1 a[href^="#cell-"]').click();
      expect(page.url()).toContain('#cell-applications-');
      expect(await page.locator(CELL).innerText()).toContain('12');
      expect({ complaints, requests }).toEqual({ complaints: [], requests: [] });
      await page.context().close();
    }
  });

  it('pastes it, with or without a BOM, and is told where there is nothing', async () => {
    const { page, complaints, requests } = await openCheck();
    await page.locator('#check-run').click();
    expect(await page.locator('#check-status').innerText()).toContain('还没有内容');
    expect(await page.evaluate(FOCUSED)).toBe('check-text');
    for (const text of [GOOD, `\uFEFF${GOOD}`]) {
      await page.locator('#check-text').fill(text);
      await page.locator('#check-run').click();
      expect(await headline(page)).toBe('可以报送');
      expect(await page.locator('#check-status').innerText()).toBe('');
    }
    await page.evaluate(`(() => {
      const data = new DataTransfer();
      data.setData('text/plain', '{"edition": "2021", ');
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
    })()`);
    expect(await headline(page)).toBe('这份文件读不成报告');
    expect({ complaints, requests }).toEqual({ complaints: [], requests: [] });
    await page.context().close();
  });

  it('is told what a file is that is no report', async () => {
    const { page, complaints, requests } = await openCheck();
    const gbk = Buffer.concat([Buffer.from('{"agency":"'), Buffer.from([0xb9, 0xfa]), Buffer.from('"}')]);
    for (const [content, place, told] of [
      [gbk, '#finding-1', 'GBK'],
      [Buffer.from([0x50, 0x4b, 3, 4, 0xff]), '[data-refusal]', '损坏'],
      [Buffer.alloc(30_000_000, ' '), '#finding-1', '30000000'],
      [Buffer.from('这不是报告'), '[data-refusal]', '不像'],
      [Buffer.alloc(0), '#finding-1', '空的'],
    ] as const) {
      await choose(page, file('报告.json', content));
      await expect.poll(() => page.locator(place).allInnerTexts().then(String)).toContain(told);
      expect(await headline(page)).toBe('这份文件读不成报告');
    }
    expect({ complaints, requests }).toEqual({ complaints: [], requests: [] });
    await page.context().close();
  });

  it('checks several at once, and opens one after the other', async () => {
    const { page, requests } = await openCheck();
    await choose(page, file('a.json', GOOD), file('b.json', BROKEN), file('c.json', ''));
    const files = page.locator('.checked-files button');
    await expect.poll(() => files.count()).toBe(3);
    expect(await headline(page)).toContain('有 2 处错误');
    expect(await page.locator('#check-status').innerText()).toContain('1 份可以报送');
    await files.first().click();
    expect(await headline(page)).toBe('可以报送');
    expect(requests).toEqual([]);
    await page.context().close();
  });

  it('works by keyboard alone', async () => {
    const { page } = await openCheck();
    const focusOn = async (id: string): Promise<void> => {
      for (let stop = 0; stop < 15 && (await page.evaluate(FOCUSED)) !== id; stop++)
        await page.keyboard.press('Tab');
      expect(await page.evaluate(FOCUSED)).toBe(id);
    };
    // Asked for before the walk: the browser learns of it without an answer, and must have by the time of the key.
    const chooser = page.waitForEvent('filechooser');
    await focusOn('check-files');
    await page.keyboard.press('Enter');
    await (await chooser).setFiles([file('b.json', BROKEN)]);
    await expect.poll(() => headline(page)).toContain('有 2 处错误');
    expect(await page.evaluate(FOCUSED)).toBe('verdict');
    await page.keyboard.press('Tab');
    expect(
      await page.evaluate(`document.activeElement.closest('#check-result a, #check-result button') !== null`),
    ).toBe(true);
    await page.context().close();
  });

  it('sees a name and a text that would be markup as text', async () => {
    const { page, complaints } = await openCheck();
    const hostile = {
      ...JSON.parse(GOOD),
      agency: { id: 'hostile-ju', name: HOSTILE_NAME },
      narrative: { overview: HOSTILE_TEXT, problems: HOSTILE_TEXT, other: '' },
      [HOSTILE_TEXT]: 1,
    };
    await choose(page, file(`<img src=x onerror=alert(3)>.json`, JSON.stringify(hostile)));
    await page.locator('#verdict').waitFor();
    expect(await page.locator('.verdict .facts').innerText()).toContain('onerror=alert(3)');
    expect(await page.locator(`#check-result ${FROM_MARKUP}`).count()).toBe(0);
    expect(complaints).toEqual([]);
    // What counts them would see them.
    await page
      .locator('#check-result')
      .evaluate((it, text) => it.insertAdjacentHTML('beforeend', text), HOSTILE_TEXT);
    expect(await page.locator(`#check-result ${FROM_MARKUP}`).count()).toBe(1);
    await page.context().close();
  });

  it('is told another way where there is no JavaScript', async () => {
    const { page } = await openCheck({ javaScriptEnabled: false });
    expect(await page.locator('main').innerText()).toContain('--last-year');
    expect(await page.locator('#check-input').isVisible()).toBe(false);
    await page.context().close();
  });

  it('may not send anything, even if a script wanted to', async () => {
    const { page } = await openCheck();
    const refused = await page.evaluate(`fetch('/api/v1/health').then(() => 'sent', () => 'refused')`);
    const { headers } = await fetch(`http://127.0.0.1:${web.port}/check`);
    const policy = headers.get('content-security-policy');
    expect([refused, policy?.includes("connect-src 'none'")]).toEqual(['refused', true]);
    await page.context().close();
  });

  it('applies the correction, downloads it, and can undo it', async () => {
    const { page, complaints, requests } = await openCheck();
    await choose(page, file('2024-shenji.json', BROKEN));
    await expect.poll(() => headline(page)).toContain('很可能只需改 1 个数');
    await page.locator('[data-repair]').first().click();
    expect(await headline(page)).toContain('可以报送');
    const downloading = page.waitForEvent('download');
    await page.locator('[data-action=download]').click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('2024-shenji-更正.json');
    const bytes = await readFile(await download.path());
    expect(bytes.toString()).toBe(BROKEN.replace('"naturalPerson": 12', '"naturalPerson": 21'));
    expect(checkDocument(bytes, NOW).outcome).toBe('accepted');
    await page.locator('[data-action=undo]').click();
    expect(await headline(page)).toContain('有 2 处错误');
    expect({ complaints, requests }).toEqual({ complaints: [], requests: [] });
    await page.context().close();
  });
});

describe('a clerk with last year’s report, too', () => {
  const compared = (page: Page): Promise<string> => page.locator('.verdict').innerText();

  it('drops or chooses it, before or after this year’s, and sees both compared', async () => {
    for (const order of ['before', 'after']) {
      const { page, complaints, requests } = await openCheck();
      if (order === 'after') await choose(page, file('2024.json', GOOD));
      await dropFile(page, '#check-last-drop', '2023.json', LAST, '#check-last-remove');
      if (order === 'before') {
        expect(await lastTold(page)).toBe(
          '再放入今年的报告，就一并比对。2023.json：机关shenji-ju，2023 年度。',
        );
        await dropFile(page, '#check-drop', '2024.json', GOOD);
      }
      await expect.poll(() => compared(page)).toContain('已与 2023.json（2023 年度）比对。');
      expect(await headline(page)).toBe('可以报送，有 2 处警告');
      expect(await page.evaluate(FOCUSED)).toBe('verdict');
      expect(await page.locator('#finding-1').innerText()).toContain('Y1');
      expect(await page.locator('#cell-applications-carriedOut-total').innerText()).toContain('4');
      await page.locator('#check-last-remove').click();
      expect(await headline(page)).toBe('可以报送');
      expect(await lastTold(page)).toBe('已取走上年的报告，不再与上年比对。');
      expect({ complaints, requests }).toEqual({ complaints: [], requests: [] });
      await page.context().close();
    }
  });

  it('is told by name of a file that cannot be last year’s, and loses nothing', async () => {
    const { page, complaints, requests } = await openCheck();
    await choose(page, file('2024.json', BROKEN));
    await expect.poll(() => headline(page)).toContain('有 2 处错误');
    await chooseLast(page, file('2023.json', LAST));
    await expect.poll(() => compared(page)).toContain('已与 2023.json');
    await chooseLast(page, file('报告.docx', Buffer.from([0x50, 0x4b, 3, 4, 0xff])));
    await expect.poll(() => lastTold(page)).toContain('报告.docx 读不成报告，没有采用。');
    // What was held before still is.
    expect(await lastTold(page)).toContain('2023.json：机关shenji-ju，2023 年度。');
    expect(await compared(page)).toContain('已与 2023.json');
    await dropFile(page, '#check-last', 'a.json', '[]', '#verdict');
    await expect.poll(() => lastTold(page)).toContain('a.json 读不成报告');
    for (const [name, content, told] of [
      ['2022.json', OTHER_YEAR, '2022.json 是机关shenji-ju（shenji-ju）2022 年度的报告'],
      ['jyj.json', OTHER_AGENCY, 'jyj.json 是机关jyj（jyj）2023 年度的报告'],
    ] as const) {
      await chooseLast(page, file(name, content));
      await expect.poll(() => lastTold(page)).toContain(told);
      expect(await compared(page)).toContain(told);
      expect(await compared(page)).toContain('请换成后者 2023 年度的报告。');
      expect(await headline(page)).toContain('有 2 处错误');
      expect(await page.locator('.finding').count()).toBe(2);
    }
    expect({ complaints, requests }).toEqual({ complaints: [], requests: [] });
    await page.context().close();
  });

  it('chooses it by keyboard alone, and takes it away again', async () => {
    const { page } = await openCheck();
    const reach = async (id: string): Promise<void> => {
      for (let stop = 0; stop < 20 && (await page.evaluate(FOCUSED)) !== id; stop++)
        await page.keyboard.press('Tab');
      expect(await page.evaluate(FOCUSED)).toBe(id);
    };
    const chooser = page.waitForEvent('filechooser');
    await reach('check-last-file');
    await page.keyboard.press('Enter');
    await (await chooser).setFiles([file('2023.json', LAST)]);
    await expect.poll(() => lastTold(page)).toContain('2023.json');
    await reach('check-last-remove');
    await page.keyboard.press('Enter');
    expect(await lastTold(page)).toContain('已取走上年的报告');
    expect(await page.evaluate(FOCUSED)).toBe('check-last-file');
    await page.context().close();
  });

  it('corrects a figure, and it is compared still', async () => {
    const { page } = await openCheck();
    await chooseLast(page, file('2023.json', LAST));
    await choose(page, file('2024.json', BROKEN));
    await expect.poll(() => headline(page)).toContain('有 2 处错误');
    await page.locator('[data-repair]').first().click();
    await expect.poll(() => headline(page)).toBe('可以报送，有 2 处警告');
    await chooseLast(page, file('2022.json', OTHER_YEAR));
    await expect.poll(() => headline(page)).toBe('可以报送');
    expect(await page.locator('.corrections').innerText()).toContain('已更正 1 个数');
    await page.context().close();
  });
});

describe.each<[string, BrowserContextOptions, string]>([
  ['Chinese, light', { colorScheme: 'light' }, ''],
  ['Chinese, dark', { colorScheme: 'dark' }, ''],
  ['English, light', { colorScheme: 'light' }, '?lang=en'],
  ['English, dark', { colorScheme: 'dark' }, '?lang=en'],
  ['phone', { colorScheme: 'light', ...PHONE }, ''],
  ['phone, English, dark', { colorScheme: 'dark', ...PHONE }, '?lang=en'],
])('%s', (_, options, query) => {
  it('breaks no rule of accessibility and does not scroll sideways', async () => {
    const { page, complaints } = await openCheck(options, query);
    await page.evaluate(axe);
    const judge = async (): Promise<unknown[]> => [
      await page.evaluate(VIOLATIONS),
      Math.max(0, await page.evaluate<number>(OVERFLOW)),
    ];
    expect(await judge()).toEqual([[], 0]);
    for (const files of [[GOOD], [BROKEN], [''], [GOOD, BROKEN]]) {
      await choose(page, ...files.map((content, i) => file(`${i}-${'long-name'.repeat(8)}.json`, content)));
      await expect
        .poll(() => page.locator('#check-result').innerText())
        .toContain(`0-${'long-name'.repeat(8)}`);
      expect(await judge()).toEqual([[], 0]);
    }
    for (const last of [LAST, OTHER_YEAR]) {
      await chooseLast(page, file(`last-${'long-name'.repeat(8)}.json`, last));
      await page.locator(last === LAST ? '.verdict .compared' : '.verdict .not-compared').waitFor();
      expect(await judge()).toEqual([[], 0]);
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
