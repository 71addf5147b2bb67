/** An office changes the roster by the loader's own rules: years follow, addresses are let in and told, another act goes back. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { spellName } from '../../cli/spell-name.ts';
import type { NamedRosterChange } from '../../shared/contracts/bucket/roster-letter-keys.ts';
import { createAccountRecords } from '../../shared/adapters/table/account-records.ts';
import { openTable } from '../../shared/adapters/open-table.ts';
import { makeInstant, type Instant } from '../../shared/domain/basics/calendar.ts';
import { guessSpelling } from '../../shared/domain/search/initials-by-collation.ts';
import { indexMissing } from '../../shared/pipeline/name-index.ts';
import { findPerson } from '../../shared/pipeline/account/find-person.ts';
import {
  editRoster,
  planMerger,
  previewEdit,
  type AskedEdit,
  type EditDeps,
} from '../../shared/pipeline/edit-roster.ts';
import { sendRosterLetter } from '../../shared/pipeline/send-roster-letter.ts';
import { planUndoRoster } from '../../shared/pipeline/undo-roster.ts';
import { verifyYear } from '../../shared/pipeline/verify.ts';
import { aStore, settle, type Store } from '../support/a-store.ts';
import { aRunScene, type RunScene } from '../support/a-summary-run.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';
import { anAgency, file } from '../support/filing-desk.ts';

const BY = { kind: 'person', mail: 'office@example.cn', name: '王芳' } as const;
const LOADED = '2025-01-02T00:00:00Z';
const DONE = makeInstant(Date.parse('2025-03-01T02:00:00Z'));
const LATER = makeInstant(Date.parse('2025-03-02T02:00:00Z'));

let engines: TestEngines;
let store: Store;
let scene: RunScene;
let orders: NamedRosterChange[];
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());
beforeEach(async () => {
  store = await aStore(engines, {
    regions: ['000000', '450000', '450200', '450205'].map((code) => ({ code, name: `区划${code}` })),
    roster: [
      anAgency('one', '450205', { name: '柳北区教育局', mail: 'old@example.cn' }),
      anAgency('two', '450205', { name: '柳北区体育局' }),
      anAgency('three', '450205', { name: '柳北区文化局' }),
    ],
    now: LOADED,
  });
  scene = aRunScene(engines, store);
  orders = [];
});

const deps = (at: Instant): EditDeps => ({
  table: store.table,
  now: () => at,
  spell: guessSpelling,
  tell: (change) => Promise.resolve(void orders.push(change)),
});
const asked = (agencies: AskedEdit['agencies'], more: Partial<AskedEdit> = {}): AskedEdit => ({
  id: 'edit-1',
  by: BY,
  why: '机构更名',
  agencies,
  ...more,
});
const edit = (agencies: AskedEdit['agencies'], more: Partial<AskedEdit> = {}, at = DONE) =>
  editRoster(deps(at), asked(agencies, more));
const write = async (): Promise<void> => {
  for (const order of orders) await sendRosterLetter({ ...scene.deps, table: store.table }, order);
};
const person = (mail: string) =>
  findPerson(
    createAccountRecords(openTable({ ...engines.environment, TABLE_NAME: store.tableName }, engines.s3)),
    mail,
    DONE,
  );

describe('a change of the roster', () => {
  it('keeps who did it and why, and what was said before', async () => {
    const change = { id: 'one', name: '柳北区教育和体育局', aliases: '教体局', phone: '0772-2510000' };
    expect(await previewEdit(deps(DONE), asked([change]))).toMatchObject({
      kind: 'possible',
      preview: {
        changed: [
          { changes: [{ field: 'name' }, { field: 'aliases' }, { field: 'phone', after: '0772-2510000' }] },
        ],
      },
      access: [],
    });
    expect((await store.table.roster('one'))?.name).toBe('柳北区教育局');
    expect((await edit([change])).kind).toBe('possible');
    expect((await store.table.wholeRosterOf(['one'])).get('one')).toMatchObject({
      name: '柳北区教育和体育局',
      mail: 'old@example.cn',
      formerNames: [{ name: '柳北区教育局' }],
      phone: '0772-2510000',
      act: { id: 'edit-1', by: BY, why: '机构更名' },
    });
    expect(await store.table.rosterVersions('one')).toMatchObject([{ name: '柳北区教育局' }]);
    const place = { district: '450205', agencyId: 'one', year: 2024 };
    const item = (await store.table.agencyYearsAt([place]))(place);
    expect(item?.agency.name).toBe('柳北区教育和体育局');
    expect(JSON.stringify(item)).not.toContain('2510000');
    await settle(store, [place]);
    expect((await verifyYear(store.table, store.bucket, 2024)).discrepancies).toEqual([]);
  });

  it('is found by its new name, though somebody looked through the names before it was written', async () => {
    const read = new Map([['one', anAgency('one', '450205', { name: '柳北区教育局' })]]);
    const table: Store['table'] = {
      ...store.table,
      enrol: async (...change) => {
        await indexMissing(store.table, '450205', read);
        return store.table.enrol(...change);
      },
    };
    await editRoster({ ...deps(DONE), table }, asked([{ id: 'one', name: '柳北区教育和体育局' }]));
    const names = (await store.table.names(['450205'])).get('450205')?.find(({ id }) => id === 'one');
    expect(names?.spellings[0]).toMatchObject({ text: '柳北区教育和体育局', initials: 'lbqjyhtyj' });
  });

  it('asked for once more changes nothing; one that says the same is refused', async () => {
    const change = { id: 'one', name: '柳北区教体局' };
    await edit([change]);
    const state = await store.state();
    expect((await edit([change], {}, LATER)).kind).toBe('repeated');
    expect(await store.state()).toEqual(state);
    expect(await edit([change], { id: 'edit-2' }, LATER)).toMatchObject({ kind: 'refused' });
  });

  it('sent again after another change changes nothing: the later one stays', async () => {
    const change = { id: 'one', name: '柳北区教体局' };
    await edit([change]);
    await edit([{ id: 'one', name: '柳北区教育局' }], { id: 'edit-2', why: '撤回' }, LATER);
    const state = await store.state();
    expect((await edit([change], {}, LATER)).kind).toBe('repeated');
    expect(await store.state()).toEqual(state);
  });

  it('is undone by another act that goes back to the version before', async () => {
    await edit([{ id: 'one', name: '柳北区教体局', mail: 'new@example.cn' }]);
    await edit(
      [{ id: 'one', name: '柳北区教育局', mail: 'old@example.cn' }],
      { id: 'edit-2', why: '撤回' },
      LATER,
    );
    expect(await store.table.roster('one')).toMatchObject({ name: '柳北区教育局', act: { id: 'edit-2' } });
    expect(await store.table.rosterVersions('one')).toHaveLength(2);
  });

  it('lets the new address in and the old one out, and tells both, once', async () => {
    expect((await person('old@example.cn'))?.grants).toEqual([
      { role: 'agency', agency: 'one', district: '450205' },
    ]);
    const change = [{ id: 'one', mail: 'New@example.cn' }];
    expect(await previewEdit(deps(DONE), asked(change))).toMatchObject({
      access: [{ id: 'one', lost: 'old@example.cn', gained: 'New@example.cn' }],
    });
    await edit(change);
    expect(await person('old@example.cn')).toBeUndefined();
    await write();
    await write();
    expect((await person('new@example.cn'))?.grants).toHaveLength(1);
    // Both are sent at once.
    const sent = scene.sent.toSorted((one) => (one.to.startsWith('old') ? -1 : 1));
    expect(sent.map(({ to, subject }) => [to, subject.split(' / ')[0]])).toEqual([
      ['old@example.cn', '柳北区教育局\uff1a不再是联系邮箱'],
      ['New@example.cn', '柳北区教育局\uff1a已登记为联系邮箱'],
    ]);
    expect(sent[0]?.text).not.toContain('New@');
  });

  it('of anything else tells nobody', async () => {
    await edit([{ id: 'one', phone: '2510000', mail: 'OLD@example.cn' }]);
    await write();
    expect(scene.sent).toEqual([]);
  });

  it('tells whose reports change, and follows them', async () => {
    const place = { district: '450205', agencyId: 'one', year: 2023 };
    await file(
      store,
      place,
      { received: 3 },
      { lane: 'backfill', receivedAt: makeInstant(Date.parse('2024-01-20T02:00:00Z')) },
    );
    const planned = await previewEdit(deps(DONE), asked([{ id: 'one', to: '2022' }]));
    expect(planned).toMatchObject({
      preview: {
        ends: [{ years: [2023, 2024, 2025] }],
        filed: [{ year: 2023, before: 'flagged', after: 'not-obliged' }],
      },
    });
    await edit([{ id: 'one', to: '2022' }]);
    expect((await store.table.agencyYearsAt([place]))(place)?.obliged).toBe(false);
  });

  it.each<[string, AskedEdit['agencies'][number], Partial<AskedEdit>, string]>([
    ['an address that is none', { id: 'one', mail: '王芳 <x@y>' }, {}, 'mail'],
    ['a telephone that is none', { id: 'one', phone: '请拨总机' }, {}, 'phone'],
    ['a name that is empty', { id: 'one', name: '' }, {}, 'name'],
    ['a kind that is none', { id: 'one', kind: 'ministry' }, {}, 'kind'],
    ['a last year before the first', { id: 'one', to: '2018' }, {}, 'to'],
    ['no reason', { id: 'one', name: '甲' }, { why: '' }, 'why'],
    ['an agency that nobody knows', { id: 'nobody', name: '甲' }, {}, 'name'],
    [
      'another version than was looked at',
      { id: 'one', name: '甲' },
      { seen: new Map([['one', 'x']]) },
      'name',
    ],
  ])('is refused with %s', async (_, change, more, field) => {
    const state = await store.state();
    const done = await edit([change], more);
    expect(done.kind === 'refused' && done.problems.map((one) => one.field)).toContain(field);
    expect(await store.state()).toEqual(state);
    expect(orders).toEqual([]);
  });

  it('stands in the way of taking back the load before it', async () => {
    const entries = [{ id: 'one', before: undefined, districts: ['450205'] }];
    await edit([{ id: 'one', name: '柳北区教体局' }]);
    const undo = await planUndoRoster(
      { table: store.table, loads: store.loads, spell: spellName, now: LATER },
      entries,
      makeInstant(Date.parse(LOADED)),
    );
    expect(undo.obstacles).toMatchObject([{ id: 'one' }]);
  });
});

describe('a merger', () => {
  const merge = (merged: string[], into: string, from: number) =>
    planMerger({ table: store.table }, { merged, into, from });

  it('ends those that are merged, and the other one follows them', async () => {
    const planned = await merge(['two', 'three'], 'one', 2025);
    if (planned.kind !== 'ok') throw new Error(planned.kind);
    expect((await edit(planned.agencies)).kind).toBe('possible');
    expect(await store.table.roster('one')).toMatchObject({ predecessors: ['two', 'three'] });
    expect(await store.table.roster('two')).toMatchObject({
      to: 2024,
      successors: ['one'],
      act: { id: 'edit-1' },
    });
    const place = { district: '450205', agencyId: 'one', year: 2025 };
    expect((await store.table.agencyYearsAt([place]))(place)?.opensWith).toEqual(
      ['one', 'two', 'three'].map((agencyId) => ({ district: '450205', agencyId })),
    );
  });

  it.each<[string, string[], string, number, string]>([
    ['into itself', ['one'], 'one', 2025, 'merged'],
    ['of nobody', [], 'one', 2025, 'merged'],
    ['of one that nobody knows', ['nobody'], 'one', 2025, 'merged'],
    ['into one that nobody knows', ['two'], 'nobody', 2025, 'into'],
    ['from a year in which the other one is not there', ['two'], 'one', 2018, 'from'],
    ['from the first year of those that are merged', ['two'], 'one', 2019, 'from'],
  ])('is refused %s', async (_, merged, into, from, field) => {
    const planned = await merge(merged, into, from);
    expect(planned.kind === 'refused' && planned.problems.map((one) => one.field)).toEqual([field]);
  });
});

describe('initials without a dictionary', () => {
  it.each(['柳北区教育局', '柳州市自然资源和规划局', '五华区文化和旅游局', 'IT办公室', '审计局'])(
    'of %s are those of the dictionary',
    (name) => {
      expect(guessSpelling(name).initials).toBe(spellName(name).initials);
    },
  );
});
