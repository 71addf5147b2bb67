/** The demonstration, interrupted while it loads, ends as if it had not been. */
import { join } from 'node:path';
import { ListObjectVersionsCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { demonstration } from '../../demonstration/index.ts';
import { makeDocumentKey } from '../../shared/contracts/bucket/object-keys.ts';
import { gouji } from '../support/run-gouji.ts';
import { textOf } from '../support/read-html.ts';
import { numbersInCsv, numbersOnPage } from '../support/state-numbers.ts';
import { killAll, launchSystem, s3Of, type RunningSystem } from '../support/running-system.ts';
import { aFolder, type Folder } from './scene.ts';

let folder: Folder;
let dataDir: string;
beforeAll(async () => {
  folder = await aFolder();
  dataDir = join(folder.path, 'data');
});
afterAll(async () => {
  await killAll();
  await folder.remove();
});

/** How often each key was uploaded. */
async function uploads(system: RunningSystem): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const s3 = s3Of(system);
  let KeyMarker: string | undefined;
  let VersionIdMarker: string | undefined;
  do {
    const page = await s3.send(
      new ListObjectVersionsCommand({ Bucket: 'gouji', Prefix: 'backfill/', KeyMarker, VersionIdMarker }),
    );
    for (const { Key = '' } of page.Versions ?? []) counts.set(Key, (counts.get(Key) ?? 0) + 1);
    KeyMarker = page.NextKeyMarker;
    VersionIdMarker = page.NextVersionIdMarker;
  } while (KeyMarker !== undefined);
  s3.destroy();
  return counts;
}

async function countReceipts(system: RunningSystem): Promise<number> {
  const s3 = s3Of(system);
  let count = 0;
  for await (const { KeyCount = 0 } of paginateListObjectsV2(
    { client: s3 },
    { Bucket: 'gouji', Prefix: 'receipts/' },
  ))
    count += KeyCount;
  s3.destroy();
  return count;
}

/** A state's word has one number on the page and in its file, and consolidated reports are told besides. */
async function expectOneNumber(site: string, path: string): Promise<void> {
  const read = async (address: string) =>
    (await fetch(`${site}${address}`, { headers: { 'accept-language': 'zh' } })).text();
  const html = await read(path);
  const csv = numbersInCsv(await read(`${path}.csv`));
  for (const [place, told] of Object.entries(numbersOnPage(html))) {
    expect(Object.keys(told).length, place).toBeGreaterThan(2);
    expect({ path, place, ...csv, ...told }).toEqual({ path, place, ...csv });
  }
  expect(textOf(html)).toMatch(/另有汇总报告 \d+ 份\uff0c不计入机构数/);
}

/** Waits as long as a slow machine takes. */
const said = (system: Pick<RunningSystem, 'stdout'>, words: string): Promise<void> =>
  vi.waitFor(
    () => {
      expect(system.stdout()).toContain(words);
    },
    { timeout: 900_000, interval: 100 },
  );

async function health(site: string) {
  const response = await fetch(`${site}/api/v1/health`);
  return (await response.json()) as { loading?: { done: number; total: number } };
}

/** What a page says of the demonstration that is being loaded. */
async function noticeOn(site: string): Promise<string | undefined> {
  const response = await fetch(`${site}/rules`, { headers: { 'accept-language': 'zh' } });
  return /<p[^>]* data-loading[^>]*>([^<]*)</.exec(await response.text())?.[1];
}

describe('the demonstration', () => {
  it('goes on where a Ctrl-C or a kill interrupted it, and has every filing once', async () => {
    for (const end of ['stop', 'kill'] as const) {
      const interrupted = launchSystem(dataDir, []);
      const progress = end === 'stop' ? '  30 %' : '  70 %';
      const running = await interrupted.ready;
      const { endpoints } = running;
      const [, page = ''] = /页面 pages +(\S+)$/m.exec(running.stdout()) ?? [];
      expect([page, (await fetch(page)).status]).toEqual([page, 200]);
      await said(interrupted, progress);
      const { loading } = await health(endpoints.web);
      expect(loading?.done).toBeGreaterThan(0);
      // What is uploaded and waits counts for nothing yet.
      expect(await countReceipts(running)).toBeGreaterThanOrEqual(
        (loading?.done ?? 0) - demonstration().roster.length,
      );
      expect(loading?.total).toBeGreaterThan(loading?.done ?? 0);
      expect(await noticeOn(endpoints.web)).toMatch(/演示数据正在载入，已完成 \d+%/);
      await interrupted[end]();
      expect(interrupted.stdout()).not.toContain('demonstration complete');
      expect(interrupted.stderr()).toBe('');
    }
    const system = await launchSystem(dataDir, []).ready;
    await said(system, 'demonstration complete');
    expect(system.stdout()).toMatch(/^ready\n.*loading the demonstration/m);
    expect(await health(system.endpoints.web)).not.toHaveProperty('loading');
    expect(await noticeOn(system.endpoints.web)).toBeUndefined();
    expect(system.stdout()).toMatch(
      /页面 pages {5}http:\/\/127\.0\.0\.1:\d+\/regions\/450200\/years\/\d{4}$/m,
    );
    const expected = new Map<string, number>();
    for (const { place } of demonstration().filings) {
      const key = makeDocumentKey('backfill', place);
      expected.set(key, (expected.get(key) ?? 0) + 1);
    }
    expect(await uploads(system)).toEqual(expected);
    const { code, stdout } = await gouji(['verify', '--endpoint', system.endpoints.web]);
    expect({ code, stdout }).toMatchObject({ code: 0 });
    for (const region of ['450200', '450224'])
      await expectOneNumber(system.endpoints.web, `/compliance/${region}/2025`);
    await system.stop();

    const again = await launchSystem(dataDir, []).ready;
    expect(again.stdout()).not.toContain('loading the demonstration');
    // How soon it is ready is the bench `start`'s to say; here that nothing is loaded again, not even once.
    expect(await uploads(again)).toEqual(expected);
    await again.stop();
  }, 1_200_000);
});
