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
import { COMMANDS } from './commands.ts';
import { connect } from './connect.ts';
import { sayLine, warnLine } from './terminal.ts';
import { fetchInTime } from './time-limit.ts';

export async function replay(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: COMMANDS.replay.options });
  const { table, bucket, connection } = await connect(values.endpoint);
  if (connection.operatorEndpoint !== undefined) await replayDeadLetters(connection.operatorEndpoint);
  const { received, rechecked, recomputed, failures } = await reconcile(
    {
      table,
      bucket,
      now: systemClock,
      sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
    },
    { graceMs: 0 },
  );
  sayLine(
    `${received} uploads received, ${rechecked} comparisons and ${recomputed.length} totals made again`,
  );
  for (const { code, year } of recomputed) sayLine(`  ${code} ${year}`);
  for (const failure of failures) warnLine(`  ${failure}`);
  return failures.length === 0 ? 0 : 1;
}

/** Every letter is delivered before the answer: as often the time that one answer has. */
const REPLAY_TAKES = 30;
const replayedSchema = z.object({ replayed: z.number(), failed: z.number() });

/** On one machine the messages themselves are delivered again; on AWS a redrive of the queue does that. */
async function replayDeadLetters(operatorEndpoint: string): Promise<void> {
  const { text } = await fetchInTime(
    new URL('replay', operatorEndpoint),
    { method: 'POST', headers: { [OPERATOR_HEADER]: 'replay' } },
    REPLAY_TAKES,
  );
  const { replayed, failed } = replayedSchema.parse(JSON.parse(text));
  sayLine(`${replayed} dead letters replayed, ${failed} failed again and are kept`);
}
