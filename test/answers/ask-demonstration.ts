/** Asks the web app, the command line and the bucket, as programs do. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { serve } from '@hono/node-server';
import { GetObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import type { AddressInfo } from 'node:net';
import pMap from 'p-map';
import { printCommandHelp, printHelp } from '../../cli/help.ts';
import { COMMANDS, isCommandName } from '../../cli/commands.ts';
import { createS3Client } from '../../shared/adapters/clients.ts';
import { createApp } from '../../web/app.tsx';
import { createEdgeRouter } from '../../shared/contracts/edge-routes.ts';
import { createDownloads } from '../../web/downloads/app.ts';
import type { WebDeps } from '../../web/ports.ts';
import { NO_SUMMARIES } from '../support/refusing-table.ts';
import { gouji } from '../support/run-gouji.ts';
import { TEST_ASSETS } from '../support/test-assets.ts';
import { PUBLISHED, findNamed, findSubmissions, listAddresses, listDocuments } from './addresses.ts';
import type { FiledDemonstration } from './filed-demonstration.ts';
import { readPlain, type PlainAnswer, type Rename } from './plain-answer.ts';

const CONCURRENCY = 4;
const SITE = 'http://gouji.example';
/** The instant is a past one: an answer about now would depend on the machine's clock. */
const COMMAND_LINES = [
  ['verify'],
  ['summarise', '--region', '450200', '--year', '2025', '--at', '2026-02-10T08:00+08:00'],
];

type Fetch = (request: Request) => Response | Promise<Response>;

/** Sorted by address. */
export async function askDemonstration(filed: FiledDemonstration): Promise<readonly PlainAnswer[]> {
  const rename = makeRename(filed.versionNames);
  const fetch = makeSite(filed);
  const answered = new Map<string, Response>();
  /** Once for each address: what leads on to others is an answer like any other. */
  const get = async (address: string): Promise<Response> => {
    const answer = answered.get(address) ?? (await fetch(new Request(SITE + address)));
    answered.set(address, answer);
    return answer.clone();
  };
  const readJson = async (address: string): Promise<unknown> => (await get(address)).json();

  const named = await findNamed(readJson);
  const addresses = [...listAddresses(named), ...(await findSubmissions(readJson, named))];
  const answers = [
    ...(await pMap(addresses, async (address) => readPlain(address, await get(address), rename), {
      concurrency: CONCURRENCY,
    })),
    ...(await askVerdicts(fetch)),
    ...(await listKeys(filed, rename)),
    ...(await runCommands(fetch, rename)),
  ];
  return answers.sort((a, b) => (a.address < b.address ? -1 : 1));
}

const makeRename = (names: ReadonlyMap<string, string>): Rename => {
  return (text) => text.replaceAll(/\b[0-9A-F]{16}\b/g, (id) => names.get(id) ?? id);
};

function makeSite({ store, engines }: FiledDemonstration): Fetch {
  const { environment } = engines;
  const deps: WebDeps = {
    table: store.table,
    bucket: store.bucket,
    summaries: NO_SUMMARIES,
    now: store.now,
    version: '9.9.9',
    store: 'answers',
    assets: TEST_ASSETS,
    connection: {
      bucket: engines.bucket,
      table: store.tableName,
      awsRegion: environment.AWS_REGION,
      s3Endpoint: environment.S3_ENDPOINT,
      dynamodbEndpoint: environment.DYNAMODB_ENDPOINT,
      accessKeyId: environment.AWS_ACCESS_KEY_ID,
      secretAccessKey: environment.AWS_SECRET_ACCESS_KEY,
    },
    log: {
      error: (message, { error }) => {
        throw new Error(message, { cause: error });
      },
    },
  };
  const app = createApp(deps);
  const downloads = createDownloads(deps);
  const findRoute = createEdgeRouter();
  return (request) =>
    (findRoute(new URL(request.url).pathname).name === 'downloads' ? downloads : app).fetch(request);
}

/** What is said of each published document. */
const askVerdicts = (fetch: Fetch): Promise<PlainAnswer[]> =>
  pMap(
    listDocuments(),
    async (name) => {
      const body = readFileSync(new URL(name, PUBLISHED));
      const headers = { 'content-type': 'application/json' };
      const request = new Request(`${SITE}/api/v1/validate`, { method: 'POST', headers, body });
      return readPlain(`/api/v1/validate<${name}`, await fetch(request), (text) => text);
    },
    { concurrency: CONCURRENCY },
  );

/** Which keys lie in the bucket, folder by folder, and what some of the objects say. */
async function listKeys({ engines }: FiledDemonstration, rename: Rename): Promise<PlainAnswer[]> {
  const client = createS3Client(engines.s3);
  const Bucket = engines.bucket;
  const keys: string[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket }))
    keys.push(...Contents.flatMap(({ Key }) => Key ?? []));
  const tell = async (Key: string): Promise<string> => {
    if (!IS_READ.test(Key)) return Key;
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
    return `${Key.replace(SUMMARY_HASH, 'sha256')}\n${(await Body?.transformToString()) ?? ''}`;
  };
  const told = await pMap(keys, async (key) => [folderIn(key), rename(await tell(key))] as const, {
    concurrency: CONCURRENCY,
  });
  client.destroy();
  return [...Map.groupBy(told, ([folder]) => folder)].map(([folder, inIt]) => ({
    address: `s3:${folder}`,
    status: 200,
    type: 'keys',
    text: inIt
      .map(([, text]) => text)
      .sort()
      .join('\n'),
  }));
}

const IS_READ = /^(?:receipts\/backfill\/450205|summaries)\//;
/** A summary names its submissions, which are called otherwise in each run, and so is its hash. */
const SUMMARY_HASH = /(?<=^summaries.*)[0-9a-f]{64}/;
/** `receipts/backfill/450205` or `archive`. */
const folderIn = (key: string): string => /^(?:receipts\/)?[^/]+(?:\/\d{6})?/.exec(key)?.[0] ?? key;

async function runCommands(fetch: Fetch, rename: Rename): Promise<PlainAnswer[]> {
  const helps = [printHelp(), ...Object.keys(COMMANDS).filter(isCommandName).map(printCommandHelp)];
  const server = serve({ fetch, port: 0, hostname: '127.0.0.1' });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const ran = await pMap(
    COMMAND_LINES.map((args) => [...args, '--endpoint', `http://127.0.0.1:${port}`]),
    run,
    { concurrency: 2 },
  );
  server.close();
  const validated = await run(['validate', ...listDocuments()]);
  return [
    ...ran.map((one) => ({ ...one, text: rename(one.text) })),
    validated,
    { address: 'gouji,help', status: 0, type: 'text', text: helps.join('\n') },
  ];
}

/** `verify` has a line for each year up to the machine's: after the demonstration's last there is nothing in them. */
const YEARS_TO_COME = /^(?:202[7-9]|20[3-9]\d): 0 totals, .*\n/gm;

async function run(args: readonly string[]): Promise<PlainAnswer> {
  const { code, stdout, stderr } = await gouji(args, PUBLISHED.pathname);
  const address = ['gouji', ...args.filter((arg) => !/^http:|^--endpoint$|\.json$/.test(arg))].join(',');
  return {
    address,
    status: code ?? -1,
    type: 'text',
    text: `${stdout.replace(YEARS_TO_COME, '')}\n${stderr}`,
  };
}
