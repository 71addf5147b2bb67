/** Every function is bundled as it is deployed: small, and with nothing inside that it does not use. */
import { isBuiltin } from 'node:module';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { MAX_KB, WEB_ROOM_KB, findLimitKb, sumLoaded } from '../../bench/bundles.ts';
import { bundleOptions } from '../../cdk/constructs/bundling.ts';
import { writeOutKeys } from '../../cdk/constructs/lean-packages.ts';
import { WIRING, type FunctionName } from '../../shared/contracts/wiring.ts';
import { buildAssets } from '../../web/build.ts';

interface Bundle {
  readonly bytes: number;
  /** Packages whose code ends up in the bundle, and our own files. */
  readonly packages: readonly string[];
  readonly files: readonly string[];
  /** What is asked for as soon as it loads, and is not inside. */
  readonly missing: readonly string[];
}

async function bundle(name: FunctionName): Promise<Bundle> {
  const { metafile } = await build({
    ...bundleOptions(name),
    sourcemap: 'external',
    sourcesContent: false,
    write: false,
    metafile: true,
  });
  const { bytes } = sumLoaded(metafile);
  const outputs = Object.entries(metafile.outputs).flatMap(([path, output]) =>
    path.endsWith('.mjs') ? [output] : [],
  );
  const inputs = outputs
    .flatMap((output) => Object.entries(output.inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => path);
  const packageOf = (path: string) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
  return {
    bytes,
    packages: [...new Set(inputs.flatMap((path) => packageOf(path) ?? []))].sort(),
    files: inputs.filter((path) => packageOf(path) === undefined),
    missing: outputs
      .flatMap(({ imports }) => imports)
      .filter(({ kind, external, path }) => external && kind !== 'dynamic-import' && !isBuiltin(path))
      .map(({ path }) => path),
  };
}

/** Packages that tell what a function does; each has a reason to be where it is, and none to be elsewhere. */
const TELLTALE =
  /^(@aws-sdk\/(client|s3|lib)-.*|@aws-lambda-powertools\/batch|hono|@hono\/.*|zod|p-map|csv-parse|chart\.js|diff|nodemailer|openid-client|csv-stringify|hyparquet-writer|docx|qr|write-excel-file|esbuild|s3rver|cli-progress|aws-cdk-lib|constructs|cdk-nag|.*playwright.*|axe-core|vitest|typescript)$/;

const USED: Record<FunctionName, string[]> = {
  'receive-report': [
    '@aws-lambda-powertools/batch',
    '@aws-sdk/client-dynamodb',
    '@aws-sdk/client-s3',
    '@aws-sdk/client-sqs',
    '@aws-sdk/lib-dynamodb',
    'zod',
  ],
  'record-publication': [
    '@aws-lambda-powertools/batch',
    '@aws-sdk/client-dynamodb',
    '@aws-sdk/client-s3',
    '@aws-sdk/client-sqs',
    '@aws-sdk/lib-dynamodb',
    'zod',
  ],
  'follow-changes': [
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
  'reconcile-region': [
    '@aws-lambda-powertools/batch',
    '@aws-sdk/client-dynamodb',
    '@aws-sdk/client-s3',
    '@aws-sdk/client-sqs',
    '@aws-sdk/lib-dynamodb',
    // The archive of all years: loaded where a part of it is made.
    'csv-stringify',
    'hyparquet-writer',
    'p-map',
    'zod',
  ],
  'check-publication': ['@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb', 'p-map', 'zod'],
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
    '@aws-sdk/client-sqs',
    '@aws-sdk/lib-dynamodb',
    'csv-stringify',
    'hono',
    'p-map',
    'zod',
  ],
  'send-mail': [
    '@aws-lambda-powertools/batch',
    '@aws-sdk/client-dynamodb',
    '@aws-sdk/client-s3',
    '@aws-sdk/client-sesv2',
    '@aws-sdk/client-sqs',
    '@aws-sdk/lib-dynamodb',
    'nodemailer',
    'zod',
  ],
  'record-bounce': ['@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb', 'zod'],
  account: [
    '@aws-sdk/client-dynamodb',
    '@aws-sdk/client-sesv2',
    '@aws-sdk/lib-dynamodb',
    'hono',
    'nodemailer',
    'openid-client',
    'qr',
    'zod',
  ],
  web: [
    '@aws-sdk/client-dynamodb',
    '@aws-sdk/lib-dynamodb',
    'csv-stringify',
    'diff',
    'hono',
    'p-map',
    // On the page of guides and reading points, loaded with it.
    'qr',
    'zod',
  ],
  downloads: [
    '@aws-sdk/client-dynamodb',
    // Where answers can’t be streamed: loaded there alone.
    '@aws-sdk/client-s3',
    '@aws-sdk/lib-dynamodb',
    'csv-stringify',
    'docx',
    'hono',
    'p-map',
    'qr',
    'write-excel-file',
    'zod',
  ],
  office: [
    '@aws-sdk/client-dynamodb',
    '@aws-sdk/client-s3',
    '@aws-sdk/lib-dynamodb',
    '@aws-sdk/s3-presigned-post',
    'csv-parse',
    'csv-stringify',
    'hono',
    'p-map',
    'write-excel-file',
    'zod',
  ],
};

/** Files that the functions of the site may not hold; every other function holds none of another's. */
const OTHERS: Partial<Record<FunctionName, RegExp>> = {
  web: /^(functions|web\/(account|downloads|office))\//,
  downloads: /^(functions|web\/(account|client|generated|office|routes))\//,
  account: /^(functions|web\/(?!account|generated\/asset-names|http|site|texts))/,
  // What answers of regions are made of is loaded when an office asks for an instant.
  office:
    /^(functions|web\/(?!generated\/asset-names|downloads|office|http|site|texts|region\/(region-view|region-series|child-rows)\.ts|api\/answers\.ts|agency\/agency-view\.ts|publications\/publications-view\.ts))/,
};

// The web function's files lie beside its bundle.
beforeAll(() => buildAssets());

describe.each(Object.keys(WIRING) as FunctionName[])('the bundle of %s', (name) => {
  it(`is at most ${findLimitKb(name)} kB and holds what the function uses, and nothing else`, async () => {
    const { bytes, packages, files, missing } = await bundle(name);
    console.log(`${name}: ${(bytes / 1000).toFixed(0)} kB minified`);
    expect(bytes).toBeLessThanOrEqual(findLimitKb(name) * 1000);
    expect(missing).toEqual([]);
    expect(packages.filter((name) => TELLTALE.test(name))).toEqual(USED[name]);
    expect(files.filter((path) => !/^(shared\/|functions\/|web\/|package\.json$)/.test(path))).toEqual([]);
    const others = OTHERS[name] ?? new RegExp(`^(web/|functions/(?!${name}/))`);
    expect(files.filter((path) => others.test(path))).toEqual([]);
  });
});

it('leaves room in the web function for each capability to come, and no more than there is', () => {
  const kb = Object.values(WEB_ROOM_KB);
  expect(findLimitKb('web') + kb.reduce((sum, room) => sum + room, 0)).toBe(MAX_KB);
});

describe('keys written as constants', () => {
  it('are written out, so that what is not used can be left out', () => {
    expect(
      writeOutKeys(
        'const _h = "http";\nconst _M = "Max";\nexport var A = [9, _M, { [_h]: ["GET", "/", 200] }];',
      ),
    ).toBe('const _h = "http";\nconst _M = "Max";\nexport var A = [9, _M, { "http": ["GET", "/", 200] }];');
  });

  it('stay where the file says no text for them', () => {
    const source = 'const _a = 1;\nlet _b = "b";\nexport var A = [{ [_a]: 1, [_b]: 2, [_c]: 3 }];';
    expect(writeOutKeys(source)).toBe(source);
  });
});
