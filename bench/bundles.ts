/** Each function bundled as it is deployed, and the room that is left in the largest. */
import { build, type Metafile } from 'esbuild';
import { bundleOptions } from '../cdk/constructs/bundling.ts';
import { WIRING, isFunctionName, type FunctionName } from '../shared/contracts/wiring.ts';
import { buildAssets } from '../web/build.ts';
import type { Report } from './measure.ts';

/** kB that a function's bundle may have, ever. */
export const MAX_KB = 1000;
/** What the web function may have now, so that what comes finds room. */
const WEB_KB = 900;

export const findLimitKb = (name: FunctionName): number => (name === 'web' ? WEB_KB : MAX_KB);

/**
 * What each capability to come may add to the web function, in kB: together what is between the two limits. What runs in
 * the browser is in a bundle of its own, what is taken along in the function of downloads; neither needs room here.
 */
export const WEB_ROOM_KB: Readonly<Record<string, number>> = {
  // Sections of text with their checks, and their words in two languages.
  'issue 13, the whole report': 25,
  // A page that carries the browser's bundle.
  'issue 14, converter and form': 5,
  // Sessions, routes that write, their pages. The one that grows what the function does.
  'issue 15, sign-in and filing': 40,
  // Other reads of the same facts.
  'issue 16, scale': 10,
  // Two features with pages of their own; compliance has 28.
  'issue 17, desk and ranking': 20,
};

export async function benchBundles(
  report: Report,
  names: readonly FunctionName[] = Object.keys(WIRING).filter(isFunctionName),
): Promise<void> {
  // The web function's files lie beside it.
  await buildAssets();
  for (const name of names)
    report({
      what: `bundle of ${name}, minified`,
      value: (await countMinifiedBytes(name)) / 1000,
      unit: ' kB',
      target: { atMost: findLimitKb(name) },
    });
  for (const [what, value] of Object.entries(WEB_ROOM_KB))
    report({ what: `room in web for ${what}`, value, unit: ' kB' });
}

/** What is loaded as a function starts: its bundle, and the files that this imports at once. */
export function sumLoaded({ outputs }: Metafile): {
  readonly bytes: number;
  readonly files: readonly string[];
} {
  const files = new Set(['index.mjs']);
  for (const file of files)
    for (const { path, kind, external } of outputs[file]?.imports ?? [])
      if (external !== true && kind === 'import-statement') files.add(path);
  return { bytes: [...files].reduce((sum, file) => sum + (outputs[file]?.bytes ?? 0), 0), files: [...files] };
}

async function countMinifiedBytes(name: FunctionName): Promise<number> {
  const { metafile } = await build({ ...bundleOptions(name), write: false, metafile: true });
  return sumLoaded(metafile).bytes;
}
