import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { serveBuilt } from '../support/serve-built.ts';
import { RULES } from '../../shared/domain/rules/rule-book.ts';
import { LANGS } from '../../web/texts/language.ts';
import { buildAssets, buildWeb } from '../../web/build.ts';
import { DISTRICT, startWebScene } from '../support/web-scene.ts';

const folder = await mkdtemp(join(tmpdir(), 'gouji-web-'));
afterAll(() => rm(folder, { recursive: true }));

/** First view of the dashboard, architecture.md: page, styles and script, compressed. */
const MAX_FIRST_VIEW_BYTES = 120_000;
/** The rules, those on texts too, the form and the words of one language, with those of files that are read beside the page. */
const MAX_CHECK_BYTES = 116_000;
/** It comes with every page that may change. */
const MAX_FRESH_BYTES = 4_500;

const built = await buildAssets();

it('names the same content alike, so that browsers keep what has not changed, and the code that answers', async () => {
  const again = await buildAssets();
  expect(Object.keys(again.files)).toEqual(Object.keys(built.files));
  expect(built.build).toMatch(/^[0-9a-f]{12}$/);
  expect(again.build).toBe(built.build);
});

it.each(LANGS)('gives the check page in %s its rules without what only the server needs', (lang) => {
  const { files, check } = built;
  const { file, imports } = check[lang];
  const packed = [file, ...imports].map((part) => files[part]?.gzip ?? new Uint8Array());
  const sizeBytes = packed.reduce((sum, { length }) => sum + length, 0);
  expect(sizeBytes).toBeGreaterThan(10_000);
  expect(sizeBytes).toBeLessThan(MAX_CHECK_BYTES);
  const script = packed.map((part) => gunzipSync(part).toString()).join('');
  expect(/\bzod|invalid_type/i.test(script)).toBe(false);
  const [described] = RULES.all.filter(({ entry }) => script.includes(entry().formula.zh));
  expect(described?.id).toBeUndefined();
});

/** What is fetched when a file of its kind comes, or a Word file is asked for: packed, at most. */
const ON_DEMAND: readonly [name: RegExp, maxBytes: number, what: string][] = [
  [/^convert-worker-/, 90_000, 'what reads Word files, sheets, pages and text, and recognises reports'],
  [/^pdf-/, 160_000, 'PDFs'],
  [/^pdf\.worker-/, 420_000, 'PDFs, their parser'],
  [/^(?:UniGB|GB|Adobe-GB)/, 46_000, 'one coding of Chinese fonts that a PDF does not embed'],
  [/^xlsx-/, 180_000, 'old Excel files'],
  [/^write-word-/, 90_000, 'what writes Word files'],
];

it.each(LANGS)('shows the page on which a report is made in %s without what reads files', (lang) => {
  const { files, filing, styles, fresh } = built;
  const size = (file: string): number => files[file]?.gzip.length ?? Number.NaN;
  const { file, imports } = filing[lang];
  const first = [styles, fresh, file, ...imports];
  const firstBytes = first.reduce((sum, part) => sum + size(part), 0);
  expect(firstBytes).toBeGreaterThan(20_000);
  // The page itself is less than 10 kB.
  expect(firstBytes).toBeLessThan(MAX_FIRST_VIEW_BYTES - 10_000);
  for (const [name, maxBytes, what] of ON_DEMAND) {
    const parts = Object.keys(files).filter((part) => name.test(part));
    expect(parts.length, what).toBeGreaterThan(0);
    expect(
      parts.filter((part) => first.includes(part)),
      what,
    ).toEqual([]);
    expect(Math.max(...parts.map(size)), what).toBeLessThan(maxBytes);
  }
});

it('keeps small what every page has: news of a change, the last visit, numbers to copy, what is quoted', () => {
  const { files, fresh } = built;
  const script = gunzipSync(files[fresh]?.gzip ?? new Uint8Array());
  expect(script.length).toBeLessThan(MAX_FRESH_BYTES);
});

it('bundles a server that runs from any folder and serves pages, styles and scripts', async () => {
  const { handlersEntry } = await buildWeb(folder);
  const scene = await startWebScene();
  const { assets: _, ...deps } = scene.deps;
  const web = await serveBuilt(handlersEntry, deps);
  try {
    const page = await fetch(`http://127.0.0.1:${web.port}/regions/${DISTRICT}/years/2024`);
    const html = await page.text();
    expect(page.status).toBe(200);
    let bytes = 0;
    const files = [...html.matchAll(/(?:src|href|data-drawing)="(\/assets\/[^"]+)"/g)].map(
      ([, path]) => path,
    );
    // Styles, the script and what it fetches to draw, and what looks for changes.
    expect(files).toHaveLength(4);
    for (const path of files) {
      const file = await fetch(`http://127.0.0.1:${web.port}${path}`);
      expect(file.status).toBe(200);
      expect(file.headers.get('content-encoding')).toBe('gzip');
      bytes += Number(file.headers.get('content-length') ?? Number.NaN);
    }
    expect(bytes + html.length / 4).toBeLessThan(MAX_FIRST_VIEW_BYTES);
  } finally {
    await web.close();
    await scene.stop();
  }
});
