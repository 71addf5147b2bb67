/** `gouji export`: a running system into a folder. The table first: what it tells of lies in the bucket by then. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ScanCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import {
  GetObjectCommand,
  ListObjectVersionsCommand,
  type GetObjectCommandOutput,
  type ObjectVersion,
  type S3Client,
} from '@aws-sdk/client-s3';
import pMap from 'p-map';
import { openBucket } from '../shared/adapters/open.ts';
import { openTable } from '../shared/adapters/open-table.ts';
import { isExported } from '../shared/adapters/table/exported-items.ts';
import { isBulkKey } from '../shared/contracts/bucket/bulk-keys.ts';
import { bucketConnection, nameStores, tableConnection } from '../shared/contracts/api/connection.ts';
import {
  EXPORT_FILES,
  toItemLine,
  type ExportManifest,
  type ExportedVersion,
} from '../shared/contracts/files/export-file.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import { COMMANDS } from './commands.ts';
import { connect } from './connect.ts';
import { UsageError } from './exit-codes.ts';
import { createLineFile } from './line-file.ts';
import { sayLine } from './terminal.ts';

const OBJECTS_AT_ONCE = 8;

export async function exportSystem(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: COMMANDS.export.options,
    allowPositionals: true,
  });
  const [named, ...more] = positionals;
  if (named === undefined || more.length > 0) throw new UsageError('name one folder to export to');
  const folder = resolve(named);
  if (existsSync(folder) && (await readdir(folder)).length > 0)
    throw new UsageError(`${folder} is not empty; an export needs a folder of its own`);
  const { connection } = await connect(values.endpoint);
  const stores = nameStores(connection);
  await mkdir(join(folder, EXPORT_FILES.bytes), { recursive: true, mode: 0o700 });
  const exportedAt = systemClock();

  const items = await exportItems(openTable(stores, tableConnection(connection)), folder);
  const objects = await exportObjects(openBucket(stores, bucketConnection(connection)), folder);
  const { form } = connection;
  const manifest: ExportManifest = { format: 'gouji-export', v: 1, exportedAt, form, items, objects };
  const path = join(folder, EXPORT_FILES.manifest);
  await writeFile(`${path}.incomplete`, `${JSON.stringify(manifest, null, 2)}\n`);
  await rename(`${path}.incomplete`, path);
  sayLine(
    `${items.lines} 条数据、${objects.lines} 个文件版本已导出 / ${items.lines} items and ${objects.lines} versions exported: ${folder}`,
  );
  return 0;
}

async function exportItems({ client, tableName }: ReturnType<typeof openTable>, folder: string) {
  const file = await createLineFile(join(folder, EXPORT_FILES.items));
  let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new ScanCommand({ TableName: tableName, ConsistentRead: true, ExclusiveStartKey }),
    );
    await file.add(Items.filter(({ pk }) => isExported(pk?.S)).map(toItemLine));
    ExclusiveStartKey = LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return file.end();
}

async function exportObjects({ client, bucketName }: ReturnType<typeof openBucket>, folder: string) {
  const file = await createLineFile(join(folder, EXPORT_FILES.objects));
  let from: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } | undefined = {};
  while (from) {
    const {
      Versions = [],
      DeleteMarkers = [],
      ...page
    } = await client.send(new ListObjectVersionsCommand({ Bucket: bucketName, ...from }));
    const whole = await pMap(
      Versions.filter(isMeant),
      (version) => exportVersion({ client, bucketName }, folder, version),
      {
        concurrency: OBJECTS_AT_ONCE,
      },
    );
    const lines = [
      ...whole,
      ...DeleteMarkers.filter(isMeant).map((marker) => describe({ ...marker, Size: 0, ETag: '' }, {})),
    ];
    await file.add(lines.map((line) => JSON.stringify(line)));
    from = page.IsTruncated
      ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }
      : undefined;
  }
  client.destroy();
  return file.end();
}

/** The archive of all years is made of all the rest: whoever starts what was imported has it made anew. */
const isMeant = ({ Key = '' }: { readonly Key?: string | undefined }): boolean => !isBulkKey(Key);

async function exportVersion(
  { client, bucketName }: { readonly client: S3Client; readonly bucketName: string },
  folder: string,
  version: ObjectVersion,
): Promise<ExportedVersion> {
  const found = await client.send(
    new GetObjectCommand({ Bucket: bucketName, Key: version.Key, VersionId: version.VersionId }),
  );
  const bytes = (await found.Body?.transformToByteArray()) ?? new Uint8Array();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const path = join(folder, EXPORT_FILES.bytes, sha256);
  // The same document comes again: as an upload, and in the archive.
  if (!existsSync(path)) {
    const incomplete = `${path}.${version.VersionId ?? ''}.incomplete`;
    await writeFile(incomplete, bytes, { mode: 0o600 });
    await rename(incomplete, path);
  }
  return { ...describe(version, headersIn(found)), sha256 };
}

function describe(
  { Key = '', VersionId = '', LastModified, Size = 0, ETag = '' }: ObjectVersion,
  headers: Readonly<Record<string, string>>,
): ExportedVersion {
  if (LastModified === undefined) throw new TypeError(`the bucket does not say when ${Key} was received`);
  return {
    key: Key,
    versionId: VersionId,
    receivedAt: LastModified.toISOString(),
    sizeBytes: Size,
    etag: ETag.replaceAll('"', ''),
    headers: { ...headers },
  };
}

function headersIn(found: GetObjectCommandOutput): Record<string, string> {
  const headers: Readonly<Record<string, string | undefined>> = {
    'content-type': found.ContentType,
    'content-encoding': found.ContentEncoding,
    'content-language': found.ContentLanguage,
    'content-disposition': found.ContentDisposition,
    'cache-control': found.CacheControl,
    ...Object.fromEntries(
      Object.entries(found.Metadata ?? {}).map(([name, value]) => [`x-amz-meta-${name}`, value]),
    ),
  };
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}
