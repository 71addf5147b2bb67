/** Items come into a new folder's table by the engine's own import; read again, they are what they were. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, ScanCommand, DescribeTableCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { expect, it } from 'vitest';
import { fillTable } from '../../local/fill-table.ts';
import { LOCAL_CREDENTIALS } from '../../local/local-credentials.ts';
import { toItemLine } from '../../shared/contracts/files/export-file.ts';
import { startEngines } from '../support/engines.ts';

const ITEMS = [
  {
    pk: { S: 'second-step#a@example.org' },
    sk: { S: 'totp' },
    sealed: { B: new Uint8Array([0, 1, 254, 255]) },
    packed: { B: Buffer.from([255, 0]) },
  },
  {
    pk: { S: '450205#2024' },
    sk: { S: 'agency#450205-zwfwj' },
    name: { S: '勾\u2028稽 " \\ 😀' },
    count: { N: '123456789012345678901234567890.5' },
    nothing: { NULL: true },
    tags: { SS: ['a', 'b'] },
    nested: { L: [{ M: { isOpen: { BOOL: false } } }] },
  },
];

it.each([
  ['no items', []],
  ['items of every kind of attribute', ITEMS],
])('keeps %s as they were, and says nothing of them in the stream', async (_, items) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'gouji-fill-'));
  try {
    await fillTable(dataDir, items.map(toItemLine));
    expect(await readdir(dataDir)).toEqual(['dynamodb.sqlite']);
    const engines = await startEngines({ dataDir });
    const { AWS_REGION: region, DYNAMODB_ENDPOINT: endpoint } = engines.environment;
    const connection = { region, endpoint, credentials: LOCAL_CREDENTIALS };
    const client = new DynamoDBClient(connection);
    const streams = new DynamoDBStreamsClient(connection);
    try {
      const { Items = [] } = await client.send(new ScanCommand({ TableName: engines.table }));
      expect(new Set(Items.map(toItemLine).map(sortKeys))).toEqual(
        new Set(items.map(toItemLine).map(sortKeys)),
      );
      await client.send(
        new PutItemCommand({ TableName: engines.table, Item: { pk: { S: 'new' }, sk: { S: 'one' } } }),
      );
      expect(await listStreamKeys(client, streams, engines.table)).toEqual(['new']);
    } finally {
      client.destroy();
      streams.destroy();
      await engines.stop();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
});

it('says why, and leaves nothing behind, where an item is none', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'gouji-fill-'));
  try {
    await expect(fillTable(dataDir, ['{"pk":{"S":"without a sort key"}}'])).rejects.toThrow(
      /did not take the items: .*sk/s,
    );
    expect(await readdir(dataDir)).toEqual([]);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
});

const sortKeys = (line: string): string =>
  JSON.stringify(Object.entries(JSON.parse(line) as object).sort(([a], [b]) => (a < b ? -1 : 1)));

async function listStreamKeys(
  client: DynamoDBClient,
  streams: DynamoDBStreamsClient,
  TableName: string,
): Promise<unknown[]> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  const StreamArn = Table?.LatestStreamArn ?? '';
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const ShardId = StreamDescription?.Shards?.[0]?.ShardId ?? '';
  const { ShardIterator } = await streams.send(
    new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
  );
  const { Records = [] } = await streams.send(new GetRecordsCommand({ ShardIterator }));
  return Records.map(({ dynamodb }) => dynamodb?.Keys?.['pk']?.S);
}
