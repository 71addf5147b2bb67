/** A small file that is there in its old or its new form, never in between. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export function writeFileAtomically(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const incomplete = `${path}.incomplete`;
  writeFileSync(incomplete, text);
  renameSync(incomplete, path);
}

/** Parsed JSON, or `undefined` where there is no such file. */
export function readJsonFile(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  return JSON.parse(text);
}
