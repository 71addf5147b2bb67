/** The data folder's secret for temporary credentials: readable for its owner alone, made anew where it is not there or damaged. */
import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SECRET = /^[0-9a-f]{64}$/;

export const nameTokenSecretFile = (dataDir: string): string => join(dataDir, 'upload-tokens.key');

export function ensureTokenSecret(dataDir: string): Buffer {
  const path = nameTokenSecretFile(dataDir);
  const found = readIfThere(path);
  if (SECRET.test(found)) return Buffer.from(found, 'hex');
  // Credentials that were given out end with the old secret; they hold for an hour at most.
  const secret = randomBytes(32);
  const incomplete = `${path}.incomplete`;
  writeFileSync(incomplete, secret.toString('hex'), { mode: 0o600 });
  renameSync(incomplete, path);
  return secret;
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}
