/** An office extends deadlines by the calendar's own rules; each is told, and another act undoes it. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NamedAct } from '../../shared/contracts/bucket/letter-keys.ts';
import { readTableAt } from '../../shared/pipeline/as-of.ts';
import { rebuildYear } from '../../shared/pipeline/rebuild.ts';
import {
  extendDeadlines,
  listDeadlines,
  previewExtension,
  type AskedExtension,
} from '../../shared/pipeline/extend-deadlines.ts';
import { changedByCalendar, loadCalendar, planCalendar } from '../../shared/pipeline/load-calendar.ts';
import { sendActLetter } from '../../shared/pipeline/send-act-letter.ts';
import { planUndoCalendar } from '../../shared/pipeline/undo-calendar.ts';
import { verifyYear } from '../../shared/pipeline/verify.ts';
import { aDesk, DISTRICT, member } from '../support/a-desk.ts';
import { aBucket } from '../support/a-store.ts';
import { aRunScene } from '../support/a-summary-run.ts';
import { instant, isoDay } from '../support/a-summary.ts';
import { act, anAct } from '../support/acting.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';

const YEAR = 2024;
const DONE = instant('2025-02-03T02:00:00Z');
const LATER = instant('2025-02-04T02:00:00Z');
const BY = { kind: 'person', mail: 'office@example.cn', name: '王芳' } as const;
const ON_AA = { district: DISTRICT, agencyId: 'aa', year: YEAR };

let engines: TestEngines;
let desk: Awaited<ReturnType<typeof aDesk>>;
let orders: NamedAct[];
let buckets = 0;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());
beforeEach(async () => {
  orders = [];
  // Its own: the same acts are done in each test.
  const bucket = await aBucket(engines, `extensions-${++buckets}`);
  desk = await aDesk({ ...engines, bucket }, [
    member('aa', { mail: 'aa@example.cn' }),
    member('bb', { kind: 'township', mail: 'bb@example.cn' }),
    member('tax', { kind: 'vertical' }),
  ]);
});

const asked = (more: Partial<AskedExtension> = {}): AskedExtension => ({
  id: 'extend-1',
  by: BY,
  year: YEAR,
  scope: 'aa',
  until: '2025-02-10',
  why: '机构改革',
  source: '柳政办函〔2025〕3号',
  ...more,
});
const deps = (at = DONE) => ({
  table: desk.store.table,
  now: () => at,
  keep: desk.store.bucket.keepAct,
  tell: (one: NamedAct) => Promise.resolve(void orders.push(one)),
});
const extend = (more: Partial<AskedExtension> = {}, at = DONE) => extendDeadlines(deps(at), asked(more));
const extensionOf = async (id: string) => (await desk.item(id, YEAR)).extension;

describe('an extension', () => {
  it('makes the report on time, with reason and source, and keeps who did it', async () => {
    const receipt = await desk.file({ id: 'aa', year: YEAR, at: '2025-02-03T00:00:00Z' });
    expect(receipt.findings.map(({ rule }) => rule)).toContain('D1');
    const preview = await previewExtension(deps(), asked());
    expect(preview.kind === 'possible' && listDeadlines(preview)).toEqual([
      {
        id: 'aa',
        name: '机关aa',
        district: DISTRICT,
        before: '2025-01-31',
        after: '2025-02-10',
        wasLate: true,
        isLate: false,
      },
    ]);
    expect(await extensionOf('aa')).toBeUndefined();
    expect((await extend()).kind).toBe('possible');
    await desk.settle();
    expect(await extensionOf('aa')).toEqual({
      until: '2025-02-10',
      reason: '机构改革\uff08柳政办函〔2025〕3号\uff09',
    });
    const total = (await desk.store.table.regionYears(DISTRICT, [YEAR], [])).years.get(YEAR);
    expect(total?.reports).toMatchObject({ accepted: 1, late: 0 });
    expect(await desk.store.table.acts(ON_AA)).toMatchObject([
      { kind: 'extend', by: BY, why: '机构改革', scope: 'aa', deadline: '2025-02-10' },
    ]);
    expect(await desk.store.table.calendar()).toMatchObject([{ act: { id: 'extend-1', by: BY } }]);
  });

  it('of a region is for all below it of its kind, each with the act in its history and a letter', async () => {
    await extend({ scope: '450200', kind: 'township' });
    expect([(await extensionOf('bb'))?.until, await extensionOf('aa')]).toEqual(['2025-02-10', undefined]);
    expect(orders).toEqual([{ on: { ...ON_AA, agencyId: 'bb' }, id: 'extend-1' }]);
    const scene = aRunScene(engines, desk.store);
    for (const order of orders) await sendActLetter(scene.deps, order);
    expect(scene.to()).toEqual(['bb@example.cn']);
    const [mail] = scene.sent;
    expect(mail?.subject).toContain('报送期限已延期');
    for (const words of [
      '2025年2月10日',
      'The deadline is now 2025-02-10',
      '柳政办函〔2025〕3号',
      '机构改革',
    ])
      expect(mail?.text).toContain(words);
  });

  it('asked for once more changes nothing and asks for the letters again; another that says the same is refused', async () => {
    await extend();
    const state = await desk.store.state();
    expect((await extend({}, LATER)).kind).toBe('repeated');
    expect(await desk.store.state()).toEqual(state);
    expect(orders.map(({ id }) => id)).toEqual(['extend-1', 'extend-1']);
    expect(await extend({ id: 'extend-2' }, LATER)).toMatchObject({
      kind: 'refused',
      problems: [{ field: 'until' }],
    });
  });

  it('sent again after another act changes nothing: the later day stays', async () => {
    await extend();
    await extend({ id: 'extend-2', until: '2025-02-20' }, LATER);
    const state = await desk.store.state();
    expect((await extend({}, LATER)).kind).toBe('repeated');
    expect(await desk.store.state()).toEqual(state);
    await extend({ id: 'extend-3', until: '', why: '批复撤回', source: '' }, LATER);
    expect((await extend({}, LATER)).kind).toBe('repeated');
    expect((await extend({ id: 'extend-2', until: '2025-02-20' }, LATER)).kind).toBe('repeated');
    expect(await extensionOf('aa')).toBeUndefined();
  });

  it.each(['putCalendar', 'recordAct'] as const)(
    'beside another at once, which comes before its %s, loses neither, and the years say what the calendar does',
    async (step) => {
      let isFirst = true;
      const before = async (): Promise<void> => {
        if (isFirst) {
          isFirst = false;
          await extend({ id: 'extend-2', until: '2025-02-20' }, LATER);
        }
      };
      const { table } = desk.store;
      const raced = {
        ...deps(),
        table: {
          ...table,
          putCalendar: async (...record: Parameters<typeof table.putCalendar>) => {
            if (step === 'putCalendar') await before();
            return table.putCalendar(...record);
          },
          recordAct: async (...written: Parameters<typeof table.recordAct>) => {
            if (step === 'recordAct') await before();
            return table.recordAct(...written);
          },
        },
      };
      await extendDeadlines(raced, asked());
      const [entry] = await table.calendar();
      expect([entry!, ...(entry!.before ?? [])].map(({ act: one }) => one?.id).sort()).toEqual([
        'extend-1',
        'extend-2',
      ]);
      expect((await extensionOf('aa'))?.until).toBe(entry!.until);
    },
  );

  it('of another content under the same id is refused', async () => {
    await extend();
    const state = await desk.store.state();
    for (const more of [{ until: '2025-02-20' }, { why: '另有理由' }, { until: '', source: '' }]) {
      expect(await extend(more, LATER), JSON.stringify(more)).toMatchObject({ kind: 'refused' });
      expect(await desk.store.state()).toEqual(state);
    }
  });

  it('that broke off goes on where it was', async () => {
    const broken = {
      ...deps(),
      table: { ...desk.store.table, recordAct: () => Promise.reject(new Error('cut off')) },
    };
    const ofDistrict = { scope: DISTRICT, until: '2025-02-28' };
    await expect(extendDeadlines(broken, asked(ofDistrict))).rejects.toThrow('cut off');
    expect(await extensionOf('aa')).toBeUndefined();
    expect((await extend(ofDistrict)).kind).toBe('repeated');
    expect([(await extensionOf('aa'))?.until, (await extensionOf('bb'))?.until]).toEqual([
      '2025-02-28',
      '2025-02-28',
    ]);
    expect(await desk.store.table.acts(ON_AA)).toHaveLength(1);
  });

  it('is withdrawn by another act; what was is told for the day before', async () => {
    await extend();
    await extend({ id: 'extend-2', until: '', why: '批复撤回', source: '' }, LATER);
    expect(await extensionOf('aa')).toBeUndefined();
    expect(await desk.store.table.acts(ON_AA)).toMatchObject([
      { until: '2025-02-10' },
      { kind: 'extend', why: '批复撤回', deadline: '2025-01-31' },
    ]);
    const { before = [] } = await desk.item('aa', YEAR);
    const then = await readTableAt(desk.store.table, before.at(-1)!.since).children(DISTRICT, YEAR);
    expect(then.agencies.find(({ agency }) => agency.id === 'aa')?.extension?.until).toBe('2025-02-10');
    const scene = aRunScene(engines, desk.store);
    for (const order of orders) await sendActLetter(scene.deps, order);
    expect(scene.sent.map(({ subject }) => /：(.*?) \//.exec(subject)?.[1])).toEqual([
      '报送期限已延期',
      '延期已撤销',
    ]);
  });

  it('is kept by rebuilding, and nothing of what the office did about the report is lost', async () => {
    await desk.file({ id: 'aa', year: YEAR, at: '2025-02-03T00:00:00Z' });
    const { inForce } = await desk.item('aa', YEAR);
    await extend();
    await act(desk.store, anAct(ON_AA, { kind: 'confirm', submissionId: inForce?.submissionId ?? '' }));
    await desk.settle();
    const before = await desk.item('aa', YEAR);
    expect(before.acts?.map(({ kind }) => kind)).toEqual(['confirm']);
    await rebuildYear(desk.store, YEAR);
    expect((await desk.item('aa', YEAR)).extension).toEqual(before.extension);
    expect((await desk.item('aa', YEAR)).acts).toEqual(before.acts);
    expect((await verifyYear(desk.store.table, desk.store.bucket, YEAR)).discrepancies).toEqual([]);
  });

  it.each<[string, Partial<AskedExtension>, string]>([
    ['no day', { until: '2025-02-30' }, 'until'],
    ['a day that is no later than the law’s', { until: '2025-01-31' }, 'until'],
    ['a day beyond the year', { until: '2026-01-01' }, 'until'],
    ['no reason', { why: '' }, 'why'],
    ['no source', { source: '' }, 'source'],
    ['a person’s number', { why: '联系人13800138000' }, 'why'],
    ['an agency that nobody knows', { scope: 'nobody' }, 'scope'],
    ['a vertical system’s unit', { scope: 'tax' }, 'scope'],
    ['a withdrawal of what was never set', { until: '', source: '' }, 'until'],
  ])('is refused with %s', async (_, more, field) => {
    const done = await extend(more);
    expect(done.kind === 'refused' && done.problems.map((one) => one.field)).toContain(field);
    expect(await desk.store.table.calendar()).toEqual([]);
    expect(orders).toEqual([]);
  });

  it('stays where a load from before it is taken back', async () => {
    const line = {
      year: YEAR,
      scope: 'aa',
      kind: undefined,
      type: undefined,
      until: isoDay('2025-02-05'),
      reason: '暴雪',
    };
    const loaded = instant('2025-02-01T00:00:00Z');
    const entries = await changedByCalendar(
      desk.store.table,
      await planCalendar(desk.store.table, [line], loaded),
    );
    await loadCalendar(desk.store.table, [line], loaded);
    await extend();
    const undo = await planUndoCalendar({ table: desk.store.table, now: LATER }, entries, loaded);
    await undo.write();
    expect((await extensionOf('aa'))?.until).toBe('2025-02-10');
  });
});
