/** The data folder's secret, under which second steps lie in the table: readable for its owner alone, made once. */
import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SECRET = /^[0-9a-f]{64}$/;

export function ensureSecondStepSecret(dataDir: string): string {
  const path = join(dataDir, 'second-steps.key');
  const found = readIfThere(path);
  if (found === undefined) {
    const secret = randomBytes(32).toString('hex');
    const incomplete = `${path}.incomplete`;
    writeFileSync(incomplete, secret, { mode: 0o600 });
    renameSync(incomplete, path);
    return secret;
  }
  // Another one in its place would lock every office out without a word.
  if (!SECRET.test(found))
    throw new Error(
      `${path} is damaged: put it back from a copy of the folder, or remove it, and everybody enrols a telephone anew`,
    );
  return found;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
