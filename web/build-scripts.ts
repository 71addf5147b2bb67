/**
 * The larger scripts of the browser, in parts: what several entries need is a file of its own, and what is imported on
 * demand (what reads a PDF, what writes a Word file) is fetched when it is needed and not before.
 */
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { WITHOUT_CATALOGUE } from '../shared/contracts/node-bundle.ts';
import { packFile, type BuiltFile } from './built-file.ts';
import type { Script } from './ports.ts';

const CLIENT = fileURLToPath(new URL('client', import.meta.url));
const SCRIPT_TYPE = 'text/javascript; charset=utf-8';

/** Code that browsers run. `noting`: plugins that learn what is read. */
export const describeBrowserBuild = (...noting: readonly Plugin[]) =>
  ({
    bundle: true,
    minify: true,
    charset: 'utf8',
    write: false,
    format: 'esm',
    target: ['es2022', 'safari16'],
    legalComments: 'none',
    plugins: [WITHOUT_CATALOGUE, ...noting],
    logLevel: 'warning',
  }) satisfies BuildOptions;

interface BuiltScripts<Entry extends string> {
  readonly files: readonly BuiltFile[];
  script(entry: Entry): Script;
}

/** Entries of `client` with all that they import, now or later. */
export async function buildScripts<Entry extends string>(
  entries: readonly Entry[],
  noting: readonly Plugin[],
): Promise<BuiltScripts<Entry>> {
  const { outputFiles, metafile } = await build({
    ...describeBrowserBuild(...noting),
    entryPoints: Object.fromEntries(entries.map((entry) => [entry, join(CLIENT, `${entry}.ts`)])),
    outdir: 'assets',
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    splitting: true,
    metafile: true,
    // Which characters a font's codes mean: for PDFs whose Chinese fonts are not embedded.
    loader: { '.bcmap': 'binary' },
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const files = outputFiles.map(({ path, contents }) => ({
    file: basename(path),
    asset: packFile(SCRIPT_TYPE, contents),
  }));
  return { files, script: (entry) => describeScript(metafile, entry) };
}

/** An entry's file, and the files that it needs at once. */
function describeScript({ outputs }: Metafile, entry: string): Script {
  const [path] =
    Object.entries(outputs).find(
      ([, { entryPoint = '' }]) => basename(entryPoint).replace(/\.tsx?$/, '') === entry,
    ) ?? [];
  if (path === undefined) throw new Error(`the build has no ${entry}`);
  const needed = new Set<string>();
  const follow = (from: string): void => {
    for (const { path: to, kind } of outputs[from]?.imports ?? [])
      if (kind === 'import-statement' && !needed.has(to)) {
        needed.add(to);
        follow(to);
      }
  };
  follow(path);
  return { file: basename(path), imports: [...needed].map((to) => basename(to)) };
}
