/** One process per data folder. A lock left by a killed process is recognised and taken over. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';

const lockSchema = z.object({ pid: z.number(), startedAt: z.string() });

/** A killed system's engines need a moment to notice. */
const WAIT_MS = 4000;
const POLL_MS = 50;

export interface FolderLock {
  release(): void;
}

/** Throws where another process that lives holds the folder. */
export async function lockFolder(folder: string, name: string): Promise<FolderLock> {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.lock`);
  const mine = JSON.stringify({ pid: process.pid, startedAt: startOf(process.pid) });
  for (let waitedMs = 0; ; waitedMs += POLL_MS) {
    try {
      writeFileSync(path, mine, { flag: 'wx' });
      return { release: () => rmSync(path, { force: true }) };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const holder = livingHolder(path);
    if (holder === undefined) rmSync(path, { force: true });
    else if (waitedMs >= WAIT_MS)
      throw new Error(
        `the data folder ${folder} is in use by process ${holder}; stop that first, or choose another folder`,
      );
    else await sleep(POLL_MS);
  }
}

function livingHolder(path: string): number | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
  const lock = lockSchema.safeParse(parseJson(text));
  if (!lock.success) return undefined;
  const { pid, startedAt } = lock.data;
  return isRunning(pid) && startOf(pid) === startedAt ? pid : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Tells a process from a later one with the same id; empty where the system does not say. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // After the name, which may itself have spaces and brackets; field 22 is the start time, field 3 the state.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? 'gone' : (fields[19] ?? '');
  } catch {
    return '';
  }
}
