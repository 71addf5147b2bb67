import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ListObjectVersionsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { LOCAL_BUCKET } from '../../local/provision.ts';
import { gouji } from '../support/run-gouji.ts';
import { killAll, s3Of, startRunning, type RunningSystem } from '../support/running-system.ts';
import { REGIONS, ROSTER, aDocument, aFolder, eventually, type Folder } from './scene.ts';

let folder: Folder;
beforeEach(async () => {
  folder = await aFolder();
});
afterEach(async () => {
  await killAll();
  await folder.remove();
});

const AGENCIES = ['450205-jyj', '450205-gaj', '450202-jyj', '450202-gaj'];
const YEARS = [2022, 2023];

/** Without when they were asked for: what was received, was received at a whole second. */
const writePlainly = (address: string, text: string): string =>
  address.endsWith('.csv')
    ? text.replaceAll(/(?<=截至,).*/g, 'now').replaceAll(/[\d-]+T[\d:]+\.(?!000)\d{3}Z/g, 'now')
    : text.replace(/(?<="synthetic":0,"at":")[^"]+/, 'now');

/** Every answer about every place, and every receipt. */
async function readAnswers({ endpoints }: RunningSystem): Promise<Record<string, unknown>> {
  const answers: Record<string, unknown> = {};
  const read = async (address: string): Promise<unknown> => {
    const response = await fetch(endpoints.web + address);
    const text = await response.text();
    answers[address] = [response.status, writePlainly(address, text.replaceAll(endpoints.web, 'site'))];
    return response.headers.get('content-type')?.includes('json') === true ? JSON.parse(text) : undefined;
  };
  for (const code of ['000000', '450000', '450200', '450202', '450205'])
    for (const year of YEARS)
      for (const address of [
        `/api/v1/regions/${code}/years/${year}`,
        `/api/v1/regions/${code}/years/${year}.csv`,
        `/api/v1/compliance/${code}/${year}`,
        `/regions/${code}/years/${year}/tables/consolidated.csv`,
      ])
        await read(address);
  for (const id of AGENCIES)
    for (const year of YEARS) {
      const address = `/api/v1/agencies/${id}/years/${year}`;
      const { submissions = [] } = (await read(address)) as { submissions?: { submissionId: string }[] };
      for (const { submissionId } of submissions) await read(`${address}/submissions/${submissionId}`);
    }
  return answers;
}

/** What the bucket holds: which versions, and when each was received. */
async function readVersions(system: RunningSystem): Promise<unknown[]> {
  const client = s3Of(system);
  const { Versions = [] } = await client.send(new ListObjectVersionsCommand({ Bucket: LOCAL_BUCKET }));
  client.destroy();
  return Versions.filter(({ Key = '' }) => /^(inbox|backfill|archive|receipts)\//.test(Key)).map(
    ({ Key, VersionId, LastModified, Size, ETag }) => ({ Key, VersionId, LastModified, Size, ETag }),
  );
}

it('moves a running system to an empty folder: every answer is the same, and nobody is later than before', async () => {
  const first = join(folder.path, 'first');
  const second = join(folder.path, 'second');
  const exported = join(folder.path, 'exported');
  const system = await startRunning(first, ['--empty']);
  const { web } = system.endpoints;
  for (const [what, csv] of [
    ['regions', REGIONS],
    ['roster', ROSTER],
  ] as const)
    expect(
      await gouji(['load', what, await folder.write(`${what}.csv`, csv), '--endpoint', web]),
    ).toMatchObject({ code: 0 });
  const file = async (name: string, content: string, ...more: string[]) =>
    gouji(['upload', await folder.write(name, content), ...more, '--endpoint', web]);
  // In time for its year, which nothing that is received today is.
  await file('a.json', aDocument('450205-jyj', 2022, 12), '--backfill', '2023-01-10T01:02:03Z');
  await file('b.json', aDocument('450205-jyj', 2023, 13));
  await file('c.json', aDocument('450202-gaj', 2023, 14, { spoiled: true }));
  // A correction: two versions of one key.
  await file('d.json', aDocument('450205-jyj', 2023, 15));
  const settled = async (): Promise<boolean> => (await gouji(['verify', '--endpoint', web])).code === 0;
  expect(await eventually(settled, Boolean)).toBe(true);
  const client = s3Of(system);
  const made = { Bucket: LOCAL_BUCKET, Key: 'bulk/000000/tidy.parquet', Body: 'made of all the rest' };
  await client.send(new PutObjectCommand(made));
  client.destroy();
  expect(await gouji(['export', exported, '--endpoint', web])).toMatchObject({ code: 0, stderr: '' });
  // What can be made anew is not taken along.
  expect(readFileSync(join(exported, 'objects.jsonl'), 'utf8')).not.toContain('"bulk/');
  const before = await readAnswers(system);
  expect(Object.keys(before).filter((address) => address.includes('/submissions/'))).toHaveLength(4);
  expect(JSON.stringify(before)).toContain('2023-01-10T01:02:03');
  const versions = await readVersions(system);
  expect(versions.length).toBeGreaterThan(8);
  // Into a folder of its own, both ways.
  expect(await gouji(['export', exported, '--endpoint', web])).toMatchObject({
    code: 64,
    stderr: expect.stringContaining('is not empty'),
  });
  expect(await gouji(['import', exported, '--data', first])).toMatchObject({
    code: 64,
    stderr: expect.stringContaining('is not empty'),
  });
  await system.stop();
  rmSync(first, { recursive: true });

  expect(await gouji(['import', exported, '--data', second])).toMatchObject({ code: 0, stderr: '' });
  const moved = await startRunning(second, []);
  expect(moved.stdout()).not.toContain('demonstration');
  // They had the present form when they were exported.
  expect(moved.stdout()).not.toContain('this version’s form');
  const after = await eventually(
    () => readAnswers(moved),
    (answers) => JSON.stringify(answers) === JSON.stringify(before),
  );
  expect(after).toEqual(before);
  expect(await readVersions(moved)).toEqual(versions);
  expect(await gouji(['verify', '--endpoint', moved.endpoints.web])).toMatchObject({ code: 0 });
  // What comes from now on comes behind what was moved.
  expect(
    await gouji([
      'upload',
      await folder.write('e.json', aDocument('450205-jyj', 2023, 16)),
      '--endpoint',
      moved.endpoints.web,
    ]),
  ).toMatchObject({ code: 0 });
  const filed = await eventually(
    async () => String(Object.values(await readAnswers(moved))),
    (text) => text.includes('"total":16'),
  );
  expect(filed).toContain('"total":16');
  await moved.stop();
}, 600_000);

it('takes a line as it was written: a narrative may hold characters that elsewhere end one', async () => {
  const exported = join(folder.path, 'exported');
  mkdirSync(exported);
  const item = { pk: { S: 'a' }, sk: { S: 'b' }, text: { S: 'before\u2028after\u2029\u0085' } };
  const write = (name: string, text: string) => {
    writeFileSync(join(exported, name), text);
    return { lines: text === '' ? 0 : 1, sha256: createHash('sha256').update(text).digest('hex') };
  };
  const manifest = {
    format: 'gouji-export',
    v: 1,
    exportedAt: '2026-01-01T00:00:00Z',
    items: write('items.jsonl', `${JSON.stringify(item)}\n`),
    objects: write('objects.jsonl', ''),
  };
  writeFileSync(join(exported, 'export.json'), JSON.stringify(manifest));
  expect(await gouji(['import', exported, '--data', join(folder.path, 'data')])).toMatchObject({
    code: 0,
    stderr: '',
    stdout: expect.stringContaining('1 items'),
  });
});

it('imports nothing of an export that was broken off or changed', async () => {
  const exported = join(folder.path, 'exported');
  const dataDir = join(folder.path, 'data');
  const refused = async (): Promise<string> => {
    const { code, stderr } = await gouji(['import', exported, '--data', dataDir]);
    expect([code, existsSync(dataDir), existsSync(`${dataDir}.incoming`)]).toEqual([64, false, false]);
    return stderr;
  };
  mkdirSync(exported);
  expect(await refused()).toContain('broken off');
  const empty = { lines: 0, sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' };
  const manifest = { format: 'gouji-export', v: 1, exportedAt: '2026-01-01T00:00:00Z' };
  writeFileSync(join(exported, 'export.json'), JSON.stringify({ ...manifest, items: empty, objects: empty }));
  for (const name of ['items.jsonl', 'objects.jsonl']) writeFileSync(join(exported, name), '');
  appendFileSync(join(exported, 'items.jsonl'), '{"pk":{"S":"a"},"sk":{"S":"b"}}\n');
  expect(await refused()).toContain('is not what was exported');
  expect(readFileSync(join(exported, 'items.jsonl'), 'utf8')).toContain('"pk"');
});
