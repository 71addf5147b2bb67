/** `gouji start` as a user runs it: a process of its own, told by signals, known by what it prints. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { createTableClient } from '../../shared/adapters/clients.ts';
import {
  connectionSchema,
  tableConnection,
  type SystemConnection,
} from '../../shared/contracts/api/connection.ts';

const MAIN = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));
const READY_WITHIN_MS = 300_000;
/** Ctrl-C must not let anybody wait. */
const STOPPED_WITHIN_MS = 10_000;
const POLL_MS = 20;

interface Endpoints {
  readonly web: string;
  readonly s3: string;
  readonly dynamodb: string;
  /** Where `--operator-port` was given. */
  readonly operator: string | undefined;
}

interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

interface LaunchedSystem {
  readonly pid: number;
  /** Resolves at `ready`; rejects where the process ends before, with what it said. */
  readonly ready: Promise<RunningSystem>;
  readonly exited: Promise<Exit>;
  stdout(): string;
  stderr(): string;
  /** The process of the embedded engines. */
  engines(): number;
  /** The process of the embedded table, below it. */
  tableEngine(): number;
  /** SIGKILL to every process of the system at once. Resolves when none is left. */
  kill(): Promise<void>;
  /** What a terminal's Ctrl-C does; resolves when no process is left. Throws where the end is not clean and prompt. */
  stop(): Promise<void>;
}

export interface RunningSystem extends LaunchedSystem {
  readonly endpoints: Endpoints;
  /** As the command line is told of it. */
  readonly connection: SystemConnection;
}

const launched = new Set<number>();
process.on('exit', () => {
  for (const pid of launched) killTree(pid);
});

/** Everything that is still running, at a test's end. */
export async function killAll(): Promise<void> {
  const pids = [...launched].flatMap(killTree);
  await allGone(pids);
  launched.clear();
}

/** `command`: instead of the pinned Node on `cli/main.ts`. Its ports are free ones unless `args` say otherwise. */
export function launchSystem(
  dataDir: string,
  args: readonly string[] = ['--empty'],
  command: readonly string[] = [process.execPath, MAIN],
  cwd?: string,
): LaunchedSystem {
  const [file = '', ...before] = command;
  const child = spawn(
    file,
    [...before, 'start', '--data', dataDir, '--port', '0', '--s3-port', '0', '--dynamodb-port', '0', ...args],
    // A process group of its own, as a terminal gives it.
    { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: userEnvironment(), cwd },
  );
  const { pid = 0 } = child;
  launched.add(pid);
  let stdout = '';
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const exited = once(child, 'close').then(([code, signal]): Exit => ({ code, signal }));

  const ready = new Promise<RunningSystem>((resolve, reject) => {
    const deadline = setTimeout(
      () => reject(new Error(`not ready in time:\n${stdout}${stderr}`)),
      READY_WITHIN_MS,
    );
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      if (!/^ready$/m.test(stdout)) return;
      clearTimeout(deadline);
      const endpoints = endpointsIn(stdout);
      connectionOf(endpoints).then((connection) => resolve({ ...system, endpoints, connection }), reject);
    });
    void exited.then(({ code, signal }) => {
      clearTimeout(deadline);
      reject(new Error(`ended before it was ready (${signal ?? code}):\n${stdout}${stderr}`));
    });
  });
  // Whoever kills it before does not ask.
  ready.catch(() => undefined);

  const system: LaunchedSystem = {
    pid,
    ready,
    exited,
    stdout: () => stdout,
    stderr: () => stderr,
    engines() {
      const engines = descendantsOf(pid).find((one) => commandOf(one).includes('local/engines.ts'));
      if (engines === undefined) throw new Error('the engines do not run');
      return engines;
    },
    tableEngine() {
      const table = descendantsOf(pid).find((one) => commandOf(one).split('\0')[0]?.endsWith('dynoxide'));
      if (table === undefined) throw new Error('the table does not run');
      return table;
    },
    async kill() {
      const pids = killTree(pid);
      await exited;
      await allGone(pids);
      launched.delete(pid);
    },
    async stop() {
      const pids = [pid, ...descendantsOf(pid)];
      process.kill(-pid, 'SIGINT');
      const exit = await Promise.race([exited, sleep(STOPPED_WITHIN_MS)]);
      if (exit === undefined) throw new Error(`did not stop within ${STOPPED_WITHIN_MS / 1000} s of Ctrl-C`);
      if (exit.code !== 0) throw new Error(`stopped with ${exit.signal ?? exit.code}:\n${stderr}`);
      if (stderr !== '') throw new Error(`complained:\n${stderr}`);
      await allGone(pids);
      launched.delete(pid);
    },
  };
  return system;
}

const connectionOf = async ({ web, operator = web }: Endpoints): Promise<SystemConnection> =>
  connectionSchema.parse(await (await fetch(`${operator}/api/v1/connection`)).json());

export async function startRunning(dataDir: string, args?: readonly string[]): Promise<RunningSystem> {
  return launchSystem(dataDir, args).ready;
}

function endpointsIn(stdout: string): Endpoints {
  const endpoint = (line: RegExp): string => {
    const [, found] = line.exec(stdout) ?? [];
    if (found === undefined) throw new Error(`${String(line)} is not in:\n${stdout}`);
    return found;
  };
  return {
    web: endpoint(/^ {2}接口 API +(http:\/\/127\.0\.0\.1:\d+)\//m),
    s3: endpoint(/^ {2}S3 +(http:\/\/127\.0\.0\.1:\d+) /m),
    operator: /^ {2}运维 operator +(\S+)$/m.exec(stdout)?.[1],
    dynamodb: endpoint(/^ {2}DynamoDB +(http:\/\/127\.0\.0\.1:\d+) /m),
  };
}

/** As a user's shell has it: without what the test runner adds, and without the project's pinned Node on `PATH`. */
export function userEnvironment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, NO_COLOR: '1' };
  for (const name of Object.keys(env))
    if (/^(npm_|VITEST|FORCE_COLOR$|NODE_ENV$|NODE_OPTIONS$|AWS_|POWERTOOLS_)/.test(name))
      Reflect.deleteProperty(env, name);
  const path = (env['PATH'] ?? '').split(':').filter((folder) => !folder.includes('node_modules'));
  return { ...env, PATH: path.join(':') };
}

const LOCAL_KEYS = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };

/** A client that does not try twice: one call is one request. */
export function s3Of({ endpoints }: RunningSystem): S3Client {
  return new S3Client({
    endpoint: endpoints.s3,
    forcePathStyle: true,
    region: 'us-east-1',
    credentials: LOCAL_KEYS,
    maxAttempts: 1,
  });
}

export const tableOf = ({ connection }: RunningSystem): DynamoDBDocumentClient =>
  createTableClient(tableConnection(connection));

/** Children, grandchildren and so on, in whatever groups they are. */
function descendantsOf(pid: number): number[] {
  const children = childrenByParent();
  const below = (parent: number): number[] =>
    (children.get(parent) ?? []).flatMap((child) => [child, ...below(child)]);
  return below(pid);
}

function childrenByParent(): Map<number, number[]> {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? statOf(Number(name)) : undefined;
    if (stat) children.set(stat.parent, [...(children.get(stat.parent) ?? []), Number(name)]);
  }
  return children;
}

function statOf(pid: number): { parent: number; isZombie: boolean } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { parent: Number(parent), isZombie: state === 'Z' };
  } catch {
    return undefined;
  }
}

const commandOf = (pid: number): string => readFileSync(`/proc/${pid}/cmdline`, 'utf8');

function killTree(pid: number): number[] {
  const pids = [pid, ...descendantsOf(pid)];
  for (const one of pids) {
    try {
      process.kill(one, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
  return pids;
}

const isAlive = (pid: number): boolean => statOf(pid)?.isZombie === false;

async function allGone(pids: readonly number[]): Promise<void> {
  for (let waitedMs = 0; pids.some(isAlive); waitedMs += POLL_MS) {
    if (waitedMs > STOPPED_WITHIN_MS) throw new Error(`still alive: ${pids.filter(isAlive).join(', ')}`);
    await sleep(POLL_MS);
  }
}
