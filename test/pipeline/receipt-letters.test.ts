/** Who is written to when a report was filed in an agency's name, what, and that it is once. */
import { randomBytes } from 'node:crypto';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createS3Client } from '../../shared/adapters/clients.ts';
import { hashBytes } from '../../shared/adapters/hash-bytes.ts';
import { DOCUMENT_TYPE, makeDocumentKey } from '../../shared/contracts/bucket/object-keys.ts';
import {
  makeReceiptLetterKey,
  parseReceiptLetterKey,
} from '../../shared/contracts/bucket/receipt-letter-keys.ts';
import { countEpochMs, makeInstant } from '../../shared/domain/basics/calendar.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import type { SubmissionName } from '../../shared/domain/standing/submission.ts';
import { receiveUpload } from '../../shared/pipeline/receive-upload.ts';
import type { OutgoingMail } from '../../shared/adapters/mail.ts';
import { sendReceiptLetter } from '../../shared/pipeline/send-receipt-letter.ts';
import { systemClock } from '../../shared/runtime/system-clock.ts';
import { chinesePart, findHalfWidth } from '../support/half-width.ts';
import { act, anAct } from '../support/acting.ts';
import { aBalancedReport } from '../support/a-balanced-report.ts';
import { aStore, type Store } from '../support/a-store.ts';
import { aRunScene } from '../support/a-summary-run.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';
import { anAgency } from '../support/filing-desk.ts';

const DISTRICT = '450205';
const placeOf = (agencyId: string): Place => ({ district: DISTRICT, agencyId, year: 2024 });

let engines: TestEngines;
let store: Store;
let orders: SubmissionName[];
beforeAll(async () => {
  engines = await startEngines();
  const opened = await aStore(engines, {
    regions: ['000000', '450000', '450200', DISTRICT].map((code) => ({ code, name: code })),
    roster: [
      anAgency('one', DISTRICT, { mail: 'one@example.cn', name: '柳北区教育局' }),
      anAgency('two', DISTRICT, { mail: 'two@example.cn', name: '柳北区司法局' }),
      anAgency('mute', DISTRICT),
    ],
  });
  orders = [];
  const bucket = {
    ...opened.bucket,
    orderReceiptLetter: async (name: SubmissionName) => {
      orders.push(name);
      await opened.bucket.orderReceiptLetter(name);
    },
  };
  store = { ...opened, bucket };
});
afterAll(() => engines.stop());

async function file(agencyId: string, { signed = true, spoiled = false, problems = '' } = {}) {
  orders.splice(0);
  const place = placeOf(agencyId);
  const document = aBalancedReport({ agencyId, district: DISTRICT, year: 2024, received: 4 });
  if (spoiled) document.applications.received.total += 1;
  if (problems !== '') document['narrative'] = { overview: '全年平稳。', problems, other: '' };
  const bytes = new TextEncoder().encode(JSON.stringify(document));
  const ticket = randomBytes(32).toString('base64url');
  const at = systemClock();
  if (signed)
    await store.table.keepTicket({
      hash: hashBytes(new TextEncoder().encode(ticket)),
      by: { kind: 'person', mail: 'li@example.cn', name: '李明' },
      place,
      sha256: hashBytes(bytes),
      sizeBytes: bytes.byteLength,
      at,
      until: makeInstant(countEpochMs(at) + 120_000),
    });
  const key = makeDocumentKey('inbox', place);
  const { VersionId } = await createS3Client(engines.s3).send(
    new PutObjectCommand({
      Bucket: engines.bucket,
      Key: key,
      Body: bytes,
      ContentType: DOCUMENT_TYPE,
      ...(signed && { Metadata: { ticket } }),
    }),
  );
  const upload = { key, versionId: VersionId, sequencer: String(VersionId) };
  await receiveUpload(store, upload);
  return upload;
}

describe('an agency in whose name a report was filed', () => {
  it('is written the outcome and who filed it, in both languages, once', async () => {
    const scene = aRunScene(engines, store);
    const upload = await file('one');
    // The event comes again, and the queue delivers twice.
    await receiveUpload(store, upload);
    expect(orders.length).toBeGreaterThan(1);
    for (const order of [...orders, ...orders]) await sendReceiptLetter(scene.deps, order);
    expect(scene.sent).toHaveLength(1);
    const [mail] = scene.sent;
    expect(mail?.to).toBe('one@example.cn');
    expect(mail?.subject).toMatch(/柳北区教育局 2024年度报告：已接收 \/ .* 2024: accepted/);
    for (const text of [mail?.text ?? '', mail?.html ?? '']) {
      expect(text).toContain('李明');
      expect(text).toContain(upload.versionId);
      expect(text).toContain('filed by');
      expect(text).toContain('/agencies/one/years/2024');
      // The address of whoever filed it is told to nobody.
      expect(text).not.toContain('li@example.cn');
    }
  });

  it('is written what is to be corrected where it was returned', async () => {
    const scene = aRunScene(engines, store);
    await file('two', { spoiled: true });
    for (const order of orders) await sendReceiptLetter(scene.deps, order);
    expect(scene.sent).toHaveLength(1);
    expect(scene.sent[0]?.subject).toContain('已退回');
    expect(scene.sent[0]?.text).toContain('错误');
    expect(findHalfWidth(chinesePart(scene.sent[0]?.text))).toEqual([]);
    expect(scene.sent[0]?.text).toContain('error');
  });

  it('is written where and by which rule, and no word of it, once the office keeps its texts back', async () => {
    const MARK = '菉竹猗猗';
    const problems = `存在的主要问题（文字描述${MARK}）待补充。`;
    await file('two', { problems });
    const [name] = orders;
    const letter = async () => {
      const scene = aRunScene(engines, store);
      const posted: OutgoingMail[] = [];
      const mail = {
        ...scene.deps.mail!,
        post: (_: unknown, one: OutgoingMail) => Promise.resolve(void posted.push(one)),
      };
      await sendReceiptLetter({ ...scene.deps, mail }, name!);
      return posted.map(({ text, html }) => text + html).join('');
    };
    expect(await letter()).toContain(MARK);
    const { submissionId } = name!;
    await act(store, anAct(placeOf('two'), { kind: 'withhold', submissionId }, { why: '正在核实' }));
    const told = await letter();
    expect(told).toContain('的文字已遮蔽');
    expect(told).not.toContain(MARK);
  });

  it('is written nothing where it has no address, or nobody is known to have filed it', async () => {
    const scene = aRunScene(engines, store);
    await file('mute');
    expect(orders).toHaveLength(1);
    for (const order of orders) await sendReceiptLetter(scene.deps, order);
    await file('one', { signed: false });
    expect(orders).toEqual([]);
    expect(scene.sent).toEqual([]);
  });
});

it('is ordered under a key that says of which submission', () => {
  const name = { place: placeOf('one'), submissionId: 'a/b c' };
  expect(parseReceiptLetterKey(makeReceiptLetterKey(name))).toEqual(name);
  expect(parseReceiptLetterKey('orders/2025-01-24/2024/450205.json')).toBeUndefined();
  expect(parseReceiptLetterKey('orders/receipts/450205/UPPER/2024/x.json')).toBeUndefined();
});
