import { ListObjectVersionsCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalEnvironment } from '../../local/provision.ts';
import { createS3Client } from '../../shared/adapters/clients.ts';

let dataDir: string;
const children: ChildProcess[] = [];
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'gouji-killed-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

interface Running {
  readonly child: ChildProcess;
  readonly environment: LocalEnvironment;
  readonly ports: { readonly s3: number; readonly dynamodb: number };
}

async function start(ports = { s3: 0, dynamodb: 0 }): Promise<Running> {
  const script = fileURLToPath(new URL('../support/system-process.ts', import.meta.url));
  const child = spawn(process.execPath, [script, dataDir, String(ports.s3), String(ports.dynamodb)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  for await (const line of createInterface({ input: child.stdout })) {
    const { s3, dynamodb, environment } = JSON.parse(line);
    return { child, environment, ports: { s3: portOf(s3), dynamodb: portOf(dynamodb) } };
  }
  throw new Error('the system did not start');
}
const portOf = (endpoint: string): number => Number(new URL(endpoint).port);

async function kill({ child }: Running, signal: NodeJS.Signals): Promise<void> {
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}

const isOpen = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
async function closed(ports: Running['ports']): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < 8000; waitedMs += 50) {
    if (!(await isOpen(ports.s3)) && !(await isOpen(ports.dynamodb))) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

const clientOf = ({ environment }: Running) =>
  createS3Client({
    region: environment.AWS_REGION,
    endpoint: environment.S3_ENDPOINT,
    credentials: {
      accessKeyId: environment.AWS_ACCESS_KEY_ID,
      secretAccessKey: environment.AWS_SECRET_ACCESS_KEY,
    },
  });

/** The process that a process has forked. */
async function childrenOf(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return text.trim().split(' ').filter(Boolean).map(Number);
}

describe('a killed system', () => {
  it('leaves no engine behind, and loses no acknowledged upload', async () => {
    const acknowledged: { key: string; body: string; version: string }[] = [];
    let ports: Running['ports'] | undefined;
    for (let round = 0; round < 3; round++) {
      const running = await start(ports);
      ports = running.ports;
      const s3 = clientOf(running);
      let isAlive = true;
      // It is killed in the midst of them, each time after more.
      const enough = acknowledged.length + 20 * (round + 1);
      const { promise: many, resolve: isEnough } = Promise.withResolvers<undefined>();
      const uploading = Array.from({ length: 8 }, async (_, worker) => {
        for (let index = 0; isAlive; index++) {
          const key = `inbox/${worker}/${index % 20}`;
          const body = `${round}-${worker}-${index}`.repeat(500);
          const { VersionId } = await s3.send(
            new PutObjectCommand({ Bucket: 'gouji', Key: key, Body: body }),
          );
          acknowledged.push({ key, body, version: VersionId! });
          if (acknowledged.length >= enough) isEnough(undefined);
        }
      });
      await Promise.race([many, Promise.all(uploading)]);
      await kill(running, 'SIGKILL');
      isAlive = false;
      await Promise.allSettled(uploading);
      s3.destroy();
      expect(await closed(running.ports)).toBe(true);
    }
    const running = await start(ports);
    const s3 = clientOf(running);
    expect(acknowledged.length).toBeGreaterThanOrEqual(120);
    for (const { key, body, version } of acknowledged) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'gouji', Key: key, VersionId: version }));
      expect(await Body!.transformToString()).toBe(body);
    }
    const newest = acknowledged
      .map(({ version }) => version)
      .toSorted()
      .at(-1)!;
    const { VersionId } = await s3.send(
      new PutObjectCommand({ Bucket: 'gouji', Key: 'inbox/0/0', Body: 'x' }),
    );
    expect(VersionId! > newest).toBe(true);
    s3.destroy();
    await kill(running, 'SIGTERM');
    expect(await closed(running.ports)).toBe(true);
  });

  it('leaves no engine behind where its child is killed with it', async () => {
    const running = await start();
    const [engines] = await childrenOf(running.child.pid!);
    process.kill(engines!, 'SIGKILL');
    await kill(running, 'SIGKILL');
    expect(await closed(running.ports)).toBe(true);
    const again = await start(running.ports);
    await kill(again, 'SIGINT');
    expect(await closed(again.ports)).toBe(true);
  });

  it('goes on where half a line was being written', async () => {
    const first = await start();
    const s3 = clientOf(first);
    await s3.send(new PutObjectCommand({ Bucket: 'gouji', Key: 'a', Body: 'one' }));
    s3.destroy();
    await kill(first, 'SIGKILL');
    await closed(first.ports);
    await appendFile(join(dataDir, 's3/gouji/versions.jsonl'), '{"key":"never","id":"00');
    for (const key of ['b', 'c']) {
      const running = await start();
      const client = clientOf(running);
      await client.send(new PutObjectCommand({ Bucket: 'gouji', Key: key, Body: 'more' }));
      const { Versions } = await client.send(new ListObjectVersionsCommand({ Bucket: 'gouji' }));
      expect(Versions?.map(({ Key }) => Key)).toEqual(key === 'b' ? ['a', 'b'] : ['a', 'b', 'c']);
      client.destroy();
      await kill(running, 'SIGKILL');
    }
  });

  it('is closed by SIGHUP, SIGTERM and Ctrl-C, with exit code 0', async () => {
    for (const signal of ['SIGHUP', 'SIGTERM', 'SIGINT'] as const) {
      const running = await start();
      await kill(running, signal);
      expect(running.child.exitCode).toBe(0);
      expect(await closed(running.ports)).toBe(true);
    }
  });
});
