/** A zip: an office file, or one file packed away. */
import { LIMITS } from './limits.ts';
import { readDocx } from './office/docx.ts';
import { readOdt, readOpenDocument } from './office/odt.ts';
import { readOds } from './sheet/ods.ts';
import { readXlsx } from './sheet/xlsx.ts';
import { guard } from './guard.ts';
import type { ReadResult } from './read-result.ts';
import { RefusedError } from './refused.ts';
import { Archive } from './zip/archive.ts';

export async function readArchive(
  bytes: Uint8Array,
  depth: number,
  readInner: (bytes: Uint8Array) => Promise<ReadResult>,
): Promise<ReadResult> {
  const archive = new Archive(bytes);
  const names = archive.names;
  if (names.some((name) => /(?:^|\/)vbaProject\.bin$|^(?:Basic|Scripts)\//iu.test(name)))
    throw new RefusedError('macros');
  if (names.some((name) => name.startsWith('word/'))) {
    return guard('docx', async () => ({ kind: 'layout', layout: await readDocx(archive) }));
  }
  if (names.some((name) => name.startsWith('xl/'))) {
    return guard('xlsx', async () => ({ kind: 'layout', layout: await readXlsx(archive) }));
  }
  if (archive.has('mimetype') && archive.has('content.xml')) return readOpenArchive(archive);
  if (names.includes('OFD.xml')) throw new RefusedError('unknown-kind', 'OFD');
  return readPacked(archive, depth, readInner);
}

async function readOpenArchive(archive: Archive): Promise<ReadResult> {
  const type = await archive.readText('mimetype');
  if (type.includes('spreadsheet')) {
    return guard('ods', async () => ({ kind: 'layout', layout: readOds(await readOpenDocument(archive)) }));
  }
  if (!type.includes('text')) throw new RefusedError('unknown-kind', type.slice(0, 100));
  return guard('odt', async () => ({ kind: 'layout', layout: readOdt(await readOpenDocument(archive)) }));
}

/** The one file in an archive; what systems put beside it does not count. */
async function readPacked(
  archive: Archive,
  depth: number,
  readInner: (bytes: Uint8Array) => Promise<ReadResult>,
): Promise<ReadResult> {
  if (depth >= LIMITS.archiveDepth) throw new RefusedError('bomb', 'archives within archives');
  const files = archive.names.filter(
    (name) => !/^__MACOSX\/|(?:^|\/)(?:\.[^/]*|~\$[^/]*|Thumbs\.db|desktop\.ini)$/iu.test(name),
  );
  const [file] = files;
  if (file === undefined) throw new RefusedError('empty');
  if (files.length > 1) throw new RefusedError('several-files', `${files.length} files`);
  return readInner(await archive.read(file));
}
