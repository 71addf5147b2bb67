/** Each function bundled as it is deployed. */
import { build } from 'esbuild';
import { bundleOptions } from '../cdk/constructs/bundling.ts';
import { WIRING, type FunctionName } from '../shared/contracts/wiring.ts';
import { buildAssets } from '../web/build.ts';
import type { Report } from './measure.ts';

const MAX_KB = 1000;

const isFunctionName = (name: string): name is FunctionName => Object.hasOwn(WIRING, name);

export async function benchBundles(
  report: Report,
  names: readonly FunctionName[] = Object.keys(WIRING).filter(isFunctionName),
): Promise<void> {
  // The web function's files lie beside it.
  await buildAssets();
  for (const name of names)
    report({
      what: `bundle of ${name}, minified`,
      value: (await minifiedBytes(name)) / 1000,
      unit: ' kB',
      target: { below: MAX_KB },
    });
}

async function minifiedBytes(name: FunctionName): Promise<number> {
  const { outputFiles } = await build({ ...bundleOptions(name), write: false });
  return outputFiles.find(({ path }) => path.endsWith('.mjs'))?.contents.length ?? Number.NaN;
}
