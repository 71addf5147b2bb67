/**
 * Script in every text that an office or a person gives, typed into the forms and read where it is shown. The security policy,
 * which would stop it, is put aside: nothing but how the pages write text holds it.
 */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTable } from '../../shared/adapters/open-table.ts';
import { createAccountRecords } from '../../shared/adapters/table/account-records.ts';
import { makePublicationKey } from '../../shared/contracts/bucket/object-keys.ts';
import { addDays, tellChinaDay } from '../../shared/domain/basics/calendar.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import { receivePublication } from '../../shared/pipeline/receive-publication.ts';
import { systemClock } from '../../shared/runtime/system-clock.ts';
import { settle } from '../support/a-store.ts';
import { startBrowsing, type Browsing } from '../support/browsing.ts';
import { grantAsFile } from '../support/grant-as-file.ts';
import { readXlsx } from '../support/read-files.ts';
import { SCENE_OFFICE } from '../support/signing-in-on-scene.ts';
import { DISTRICT, FROM_MARKUP, HOSTILE_TEXT } from '../support/web-scene.ts';

/** Each begins as a formula does, leaves an attribute, and says whose text it is. */
const hostile = (whose: string): string => `=${whose}"><img src=x onerror=alert(1)>`;
/** Leaves a field of several lines, and a script. */
const SCRIPT = '@SUM(A1)</textarea></script><script>alert(2)</script>';
const ADDRESS = 'javascript:alert(3)';
const YEAR = 2024;
const TODAY = tellChinaDay(systemClock());
const place = (agencyId: string): Place => ({ district: DISTRICT, agencyId, year: YEAR });
/** What it offers, opened. */
const OPEN_ALL = "for (const one of document.querySelectorAll('main details')) one.open = true";
const CONFIRM = '.act-confirm button, main form button.button-main';

let browsing: Browsing;
let page: Page;
let complaints: string[];
let stop: () => Promise<void>;
const ran: string[] = [];

beforeAll(async () => {
  const grants = [{ role: 'oversight', region: DISTRICT }] as const;
  const officer = { mail: 'office@example.cn', name: hostile('officer'), grants, secondStep: true };
  browsing = await startBrowsing({ officer });
  const { engines, store, deps } = browsing.scene;
  const table = openTable(
    { TABLE_NAME: store.tableName, DYNAMODB_ENDPOINT: engines.dynamodbEndpoint },
    engines.dynamodb,
  );
  // Whoever signs in through the account's own door bears such a name, too.
  const named = { ...SCENE_OFFICE, name: hostile('signed-in') };
  await grantAsFile(createAccountRecords(table), deps.now(), [
    { ...named, role: 'oversight', region: DISTRICT },
  ]);
  await browsing.scene.file({
    id: 'flagged-ju',
    year: YEAR,
    received: 5,
    at: '2025-01-21T08:00:00Z',
    change: (document) => {
      document['narrative'] = { overview: HOSTILE_TEXT, problems: '无', other: '' };
      document['explanations'] = [{ rule: 'Q2', path: '/narrative/problems', text: hostile('explained') }];
    },
  });
  const opened = await browsing.open('/account/sign-in', { bypassCSP: true, acceptDownloads: true });
  ({ page, complaints, close: stop } = opened);
  page.on('dialog', (dialog) => {
    ran.push(dialog.message());
    void dialog.dismiss();
  });
  await page.locator('.persons .button').click();
  await page.waitForURL('**/account/sessions*');
  await page.context().addCookies([{ name: 'test-session', value: 'officer', url: browsing.address('/') }]);
}, 300_000);
afterAll(async () => {
  await stop();
  await browsing.stop();
});

/** Where people are led, and what is fetched, each made whole as the browser makes it. */
const LEADS = `[...document.body.querySelectorAll('[href], [action], [src], [formaction]')].map(
  (one) => one.getAttribute('href') ?? one.getAttribute('action') ?? one.getAttribute('src') ?? one.formAction,
).map((address) => new URL(address, location.href).protocol)`;
/** What is read, in fields, too. */
const READ = `[document.body.innerText, ...[...document.querySelectorAll('input, textarea')].map(
  (field) => field.value,
)].join('\\n')`;

/** A form that is refused is answered so. */
const isUnknown = (complaint: string): boolean => !complaint.includes('status of 422');

/** All of it is text; `texts` are there. */
async function expectText(...texts: readonly string[]): Promise<void> {
  const where = page.url();
  await page.evaluate(OPEN_ALL);
  // Told once, where it is, and not again by every page after it.
  expect(ran.splice(0), where).toEqual([]);
  expect(complaints.splice(0).filter(isUnknown), where).toEqual([]);
  expect(await page.locator(FROM_MARKUP).count(), where).toBe(0);
  const protocols = new Set(await page.evaluate<string[]>(LEADS));
  // Those that a roster's own address and number are called by.
  for (const own of ['http:', 'https:', 'mailto:', 'tel:']) protocols.delete(own);
  expect([...protocols], where).toEqual([]);
  const read = await page.evaluate<string>(READ);
  for (const text of texts) expect(read, where).toContain(text);
}

async function go(path: string): Promise<void> {
  const response = await page.goto(browsing.address(path));
  expect(response?.status(), path).toBeLessThan(400);
}

/** Presses it, and waits for the page that answers. */
async function press(selector: string): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.locator(selector).first().click()]);
}

/** Types into a form, and sends it: what is asked for is shown first. */
async function fill(fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(fields))
    await page.locator(`.act-form [name=${name}]`).first().fill(value);
  await press('.act-form button[type=submit]');
}
const confirm = (): Promise<void> => press('button[value=confirm]');

it('would be seen to run', async () => {
  await go('/account/sessions');
  await page.evaluate(`document.body.insertAdjacentHTML('beforeend', ${JSON.stringify(hostile('guard'))})`);
  await expect.poll(() => ran).toEqual(['1']);
  expect(await page.locator(FROM_MARKUP).count()).toBe(1);
  ran.length = 0;
  // Its picture is not found, either.
  expect(complaints.splice(0)).toHaveLength(1);
  await go('/account/sessions');
  await expectText(hostile('signed-in'));
});

describe('is text', () => {
  it('in the roster: names, and what is refused beside them', async () => {
    await go('/office/agencies/nil-ju');
    const typed = { mail: '<script>alert(4)</script>@example.cn', phone: SCRIPT, why: hostile('roster') };
    await fill({ name: hostile('agency'), aliases: hostile('alias'), ...typed });
    expect(await page.locator('[role=alert]').count()).toBe(1);
    await expectText(hostile('agency'), hostile('alias'), ...Object.values(typed));
    await fill({ mail: 'nil@liubei.example.cn', phone: '0772-2510000' });
    await expectText(hostile('agency'), hostile('alias'), hostile('roster'));
    await confirm();
    await expectText(hostile('agency'), hostile('roster'), hostile('officer'));
    await go('/agencies/nil-ju');
    await expectText(hostile('agency'));
  });

  it.each(['nil-ju', 'hostile-ju', 'flagged-ju'])('in acts on a year, and notes: %s', async (id) => {
    for (const why of [SCRIPT, hostile('note')]) {
      await go(`/office/agencies/${id}/years/${YEAR}`);
      await page.evaluate(OPEN_ALL);
      await page.locator('#note-why').fill(why);
      await page.locator('#note-until').fill(TODAY);
      await press('form:has(#note-why) button[type=submit]');
      await expectText(why);
      await press(CONFIRM);
      await expectText(why, hostile('officer'));
    }
    if (id === 'flagged-ju') await expectText(hostile('explained'));
  });

  it('in a return, and all that tells of it', async () => {
    const id = 'accepted-ju';
    await go(`/office/agencies/${id}/years/${YEAR}`);
    await page.evaluate(OPEN_ALL);
    await page.locator('#return-until').fill(addDays(TODAY, 20));
    await page.locator('#return-why').fill(hostile('return'));
    await press('form:has(#return-why) button[type=submit]');
    await expectText(hostile('return'));
    await press(CONFIRM);
    await expectText(hostile('return'), hostile('officer'));
    await settle(browsing.scene.store, [place(id)]);
    for (const path of [`/agencies/${id}/years/${YEAR}`, `/agencies/${id}/years/${YEAR}/history`]) {
      await go(path);
      await expectText(hostile('return'));
    }
  });

  it('in reasons of an extension and of a reminder', async () => {
    await go(`/office/agencies/missing-ju/years/${YEAR}/extension`);
    await fill({ until: '2025-02-10', why: hostile('extension'), source: SCRIPT });
    await expectText(hostile('extension'), SCRIPT);
    await confirm();
    await go(`/office/agencies/missing-ju/years/${YEAR}`);
    await expectText(hostile('extension'));
    await go(`/office/reminders?on=missing-ju/${YEAR}`);
    await fill({ why: SCRIPT });
    await expectText(SCRIPT);
  });

  it('in the address of a publication, which leads nowhere but to the web', async () => {
    await go(`/office/agencies/late-ju/years/${YEAR}/publication`);
    await fill({ publishedOn: '2025-01-24', sourceUrl: ADDRESS });
    expect(await page.locator('[role=alert]').count()).toBe(1);
    await expectText(ADDRESS);
    const address = 'https://www.example.gov.cn/?q="><img src=x onerror=alert(5)>';
    await fill({ sourceUrl: address });
    await expectText(address);
    await confirm();
    const key = makePublicationKey(place('late-ju'));
    const versionId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    await receivePublication(browsing.scene.store, { key, versionId, sequencer: versionId });
    await page.reload();
    await expectText(address);
    await go(`/regions/${DISTRICT}/years/${YEAR}/publications`);
    await expectText('www.example.gov.cn');
  });

  it('on the desk and in the ledger', async () => {
    await go(`/desk?year=${YEAR}&list=promised-and-due`);
    await expectText(hostile('agency'), hostile('note'));
    await page.locator('input[name=row]').first().check();
    await page.locator('select[name=act]').selectOption('note');
    await page.locator('.bulk [name=why]').fill(SCRIPT);
    await press('.bulk button');
    await page.waitForURL('**/desk/preview*');
    await expectText(SCRIPT);
    await go(`/desk?year=${YEAR}&list=explanations-to-confirm`);
    await expectText('柳北区司法局');
    await go(`/desk?year=${YEAR}&q=${encodeURIComponent(hostile('asked'))}`);
    await expectText(hostile('asked'));
    await go(`/desk/rectifications?year=${YEAR}`);
    await expectText(hostile('return'));
  });

  it('in a grant, and where it is withdrawn', async () => {
    await go(`/account/grants/new?role=agency&region=${DISTRICT}`);
    await expectText(hostile('agency'));
    await page.locator('#grant-agency').selectOption('nil-ju');
    await page.locator('#grant-mail').fill('new@example.cn');
    await page.locator('#grant-name').fill(hostile('granted'));
    await press('form:has(#grant-name) button[type=submit]');
    await expectText(hostile('granted'), hostile('agency'));
    await page.getByRole('button', { name: '确认授权' }).click();
    await page.waitForURL('**/account/grants?done*');
    await expectText(hostile('granted'));
    await page.getByRole('button', { name: `收回${hostile('granted')}` }).click();
    await page.locator('#grant-why').fill(hostile('withdrawn'));
    await page.getByRole('button', { name: '确认收回' }).click();
    await page.waitForURL('**/account/grants?done*');
    await go('/account/grants?ended=yes');
    await expectText(hostile('granted'), hostile('withdrawn'));
  });

  it('in a credential', async () => {
    await go('/account/credentials');
    await page.locator('#name').fill(hostile('credential'));
    await page.locator('#narrower').fill('nil-ju');
    await press('.account-form .button-main');
    await page.waitForSelector('.secret');
    await expectText(hostile('credential'));
    await press('.account-form .button');
    await page.waitForSelector('pre.settings');
    await expectText(hostile('credential'));
    await go('/account/credentials');
    await expectText(hostile('credential'), hostile('agency'));
  });

  it('in the audit trail', async () => {
    await go('/audit');
    await expectText(hostile('officer'), hostile('roster'));
    const day = tellChinaDay(browsing.scene.deps.now());
    await go(`/audit?from=${day}&to=${day}`);
    await expectText(hostile('signed-in'), hostile('granted'), hostile('credential'));
  });
});

/** What pressing or going there takes along. */
async function take(begin: () => Promise<unknown>): Promise<Uint8Array> {
  const download = page.waitForEvent('download');
  // A file breaks off the way to a page.
  await begin().catch(() => undefined);
  return readFile(await (await download).path());
}

const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/u;
type Format = 'csv' | 'xlsx';
const goFor = (path: string) => (format: Format) =>
  page.goto(browsing.address(path.replace('FORMAT', format)));

describe('is no formula', () => {
  it.each([
    ['the desk', goFor(`/desk/list.FORMAT?year=${YEAR}&list=promised-and-due`), hostile('note')],
    ['the ledger', goFor(`/desk/rectifications.FORMAT?year=${YEAR}`), hostile('return')],
    [
      'the audit trail',
      (format: Format) => page.getByRole('button', { name: `导出 ${format.toUpperCase()}` }).click(),
      hostile('roster'),
    ],
  ])('in what is taken along of %s', async (_, begin, text) => {
    await go('/audit');
    const cells: string[][] = parse(Buffer.from(await take(() => begin('csv'))), { bom: true });
    const texts = cells.flat();
    expect(texts.some((cell) => cell.includes(text))).toBe(true);
    expect(texts.filter((cell) => FORMULA.test(cell))).toEqual([]);
    const xlsx = await take(() => begin('xlsx'));
    const { rows } = await readXlsx(xlsx);
    expect(rows.flat().some((cell) => String(cell).includes(text))).toBe(true);
    const sheets = Object.entries(unzipSync(xlsx)).filter(([name]) => /worksheets\/.*\.xml$/.test(name));
    for (const [, sheet] of sheets) expect(strFromU8(sheet)).not.toMatch(/<f[ >/]/);
  });
});
