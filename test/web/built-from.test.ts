import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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
const record = (): Promise<void> =>
  recordBuild(folder, { entry, sources: new Set([relative(ROOT, source)]), files: [entry, style] });

beforeEach(async () => {
  for (const file of [source, entry, style]) await writeFile(file, 'as built');
  await record();
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
