/**
 * Styles and browser scripts, with names that carry their content's hash, become files in `web/generated`, and
 * `assets.js` a module that names them: a bundler lays them beside the bundle. `asset-names.js` names them for pages of another
 * function. `buildWeb` bundles the server for one
 * machine.
 */
import { createHash } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import * as z from 'zod';
import { buildScripts, describeBrowserBuild } from './build-scripts.ts';
import { nameBuilt, type BuiltFile } from './built-file.ts';
import { ASSET_FILES, NODE_BUNDLE } from '../shared/contracts/node-bundle.ts';
import packageFile from '../package.json' with { type: 'json' };
import type { Assets } from './ports.ts';
import examples from './api/examples.json' with { type: 'json' };
import type { drawApiBody } from './api/api-body.tsx';
import { openApiText } from './api/openapi.ts';
import { forgetBuild, noteSources, recordBuild, SITE_FOLDER } from './built-from.ts';
import type { Lang } from './texts/language.ts';

const WEB = fileURLToPath(new URL('.', import.meta.url));
const GENERATED = join(WEB, 'generated');

/** Code that runs here. JSX, which Node does not run as it is, is taken as the compiler takes it. */
export const FOR_NODE = {
  ...NODE_BUNDLE,
  write: false,
  tsconfig: join(WEB, '..', 'tsconfig.json'),
  logLevel: 'warning',
} as const;

const ENTRIES = [
  {
    role: 'styles',
    entry: 'styles/site.css',
    name: 'site',
    extension: 'css',
    type: 'text/css; charset=utf-8',
  },
  {
    role: 'charts',
    entry: 'client/charts.ts',
    name: 'charts',
    extension: 'js',
    type: 'text/javascript; charset=utf-8',
  },
  // Most of the bytes: fetched by the script above once a chart comes into view.
  {
    role: 'drawing',
    entry: 'client/draw-chart.ts',
    name: 'drawing',
    extension: 'js',
    type: 'text/javascript; charset=utf-8',
  },
  {
    role: 'fresh',
    entry: 'client/fresh.ts',
    name: 'fresh',
    extension: 'js',
    type: 'text/javascript; charset=utf-8',
  },
] as const;

/**
 * The rules and the form themselves, of use on two pages, so that no other loads them; and what reads files beside these
 * pages. What several of them need is one file.
 */
const SCRIPTS = ['check-zh-cn', 'check-en', 'file-zh-cn', 'file-en', 'convert-worker'] as const;

const apiBodyModuleSchema = z.object({
  drawApiBody: z.custom<typeof drawApiBody>((value) => typeof value === 'function'),
});
/** `noting`: plugins that learn what the builds read. */
export async function buildAssets(...noting: readonly Plugin[]): Promise<Assets> {
  const built = await Promise.all(
    ENTRIES.map(async ({ role, entry, name, extension, type }) => {
      const { outputFiles } = await build({
        ...describeBrowserBuild(...noting),
        entryPoints: [join(WEB, entry)],
      });
      return { role, ...nameBuilt(name, extension, type, outputFiles[0]?.contents ?? new Uint8Array()) };
    }),
  );
  const nameFile = (wanted: (typeof ENTRIES)[number]['role']): string =>
    built.find(({ role }) => role === wanted)?.file ?? '';
  const scripts = await buildScripts(SCRIPTS, noting);
  // Drawn now: what draws it would be a twentieth of the function's code.
  const description = Buffer.from(openApiText(packageFile.version, examples));
  const openapi = nameBuilt('openapi', 'json', 'application/json', description);
  const bodies = await drawApiBodies(noting);
  const all = [...built, ...scripts.files, openapi, ...Object.values(bodies)];
  const assets: Assets = {
    files: Object.fromEntries(all.map(({ file, asset }) => [file, asset])),
    styles: nameFile('styles'),
    charts: nameFile('charts'),
    drawing: nameFile('drawing'),
    check: { 'zh-CN': scripts.script('check-zh-cn'), en: scripts.script('check-en') },
    filing: { 'zh-CN': scripts.script('file-zh-cn'), en: scripts.script('file-en') },
    converter: scripts.script('convert-worker').file,
    fresh: nameFile('fresh'),
    openapi: openapi.file,
    apiBodies: { 'zh-CN': bodies['zh-CN'].file, en: bodies.en.file },
    build: await buildOf(
      all.map(({ file }) => file),
      noting,
    ),
  };
  for (const { file, asset } of all) await writeWhole(join(GENERATED, `${file}.gz`), asset.gzip);
  await writeWhole(join(GENERATED, 'assets.js'), moduleOf(assets));
  const { files: _, ...names } = assets;
  await writeWhole(
    join(GENERATED, 'asset-names.js'),
    `export const assetNames = ${JSON.stringify(names)};\n`,
  );
  return assets;
}

/** What draws the page is JSX, which Node does not run as it is. */
async function drawApiBodies(noting: readonly Plugin[]): Promise<Record<Lang, BuiltFile>> {
  const { outputFiles } = await build({
    entryPoints: [join(WEB, 'api', 'api-body.tsx')],
    ...FOR_NODE,
    plugins: [...noting],
  });
  const code = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  const module = apiBodyModuleSchema.parse(await import(`data:text/javascript;base64,${code}`));
  const draw = async (lang: Lang): Promise<BuiltFile> =>
    nameBuilt(
      `api-${lang}`,
      'html',
      'text/html; charset=utf-8',
      Buffer.from(await module.drawApiBody(lang, examples)),
    );
  return { 'zh-CN': await draw('zh-CN'), en: await draw('en') };
}

/** Names the code that answers, and the files that its pages name: what it says of the same figures changes with them. */
async function buildOf(files: readonly string[], noting: readonly Plugin[]): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(WEB, 'app.tsx')],
    ...FOR_NODE,
    minify: true,
    packages: 'external',
    plugins: [...noting],
  });
  const hash = createHash('sha256').update(files.join());
  for (const { contents } of outputFiles) hash.update(contents);
  return hash.digest('hex').slice(0, 12);
}

/**
 * Imports each file by name, so that whoever bundles the module lays the file beside the bundle, and reads it there. It is
 * part of what the web function starts with: no name or type is written twice.
 */
function moduleOf({ files, ...roles }: Assets): string {
  const names = Object.keys(files);
  const types = [...new Set(Object.values(files).map(({ type }) => type))];
  return [
    `import { readFileSync } from 'node:fs';`,
    ...names.map((name, i) => `import file${i} from './${name}.gz';`),
    `const types = ${JSON.stringify(types)};`,
    `const readAll = (paths, type) => paths.map((path) => [`,
    `  path.replace(/^.*\\/|\\.gz$/g, ''),`,
    `  { type: types[type], gzip: readFileSync(new URL(path, import.meta.url)) },`,
    `]);`,
    `export const assets = {`,
    `  ...${JSON.stringify(roles)},`,
    `  files: Object.fromEntries([`,
    ...types.map((type, t) => {
      const paths = names.flatMap((name, i) => (files[name]?.type === type ? [`file${i}`] : []));
      return `    ...readAll([${paths.join(', ')}], ${t}),`;
    }),
    '  ]),',
    '};',
    '',
  ].join('\n');
}

/** Bundles what `local-handlers.ts` exports, self-contained, so that it runs from any folder. */
export async function buildWeb(outDir: string): Promise<{ handlersEntry: string }> {
  await forgetBuild(outDir);
  const handlersEntry = join(outDir, 'local-handlers.mjs');
  const sources = new Set<string>();
  const noting = noteSources(sources);
  const { files } = await buildAssets(noting);
  const { outputFiles } = await build({
    entryPoints: [join(WEB, 'local-handlers.ts')],
    ...FOR_NODE,
    ...ASSET_FILES,
    outfile: handlersEntry,
    plugins: [noting],
  });
  await mkdir(outDir, { recursive: true });
  for (const { path, contents } of outputFiles) await writeWhole(path, contents);
  await noteOwnSources(noting);
  const generated = ['assets.js', 'asset-names.js', ...Object.keys(files).map((file) => `${file}.gz`)];
  await recordBuild(outDir, {
    entry: handlersEntry,
    sources,
    // What only the build runs was loaded by then.
    beganMs: performance.timeOrigin,
    files: [...outputFiles.map(({ path }) => path), ...generated.map((file) => join(GENERATED, file))],
  });
  return { handlersEntry };
}

/** What is run here, rather than bundled, makes files, too. */
async function noteOwnSources(noting: Plugin): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(import.meta.url)],
    ...FOR_NODE,
    packages: 'external',
    plugins: [noting],
  });
}

/** Another start or test may be reading the file meanwhile: it sees the old one or the new one, never half. */
async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const partial = `${path}.${process.pid}.tmp`;
  await writeFile(partial, content);
  await rename(partial, path);
}

if (import.meta.main) await buildWeb(SITE_FOLDER);
