/** An export becomes the data folder of this machine's system: every version keeps its id and when it was received. */
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  createReadStream,
  existsSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import {
  EXPORT_FILES,
  exportManifestSchema,
  exportedVersionSchema,
  type ExportManifest,
  type ExportedVersion,
} from '../shared/contracts/files/export-file.ts';
import { countEpochMs } from '../shared/domain/basics/calendar.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import { fillTable } from './fill-table.ts';
import { LOCAL_BUCKET } from './provision.ts';
import { VersionedStore } from './versioned-store.ts';

/** Why an export can't be imported. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
}

/** `dataDir` must not be there, or be empty; it appears when everything is in it. */
export async function importExport(folder: string, dataDir: string): Promise<ExportManifest> {
  if (existsSync(dataDir) && readdirSync(dataDir).length > 0)
    throw new ImportError(`${dataDir} is not empty; a system is imported into a folder of its own`);
  const manifest = readManifest(folder);
  const incoming = `${dataDir}.incoming`;
  rmSync(incoming, { recursive: true, force: true });
  try {
    await importObjects(folder, manifest, incoming);
    await fillTable(incoming, readLines(join(folder, EXPORT_FILES.items), manifest.items));
    rmSync(dataDir, { recursive: true, force: true });
    renameSync(incoming, dataDir);
  } catch (error) {
    rmSync(incoming, { recursive: true, force: true });
    throw error;
  }
  return manifest;
}

function readManifest(folder: string): ExportManifest {
  const path = join(folder, EXPORT_FILES.manifest);
  if (!existsSync(path))
    throw new ImportError(`there is no ${path}: this is no export, or one that was broken off`);
  const parsed = exportManifestSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!parsed.success)
    throw new ImportError(`${path} is not the manifest of an export that this version reads`);
  return parsed.data;
}

/** The lines of a file that is told to be whole once they were all read. */
async function* readLines(
  path: string,
  { lines, sha256 }: ExportManifest['items'],
): AsyncGenerator<string, void> {
  const hash = createHash('sha256');
  let count = 0;
  let rest = '';
  // Not by `readline`: to it, characters that a narrative may hold end a line, too.
  for await (const chunk of createReadStream(path, 'utf8')) {
    const text = z.string().parse(chunk);
    hash.update(text);
    const whole = (rest + text).split('\n');
    rest = whole.pop() ?? '';
    count += whole.length;
    yield* whole;
  }
  if (rest !== '' || count !== lines || hash.digest('hex') !== sha256)
    throw new ImportError(`${path} is not what was exported: it has been changed or cut off`);
}

async function importObjects(folder: string, manifest: ExportManifest, dataDir: string): Promise<void> {
  const versions: ExportedVersion[] = [];
  for await (const line of readLines(join(folder, EXPORT_FILES.objects), manifest.objects))
    versions.push(exportedVersionSchema.parse(JSON.parse(line)));
  versions.sort((a, b) => (a.versionId < b.versionId ? -1 : 1));
  const store = new VersionedStore(join(dataDir, 's3'), () => countEpochMs(systemClock()));
  try {
    await store.putBucket(LOCAL_BUCKET);
    for (const { key, versionId, receivedAt, sizeBytes, etag, headers, sha256 } of versions) {
      if (!/^[0-9A-F]{16}$/.test(versionId))
        throw new ImportError(
          `version ${versionId} of ${key} comes from another store; only exports of one machine are imported`,
        );
      const version = {
        key,
        id: versionId,
        lastModifiedEpochMs: Date.parse(receivedAt),
        sizeBytes,
        md5: etag,
        headers,
        ...(sha256 === undefined && { deleteMarker: true as const }),
      };
      store.restore(LOCAL_BUCKET, version, (path) => {
        if (sha256 !== undefined) placeBytes(join(folder, EXPORT_FILES.bytes, sha256), sha256, path);
      });
    }
  } finally {
    store.close();
  }
}

function placeBytes(from: string, sha256: string, to: string): void {
  if (createHash('sha256').update(readFileSync(from)).digest('hex') !== sha256)
    throw new ImportError(`${from} is not what was exported`);
  copyFileSync(from, to);
}
