/** Who filed: whom the session's name tells, else the ticket in the object's metadata, else nobody knows. */
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createS3Client } from '../../shared/adapters/clients.ts';
import { hashBytes } from '../../shared/adapters/hash-bytes.ts';
import { DOCUMENT_TYPE, makeDocumentKey } from '../../shared/contracts/bucket/object-keys.ts';
import type { Receipt } from '../../shared/contracts/bucket/receipt.ts';
import type { Actor } from '../../shared/domain/authority/actor.ts';
import type { Ticket } from '../../shared/domain/authority/ticket.ts';
import { countEpochMs, makeInstant } from '../../shared/domain/basics/calendar.ts';
import { rebuildYear } from '../../shared/pipeline/rebuild.ts';
import { receiveUpload } from '../../shared/pipeline/receive-upload.ts';
import { systemClock } from '../../shared/runtime/system-clock.ts';
import { aBalancedReport } from '../support/a-balanced-report.ts';
import { aStore, type Store } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';

const DISTRICT = '450205';
const YEAR = 2024;
const MAIL = 'li@liubei.example.cn';
const CLERK: Actor = { kind: 'person', mail: MAIL, name: '李明' };
const agency = (id: string) => ({
  id,
  name: `机关${id}`,
  aliases: [],
  district: DISTRICT,
  kind: 'department' as const,
  from: 2019,
  predecessors: [],
});

let engines: TestEngines;
let store: Store;
beforeAll(async () => {
  engines = await startEngines();
  store = await aStore(engines, {
    regions: ['000000', '450000', '450200', DISTRICT].map((code) => ({ code, name: code })),
    roster: Array.from({ length: 20 }, (_, i) => agency(`a-${i}`)),
  });
});
afterAll(() => engines.stop());

let next = 0;
const nextPlace = () => ({ district: DISTRICT, agencyId: `a-${next++}`, year: YEAR });
type Place = ReturnType<typeof nextPlace>;

const write = ({ agencyId }: Place, received = 3): Uint8Array => {
  const document = aBalancedReport({ agencyId, district: DISTRICT, year: YEAR, received });
  document.agency.name = `机关${agencyId}`;
  return new TextEncoder().encode(JSON.stringify(document));
};

/** A ticket as the office function gives it. */
async function give(place: Place, bytes: Uint8Array, change: Partial<Ticket> = {}): Promise<string> {
  const id = randomBytes(32).toString('base64url');
  const at = systemClock();
  await store.table.keepTicket({
    hash: hashBytes(new TextEncoder().encode(id)),
    by: CLERK,
    place,
    sha256: hashBytes(bytes),
    sizeBytes: bytes.byteLength,
    at,
    until: makeInstant(countEpochMs(at) + 120_000),
    ...change,
  });
  return id;
}

async function put(place: Place, bytes: Uint8Array, ticket?: string) {
  const key = makeDocumentKey('inbox', place);
  const { VersionId } = await createS3Client(engines.s3).send(
    new PutObjectCommand({
      Bucket: engines.bucket,
      Key: key,
      Body: bytes,
      ContentType: DOCUMENT_TYPE,
      ...(ticket !== undefined && { Metadata: { ticket } }),
    }),
  );
  return { key, versionId: VersionId, sequencer: String(VersionId) };
}

async function receive(upload: Awaited<ReturnType<typeof put>>, principalId?: string): Promise<Receipt> {
  const received = await receiveUpload(store, { ...upload, principalId });
  if (received.kind !== 'received') throw new Error(`the upload was ${received.kind}`);
  return received.receipt;
}
const submissionsOf = (place: Place) => store.table.submissions(place, { consistent: true });

describe('what is filed with a ticket', () => {
  it('keeps who filed it, and the receipt names the person without an address', async () => {
    const place = nextPlace();
    const bytes = write(place);
    const upload = await put(place, bytes, await give(place, bytes));
    const receipt = await receive(upload);
    expect(receipt).toMatchObject({ outcome: 'accepted', by: { kind: 'person', name: '李明' } });
    const [submission] = await submissionsOf(place);
    expect(submission?.by).toEqual(CLERK);
    const kept = await store.bucket.receipt(upload.key, String(upload.versionId));
    expect(kept?.by).toEqual({ kind: 'person', name: '李明' });
    expect(JSON.stringify(kept)).not.toContain(MAIL);
  });

  it('is an entry of the trail, once, as is what nobody knows who filed', async () => {
    const place = nextPlace();
    const bytes = write(place);
    const upload = await put(place, bytes, await give(place, bytes));
    await receive(upload);
    await receiveUpload(store, upload);
    await receive(await put(place, write(place, 7)));
    const entries = (await store.trail.ofMonth('450000', systemClock().slice(0, 7))).filter(
      ({ on }) => on.kind === 'agency' && on.agency === place.agencyId,
    );
    const on = { kind: 'agency', agency: place.agencyId, district: place.district, year: place.year };
    // Two uploads of one second stand in no order: S3 tells whole seconds.
    expect(entries.toSorted((a, b) => a.by.kind.localeCompare(b.by.kind))).toMatchObject([
      { act: 'receive', by: CLERK, on, detail: `accepted ${hashBytes(bytes)} ${upload.key}` },
      { act: 'receive', by: { kind: 'unknown' }, on },
    ]);
  });

  it('is the same person’s when the event comes again', async () => {
    const place = nextPlace();
    const bytes = write(place);
    const upload = await put(place, bytes, await give(place, bytes));
    await receive(upload);
    expect(await receiveUpload(store, upload)).toMatchObject({ kind: 'repeated' });
    expect(await submissionsOf(place)).toHaveLength(1);
  });

  it.each([
    ['for another agency', { place: { district: DISTRICT, agencyId: 'a-11', year: YEAR } }, '别的机关'],
    ['for another document', { sha256: 'ab'.repeat(32) }, '不是申请报送的那一份'],
    ['for another size', { sizeBytes: 1 }, '不是申请报送的那一份'],
    ['that ran out', { at: makeInstant(0), until: makeInstant(120_000) }, '已过期'],
  ])('is returned with a ticket %s, archived, and the report in force stays', async (_, change, why) => {
    const place = nextPlace();
    await receive(await put(place, write(place, 5)));
    const bytes = write(place);
    const receipt = await receive(await put(place, bytes, await give(place, bytes, change)));
    expect(receipt).toMatchObject({ outcome: 'returned', findings: [{ rule: 'S3' }, ...[]] });
    expect(receipt.findings[0]?.message.zh).toContain(why);
    expect(receipt.by).toBeUndefined();
    expect(await store.bucket.archived(hashBytes(bytes))).toEqual(bytes);
    const [latest, first] = await submissionsOf(place);
    expect([latest?.outcome, latest?.by, first?.outcome]).toEqual(['returned', undefined, 'accepted']);
  });

  it('is returned where the ticket was used before', async () => {
    const place = nextPlace();
    const bytes = write(place);
    const ticket = await give(place, bytes);
    expect((await receive(await put(place, bytes, ticket))).outcome).toBe('accepted');
    const again = await receive(await put(place, bytes, ticket));
    expect(again.outcome).toBe('returned');
    expect(again.findings[0]?.message.zh).toContain('已经用过一次');
  });

  it('is accepted once where many come with one ticket at the same time', async () => {
    const place = nextPlace();
    const bytes = write(place);
    const ticket = await give(place, bytes);
    const uploads = [];
    for (let i = 0; i < 5; i++) uploads.push(await put(place, bytes, ticket));
    const receipts = await Promise.all(uploads.map((upload) => receive(upload)));
    expect(receipts.map(({ outcome }) => outcome).sort()).toEqual([
      'accepted',
      ...Array.from({ length: 4 }, () => 'returned'),
    ]);
    expect(receipts.filter(({ by }) => by)).toHaveLength(1);
  });

  it('is taken in, of an actor that nobody knows, where no such ticket is kept', async () => {
    const place = nextPlace();
    const receipt = await receive(await put(place, write(place), 'no-such-ticket'));
    expect([receipt.outcome, receipt.by]).toEqual(['accepted', undefined]);
  });
});

describe('what a program files', () => {
  const id = randomBytes(24).toString('base64url');
  const program: Actor = { kind: 'credential', mail: MAIL, name: '李明', credential: '报送程序' };

  it('is of the session that the event tells', async () => {
    const place = nextPlace();
    await store.table.keepUploadSession({ id, by: program, until: systemClock() });
    const receipt = await receive(await put(place, write(place)), `AWS:AROAEXAMPLE:gj.${id}`);
    expect(receipt.by).toEqual({ kind: 'credential', name: '李明', credential: '报送程序' });
    expect((await submissionsOf(place))[0]?.by).toEqual(program);
  });

  it.each([
    ['that nobody gave', () => Promise.resolve('no-such-ticket')],
    ['of a person', give],
    ['for another document', (place: Place, bytes: Uint8Array) => give(place, bytes, { sizeBytes: 1 })],
  ])('is of the session, whatever ticket it brings: one %s', async (_, bring) => {
    const session = randomBytes(24).toString('base64url');
    await store.table.keepUploadSession({ id: session, by: program, until: systemClock() });
    const place = nextPlace();
    const bytes = write(place);
    const upload = await put(place, bytes, await bring(place, bytes));
    expect((await receive(upload, `AWS:AROAEXAMPLE:gj.${session}`)).outcome).toBe('accepted');
    expect((await submissionsOf(place))[0]?.by).toEqual(program);
  });

  it.each(['AWS:AIDAEXAMPLE', `AWS:AROAEXAMPLE:gj.${randomBytes(24).toString('base64url')}`, undefined])(
    'is of an unknown actor where the event tells %s',
    async (principalId) => {
      const place = nextPlace();
      const receipt = await receive(await put(place, write(place, next + 20)), principalId);
      expect(receipt.by).toBeUndefined();
    },
  );
});

it('is kept by a rebuild', async () => {
  const place = { district: DISTRICT, agencyId: 'a-0', year: YEAR };
  await rebuildYear(store, YEAR);
  expect((await submissionsOf(place))[0]?.by).toEqual(CLERK);
});
