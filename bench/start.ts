/** `gouji start` until it says `ready`: on an empty folder, behind which it loads the demonstration, and again. */
import type { Report } from './measure.ts';
import { readProcessorTimes, processorTimesSay } from './processor-time.ts';
import { startGouji, type StartedSystem } from './started-system.ts';
import { waitForLookThrough, waitUntilQuiet } from './wait-until-quiet.ts';

/** Answers the second start's system, running and at rest. */
export async function benchStart(
  report: Report,
  dataDir: string,
  { empty = false } = {},
): Promise<StartedSystem> {
  const first = await startGouji(dataDir, { empty });
  report({
    what: '`gouji start` on an empty folder until `ready`: uploads are accepted',
    value: first.readyMs / 1000,
    unit: ' s',
    target: { below: 5 },
  });
  if (!empty)
    report({
      what: '`gouji start` on an empty folder until `demonstration complete`',
      value: (await first.demonstrated()) / 1000,
      unit: ' s',
      target: { below: 30 },
      detail: `processor time: ${processorTimesSay(readProcessorTimes(first.pid))}`,
    });
  await first.stop();
  const second = await startGouji(dataDir, { empty, hasMetrics: true });
  report({
    what: '`gouji start` again, until `ready`',
    value: second.readyMs / 1000,
    unit: ' s',
    target: { below: 3 },
    detail: `processor time: ${processorTimesSay(readProcessorTimes(second.pid))}`,
  });
  await waitForLookThrough(second);
  await waitUntilQuiet(second);
  return second;
}
