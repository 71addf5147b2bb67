/** A file of the site under a name that carries its content's hash. */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Asset } from './ports.ts';

export interface BuiltFile {
  readonly file: string;
  readonly asset: Asset;
}

export function nameBuilt(name: string, extension: string, type: string, bytes: Uint8Array): BuiltFile {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  return { file: `${name}-${hash}.${extension}`, asset: packFile(type, bytes) };
}

export const packFile = (type: string, bytes: Uint8Array): Asset => ({
  type,
  gzip: gzipSync(bytes, { level: 9 }),
});
