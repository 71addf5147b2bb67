import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { healthSchema, type Health } from '../../shared/contracts/api/api-answers.ts';
import { killAll, startRunning, type RunningSystem } from '../support/running-system.ts';
import { aFolder, eventually, type Folder } from './scene.ts';

let folder: Folder;
let system: RunningSystem;
beforeEach(async () => {
  folder = await aFolder();
  system = await startRunning(join(folder.path, 'data'), ['--empty']);
});
afterEach(async () => {
  await killAll();
  await folder.remove();
});

interface Told {
  readonly status: number;
  readonly health: Health;
}
async function ask(): Promise<Told> {
  const response = await fetch(`${system.endpoints.web}/api/v1/health`);
  return { status: response.status, health: healthSchema.parse(await response.json()) };
}
const failing = ({ health }: Told): string[] =>
  (health.parts ?? []).flatMap(({ part, status, reason }) =>
    status === 'ok' ? [] : [`${part}: ${reason ?? ''}`],
  );
/** What was told some seconds ago is told again. */
const askUntil = (wanted: readonly string[]): Promise<Told> =>
  eventually(ask, (told) => String(failing(told)) === String(wanted));

const letter = (kind: 'queue' | 'schedule') => ({
  kind,
  id: kind,
  functionName: kind === 'queue' ? 'receive-report' : 'open-year',
  reason: 'a secret reason',
  diedAt: '2026-01-01T00:00:00.000Z',
  ...(kind === 'queue' ? { receives: 7, body: '{}' } : { event: {} }),
});

it('is well with every part, and names the part that has given up work', async () => {
  const well = await ask();
  expect(well).toEqual({
    status: 200,
    health: {
      status: 'ok',
      version: expect.any(String),
      parts: ['table', 'bucket', 'queue', 'stream', 'schedules'].map((part) => ({ part, status: 'ok' })),
    },
  });
  const letters = join(folder.path, 'data/dead-letters');
  mkdirSync(letters, { recursive: true });
  for (const kind of ['queue', 'schedule'] as const)
    writeFileSync(join(letters, `${kind}.json`), JSON.stringify(letter(kind)));
  // Asking is no lever: what was found is kept for some seconds.
  expect((await ask()).status).toBe(200);
  const told = await askUntil(['queue: dead letters: 1', 'schedules: dead letters: 1']);
  expect([told.status, told.health.status]).toEqual([503, 'failing']);
  expect(failing(told)).toEqual(['queue: dead letters: 1', 'schedules: dead letters: 1']);
  expect(JSON.stringify(told)).not.toContain('secret');
  rmSync(letters, { recursive: true });
  expect(await askUntil([])).toMatchObject({ status: 200 });
}, 240_000);

it('names bucket, table and stream where they hang, answers all the same, and is well again with them', async () => {
  const engines = system.engines();
  process.kill(engines, 'SIGSTOP');
  const noBucket = await askUntil(['bucket: no answer within 2 s']);
  process.kill(engines, 'SIGCONT');
  expect([noBucket.status, failing(noBucket)]).toEqual([503, ['bucket: no answer within 2 s']]);
  expect(await askUntil([])).toMatchObject({ status: 200 });

  const table = system.tableEngine();
  process.kill(table, 'SIGSTOP');
  const wanted = ['table: no answer within 2 s', 'stream: does not answer'];
  const noTable = await askUntil(wanted);
  process.kill(table, 'SIGCONT');
  expect([noTable.status, failing(noTable)]).toEqual([503, wanted]);
  expect(await askUntil([])).toMatchObject({ status: 200 });
}, 240_000);
