/** Making a report as a clerk does it: from a file, or from nothing, to a document that can be filed. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeReport } from '../../shared/domain/document/decode-report.ts';
import { toIsoDay } from '../../shared/domain/basics/calendar.ts';
import { checkDocument } from '../../shared/domain/verdict/check-report.ts';
import { reportSections } from '../../web/downloads/report-text.ts';
import { writeOfficialDocx } from '../../web/downloads/official-docx.ts';
import { aBalancedReport } from '../support/a-balanced-report.ts';
import { PHONE } from '../support/browser.ts';
import { startBrowsing, type Browsing } from '../support/browsing.ts';
import { DISTRICT, NOW } from '../support/web-scene.ts';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const VIOLATIONS = `axe.run().then(({ violations }) => violations.map(
  ({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | '),
))`;
const OVERFLOW = 'document.documentElement.scrollWidth - window.innerWidth';
const FOCUSED = 'document.activeElement.id';

const MISSING = '/file?agency=missing-ju&year=2024';
const MISSING_NAME = '柳北区审计局';
const report = (received = 21) => {
  const document = aBalancedReport({ agencyId: 'missing-ju', district: DISTRICT, year: 2024, received });
  document.agency.name = MISSING_NAME;
  return document;
};

let browsing: Browsing;
beforeAll(async () => {
  browsing = await startBrowsing();
});
afterAll(() => browsing.stop());

const file = (name: string, content: string | Uint8Array) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(content),
});
const choose = (page: Page, ...files: ReturnType<typeof file>[]): Promise<void> =>
  page.locator('#source-file').setInputFiles(files);
const step = (page: Page, name: string) => page.locator(`#step-${name}`);

/** What the last step gives away. */
async function takeData(page: Page): Promise<Buffer> {
  const download = page.waitForEvent('download');
  await page.locator('[data-take="data"]').click();
  const path = await (await download).path();
  return readFile(path);
}

const takeDataLater = async (page: Page): Promise<Buffer> => {
  await page.locator('.filing-steps [data-step="done"]').click();
  return takeData(page);
};

/** Drafts as they would be kept from before the agencies were renamed and moved. */
const MAKE_OLDER = `new Promise((resolve, reject) => {
  const asked = indexedDB.open('gouji');
  asked.onsuccess = () => {
    const drafts = asked.result.transaction('drafts', 'readwrite').objectStore('drafts');
    drafts.openCursor().onsuccess = ({ target: { result: cursor } }) => {
      if (!cursor) return resolve();
      const { draft } = cursor.value;
      cursor.update({ ...cursor.value, draft: { ...draft, agencyName: '旧名', district: '110000' } });
      cursor.continue();
    };
  };
  asked.onerror = reject;
})`;

describe('a clerk who files a report', () => {
  it('finds the agency by a part of its name, and sees year, deadline and what is there', async () => {
    const { page, complaints, close } = await browsing.open('/');
    await page.getByRole('link', { name: '报送', exact: true }).click();
    await page.locator('#find-agency').fill('sjj');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: `为${MISSING_NAME}报送` }).click();
    await page.getByRole('link', { name: '2024年', exact: true }).click();
    await page.waitForURL('**/file?agency=missing-ju&year=2024');
    const shown = await step(page, 'agency').innerText();
    expect(shown).toContain('截止 2025-01-31');
    expect(shown).toContain('已过 486 天');
    expect(shown).toContain('还没有报过');
    await step(page, 'agency').getByRole('link', { name: '下一步' }).click();
    expect(page.url()).toContain('step=source');
    expect(await page.evaluate(FOCUSED)).toBe('heading-source');
    expect(complaints).toEqual([]);
    await close();
  });

  it('drops the data of a report and takes along exactly what it says', async () => {
    const { page, complaints, close } = await browsing.open(`${MISSING}&step=source`);
    const requests: string[] = [];
    await choose(page, file('report.json', JSON.stringify(report())));
    await step(page, 'look').waitFor();
    page.on('request', (request) => {
      // Parts of the site's own script may still come.
      if (!/^blob:|\/assets\//.test(request.url())) requests.push(request.url());
    });
    await page.locator('.filing-steps [data-step="done"]').click();
    const bytes = await takeData(page);
    const decoded = decodeReport(bytes);
    expect(decoded.kind === 'read' && decoded.report).toMatchObject({
      agency: { id: 'missing-ju' },
      year: 2024,
    });
    expect(JSON.parse(bytes.toString())).toMatchObject(JSON.parse(JSON.stringify(report())));
    expect(checkDocument(bytes, NOW).outcome).toBe('accepted');
    // Who is signed in is all that is asked.
    const asked = requests.map((address) => address.replace(browsing.address(''), ''));
    expect({ complaints, asked }).toEqual({ complaints: [], asked: ['/office/me?agency=missing-ju'] });
    await close();
  });
});

/** Files as LibreOffice wrote them, and the figures that they all bear: beside the repository, where they are. */
const OFFICE = new URL('../../../shared/parts/', import.meta.url);
const hasOffice = existsSync(OFFICE);
const office = async (name: string) => file(name, await readFile(new URL(name, OFFICE)));

/** A report as a page of ours shows it: what is copied of it. */
async function shownReport(): Promise<string> {
  const answer = await browsing.scene.app.request('/agencies/late-ju/years/2024?lang=zh');
  const [, shown = ''] =
    /<section class="report"[^>]*>([^]*?)<p class="colophon"/.exec(await answer.text()) ?? [];
  return `<h1>${MISSING_NAME}2024年政府信息公开工作年度报告</h1>${shown}`;
}

/** As Word puts a copied page on the clipboard. */
const writeWordHtml = (shown: string): string =>
  `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15"></head><body><!--StartFragment-->${shown
    .replaceAll(
      /(<t[dh][^>]*>)([^]*?)(<\/t[dh]>)/g,
      '$1<p class=MsoNormal><span lang=EN-US>$2<o:p></o:p></span></p>$3',
    )
    .replaceAll(/<(\/?)h\d[^>]*>/g, '<$1p>')}<!--EndFragment--></body></html>`;

/** As browsers put it there beside its markup: a line a row, cells parted by tabs. */
const writePlainText = (shown: string): string =>
  shown
    .replaceAll(/<\/t[dh]>\s*<t[dh][^>]*>/g, '\t')
    .replaceAll(/<\/(tr|p|h\d|section)>/g, '\n')
    .replaceAll(/<[^>]*>/g, '');

async function paste(page: Page, data: Readonly<Record<string, string>>): Promise<void> {
  await page.locator('#source-text').focus();
  await page.evaluate(`(() => {
    const data = new DataTransfer();
    for (const [kind, text] of Object.entries(${JSON.stringify(data)})) data.setData(kind, text);
    document.querySelector('#source-text').dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  })()`);
}

const figuresIn = (bytes: Uint8Array): readonly number[] => {
  const decoded = decodeReport(bytes);
  return decoded.kind === 'read' && decoded.report ? [...decoded.report.figures.cells] : [];
};
const OFFICIAL = decodeReport(new TextEncoder().encode(JSON.stringify(report())));
const REPORT = OFFICIAL.kind === 'read' ? OFFICIAL.report : undefined;

describe('a clerk with a file', () => {
  it('drops the Word file, looks, and takes along the report that it says', async () => {
    if (!REPORT) throw new Error('the report is not balanced');
    const docx = await writeOfficialDocx({
      title: `${MISSING_NAME}2024年政府信息公开工作年度报告`,
      edition: '2021',
      figures: REPORT.figures,
      sections: reportSections(REPORT),
      signature: { name: MISSING_NAME, date: toIsoDay('2025-01-10') },
      foot: '',
      notes: [],
    });
    const { page, complaints, close } = await browsing.open(`${MISSING}&step=source`);
    const begun = performance.now();
    await choose(page, file('报告.docx', docx));
    await page.locator('.look').waitFor();
    expect(await page.locator('.look-read').innerText()).toBe(
      '读出：2021 版的表，200 格中 200 格；「一、总体情况」「五、存在的主要问题及改进情况」「六、其他需要报告的事项」「落款·单位」。',
    );
    console.log(`a .docx is looked at after ${Math.round(performance.now() - begun)} ms`);
    await page.locator('.filing-steps [data-step="done"]').click();
    await expect.poll(() => page.locator('.done-headline').innerText()).toContain('报告做好了');
    const bytes = await takeData(page);
    expect(figuresIn(bytes)).toEqual([...REPORT.figures.cells]);
    expect(JSON.parse(bytes.toString())).toMatchObject({
      year: 2024,
      agency: { id: 'missing-ju', name: MISSING_NAME },
      district: DISTRICT,
      narrative: { problems: REPORT.narrative.problems },
      signature: { name: MISSING_NAME, date: '2025-01-10' },
    });
    expect(complaints).toEqual([]);
    await close();
  });

  it.each([
    ['from Word', async () => ({ 'text/html': writeWordHtml(await shownReport()), 'text/plain': '报告' })],
    ['as text', async () => ({ 'text/plain': writePlainText(await shownReport()) })],
  ])('pastes it %s', async (_, copy) => {
    const { page, complaints, close } = await browsing.open(`${MISSING}&step=source`);
    await paste(page, await copy());
    await page.locator('.look').waitFor();
    expect(await page.locator('#look-asks').innerText()).toBe('');
    expect(await page.locator('#field-applications-received-naturalPerson').inputValue()).toBe('6');
    await page.locator('.filing-steps [data-step="done"]').click();
    const taken: unknown = JSON.parse((await takeData(page)).toString());
    expect(taken).toMatchObject({
      agency: { id: 'missing-ju' },
      year: 2024,
      applications: { received: { naturalPerson: 6, total: 6 }, results: { total: { total: 6 } } },
      narrative: { problems: '个别栏目信息更新不够及时。' },
    });
    expect(complaints).toEqual([]);
    await close();
  });

  it('is told what the matter is with a file that is none, and goes on', async () => {
    const { page, close } = await browsing.open(`${MISSING}&step=source`);
    for (const [name, content, refusal] of [
      ['照片.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), 'scan'],
      ['报告.docx', new Uint8Array([0x50, 0x4b, 3, 4, 0xff]), 'damaged'],
      ['空.doc', new Uint8Array(), 'empty'],
      ['通知.txt', '关于召开会议的通知', 'not-a-report'],
    ] as const) {
      await choose(page, file(name, content));
      await page.locator(`[data-refusal="${refusal}"]`).waitFor();
      expect(await page.locator('#source-told').innerText()).toContain(name);
    }
    await choose(page, file('report.json', JSON.stringify(report())));
    await page.locator('.look').waitFor();
    await close();
  });

  it('drops it before choosing an agency, which is looked for by its name', async () => {
    const { page, complaints, close } = await browsing.open('/file');
    const dropText = (text: string): Promise<unknown> =>
      page.evaluate(`(() => {
        const data = new DataTransfer();
        data.items.add(new File([${JSON.stringify(text)}], '报告.txt'));
        for (const kind of ['dragover', 'drop'])
          document.querySelector('footer').dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
      })()`);
    await dropText('关于召开会议的通知');
    await expect.poll(() => page.locator('#draft-told').innerText()).toContain('请确认选对了文件');
    await dropText(writePlainText(await shownReport()));
    await page.waitForURL('**/file?year=2024&q=**');
    await expect.poll(() => page.locator('#draft-told').innerText()).toContain('选定机关后');
    await page.getByRole('link', { name: `为${MISSING_NAME}报送` }).click();
    await page.locator('.look').waitFor();
    expect(page.url()).toContain('agency=missing-ju&year=2024');
    expect(complaints).toEqual([]);
    await close();
  });

  it('is told of a file that never ends being read, and goes on', async () => {
    const { page, close } = await browsing.open(MISSING);
    await page.route('**/assets/convert-worker-*', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: 'onmessage = () => { for (;;); };' }),
    );
    await page.clock.install();
    await page.locator('.filing-steps [data-step="source"]').click();
    await choose(page, file('report.txt', '报告'));
    await expect.poll(() => page.locator('#source-status').innerText()).toContain('正在读取 report.txt');
    await page.clock.fastForward(20_001);
    await page.locator('[data-refusal="too-costly"]').waitFor();
    await page.locator('[data-start="form"]').click();
    await page.locator('.look').waitFor();
    await close();
  });

  it('is asked before another agency’s report is taken for this one’s', async () => {
    const { page, close } = await browsing.open(`${MISSING}&step=source`);
    const other = { ...report(), agency: { id: 'late-ju', name: '柳北区教育局' } };
    await choose(page, file('report.json', JSON.stringify(other)));
    const told = page.locator('#source-told');
    await expect.poll(() => told.innerText()).toContain('柳北区教育局 2024年度');
    await told.getByRole('button', { name: '换一份文件' }).click();
    expect(await told.innerText()).toBe('');
    await choose(page, file('report.json', JSON.stringify(other)));
    await told.getByRole('button', { name: '改选文件里的机关和年度' }).click();
    await page.waitForURL('**/file?agency=late-ju&year=2024**');
    await page.locator('.look').waitFor();
    expect(await page.locator('#field-applications-received-total').inputValue()).toBe('21');
    await close();
  });

  it
    .runIf(hasOffice)
    .each([
      'form-distinct.docx',
      'official-wps-distinct.docx',
      'official-distinct.doc',
      'form-distinct.xls',
      'form-distinct.xlsx',
      'form-distinct.ods',
      'official-distinct.odt',
      'official-distinct.pdf',
      'form-distinct.html',
    ])('drops %s, and every cell that is read says what the file says', async (name) => {
    const expected: unknown = JSON.parse(await readFile(new URL('expected-distinct.json', OFFICE), 'utf8'));
    const { page, complaints, close } = await browsing.open(`${MISSING}&step=source`);
    const begun = performance.now();
    await choose(page, await office(name));
    await page.locator('.look, #source-told button, [data-refusal]').first().waitFor();
    console.log(`${name} is read after ${Math.round(performance.now() - begun)} ms`);
    // The file says no year or agency, or another: it is used all the same.
    const use = page.locator('[data-answer="use"]');
    if ((await use.count()) > 0) await use.click();
    await page.locator('.look').waitFor();
    await page.locator('.filing-steps [data-step="done"]').click();
    const taken: unknown = JSON.parse((await takeData(page)).toString());
    const seen = Object.entries(flatten(expected)).filter(([path, value]) => {
      const read = flatten(taken)[path];
      return read !== value && read !== null;
    });
    expect({ name, seen }).toEqual({ name, seen: [] });
    const cells = Object.entries(flatten(expected)).filter(([path]) => /^\/[a-z]+\/.+\//.test(path));
    const read = cells.filter(([path, value]) => flatten(taken)[path] === value).length;
    console.log(`${name}: ${read} of ${cells.length} cells`);
    expect(read).toBeGreaterThan(cells.length * 0.8);
    expect(complaints).toEqual([]);
    await close();
  });
});

/** Numbers and nothing by their paths. */
function flatten(value: unknown, path = ''): Record<string, unknown> {
  if (typeof value !== 'object' || value === null)
    return typeof value === 'number' || value === null ? { [path]: value } : {};
  return Object.assign({}, ...Object.entries(value).map(([key, inner]) => flatten(inner, `${path}/${key}`)));
}

describe('a clerk who checks first', () => {
  it('drops Word files on the check page, sees verdict and what is asked, and goes on where reports are filed', async () => {
    const { page, complaints, close } = await browsing.open('/check');
    const text = writePlainText(await shownReport());
    const torn = text.replace(/(予以公开)\t6\t0\t0\t0\t0\t0\t6/, '$1\t6\t0\t6');
    expect(torn).not.toBe(text);
    await page
      .locator('#check-files')
      .setInputFiles([file('齐.txt', text), file('缺.txt', torn), file('图.gif', 'GIF89a')]);
    await expect.poll(() => page.locator('.checked-files button').count()).toBe(3);
    expect(await page.locator('.checked-files').innerText()).toMatch(
      /齐\.txt\s*可以报送[^]*缺\.txt\s*有 1 处看不准/,
    );
    await page.locator('.checked-files button').nth(1).click();
    expect(await page.locator('.look-asks').innerText()).toContain('予以公开');
    // Whose it is, the roster says: there it is chosen first.
    await page.locator('[data-action="file"]').click();
    await page.waitForURL('**/file?year=2024');
    await page.locator('#find-agency').fill('柳北 审计');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: `为${MISSING_NAME}报送` }).click();
    await page.locator('.look').waitFor();
    expect(await page.locator('#look-asks').innerText()).toContain('予以公开');
    expect(await page.locator('#field-applications-received-total').inputValue()).toBe('6');
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('a clerk without a file', () => {
  it('fills in the form, is killed in the middle, and goes on where it stopped', async () => {
    const { page, close } = await browsing.open(`${MISSING}&step=source`);
    await page.locator('[data-start="form"]').click();
    await page.locator('#field-applications-received-naturalPerson').fill('7');
    await page.locator('#field-narrative-overview').fill('写到一半');
    await expect.poll(() => page.locator('#draft-told').innerText()).toContain('草稿已存');
    const context = page.context();
    const crashed = page.waitForEvent('crash');
    await page.goto('chrome://crash').catch(() => undefined);
    await crashed;
    const again = await context.newPage();
    await again.goto(browsing.address(MISSING));
    await again.locator('.look').waitFor();
    expect(again.url()).toContain('step=look');
    expect(await again.locator('#field-applications-received-naturalPerson').inputValue()).toBe('7');
    expect(await again.locator('#field-narrative-overview').inputValue()).toBe('写到一半');
    // Another year has a draft of its own, and this one can be deleted.
    await again.goto(browsing.address('/file?agency=missing-ju&year=2023&step=source'));
    expect(await again.locator('#draft-there').innerText()).toBe('');
    await again.goto(browsing.address(`${MISSING}&step=source`));
    await again.getByRole('button', { name: '删除草稿' }).click();
    await again.locator('#source-told').getByRole('button', { name: '删除草稿' }).click();
    await expect.poll(() => again.locator('#source-status').innerText()).toContain('草稿已删除');
    expect(await again.evaluate(FOCUSED)).toBe('heading-source');
    await again.goto(browsing.address(`${MISSING}&step=source`));
    expect(await again.locator('#draft-there').innerText()).toBe('');
    await close();
  });

  it('goes on where it stopped under the name that the agency has by now', async () => {
    const { page, close } = await browsing.open(`${MISSING}&step=source`);
    await page.locator('[data-start="form"]').click();
    await page.locator('#field-narrative-overview').fill('写到一半');
    await expect.poll(() => page.locator('#draft-told').innerText()).toContain('草稿已存');
    const was = JSON.parse((await takeDataLater(page)).toString()) as object;
    await page.evaluate(MAKE_OLDER);
    await page.goto(browsing.address(MISSING));
    expect(JSON.parse((await takeDataLater(page)).toString())).toEqual(was);
    await close();
  });

  it('leaves at once, and finds all of it again', async () => {
    const { page, close } = await browsing.open(`${MISSING}&step=source`);
    await page.locator('[data-start="form"]').click();
    await page.locator('#field-narrative-overview').click();
    await page.keyboard.type('刚刚写的一句，马上就离开了。');
    await page.reload();
    expect(await page.locator('#field-narrative-overview').inputValue()).toBe('刚刚写的一句，马上就离开了。');
    await close();
  });

  it('keeps a text letter by letter, marks that nobody sees among them', async () => {
    const { page, close } = await browsing.open(`${MISSING}&step=source`);
    const overview = '总体\u200e平稳\u000b有序。\ufeff';
    await choose(
      page,
      file('r.json', JSON.stringify({ ...report(), narrative: { overview, problems: '无', other: '' } })),
    );
    await page.locator('#field-narrative-overview').press('End');
    await page.keyboard.type('好');
    await page.locator('.filing-steps [data-step="done"]').click();
    const taken: unknown = JSON.parse((await takeData(page)).toString());
    expect(taken).toMatchObject({ narrative: { overview: `${overview}好` } });
    await close();
  });

  it('works where the browser keeps nothing, and is told so', async () => {
    const { page, close } = await browsing.open('/');
    await page.addInitScript(
      'Object.defineProperty(window, "indexedDB", { get() { throw new DOMException("", "SecurityError"); } })',
    );
    await page.goto(browsing.address(`${MISSING}&step=source`));
    await page.locator('[data-start="form"]').click();
    await page.locator('#field-applications-received-naturalPerson').fill('7');
    await expect.poll(() => page.locator('#draft-told').innerText()).toContain('不让存草稿');
    await close();
  });

  it('starts with what was returned, and its findings', async () => {
    const { page, close } = await browsing.open('/file?agency=returned-ju&year=2024');
    await page.locator('.look').waitFor();
    expect(page.url()).toContain('step=look');
    expect(await page.locator('#field-applications-received-total').inputValue()).toBe('8');
    expect(await page.locator('#look-findings').innerText()).toContain('新收');
    await close();
  });

  it('starts with last year’s report: its texts are marked, of its figures the cases carried in', async () => {
    const { page, close } = await browsing.open('/file?agency=accepted-ju&year=2024&step=source');
    await page.locator('[data-start="last"]').click();
    await page.locator('.look').waitFor();
    expect(await page.locator('#field-applications-carriedIn-naturalPerson').inputValue()).toBe('40');
    expect(await page.locator('#field-applications-received-total').inputValue()).toBe('');
    expect(await page.locator('#field-narrative-overview').inputValue()).toContain('2023年');
    await close();
  });

  it('takes the blank form along, fills it in elsewhere, and is told while it is blank', async () => {
    const { page, close } = await browsing.open(`${MISSING}&step=source`);
    const download = page.waitForEvent('download');
    await page.locator('[data-start="blank"]').click();
    const taken = await download;
    expect(taken.suggestedFilename()).toBe(`${MISSING_NAME}2024年政府信息公开工作年度报告.docx`);
    const bytes = await readFile(await taken.path());
    await choose(page, file('空白.docx', bytes));
    await page.locator('[data-refusal="blank-form"]').waitFor();
    await close();
  });

  it('explains, confirms a nil report, says where it is published, and goes back and forth', async () => {
    const { page, complaints, close } = await browsing.open(`${MISSING}&step=source`);
    const nil = {
      ...report(0),
      nil: undefined,
      narrative: { overview: '平稳。', problems: '无', other: '' },
    };
    await choose(page, file('report.json', JSON.stringify(nil)));
    await page.locator('.look').waitFor();
    await page.locator('#step-look').getByRole('link', { name: '下一步' }).click();
    await page.locator('#confirm-nil').check();
    await page.locator('#confirm-published-on').fill('2025年1月9日');
    await page.locator('#confirm-source-url').fill('www.liubei.gov.cn');
    await page.keyboard.press('Tab');
    expect(await page.locator('#confirm-source-url-wrong').innerText()).toContain('http://');
    await page.locator('#confirm-source-url').fill('https://www.liubei.gov.cn/2025/0109/1.html');
    await page.keyboard.press('Tab');
    for (const field of await page.locator('#confirm-warnings textarea').all())
      await field.fill('确实如此。');
    expect(await step(page, 'confirm').innerText()).not.toMatch(/explanations|nil|JSON/i);
    await page.locator('#step-confirm').getByRole('link', { name: '下一步' }).click();
    await expect.poll(() => page.locator('.done-headline').innerText()).toBe('报告做好了');
    const taken: unknown = JSON.parse((await takeData(page)).toString());
    expect(taken).toMatchObject({
      nil: true,
      publishedOn: '2025-01-09',
      sourceUrl: 'https://www.liubei.gov.cn/2025/0109/1.html',
      explanations: [{ text: '确实如此。' }, { text: '确实如此。' }],
    });
    await page.goBack();
    expect(await page.locator('#confirm-nil').isChecked()).toBe(true);
    await page.goBack();
    await step(page, 'look').waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('goes from field to field while what is to be explained changes, and undoes in the form what was done there', async () => {
    const { page, close } = await browsing.open(`${MISSING}&step=source`);
    const thin = { ...report(), narrative: { overview: '平稳。', problems: '无', other: '' } };
    await choose(page, file('report.json', JSON.stringify(thin)));
    await page.locator('#field-applications-received-naturalPerson').fill('21');
    await page.locator('#field-narrative-other').fill('无。');
    await page.locator('.filing-steps [data-step="confirm"]').click();
    const overview = page.locator('#confirm-warnings [data-path="/narrative/overview"]');
    await overview.fill('确实如此。');
    await page.locator('#confirm-published-on').fill('2024-06-01');
    await page.keyboard.press('Shift+Tab');
    await expect.poll(() => page.locator('#confirm-warnings').innerText()).toContain('2024-06-01');
    await page.keyboard.type('已核对');
    expect(await page.locator('textarea:focus').inputValue()).toBe('已核对');
    await page.locator('.filing-steps [data-step="look"]').click();
    await page.locator('#look-undo').click();
    expect(await page.locator('#field-narrative-other').inputValue()).toBe('');
    await page.locator('.filing-steps [data-step="confirm"]').click();
    expect(await overview.inputValue()).toBe('确实如此。');
    expect(await page.locator('#confirm-published-on').inputValue()).toBe('2024-06-01');
    // Another language shows the same step.
    await page.locator('a.language').click();
    await page.locator('#confirm-published-on').waitFor();
    await close();
  });

  it('types in two windows, and loses nothing of either', async () => {
    const { page, close } = await browsing.open(`${MISSING}&step=source`);
    await choose(page, file('report.json', JSON.stringify(report())));
    await page.locator('#field-narrative-other').fill('先写的');
    await expect.poll(() => page.locator('#draft-told').innerText()).toContain('草稿已存');
    const other = await page.context().newPage();
    await other.goto(browsing.address(MISSING));
    await other.locator('#field-narrative-other').fill('后写的');
    await expect.poll(() => page.locator('#field-narrative-other').inputValue()).toBe('后写的');
    await page.locator('#field-narrative-problems').fill('也写了的');
    await expect.poll(() => other.locator('#field-narrative-problems').inputValue()).toBe('也写了的');
    expect(await other.locator('#field-narrative-other').inputValue()).toBe('后写的');
    await close();
  });

  it('takes the report along as a Word file, and has it read again', async () => {
    const { page, close } = await browsing.open(`${MISSING}&step=source`);
    await choose(page, file('report.json', JSON.stringify(report())));
    await page.locator('.look').waitFor();
    await page.locator('.filing-steps [data-step="done"]').click();
    const download = page.waitForEvent('download');
    await page.locator('[data-take="word"]').click();
    const bytes = await readFile(await (await download).path());
    await page.locator('.filing-steps [data-step="source"]').click();
    await choose(page, file('报告.docx', bytes));
    await expect.poll(() => page.url()).toContain('step=look');
    await page.locator('.filing-steps [data-step="done"]').click();
    const again = await takeData(page);
    expect(figuresIn(again)).toEqual([...(REPORT?.figures.cells ?? [])]);
    expect(JSON.parse(again.toString())).toMatchObject({ narrative: report()['narrative'] });
    await close();
  });
});

describe('a reader of the page', () => {
  it('is told what is needed where there is no JavaScript, and still sees deadline and years', async () => {
    const { page, close } = await browsing.open(MISSING, { javaScriptEnabled: false });
    const shown = await page.locator('main').innerText();
    expect(shown).toContain('要用 JavaScript');
    expect(shown).toContain('截止 2025-01-31');
    await page.getByRole('link', { name: '2023年', exact: true }).click();
    await page.waitForURL('**/file?agency=missing-ju&year=2023');
    await close();
  });

  it('sees it after at most 120 kB, and fetches what reads files when one comes', async () => {
    const { page, close } = await browsing.open('/check');
    await page.context().clearCookies();
    const fetched = new Map<string, number>();
    const context = await browsing.browser.newContext();
    const fresh = await context.newPage();
    fresh.on('response', (response) => {
      void response.headerValue('content-length').then((length) => {
        fetched.set(new URL(response.url()).pathname, Number(length ?? 0));
      });
    });
    await fresh.goto(browsing.address(MISSING), { waitUntil: 'networkidle' });
    const bytes = [...fetched.values()].reduce((sum, size) => sum + size, 0);
    console.log(`first view: ${bytes} bytes in ${fetched.size} files`);
    expect(bytes).toBeGreaterThan(20_000);
    expect(bytes).toBeLessThan(120_000);
    expect([...fetched.keys()].filter((path) => /pdf|xlsx|worker|write-word/.test(path))).toEqual([]);
    await context.close();
    await close();
  });

  it('makes a report by keyboard alone', async () => {
    const { page, close } = await browsing.open(MISSING);
    await page.locator('#step-agency').getByRole('link', { name: '下一步' }).focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate(FOCUSED)).toBe('heading-source');
    for (let i = 0; i < 15; i++) {
      await page.keyboard.press('Tab');
      if ((await page.evaluate(`document.activeElement.dataset.start`)) === 'form') break;
    }
    await page.keyboard.press('Enter');
    await page.locator('.look').waitFor();
    expect(await page.evaluate(FOCUSED)).toBe('heading-look');
    await close();
  });

  it('breaks no rule of accessibility and does not scroll sideways', async () => {
    const views: BrowserContextOptions[] = [{ colorScheme: 'light' }, { colorScheme: 'dark' }, PHONE];
    for (const options of views) {
      const { page, complaints, close } = await browsing.open('/file', { bypassCSP: true, ...options });
      const look = async (what: string): Promise<void> => {
        await page.evaluate(axe);
        const seen = {
          what,
          found: await page.evaluate(VIOLATIONS),
          overflow: await page.evaluate(OVERFLOW),
        };
        expect({ ...seen, options }).toEqual({ what, found: [], overflow: 0, options });
      };
      await look('nothing chosen');
      await page.goto(browsing.address(MISSING));
      await look('agency');
      await page.goto(browsing.address(`${MISSING}&step=source`));
      await look('source');
      await choose(page, file('report.txt', '这不是报告'));
      await page.locator('[data-refusal]').waitFor();
      await look('refused');
      const wrong = report();
      wrong.applications.received.total += 1;
      await choose(
        page,
        file(
          'report.json',
          JSON.stringify({ ...wrong, narrative: { overview: '平稳。', problems: '', other: '' } }),
        ),
      );
      for (const name of ['look', 'confirm', 'done']) {
        if (name !== 'look') await page.locator(`.filing-steps [data-step="${name}"]`).click();
        await step(page, name).waitFor();
        await look(name);
      }
      expect(complaints).toEqual([]);
      await close();
    }
  });
});
