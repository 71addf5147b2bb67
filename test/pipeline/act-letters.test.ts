/** Who is written to about an act of the office, what, and that it is once. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeLetterKey, parseLetterKey, type NamedAct } from '../../shared/contracts/bucket/letter-keys.ts';
import { makeInstant, toIsoDay } from '../../shared/domain/basics/calendar.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import type { Deed } from '../../shared/domain/standing/acts/act.ts';
import { recordAct, type AskedAct } from '../../shared/pipeline/record-act.ts';
import { sendActLetter } from '../../shared/pipeline/send-act-letter.ts';
import { acting, anAct, UNTIL } from '../support/acting.ts';
import { aStore, type Store } from '../support/a-store.ts';
import { aRunScene, type RunScene } from '../support/a-summary-run.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';
import { chinesePart, findHalfWidth } from '../support/half-width.ts';
import { anAgency, file } from '../support/filing-desk.ts';

const REASON = '表三合计与台账不符';
const ONE: Place = { district: '450205', agencyId: 'one', year: 2023 };
const MUTE: Place = { ...ONE, agencyId: 'mute' };

let engines: TestEngines;
let store: Store;
let scene: RunScene;
let orders: NamedAct[];
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());
beforeEach(async () => {
  store = await aStore(engines, {
    regions: ['000000', '450000', '450200', '450205'].map((code) => ({ code, name: `区划${code}` })),
    roster: [
      anAgency('one', '450205', { mail: 'one@example.cn', name: '柳北区教育局' }),
      anAgency('mute', '450205'),
    ],
    now: '2024-01-02T00:00:00Z',
  });
  scene = aRunScene(engines, store);
  orders = [];
});

const IN_TIME = { lane: 'backfill', receivedAt: makeInstant(Date.parse('2024-01-20T02:00:00Z')) } as const;
const filed = async (place = ONE, received = 5, how: Parameters<typeof file>[3] = IN_TIME): Promise<string> =>
  String((await file(store, place, { received }, how)).versionId);

/** Does it, and what was ordered by it. */
async function does(asked: AskedAct): Promise<string> {
  const deps = { ...acting(store), tell: (act: NamedAct) => Promise.resolve(void orders.push(act)) };
  const done = await recordAct(deps, asked);
  if (done.kind === 'refused') throw new Error(done.why);
  return done.act.id;
}
const write = async (): Promise<void> => {
  for (const order of orders) await sendActLetter(scene.deps, order);
};

describe('an agency', () => {
  it('is told what was returned, why, where and until when, in both languages, once', async () => {
    const submissionId = await filed();
    const asked = anAct(ONE, {
      kind: 'return',
      submissionId,
      until: UNTIL,
      paths: ['/applications/results/total/total'],
    });
    await does(asked);
    // Whoever did it asks once more, and the queue delivers twice.
    await does(asked);
    await write();
    await write();
    expect(scene.sent).toHaveLength(1);
    const [mail] = scene.sent;
    expect(mail?.to).toBe('one@example.cn');
    expect(mail?.subject).toContain('柳北区教育局 2023年度报告:主管部门退回'.replace(':', '\uff1a'));
    for (const text of [mail?.text ?? '', mail?.html ?? '']) {
      expect(text).toContain(REASON);
      expect(text).toContain('2024年3月15日');
      expect(text).toContain('by 2024-03-15');
      expect(text).toContain('表三');
      expect(text).toContain('/agencies/one/years/2023');
    }
    expect(findHalfWidth(chinesePart(mail?.text))).toEqual([]);
  });

  it.each<[string, (submissionId: string) => Deed, boolean]>([
    ['a demand', (submissionId) => ({ kind: 'demand', submissionId, until: toIsoDay('2024-03-15') }), true],
    ['a confirmation', (submissionId) => ({ kind: 'confirm', submissionId }), false],
    ['a note', () => ({ kind: 'note' }), false],
    ['a withheld text', (submissionId) => ({ kind: 'withhold', submissionId }), false],
  ])('and %s: %#', async (_, deed, isTold) => {
    await does(anAct(ONE, deed(await filed())));
    await write();
    expect(scene.sent).toHaveLength(isTold ? 1 : 0);
  });

  it('is written nothing about the return of what it has corrected already, nor about its withdrawal', async () => {
    const submissionId = await filed();
    await filed(ONE, 6, { lane: 'backfill', receivedAt: makeInstant(Date.parse('2024-02-20T02:00:00Z')) });
    const id = await does(anAct(ONE, { kind: 'return', submissionId, until: UNTIL }));
    await write();
    await does(anAct(ONE, { kind: 'withdraw', act: id }, { why: '误操作' }));
    await write();
    expect(scene.sent).toEqual([]);
  });

  it('is told once more where another day is set for what was returned', async () => {
    const submissionId = await filed();
    await does(anAct(ONE, { kind: 'return', submissionId, until: UNTIL }));
    await does(anAct(ONE, { kind: 'return', submissionId, until: toIsoDay('2024-03-20') }));
    await write();
    expect(scene.sent.map(({ text }) => /by (2024-\S+)\./.exec(text)?.[1])).toEqual([UNTIL, '2024-03-20']);
  });

  it('without an address is written nothing', async () => {
    await does(anAct(MUTE, { kind: 'return', submissionId: await filed(MUTE), until: UNTIL }));
    expect(orders).toHaveLength(1);
    await write();
    expect(scene.sent).toEqual([]);
  });

  it('is told that a return is withdrawn, and not of one that was withdrawn before its letter', async () => {
    const id = await does(anAct(ONE, { kind: 'return', submissionId: await filed(), until: UNTIL }));
    await does(anAct(ONE, { kind: 'withdraw', act: id }, { why: '误操作' }));
    await write();
    expect(scene.sent.map(({ subject }) => subject)).toEqual([
      expect.stringContaining('「主管部门退回」已撤销'),
    ]);
  });
});

describe('the order of a letter', () => {
  it('says in its key which act it is about', () => {
    const act = { on: ONE, id: '0b1c-2' };
    expect(parseLetterKey(makeLetterKey(act))).toEqual(act);
    expect(parseLetterKey('orders/2025-01-24/2024/450205.json')).toBeUndefined();
    expect(parseLetterKey('orders/acts/450205/UPPER/2024/x.json')).toBeUndefined();
  });

  it('lies in the bucket', async () => {
    await store.bucket.orderLetter({ on: ONE, id: 'x' });
    expect(makeLetterKey({ on: ONE, id: 'x' })).toBe('orders/acts/450205/one/2023/x.json');
  });
});
