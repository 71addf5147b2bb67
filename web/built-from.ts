/** What the built site was made of: as long as no source has changed since, it is good. */
import { createHash } from 'node:crypto';
import { access, readFile, rm, stat, writeFile } from 'node:fs/promises';
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

/** Before anything else of a build: broken off, it leaves files of two builds. */
export const forgetBuild = (outDir: string): Promise<void> => rm(join(outDir, RECORD), { force: true });

interface Built {
  readonly entry: string;
  readonly sources: ReadonlySet<string>;
  readonly files: readonly string[];
  /** In milliseconds of the epoch: nothing was read before. */
  readonly beganMs: number;
}

/** Behind everything else of a build. Where a source has changed since it began, nobody knows what was read: it is good for once. */
export async function recordBuild(outDir: string, built: Built): Promise<void> {
  const sources = [...built.sources].sort();
  if (await hasChangedSince(built, sources)) return;
  const record: z.infer<typeof recordSchema> = {
    entry: relative(ROOT, built.entry),
    sources,
    digest: await digestSources(sources),
    files: built.files.map((file) => relative(ROOT, file)),
  };
  await writeFile(join(outDir, RECORD), JSON.stringify(record));
}

/** What the build has made and read itself is no change. */
async function hasChangedSince({ beganMs, files }: Built, sources: readonly string[]): Promise<boolean> {
  const made = new Set(files);
  const read = [...SETTINGS, ...sources].map((path) => join(ROOT, path)).filter((path) => !made.has(path));
  const found = await Promise.all(read.map((path) => stat(path)));
  return found.some(({ mtimeMs, ctimeMs }) => Math.max(mtimeMs, ctimeMs) > beganMs);
}

async function digestSources(sources: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  const contents = await Promise.all(
    [...SETTINGS, ...sources].map(async (path) => ({ path, bytes: await readFile(join(ROOT, path)) })),
  );
  for (const { path, bytes } of contents) hash.update(`${path} ${bytes.length}\n`).update(bytes);
  return hash.digest('hex');
}
