/** How a function becomes one file. Said once: the deployment and the test of sizes and contents use it. */
import { fileURLToPath } from 'node:url';
import type { FunctionName } from '../../shared/contracts/wiring.ts';

export const PROJECT_ROOT = fileURLToPath(new URL('../..', import.meta.url));

export function entryOf(name: FunctionName): string {
  switch (name) {
    case 'web':
      return 'web/index.ts';
    case 'downloads':
      return 'web/downloads/index.ts';
    default:
      return `functions/${name}/index.ts`;
  }
}

/**
 * The AWS SDK is bundled: its version is the lock file's, not the runtime's. ES modules first, or nothing is shaken
 * out. The banner gives CommonJS packages inside an ES module the `require` that they expect. Chinese stays as it is: escaped
 * it would take twice the bytes.
 */
export const BUNDLE = {
  target: 'node24',
  mainFields: ['module', 'main'],
  charset: 'utf8',
  /** Ways to credentials that the SDK tries where the environment has none, and loads only then: on Lambda it has. */
  external: [
    '@aws-sdk/credential-provider-ini',
    '@aws-sdk/credential-provider-process',
    '@aws-sdk/credential-provider-sso',
    '@aws-sdk/credential-provider-web-identity',
  ],
  /** The site's files, beside the web function's bundle; see `web/build.ts`. */
  loader: { '.gz': 'file' },
  assetNames: '[name]',
  banner: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);",
} as const;
