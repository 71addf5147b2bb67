/** What waits for an office: for each list an agency that belongs there, and one that comes near to it and does not. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeInstant, toIsoDay, type Instant } from '../../shared/domain/basics/calendar.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import {
  DESK_LIST_NAMES,
  isOnList,
  tellDeskDays,
  tellNextAct,
  type DeskList,
} from '../../shared/domain/desk/desk.ts';
import type { Deed } from '../../shared/domain/standing/acts/act.ts';
import { readDesk, readLedger } from '../../shared/pipeline/read-desk.ts';
import { act, anAct } from '../support/acting.ts';
import { aDesk, DISTRICT, member, REGIONS, type DeskFiling } from '../support/a-desk.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';

const YEAR = 2024;
const instant = (text: string): Instant => makeInstant(Date.parse(text));
const IN_TIME = '2025-01-20T02:00:00Z';
const RETURNED = instant('2025-02-03T02:00:00Z');
const NOW = instant('2025-02-10T02:00:00Z');
const UNTIL = toIsoDay('2025-02-20');
const EXPLAINED = [
  { rule: 'Y1', path: '/applications/carriedIn/naturalPerson', text: '上年漏报一件。' },
  { rule: 'Y1', path: '/applications/carriedIn/total', text: '上年漏报一件。' },
];

let engines: TestEngines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());

async function aScene(...ids: readonly string[]) {
  const desk = await aDesk(
    engines,
    ids.map((id) => member(id)),
    [...REGIONS, { code: '450203', name: '区划450203' }],
  );
  const { store } = desk;
  const placeOf = (agencyId: string): Place => ({ district: DISTRICT, agencyId, year: YEAR });
  const file = (id: string, more: Partial<DeskFiling> = {}) =>
    desk.receive({ id, year: YEAR, at: IN_TIME, ...more });
  const inForceOf = async (id: string): Promise<string> =>
    (await desk.item(id, YEAR)).inForce?.submissionId ?? '';
  return {
    ...desk,
    file,
    placeOf,
    /** About the report in force. */
    async act(id: string, deed: (submissionId: string) => Deed, at = RETURNED, why = '表三与台账不符') {
      return act(store, anAct(placeOf(id), deed(await inForceOf(id)), { why }), at);
    },
    read: async (at = NOW, code = DISTRICT) => {
      const found = await readDesk(store.table, { code, year: YEAR, at });
      if (!found) throw new Error('no such region');
      return found;
    },
    async lists(at = NOW): Promise<Partial<Record<DeskList, string[]>>> {
      const { entries } = await this.read(at);
      return Object.fromEntries(
        DESK_LIST_NAMES.flatMap((list) => {
          const ids = entries.filter((entry) => isOnList(list, entry)).map(({ agency }) => agency.id);
          return ids.length === 0 ? [] : [[list, ids.sort()]];
        }),
      );
    },
  };
}

const spoil: DeskFiling['change'] = (document) => {
  document.applications.received.total += 1;
};

describe('a desk', () => {
  it('has what was filed and nobody has confirmed yet, the longest waiting first', async () => {
    const scene = await aScene('new', 'confirmed', 'spoiled');
    await scene.file('new');
    await scene.file('confirmed');
    await scene.file('spoiled', { change: spoil });
    await scene.act('confirmed', (submissionId) => ({ kind: 'confirm', submissionId }));
    await scene.settle();
    expect(await scene.lists()).toEqual({
      'newly-filed': ['new'],
      'returned-by-checks': ['spoiled'],
      overdue: ['spoiled'],
    });
    const { entries } = await scene.read();
    const entry = entries.find(({ agency }) => agency.id === 'new')!;
    expect(tellDeskDays(entry, 'newly-filed')).toEqual({ kind: 'waiting', days: 21, day: '2025-01-20' });
    expect(tellNextAct(entry, 'newly-filed')).toBe('confirm');
    // Once it is confirmed, nothing is to be done: at once, though the facts of lists follow a moment later.
    await scene.act('new', (submissionId) => ({ kind: 'confirm', submissionId }));
    expect((await scene.lists())['newly-filed']).toBeUndefined();
  });

  it('tells what the office returned from what the checks returned, until it is corrected', async () => {
    const scene = await aScene('office', 'correction');
    await scene.file('office');
    await scene.file('correction');
    await scene.file('correction', { change: spoil, at: '2025-01-21T02:00:00Z' });
    await scene.act('office', (submissionId) => ({ kind: 'return', submissionId, until: UNTIL }));
    await scene.settle();
    expect(await scene.lists()).toEqual({
      'returned-by-office': ['office'],
      // It stays in force as it was, and nobody has confirmed that.
      'returned-by-checks': ['correction'],
      'newly-filed': ['correction'],
    });
    const { entries } = await scene.read();
    const entry = entries.find(({ agency }) => agency.id === 'office')!;
    expect(tellDeskDays(entry, 'returned-by-office')).toEqual({ kind: 'due', days: -10, day: '2025-02-20' });
    expect(tellNextAct(entry, 'returned-by-office')).toBe('wait');
    expect((await scene.lists(instant('2025-02-21T02:00:00Z'))).overdue).toEqual(['office']);
    await scene.file('office', { received: 12, at: '2025-02-12T02:00:00Z' });
    await scene.settle();
    expect(await scene.lists()).toEqual({
      'returned-by-checks': ['correction'],
      'newly-filed': ['correction', 'office'],
    });
  });

  it('has what came again as it was returned, until the office takes it or something else comes', async () => {
    const scene = await aScene('same');
    await scene.file('same');
    await scene.act('same', (submissionId) => ({ kind: 'return', submissionId, until: UNTIL }));
    await scene.file('same', { at: '2025-02-05T02:00:00Z' });
    await scene.settle();
    expect(await scene.lists()).toEqual({ 'returned-by-office': ['same'], 'newly-filed': ['same'] });
    const [entry] = (await scene.read()).entries;
    expect(tellNextAct(entry!, 'returned-by-office')).toBe('confirm');
    await scene.act('same', (submissionId) => ({ kind: 'confirm', submissionId }), NOW);
    expect(await scene.lists()).toEqual({});
  });

  it('has a demand until it is answered', async () => {
    const scene = await aScene('demanded');
    await scene.file('demanded');
    await scene.act('demanded', (submissionId) => ({ kind: 'demand', submissionId, until: UNTIL }));
    await scene.settle();
    expect(await scene.lists()).toEqual({ 'demanded-not-corrected': ['demanded'] });
    await scene.file('demanded', { received: 12, at: '2025-02-12T02:00:00Z' });
    await scene.settle();
    expect(await scene.lists()).toEqual({ 'newly-filed': ['demanded'] });
  });

  it('has explanations until they are answered; those of an earlier document that hold are none', async () => {
    const scene = await aScene('explains', 'held', 'silent');
    for (const id of ['explains', 'held', 'silent']) {
      await scene.receive({ id, year: 2023, carriedOut: 2, at: '2024-01-20T02:00:00Z' });
      await scene.file(id, { carriedIn: 3, ...(id !== 'silent' && { explanations: EXPLAINED }) });
    }
    await scene.settle();
    expect((await scene.lists())['explanations-to-confirm']).toEqual(['explains', 'held']);
    const { entries } = await scene.read();
    expect(entries.find(({ agency }) => agency.id === 'explains')).toMatchObject({ explained: 2 });
    await scene.file('held', { carriedIn: 3, received: 17, at: '2025-01-22T02:00:00Z' });
    await scene.settle();
    expect((await scene.item('held', YEAR)).rules?.explained).toEqual(['Y1']);
    expect((await scene.lists())['explanations-to-confirm']).toEqual(['explains']);
    await scene.act('explains', (submissionId) => ({
      kind: 'answer-explanation',
      submissionId,
      answer: 'recognised',
    }));
    expect((await scene.lists())['explanations-to-confirm']).toBeUndefined();
  });

  it('has promises whose day has come, while nothing came', async () => {
    const scene = await aScene('due', 'later', 'filed', 'again', 'withdrawn', 'calls');
    const promise = (id: string, day: string, at = RETURNED) =>
      scene.act(id, () => ({ kind: 'note', until: toIsoDay(day) }), at, '电话承诺');
    await promise('due', '2025-02-10');
    await promise('later', '2025-02-11');
    await promise('filed', '2025-02-05');
    await promise('again', '2025-02-05');
    await promise('again', '2025-02-15', instant('2025-02-06T02:00:00Z'));
    const withdrawn = await promise('withdrawn', '2025-02-05');
    await scene.act('withdrawn', () => ({ kind: 'withdraw', act: withdrawn }));
    await scene.act('calls', () => ({ kind: 'note' }), RETURNED, '无人接听');
    await scene.file('filed', { at: '2025-02-04T02:00:00Z' });
    await scene.settle();
    const lists = await scene.lists();
    expect(lists['promised-and-due']).toEqual(['due']);
    expect(lists.overdue).toEqual(['again', 'calls', 'due', 'later', 'withdrawn']);
    const { entries } = await scene.read();
    const of = (id: string) => entries.find(({ agency }) => agency.id === id)!;
    expect(of('calls').contact).toMatchObject({ kind: 'note', why: '无人接听', by: { kind: 'operator' } });
    expect(of('withdrawn').contact).toBeUndefined();
    // Whoever has promised a day is waited for.
    expect(['later', 'calls'].map((id) => tellNextAct(of(id), 'overdue'))).toEqual(['wait', 'remind']);
  });

  it('is that of a region: of a neighbour’s agencies it knows nothing', async () => {
    const scene = await aScene('one');
    await scene.settle();
    expect((await scene.read(NOW, '450200')).entries).toHaveLength(1);
    expect((await scene.read(NOW, '450203')).entries).toEqual([]);
    expect(await readDesk(scene.store.table, { code: '450299', year: YEAR, at: NOW })).toBeUndefined();
  });
});

describe('the rectification ledger', () => {
  const outcomes = async (scene: Awaited<ReturnType<typeof aScene>>, at = NOW) =>
    (await readLedger(scene.store.table, { code: '450200', year: YEAR, at }))?.lines.map(
      ({ place, act: { kind }, outcome, days, daysOver }) => [place.agencyId, kind, outcome, days, daysOver],
    );

  it('says of each return and demand what came of it', async () => {
    const scene = await aScene('late', 'open', 'in-time', 'withdrawn', 'confirmed', 'same');
    for (const id of ['late', 'open', 'in-time', 'withdrawn', 'confirmed', 'same']) await scene.file(id);
    const until = toIsoDay('2025-02-07');
    const ask = (id: string, kind: 'return' | 'demand', minutes: number, day = until) =>
      scene.act(
        id,
        (submissionId) => ({ kind, submissionId, until: day }),
        instant(`2025-02-03T02:0${minutes}:00Z`),
      );
    await ask('late', 'return', 1);
    await ask('open', 'demand', 2, UNTIL);
    await ask('in-time', 'demand', 3);
    const mistaken = await ask('withdrawn', 'return', 4);
    await ask('confirmed', 'demand', 5);
    await ask('same', 'return', 6);
    await scene.act(
      'withdrawn',
      () => ({ kind: 'withdraw', act: mistaken }),
      instant('2025-02-04T02:00:00Z'),
    );
    await scene.act(
      'confirmed',
      (submissionId) => ({ kind: 'confirm', submissionId }),
      instant('2025-02-05T02:00:00Z'),
    );
    await scene.file('late', { received: 12, at: '2025-02-09T02:00:00Z' });
    await scene.file('in-time', { received: 12, at: '2025-02-07T15:59:00Z' });
    // What says the same once more corrects nothing.
    await scene.file('same', { at: '2025-02-06T02:00:00Z' });
    await scene.settle();
    expect(await outcomes(scene)).toEqual([
      ['late', 'return', 'late', 6, 2],
      ['open', 'demand', 'open', undefined, 0],
      ['in-time', 'demand', 'in-time', 4, 0],
      ['withdrawn', 'return', 'withdrawn', undefined, 0],
      ['confirmed', 'demand', 'confirmed', undefined, 0],
      ['same', 'return', 'overdue', undefined, 3],
    ]);
  });

  it('reads no submission of an agency that nothing was asked of', async () => {
    const scene = await aScene('asked', 'other');
    await scene.file('asked');
    await scene.file('other');
    await scene.act('asked', (submissionId) => ({ kind: 'demand', submissionId, until: UNTIL }));
    const { table } = scene.store;
    const read: string[] = [];
    const watched = {
      ...table,
      filedSubmissions: (place: Place) => {
        read.push(place.agencyId);
        return table.filedSubmissions(place);
      },
    };
    await readLedger(watched, { code: '450200', year: YEAR, at: NOW });
    expect(read).toEqual(['asked']);
  });
});
