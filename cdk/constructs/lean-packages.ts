/**
 * What esbuild can't leave out of a package by itself. The meaning of the code stays: a key that is written as a constant
 * is written as its text, and a package's description keeps what is read of it.
 */
import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** The AWS SDK's shapes of every operation of a service, each in a variable of its own. */
const SCHEMAS = /[/\\]@aws-sdk[/\\].*[/\\]schemas[/\\]schemas_\d+\.js$/;
const PACKAGE_FILE = /[/\\]package\.json$/;

export const leanPackages: Plugin = {
  name: 'lean-packages',
  setup(build) {
    build.onLoad({ filter: SCHEMAS }, async ({ path }) => ({
      contents: writeOutKeys(await readFile(path, 'utf8')),
    }));
    build.onLoad({ filter: PACKAGE_FILE }, async ({ path }) => ({
      contents: keepVersion(await readFile(path, 'utf8')),
      loader: 'json',
    }));
  },
};

/**
 * Writes `{ [_h]: 1 }` as `{ "http": 1 }`, where the file says `const _h = "http"`. To esbuild a computed key may do
 * anything, so it keeps the shapes of all operations; with plain keys it keeps those that are used.
 */
export function writeOutKeys(source: string): string {
  const texts = new Map(
    [...source.matchAll(/^const (_\w+) = ("[^"\\]*");$/gm)].map(([, name = '', text = '']) => [name, text]),
  );
  return source.replaceAll(/\[(_\w+)\]:/g, (key, name: string) => {
    const text = texts.get(name);
    return text === undefined ? key : `${text}:`;
  });
}

/** Name and version; else a bundle would list what its packages depend on. */
function keepVersion(source: string): string {
  const description: unknown = JSON.parse(source);
  return JSON.stringify(description, ['name', 'version']);
}
