/** Systems that do not answer, answer with nonsense, or refuse: each command ends in time, with a sentence and its exit. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { GOUJI, run, type Ran } from '../support/run-gouji.ts';
import { aDocument, aFolder, NO_STACK, type Folder } from './scene.ts';

let folder: Folder;
const servers: Server[] = [];
beforeAll(async () => {
  folder = await aFolder();
  await folder.write('good.json', aDocument('450205-jyj', 2023, 12));
});
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});
afterAll(() => folder.remove());

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const silent: RequestListener = () => undefined;
const refusing: RequestListener = (_, response) => response.writeHead(403).end();

/** A web app whose stores and operator answer so. */
async function aSystem(stores: RequestListener): Promise<string> {
  const endpoint = await serve(stores);
  const connection = {
    bucket: 'reports',
    table: 'gouji',
    awsRegion: 'cn-north-1',
    s3Endpoint: endpoint,
    dynamodbEndpoint: endpoint,
    accessKeyId: 'id',
    secretAccessKey: 'secret',
    operatorEndpoint: `${endpoint}/`,
  };
  return serve((_, response) => response.end(JSON.stringify(connection)));
}

const gouji = (endpoint: string, ...args: readonly string[]): Promise<Ran> =>
  run('node', [GOUJI, ...args, '--endpoint', endpoint], { cwd: folder.path });
/** With a limit that a test can wait for, and a busy machine's own answers keep. */
const impatient = (endpoint: string, ...args: readonly string[]): Promise<Ran> =>
  run('node', [GOUJI, ...args, '--endpoint', endpoint], {
    cwd: folder.path,
    env: { GOUJI_TIMEOUT_S: '1.5' },
  });

/** What it says first. */
const says = ({ stderr }: Ran): string => stderr.split('\n')[0] ?? '';

describe('a command ends in time, with exit 69,', () => {
  it('where nothing answers, or what answers is no system', async () => {
    for (const [endpoint, sentence] of [
      ['http://127.0.0.1:9', 'nothing answers at http://127.0.0.1:9. Is the system running?'],
      [await serve((_, response) => response.end('<html>')), 'did not answer as a Gouji web app does'],
      [await serve((_, response) => response.writeHead(500).end()), 'answered 500; is it a Gouji web app?'],
    ] as const) {
      const ran = await gouji(endpoint, 'verify');
      expect(ran).toMatchObject({ code: 69, stdout: '' });
      expect(says(ran)).toContain(sentence);
    }
  });

  it('where the call is taken and never answered, or the answer breaks off', async () => {
    const breaking: RequestListener = (_, response) => void response.write('{"bucket":');
    for (const answer of [silent, breaking]) {
      const ran = await impatient(await serve(answer), 'verify');
      expect(ran).toMatchObject({ code: 69, stdout: '' });
      expect(says(ran)).toMatch(/^gouji verify: http:\S+ took the call and did not answer within 1\.5 s/);
    }
  });

  it('where only the store behind it never answers', async () => {
    const ran = await impatient(await aSystem(silent), 'upload', 'good.json');
    expect(ran.code).toBe(69);
    expect(ran.stderr).toContain('good.json: 系统的存储没有应答 / the system’s store does not answer: ');
    expect(ran.stderr).toMatch(NO_STACK);
  });
});

describe('a command ends with', () => {
  it('77 where the pages or the store refuse', async () => {
    const ran = await gouji(await serve(refusing), 'verify');
    expect(ran.code).toBe(77);
    const uploaded = await gouji(await aSystem(refusing), 'upload', 'good.json');
    expect(uploaded.code).toBe(77);
    expect(uploaded.stderr).toMatch(/good\.json: 系统的存储不允许 \/ the system’s store refuses: /);
    for (const { stderr } of [ran, uploaded]) expect(stderr).toMatch(NO_STACK);
  });

  it('70 where the store answers with an error', async () => {
    const endpoint = await aSystem((_, response) =>
      response
        .writeHead(400, { 'content-type': 'application/x-amz-json-1.0' })
        .end('{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","message":"no table"}'),
    );
    const { code, stderr } = await gouji(endpoint, 'summarise');
    expect(code).toBe(70);
    expect(stderr).toBe('gouji summarise: no table\n');
  });

  it('64 where the limit itself is no number', async () => {
    const { code, stderr } = await run('node', [GOUJI, 'verify'], { env: { GOUJI_TIMEOUT_S: 'soon' } });
    expect(code).toBe(64);
    expect(stderr).toContain('GOUJI_TIMEOUT_S="soon" is no number of seconds');
  });
});
