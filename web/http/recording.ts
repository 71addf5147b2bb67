/**
 * Records what an answer is made of, as it is read: a table and a bucket for one request, which note everything read
 * through them.
 */
import type { RecordedRead, RepeatableRead } from '../../shared/contracts/recorded-read.ts';
import { createHash } from 'node:crypto';
import type { WebBucket, WebBulk, WebSummaries, WebTable } from '../ports.ts';

export interface Recording {
  readonly table: WebTable;
  readonly bucket: WebBucket;
  readonly summaries: WebSummaries;
  readonly archive: Pick<WebBulk, 'text'>;
  /** What the table was asked. */
  reads(): readonly RepeatableRead[];
  /** Something could not be read: the answer is another one than with it, and is kept nowhere. */
  readonly missed: (what: string) => void;
  /** Whether reading the table again tells whether everything is as it was. */
  readsTableAlone(): boolean;
  /** The version of everything read so far: another one as soon as any of it is another. */
  version(): string;
}

/** `archive`: left out where nothing is kept of it. */
export interface Recorded extends Pick<Recording, 'table' | 'bucket' | 'summaries'> {
  readonly archive?: Pick<WebBulk, 'text'> | undefined;
}

export function record({ table, bucket, summaries, archive }: Recorded): Recording {
  const reads: RecordedRead[] = [];
  const objects: string[] = [];
  /** Objects come after the items that name them, and a redaction makes others of them. */
  const noted = <Found>(
    name: string,
    found: Found | undefined,
    toBytes: (found: Found) => string | Uint8Array,
  ): Found | undefined => {
    objects.push(`${name} ${found === undefined ? 'absent' : hash(toBytes(found))}`);
    return found;
  };
  return {
    table: table.observed((read) => reads.push(read)),
    bucket: {
      archived: async (sha256) => noted(sha256, await bucket.archived(sha256), (bytes) => bytes),
      receipt: async (key, id) => noted(`${key} ${id}`, await bucket.receipt(key, id), JSON.stringify),
    },
    archive: { text: async (key) => noted(key, await archive?.text(key), (text) => text) },
    // Summaries are made again, by an operator or for another slot.
    summaries: {
      marks: async (order) => {
        const marks = await summaries.marks(order);
        objects.push(`marks ${JSON.stringify([order, marks && [...marks]])}`);
        return marks;
      },
      newestMarks: async (code, year, slot) => {
        const found = await summaries.newestMarks(code, year, slot);
        // By its name: of a nation it is tens of megabytes.
        objects.push(`newest marks ${JSON.stringify([code, year, found?.slot, found?.sha256])}`);
        return found;
      },
      newestHead: async (code, year, slot) => {
        const found = await summaries.newestHead(code, year, slot);
        // By its name, as its parts are.
        objects.push(`newest head ${JSON.stringify([code, year, found?.sha256])}`);
        return found;
      },
      newest: async (code, year, slot) => {
        const newest = await summaries.newest(code, year, slot);
        objects.push(
          `newest ${JSON.stringify(newest && [newest.at, newest.counts, newest.byKind, newest.children])}`,
        );
        return newest;
      },
    },
    missed: (what) => void objects.push(`missed ${what}`),
    reads: () => reads.map(({ read }) => read),
    readsTableAlone: () => objects.length === 0,
    version: () => versionOfReads(reads, objects),
  };
}

/** The version of the same reads made again, which bring nothing but versions. */
export async function versionNow(reads: readonly RepeatableRead[]): Promise<string> {
  return versionOfReads(
    await Promise.all(reads.map(async (read) => ({ read, versions: await read.versionsNow() }))),
  );
}

function versionOfReads(reads: readonly RecordedRead[], objects: readonly string[] = []): string {
  const parts = reads.map(({ read, versions }) => [read.name, ...[...versions].sort()].join('\n'));
  return digest([...parts.sort(), ...[...objects].sort()]);
}

/** Enough of a SHA-256 that no two states of a page ever meet. */
const DIGEST_CHARACTERS = 22;

const hash = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('base64url').slice(0, DIGEST_CHARACTERS);

export const digest = (parts: readonly string[]): string => hash(parts.join('\n\n'));
