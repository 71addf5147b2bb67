/**
 * One damage after the other is planted past the pipeline: `verify` names it, `rebuild` mends what can be mended and says
 * what can't, and then `verify` is content.
 */
import {
  makeAgencyYearKey,
  makeRegionYearKey,
  makeSubmissionKey,
  type ItemKey,
} from '../../shared/contracts/table/keys.ts';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { DeleteCommand, GetCommand, PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createS3Client, createTableClient } from '../../shared/adapters/clients.ts';
import { makeArchiveKey, makeReceiptKey } from '../../shared/contracts/bucket/object-keys.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import { rebuildAll } from '../../shared/pipeline/rebuild-all.ts';
import { lasting, verifyUploads, verifyYear } from '../../shared/pipeline/verify.ts';
import { aBucket, aStore, settle, type Store } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';
import { anAgency, file } from '../support/filing-desk.ts';
import type { Upload } from '../../shared/pipeline/receive-upload.ts';

const REGIONS = ['000000', '450000', '450200', '450205'].map((code) => ({ code, name: `区划${code}` }));
const YEAR = 2023;
const PLACE: Place = { district: '450205', agencyId: 'a-1', year: YEAR };
const ITEM = makeAgencyYearKey(PLACE);

let engines: TestEngines;
let raw: DynamoDBDocumentClient;
let s3: ReturnType<typeof createS3Client>;
let buckets = 0;
beforeAll(async () => {
  engines = await startEngines();
  raw = createTableClient(engines.dynamodb);
  s3 = createS3Client(engines.s3);
});
afterAll(async () => {
  raw.destroy();
  s3.destroy();
  await engines.stop();
});

interface Scene {
  readonly store: Store;
  readonly bucket: string;
  /** Uploads of the agency whose things are damaged: the first is in force no more. */
  readonly uploads: readonly [Upload, Upload];
  readonly item: () => Promise<Record<string, unknown>>;
}
let scene: Scene;

beforeEach(async () => {
  const bucket = await aBucket(engines, `damage-${++buckets}`);
  const store = await aStore(
    { ...engines, bucket },
    {
      regions: REGIONS,
      roster: ['a-1', 'a-2'].map((id) => anAgency(id, '450205')),
    },
  );
  await file(store, { ...PLACE, agencyId: 'a-2' }, { received: 7, spoiled: true });
  await file(store, { ...PLACE, agencyId: 'a-2' }, { received: 7 });
  const uploads = [
    await file(store, PLACE, { received: 3 }),
    await file(store, PLACE, { received: 4 }),
  ] as const;
  await settle(store, [PLACE, { ...PLACE, agencyId: 'a-2' }]);
  scene = { store, bucket, uploads, item: () => read(store, ITEM) };
  expect(await verified()).toEqual([]);
});

async function read({ tableName }: Store, { pk, sk }: ItemKey): Promise<Record<string, unknown>> {
  const { Item } = await raw.send(
    new GetCommand({ TableName: tableName, Key: { pk, sk }, ConsistentRead: true }),
  );
  if (!Item) throw new Error(`no item ${pk} ${sk}`);
  return Item;
}
const write = (Item: object) => raw.send(new PutCommand({ TableName: scene.store.tableName, Item }));
const remove = ({ pk, sk }: ItemKey) =>
  raw.send(new DeleteCommand({ TableName: scene.store.tableName, Key: { pk, sk } }));
const putObject = (Key: string, Body: string) =>
  s3.send(new PutObjectCommand({ Bucket: scene.bucket, Key, Body }));
const removeObject = (Key: string, VersionId?: string) =>
  s3.send(new DeleteObjectCommand({ Bucket: scene.bucket, Key, VersionId }));

async function verified(): Promise<string[]> {
  const { table, bucket } = scene.store;
  const looks = [
    ...(await Promise.all([2022, YEAR].map((year) => lasting(() => verifyYear(table, bucket, year), [])))),
    await lasting(() => verifyUploads({ table, bucket }), []),
  ];
  return looks.flatMap(({ discrepancies }) => discrepancies.map(({ id, says }) => `${id}: ${says.en}`));
}
const rebuilt = () => rebuildAll(scene.store, [2022, YEAR]);

const submissionOf = ({ versionId = '' }: Upload): ItemKey => makeSubmissionKey(PLACE, versionId);
async function shaOf(upload: Upload): Promise<string> {
  return String((await read(scene.store, submissionOf(upload)))['sha256']);
}
/** One more than there was, in the first cell of the first row that has figures. */
function oneMore(stored: unknown): string {
  const rows = JSON.parse(String(stored)) as Record<string, number[]>;
  Object.values(rows)[0]![0]! += 1;
  return JSON.stringify(rows);
}

interface Damage {
  readonly what: string;
  readonly plant: () => Promise<unknown>;
  /** What `verify` must say of it, among other things. */
  readonly named: RegExp;
}

const MENDABLE: readonly Damage[] = [
  {
    what: 'bytes of the archive swapped for those of another good report',
    plant: async () => {
      const other = await scene.store.bucket.archived(await shaOf(scene.uploads[0]));
      await putObject(makeArchiveKey(await shaOf(scene.uploads[1])), new TextDecoder().decode(other));
    },
    named: /^a-1: archive\/[0-9a-f]{64} is not what its SHA-256 says$/,
  },
  {
    what: 'an object of the archive deleted, of a report no longer in force',
    plant: async () => removeObject(makeArchiveKey(await shaOf(scene.uploads[0]))),
    named: /^a-1: the archive lacks a report/,
  },
  {
    what: 'the submission in force deleted',
    plant: () => remove(submissionOf(scene.uploads[1])),
    named: /^inbox\/450205\/a-1\/2023\.json: the uploaded version [0-9A-F]+ has no submission$/,
  },
  {
    what: 'all submissions of an agency deleted',
    plant: () => Promise.all(scene.uploads.map((upload) => remove(submissionOf(upload)))),
    named: /^a-1: the report in force is not the one that its submissions tell$/,
  },
  {
    what: 'a submission garbled',
    plant: async () => write({ ...(await read(scene.store, submissionOf(scene.uploads[1]))), outcome: 7 }),
    named: /^a-1: an item of the table is damaged: .*submission#a-1#/,
  },
  {
    what: 'another version in force',
    plant: async () => {
      const before = await read(scene.store, submissionOf(scene.uploads[0]));
      const { inForce, ...item } = await scene.item();
      const { submissionId, order, sha256, receivedAt, accepted } = before;
      const other = {
        ...(inForce as object),
        ...(accepted as object),
        submissionId,
        order,
        sha256,
        receivedAt,
      };
      await write({ ...item, inForce: other });
    },
    named: /^a-1: the report in force is not the one/,
  },
  {
    what: 'the first acceptance moved',
    plant: async () => {
      const item = await scene.item();
      await write({ ...item, firstAccepted: { order: '0', receivedAt: '2024-01-01T00:00:00.000Z' } });
    },
    named: /^a-1: the first acceptance is not the one/,
  },
  {
    what: 'figures of the report in force changed',
    plant: async () => {
      const item = await scene.item();
      const inForce = item['inForce'] as Record<string, unknown>;
      await write({ ...item, inForce: { ...inForce, figures: oneMore(inForce['figures']) } });
    },
    named: /^a-1: the figures differ from the archived report$/,
  },
  {
    what: 'figures of the report in force made illegible',
    plant: async () => {
      const item = await scene.item();
      await write({ ...item, inForce: { ...(item['inForce'] as object), figures: '{garbled' } });
    },
    named: /^a-1: an item of the table is damaged: .*agency#a-1/,
  },
  {
    what: 'an agency-year garbled',
    plant: async () => write({ ...(await scene.item()), inForce: 'x', latest: 3 }),
    named: /^a-1: an item of the table is damaged: .*agency#a-1/,
  },
  {
    what: 'an agency-year garbled beyond all reading',
    plant: () => write({ ...ITEM, v: 9 }),
    named: /^a-1: an item of the table is damaged: .*agency#a-1/,
  },
  {
    what: 'an agency-year deleted',
    plant: () => remove(ITEM),
    named: /^a-1: it has submissions, and no item for the year$/,
  },
  {
    what: 'a total changed',
    plant: async () => {
      const total = await read(scene.store, makeRegionYearKey('450205', YEAR));
      await write({ ...total, figures: oneMore(total['figures']) });
    },
    named: /^450205: the total is not the sum of the reports in force, for example at \//,
  },
  {
    what: 'a total garbled',
    plant: async () =>
      write({ ...(await read(scene.store, makeRegionYearKey('450205', YEAR))), reports: null }),
    named: /^450205: an item of the table is damaged: .*region#450205/,
  },
  {
    what: 'the total of the nation garbled',
    plant: () => write({ ...makeRegionYearKey('000000', YEAR), v: 1 }),
    named: /^000000: an item of the table is damaged/,
  },
  {
    what: 'a receipt deleted',
    plant: () => {
      const [, { key, versionId = '' }] = scene.uploads;
      return removeObject(makeReceiptKey(key, versionId));
    },
    named: /^inbox\/450205\/a-1\/2023\.json: the uploaded version [0-9A-F]+ has no receipt$/,
  },
];

describe('damage that can be mended', () => {
  it.each(MENDABLE.map((damage) => [damage.what, damage] as const))(
    'is named, mended, and gone: %s',
    async (_, { plant, named }) => {
      const before = await scene.store.state();
      await plant();
      const says = await verified();
      expect(says).toEqual(expect.arrayContaining([expect.stringMatching(named)]));
      expect(await rebuilt()).toMatchObject({ failures: [], waiting: 0 });
      expect(await verified()).toEqual([]);
      expect(withoutOrders(await scene.store.state())).toEqual(withoutOrders(before));
      // And what is right now is not written again.
      const again: string[] = [];
      await rebuildAll(scene.store, [2022, YEAR], (__, { mended }) => again.push(...mended));
      expect(again).toEqual([]);
    },
  );
});

describe('damage that can’t be mended', () => {
  it('is said: an archive and an upload that are both gone; what the submission keeps stays in force', async () => {
    const [, { key, versionId }] = scene.uploads;
    await removeObject(makeArchiveKey(await shaOf(scene.uploads[1])));
    await removeObject(key, versionId);
    const { failures } = await rebuilt();
    expect(failures).toEqual([
      expect.stringMatching(/^archive\/.* of a-1 for 2023, is missing, and its upload is gone: restore it/),
    ]);
    expect(await verified()).toEqual([expect.stringMatching(/^a-1: the archive lacks a report/)]);
    expect(await scene.item()).toMatchObject({ inForce: { submissionId: versionId } });
  });

  it('is said: a table that is empty beside a full bucket', async () => {
    const store = await aStore({ ...engines, bucket: scene.bucket }, { regions: [], roster: [] });
    scene = { ...scene, store };
    expect(await verified()).toEqual([
      'roster: the table has no roster beside 4 uploaded reports in the bucket',
    ]);
    expect(await rebuilt()).toEqual({ received: 0, waiting: 4, acts: 0, redacted: [], failures: [] });
  });
});

describe('a difference that passes', () => {
  it('beside running uploads is not told; one that lasts is', async () => {
    const { table, bucket } = scene.store;
    const total = await read(scene.store, makeRegionYearKey('450205', YEAR));
    await write({ ...total, figures: oneMore(total['figures']) });
    const look = () => verifyYear(table, bucket, YEAR);
    const nothing = () => Promise.resolve();
    expect((await lasting(look, [nothing, nothing])).discrepancies).not.toEqual([]);
    // Rolled up meanwhile, and stale again for another upload: another state each time.
    let revision = Number(total['revision']);
    const goesOn = () => write({ ...total, figures: oneMore(total['figures']), revision: ++revision });
    expect((await lasting(look, [goesOn, goesOn])).discrepancies.map(({ id }) => id)).not.toContain('450205');
  });
});

/** A version that is received again gets a place between its neighbours, not S3's sequencer. */
const withoutOrders = (state: Map<string, unknown>): unknown =>
  JSON.parse(
    JSON.stringify([...state], (key, value: unknown) =>
      key === 'order' || key === 'since' ? undefined : value,
    ),
  );
