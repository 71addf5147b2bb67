/** Every function is bundled as it is deployed: small, and with nothing inside that it does not use. */
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundleOptions } from '../../cdk/constructs/bundling.ts';
import { WIRING, type FunctionName } from '../../shared/contracts/wiring.ts';
import { buildAssets } from '../../web/build.ts';

const MAX_BYTES = 1_000_000;

/** Packages whose code ends up in the bundle, and our own files. */
async function bundle(name: FunctionName): Promise<{ bytes: number; packages: string[]; files: string[] }> {
  const { metafile } = await build({
    ...bundleOptions(name),
    sourcemap: 'external',
    sourcesContent: false,
    write: false,
    metafile: true,
  });
  const output = metafile.outputs['index.mjs']!;
  const inputs = Object.entries(output.inputs)
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => path);
  const packageOf = (path: string) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
  return {
    bytes: output.bytes,
    packages: [...new Set(inputs.flatMap((path) => packageOf(path) ?? []))].sort(),
    files: inputs.filter((path) => packageOf(path) === undefined),
  };
}

/** Packages that tell what a function does; each has a reason to be where it is, and none to be elsewhere. */
const TELLTALE =
  /^(@aws-sdk\/(client|s3|lib)-.*|@aws-lambda-powertools\/batch|hono|@hono\/.*|zod|p-map|csv-parse|chart\.js|diff|nodemailer|csv-stringify|docx|write-excel-file|esbuild|s3rver|cli-progress|aws-cdk-lib|constructs|cdk-nag|.*playwright.*|axe-core|vitest|typescript)$/;

const USED: Record<FunctionName, string[]> = {
  'receive-report': [
    '@aws-lambda-powertools/batch',
    '@aws-sdk/client-dynamodb',
    '@aws-sdk/client-s3',
    '@aws-sdk/client-sqs',
    '@aws-sdk/lib-dynamodb',
    'zod',
  ],
  'roll-up': ['@aws-sdk/client-dynamodb', '@aws-sdk/client-s3', '@aws-sdk/lib-dynamodb', 'zod'],
  'recheck-neighbour': [
    '@aws-sdk/client-dynamodb',
    '@aws-sdk/client-s3',
    '@aws-sdk/lib-dynamodb',
    'p-map',
    'zod',
  ],
  'open-year': ['@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb', 'p-map', 'zod'],
  'reconcile-inbox': [
    '@aws-sdk/client-dynamodb',
    '@aws-sdk/client-s3',
    '@aws-sdk/lib-dynamodb',
    'p-map',
    'zod',
  ],
  'summarise-compliance': [
    '@aws-sdk/client-dynamodb',
    '@aws-sdk/client-s3',
    '@aws-sdk/lib-dynamodb',
    'p-map',
    'zod',
  ],
  'summarise-region': [
    '@aws-lambda-powertools/batch',
    '@aws-sdk/client-dynamodb',
    '@aws-sdk/client-s3',
    '@aws-sdk/client-sesv2',
    '@aws-sdk/client-sqs',
    '@aws-sdk/lib-dynamodb',
    'hono',
    'nodemailer',
    'p-map',
    'zod',
  ],
  web: [
    '@aws-sdk/client-dynamodb',
    '@aws-sdk/client-s3',
    '@aws-sdk/lib-dynamodb',
    'diff',
    'hono',
    'p-map',
    'zod',
  ],
  downloads: [
    '@aws-sdk/client-dynamodb',
    '@aws-sdk/lib-dynamodb',
    'docx',
    'hono',
    'p-map',
    'write-excel-file',
    'zod',
  ],
};

/** Files that the two functions of the site may not hold; every other function holds none of another's. */
const OTHERS: Partial<Record<FunctionName, RegExp>> = {
  web: /^(functions|web\/downloads)\//,
  downloads: /^(functions|web\/(client|generated|routes))\//,
};

// The web function's files lie beside its bundle.
beforeAll(() => buildAssets());

describe.each(Object.keys(WIRING) as FunctionName[])('the bundle of %s', (name) => {
  it('is below 1 MB and holds what the function uses, and nothing else', async () => {
    const { bytes, packages, files } = await bundle(name);
    console.log(`${name}: ${(bytes / 1000).toFixed(0)} kB minified`);
    expect(bytes).toBeLessThan(MAX_BYTES);
    expect(packages.filter((name) => TELLTALE.test(name))).toEqual(USED[name]);
    expect(files.filter((path) => !/^(shared\/|functions\/|web\/|package\.json$)/.test(path))).toEqual([]);
    const others = OTHERS[name] ?? new RegExp(`^(web/|functions/(?!${name}/))`);
    expect(files.filter((path) => others.test(path))).toEqual([]);
  });
});
