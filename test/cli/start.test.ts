import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createS3Client } from '../../shared/adapters/clients.ts';
import { startEngines } from '../support/engines.ts';
import { CHECKOUT, gouji } from '../support/run-gouji.ts';
import { killAll, launchSystem, startRunning, tableOf } from '../support/running-system.ts';
import { NO_STACK, REGIONS, ROSTER, aDocument, aFolder, eventually, type Folder } from './scene.ts';

const GOUJI = join(CHECKOUT, 'cli/gouji.js');
let folder: Folder;
let dataDir: string;
beforeEach(async () => {
  folder = await aFolder();
  dataDir = join(folder.path, 'data');
});
afterEach(async () => {
  await killAll();
  await folder.remove();
});

async function json(url: string): Promise<Record<string, unknown>> {
  const response = await fetch(url);
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, unknown>;
}

async function loadRoster(web: string): Promise<void> {
  for (const [what, csv] of [
    ['regions', REGIONS],
    ['roster', ROSTER],
  ] as const)
    expect(
      await gouji(['load', what, await folder.write(`${what}.csv`, csv), '--endpoint', web]),
    ).toMatchObject({ code: 0 });
}

describe('gouji start', () => {
  it('never mixes the demonstration with what an operator loads: a folder that began empty stays without it', async () => {
    await (await startRunning(dataDir, ['--empty'])).stop();
    const again = await startRunning(dataDir, []);
    expect(again.stdout()).not.toContain('demonstration');
    const regions = await folder.write('regions.csv', 'code,name\n000000,全国\n450000,广西\n450200,柳州市\n');
    expect(await gouji(['load', 'regions', regions, '--endpoint', again.endpoints.web])).toMatchObject({
      code: 0,
    });
    await again.stop();
    expect((await startRunning(dataDir, [])).stdout()).not.toContain('demonstration');
  });

  it('starts empty with --empty, and finds everything as it was left', async () => {
    const first = await startRunning(dataDir, ['--empty']);
    expect(first.stdout()).toMatch(/^ {2}页面 pages {5}http:\/\/127\.0\.0\.1:\d+\/$/m);
    expect(first.stdout()).not.toContain('demonstration');
    await loadRoster(first.endpoints.web);
    const report = await folder.write('report.json', aDocument('450205-jyj', 2023, 12));
    await gouji(['upload', report, '--endpoint', first.endpoints.web]);
    const path = '/api/v1/regions/450205/years/2023';
    const before = await eventually(
      () => json(first.endpoints.web + path),
      ({ figures }) => figures !== null,
    );
    expect(before).toMatchObject({ figures: { applications: { received: { total: 12 } } } });
    await first.stop();
    expect(existsSync(join(dataDir, 'system.lock'))).toBe(false);

    // Without --empty: the folder is not empty, so nothing is added to it.
    const second = await startRunning(dataDir, []);
    expect(second.stdout()).toMatch(
      /^ {2}页面 pages {5}http:\/\/127\.0\.0\.1:\d+\/regions\/450200\/years\/\d{4}$/m,
    );
    expect(second.stdout()).not.toContain('demonstration');
    expect(await json(second.endpoints.web + path)).toEqual(before);
    await second.stop();
  });

  it.each([
    ['the wrapper', ['node', GOUJI]],
    ['the pinned Node', [process.execPath, join(CHECKOUT, 'cli/main.ts')]],
  ])('stops cleanly and at once on Ctrl-C in a terminal: %s', async (_, command) => {
    const system = await launchSystem(dataDir, ['--empty'], command).ready;
    await system.stop();
    for (const lock of ['system.lock', 'engines.lock']) expect(existsSync(join(dataDir, lock))).toBe(false);
  });

  it('ends with a message and not 0 where its engines are gone', async () => {
    const system = await startRunning(dataDir, ['--empty']);
    process.kill(system.engines(), 'SIGKILL');
    expect(await system.exited).toEqual({ code: 1, signal: null });
    expect(system.stderr()).toMatch(/^gouji start: the embedded engines have stopped; start again/m);
    await (await startRunning(dataDir, ['--empty'])).stop();
  });

  it.each([
    ['--port', 'the pages'],
    ['--s3-port', 'S3'],
    ['--dynamodb-port', 'DynamoDB'],
  ])('says in one sentence that a port is taken, and what to do: %s', async (option, wantedFor) => {
    const taken: Server = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    const system = launchSystem(dataDir, ['--empty', option, String(port)]);
    const { code } = await system.exited;
    taken.close();
    expect(code).toBe(70);
    expect(system.stderr()).toMatch(
      new RegExp(`^gouji start: port ${port}, wanted for ${wantedFor}, is taken; choose another one.*\n$`),
    );
  });

  it('says in one sentence that the data folder is in use, and leaves the one that uses it alone', async () => {
    const first = await startRunning(dataDir, ['--empty']);
    const second = launchSystem(dataDir, ['--empty']);
    expect((await second.exited).code).toBe(70);
    expect(second.stderr()).toBe(
      `gouji start: the data folder ${dataDir} is in use by process ${first.pid}; stop that first, or choose another folder\n`,
    );
    await json(`${first.endpoints.web}/api/v1/health`);
    await first.stop();
  });

  it('processes at its start what was uploaded while nobody listened', async () => {
    const system = await startRunning(dataDir, ['--empty']);
    await loadRoster(system.endpoints.web);
    await system.stop();
    const engines = await startEngines({ dataDir });
    await createS3Client(engines.s3).send(
      new PutObjectCommand({
        Bucket: engines.bucket,
        Key: 'inbox/450205/450205-jyj/2023.json',
        Body: aDocument('450205-jyj', 2023, 12),
      }),
    );
    await engines.stop();
    const again = await startRunning(dataDir, ['--empty']);
    const total = await eventually(
      () => json(`${again.endpoints.web}/api/v1/regions/000000/years/2023`),
      ({ figures }) => figures !== null,
    );
    expect(total).toMatchObject({
      reports: { accepted: 1 },
      figures: { applications: { received: { total: 12 } } },
    });
    await again.stop();
  });

  it('runs on where it could not catch up, and says why: whoever mends it needs a system to talk to', async () => {
    const first = await startRunning(dataDir, ['--empty']);
    await loadRoster(first.endpoints.web);
    const table = tableOf(first);
    await table.send(
      new PutCommand({ TableName: 'gouji', Item: { pk: 'calendar', sk: '2024#450205#*', v: 1, year: 'x' } }),
    );
    table.destroy();
    await first.stop();

    const again = await startRunning(dataDir, ['--empty']);
    const stderr = await eventually(
      () => Promise.resolve(again.stderr()),
      (text) => /^gouji start: /m.test(text),
    );
    expect(stderr).toMatch(/^gouji start: 启动时的对账没有完成.*calendar.*does not fit its schema/m);
    expect(stderr).not.toContain('engines have stopped');
    const health = await fetch(`${again.endpoints.web}/api/v1/health`);
    expect([health.status, await health.json()]).toMatchObject([
      503,
      {
        status: 'failing',
        parts: expect.arrayContaining([{ part: 'schedules', status: 'failing', reason: 'dead letters: 1' }]),
      },
    ]);
    expect(await gouji(['rebuild', '--endpoint', again.endpoints.web])).toMatchObject({
      stderr: expect.stringMatching(NO_STACK),
    });
    await again.kill();
  });

  it('needs nothing of the folder that it is started in', async () => {
    const system = await launchSystem('data', ['--empty'], ['node', GOUJI], folder.path).ready;
    expect(system.stdout()).toContain(`  数据 data      ${dataDir}\n`);
    await system.stop();
    expect(system.stderr()).toMatch(NO_STACK);
  });
});
