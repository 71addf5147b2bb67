/** A small file that is there in its old or its new form, never in between; one that is damaged all the same is set aside. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type * as z from 'zod';

export function writeFileAtomically(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const incomplete = `${path}.incomplete`;
  writeFileSync(incomplete, text);
  renameSync(incomplete, path);
}

/**
 * What a file of ours holds; `undefined` where there is none. One that can't be read is named and set aside, and
 * whoever asked begins anew.
 */
export function readOwnFile<Held>(
  path: string,
  schema: z.ZodType<Held>,
  onProblem: (message: string) => void,
): Held | undefined {
  let reason: string;
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if (isNotThere(error)) return undefined;
    reason = error instanceof SyntaxError ? 'it is not JSON' : codeOf(error);
  }
  const aside = freeName(`${path}.damaged`);
  renameSync(path, aside);
  onProblem(`${path} is damaged (${reason}); it was set aside as ${aside} and is made anew`);
  return undefined;
}

const isNotThere = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';
const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'it holds something else';

function freeName(wanted: string): string {
  let name = wanted;
  for (let number = 2; existsSync(name); number++) name = `${wanted}-${number}`;
  return name;
}
