import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { gouji } from '../support/run-gouji.ts';
import { killAll, startRunning } from '../support/running-system.ts';
import { REGIONS, aDocument, aFolder, eventually, type Folder } from './scene.ts';

let folder: Folder;
beforeEach(async () => {
  folder = await aFolder();
});
afterEach(async () => {
  Reflect.deleteProperty(process.env, 'SITE_URL');
  await killAll();
  await folder.remove();
});

const ROSTER = `id,name,district,kind,from,mail
450205-jyj,机关甲,450205,department,2019,someone.private@example.gov.cn
`;

it('leaves a line of every upload and its outcome, and counts them, without anybody’s address', async () => {
  const dataDir = join(folder.path, 'data');
  process.env['SITE_URL'] = 'https://gouji.example.gov.cn/';
  const system = await startRunning(dataDir, ['--empty', '--operator-port', '0']);
  const { web, operator = '' } = system.endpoints;
  for (const [what, csv] of [
    ['regions', REGIONS],
    ['roster', ROSTER],
  ] as const)
    expect(
      await gouji(['load', what, await folder.write(`${what}.csv`, csv), '--endpoint', operator]),
    ).toMatchObject({ code: 0 });
  for (const [year, spoiled] of [
    [2022, false],
    [2023, true],
  ] as const)
    await gouji([
      'upload',
      await folder.write(`${year}.json`, aDocument('450205-jyj', year, 12, { spoiled })),
      '--endpoint',
      operator,
    ]);

  const readLog = (): Record<string, unknown>[] =>
    readFileSync(join(dataDir, 'logs/gouji.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  const lines = readLog();
  for (const [year, outcome] of [
    [2022, 'accepted'],
    [2023, 'returned'],
  ] as const) {
    const key = `inbox/450205/450205-jyj/${year}.json`;
    const [received, judged, ...more] = lines.filter((line) => line['key'] === key);
    expect(received).toMatchObject({ level: 'info', source: 's3', message: 'upload received' });
    expect(judged).toMatchObject({ level: 'info', source: 'receive-report', message: `report ${outcome}` });
    expect(more).toEqual([]);
    expect(received?.['correlationId']).toMatch(/^[0-9A-F]{16}$/);
    expect(judged?.['correlationId']).toBe(received?.['correlationId']);
  }
  expect(JSON.stringify(lines)).not.toContain('someone.private');

  expect((await fetch(`${web}/api/v1/health`)).status).toBe(200);
  const metrics = await eventually(
    async () => (await fetch(`${operator}/metrics`)).text(),
    (text) => text.includes('metric="TotalsRecomputed"'),
  );
  for (const line of [
    'gouji_uploads_received_total 2',
    'gouji_reports_total{outcome="accepted"} 1',
    'gouji_reports_total{outcome="returned"} 1',
    'gouji_queue_waiting{function="receive-report"} 0',
    'gouji_dead_letters{kind="queue"} 0',
    'gouji_part_ok{part="table"} 1',
    'gouji_invocation_duration_seconds_count{function="receive-report"} 2',
    '# TYPE gouji_request_duration_seconds histogram',
    '# TYPE process_cpu_seconds_total counter',
    '# TYPE process_resident_memory_bytes gauge',
  ])
    expect(metrics.split('\n')).toContain(line);
  expect(metrics).toMatch(/^gouji_function_memory_bytes\{function="receive-report"\} \d{7,}$/m);
  expect(metrics).toMatch(/^gouji_function_cpu_seconds_total\{function="receive-report"\} 0\.\d+$/m);
  expect(metrics).toMatch(/^process_resident_memory_bytes \d{7,}$/m);
  // Nothing of it on the port that a proxy leads to, nor for what a proxy hands on, nor under another name.
  for (const path of ['/metrics', '/api/v1/connection']) {
    expect((await fetch(web + path)).status).toBe(404);
    expect((await fetch(operator + path)).status).toBe(200);
    expect((await fetch(operator + path, { headers: { 'x-forwarded-for': '10.0.0.1' } })).status).toBe(421);
  }
  await system.stop();
}, 240_000);
