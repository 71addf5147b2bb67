/** When an upload arrived, and what is said of one that nobody can read. */
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createS3Client } from '../../shared/adapters/clients.ts';
import { makeDocumentKey } from '../../shared/contracts/bucket/object-keys.ts';
import { parseUploadEvent } from '../../shared/contracts/events/upload-event.ts';
import { settleArrival } from '../../shared/pipeline/arrival.ts';
import { receivePublication } from '../../shared/pipeline/receive-publication.ts';
import { receiveUpload, type Upload } from '../../shared/pipeline/receive-upload.ts';
import { reconcile } from '../../shared/pipeline/reconcile.ts';
import { aBalancedReport } from '../support/a-balanced-report.ts';
import { DISTRICT, REGIONS, member } from '../support/a-desk.ts';
import { at } from '../support/a-report.ts';
import { aBucket, aStore, type Store } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';

const place = { district: DISTRICT, agencyId: 'ab', year: 2024 };
const KEY = makeDocumentKey('inbox', place);
const BODY = JSON.stringify(
  aBalancedReport({
    agencyId: 'ab',
    district: DISTRICT,
    year: 2024,
    received: 1,
    carriedIn: 0,
    carriedOut: 0,
  }),
);
const BEGUN = at('2025-01-31T10:00:00+08:00');
const WHOLE = at('2025-02-03T10:00:00+08:00');

/** The local S3 dates uploads by the machine's clock. */
const LONG_AFTER = '2040-01-01T00:00:00Z';

let engines: TestEngines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());

/** A store of its own, whose bucket says that uploads came in parts and were begun then, as S3 does. */
async function aLateStore(name: string, now = LONG_AFTER): Promise<Store> {
  const where = { ...engines, bucket: await aBucket(engines, name) };
  const store = await aStore(where, { regions: REGIONS, roster: [member('ab')], now });
  const bucket: Store['bucket'] = {
    ...store.bucket,
    async uploaded(key, versionId) {
      const version = await store.bucket.uploaded(key, versionId);
      return version && { ...version, lastModified: BEGUN, isInParts: true };
    },
  };
  return { ...store, bucket };
}

async function put(store: Store): Promise<Upload> {
  const { versionId } = await store.bucket.upload('inbox', place, new TextEncoder().encode(BODY));
  return { key: KEY, versionId, sequencer: String(versionId) };
}

describe('what came in parts', () => {
  it('is dated by when it was whole: the event tells, else the receipt, else the moment it is found', async () => {
    const told = (receipt?: typeof WHOLE) => ({
      byReceipt: () => Promise.resolve(receipt),
      now: () => at('2025-02-10T00:00:00Z'),
    });
    const inParts = { isInParts: true, lastModified: BEGUN };
    expect(await settleArrival(inParts, WHOLE, told())).toBe(WHOLE);
    expect(await settleArrival(inParts, undefined, told(WHOLE))).toBe(WHOLE);
    expect(await settleArrival(inParts, undefined, told())).toBe(at('2025-02-10T00:00:00Z'));
    // Nothing makes it earlier than it was begun, and what came whole is dated by the store alone.
    expect(await settleArrival({ ...inParts, lastModified: WHOLE }, BEGUN, told())).toBe(WHOLE);
    expect(await settleArrival({ isInParts: false, lastModified: BEGUN }, WHOLE, told())).toBe(BEGUN);
  });

  it('is late where it was begun in time and completed after the deadline', async () => {
    const store = await aLateStore('in-parts-late');
    const upload = await put(store);
    const received = await receiveUpload(store, { ...upload, completedAt: WHOLE });
    expect(received).toMatchObject({ kind: 'received', receipt: { receivedAt: WHOLE } });
    expect((await store.table.agencyYears({ ...place, agencyId: 'ab' }, [2024])).get(2024)).toMatchObject({
      firstAccepted: { receivedAt: WHOLE },
    });
    const trail = [...(await store.state()).entries()].filter(([key]) => key.startsWith('audit#'));
    expect(trail).toHaveLength(1);
    expect(JSON.stringify(trail)).toContain(WHOLE);
    // Once more, by its event or by the nightly look, it is the same and has one entry in the trail.
    expect(await receiveUpload(store, upload)).toMatchObject({ kind: 'repeated' });
    expect(await reconcile(store, { graceMs: 0 })).toMatchObject({ received: 0, failures: [] });
    expect([...(await store.state()).keys()].filter((key) => key.startsWith('audit#'))).toHaveLength(1);
  });

  it('keeps its date where the table is lost and the receipt is there', async () => {
    const store = await aLateStore('in-parts-lost');
    await receiveUpload(store, { ...(await put(store)), completedAt: WHOLE });
    const empty = await aStore(
      { ...engines, bucket: 'in-parts-lost' },
      { regions: REGIONS, roster: [member('ab')], now: LONG_AFTER },
    );
    const again = { ...empty, bucket: store.bucket };
    expect(await reconcile(again, { graceMs: 0 })).toMatchObject({ received: 1, failures: [] });
    const [submission] = await again.table.submissions(place);
    expect(submission?.receivedAt).toBe(WHOLE);
  });

  it('is dated by the local S3 as AWS dates it, and its event tells when it was whole', async () => {
    const Bucket = await aBucket(engines, 'in-parts-s3');
    const client = createS3Client(engines.s3);
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: KEY }));
    const { ETag } = await client.send(
      new UploadPartCommand({ Bucket, Key: KEY, UploadId, PartNumber: 1, Body: BODY }),
    );
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const { ETag: whole = '' } = await client.send(
      new CompleteMultipartUploadCommand({
        Bucket,
        Key: KEY,
        UploadId,
        MultipartUpload: { Parts: [{ ETag, PartNumber: 1 }] },
      }),
    );
    expect(whole).toMatch(/^"[0-9a-f]{32}-1"$/);
    await engines.delivered();
    const record = engines.uploads.find(({ s3 }) => s3.bucket.name === Bucket);
    const [hint] = parseUploadEvent(JSON.stringify({ Records: [record] }));
    const store = await aStore({ ...engines, bucket: Bucket }, { regions: REGIONS, roster: [member('ab')] });
    const version = await store.bucket.uploaded(KEY, hint?.versionId);
    expect(new TextDecoder().decode(version?.bytes)).toBe(BODY);
    expect(version?.isInParts).toBe(true);
    expect(Date.parse(hint?.completedAt ?? '') - Date.parse(version?.lastModified ?? '')).toBeGreaterThan(
      1000,
    );
  });
});

describe('what S3 gives to nobody', () => {
  const withholding = (store: Store): Store => ({
    ...store,
    bucket: {
      ...store.bucket,
      async uploaded(key, versionId) {
        const version = await store.bucket.uploaded(key, versionId);
        return version && { ...version, bytes: undefined, withheld: 'storage-class' };
      },
    },
  });

  it('is answered by a receipt that says why, once, and is looked at no more', async () => {
    const where = { ...engines, bucket: await aBucket(engines, 'withheld') };
    const store = withholding(await aStore(where, { regions: REGIONS, roster: [member('ab')] }));
    const received = await receiveUpload(store, await put(store));
    expect(received).toMatchObject({ kind: 'received', receipt: { outcome: 'returned', sha256: null } });
    const [finding, ...more] = received.kind === 'received' ? received.receipt.findings : [];
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ rule: 'S1', found: 'storage-class' });
    expect(finding?.message.zh).toContain('存储类别');
    expect(finding?.message.en).toContain('storage class');
    expect(await reconcile(store, { graceMs: 0 })).toMatchObject({ received: 0, failures: [] });
  });

  it('is refused as a publication, too', async () => {
    const where = { ...engines, bucket: await aBucket(engines, 'withheld-publication') };
    const store = withholding(await aStore(where, { regions: REGIONS, roster: [member('ab')] }));
    const { versionId } = await store.bucket.putPublication(place, new TextEncoder().encode('{}'));
    const key = `publication/${DISTRICT}/ab/2024.json`;
    expect(await receivePublication(store, { key, versionId, sequencer: String(versionId) })).toMatchObject({
      kind: 'received',
      receipt: {
        outcome: 'refused',
        problems: [{ message: { en: expect.stringContaining('storage class') as string } }],
      },
    });
  });
});
