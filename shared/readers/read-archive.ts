/** A zip: an office file, or one file packed away. */
import { LIMITS } from './limits.ts';
import { readDocx } from './office/docx.ts';
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
  if (names.some((name) => /(?:^|\/)vbaProject\.bin$/iu.test(name))) throw new RefusedError('macros');
  if (names.some((name) => name.startsWith('word/'))) {
    return guard('docx', async () => ({ kind: 'layout', layout: await readDocx(archive) }));
  }
  return readPacked(archive, depth, readInner);
}

/** The one file in an archive; what systems put beside it does not count. */
async function readPacked(
  archive: Archive,
  depth: number,
  readInner: (bytes: Uint8Array) => Promise<ReadResult>,
): Promise<ReadResult> {
  if (depth >= LIMITS.archiveDepth) throw new RefusedError('bomb', 'archives within archives');
  const files = archive.names.filter(
    (name) => !/^__MACOSX\/|(?:^|\/)(?:\.[^/]*|Thumbs\.db|desktop\.ini)$/iu.test(name),
  );
  const [file] = files;
  if (file === undefined) throw new RefusedError('empty');
  if (files.length > 1) throw new RefusedError('several-files', `${files.length} files`);
  return readInner(await archive.read(file));
}
