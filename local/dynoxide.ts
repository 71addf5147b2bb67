/**
 * The embedded DynamoDB: a static binary that keeps its data in one SQLite file. It answers whoever asks, browsers' pages
 * included: `table-door.ts` is what others reach it by.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** In a data folder. */
export const DATABASE_FILE = 'dynamodb.sqlite';

const STARTED_WITHIN_MS = 15_000;
const STOPPED_WITHIN_MS = 2000;
const POLL_MS = 15;
const MAX_PORTS_TRIED = 5;

export interface Dynoxide {
  /** For this system alone. */
  readonly endpoint: URL;
  readonly pid: number;
  /** Resolves when it stops, with what it said last. */
  readonly stopped: Promise<string>;
  stop(): Promise<void>;
}

export async function startDynoxide({ path }: { path: string }): Promise<Dynoxide> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await launch(path);
    } catch (error) {
      // Another program may take the free port first, on whichever address: there are others.
      if (attempt === MAX_PORTS_TRIED || !(error instanceof PortTakenError)) throw error;
    }
  }
}

class PortTakenError extends Error {
  override readonly name = 'PortTakenError';
}

async function launch(path: string): Promise<Dynoxide> {
  const host = hiddenHost();
  const port = await freePort(host);
  const endpoint = new URL(`http://${host}:${port}`);
  const args = ['serve', '--host', host, '--port', String(port), '--db-path', path];
  const child = spawnShielded(findBinary(), args);
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-2000)));
  const stopped = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(said.trim() || `exit ${signal ?? code ?? ''}`));
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`the embedded DynamoDB could not be started: ${await stopped}`);

  let hasStopped = (): boolean => false;
  void stopped.then(() => (hasStopped = () => true));
  const attempts = STARTED_WITHIN_MS / POLL_MS;
  for (let attempt = 0; !(await isHealthy(endpoint)); attempt++) {
    if (hasStopped()) {
      const reason = `the embedded DynamoDB stopped at its start: ${await stopped}`;
      throw reason.includes('already in use') ? new PortTakenError(reason) : new Error(reason);
    }
    if (attempt > attempts) {
      child.kill('SIGKILL');
      throw new Error(`the embedded DynamoDB did not answer within ${STARTED_WITHIN_MS / 1000} s`);
    }
    await sleep(POLL_MS);
  }
  return {
    endpoint,
    pid,
    stopped,
    async stop() {
      child.kill('SIGTERM');
      const deadline = setTimeout(() => child.kill('SIGKILL'), STOPPED_WITHIN_MS);
      await stopped;
      clearTimeout(deadline);
    },
  };
}

export function findBinary(): string {
  const require = createRequire(import.meta.url);
  try {
    return require.resolve(`@dynoxide/${process.platform}-${process.arch}/dynoxide`);
  } catch {
    for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
      const candidate = join(folder, process.platform === 'win32' ? 'dynoxide.exe' : 'dynoxide');
      if (folder !== '' && existsSync(candidate)) return candidate;
    }
    throw new Error(
      `the embedded DynamoDB (dynoxide) is not there for ${process.platform}-${process.arch}: put its binary on PATH, ` +
        'or set DYNAMODB_ENDPOINT to a DynamoDB that runs elsewhere',
    );
  }
}

/**
 * In a process group of its own, so that Ctrl-C reaches only the system, which stops it in its turn; where util-linux
 * is at hand the kernel ends it with its parent, whatever kills that.
 */
function spawnShielded(binary: string, args: readonly string[]): ChildProcess {
  const setpriv = '/usr/bin/setpriv';
  const [command, commandArgs] = existsSync(setpriv)
    ? [setpriv, ['--pdeathsig', 'KILL', '--', binary, ...args]]
    : [binary, args];
  return spawn(command, commandArgs, { detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
}

async function isHealthy(endpoint: URL): Promise<boolean> {
  try {
    const { ok } = await fetch(endpoint, { signal: AbortSignal.timeout(1000) });
    return ok;
  } catch {
    return false;
  }
}

/**
 * An address of the loopback range that no page guesses: with its port it is one of 2^40. Where the system has only the
 * first address of the range (macOS), it is that one.
 */
function hiddenHost(): string {
  if (process.platform !== 'linux') return '127.0.0.1';
  return `127.${randomInt(1, 255)}.${randomInt(0, 256)}.${randomInt(1, 255)}`;
}

async function freePort(host: string): Promise<number> {
  const probe = createServer();
  return new Promise((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, host, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
