/** What the built site was made of: as long as no source has changed since, it is good. */
import { createHash } from 'node:crypto';
import { access, readFile, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';
import * as z from 'zod';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
export const SITE_FOLDER = join(ROOT, 'dist', 'web');
/** They decide what is made of the sources; the lock file stands for what npm has installed. */
const SETTINGS = ['package.json', 'package-lock.json', 'tsconfig.json', 'web/client/tsconfig.json'];

/** Beside what was built. */
const RECORD = 'built-from.json';
/** Paths from the project's root; `files`: what was made; `entry`: what a start loads of it. */
const recordSchema = z.object({
  entry: z.string(),
  sources: z.array(z.string()),
  digest: z.string(),
  files: z.array(z.string()),
});

/** A bundler's plugin that adds the paths of all own sources that a build has read. */
export const noteSources = (sources: Set<string>): Plugin => ({
  name: 'note-sources',
  setup(building) {
    building.initialOptions.metafile = true;
    building.onEnd(({ metafile }) => {
      for (const input of Object.keys(metafile?.inputs ?? {})) {
        const path = relative(ROOT, resolve(input));
        if (!path.startsWith('node_modules')) sources.add(path);
      }
    });
  },
});

/** The entry of what lies in the folder, where it was made of the sources as they are. */
export async function findBuilt(outDir: string): Promise<string | undefined> {
  try {
    const record = recordSchema.parse(JSON.parse(await readFile(join(outDir, RECORD), 'utf8')));
    await Promise.all(record.files.map((file) => access(join(ROOT, file))));
    return record.digest === (await digestSources(record.sources)) ? join(ROOT, record.entry) : undefined;
  } catch {
    return undefined; // Whatever can't be read is made again.
  }
}

/** Behind everything else of a build, so that one that was broken off is none. */
export async function recordBuild(
  outDir: string,
  built: { readonly entry: string; readonly sources: ReadonlySet<string>; readonly files: readonly string[] },
): Promise<void> {
  const sources = [...built.sources].sort();
  const record: z.infer<typeof recordSchema> = {
    entry: relative(ROOT, built.entry),
    sources,
    digest: await digestSources(sources),
    files: built.files.map((file) => relative(ROOT, file)),
  };
  await writeFile(join(outDir, RECORD), JSON.stringify(record));
}

async function digestSources(sources: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  const contents = await Promise.all(
    [...SETTINGS, ...sources].map(async (path) => ({ path, bytes: await readFile(join(ROOT, path)) })),
  );
  for (const { path, bytes } of contents) hash.update(`${path} ${bytes.length}\n`).update(bytes);
  return hash.digest('hex');
}
