/**
 * Which versions a bucket holds: an append-only file, one JSON line per change, and its image in memory.
 * A line is appended after the version's bytes are in place, so an object exists from one moment to the next:
 * a process killed in between leaves bytes that nothing refers to, or half a line that the next start cuts off.
 */
import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import * as z from 'zod';
import { Refusal } from './authority/refusal.ts';

const versionSchema = z.object({
  key: z.string(),
  /** 16 upper-case hex digits, strictly increasing over the life of the bucket. */
  id: z.string(),
  lastModifiedEpochMs: z.number(),
  /** When one that came in parts was whole: S3 dates it by when it was begun. */
  completedEpochMs: z.number().optional(),
  sizeBytes: z.number(),
  md5: z.string(),
  /** What HTTP answers as headers: content type, `x-amz-meta-*`, … */
  headers: z.record(z.string(), z.string()),
  deleteMarker: z.literal(true).optional(),
  /** Who made it, as events tell it; absent where it was the operator. */
  principalId: z.string().optional(),
});
export type Version = z.infer<typeof versionSchema>;
/** `begunEpochMs`: of one that came in parts. */
type Addition = Omit<Version, 'id' | 'lastModifiedEpochMs' | 'completedEpochMs'> & {
  readonly begunEpochMs?: number | undefined;
};
const lineSchema = z.union([versionSchema, z.object({ key: z.string(), removed: z.string() })]);
type Line = z.infer<typeof lineSchema>;

/** Version ids are milliseconds in steps of 1/1024, which leaves room for a thousand versions in one. */
const IDS_PER_MS = 1024;
const ID_DIGITS = 16;

export type VersionJournal = ReturnType<typeof openVersionJournal>;

export function openVersionJournal(path: string, nowEpochMs: () => number) {
  /** By key, oldest first. */
  const versions = new Map<string, Version[]>();
  let sortedKeys: string[] | undefined = [];
  let lastId = 0;

  function take(line: Line): void {
    const ofKey = versions.get(line.key);
    if ('removed' in line) {
      const left = ofKey?.filter(({ id }) => id !== line.removed) ?? [];
      if (left.length > 0) versions.set(line.key, left);
      else if (versions.delete(line.key)) sortedKeys = undefined;
      lastId = Math.max(lastId, Number.parseInt(line.removed, 16));
      return;
    }
    if (ofKey) ofKey.push(line);
    else {
      versions.set(line.key, [line]);
      sortedKeys = undefined;
    }
    lastId = Math.max(lastId, Number.parseInt(line.id, 16));
  }

  const file = openSync(path, 'a+');
  let isClosed = false;
  let lengthBytes = load();

  function load(): number {
    const bytes = readFileSync(path);
    const end = bytes.lastIndexOf(0x0a) + 1;
    const lines = bytes.toString('utf8', 0, end).split('\n');
    lines.pop();
    lines.forEach((text, index) => {
      try {
        take(lineSchema.parse(JSON.parse(text)));
      } catch (cause) {
        throw new Error(`${path} is damaged in line ${index + 1}`, { cause });
      }
    });
    if (end < bytes.length) ftruncateSync(file, end);
    return end;
  }

  /** The file's number may be another's by then. */
  function refuseClosed(): void {
    if (isClosed) throw new Refusal('ServiceUnavailable', 'The storage is being stopped, please try again.');
  }

  function append(line: Line): void {
    refuseClosed();
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
    const written = writeSync(file, bytes);
    if (written < bytes.length) {
      ftruncateSync(file, lengthBytes);
      throw Object.assign(new Error(`no room for ${path}`), { code: 'ENOSPC' });
    }
    lengthBytes += written;
    take(line);
  }

  /** S3 lists keys in the order of their UTF-8 bytes; for keys of the basic plane that is the order of their text. */
  const keys = (): readonly string[] => (sortedKeys ??= [...versions.keys()].sort());

  return {
    /** Makes a version current. `place` puts the bytes where the id says, before anybody can ask for them. */
    add({ begunEpochMs, ...version }: Addition, place: (id: string) => void): Version {
      refuseClosed();
      const now = nowEpochMs();
      lastId = Math.max(lastId + 1, now * IDS_PER_MS);
      const id = lastId.toString(16).toUpperCase().padStart(ID_DIGITS, '0');
      place(id);
      const added = {
        ...version,
        id,
        ...(begunEpochMs === undefined
          ? { lastModifiedEpochMs: now }
          : { lastModifiedEpochMs: begunEpochMs, completedEpochMs: now }),
      };
      append(added);
      return added;
    },
    /** A version of another machine, with its id and its time; the oldest first. */
    restore(version: Version, place: (id: string) => void): void {
      if (Number.parseInt(version.id, 16) <= lastId)
        throw new Error(`version ${version.id} is not the newest`);
      place(version.id);
      append(version);
    },
    remove(key: string, id: string): void {
      append({ key, removed: id });
    },
    /** The newest version, be it a delete marker. */
    newest: (key: string): Version | undefined => versions.get(key)?.at(-1),
    find: (key: string, id: string): Version | undefined =>
      versions.get(key)?.find((version) => version.id === id),
    /** Versions of one key, newest first. */
    versionsOf: (key: string): Version[] => versions.get(key)?.toReversed() ?? [],
    /** Versions of all keys, without delete markers. */
    versionsAfter: (id: string): Version[] =>
      [...versions.values()].flatMap((ofKey) =>
        ofKey.filter((version) => version.id > id && !version.deleteMarker),
      ),
    /** Keys with a prefix in listing order, from `from` on. */
    *keysFrom(prefix: string, from: string): Generator<string> {
      const all = keys();
      for (let index = lowerBound(all, prefix > from ? prefix : from); index < all.length; index++) {
        const key = all[index];
        if (key?.startsWith(prefix) !== true) return;
        yield key;
      }
    },
    isEmpty: (): boolean => versions.size === 0,
    /** What comes later is refused: a request may be under way still. */
    close(): void {
      if (isClosed) return;
      isClosed = true;
      closeSync(file);
    },
  };
}

/** Index of the first key that is not less than `from`. */
function lowerBound(keys: readonly string[], from: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] ?? '') < from) low = middle + 1;
    else high = middle;
  }
  return low;
}
