/** The embedded DynamoDB answers anybody, browsers' pages included: what stands before it does not. */
import { readFileSync } from 'node:fs';
import { createServer, request as httpRequest, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { DeleteTableCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTableClient } from '../../shared/adapters/clients.ts';
import { startBrowser } from '../support/browser.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';

let engines: TestEngines;
/** A page on this machine that is not ours. */
let page: Server;
let browser: Browser;
beforeAll(async () => {
  engines = await startEngines();
  page = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<p>a page'));
  await once(page.listen(0, '127.0.0.1'), 'listening');
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  page.close();
  await engines.stop();
});

const clientWith = (accessKeyId: string, secretAccessKey: string) =>
  createTableClient({
    region: 'us-east-1',
    endpoint: engines.tableDoor.endpoint,
    credentials: { accessKeyId, secretAccessKey },
  });

/** What any program may send. `headers` in place of, or beside, a signed request's. */
const ask = (headers: Record<string, string>, method = 'POST') =>
  new Promise<{ status: number | undefined; body: string; headers: NodeJS.Dict<string | string[]> }>(
    (resolve, reject) => {
      const request = httpRequest(
        engines.tableDoor.endpoint,
        {
          method,
          headers: {
            'x-amz-target': 'DynamoDB_20120810.ListTables',
            'x-amz-date': '20260101T000000Z',
            'content-type': 'application/x-amz-json-1.0',
            authorization: `AWS4-HMAC-SHA256 Credential=${engines.tableDoor.accessKeyId}/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0`,
            ...headers,
          },
        },
        (response) => {
          let body = '';
          response.setEncoding('utf8').on('data', (text: string) => (body += text));
          response.on('end', () => resolve({ status: response.statusCode, body, headers: response.headers }));
        },
      );
      request.on('error', reject);
      request.end(method === 'POST' ? '{}' : undefined);
    },
  );

describe('the door of the table', () => {
  it('lets a program pass that has the key of this run', async () => {
    const { accessKeyId, secretAccessKey } = engines.tableDoor;
    const { TableNames } = await clientWith(accessKeyId, secretAccessKey).send(new ListTablesCommand({}));
    expect(TableNames).toContain(engines.table);
    expect((await ask({})).status).toBe(200);
  });

  it('refuses one that has another, or none, in DynamoDB’s words', async () => {
    await expect(
      clientWith('S3RVER', 'S3RVER').send(new DeleteTableCommand({ TableName: engines.table })),
    ).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
    for (const authorization of ['', `Credential=${engines.tableDoor.accessKeyId.slice(0, -1)}X/`]) {
      const { status, body } = await ask({ authorization });
      expect([status, body]).toEqual([400, expect.stringContaining('UnrecognizedClientException')]);
    }
  });

  it.each([
    ['of another site', { origin: 'https://evil.example' }],
    ['of this machine', { origin: 'http://127.0.0.1:8787' }],
    ['that hides its origin', { 'sec-fetch-site': 'cross-site' }],
    ['that a reader opened', { 'sec-fetch-mode': 'navigate' }],
  ])('refuses a page %s, with the key or without', async (_, headers) => {
    const { status, headers: answered } = await ask(headers);
    expect(status).toBe(403);
    expect(answered).not.toHaveProperty('access-control-allow-origin');
  });

  it('refuses a browser’s question whether a page may ask', async () => {
    const { status, headers } = await ask(
      { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
      'OPTIONS',
    );
    expect(status).toBe(403);
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });

  it('refuses whoever asks under another name, which a page may let point here', async () => {
    expect((await ask({ host: 'evil.example' })).status).toBe(421);
  });

  it('opens under the same key to no other run', async () => {
    const other = await startEngines();
    try {
      expect(other.tableDoor.accessKeyId).not.toBe(engines.tableDoor.accessKeyId);
      expect(other.tableDoor.accessKeyId.length).toBeGreaterThan(32);
    } finally {
      await other.stop();
    }
  });
});

describe('the engine itself', () => {
  it.runIf(process.platform === 'linux')('listens where no page looks', () => {
    const { hostname, port } = new URL(engines.dynamodbEndpoint);
    expect(hostname).toMatch(/^127\.(?!0\.0\.)/);
    // Only this address of the whole range has the port: 127.0.0.1 does not lead to it.
    const listening = readFileSync('/proc/net/tcp', 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([, local = '', , state]) => state === '0A' && local.endsWith(hexPort(port)))
      .map(([, local = '']) => local.split(':')[0]);
    expect(listening).toEqual([hexAddress(hostname)]);
  });
});

const hexPort = (port: string): string => `:${Number(port).toString(16).toUpperCase().padStart(4, '0')}`;
const hexAddress = (host: string): string =>
  host
    .split('.')
    .reverse()
    .map((part) => Number(part).toString(16).toUpperCase().padStart(2, '0'))
    .join('');

describe('a page in a browser on this machine', () => {
  it('can neither list the tables nor delete one', async () => {
    const opened = await browser.newPage();
    await opened.goto(`http://127.0.0.1:${(page.address() as AddressInfo).port}/`);
    const tried = await opened.evaluate(
      async ({ endpoint, table }) => {
        const call = (target: string, body: object) =>
          fetch(endpoint, {
            method: 'POST',
            headers: {
              'content-type': 'application/x-amz-json-1.0',
              'x-amz-target': `DynamoDB_20120810.${target}`,
            },
            body: JSON.stringify(body),
          }).then(
            (response) => `answered ${response.status}`,
            () => 'refused',
          );
        return [await call('ListTables', {}), await call('DeleteTable', { TableName: table })];
      },
      { endpoint: engines.tableDoor.endpoint, table: engines.table },
    );
    expect(tried).toEqual(['refused', 'refused']);
    const { accessKeyId, secretAccessKey } = engines.tableDoor;
    const { TableNames } = await clientWith(accessKeyId, secretAccessKey).send(new ListTablesCommand({}));
    expect(TableNames).toContain(engines.table);
    await opened.close();
  });
});
