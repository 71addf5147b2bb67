/** An office reminds an agency now: what it is told, once a day, and who can't be reminded. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NamedAct } from '../../shared/contracts/bucket/letter-keys.ts';
import { makeInstant, toIsoDay, type Instant } from '../../shared/domain/basics/calendar.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import { previewReminders, remindNow } from '../../shared/pipeline/remind-agencies.ts';
import { runSummary } from '../../shared/pipeline/run-summary.ts';
import { sendActLetter } from '../../shared/pipeline/send-act-letter.ts';
import { act, anAct } from '../support/acting.ts';
import { aBucket, aStore, settle, type Store } from '../support/a-store.ts';
import { aRunScene, type RunScene } from '../support/a-summary-run.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';
import { anAgency, file } from '../support/filing-desk.ts';

const BY = { kind: 'person', mail: 'office@example.cn', name: '王芳' } as const;
const place = (agencyId: string): Place => ({ district: '450205', agencyId, year: 2024 });
const [ONE, MUTE, QUIET] = [place('one'), place('mute'), place('quiet')];
/** The day after the deadline, on which the schedule reminds, too. */
const DUE_SLOT = '2025-02-01';

let engines: TestEngines;
let store: Store;
let scene: RunScene;
let orders: NamedAct[];
let buckets = 0;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());
beforeEach(async () => {
  // Its own: the same acts are done in each test.
  const bucket = await aBucket(engines, `reminders-${++buckets}`);
  store = await aStore(
    { ...engines, bucket },
    {
      regions: ['000000', '450000', '450200', '450205'].map((code) => ({ code, name: `区划${code}` })),
      roster: [
        anAgency('one', '450205', { mail: 'one@example.cn' }),
        anAgency('mute', '450205'),
        anAgency('quiet', '450205', { mail: 'quiet@example.cn', reminders: false }),
      ],
      now: '2025-01-02T00:00:00Z',
    },
  );
  scene = aRunScene(engines, store);
  orders = [];
});

const deps = () => ({ ...scene.deps, table: store.table });
const remind = (on: readonly Place[], why = '请尽快报送') =>
  remindNow(
    { ...deps(), keep: store.bucket.keepAct, tell: (order) => Promise.resolve(void orders.push(order)) },
    { on, by: BY, why },
  );
const write = async (): Promise<void> => {
  for (const order of orders.splice(0)) await sendActLetter(scene.deps, order);
};
const received = (day: string): Instant => makeInstant(Date.parse(`${day}T02:00:00Z`));

describe('an agency that owes something', () => {
  it('is mailed what it owes, by when, where to file and what the office adds', async () => {
    expect(await remind([ONE])).toMatchObject([
      { kind: 'reminded', name: '机关one', owed: 'report', due: '2025-01-31', to: 'one@example.cn' },
    ]);
    await write();
    expect(scene.to()).toEqual(['one@example.cn']);
    const [mail] = scene.sent;
    expect(mail?.subject).toContain('催报');
    for (const text of [mail?.text ?? '', mail?.html ?? '']) {
      expect(text).toContain('请尽快报送');
      expect(text).toContain('2025年1月31日');
      expect(text).toContain('a report by 2025-01-31');
      expect(text).toMatch(/\/file\?agency=one&(?:amp;)?year=2024/);
    }
    expect(await store.table.acts(ONE)).toMatchObject([{ kind: 'remind', by: BY, why: '请尽快报送' }]);
  });

  it('is told what the office returned, and by which day', async () => {
    const { versionId } = await file(
      store,
      ONE,
      { received: 5 },
      { lane: 'backfill', receivedAt: received('2025-01-10') },
    );
    const until = toIsoDay('2025-02-10');
    await act(
      store,
      anAct(ONE, { kind: 'return', submissionId: String(versionId), until }),
      received('2025-01-20'),
    );
    expect(await remind([ONE])).toMatchObject([{ kind: 'reminded', owed: 'correction', due: until }]);
    await write();
    expect(scene.sent[0]?.text).toContain('表三合计与台账不符');
    expect(scene.sent[0]?.text).toContain('2025年2月10日');
  });

  it('is told how many warnings wait for its explanation', async () => {
    await file(
      store,
      ONE,
      { received: 5, narrative: '本年度工作按要求推进，申请人电话13800138000。' },
      { lane: 'backfill', receivedAt: received('2025-01-10') },
    );
    await settle(store, [ONE]);
    expect(await remind([ONE])).toMatchObject([{ kind: 'reminded', owed: 'explanation' }]);
    await write();
    expect(scene.sent[0]?.text).toContain('待说明');
  });
});

describe('once a day', () => {
  it('is the most, asked twice and delivered twice', async () => {
    expect(await remind([ONE])).toMatchObject([{ kind: 'reminded' }]);
    expect(await remind([ONE])).toMatchObject([{ kind: 'refused', why: 'reminded-today' }]);
    await write();
    expect(await remind([ONE])).toMatchObject([{ kind: 'refused', why: 'reminded-today' }]);
    await write();
    expect(scene.sent).toHaveLength(1);
    expect(await store.table.acts(ONE)).toHaveLength(1);
  });

  it('is the most, of two that ask in the same moment', async () => {
    const both = await Promise.all([remind([ONE]), remind([ONE])]);
    expect(
      both
        .flat()
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['refused', 'reminded']);
    await write();
    expect(scene.sent).toHaveLength(1);
  });

  it('counts the schedule’s reminder of the day, and the schedule counts this one', async () => {
    scene.at(DUE_SLOT);
    const order = { code: '450205', year: 2024, slot: toIsoDay(DUE_SLOT) };
    await runSummary(scene.deps, order);
    expect(scene.to()).toEqual(['one@example.cn']);
    expect(await remind([ONE])).toMatchObject([{ kind: 'refused', why: 'reminded-today', isDone: false }]);
    expect(orders).toEqual([]);
    scene.at('2025-02-02');
    expect(await remind([ONE])).toMatchObject([{ kind: 'reminded' }]);
    await write();
    expect(scene.sent).toHaveLength(2);
  });

  it('lets the schedule send none after the office’s', async () => {
    scene.at(DUE_SLOT);
    await remind([ONE]);
    await write();
    await runSummary(scene.deps, { code: '450205', year: 2024, slot: toIsoDay(DUE_SLOT) });
    expect(scene.to()).toEqual(['one@example.cn']);
  });
});

describe('an agency', () => {
  it('without an address, one that wants no mails, and one that nobody knows keep none else from it', async () => {
    expect(await remind([MUTE, QUIET, place('nobody'), ONE])).toMatchObject([
      { kind: 'refused', why: 'no-address' },
      { kind: 'refused', why: 'wants-no-mails' },
      { kind: 'refused', why: 'unknown-agency-year', name: 'nobody' },
      { kind: 'reminded' },
    ]);
  });

  it('whose report came is not reminded, and a mail on its way is not sent', async () => {
    await remind([ONE]);
    await file(store, ONE, { received: 5 }, { lane: 'backfill', receivedAt: received('2025-01-24') });
    await write();
    expect(scene.sent).toEqual([]);
    scene.at('2025-01-25');
    expect(await remind([ONE])).toMatchObject([{ kind: 'refused', why: 'nothing-owed' }]);
  });

  it('is not written to by a preview, and words that are too long are refused', async () => {
    expect(await previewReminders(deps(), { on: [ONE], why: '' })).toMatchObject([{ kind: 'possible' }]);
    expect(await previewReminders(deps(), { on: [ONE], why: '急'.repeat(501) })).toMatchObject([
      { kind: 'refused', why: 'too-long' },
    ]);
    expect(await store.table.acts(ONE)).toEqual([]);
  });

  it('keeps what its year says, whatever was mailed', async () => {
    const before = (await store.table.agencyYearsAt([ONE]))(ONE);
    await remind([ONE]);
    expect((await store.table.agencyYearsAt([ONE]))(ONE)).toEqual(before);
  });
});
