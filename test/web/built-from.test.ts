import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { findBuilt, recordBuild } from '../../web/built-from.ts';
import { buildWeb } from '../../web/build.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'gouji-built-'));
afterAll(() => rm(folder, { recursive: true }));

const source = join(folder, 'page.ts');
const entry = join(folder, 'entry.mjs');
const style = join(folder, 'site.css.gz');
const built = { entry, sources: new Set([relative(ROOT, source)]), files: [entry, style] };
/** Began when nothing changed any more. */
const record = (outDir: string): Promise<void> =>
  recordBuild(outDir, { ...built, beganMs: Date.now() + 1000 });

beforeEach(async () => {
  for (const file of [source, entry, style]) await writeFile(file, 'as built');
  await record(folder);
});

it('takes what was built of the same sources', async () => {
  expect(await findBuilt(folder)).toBe(entry);
});

it('builds anew where a source has changed or is gone, and not where it is again as it was', async () => {
  await writeFile(source, 'changed!');
  expect(await findBuilt(folder)).toBeUndefined();
  await rm(source);
  expect(await findBuilt(folder)).toBeUndefined();
  await writeFile(source, 'as built');
  expect(await findBuilt(folder)).toBe(entry);
});

it('builds anew where a file of the last build is gone, or its record is torn', async () => {
  await rm(style);
  expect(await findBuilt(folder)).toBeUndefined();
  await writeFile(style, 'as built');
  const path = join(folder, 'built-from.json');
  await writeFile(path, (await readFile(path, 'utf8')).slice(0, 40));
  expect(await findBuilt(folder)).toBeUndefined();
  expect(await findBuilt(join(folder, 'nothing-built'))).toBeUndefined();
});

it('builds anew where a source has changed while it was built: what was read of it nobody knows', async () => {
  const later = join(folder, 'later');
  await mkdir(later);
  const beganMs = Date.now() - 1000;
  await recordBuild(later, { ...built, beganMs });
  expect(await findBuilt(later)).toBeUndefined();
  // What it has made itself and read again is as old as it is.
  await recordBuild(later, { ...built, sources: new Set([relative(ROOT, style)]), beganMs });
  expect(await findBuilt(later)).toBe(entry);
});

it('takes nothing of a build that was broken off, also where the sources are as before', async () => {
  const broken = await mkdtemp(join(tmpdir(), 'gouji-broken-'));
  await record(broken);
  expect(await findBuilt(broken)).toBe(entry);
  // The code cannot be written where it belongs.
  await mkdir(join(broken, 'local-handlers.mjs', 'in-the-way'), { recursive: true });
  await expect(buildWeb(broken)).rejects.toThrow();
  expect(await findBuilt(broken)).toBeUndefined();
  await rm(broken, { recursive: true });
});

it('knows all that a build reads: code, styles, scripts of the browser, what only the build runs, and their settings', async () => {
  const { handlersEntry } = await buildWeb(folder);
  expect(await findBuilt(folder)).toBe(handlersEntry);
  const { sources }: { sources: string[] } = JSON.parse(
    await readFile(join(folder, 'built-from.json'), 'utf8'),
  );
  for (const wanted of [
    'web/local-handlers.ts',
    'web/app.tsx',
    'web/styles/palette.css',
    'web/client/convert-worker.ts',
    'web/client/draw-chart.ts',
    'web/api/openapi.ts',
    'web/api/api-body.tsx',
    'web/api/examples.json',
    'web/build.ts',
    'web/build-scripts.ts',
    'shared/domain/rules/rule-book.ts',
  ])
    expect(sources).toContain(wanted);
});
