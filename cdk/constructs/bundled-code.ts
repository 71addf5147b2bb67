/** A function's bundle as CDK's code: made when a stack of it is synthesized with its bundles, and not before. */
import { execFileSync } from 'node:child_process';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { FunctionName } from '../../shared/contracts/wiring.ts';
import { PROJECT_ROOT } from './bundling.ts';

const SCRIPT = `${PROJECT_ROOT}cdk/bundle-function.ts`;
/** The one thing that the bundle exports. */
export const HANDLER = 'index.handler';

export function bundledCode(name: FunctionName): Code {
  const command = [SCRIPT, name];
  return Code.fromAsset(PROJECT_ROOT, {
    // The hash of the bundle: the same code is the same asset, whatever else has changed in the project.
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // By it, too, CDK tells one function's bundle from another's.
      command,
      local: {
        // In a process of its own: CDK waits for no promise, and esbuild with a plugin is one.
        tryBundle(folder) {
          execFileSync(process.execPath, [...command, folder], { stdio: ['ignore', 'inherit', 'inherit'] });
          return true;
        },
      },
      // Never asked: the bundle is made here or not at all.
      image: DockerImage.fromRegistry('scratch'),
    },
  });
}
