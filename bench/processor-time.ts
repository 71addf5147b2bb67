/** Processor time and memory of a process and all below it, where the system tells them (Linux). */
import { existsSync, readFileSync, readdirSync } from 'node:fs';

/** Seconds; 100 ticks a second on every Linux that Node runs on. */
const TICK_S = 0.01;

interface ProcessStat {
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
  readonly cpuS: number;
}

/** By name of the process; empty where the system does not tell. */
export function readProcessorTimes(pid: number): ReadonlyMap<string, number> {
  const all = existsSync('/proc/self/stat') ? readdirSync('/proc').flatMap(statOf) : [];
  const times = new Map<string, number>();
  const add = (stat: ProcessStat, depth: number): void => {
    const name = depth === 0 ? 'functions and web' : stat.name === 'dynoxide' ? 'DynamoDB' : 'S3';
    times.set(name, (times.get(name) ?? 0) + stat.cpuS);
    for (const child of all) if (child.parent === stat.pid) add(child, depth + 1);
  };
  for (const stat of all) if (stat.pid === pid) add(stat, 0);
  return times;
}

/** `functions and web 12.3 s, S3 4.5 s, DynamoDB 3.2 s`, since `before`. */
export function processorTimesSay(
  after: ReadonlyMap<string, number>,
  before: ReadonlyMap<string, number> = new Map(),
): string {
  return [...after]
    .map(([name, seconds]) => `${name} ${(seconds - (before.get(name) ?? 0)).toFixed(1)} s`)
    .join(', ');
}

/** The most memory that a process ever had, in bytes, where the system tells it. */
export function readPeakMemory(pid: number): number | undefined {
  const path = `/proc/${pid}/status`;
  const peak = existsSync(path) ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(path, 'utf8'))?.[1] : undefined;
  return peak === undefined ? undefined : Number(peak) * 1024;
}

function statOf(entry: string): ProcessStat[] {
  if (!/^\d+$/.test(entry)) return [];
  let text: string;
  try {
    text = readFileSync(`/proc/${entry}/stat`, 'utf8');
  } catch {
    return []; // It has ended meanwhile.
  }
  const [, name = ''] = /\((.*)\)/.exec(text) ?? [];
  // Behind the name: state, parent, …; user and system time are the 12th and 13th of these.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  return [{ pid: Number(entry), parent: Number(fields[1]), name, cpuS: ticks * TICK_S }];
}
