/** Filing from the page: signed in, with a ticket, to the bucket itself, until the receipt. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toIsoDay } from '../../shared/domain/basics/calendar.ts';
import { decodeReport } from '../../shared/domain/document/decode-report.ts';
import { receiveUpload } from '../../shared/pipeline/receive-upload.ts';
import { reportSections } from '../../web/downloads/report-text.ts';
import { writeOfficialDocx } from '../../web/downloads/official-docx.ts';
import { aBalancedReport } from '../support/a-balanced-report.ts';
import { clerkOf } from '../support/an-office.ts';
import { PHONE } from '../support/browser.ts';
import { startBrowsing, type Browsing } from '../support/browsing.ts';
import { DISTRICT } from '../support/web-scene.ts';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const VIOLATIONS = `axe.run().then(({ violations }) => violations.map(
  ({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | '),
))`;
const OVERFLOW = 'document.documentElement.scrollWidth - window.innerWidth';
const FOCUSED = 'document.activeElement.id';
const YEAR = 2024;
const pageOf = (agency: string) => `/file?agency=${agency}&year=${YEAR}`;

let browsing: Browsing;
beforeAll(async () => {
  browsing = await startBrowsing({
    missing: clerkOf('missing-ju', DISTRICT),
    late: clerkOf('late-ju', DISTRICT),
    nil: clerkOf('nil-ju', DISTRICT, '王芳'),
    accepted: clerkOf('accepted-ju', DISTRICT),
    returned: clerkOf('returned-ju', DISTRICT),
    city: clerkOf('city-ju', '450200'),
  });
});
afterAll(() => browsing.stop());

/** What AWS does between the bucket and the function. */
let received = 0;
let before: (key: string) => Promise<void> = () => Promise.resolve();
let pump: NodeJS.Timeout;
beforeEach(() => {
  before = () => Promise.resolve();
  let isBusy = false;
  pump = setInterval(() => {
    const { engines, store } = browsing.scene;
    const next = engines.uploads[received];
    if (isBusy || !next) return;
    isBusy = true;
    const { key, versionId, sequencer } = next.s3.object;
    received++;
    const upload = { key, versionId, sequencer, principalId: next.userIdentity.principalId };
    void (key.startsWith('inbox/') ? before(key).then(() => receiveUpload(store, upload)) : Promise.resolve())
      .catch((error: unknown) => console.error(error))
      .finally(() => (isBusy = false));
  }, 20);
});
afterEach(() => clearInterval(pump));

const signedIn = (session: string, options: BrowserContextOptions = {}): BrowserContextOptions => ({
  ...options,
  storageState: {
    cookies: [
      {
        name: 'test-session',
        value: session,
        domain: '127.0.0.1',
        path: '/',
        expires: -1,
        httpOnly: true,
        secure: false,
        sameSite: 'Lax',
      },
    ],
    origins: [],
  },
});

function report(agencyId: string, name: string, amount = 21, district = DISTRICT) {
  const document = aBalancedReport({ agencyId, district, year: YEAR, received: amount });
  document.agency.name = name;
  return document;
}
const file = (name: string, content: string | Uint8Array) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(content),
});

/** A draft from a document, and the last step. */
async function goToFiling(page: Page, document: object): Promise<void> {
  await page.locator('#source-file').setInputFiles(file('report.json', JSON.stringify(document)));
  await page.locator('.look').waitFor();
  await page.locator('.filing-steps [data-step="done"]').click();
}
const filing = (page: Page) => page.locator('.filing-place');
const button = (page: Page) => filing(page).locator('[data-send="file"]');

async function auditPage(page: Page): Promise<unknown> {
  await page.evaluate(axe);
  return page.evaluate(VIOLATIONS);
}
const submissions = (agencyId: string, district = DISTRICT) =>
  browsing.scene.store.table.submissions({ district, agencyId, year: YEAR }, { consistent: true });

describe('a clerk who is signed in', () => {
  it('files a Word file, and sees the receipt', async () => {
    const decoded = decodeReport(
      new TextEncoder().encode(JSON.stringify(report('missing-ju', '柳北区审计局'))),
    );
    if (decoded.kind !== 'read' || !decoded.report) throw new Error('the report is not balanced');
    const docx = await writeOfficialDocx({
      title: '柳北区审计局2024年政府信息公开工作年度报告',
      edition: '2021',
      figures: decoded.report.figures,
      sections: reportSections(decoded.report),
      signature: { name: '柳北区审计局', date: toIsoDay('2025-01-10') },
      foot: '',
      notes: [],
    });
    const { page, complaints, close } = await browsing.open(
      `${pageOf('missing-ju')}&step=source`,
      signedIn('missing'),
    );
    await page.locator('#source-file').setInputFiles([file('报告.docx', docx)]);
    await page.locator('.look').waitFor();
    await page.locator('.filing-steps [data-step="done"]').click();
    await button(page).waitFor();
    expect(await filing(page).innerText()).toContain('以“李明”的身份，报送柳北区审计局 2024年度报告。');
    expect(await filing(page).innerText()).not.toContain('更正');
    expect(await auditPage(page)).toEqual([]);
    await button(page).click();
    const receipt = page.locator('.filing-receipt');
    await receipt.waitFor();
    const told = await receipt.innerText();
    expect(told).toContain('已接收');
    expect(told).toMatch(/报送人\s+李明/);
    expect(told).toContain('柳北区审计局');
    expect(await page.evaluate(FOCUSED)).toBe('filing-receipt-heading');
    expect(await auditPage(page)).toEqual([]);
    const [submission] = await submissions('missing-ju');
    expect(submission).toMatchObject({
      outcome: 'accepted',
      by: { kind: 'person', mail: 'missing-ju@liubei.example.cn', name: '李明' },
    });
    expect(told).toContain(String(submission?.sha256));
    expect(told).not.toContain('@');
    expect(complaints).toEqual([]);

    // On paper it is alone, and afterwards the report is what is printed again.
    await page.evaluate('window.print = () => { window.printed = document.body.className; }');
    await page.locator('[data-send="print"]').click();
    expect(await page.evaluate('window.printed')).toContain('print-receipt');
    await page.emulateMedia({ media: 'print' });
    expect(await receipt.isVisible()).toBe(true);
    expect(await page.locator('#step-done .report').isVisible()).toBe(false);
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await receipt.isVisible()).toBe(false);
    await page.emulateMedia({ media: 'screen' });

    // The draft is no more: what was filed stands there.
    await page.goto(browsing.address(pageOf('missing-ju')));
    await expect.poll(() => page.locator('#step-agency').innerText()).toContain('已接收');
    expect(await page.locator('#draft-told').innerText()).toBe('');
    await close();
  });

  it('is told first that it is a correction, and what it changes', async () => {
    const { page, complaints, close } = await browsing.open(
      `${pageOf('late-ju')}&step=source`,
      signedIn('late'),
    );
    const changed = report('late-ju', '柳北区教育局', 9);
    changed['narrative'] = {
      ...(changed['narrative'] as object),
      problems: '个别栏目更新不及时，已逐一改正。',
    };
    await goToFiling(page, changed);
    await button(page).waitFor();
    const told = (await page.locator('.filing-correction').innerText()).replaceAll(/\s+/g, ' ');
    expect(told).toMatch(/^这是更正：2025-02-01 00:05 报送的那一份已接收，新的一份会代替它。/);
    expect(told).toContain('自然人」 原为 6 → 改为 9');
    expect(told).toContain('文字有改动');
    await button(page).click();
    await page.locator('.filing-receipt').waitFor();
    const [newest, first] = await submissions('late-ju');
    expect([newest?.outcome, newest?.by?.kind, first?.by]).toEqual(['accepted', 'person', undefined]);
    expect(complaints).toEqual([]);
    await close();
  });

  it('is led back to the form where the report is returned, and keeps the draft', async () => {
    const { store } = browsing.scene;
    // Somebody else has used the ticket meanwhile.
    before = async () => {
      const [key] =
        [...(await store.state())].findLast(
          ([, item]) =>
            JSON.stringify(item).includes('accepted-ju') &&
            JSON.stringify(item).includes('sizeBytes') &&
            JSON.stringify(item).includes('expiresAtEpochS'),
        ) ?? [];
      const ticket = await store.table.ticket(String(key).split('|')[0]?.slice('ticket#'.length) ?? '');
      if (!ticket) throw new Error('no ticket was given');
      await store.table.useTicket(ticket, 'another');
    };
    const { page, close } = await browsing.open(`${pageOf('accepted-ju')}&step=source`, signedIn('accepted'));
    await goToFiling(page, report('accepted-ju', '柳北区公安局'));
    await button(page).click();
    const receipt = page.locator('.filing-receipt');
    await receipt.waitFor();
    expect(await receipt.innerText()).toContain('已退回');
    expect(await receipt.innerText()).toContain('同一份许可已经用过一次');
    await receipt.locator('[data-step="look"]').click();
    await page.locator('#step-look').waitFor();
    expect(await page.locator('#field-applications-received-total').inputValue()).toBe('21');
    await page.reload();
    await page.locator('.look').waitFor();
    await close();
  });

  it('loses nothing where the network goes, and tries again', async () => {
    const { page, close } = await browsing.open(`${pageOf('nil-ju')}&step=source`, signedIn('nil'));
    await goToFiling(page, report('nil-ju', '柳北区统计局'));
    const { s3Endpoint } = browsing.scene.engines;
    await page.route(`${s3Endpoint}/**`, (route) => route.abort('internetdisconnected'));
    await button(page).click();
    await expect.poll(() => filing(page).innerText()).toContain('网络断了，没有报送成功');
    expect(await submissions('nil-ju')).toHaveLength(1);
    await page.unroute(`${s3Endpoint}/**`);
    await button(page).click();
    await page.locator('.filing-receipt').waitFor();
    expect(await page.locator('.filing-receipt').innerText()).toContain('王芳');
    await close();
  });

  it('gets another ticket where the first has run out, and need not know', async () => {
    const { page, close } = await browsing.open(`${pageOf('returned-ju')}&step=source`, signedIn('returned'));
    await goToFiling(page, report('returned-ju', '柳北区民政局'));
    const { s3Endpoint } = browsing.scene.engines;
    const tickets: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/office/tickets')) tickets.push(request.method());
    });
    // It stays until the end: taking it away while the second one is on its way would lose that one.
    let posted = 0;
    await page.route(`${s3Endpoint}/**`, (route) =>
      posted++ > 0
        ? route.continue()
        : route.fulfill({
            status: 403,
            headers: { 'access-control-allow-origin': '*' },
            body: '<Error><Code>AccessDenied</Code><Message>Invalid according to Policy: Policy expired.</Message></Error>',
          }),
    );
    await button(page).click();
    await page.locator('.filing-receipt').waitFor();
    expect(await page.locator('.filing-receipt').innerText()).toContain('已接收');
    expect(tickets).toEqual(['POST', 'POST']);
    await close();
  });

  it('files in English on a telephone, by the keyboard alone', async () => {
    const { page, complaints, close } = await browsing.open(
      `/file?agency=city-ju&year=${YEAR}&step=source&lang=en`,
      signedIn('city', PHONE),
    );
    await goToFiling(page, report('city-ju', '柳州市档案局', 12, '450200'));
    await button(page).waitFor();
    expect(await filing(page).innerText()).toContain('This is a correction');
    expect(await page.evaluate(OVERFLOW)).toBeLessThanOrEqual(0);
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press('Tab');
      if ((await page.evaluate('document.activeElement.dataset.send')) === 'file') break;
    }
    await page.keyboard.press('Enter');
    await page.locator('.filing-receipt').waitFor();
    const told = await page.locator('.filing-receipt').innerText();
    expect(told).toContain('Accepted');
    expect(told).toMatch(/Filed by\s+李明/);
    expect(await page.evaluate(OVERFLOW)).toBeLessThanOrEqual(0);
    expect(await auditPage(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('whoever may not file here', () => {
  it('finds the way to sign in, which leads back, and keeps the draft', async () => {
    const { page, complaints, close } = await browsing.open(`${pageOf('flagged-ju')}&step=source`);
    await goToFiling(page, report('flagged-ju', '柳北区司法局'));
    const link = filing(page).getByRole('link', { name: '登录' });
    const address = new URL((await link.getAttribute('href')) ?? '', 'http://site');
    expect(address.pathname).toBe('/account/sign-in');
    expect(address.searchParams.get('returnTo')).toBe(`${pageOf('flagged-ju')}&step=done`);
    expect(await button(page).count()).toBe(0);
    expect(await auditPage(page)).toEqual([]);
    await page.goto(browsing.address(address.searchParams.get('returnTo') ?? ''));
    await page.locator('.done-headline').waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('is told so where somebody of another agency is signed in', async () => {
    const { page, close } = await browsing.open(`${pageOf('flagged-ju')}&step=source`, signedIn('late'));
    await goToFiling(page, report('flagged-ju', '柳北区司法局'));
    await expect.poll(() => filing(page).innerText()).toContain('不能为这个机关报送');
    expect(await button(page).count()).toBe(0);
    await close();
  });

  it('can’t file what would be returned', async () => {
    const { page, close } = await browsing.open(`${pageOf('missing-ju')}&step=source`, signedIn('missing'));
    const wrong = report('missing-ju', '柳北区审计局');
    wrong.applications.received.total += 1;
    await goToFiling(page, wrong);
    await expect.poll(() => filing(page).innerText()).toContain('现在报送会被退回');
    expect(await button(page).count()).toBe(0);
    await close();
  });
});
