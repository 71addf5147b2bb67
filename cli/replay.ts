/**
 * `gouji replay`: does what dead letters stand for. The uploads and the table are the truth, so this works wherever
 * the messages are: uploads without a submission are received, stale comparisons and totals are made again.
 */
import { hashBytes } from '../shared/adapters/hash-bytes.ts';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { OPERATOR_HEADER } from '../local/operator.ts';
import { reconcile } from '../shared/pipeline/reconcile.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import { COMMANDS } from './commands.ts';
import { connect } from './connect.ts';
import { UsageError } from './exit-codes.ts';
import { sayLine, warnLine } from './terminal.ts';
import { fetchInTime } from './time-limit.ts';

export async function replay(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: COMMANDS.replay.options });
  const { discard, reason } = values;
  if (discard !== undefined && !reason)
    throw new UsageError('--discard needs a --reason, which is kept with the letter');
  const { table, bucket, connection } = await connect(values.endpoint);
  if (values.list) return listDeadLetters(connection.operatorEndpoint);
  if (discard !== undefined) return discardDeadLetter(connection.operatorEndpoint, discard, reason ?? '');
  if (connection.operatorEndpoint !== undefined) await replayDeadLetters(connection.operatorEndpoint);
  const { received, waiting, rechecked, recomputed, acts, failures } = await reconcile(
    {
      table,
      bucket,
      now: systemClock,
      sha256: hashBytes,
    },
    { graceMs: 0 },
  );
  sayLine(
    `${received} uploads received, ${rechecked} comparisons and ${recomputed.length} totals made again`,
  );
  if (acts.completed > 0) sayLine(`${acts.completed} acts of offices restored from their copies`);
  if (acts.copied > 0) sayLine(`${acts.copied} acts of offices got their copies`);
  if (acts.told > 0) sayLine(`${acts.told} letters about acts ordered`);
  if (waiting > 0) sayLine(waitingSays(waiting));
  for (const { code, year } of recomputed) sayLine(`  ${code} ${year}`);
  for (const failure of failures) warnLine(`  ${failure}`);
  return failures.length === 0 ? 0 : 1;
}

/** Nothing is received before anything is loaded: every report would be returned for its unknown agency. */
export const waitingSays = (versions: number): string =>
  `名录尚未导入，${versions} 份已上传的报告等待接收：导入区划、名录、延期后运行 gouji replay / ` +
  `${versions} uploads wait, for no roster is loaded: load regions, roster and calendar, then run gouji replay`;

const replayedSchema = z.object({ replayed: z.number(), failed: z.number() });

/** On one machine the messages themselves are delivered again; on AWS a redrive of the queue does that. */
async function replayDeadLetters(operatorEndpoint: string): Promise<void> {
  const { replayed, failed } = replayedSchema.parse(await ask(operatorEndpoint, 'POST', 'replay'));
  sayLine(`${replayed} dead letters replayed, ${failed} failed again and are kept`);
}

const lettersSchema = z.array(
  z.object({ id: z.string(), functionName: z.string(), reason: z.string(), diedAt: z.string() }),
);

async function listDeadLetters(operatorEndpoint: string | undefined): Promise<number> {
  const letters = lettersSchema.parse(await ask(ownQueues(operatorEndpoint), 'GET', 'dead-letters'));
  for (const { id, functionName, reason, diedAt } of letters)
    sayLine(`${id}  ${diedAt}  ${functionName}  ${reason.split('\n')[0] ?? ''}`);
  sayLine(`死信 ${letters.length} 封 / ${letters.length} dead letters`);
  return 0;
}

async function discardDeadLetter(
  operatorEndpoint: string | undefined,
  id: string,
  reason: string,
): Promise<number> {
  const path = `discard?${new URLSearchParams({ id, reason }).toString()}`;
  const { discarded } = discardedSchema.parse(await ask(ownQueues(operatorEndpoint), 'POST', path));
  if (!discarded)
    throw new Error(`没有死信 ${id}，用 --list 查看 / there is no dead letter ${id}; see --list`);
  sayLine(
    `已丢弃 ${id}，原文与理由留存 / ${id} is discarded; it is kept with its reason below dead-letters/discarded`,
  );
  return 0;
}
const discardedSchema = z.object({ discarded: z.boolean() });

function ownQueues(operatorEndpoint: string | undefined): string {
  if (operatorEndpoint === undefined)
    throw new UsageError(
      'on AWS dead letters lie in the queues that the alarms name: look at them and purge them there (docs/operations.md)',
    );
  return operatorEndpoint;
}

/** The answer waits for every letter to be delivered, so it has so many times the time of another one. */
const REPLAY_TAKES = 30;

async function ask(operatorEndpoint: string, method: 'GET' | 'POST', path: string): Promise<unknown> {
  const { status, text } = await fetchInTime(
    new URL(path, operatorEndpoint),
    { method, headers: { [OPERATOR_HEADER]: 'replay' } },
    REPLAY_TAKES,
  );
  if (status !== 200) throw new Error(`the running system answered ${status}: ${text}`);
  return JSON.parse(text);
}
