/**
 * What the adapters take for granted of S3 and DynamoDB: asked of the engines that stand in for them here, and, where
 * `GOUJI_AWS_TEST` says so, of a real account or another S3 (CONTRIBUTING.md). Both must answer alike.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connection } from '../../../shared/adapters/clients.ts';
import type { ReportBucket } from '../../../shared/adapters/bucket/report-bucket.ts';
import { openTable } from '../../../shared/adapters/open-table.ts';
import { openReportBucket } from '../../../shared/adapters/open.ts';
import {
  createTableAccess,
  unlessOutdated,
  type TableAccess,
} from '../../../shared/adapters/table/table-access.ts';
import { makeDocumentKey } from '../../../shared/contracts/bucket/object-keys.ts';
import type { Codec, RawItem } from '../../../shared/contracts/table/codec.ts';
import { countEpochMs } from '../../../shared/domain/basics/calendar.ts';
import { aBucket } from '../../support/a-store.ts';
import { startEngines } from '../../support/engines.ts';

interface Stores {
  readonly bucket: ReportBucket;
  readonly table: TableAccess;
  close(): Promise<void> | void;
}

const RAW: Pick<Codec<RawItem>, 'decode'> = { decode: (raw) => raw };
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const open = (
  { bucket, table }: { readonly bucket: string; readonly table: string },
  s3: Connection,
  dynamodb: Connection,
) => ({
  bucket: openReportBucket({ BUCKET_NAME: bucket }, s3),
  table: createTableAccess(openTable({ TABLE_NAME: table }, dynamodb), () => undefined),
});

async function openHere(): Promise<Stores> {
  const engines = await startEngines();
  const bucket = await aBucket(engines, 'contract');
  return {
    ...open({ bucket, table: engines.table }, engines.s3, engines.dynamodb),
    close: () => engines.stop(),
  };
}

/** `aws`, or the endpoint of another S3; bucket and table are there already, and are used for nothing else. */
const asked = process.env['GOUJI_AWS_TEST'];
function openElsewhere(endpoint: string): Stores {
  const { GOUJI_AWS_TEST_BUCKET: bucket, GOUJI_AWS_TEST_TABLE: table } = process.env;
  if (bucket === undefined || table === undefined)
    throw new Error('GOUJI_AWS_TEST needs GOUJI_AWS_TEST_BUCKET and GOUJI_AWS_TEST_TABLE');
  const region = process.env['AWS_REGION'];
  const dynamodb = process.env['GOUJI_AWS_TEST_DYNAMODB'];
  return {
    ...open(
      { bucket, table },
      { region, ...(endpoint !== 'aws' && { endpoint }) },
      { region, ...(dynamodb !== undefined && { endpoint: dynamodb }) },
    ),
    close: () => undefined,
  };
}

function describeStores(name: string, openStores: () => Promise<Stores> | Stores): void {
  describe(name, () => {
    let stores: Stores;
    const pk = `gouji-test#${randomUUID()}`;
    const key = (sk: string) => ({ pk, sk });
    const written = new Set<string>();
    const item = (sk: string, more: Readonly<Record<string, unknown>> = {}) => {
      written.add(sk);
      return { ...key(sk), v: 1, ...more };
    };
    const all = () => stores.table.query({ pk, range: { prefix: '' } }, true);
    beforeAll(async () => {
      stores = await openStores();
    });
    afterAll(async () => {
      await stores.table.writeAll([...written].map((sk) => ({ DeleteRequest: { Key: key(sk) } })));
      await stores.close();
    });

    it('keeps every version of a key, the newest first, with its bytes and when it came', async () => {
      const place = { district: '450205', agencyId: `test-${randomUUID()}`, year: 2024 };
      const documentKey = makeDocumentKey('inbox', place);
      const first = (await stores.bucket.upload('inbox', place, utf8('{"a":1}'))).versionId;
      const second = (await stores.bucket.upload('inbox', place, utf8('{"a":2}'))).versionId;
      expect(first).not.toBe(second);
      const listed = await Array.fromAsync(stores.bucket.versions(documentKey));
      expect(listed.map(({ versionId }) => versionId)).toEqual([second, first]);
      for (const { lastModified } of listed)
        expect(Math.abs(Date.now() - countEpochMs(lastModified))).toBeLessThan(15 * 60_000);
      const read = await stores.bucket.uploaded(documentKey, first);
      expect(read).toMatchObject({ bytes: utf8('{"a":1}') });
      expect(await stores.bucket.hasUpload(documentKey, String(second))).toBe(true);
    });

    it('knows an object that is not there from one that can’t be read', async () => {
      const nobody = makeDocumentKey('inbox', {
        district: '450205',
        agencyId: `test-${randomUUID()}`,
        year: 2024,
      });
      expect(await stores.bucket.uploaded(nobody, undefined)).toBeUndefined();
      expect(await stores.bucket.hasReceipt(nobody, 'none')).toBe(false);
      expect(await stores.bucket.receipt(nobody, 'none')).toBeUndefined();
    });

    it('keeps the archive’s first bytes of a hash, whoever writes it again', async () => {
      const bytes = utf8(randomUUID());
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      await Promise.all([stores.bucket.archive(sha256, bytes), stores.bucket.archive(sha256, bytes)]);
      await stores.bucket.archive(sha256, bytes);
      expect(await stores.bucket.archived(sha256)).toEqual(bytes);
    });

    it('lets one of two writers through, who state the same revision', async () => {
      const put = (revision: number) => stores.table.put(item('raced', { revision }), revision);
      expect((await Promise.all([put(1), put(1)])).sort()).toEqual(['outdated', 'written']);
      expect(await put(3)).toBe('outdated');
      expect(await put(2)).toBe('written');
      expect(await stores.table.putOnce(item('raced', { revision: 9 }))).toBe('outdated');
    });

    it('does all of a transaction or nothing, and says which write was refused', async () => {
      const { tableName } = stores.table;
      const Put = (sk: string, revision: number) => ({
        Put: { TableName: tableName, Item: item(sk, { revision }), ...unlessOutdated(revision) },
      });
      expect(await stores.table.transact([Put('t-1', 1), Put('t-2', 1)])).toEqual([]);
      expect(await stores.table.transact([Put('t-3', 1), Put('t-1', 1)])).toEqual([
        { write: 1, why: 'condition' },
      ]);
      expect((await all()).map(({ sk }) => sk)).not.toContain('t-3');
    });

    it('brings more than one answer holds, by key and by partition, in order', async () => {
      const names = Array.from({ length: 130 }, (_, i) => `many-${String(i).padStart(3, '0')}`);
      // Two megabytes: two answers.
      await stores.table.writeAll(
        names.map((sk) => ({ PutRequest: { Item: item(sk, { text: 'x'.repeat(16_000) }) } })),
      );
      const read = await stores.table.lookUp(names.map(key));
      expect(names.filter((sk) => read(key(sk), RAW) === undefined)).toEqual([]);
      const queried = await stores.table.query({ pk, range: { prefix: 'many-' } }, true);
      expect(queried.map(({ sk }) => sk)).toEqual(names);
    });

    it('gives back numbers, bytes, lists and nothing as they were', async () => {
      const bytes = randomBytes(300);
      const more = {
        revision: 1,
        n: 9_007_199_254_740_991,
        part: 0.1,
        bytes,
        list: ['甲', 2, null],
        map: { b: true },
      };
      await stores.table.putAlways(item('values', more));
      const read = (await stores.table.lookUp([key('values')]))(key('values'), RAW);
      expect(read).toMatchObject({ ...more, bytes: new Uint8Array(bytes) });
    });
  });
}

describeStores('the engines on this machine', openHere);
if (asked === undefined) it.skip('another S3 and DynamoDB: GOUJI_AWS_TEST names none', () => undefined);
else describeStores(`the stores of ${asked}`, () => openElsewhere(asked));
