/** What a started system tells of itself, and waiting until it has nothing left to do: what it does would be measured beside. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { StartedSystem } from './started-system.ts';

const GIVE_UP_MS = 30 * 60_000;

/** Through everything, as at every start; of a nation until it is ordered, region by region. */
export async function waitForLookThrough(system: StartedSystem): Promise<void> {
  const done = /^gouji_invocation_duration_seconds_count\{function="reconcile-inbox"\} [1-9]/m;
  const givesUpMs = performance.now() + GIVE_UP_MS;
  while (!done.test(await system.metrics())) {
    if (performance.now() > givesUpMs)
      throw new Error('the system does not begin looking through everything');
    await sleep(200);
  }
}

/** Resolves when nothing waits any more, anywhere. */
export async function waitUntilQuiet(system: Pick<StartedSystem, 'metrics'>): Promise<void> {
  const givesUpMs = performance.now() + GIVE_UP_MS;
  for (let quiet = 0; quiet < 3;) {
    if (performance.now() > givesUpMs) throw new Error('the system does not come to rest');
    const waits = readFigures(await system.metrics()).filter(({ name }) =>
      /^gouji_(queue|stream)_waiting$/.test(name),
    );
    quiet = waits.every(({ value }) => value === 0) ? quiet + 1 : 0;
    await sleep(100);
  }
}

export interface Sample {
  readonly name: string;
  readonly labels: string;
  readonly value: number;
}

export const readFigures = (text: string): Sample[] =>
  [...text.matchAll(/^([a-z_]+)(\{[^}]*\})? (\S+)$/gm)].map(([, name = '', labels = '', value]) => ({
    name,
    labels,
    value: Number(value),
  }));
