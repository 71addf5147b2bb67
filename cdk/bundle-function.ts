/** `node cdk/bundle-function.ts <function> <folder>`: what is deployed of a function. CDK waits for nothing, and runs this. */
import { build } from 'esbuild';
import { isFunctionName } from '../shared/contracts/wiring.ts';
import { bundleOptions } from './constructs/bundling.ts';

const [name = '', folder] = process.argv.slice(2);
if (!isFunctionName(name) || folder === undefined)
  throw new Error('usage: bundle-function.ts <function> <folder>');
await build({ ...bundleOptions(name, folder), sourcemap: true, sourcesContent: false, logLevel: 'warning' });
