/** How a function becomes one file. Said once: the deployment, the bench of sizes and the tests of bundles use it. */
import { fileURLToPath } from 'node:url';
import type { BuildOptions } from 'esbuild';
import { ASSET_FILES, NODE_BUNDLE, WITHOUT_CATALOGUE } from '../../shared/contracts/node-bundle.ts';
import type { FunctionName } from '../../shared/contracts/wiring.ts';
import { leanPackages } from './lean-packages.ts';

export const PROJECT_ROOT = fileURLToPath(new URL('../..', import.meta.url));

export function findEntry(name: FunctionName): string {
  switch (name) {
    case 'web':
      return 'web/index.ts';
    case 'downloads':
    case 'office':
    case 'account':
      return `web/${name}/index.ts`;
    default:
      return `functions/${name}/index.ts`;
  }
}

/** Ways to credentials that the SDK tries where the environment has none, and loads only then: on Lambda it has. */
const OTHER_CREDENTIALS = [
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@smithy/credential-provider-imds',
];

/**
 * The AWS SDK is bundled: its version is the lock file's, not the runtime's. ES modules first, or nothing is shaken
 * out. The banner gives CommonJS packages inside an ES module the `require` that they expect. Chinese stays as it is: escaped
 * it would take twice the bytes.
 */
export const bundleOptions = (name: FunctionName, folder = '.'): BuildOptions => ({
  ...NODE_BUNDLE,
  ...ASSET_FILES,
  mainFields: ['module', 'main'],
  charset: 'utf8',
  external: OTHER_CREDENTIALS,
  // The site alone shows what the rules are.
  plugins: name === 'web' ? [leanPackages] : [leanPackages, WITHOUT_CATALOGUE],
  banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  absWorkingDir: PROJECT_ROOT,
  entryPoints: { index: findEntry(name) },
  outdir: folder,
  outExtension: { '.js': '.mjs' },
  // What is loaded when it is asked for, as Word's writer, is a file beside it.
  splitting: true,
  chunkNames: '[name]-[hash]',
  minify: true,
  logLevel: 'silent',
});
