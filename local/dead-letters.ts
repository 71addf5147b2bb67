/** What failed for good, one file each: to be looked at, and replayed when the cause is gone. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { readJsonFile, writeFileAtomically } from './atomic-file.ts';

const common = {
  id: z.string(),
  functionName: z.string(),
  reason: z.string(),
  diedAt: z.string(),
};
const deadLetterSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('queue'), ...common, receives: z.number(), body: z.string() }),
  z.object({
    kind: z.literal('stream'),
    ...common,
    /** As Lambda writes it to an on-failure destination. */
    DDBStreamBatchInfo: z.object({
      shardId: z.string(),
      startSequenceNumber: z.string(),
      endSequenceNumber: z.string(),
      batchSize: z.number(),
      streamArn: z.string(),
    }),
    /** The records themselves: the stream may have forgotten them by the time of the replay. */
    event: z.unknown(),
  }),
  z.object({ kind: z.literal('schedule'), ...common, event: z.unknown() }),
]);
export type DeadLetter = z.infer<typeof deadLetterSchema>;

export interface DeadLetters {
  keep(letter: DeadLetter): void;
  /** Oldest first. */
  list(): DeadLetter[];
  remove(id: string): void;
}

export function openDeadLetters(folder: string): DeadLetters {
  mkdirSync(folder, { recursive: true });
  const pathOf = (id: string): string => join(folder, `${id.replace(/[^A-Za-z0-9-]/g, '_')}.json`);
  return {
    keep: (letter) => writeFileAtomically(pathOf(letter.id), JSON.stringify(letter, null, 2)),
    list: () =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .map((name) => deadLetterSchema.parse(readJsonFile(join(folder, name))))
        .sort((a, b) => (a.diedAt < b.diedAt ? -1 : 1)),
    remove: (id) => rmSync(pathOf(id), { force: true }),
  };
}
