/** Whatever key S3 takes, its upload gets a receipt that S3 takes. */
import { PutObjectCommand, S3ServiceException } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refuseHostileKey } from '../../local/versioned-store.ts';
import { createS3Client } from '../../shared/adapters/clients.ts';
import { makeReceiptKey } from '../../shared/contracts/bucket/object-keys.ts';
import { receiveUpload } from '../../shared/pipeline/receive-upload.ts';
import { REGIONS, member } from '../support/a-desk.ts';
import { aStore, type Store } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';

const VERSION = 'v'.repeat(32);
const isTaken = (key: string): boolean => {
  try {
    refuseHostileKey(key);
    return true;
  } catch {
    return false;
  }
};

/** Made of what makes keys odd: separators, dots, characters of one to four bytes, and runs that reach every limit. */
const oddKey = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom('/', '.', '..', '/.', '/..', './', '~', '%2F', ' ', '+') },
      { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
      {
        weight: 1,
        arbitrary: fc.constantFrom('年', '𠮷', 'a').chain((unit) => fc.nat(260).map((n) => unit.repeat(n))),
      },
    ),
    { maxLength: 12 },
  )
  .map((parts) => `inbox/${parts.join('')}`);

describe('the receipt of an upload', () => {
  it('has a key that S3 takes, whatever the upload’s', () => {
    let taken = 0;
    fc.assert(
      fc.property(oddKey, (key) => {
        if (!isTaken(key)) return;
        taken += 1;
        expect(() => refuseHostileKey(makeReceiptKey(key, VERSION))).not.toThrow();
      }),
      { numRuns: 3000 },
    );
    // A generator of keys that nobody takes would prove nothing.
    expect(taken).toBeGreaterThan(500);
  });

  it('lies where it always did, below the key, where that is one of the pattern', () => {
    expect(makeReceiptKey('inbox/450205/450205-jyj/2024.json', 'v1')).toBe(
      'receipts/inbox/450205/450205-jyj/2024.json/v1.json',
    );
  });
});

describe('an upload under an odd key', () => {
  let engines: TestEngines;
  let store: Store;
  beforeAll(async () => {
    engines = await startEngines();
    store = await aStore(engines, { regions: REGIONS, roster: [member('a-1')] });
  });
  afterAll(() => engines.stop());

  const cut = (end: string): string => `inbox/${'x'.repeat(244 - end.length)}${end}rest`;
  it.each([
    ['inbox/450205/'],
    ['inbox/'],
    ['inbox/450205/a-1/'],
    [cut('/')],
    [cut('/.')],
    [cut('/..')],
    [`inbox/${'年'.repeat(339)}`],
    [`inbox/${'x'.repeat(243)}𠮷rest`],
    ['inbox/柳北区/教育局 (最终)+1 & 50%.json'],
  ])('%s is received once, and its receipt is there', async (key) => {
    const client = createS3Client(engines.s3);
    const { VersionId } = await client
      .send(new PutObjectCommand({ Bucket: engines.bucket, Key: key, Body: '{}' }))
      .finally(() => client.destroy());
    const upload = { key, versionId: VersionId, sequencer: String(VersionId) };
    expect((await receiveUpload(store, upload)).kind).toBe('received');
    const receipt = await store.bucket.receipt(key, String(VersionId));
    expect(receipt?.findings.map(({ rule }) => rule)).toContain('S3');
    expect((await receiveUpload(store, upload)).kind).toBe('repeated');
  });

  it('is refused by S3 itself where a segment of it is a path’s', async () => {
    const client = createS3Client(engines.s3);
    await expect(
      client.send(new PutObjectCommand({ Bucket: engines.bucket, Key: 'inbox/../x', Body: '{}' })),
    ).rejects.toThrow(S3ServiceException);
    client.destroy();
  });
});
