/** A file of the archive as it is kept, or some years of a CSV file: passed on as it comes, none of it made anew. */
import { Readable, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { create as contentDisposition } from 'content-disposition';
import type { Context } from 'hono';
import { BULK_FILES, nameBulkPart, type BulkFile } from '../../shared/contracts/bucket/bulk-keys.ts';
import type { BulkManifest, BulkRange, KeptBulkFile } from '../../shared/contracts/bucket/stored-bulk.ts';
import { readManifest, readPartParam } from '../archive/read-archive.ts';
import { isHeld } from '../http/entity-tag.ts';
import { readRangeParam } from '../http/params.ts';
import { RequestError } from '../http/request-error.ts';
import type { WebBulk } from '../ports.ts';
import { tellDigest } from './digest.ts';
import { makeStream, readChunks } from './stream-of.ts';

const TYPES: Readonly<Record<BulkFile, string>> = {
  'tidy.csv': 'text/csv; charset=utf-8',
  'wide.csv': 'text/csv; charset=utf-8',
  'tidy.parquet': 'application/vnd.apache.parquet',
  'figures.sqlite': 'application/vnd.sqlite3',
};
/** Whoever keeps it asks with the tag: page, checksum and file of one night never go with those of another. */
const CACHING = 'public, max-age=0, s-maxage=0';
const CHECKSUM = '.sha256';

interface ArchiveFileDeps {
  readonly archive?: WebBulk | undefined;
  readonly onFailure: (error: unknown) => void;
}

export async function sendArchiveFile(
  c: Context,
  { archive, onFailure }: ArchiveFileDeps,
): Promise<Response> {
  const part = readPartParam(c.req.param('part'));
  const asked = c.req.param('file') ?? '';
  const name = asked.endsWith(CHECKSUM) ? asked.slice(0, -CHECKSUM.length) : asked;
  const file = BULK_FILES.find((one) => one === name);
  if (!archive || !file) throw new RequestError(404, (t) => t.noSuchPath);
  const { manifest } = await readManifest({ archive }, part);
  const kept = manifest.files.find((one) => one.file === file);
  if (!kept) throw new RequestError(404, (t) => t.noSuchPath);
  const range = chooseRange(manifest, kept, readRangeParam(c.req.query('from'), c.req.query('to')));
  const { from, to, sha256, sizeBytes } = range;
  const saved = `gouji-${nameBulkPart(part)}-${from === to ? from : `${from}-${to}`}-${file}`;
  const headers = {
    'cache-control': CACHING,
    'access-control-allow-origin': '*',
    etag: `"${sha256}"`,
  };
  if (name !== asked)
    return c.body(`${sha256}  ${saved}\n`, 200, { ...headers, 'content-type': 'text/plain; charset=utf-8' });
  if (isHeld(c.req.header('if-none-match'), headers.etag)) return c.body(null, 304, headers);
  const said = {
    ...headers,
    'content-type': TYPES[file],
    'content-length': String(sizeBytes),
    'content-disposition': contentDisposition(saved),
    ...tellDigest(c, sha256),
  };
  if (c.req.method === 'HEAD') return c.body(null, 200, said);
  return c.body(await openFile(archive, kept, range, onFailure), 200, said);
}

/** Years that the file does not have are no fault, as in a series; what can't be cut is refused. */
function chooseRange(
  { years }: BulkManifest,
  { csv, rows, sizeBytes, sha256 }: KeptBulkFile,
  { from, to }: { readonly from: number | undefined; readonly to: number | undefined },
): BulkRange {
  const first = years[0]?.year ?? 0;
  const last = years.at(-1)?.year ?? 0;
  const asked = { from: Math.max(first, from ?? first), to: Math.min(last, to ?? last) };
  if (asked.from === first && asked.to === last) return { ...asked, rows, sizeBytes, sha256 };
  if (!csv) throw new RequestError(400, (t) => t.archiveWhole, 'from');
  const found = csv.ranges.find((range) => range.from === asked.from && range.to === asked.to);
  if (!found) throw new RequestError(400, (t) => t.rangeMalformed, 'from');
  return found;
}

async function openFile(
  archive: WebBulk,
  kept: KeptBulkFile,
  { from, to }: BulkRange,
  onFailure: (error: unknown) => void,
): Promise<ReadableStream<Uint8Array>> {
  if (!kept.csv) return archive.stream(kept);
  const { heads, years } = kept.csv;
  const asked = years.filter(({ year }) => year >= from && year <= to);
  const start = asked[0]?.start ?? 0;
  const end = asked.at(-1)?.end ?? 0;
  return makeStream(unpack(heads, await archive.stream(kept, { start, end })), onFailure);
}

/** Packed years one after the other are one packed file to whoever unpacks it. */
async function* unpack(
  heads: string,
  packed: ReadableStream<Uint8Array>,
): AsyncGenerator<string | Uint8Array, void, undefined> {
  yield heads;
  const unpacked = createGunzip();
  // What fails on the way is thrown where it is read.
  pipeline(Readable.from(readChunks(packed)), unpacked, () => undefined);
  for await (const chunk of unpacked) if (chunk instanceof Uint8Array) yield chunk;
}
