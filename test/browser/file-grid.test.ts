/** Filling in the form as a clerk does it: by keyboard, by pasting from a spreadsheet, by clicking candidates. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fieldId } from '../../web/file/look/look-form.tsx';
import { startFromDocument } from '../../web/file/draft-document.ts';
import { serveLook } from '../support/a-look-page.ts';
import { aReport } from '../support/a-report.ts';
import { anAskedDraft, FILED } from '../support/an-asked-draft.ts';
import { startBrowser } from '../support/browser.ts';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const VIOLATIONS = `axe.run().then(({ violations }) => violations.map(
  ({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | '),
))`;
const OVERFLOW = 'document.documentElement.scrollWidth - window.innerWidth';
const FOCUSED = 'document.activeElement.dataset.path ?? document.activeElement.id';

const RECEIVED = '/applications/received';
const CARRIED_IN = '/applications/carriedIn';
const GRANTED = '/applications/results/granted';
const LAST = aReport({ year: 2023 });

let browser: Browser;
let look: Awaited<ReturnType<typeof serveLook>>;
beforeAll(async () => {
  browser = await startBrowser();
  look = await serveLook(browser);
});
afterAll(() => browser.close());

const field = (page: Page, path: string) => page.locator(`#${fieldId(path)}`);
const valueAt = (page: Page, path: string): Promise<string> => field(page, path).inputValue();
const focused = (page: Page): Promise<unknown> => page.evaluate(FOCUSED);
const told = (page: Page, path: string): Promise<string> =>
  page.locator(`#${fieldId(path)}-told`).innerText();
const kept = (page: Page, path: string): Promise<unknown> =>
  page.evaluate(`look.read().values[${JSON.stringify(path)}]`);
const status = (page: Page): Promise<string> => page.locator('#look-status').innerText();

const whole = () => startFromDocument(FILED, aReport());

/** As a spreadsheet hands over what was copied. */
const paste = (page: Page, text: string): Promise<unknown> =>
  page.evaluate(`(() => {
    const data = new DataTransfer();
    data.setData('text/plain', ${JSON.stringify(text)});
    document.activeElement.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  })()`);

describe('by keyboard', () => {
  it('moves as in a spreadsheet, and types over what stands there', async () => {
    const { page, complaints, close } = await look.open({ draft: whole() });
    await field(page, `${RECEIVED}/naturalPerson`).focus();
    for (const [key, lead] of [
      ['Enter', `${CARRIED_IN}/naturalPerson`],
      ['ArrowRight', `${CARRIED_IN}/commercial`],
      ['ArrowDown', `${GRANTED}/commercial`],
      ['ArrowLeft', `${GRANTED}/naturalPerson`],
      ['Shift+Enter', `${CARRIED_IN}/naturalPerson`],
      ['ArrowUp', `${RECEIVED}/naturalPerson`],
      ['Tab', `${RECEIVED}/commercial`],
      ['Shift+Tab', `${RECEIVED}/naturalPerson`],
    ] as const) {
      await page.keyboard.press(key);
      expect([key, await focused(page)]).toEqual([key, lead]);
    }
    await page.keyboard.type('１,２３４');
    await page.keyboard.press('Enter');
    expect(await kept(page, `${RECEIVED}/naturalPerson`)).toBe('1234');
    expect(await valueAt(page, `${RECEIVED}/naturalPerson`)).toBe('1234');
    expect(complaints).toEqual([]);
    await close();
  });

  it('goes into a figure with F2, and Escape brings back what stood there', async () => {
    const { page, close } = await look.open({ draft: whole() });
    await field(page, `${RECEIVED}/naturalPerson`).focus();
    await page.keyboard.press('F2');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.type('0');
    expect(await valueAt(page, `${RECEIVED}/naturalPerson`)).toBe('102');
    expect(await focused(page)).toBe(`${RECEIVED}/naturalPerson`);
    await page.keyboard.press('Escape');
    expect(await valueAt(page, `${RECEIVED}/naturalPerson`)).toBe('12');
    expect(await kept(page, `${RECEIVED}/naturalPerson`)).toBe('12');
    expect(await page.evaluate('look.read().done.length')).toBe(0);
    await page.keyboard.press('ArrowRight');
    expect(await focused(page)).toBe(`${RECEIVED}/commercial`);
    await close();
  });

  it('takes back and repeats, one field a step, and shows where', async () => {
    const { page, close } = await look.open({ draft: whole() });
    await field(page, `${RECEIVED}/naturalPerson`).focus();
    await page.keyboard.type('345');
    await page.keyboard.press('Enter');
    await page.keyboard.type('6');
    await page.keyboard.press('Control+z');
    expect([await valueAt(page, `${CARRIED_IN}/naturalPerson`), await focused(page)]).toEqual([
      '2',
      `${CARRIED_IN}/naturalPerson`,
    ]);
    await page.keyboard.press('Control+z');
    expect([await valueAt(page, `${RECEIVED}/naturalPerson`), await focused(page)]).toEqual([
      '12',
      `${RECEIVED}/naturalPerson`,
    ]);
    expect(await page.locator('#look-undo').isDisabled()).toBe(true);
    await page.keyboard.press('Control+y');
    expect(await valueAt(page, `${RECEIVED}/naturalPerson`)).toBe('345');
    await page.keyboard.press('Control+Shift+Z');
    expect(await valueAt(page, `${CARRIED_IN}/naturalPerson`)).toBe('6');
    expect(await page.locator('#look-redo').isDisabled()).toBe(true);
    await page.locator('#look-undo').click();
    expect(await valueAt(page, `${CARRIED_IN}/naturalPerson`)).toBe('2');
    await close();
  });

  it('takes texts back sentence by sentence, and leaves the caret there', async () => {
    const { page, close } = await look.open({ draft: whole() });
    const other = field(page, '/narrative/other');
    await other.focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('一句。二句。');
    await page.keyboard.press('Control+z');
    await page.keyboard.type('三');
    expect(await kept(page, '/narrative/other')).toBe('一句。三');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    expect(await other.inputValue()).toBe(whole().values['/narrative/other']);
    await page.keyboard.press('Control+y');
    expect([await other.inputValue(), await focused(page)]).toEqual(['一句。', '/narrative/other']);
    await close();
  });

  it('opens the row’s help with F1', async () => {
    const { page, close } = await look.open({ draft: whole() });
    await field(page, `${GRANTED}/other`).focus();
    await page.keyboard.press('F1');
    const panel = page.locator('#look-panel');
    expect(await panel.innerText()).toContain('条例第三十六条');
    await panel.locator('.panel-close').click();
    expect([await panel.isVisible(), await focused(page)]).toEqual([false, `${GRANTED}/other`]);
    await page.keyboard.press('F1');
    await page.keyboard.press('Escape');
    expect([await panel.isVisible(), await focused(page)]).toEqual([false, `${GRANTED}/other`]);
    await page.locator(`[data-help="/applications/carriedOut"]`).click();
    expect(await panel.innerText()).toContain('到 12 月 31 日还没有答复的申请');
    await close();
  });
});

describe('what is typed', () => {
  it('is kept and told at its cell where it is no number', async () => {
    const { page, close } = await look.open({ draft: whole() });
    await field(page, `${RECEIVED}/naturalPerson`).focus();
    await page.keyboard.type('12x');
    await page.keyboard.press('Enter');
    expect(await told(page, `${RECEIVED}/naturalPerson`)).toBe('这里要填数字');
    expect(await valueAt(page, `${RECEIVED}/naturalPerson`)).toBe('12x');
    expect(await kept(page, `${RECEIVED}/naturalPerson`)).toBe('12x');
    expect(await field(page, `${RECEIVED}/naturalPerson`).getAttribute('aria-invalid')).toBe('true');
    await expect.poll(() => status(page)).toContain('1 格还没有填');
    await close();
  });

  it('is checked with every key: the sum is wrong at once, and right again', async () => {
    const { page, close } = await look.open({ draft: whole() });
    await field(page, `${RECEIVED}/naturalPerson`).focus();
    await page.keyboard.type('9');
    expect(await told(page, `${RECEIVED}/total`)).toBe('应为 12');
    await page.keyboard.press('Backspace');
    // Empty: not filled in yet, and no sum that it belongs to is wrong.
    expect(await told(page, `${RECEIVED}/total`)).toBe('');
    await page.keyboard.type('12');
    expect(await told(page, `${RECEIVED}/total`)).toBe('');
    await close();
  });

  it('moves neither focus nor page, and leaves every other field as it is', async () => {
    const { page, close } = await look.open({ draft: whole() });
    await field(page, `${GRANTED}/other`).focus();
    await page.evaluate(
      `window.all = [...document.querySelectorAll('[data-path]')]; window.y = document.activeElement.getBoundingClientRect().top;`,
    );
    await page.keyboard.type('77');
    await page.waitForFunction(`document.querySelector('#look-findings .finding') !== null`);
    expect(
      await page.evaluate(
        `[all.every((one) => one.isConnected), document.activeElement.value, Math.round(Math.abs(document.activeElement.getBoundingClientRect().top - y))]`,
      ),
    ).toEqual([true, '77', 0]);
    await close();
  });

  it('is answered within 16 ms, at the median, in a long report whose sums are wrong', async () => {
    const long = '本机关及时主动公开各类信息，受理并答复群众申请，做好平台维护和监督保障工作。'.repeat(60);
    const draft = startFromDocument(
      FILED,
      aReport({
        set: {
          '/narrative/overview': long,
          '/narrative/problems': long,
          '/applications/results/total/total': 61,
        },
      }),
    );
    const { page, close } = await look.open({ draft, last: LAST });
    await page.evaluate(`(() => {
      window.times = [];
      let began = 0;
      addEventListener('keydown', () => { began = performance.now(); }, true);
      addEventListener('input', () => {
        document.body.getBoundingClientRect();
        times.push(performance.now() - began);
      });
    })()`);
    await field(page, `${RECEIVED}/naturalPerson`).focus();
    for (let i = 0; i < 60; i++) await page.keyboard.press(i % 6 === 5 ? 'Backspace' : String(i % 10));
    const times = (await page.evaluate<number[]>('times')).sort((a, b) => a - b);
    const [median = NaN, p95 = NaN] = [
      times[Math.floor(times.length / 2)],
      times[Math.floor(times.length * 0.95)],
    ];
    console.log(`a keystroke, laid out: median ${median.toFixed(1)} ms, 95 % within ${p95.toFixed(1)} ms`);
    expect(times).toHaveLength(60);
    expect(median).toBeLessThanOrEqual(16);
    await close();
  });
});

describe('a block from a spreadsheet', () => {
  it('comes to lie over the cells from the focused one on, as one step', async () => {
    const { page, close } = await look.open({ draft: whole() });
    await field(page, `${RECEIVED}/commercial`).focus();
    await paste(page, '1,003\t２\r\nx\t-\r\n');
    expect(
      await Promise.all(
        [
          `${RECEIVED}/commercial`,
          `${RECEIVED}/research`,
          `${CARRIED_IN}/commercial`,
          `${CARRIED_IN}/research`,
        ].map((path) => valueAt(page, path)),
      ),
    ).toEqual(['1003', '2', 'x', '0']);
    expect(await told(page, `${CARRIED_IN}/commercial`)).toBe('这里要填数字');
    expect(await page.locator('#look-said').textContent()).toBe('已粘贴 4 格。');
    await page.keyboard.press('Control+z');
    expect(await valueAt(page, `${RECEIVED}/commercial`)).toBe('3');
    await close();
  });

  it('says what found no place', async () => {
    const { page, close } = await look.open({ draft: whole() });
    await field(page, '/applications/carriedOut/other').focus();
    await paste(page, '1\t1\t5\n7\t7\t7');
    expect(await page.locator('#look-said').textContent()).toBe('已粘贴 2 格，另有 4 个数放不下，没有粘贴。');
    await close();
  });

  it('is no block where it is one figure', async () => {
    const { page, close } = await look.open({ draft: whole() });
    await field(page, `${RECEIVED}/commercial`).focus();
    await paste(page, '5\n');
    // A made-up event pastes nothing of itself; what matters is that it was left to the browser.
    expect(await page.locator('#look-said').textContent()).toBe('');
    await close();
  });
});

describe('what is doubtful', () => {
  it('comes first, with the source and candidates, and leads on to the next', async () => {
    const { page, complaints, close } = await look.open({ draft: anAskedDraft(), last: LAST });
    expect(await page.locator('.ask').count()).toBe(3);
    expect(await page.locator('#ask-1').innerText()).toContain('123000015');
    expect(await page.locator('#ask-1').innerText()).toContain('第 2 页 · 第 3 张表 · 第 4 行');
    expect(await page.locator('#ask-1').innerText()).toContain('2023年：自然人 12、商业企业 3');
    expect(await told(page, `${RECEIVED}/commercial`)).toBe('待确认');
    await page.locator('#ask-1 [data-candidate="0"]').click();
    expect(await valueAt(page, `${RECEIVED}/commercial`)).toBe('3');
    expect(await focused(page)).toBe('ask-2');
    await page.locator('#ask-2 [data-ask-goto]').click();
    expect(await focused(page)).toBe('/litigation/direct/upheld');
    await page.keyboard.type('0');
    await expect.poll(() => page.locator('.ask').count()).toBe(1);
    await page.locator('#ask-3 [data-confirm]').click();
    expect(await page.locator('#look-asks').innerText()).toContain('读不准的地方都已经看过');
    expect(await focused(page)).toBe('look-asks-heading');
    expect(complaints).toEqual([]);
    await page.keyboard.press('Control+z');
    expect(await page.locator('.ask').count()).toBe(1);
    expect(await page.locator('#look-said').textContent()).toBe('已撤销：六、其他需要报告的事项。');
    await close();
  });

  it('shows the source as text, whatever it says', async () => {
    const hostile = '<img src=x onerror="document.title = 1"><script>alert(1)</script>';
    const { page, complaints, close } = await look.open({
      draft: anAskedDraft({ asks: [{ path: RECEIVED, why: 'no-reading', text: hostile }] }),
    });
    expect(await page.locator('#ask-1 blockquote').innerText()).toBe(hostile);
    expect(await page.locator('#look img, #look script').count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('cells that are left empty', () => {
  it('are filled in once a person says so, but those that are asked about', async () => {
    const { page, close } = await look.open({
      draft: anAskedDraft({ set: { '/proactive/rules/made': null } }),
    });
    await page.locator('[data-fill-blanks]').click();
    expect(await valueAt(page, '/proactive/rules/made')).toBe('0');
    expect(await valueAt(page, `${RECEIVED}/commercial`)).toBe('');
    expect([await focused(page), await page.locator('[data-fill-blanks]').count()]).toEqual([
      'look-form-heading',
      0,
    ]);
    await page.locator('#look-undo').click();
    expect(await valueAt(page, '/proactive/rules/made')).toBe('');
    await close();
  });

  it('are proposed their sum', async () => {
    const { page, close } = await look.open({ draft: whole() });
    await field(page, `${RECEIVED}/total`).focus();
    await page.keyboard.press('Delete');
    await page.locator(`#${fieldId(`${RECEIVED}/total`)}-told button`).click();
    expect([await valueAt(page, `${RECEIVED}/total`), await focused(page)]).toEqual([
      '15',
      `${RECEIVED}/total`,
    ]);
    await close();
  });
});

describe('what most likely went wrong', () => {
  const wrong = () => startFromDocument(FILED, aReport({ set: { '/applications/results/total/total': 61 } }));

  it('is mended by its button in the list, or at the cell', async () => {
    for (const button of [
      '#look-findings [data-repair]',
      `#${fieldId('/applications/results/total/total')}-told button`,
    ]) {
      const { page, close } = await look.open({ draft: wrong() });
      expect(await page.locator('#look-findings .suspect').innerText()).toContain('61');
      await page.locator(button).first().click();
      expect(await valueAt(page, '/applications/results/total/total')).toBe('16');
      expect(await page.locator('#look-findings .finding-error').count()).toBe(0);
      expect(await focused(page)).toBe('/applications/results/total/total');
      await page.keyboard.press('Control+z');
      expect(await page.locator('#look-findings .finding-error').count()).toBe(3);
      await close();
    }
  });

  it('leads from a finding into its cell', async () => {
    const { page, close } = await look.open({ draft: wrong() });
    await page.locator('#finding-1 a[href^="#cell-"]').click();
    expect(await focused(page)).toContain('/applications/');
    await close();
  });
});

describe.each<[string, BrowserContextOptions, 'zh-CN' | 'en']>([
  ['Chinese, light', { colorScheme: 'light' }, 'zh-CN'],
  ['English, dark', { colorScheme: 'dark' }, 'en'],
  ['a phone of 360 pixels', { viewport: { width: 360, height: 780 } }, 'zh-CN'],
  ['a phone, English, dark', { viewport: { width: 360, height: 780 }, colorScheme: 'dark' }, 'en'],
])('%s', (_, options, lang) => {
  it('breaks no rule of accessibility and does not scroll sideways', async () => {
    const draft = anAskedDraft({ set: { '/applications/results/total/total': 61 } });
    const { page, complaints, close } = await look.open({ draft, lang, last: LAST }, options);
    await page.evaluate(axe);
    await field(page, `${GRANTED}/naturalPerson`).focus();
    await page.keyboard.type('x');
    await page.keyboard.press('F1');
    expect([await page.evaluate(VIOLATIONS), Math.max(0, await page.evaluate<number>(OVERFLOW))]).toEqual([
      [],
      0,
    ]);
    expect(complaints).toEqual([]);
    await close();
  });

  it('shows the cell that is being filled in whole, beside the panel and the row’s label', async () => {
    const { page, close } = await look.open({ draft: whole(), lang, last: LAST }, options);
    for (const path of [
      `${GRANTED}/total`,
      '/applications/carriedOut/naturalPerson',
      '/litigation/direct/total',
    ]) {
      await field(page, path).focus();
      const hidden = await page.evaluate(`(() => {
        const { left, right, top, bottom } = document.activeElement.getBoundingClientRect();
        return [[left + 2, top + 2], [right - 2, bottom - 2]].filter(
          ([x, y]) => document.elementFromPoint(x, y) !== document.activeElement,
        );
      })()`);
      expect([path, hidden]).toEqual([path, []]);
    }
    await close();
  });
});
