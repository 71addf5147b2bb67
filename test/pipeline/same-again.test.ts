/** A document filed again as it is corrects nothing, wherever corrections are told; cases "same bytes". */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeComplianceAnswer } from '../../shared/contracts/api/compliance-answer.ts';
import { makeDocumentKey } from '../../shared/contracts/bucket/object-keys.ts';
import type { Receipt } from '../../shared/contracts/bucket/receipt.ts';
import { parseInstant } from '../../shared/domain/basics/calendar.ts';
import type { ComplianceSummary } from '../../shared/domain/compliance/compliance.ts';
import { readTableAt } from '../../shared/pipeline/as-of.ts';
import { rebuildYear } from '../../shared/pipeline/rebuild.ts';
import { receiveUpload, type Upload } from '../../shared/pipeline/receive-upload.ts';
import { readMarks, summariseRegion } from '../../shared/pipeline/summarise.ts';
import { aBalancedReport } from '../support/a-balanced-report.ts';
import { DISTRICT, aDesk, member } from '../support/a-desk.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';

type Desk = Awaited<ReturnType<typeof aDesk>>;

const YEAR = 2024;
const PLACE = { district: DISTRICT, agencyId: 'aa', year: YEAR };

let engines: TestEngines;
let desk: Desk;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());

const document = (received: number, spoiled = false) => {
  const report = aBalancedReport({ ...PLACE, received });
  if (spoiled) report.applications.received.total += 1;
  return report;
};
const plain = (value: unknown): string => JSON.stringify(value);
const spaced = (value: Record<string, unknown>): string =>
  JSON.stringify(Object.fromEntries(Object.entries(value).reverse()), undefined, 2);

async function file(text: string, at?: string): Promise<Receipt> {
  const received = await receiveUpload(desk.store, await upload(text, at));
  if (received.kind !== 'received') throw new Error(received.kind);
  await desk.settle();
  return received.receipt;
}

async function upload(text: string, at?: string): Promise<Upload> {
  const receivedAt = at === undefined ? undefined : parseInstant(at);
  const lane = receivedAt === undefined ? 'inbox' : 'backfill';
  const { versionId } = await desk.store.bucket.upload(
    lane,
    PLACE,
    new TextEncoder().encode(text),
    receivedAt,
  );
  return { key: makeDocumentKey(lane, PLACE), versionId, sequencer: String(versionId) };
}

/** The district's summary, with what changed since the summary before. */
async function summary(since?: ComplianceSummary): Promise<ComplianceSummary> {
  const { table, now } = desk.store;
  const at = now();
  const marks = new Map((since?.agencies ?? []).map((agency) => [agency.id, agency]));
  const made = await summariseRegion(table, { code: DISTRICT, year: YEAR, at, since: since?.at ?? at }, () =>
    Promise.resolve(marks),
  );
  if (!made) throw new Error('no summary');
  return made;
}

const corrected = ({ counts, agencies, changes }: ComplianceSummary) => ({
  counted: counts.corrected,
  at: agencies[0]?.correctedAt,
  changed: changes.corrected.map(({ id }) => id),
});
const NOTHING = { counted: 0, at: undefined, changed: [] };

async function agreesWithHistory(): Promise<void> {
  const item = await desk.item('aa', YEAR);
  const then = (await readTableAt(desk.store.table, desk.store.now()).agencyYearsAt([PLACE]))(PLACE);
  expect(JSON.parse(plain(then?.inForce))).toEqual(JSON.parse(plain(item.inForce)));
  expect((await rebuildYear(desk.store, YEAR)).mended).toEqual([]);
}

describe('what is in force, filed again', () => {
  beforeAll(async () => {
    desk = await aDesk(engines, [member('aa')]);
  });

  it('is kept with a receipt that says so, and corrects nothing, byte for byte or in other white space', async () => {
    const first = await file(plain(document(10)));
    expect(first.sameAs).toBeUndefined();
    const before = await summary();
    for (const text of [plain(document(10)), spaced(document(10))]) {
      const receipt = await file(text);
      expect(receipt).toMatchObject({
        outcome: 'accepted',
        sameAs: { submissionId: first.submissionId, receivedAt: first.receivedAt, outcome: 'accepted' },
      });
      expect(receipt.sameAs?.message.zh).toContain('不算更正');
      expect(await desk.store.bucket.receipt(receipt.key, receipt.submissionId)).toEqual(receipt);
      const { inForce, latest } = await desk.item('aa', YEAR);
      expect(inForce).toMatchObject({
        submissionId: first.submissionId,
        repeated: { submissionId: receipt.submissionId },
      });
      expect(latest?.submissionId).toBe(receipt.submissionId);
      expect(corrected(await summary(before))).toEqual(NOTHING);
      await agreesWithHistory();
    }
    expect(await desk.store.table.submissions(PLACE)).toHaveLength(3);
  });

  it('after a returned correction takes that back, and corrects nothing', async () => {
    const before = await summary();
    await file(plain(document(12, true)));
    expect((await summary(before)).agencies[0]?.errors).toBeGreaterThan(0);
    const receipt = await file(spaced(document(10)));
    expect(receipt.sameAs?.outcome).toBe('accepted');
    const after = await summary(before);
    expect(after.agencies[0]?.errors).toBe(0);
    expect(corrected(after)).toEqual(NOTHING);
    await agreesWithHistory();
  });

  it('that was returned, says so and is returned again', async () => {
    const first = await file(plain(document(12, true)));
    const again = await file(spaced(document(12, true)));
    expect(first.sameAs).toBeUndefined();
    expect(again).toMatchObject({
      outcome: 'returned',
      sameAs: { submissionId: first.submissionId, outcome: 'returned' },
    });
    expect(again.sameAs?.message.en).toContain('returned');
  });

  it('when something else is in force, corrects that', async () => {
    const before = await summary();
    const second = await file(plain(document(11)));
    expect(second.sameAs).toBeUndefined();
    expect(corrected(await summary(before))).toEqual({
      counted: 1,
      at: second.receivedAt,
      changed: ['aa'],
    });
    const between = await summary();
    const back = await file(plain(document(10)));
    expect(back.sameAs).toBeUndefined();
    expect(corrected(await summary(between))).toEqual({ counted: 1, at: back.receivedAt, changed: ['aa'] });
    expect((await desk.item('aa', YEAR)).inForce?.submissionId).toBe(back.submissionId);
    await agreesWithHistory();
  });
});

describe('a folder backfilled twice', () => {
  const AT = '2025-01-20T10:00:00+08:00';

  it('corrects nothing, nor does a backfill of what was uploaded in earnest', async () => {
    desk = await aDesk(engines, [member('aa')]);
    const first = await file(plain(document(10)), AT);
    const before = await summary();
    await file(plain(document(10)), AT);
    expect(corrected(await summary(before))).toEqual(NOTHING);
    expect((await desk.item('aa', YEAR)).inForce?.submissionId).toBe(first.submissionId);
    await agreesWithHistory();

    desk = await aDesk(engines, [member('aa')]);
    await file(plain(document(10)));
    const inEarnest = await summary();
    const receipt = await file(plain(document(10)), AT);
    const after = await summary(inEarnest);
    expect(corrected(after)).toEqual(NOTHING);
    expect(after.agencies[0]).toMatchObject({ firstAcceptedAt: receipt.receivedAt, correctedAt: undefined });
    await agreesWithHistory();
    expect(JSON.stringify(writeComplianceAnswer(after))).toContain('"correctedAt":null');
    expect((await readMarks(desk.store.table, DISTRICT, YEAR, after.at)).size).toBe(1);
  });
});

describe('submissions that come late', () => {
  it('of something else part what said the same, side by side, too', async () => {
    desk = await aDesk(engines, [member('aa')]);
    const uploads = [];
    for (const text of [document(10), document(11), document(10), document(12), document(10)])
      uploads.push(await upload(plain(text)));
    const [first, second, third, fourth, fifth] = uploads as [Upload, Upload, Upload, Upload, Upload];
    for (const one of [first, third, fifth]) await receiveUpload(desk.store, one);
    expect((await desk.item('aa', YEAR)).inForce?.submissionId).toBe(first.versionId);
    await Promise.all([second, fourth].map((one) => receiveUpload(desk.store, one)));
    const { inForce } = await desk.item('aa', YEAR);
    expect(inForce?.submissionId).toBe(fifth.versionId);
    expect(inForce?.repeated).toBeUndefined();
    await desk.settle();
    await agreesWithHistory();
  });
});
