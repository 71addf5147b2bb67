/**
 * A CSV file of many years as it is written: packed year by year, so that any years one after the other can be given without
 * the others, with a hash of every such range as its reader gets it. Nothing but the packed file is ever held.
 */
import { createHash, type Hash } from 'node:crypto';
import { once } from 'node:events';
import { createGzip, type Gzip } from 'node:zlib';
import type { KeptBulkFile } from '../../contracts/bucket/stored-bulk.ts';

type CsvFacts = NonNullable<KeptBulkFile['csv']>;

interface WrittenCsv extends Pick<KeptBulkFile, 'rows' | 'sizeBytes' | 'sha256'> {
  readonly bytes: Uint8Array;
  readonly csv: CsvFacts;
}

/** From one year on: what whoever asks for it and later years has been given so far. */
interface Running {
  readonly from: number;
  readonly hash: Hash;
  sizeBytes: number;
  rows: number;
}

export function createCsvByYear(heads: string) {
  const packed: Uint8Array[] = [];
  let packedBytes = 0;
  const years: CsvFacts['years'][number][] = [];
  const ranges: CsvFacts['ranges'][number][] = [];
  const running: Running[] = [];
  let open: { readonly year: number; readonly start: number; readonly gzip: Gzip } | undefined;
  const headBytes = Buffer.from(heads);

  return {
    beginYear(year: number): void {
      const gzip = createGzip();
      gzip.on('data', (chunk: Uint8Array) => {
        packed.push(chunk);
        packedBytes += chunk.byteLength;
      });
      open = { year, start: packedBytes, gzip };
      const hash = createHash('sha256').update(headBytes);
      running.push({ from: year, hash, sizeBytes: headBytes.byteLength, rows: 0 });
    },
    async add(text: string, rows: number): Promise<void> {
      const bytes = Buffer.from(text);
      for (const one of running) {
        one.hash.update(bytes);
        one.sizeBytes += bytes.byteLength;
        one.rows += rows;
      }
      if (open && !open.gzip.write(bytes)) await once(open.gzip, 'drain');
    },
    async endYear(): Promise<void> {
      if (!open) return;
      const { year, start, gzip } = open;
      gzip.end();
      await once(gzip, 'end');
      years.push({ year, start, end: packedBytes });
      for (const { from, hash, sizeBytes, rows } of running)
        ranges.push({ from, to: year, rows, sizeBytes, sha256: hash.copy().digest('hex') });
      open = undefined;
    },
    end(): WrittenCsv {
      const [whole] = running;
      if (!whole) throw new TypeError('a file of no years was ended');
      const { rows, sizeBytes, hash } = whole;
      return {
        bytes: Buffer.concat(packed),
        rows,
        sizeBytes,
        sha256: hash.digest('hex'),
        csv: { heads, years, ranges },
      };
    },
  };
}
