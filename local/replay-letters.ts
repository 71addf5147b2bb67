/** Does once more what dead letters stand for: what succeeds is gone. */
import * as z from 'zod';
import type { FunctionName } from '../shared/contracts/wiring.ts';
import type { DeadLetter, DeadLetters } from './dead-letters.ts';
import type { Invoke } from './invoke.ts';
import type { ObjectQueue } from './queue.ts';
import type { TableStream } from './stream.ts';

interface ReplayDeps {
  readonly deadLetters: Pick<DeadLetters, 'list' | 'remove'>;
  readonly queues: ReadonlyMap<string, Pick<ObjectQueue, 'resend'>>;
  readonly stream: Pick<TableStream, 'recordAt'>;
  /** An earlier version had other readers of the stream; this one does all of it. */
  readonly streamReader: FunctionName;
  readonly findInvoke: (name: string) => Invoke;
  readonly onProblem: (message: string) => void;
}

const failureSchema = z.object({ batchItemFailures: z.array(z.unknown()).min(1) });

export async function replayLetters(
  deps: ReplayDeps,
): Promise<{ readonly replayed: number; readonly failed: number }> {
  const { deadLetters, queues, stream, streamReader, findInvoke, onProblem } = deps;
  let replayed = 0;
  const finish = ({ id }: DeadLetter): void => {
    deadLetters.remove(id);
    replayed++;
  };

  async function invoke(name: string, event: unknown): Promise<'done' | 'failed'> {
    return failureSchema.safeParse(await findInvoke(name)(event)).success ? 'failed' : 'done';
  }

  async function replayOne(letter: DeadLetter): Promise<'done' | 'failed' | 'forgotten'> {
    switch (letter.kind) {
      case 'queue': {
        const outcome = await queues.get(letter.functionName)?.resend(letter);
        return outcome === 'processed' ? 'done' : 'failed';
      }
      case 'schedule':
        return invoke(letter.functionName, letter.event);
      case 'stream': {
        if (letter.event !== undefined) return invoke(streamReader, letter.event);
        const { shardId, startSequenceNumber: sequenceNumber, streamArn } = letter.DDBStreamBatchInfo;
        const record = await stream.recordAt({ shardId, sequenceNumber, streamArn });
        return record ? invoke(streamReader, { Records: [record] }) : 'forgotten';
      }
    }
  }

  const letters = deadLetters.list();
  const forgotten: DeadLetter[] = [];
  for (const letter of letters)
    try {
      const outcome = await replayOne(letter);
      if (outcome === 'done') finish(letter);
      if (outcome === 'forgotten') forgotten.push(letter);
    } catch (error) {
      onProblem(`the replay of ${letter.id} failed: ${String(error)}`);
    }
  if (forgotten.length > 0)
    try {
      // What had changed nobody can tell any more: everything is looked through, as it has to be on AWS.
      await invoke('reconcile-inbox' satisfies FunctionName, { graceMs: 0 });
      forgotten.forEach(finish);
    } catch (error) {
      onProblem(`what the stream has forgotten was not made anew: ${String(error)}`);
    }
  return { replayed, failed: letters.length - replayed };
}
