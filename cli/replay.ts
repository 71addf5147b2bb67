/**
 * `gouji replay`: does what dead letters stand for. The uploads and the table are the truth, so this works wherever
 * the messages are: uploads without a submission are received, stale comparisons and totals are made again.
 */
import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { OPERATOR_HEADER } from '../local/operator.ts';
import { reconcile } from '../shared/pipeline/reconcile.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import { connect, DEFAULT_ENDPOINT } from './connect.ts';

export async function replay(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { endpoint: { type: 'string', default: DEFAULT_ENDPOINT } },
  });
  const { table, bucket, connection } = await connect(values.endpoint);
  if (connection.operatorEndpoint !== undefined) await replayDeadLetters(connection.operatorEndpoint);
  const { received, waiting, rechecked, recomputed, failures } = await reconcile(
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
  if (waiting > 0) process.stdout.write(`${waitingSays(waiting)}\n`);
  for (const { code, year } of recomputed) process.stdout.write(`  ${code} ${year}\n`);
  for (const failure of failures) process.stderr.write(`  ${failure}\n`);
  return failures.length === 0 ? 0 : 1;
}

/** Nothing is received before anything is loaded: every report would be returned for its unknown agency. */
export const waitingSays = (versions: number): string =>
  `名录尚未导入，${versions} 份已上传的报告等待接收：导入区划、名录、延期后运行 gouji replay / ` +
  `${versions} uploads wait, for no roster is loaded: load regions, roster and calendar, then run gouji replay`;

const replayedSchema = z.object({ replayed: z.number(), failed: z.number() });

/** On one machine the messages themselves are delivered again; on AWS a redrive of the queue does that. */
async function replayDeadLetters(operatorEndpoint: string): Promise<void> {
  const response = await fetch(new URL('replay', operatorEndpoint), {
    method: 'POST',
    headers: { [OPERATOR_HEADER]: 'replay' },
  });
  const { replayed, failed } = replayedSchema.parse(await response.json());
  process.stdout.write(`${replayed} dead letters replayed, ${failed} failed again and are kept\n`);
}
