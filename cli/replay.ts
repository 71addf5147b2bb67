/**
 * `gouji replay`: does what dead letters stand for. The uploads and the table are the truth, so this works wherever
 * the messages are: uploads without a submission are received, stale comparisons and totals are made again.
 */
import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { reconcile } from '../shared/pipeline/reconcile.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import { connect, DEFAULT_ENDPOINT } from './connect.ts';

export async function replay(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { endpoint: { type: 'string', default: DEFAULT_ENDPOINT } } });
  const { table, bucket } = await connect(values.endpoint);
  const { received, rechecked, recomputed } = await reconcile(
    {
      table,
      bucket,
      now: systemClock,
      sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
    },
    { graceMs: 0 },
  );
  process.stdout.write(
    `${received} uploads received, ${rechecked} comparisons and ${recomputed.length} totals made again\n`,
  );
  for (const { code, year } of recomputed) process.stdout.write(`  ${code} ${year}\n`);
  return 0;
}
