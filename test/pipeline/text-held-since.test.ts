/** Whose text it was first, where the agency that wrote it corrects something else (rule Q3). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countCapacity } from '../../bench/consumed-capacity.ts';
import { createTableClient } from '../../shared/adapters/clients.ts';
import { createReportTable } from '../../shared/adapters/table/report-table.ts';
import { parseInstant, toIsoDay, type Instant } from '../../shared/domain/basics/calendar.ts';
import { splitIntoBands } from '../../shared/domain/narrative/narrative-fingerprint.ts';
import { readTableAt } from '../../shared/pipeline/as-of.ts';
import { rebuildYear } from '../../shared/pipeline/rebuild.ts';
import { reconcile } from '../../shared/pipeline/reconcile.ts';
import { recheckReports } from '../../shared/pipeline/recheck-neighbour.ts';
import { recordAct } from '../../shared/pipeline/record-act.ts';
import { redact } from '../../shared/pipeline/redact.ts';
import { verifyYear } from '../../shared/pipeline/verify.ts';
import { acting } from '../support/acting.ts';
import { DISTRICT, aDesk, member, type DeskFiling } from '../support/a-desk.ts';
import { aBucket } from '../support/a-store.ts';
import { changedBetween } from '../support/changed-between.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';

let engines: TestEngines;
let buckets = 0;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());

const YEAR = 2024;
const TEXT = [
  '把重大项目和民生工程的信息作为公开重点,每周由专人核对栏目的更新情况并留下记录。',
  '在办事大厅设立查询点,配备工作人员帮助老年人查找所需的文件。',
  '对申请较多的征收补偿事项主动公布流程、标准和结果,减少了同类申请。',
].join('');
const OTHER =
  '本年围绕营商环境发布惠企政策,在园区开设讲解;对历史文件逐份扫描编目,补齐早年缺少的目录;与档案馆互通查询窗口,一次申请即可得到两处答复;建立保密审查台账,由两人交叉复核后发布。';

type Desk = Awaited<ReturnType<typeof aDesk>>;

const filing = (id: string, day: number, overview = TEXT, received = 10): DeskFiling => ({
  id,
  year: YEAR,
  received,
  at: `2025-01-${day}T00:00:00Z`,
  change: (document) => {
    document['narrative'] = {
      overview,
      problems: '有的栏目更新偏慢,解读材料形式单一,申请渠道还不够多样。',
      other: '',
    };
  },
});
const place = (agencyId: string) => ({ district: DISTRICT, agencyId, year: YEAR });
const inForce = async (desk: Desk, id: string) => (await desk.item(id, YEAR)).inForce;
const copied = async (desk: Desk, id: string): Promise<string | undefined> =>
  (await inForce(desk, id))?.copiedFrom?.agencyId;
/** Whose the entries of the index are, and since when. */
const entries = async (desk: Desk) => {
  const bands = splitIntoBands((await inForce(desk, 'bb'))?.narrative ?? '');
  const found = await desk.store.table.narrativeHolders(YEAR, bands);
  return found.map(({ agencyId, receivedAt }) => `${agencyId} ${receivedAt.slice(8, 10)}`);
};
const at = (text: string): Instant => {
  const instant = parseInstant(text);
  if (instant === undefined) throw new Error(text);
  return instant;
};

/** In a bucket of its own: acts and redactions are found there. */
const anOwnDesk = async (): Promise<Desk> =>
  aDesk({ ...engines, bucket: await aBucket(engines, `text-held-${++buckets}`) }, [
    member('aa'),
    member('bb'),
  ]);

/** aa's text, which bb copied, before aa corrected a figure. */
async function aStory(): Promise<Desk> {
  const desk = await anOwnDesk();
  await desk.file(filing('aa', 10));
  await desk.file(filing('bb', 11));
  return desk;
}
const isSound = async ({ store }: Desk): Promise<void> => {
  expect((await verifyYear(store.table, store.bucket, YEAR)).discrepancies).toEqual([]);
  expect(await rebuildYear(store, YEAR)).toMatchObject({ mended: [], failures: [] });
};

describe('a text that its agency wrote first', () => {
  it('stays its own when it corrects a figure, and so does every finding that others have from it', async () => {
    const desk = await aStory();
    const before = [await inForce(desk, 'bb'), await entries(desk)];
    const receipt = await desk.file(filing('aa', 12, TEXT, 7));
    expect(receipt.findings.map(({ rule }) => rule)).not.toContain('Q3');
    expect([await inForce(desk, 'bb'), await entries(desk)]).toEqual(before);
    expect([await copied(desk, 'aa'), await copied(desk, 'bb')]).toEqual([undefined, 'aa']);
    expect(await entries(desk)).toEqual(['aa 10', 'bb 11']);
    // And a further one, and a later copy: each knows the first.
    await desk.file(filing('aa', 13, TEXT, 8));
    const { findings } = await desk.file(filing('bb', 14, TEXT, 9));
    expect(findings.find(({ rule }) => rule === 'Q3')?.message.zh).toContain('机关aa');
    expect([await copied(desk, 'aa'), await copied(desk, 'bb')]).toEqual([undefined, 'aa']);
    expect(await inForce(desk, 'aa')).toMatchObject({
      textSince: { receivedAt: at('2025-01-10T00:00:00Z') },
    });
    await isSound(desk);
  });

  it('is not looked for when figures alone are corrected: nothing is asked of the index, nothing written', async () => {
    const desk = await aStory();
    const client = createTableClient(engines.dynamodb);
    const capacity = countCapacity(client);
    const table = createReportTable({ client, tableName: desk.store.tableName });
    for (const id of ['aa', 'bb']) {
      const before = await desk.item(id, YEAR);
      await desk.receive(filing(id, 12, TEXT, 7));
      const changed = changedBetween(before, await desk.item(id, YEAR));
      expect(changed).toEqual({ place: place(id), what: 'figures' });
      await recheckReports({ ...desk.store, table }, changed ? [changed] : []);
    }
    expect(Object.keys(capacity.requests())).toEqual(['BatchGetItem']);
    expect(await entries(desk)).toEqual(['aa 10', 'bb 11']);
  });

  it('goes with one request when it is replaced, and is its own no more once it comes back', async () => {
    const desk = await aStory();
    const client = createTableClient(engines.dynamodb);
    const capacity = countCapacity(client);
    const table = createReportTable({ client, tableName: desk.store.tableName });
    const before = await desk.item('aa', YEAR);
    await desk.receive(filing('aa', 12, OTHER));
    const changed = changedBetween(before, await desk.item('aa', YEAR));
    expect(changed).toMatchObject({ what: 'report', former: { receivedAt: before.inForce?.receivedAt } });
    await recheckReports({ ...desk.store, table }, changed ? [changed] : []);
    expect(capacity.requests()).toMatchObject({ BatchWriteItem: 1 });
    expect(await entries(desk)).toEqual(['bb 11']);
    expect(await copied(desk, 'bb')).toBeUndefined();
    await desk.file(filing('aa', 13));
    expect([await copied(desk, 'aa'), await copied(desk, 'bb')]).toEqual(['bb', undefined]);
    expect((await inForce(desk, 'aa'))?.textSince).toBeUndefined();
    await isSound(desk);
  });

  it('is told of any instant as it was then', async () => {
    const desk = await aStory();
    await desk.file(filing('aa', 12, TEXT, 7));
    const then = async (id: string, day: number) =>
      (await readTableAt(desk.store.table, at(`2025-01-${day}T12:00:00Z`)).agencyYearsAt([place(id)]))(
        place(id),
      )?.inForce?.copiedFrom?.agencyId;
    for (const day of [11, 12])
      expect([await then('aa', day), await then('bb', day)]).toEqual([undefined, 'aa']);
  });

  it.each([
    ['aa', 'bb', 'aa again'],
    ['bb', 'aa again', 'aa'],
    ['aa again', 'aa', 'bb'],
    ['aa again', 'bb', 'aa'],
  ])('is so in whatever order the reports come: %s, %s, %s', async (...order) => {
    const filings: Readonly<Record<string, DeskFiling>> = {
      aa: filing('aa', 10),
      bb: filing('bb', 11),
      'aa again': filing('aa', 12, TEXT, 7),
    };
    const desk = await anOwnDesk();
    for (const name of order) await desk.file(filings[name] ?? filing('aa', 10));
    expect([await copied(desk, 'aa'), await copied(desk, 'bb')]).toEqual([undefined, 'aa']);
    expect(await inForce(desk, 'aa')).toMatchObject({
      receivedAt: at('2025-01-12T00:00:00Z'),
      textSince: { receivedAt: at('2025-01-10T00:00:00Z') },
    });
    await isSound(desk);
  });

  it('is held since the next report where the office had returned the first, and since that where the return is withdrawn', async () => {
    const desk = await aStory();
    const submissionId = (await inForce(desk, 'aa'))?.submissionId ?? '';
    const asked = { by: { kind: 'operator' }, on: place('aa'), why: '理由' } as const;
    const does = async (deed: Parameters<typeof recordAct>[1]): Promise<void> => {
      const before = await desk.item('aa', YEAR);
      expect(await recordAct(acting(desk.store, at('2025-06-01T00:00:00Z')), deed)).toMatchObject({
        kind: 'recorded',
      });
      const changed = changedBetween(before, await desk.item('aa', YEAR));
      expect(changed?.former).toBeDefined();
      await recheckReports(desk.store, changed ? [changed] : []);
    };
    await does({ ...asked, id: 'one', kind: 'return', submissionId, until: toIsoDay('2025-06-30') });
    expect([await inForce(desk, 'aa'), await copied(desk, 'bb')]).toEqual([undefined, undefined]);
    await desk.file(filing('aa', 12, TEXT, 7));
    expect([await copied(desk, 'aa'), await copied(desk, 'bb')]).toEqual(['bb', undefined]);
    expect(await entries(desk)).toEqual(['bb 11', 'aa 12']);
    await isSound(desk);
    await does({ ...asked, id: 'two', kind: 'withdraw', act: 'one' });
    expect([await copied(desk, 'aa'), await copied(desk, 'bb')]).toEqual([undefined, 'aa']);
    expect(await entries(desk)).toEqual(['aa 10', 'bb 11']);
    await desk.settle();
    await isSound(desk);
  });

  it('is told as the copy that it was found to be since, where the office returns a correction', async () => {
    const desk = await anOwnDesk();
    // Received after aa's, processed before.
    await desk.file(filing('bb', 11));
    await desk.file(filing('aa', 10));
    await desk.file(filing('bb', 12, TEXT, 7));
    const before = await desk.item('bb', YEAR);
    await recordAct(acting(desk.store, at('2025-06-01T00:00:00Z')), {
      id: 'three',
      by: { kind: 'operator' },
      on: place('bb'),
      why: '理由',
      kind: 'return',
      submissionId: before.inForce?.submissionId ?? '',
      until: toIsoDay('2025-06-30'),
    });
    expect(changedBetween(before, await desk.item('bb', YEAR))).toMatchObject({ what: 'figures' });
    expect([await copied(desk, 'bb'), await desk.comparisons('bb', YEAR)]).toEqual([
      'aa',
      ['Q3 /narrative 100 null'],
    ]);
  });

  it('stays its own where the first document is redacted; the copies are named for any of them', async () => {
    const desk = await aStory();
    const first = await desk.store.table.submissions(place('aa'));
    await desk.file(filing('aa', 12, TEXT, 7));
    const [newest] = await desk.store.table.submissions(place('aa'));
    const order = { at: at('2025-06-01T00:00:00Z'), by: '张三', reason: '误登姓名' };
    for (const one of [first[0], newest]) {
      if (!one) throw new Error('nothing was filed');
      const { key, submissionId } = one;
      expect((await redact(desk.store, { key, submissionId, ...order }))?.copies).toEqual([place('bb')]);
      // What is left of it is in no index once no document in force has it.
      expect(await entries(desk)).toEqual(one === newest ? ['bb 11'] : ['aa 10', 'bb 11']);
      await desk.settle();
      await isSound(desk);
    }
    expect(await copied(desk, 'bb')).toBeUndefined();
    // Filed again, it is known by its hash.
    await desk.file(filing('aa', 13, TEXT, 8));
    expect([await copied(desk, 'aa'), await copied(desk, 'bb')]).toEqual([undefined, 'aa']);
    await isSound(desk);
  });

  it('is told from a copy that comes into force together with it: none looks before all are entered', async () => {
    const desk = await anOwnDesk();
    await desk.receive(filing('bb', 11));
    await desk.receive(filing('aa', 10));
    const { table } = desk.store;
    const steps: string[] = [];
    const watched: typeof table = {
      ...table,
      async putNarrative(entry, ...how) {
        // The earlier one comes last into the index.
        if (entry.agencyId === 'aa') for (let i = 0; i < 5; i++) await table.agencyYearsAt([place('aa')]);
        const put = await table.putNarrative(entry, ...how);
        steps.push(`${entry.agencyId} is entered`);
        return put;
      },
      narrativeHolders(...asked) {
        steps.push('a look');
        return table.narrativeHolders(...asked);
      },
    };
    const both = ['bb', 'aa'].map((id) => ({ place: place(id), what: 'report' as const }));
    await recheckReports({ ...desk.store, table: watched }, both);
    expect(steps.slice(0, 2).toSorted()).toEqual(['aa is entered', 'bb is entered']);
    expect(steps).toContain('a look');
    expect([await copied(desk, 'aa'), await copied(desk, 'bb')]).toEqual([undefined, 'aa']);
  });

  it('is told from a copy whose figures alone are corrected at the same time', async () => {
    const desk = await anOwnDesk();
    await desk.file(filing('bb', 11));
    await desk.receive(filing('bb', 12, TEXT, 7));
    await desk.receive(filing('aa', 10));
    await recheckReports(desk.store, [
      { place: place('bb'), what: 'figures' },
      { place: place('aa'), what: 'report' },
    ]);
    expect([await copied(desk, 'aa'), await copied(desk, 'bb')]).toEqual([undefined, 'aa']);
  });

  it('is found by a night that enters it before a copy of which nothing was said to have happened', async () => {
    const desk = await anOwnDesk();
    await desk.file(filing('bb', 11));
    await desk.receive(filing('aa', 10));
    const all = ['aa', 'bb'].map((id) => ({ place: place(id) }));
    await recheckReports(desk.store, all, { areKnown: true });
    expect([await copied(desk, 'aa'), await copied(desk, 'bb')]).toEqual([undefined, 'aa']);
  });

  it('of which an earlier release forgot the first is its own again with the next correction, a rebuild, or a night', async () => {
    const desk = await aStory();
    await desk.file(filing('aa', 12, TEXT, 7));
    const forget = async (): Promise<void> => {
      const { inForce: known, ...item } = await desk.item('aa', YEAR);
      if (!known) throw new Error('nothing is in force');
      const { textSince: _since, ...former } = known;
      await desk.store.table.putAgencyYear({ ...item, inForce: former, revision: item.revision + 1 });
      await desk.settle();
      expect([await copied(desk, 'aa'), await copied(desk, 'bb')]).toEqual(['bb', undefined]);
      // It is as that release would have told it.
      expect((await verifyYear(desk.store.table, desk.store.bucket, YEAR)).discrepancies).toEqual([]);
    };
    await forget();
    await desk.file(filing('aa', 13, TEXT, 8));
    expect([await copied(desk, 'aa'), await copied(desk, 'bb')]).toEqual([undefined, 'aa']);
    await forget();
    expect(await reconcile(desk.store, { graceMs: 0 })).toMatchObject({ failures: [] });
    expect([await copied(desk, 'aa'), await copied(desk, 'bb')]).toEqual([undefined, 'aa']);
    await forget();
    expect((await rebuildYear(desk.store, YEAR)).mended).toContain('aa');
    await desk.settle();
    expect([await copied(desk, 'aa'), await copied(desk, 'bb')]).toEqual([undefined, 'aa']);
    await isSound(desk);
  });
});
