/** What the product is for, as people do it: an agency uploads with the command line, a reader sees the figure change. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBalancedReport } from '../support/a-balanced-report.ts';
import { startBrowser } from '../support/browser.ts';
import { startRunning, userEnvironment, type RunningSystem } from '../support/running-system.ts';

const ROOT = new URL('../../', import.meta.url).pathname;
const YEAR = 2024;
const run = promisify(execFile);

let folder: string;
let system: RunningSystem;
let browser: Browser;

const gouji = (...args: string[]) =>
  run('node', [join(ROOT, 'cli/gouji.js'), ...args, '--endpoint', system.endpoints.web], {
    cwd: folder,
    env: userEnvironment(),
  });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gouji-end-to-end-'));
  system = await startRunning(join(folder, 'data'), ['--empty']);
  browser = await startBrowser();
  await writeFile(
    join(folder, 'regions.csv'),
    'code,name\n000000,全国\n450000,广西壮族自治区\n450200,柳州市\n450205,柳北区\n',
  );
  await writeFile(
    join(folder, 'roster.csv'),
    'id,name,aliases,district,kind,from,to,predecessors,mail\n' +
      '450205-jyj,机关450205-jyj,,450205,department,2023,,,\n450205-gaj,机关450205-gaj,,450205,department,2023,,,\n',
  );
  await gouji('load', 'regions', 'regions.csv');
  await gouji('load', 'roster', 'roster.csv');
});
afterAll(async () => {
  await browser.close();
  await system.stop();
  await rm(folder, { recursive: true });
});

async function upload(agencyId: string, received: number): Promise<string> {
  const document = aBalancedReport({ agencyId, district: '450205', year: YEAR, received });
  await writeFile(join(folder, 'report.json'), JSON.stringify(document));
  return (await gouji('upload', 'report.json')).stdout;
}

/** The pages of the city and the nation are reloaded until roll-up has come up to them. */
async function figures(javaScriptEnabled: boolean, expected: string): Promise<void> {
  const context = await browser.newContext({ locale: 'zh-CN', javaScriptEnabled });
  const page = await context.newPage();
  for (const code of ['450205', '450200', '000000']) {
    await page.goto(`${system.endpoints.web}/regions/${code}/years/${YEAR}`);
    await expect
      .poll(
        async () => {
          await page.reload();
          return page.locator('main').innerText();
        },
        { timeout: 10_000, interval: 100 },
      )
      .toContain(expected);
  }
  await context.close();
}

describe.each([
  ['with JavaScript', true, '450205-jyj', 31, '31'],
  ['without JavaScript', false, '450205-gaj', 42, '73'],
])('a reader %s', (_, javaScriptEnabled, agencyId, received, total) => {
  it('sees the figure change after an agency’s upload, from district to nation', async () => {
    expect(await upload(agencyId, received)).toContain('已接收 accepted');
    await figures(javaScriptEnabled, `${YEAR}年收到 ${total} 件申请`);
  });
});

describe('a correction', () => {
  it('is in the page as the newest of two versions', async () => {
    await upload('450205-jyj', 33);
    const context = await browser.newContext({ locale: 'zh-CN' });
    const page = await context.newPage();
    await page.goto(`${system.endpoints.web}/agencies/450205-jyj/years/${YEAR}`);
    expect(await page.locator('main').innerText()).toContain('33');
    expect(await page.locator(`tbody a[href*="/submissions/"]`).count()).toBe(2);
  });
});
