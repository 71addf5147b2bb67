/**
 * s3rver's store with what AWS S3 with versioning gives: objects appear whole or not at all, every version stays
 * readable, and keys never become paths.
 *
 * `<root>/<bucket>/versions.jsonl` is the truth (see `version-journal.ts`), `bytes/<time>/<id>` holds the contents,
 * `resources/` what s3rver keeps beside objects, `incoming/` what is not complete yet.
 */
import { createHash, randomUUID } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import * as z from 'zod';
import S3Error from 's3rver/lib/models/error.js';
import S3Object from 's3rver/lib/models/object.js';
import FilesystemStore from 's3rver/lib/stores/filesystem.js';
import { createGroupFlush, type GroupFlush } from './durable.ts';
import { isBulkKey } from '../shared/contracts/bucket/bulk-keys.ts';
import { BrokenChunksError, receiveBody, type ReceivedBody } from './request-body.ts';
import { currentRequest } from './s3-request.ts';
import { openVersionJournal, type Version, type VersionJournal } from './version-journal.ts';

/** S3's limit, in UTF-8. */
const MAX_KEY_BYTES = 1024;
const BUCKET_NAME = /^[a-z0-9](?!.*\.\.)[a-z0-9.-]{1,61}[a-z0-9]$/;
/** Hex digits of a version id that name its folder: about four minutes' versions lie in one. */
const FOLDER_DIGITS = 9;
/** Larger contents are streamed. */
const READ_AT_ONCE_BYTES = 2 * 1024 * 1024;
/** A file of the archive that took another's place; whoever was being given the other has it by then. */
const REPLACED_KEPT_MS = 24 * 3_600_000;
/** As s3rver writes it down where an upload begins. */
const metadataSchema = z.record(z.string(), z.unknown());
const HEADER_NAME = /^[a-z0-9!#$%&'*+.^_`|~-]+$/;

/** What HTTP would garble is refused with 400; everything else is a key like any other. */
export function refuseHostileKey(key: string): void {
  if (Buffer.byteLength(key) > MAX_KEY_BYTES)
    throw new S3Error('KeyTooLongError', `Your key is too long: at most ${MAX_KEY_BYTES} bytes`);
  const segments = key.split('/');
  // A trailing slash is a key of its own, as in S3.
  if (segments.at(-1) === '') segments.pop();
  if (segments.length === 0 || segments.some((segment) => ['', '.', '..'].includes(segment)))
    throw new S3Error('InvalidURI', 'The key has an empty segment, or one that is . or ..');
  if (/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u.test(key))
    throw new S3Error('InvalidURI', 'The key has control characters');
}

interface Bucket {
  readonly folder: string;
  readonly journal: VersionJournal;
  readonly disk: GroupFlush;
  readonly creationDate: Date;
}

export class VersionedStore extends FilesystemStore {
  readonly #buckets = new Map<string, Bucket>();
  readonly #subresources = new Map<string, FilesystemStore.Subresource | null>();
  readonly #nowEpochMs: () => number;

  constructor(rootDirectory: string, nowEpochMs: () => number) {
    super(rootDirectory);
    this.#nowEpochMs = nowEpochMs;
    mkdirSync(rootDirectory, { recursive: true });
    for (const name of readdirSync(rootDirectory))
      if (existsSync(join(rootDirectory, name, 'versions.jsonl'))) this.#open(name);
  }

  #open(name: string): Bucket {
    const folder = join(this.rootDirectory, name);
    rmSync(join(folder, 'incoming'), { recursive: true, force: true });
    for (const sub of ['bytes', 'resources', 'incoming']) mkdirSync(join(folder, sub), { recursive: true });
    const bucket = {
      folder,
      journal: openVersionJournal(journalPath(folder), this.#nowEpochMs),
      disk: createGroupFlush(),
      creationDate: statSync(folder).birthtime,
    };
    this.#buckets.set(name, bucket);
    return bucket;
  }

  #bucket(name: string): Bucket {
    const bucket = this.#buckets.get(name);
    if (!bucket)
      throw new S3Error('NoSuchBucket', 'The specified bucket does not exist', { BucketName: name });
    return bucket;
  }

  journalOf(bucket: string): VersionJournal {
    return this.#bucket(bucket).journal;
  }

  /** In the order in which they were made. */
  versionsAfter(id: string): { bucket: string; version: Version }[] {
    return [...this.#buckets]
      .flatMap(([bucket, { journal }]) => journal.versionsAfter(id).map((version) => ({ bucket, version })))
      .sort((a, b) => (a.version.id < b.version.id ? -1 : 1));
  }

  close(): void {
    for (const { journal } of this.#buckets.values()) journal.close();
  }

  /** Names made of hashes: no key can lead out of the folder. */
  override getResourcePath(bucket: string, key: string | undefined, resource: string): string {
    const owner = key ? createHash('sha256').update(key).digest('hex') : 'bucket';
    return join(this.#bucket(bucket).folder, 'resources', `${owner}.${resource}`);
  }

  override listBuckets(): Promise<FilesystemStore.Bucket[]> {
    return Promise.resolve([...this.#buckets].map(([name, { creationDate }]) => ({ name, creationDate })));
  }

  override getBucket(name: string): Promise<FilesystemStore.Bucket | null> {
    const bucket = this.#buckets.get(name);
    return Promise.resolve(bucket ? { name, creationDate: bucket.creationDate } : null);
  }

  override putBucket(name: string): Promise<FilesystemStore.Bucket | null> {
    if (!BUCKET_NAME.test(name)) throw new S3Error('InvalidBucketName', 'The specified bucket is not valid.');
    if (!this.#buckets.has(name)) this.#open(name);
    return this.getBucket(name);
  }

  override deleteBucket(name: string): Promise<void> {
    const { folder, journal } = this.#bucket(name);
    journal.close();
    this.#buckets.delete(name);
    rmSync(folder, { recursive: true, force: true });
    return Promise.resolve();
  }

  /** Asked only whether a bucket may be deleted; lists are answered by `object-listing.ts`. */
  override listObjects(name: string): ReturnType<FilesystemStore['listObjects']> {
    const objects = this.journalOf(name).isEmpty() ? [] : [new S3Object(name, '', null, {})];
    return Promise.resolve({ objects, commonPrefixes: [], isTruncated: false });
  }

  override existsObject(bucket: string, key: string): Promise<boolean> {
    const { key: plainKey, versionId } = splitCopySource(key);
    return Promise.resolve(this.#find(bucket, plainKey, versionId) !== undefined);
  }

  #find(bucket: string, key: string, versionId = currentRequest.getStore()?.versionId): Version | undefined {
    const { journal } = this.#bucket(bucket);
    if (versionId !== undefined) return journal.find(key, versionId);
    const newest = journal.newest(key);
    return newest?.deleteMarker ? undefined : newest;
  }

  override getMetadata(bucket: string, key: string): Promise<Record<string, string | number>> {
    const version = this.#find(bucket, key);
    if (!version) throw new S3Error('NoSuchKey', 'The specified key does not exist.', { Key: key });
    return Promise.resolve(metadataOf(version));
  }

  override getObject(
    bucket: string,
    key: string,
    options: { start?: number; end?: number } = {},
  ): Promise<S3Object | null> {
    const request = currentRequest.getStore();
    const version = this.#find(bucket, key);
    if (!version && request?.versionId !== undefined)
      throw new S3Error('NoSuchVersion', 'The specified version does not exist.', {
        Key: key,
        VersionId: request.versionId,
      });
    if (!version) return Promise.resolve(null);
    if (version.deleteMarker)
      throw new S3Error('MethodNotAllowed', 'The specified method is not allowed against a delete marker.');

    const path = bytesPath(this.#bucket(bucket), version.id);
    const { start = 0, end = Infinity } = options;
    const range = { start, end: Math.min(end, version.sizeBytes - 1) };
    const isRange = options.start !== undefined || options.end !== undefined;
    const object = new S3Object(bucket, key, null, metadataOf(version));
    object.metadata['x-amz-version-id'] = version.id;
    if (isRange) object.range = range;
    if (isRange && !(range.start >= 0 && range.start <= range.end)) return Promise.resolve(object);
    if (request?.method === 'HEAD') object.content = { destroy: () => undefined };
    else if (version.sizeBytes > READ_AT_ONCE_BYTES) object.content = createReadStream(path, range);
    else object.content = readFileSync(path).subarray(range.start, range.end + 1);
    return Promise.resolve(object);
  }

  override putObject(object: S3Object): Promise<FilesystemStore.Stored> {
    return this.#put(object);
  }

  /** `inParts`: what S3 says of one that came so: its hash is of the parts' hashes, and its date when it was begun. */
  async #put(
    object: S3Object,
    inParts?: { readonly begunEpochMs: number; readonly md5: string },
  ): Promise<FilesystemStore.Stored> {
    refuseHostileKey(object.key);
    const bucket = this.#bucket(object.bucket);
    const headers = headersOf(object.metadata);
    const body = await this.#receive(object.content, bucket);
    // On the disk before the journal says that they are there, and the journal before the upload is acknowledged.
    const file = await inFile(bucket, body.content);
    await bucket.disk.flushed([file]);
    // Told and written in one go: of two such requests one is refused.
    const failed = this.#checkConditions(object);
    if (failed) {
      rmSync(file, { force: true });
      throw failed;
    }
    const { md5 = body.md5, begunEpochMs } = inParts ?? {};
    const version = bucket.journal.add(
      { key: object.key, sizeBytes: body.sizeBytes, md5, begunEpochMs, headers, ...tellPrincipal() },
      (id) => inFolder(bytesPath(bucket, id), (path) => renameSync(file, path)),
    );
    await this.#made(bucket, version);
    if (isBulkKey(object.key)) this.#dropReplaced(bucket, object.key);
    return { size: body.sizeBytes, md5 };
  }

  /** What no lifecycle does here: the archive is made anew, and whole, in every night in which something came. */
  #dropReplaced(bucket: Bucket, key: string): void {
    const { journal } = bucket;
    const versions = journal.versionsOf(key);
    const before = this.#nowEpochMs() - REPLACED_KEPT_MS;
    for (const [index, { id }] of versions.entries()) {
      const next = versions[index - 1];
      if (!next || next.lastModifiedEpochMs > before) continue;
      journal.remove(key, id);
      rmSync(bytesPath(bucket, id), { force: true });
    }
  }

  #checkConditions({ bucket, key }: S3Object): S3Error | undefined {
    const { onlyNew = false, onlyOver } = currentRequest.getStore() ?? {};
    if (!onlyNew && onlyOver === undefined) return undefined;
    const there = this.#find(bucket, key);
    if (onlyOver !== undefined && !there)
      return new S3Error('NoSuchKey', 'The specified key does not exist.', { Key: key });
    const isMet = onlyNew ? !there : ['*', `"${there?.md5}"`, there?.md5].includes(onlyOver);
    return isMet
      ? undefined
      : new S3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');
  }

  /** Puts a version of another machine in its place; `place` writes its bytes to a path. */
  restore(name: string, version: Version, place: (path: string) => void): void {
    const bucket = this.#bucket(name);
    bucket.journal.restore(version, (id) => {
      const path = bytesPath(bucket, id);
      mkdirSync(dirname(path), { recursive: true });
      place(path);
    });
  }

  override async copyObject(
    srcBucket: string,
    srcKey: string,
    destBucket: string,
    destKey: string,
    replacementMetadata: Record<string, unknown> | null,
  ): Promise<Record<string, string | number>> {
    refuseHostileKey(destKey);
    const source = splitCopySource(srcKey);
    const found = this.#find(srcBucket, source.key, source.versionId);
    if (!found) throw new S3Error('NoSuchKey', 'The specified key does not exist.', { Key: source.key });
    const from = bytesPath(this.#bucket(srcBucket), found.id);
    const bucket = this.#bucket(destBucket);
    const version = bucket.journal.add(
      {
        key: destKey,
        sizeBytes: found.sizeBytes,
        md5: found.md5,
        headers: replacementMetadata ? headersOf(replacementMetadata) : found.headers,
        ...tellPrincipal(),
      },
      (id) => inFolder(bytesPath(bucket, id), (path) => linkSync(from, path)),
    );
    await this.#made(bucket, version);
    return metadataOf(version);
  }

  /** Without a version id a delete marker is put on top, as S3 does; with one that version goes for good. */
  override async deleteObject(name: string, key: string): Promise<void> {
    const bucket = this.#bucket(name);
    const versionId = currentRequest.getStore()?.versionId;
    if (versionId === undefined) {
      const marker = { key, sizeBytes: 0, md5: '', headers: {}, deleteMarker: true as const };
      await this.#made(
        bucket,
        bucket.journal.add(marker, () => undefined),
      );
    } else if (bucket.journal.find(key, versionId)) {
      bucket.journal.remove(key, versionId);
      rmSync(bytesPath(bucket, versionId), { force: true });
    }
  }

  override async putPart(
    name: string,
    uploadId: string,
    partNumber: string,
    content: Readable,
  ): Promise<FilesystemStore.Stored> {
    const folder = this.#uploadFolder(name, uploadId);
    if (!existsSync(folder)) throw new S3Error('NoSuchUpload', 'The specified upload does not exist.');
    if (!/^[1-9][0-9]{0,4}$/.test(partNumber))
      throw new S3Error('InvalidArgument', 'Part number must be an integer between 1 and 10000');
    const { content: received, sizeBytes, md5 } = await this.#receive(content, this.#bucket(name));
    const path = join(folder, partNumber);
    if (Buffer.isBuffer(received)) await writeFile(path, received);
    else await rename(received.file, path);
    return { size: sizeBytes, md5 };
  }

  override async putObjectMultipart(
    name: string,
    uploadId: string,
    parts: readonly { readonly number: number }[],
  ): Promise<FilesystemStore.Stored> {
    const folder = this.#uploadFolder(name, uploadId);
    const read = (file: string): Promise<string> => readFile(join(folder, file), 'utf8');
    const paths = parts
      .map(({ number }) => number)
      .sort((a, b) => a - b)
      .map((number) => join(folder, String(number)));
    const hashes = createHash('md5');
    for (const path of paths) hashes.update(await hashFile(path));
    const metadata = metadataSchema.parse(JSON.parse(await read('metadata')));
    const object = new S3Object(name, await read('key'), Readable.from(concatenate(paths)), metadata);
    const stored = await this.#put(object, {
      begunEpochMs: Math.floor(statSync(join(folder, 'key')).mtimeMs),
      md5: `${hashes.digest('hex')}-${paths.length}`,
    });
    rmSync(folder, { recursive: true, force: true });
    return stored;
  }

  #uploadFolder(name: string, uploadId: string): string {
    if (!/^[0-9a-f]{32}$/.test(uploadId))
      throw new S3Error('NoSuchUpload', 'The specified upload does not exist.');
    return join(this.getResourcePath(name, undefined, 'uploads'), uploadId);
  }

  /** Asked for with every request, and nearly always absent. */
  override async getSubresource(
    bucket: string,
    key: string | undefined,
    resourceType: string,
  ): Promise<FilesystemStore.Subresource | null> {
    if (!this.#buckets.has(bucket)) return null;
    const path = this.getResourcePath(bucket, key, `${resourceType}.xml`);
    const known = this.#subresources.get(path);
    if (known !== undefined) return known;
    const found = await super.getSubresource(bucket, key, resourceType);
    if (!key) this.#subresources.set(path, found);
    return found;
  }

  override async putSubresource(
    bucket: string,
    key: string | undefined,
    resource: FilesystemStore.Subresource,
  ): Promise<void> {
    await super.putSubresource(bucket, key, resource);
    this.#subresources.clear();
  }

  override async deleteSubresource(
    bucket: string,
    key: string | undefined,
    resourceType: string,
  ): Promise<void> {
    await super.deleteSubresource(bucket, key, resourceType);
    this.#subresources.clear();
  }

  async #receive(content: S3Object['content'], { folder }: Bucket): Promise<ReceivedBody> {
    const request = currentRequest.getStore();
    if (!Buffer.isBuffer(content) && !(content instanceof Readable))
      throw new TypeError('an object without content');
    try {
      return await receiveBody(
        request?.checkBody && !Buffer.isBuffer(content) ? request.checkBody(content) : content,
        () => join(folder, 'incoming', randomUUID()),
      );
    } catch (error) {
      if (error instanceof BrokenChunksError) throw new S3Error('IncompleteBody', error.message);
      throw error;
    }
  }

  async #made(bucket: Bucket, version: Version): Promise<void> {
    const bytes = version.deleteMarker
      ? []
      : [join(bucket.folder, 'bytes'), dirname(bytesPath(bucket, version.id))];
    await bucket.disk.flushed([journalPath(bucket.folder), ...bytes]);
    const request = currentRequest.getStore();
    if (request) request.made = version;
  }
}

/** Kept with the version: its event may be told again after a restart. */
function tellPrincipal(): Pick<Version, 'principalId'> {
  const principalId = currentRequest.getStore()?.principalId;
  return principalId === undefined ? {} : { principalId };
}

/** `key?versionId=…`, as `x-amz-copy-source` has it. */
function splitCopySource(source: string): { key: string; versionId: string | undefined } {
  const [, key, versionId] = /^(.*)\?versionId=([0-9A-F]+)$/s.exec(source) ?? [];
  return { key: key ?? source, versionId };
}

async function* concatenate(paths: readonly string[]): AsyncGenerator<Buffer> {
  for (const path of paths) for await (const chunk of createReadStream(path)) yield Buffer.from(chunk);
}

async function hashFile(path: string): Promise<Buffer> {
  const hash = createHash('md5');
  for await (const chunk of concatenate([path])) hash.update(chunk);
  return hash.digest();
}

const bytesPath = ({ folder }: Bucket, id: string): string =>
  join(folder, 'bytes', id.slice(0, FOLDER_DIGITS), id);

const journalPath = (folder: string): string => join(folder, 'versions.jsonl');

async function inFile({ folder }: Bucket, content: ReceivedBody['content']): Promise<string> {
  if (!Buffer.isBuffer(content)) return content.file;
  const file = join(folder, 'incoming', randomUUID());
  await writeFile(file, content);
  return file;
}

/** Folders are made where they turn out to be missing: looking first would cost every upload a call. */
function inFolder(path: string, act: (path: string) => void): void {
  try {
    act(path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    mkdirSync(dirname(path), { recursive: true });
    act(path);
  }
}

function metadataOf({
  headers,
  md5,
  sizeBytes,
  lastModifiedEpochMs,
}: Version): Record<string, string | number> {
  return {
    ...headers,
    etag: `"${md5}"`,
    'last-modified': new Date(lastModifiedEpochMs).toUTCString(),
    'content-length': sizeBytes,
  };
}

/** The metadata that S3 keeps, as headers that HTTP can carry. */
function headersOf(metadata: Record<string, unknown>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(metadata)) {
    if (!S3Object.ALLOWED_METADATA.includes(name) && !name.startsWith('x-amz-meta-')) continue;
    if (!HEADER_NAME.test(name)) throw new S3Error('InvalidArgument', 'A metadata name is not allowed');
    const text = String(value);
    // S3 answers other characters as RFC 2047 has them.
    kept[name] = /^[\t\x20-\x7e\x80-\xff]*$/.test(text)
      ? text
      : `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`;
  }
  const encoding = kept['content-encoding']
    ?.replace(/(^|,)\s*aws-chunked\s*(?=,|$)/i, '')
    .replace(/^,\s*/, '');
  if (encoding === '') delete kept['content-encoding'];
  else if (encoding !== undefined) kept['content-encoding'] = encoding;
  return kept;
}
