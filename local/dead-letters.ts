/** What failed for good, one file each: to be looked at, and replayed when the cause is gone. */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { readOwnFile, writeFileAtomically } from './atomic-file.ts';
import type { SmallWrites } from './small-writes.ts';

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
    /** Letters of an earlier version hold the records; since then they have the place alone, as on AWS. */
    event: z.unknown().optional(),
  }),
  z.object({ kind: z.literal('schedule'), ...common, event: z.unknown() }),
]);
export type DeadLetter = z.infer<typeof deadLetterSchema>;

export interface DeadLetters {
  /** Where it can't be written, it is held until it can. */
  keep(letter: DeadLetter): void;
  /** Oldest first. */
  list(): DeadLetter[];
  remove(id: string): void;
  /** Takes a letter out for good, and keeps it beside with the reason. Answers whether there was one. */
  discard(id: string, reason: string, at: string): boolean;
}

export function openDeadLetters(
  folder: string,
  {
    smallWrites,
    onProblem,
  }: { readonly smallWrites: Pick<SmallWrites, 'write'>; readonly onProblem: (message: string) => void },
): DeadLetters {
  const fileOf = (id: string): string => `${id.replace(/[^A-Za-z0-9-]/g, '_')}.json`;
  const pathOf = (id: string): string => join(folder, fileOf(id));
  const unwritten = new Map<string, DeadLetter>();
  const isFolder = (): boolean => statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
  const names = (): string[] => (isFolder() ? readdirSync(folder) : []);

  function list(): DeadLetter[] {
    const written = names()
      .filter((name) => name.endsWith('.json'))
      .flatMap((name) => readOwnFile(join(folder, name), deadLetterSchema, onProblem) ?? []);
    return [...written, ...unwritten.values()].sort((a, b) => (a.diedAt < b.diedAt ? -1 : 1));
  }
  function remove(id: string): void {
    unwritten.delete(id);
    rmSync(pathOf(id), { force: true });
  }
  return {
    keep(letter) {
      unwritten.set(letter.id, letter);
      smallWrites.write(pathOf(letter.id), () => {
        // Replayed or discarded meanwhile.
        if (!unwritten.has(letter.id)) return;
        writeFileAtomically(pathOf(letter.id), JSON.stringify(letter, null, 2));
        unwritten.delete(letter.id);
      });
    },
    list,
    remove,
    discard(id, reason, at) {
      const letter = list().find((one) => one.id === id);
      if (!letter) return false;
      const trace = { ...letter, discarded: { at, reason } };
      writeFileAtomically(join(folder, 'discarded', fileOf(id)), JSON.stringify(trace, null, 2));
      remove(id);
      return true;
    },
  };
}
