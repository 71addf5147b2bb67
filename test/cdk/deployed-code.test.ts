/**
 * What is deployed of a function, run by itself as Lambda would, against the embedded engines: whatever is left out of a
 * bundle is not missed.
 */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { App, Stack } from 'aws-cdk-lib';
import { Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findLimitKb } from '../../bench/bundles.ts';
import { HANDLER, bundledCode } from '../../cdk/constructs/bundled-code.ts';
import { createS3Client } from '../../shared/adapters/clients.ts';
import { BULK_FILES, makeBulkOrderKey, type BulkPart } from '../../shared/contracts/bucket/bulk-keys.ts';
import { makeReceiptKey } from '../../shared/contracts/bucket/object-keys.ts';
import { ORIGIN_HEADER, type FunctionName } from '../../shared/contracts/wiring.ts';
import { tellChinaDay } from '../../shared/domain/basics/calendar.ts';
import { buildAssets } from '../../web/build.ts';
import { aStore, type Store } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';
import { anAgency, put } from '../support/filing-desk.ts';
import type { Resource } from '../support/synthesised.ts';

const DEPLOYED = [
  'receive-report',
  'reconcile-inbox',
  'reconcile-region',
  'web',
  'downloads',
] as const satisfies readonly FunctionName[];
type Deployed = (typeof DEPLOYED)[number];
const YEAR = 2023;
const PLACE = { district: '450205', agencyId: 'a-1', year: YEAR };
const FORGOTTEN = { ...PLACE, agencyId: 'a-2' };

let outdir: string;
let engines: TestEngines;
let store: Store;
/** The folder that is packed and sent to AWS, by function. */
let folders: ReadonlyMap<string, string>;

beforeAll(async () => {
  outdir = await mkdtemp(join(tmpdir(), 'gouji-deployed-'));
  // The web function's files lie beside it.
  await buildAssets();
  folders = synthesise();
  engines = await startEngines();
  store = await aStore(engines, {
    regions: [
      { code: '000000', name: '全国' },
      { code: '450000', name: '广西壮族自治区' },
      { code: '450200', name: '柳州市' },
      { code: '450205', name: '柳北区' },
    ],
    roster: [anAgency('a-1', '450205'), anAgency('a-2', '450205')],
  });
});
afterAll(async () => {
  await engines.stop();
  await rm(outdir, { recursive: true, force: true });
});

function synthesise(): ReadonlyMap<string, string> {
  const app = new App({ outdir });
  const stack = new Stack(app, 'Deployed');
  for (const name of DEPLOYED)
    new LambdaFunction(stack, name, {
      functionName: name,
      code: bundledCode(name),
      handler: HANDLER,
      runtime: Runtime.NODEJS_24_X,
    });
  app.synth();
  const { Resources } = JSON.parse(readFileSync(join(outdir, 'Deployed.template.json'), 'utf8')) as {
    readonly Resources: Record<string, Resource>;
  };
  return new Map(
    Object.values(Resources)
      .filter(({ Type }) => Type === 'AWS::Lambda::Function')
      .map(({ Properties: { FunctionName, Code } }) => [
        String(FunctionName),
        join(outdir, `asset.${String(Code.S3Key).replace(/\.zip$/, '')}`),
      ]),
  );
}

/** Lets a process that has the function's folder and variables, and no more, answer events one after the other. */
async function invoke<Answer>(
  name: Deployed,
  events: readonly unknown[],
  more: Readonly<Record<string, string>> = {},
): Promise<Answer[]> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', RUN, JSON.stringify(events)],
    {
      cwd: folders.get(name),
      env: { ...engines.environment, TABLE_NAME: store.tableName, ...more },
      maxBuffer: 10_000_000,
    },
  );
  // Behind what the function logs.
  return JSON.parse(stdout.slice(stdout.lastIndexOf('\n') + 1)) as Answer[];
}
const RUN = `
  const { handler } = await import('./index.mjs');
  const answers = [];
  for (const event of JSON.parse(process.argv[1])) answers.push(await handler(event, { getRemainingTimeInMillis: () => 60000 }));
  process.stdout.write('\\n' + JSON.stringify(answers), () => process.exit());`;

interface Answer {
  readonly statusCode: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

const askFor = (path: string, headers: Readonly<Record<string, string>> = {}) => ({
  version: '2.0',
  rawPath: path,
  rawQueryString: '',
  headers: { host: 'example.org', ...headers },
  isBase64Encoded: false,
  requestContext: { domainName: 'example.org', http: { method: 'GET', path } },
});

const get = (paths: readonly string[]): Promise<Answer[]> =>
  invoke<Answer>(
    'web',
    paths.map((path) => askFor(path)),
  );

describe('what is deployed', () => {
  it('is one file of code and its map for each function, what is loaded later beside it, and the site’s files with the site', async () => {
    const files = await Promise.all(
      DEPLOYED.map(async (name) =>
        (await readdir(folders.get(name) ?? '')).filter((file) => file.startsWith('index.')),
      ),
    );
    expect(files).toEqual(DEPLOYED.map(() => ['index.mjs', 'index.mjs.map']));
    expect(new Set(folders.values()).size).toBe(DEPLOYED.length);
    expect(
      (await readdir(folders.get('web') ?? '')).filter((file) => /^site-.*\.css\.gz$/.test(file)),
    ).toHaveLength(1);
    const web = await readFile(join(folders.get('web') ?? '', 'index.mjs'), 'utf8');
    // As small as what the bench measures: Chinese is not escaped on the way.
    expect(Buffer.byteLength(web)).toBeLessThanOrEqual(findLimitKb('web') * 1000);
    // A package’s own description would bring the list of what it stands on.
    expect(web).not.toContain('devDependencies');
  });

  it('receives an upload, finds the one whose event was lost, and shows both', async () => {
    const { key, versionId = '', sequencer } = await put(store, PLACE, { received: 3 });
    await put(store, FORGOTTEN, { received: 4 });
    const object = { key, versionId, sequencer };
    const body = JSON.stringify({ Records: [{ eventName: 'ObjectCreated:Put', s3: { object } }] });
    const message = { messageId: 'm-1', eventSource: 'aws:sqs', body, attributes: {} };
    expect(await invoke('receive-report', [{ Records: [message] }])).toEqual([{ batchItemFailures: [] }]);
    expect(await invoke('reconcile-inbox', [{ graceMs: 0 }])).toMatchObject([{ received: 1, failures: [] }]);

    const receipt = `/api/v1/agencies/a-1/years/${YEAR}/submissions/${versionId}`;
    const [answer, ...pages] = await get([
      receipt,
      `/agencies/a-2/years/${YEAR}`,
      `/regions/450205/years/${YEAR}`,
      '/api',
    ]);
    expect(JSON.parse(answer?.body ?? '')).toMatchObject({ submissionId: versionId });
    expect(pages.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);

    // An error that S3 names is known by its name: the answer is then told from the table alone.
    await createS3Client(engines.s3).send(
      new DeleteObjectCommand({ Bucket: engines.bucket, Key: makeReceiptKey(key, versionId) }),
    );
    expect(await store.bucket.hasReceipt(key, versionId)).toBe(false);
    expect((await get([receipt])).map(({ body }) => body)).toEqual([answer?.body]);
  });

  it('makes the archive of all years, with all that writes its files', async () => {
    const night = tellChinaDay(store.now());
    const part: BulkPart = { code: '000000', scope: 'whole' };
    const messages = [{ night }, { night, part }].map((order, index) => ({
      messageId: `m-${index}`,
      eventSource: 'aws:sqs',
      attributes: {},
      body: JSON.stringify({
        Records: [
          {
            eventName: 'ObjectCreated:Put',
            s3: { object: { key: makeBulkOrderKey(order), versionId: 'v', sequencer: '1' } },
          },
        ],
      }),
    }));
    const answers = await invoke(
      'reconcile-region',
      messages.map((message) => ({ Records: [message] })),
    );
    expect(answers).toEqual([{ batchItemFailures: [] }, { batchItemFailures: [] }]);
    const manifest = await store.bulk.bucket.manifest(part);
    expect(manifest?.files.map(({ file, rows }) => [file, rows > 0])).toEqual(
      BULK_FILES.map((file) => [file, true]),
    );
    const [file] = await invoke<Answer>('downloads', [askFor('/api/v1/archive/000000/wide.csv')], {
      FILES_BY_LINK: 'on',
    });
    expect([file?.statusCode, file?.body.split('\r\n').length]).toEqual([
      200,
      (manifest?.files.find((one) => one.file === 'wide.csv')?.rows ?? 0) + 2,
    ]);
  });

  it('packs pages where nothing stands before it that would', async () => {
    const secret = 'a secret that is shown by the distribution';
    const asked = (more: Readonly<Record<string, string>>) => [
      askFor(`/regions/450205/years/${YEAR}`, { 'accept-encoding': 'gzip', ...more }),
    ];
    const [packed] = await invoke<Answer>('web', asked({}));
    const [plain] = await invoke<Answer>('web', asked({ [ORIGIN_HEADER]: secret }), {
      ORIGIN_SECRET: secret,
    });
    expect([packed, plain].map((answer) => answer?.headers['content-encoding'])).toEqual(['gzip', undefined]);
  });

  it('answers reports in bulk behind an HTTP API, too', async () => {
    const [bulk] = await invoke<Answer>('downloads', [askFor(`/api/v1/regions/450205/years/${YEAR}.csv`)], {
      FILES_BY_LINK: 'on',
    });
    expect(bulk).toMatchObject({ statusCode: 200, headers: { 'content-type': 'text/csv; charset=utf-8' } });
    expect(bulk?.body).toContain('agencyName');
  });
});
