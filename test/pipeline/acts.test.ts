/** What the office's acts make of an agency's year: each act, and what comes near to it and is something else. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeInstant, toIsoDay, type Instant } from '../../shared/domain/basics/calendar.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import { readFigure } from '../../shared/domain/form/figures.ts';
import { countLateDays, tellState } from '../../shared/domain/standing/agency-year.ts';
import { readTableAt } from '../../shared/pipeline/as-of.ts';
import { rebuildYear } from '../../shared/pipeline/rebuild.ts';
import { tableSince } from '../../shared/pipeline/table-at-slot.ts';
import { isUnchangedSinceReturn } from '../../shared/domain/standing/acts/office-standing.ts';
import { receiveUpload } from '../../shared/pipeline/receive-upload.ts';
import { previewAct, recordAct } from '../../shared/pipeline/record-act.ts';
import { verifyYear } from '../../shared/pipeline/verify.ts';
import { act, ACTED_AT, acting, anAct, UNTIL } from '../support/acting.ts';
import { aBucket, aStore, settle, type Store } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';
import { anAgency, file, put } from '../support/filing-desk.ts';

const DISTRICT = '450205';
const YEAR = 2023;
const ONE: Place = { district: DISTRICT, agencyId: 'one', year: YEAR };
const OTHER: Place = { district: DISTRICT, agencyId: 'other', year: YEAR };
const REGIONS = ['000000', '450000', '450200', DISTRICT].map((code) => ({ code, name: `区划${code}` }));
const instant = (text: string): Instant => makeInstant(Date.parse(text));
const IN_TIME = { lane: 'backfill', receivedAt: instant('2024-01-20T02:00:00Z') } as const;
const CORRECTED = { lane: 'backfill', receivedAt: instant('2024-02-20T02:00:00Z') } as const;
/** After the return, and after the deadline. */
const AGAIN = { lane: 'backfill', receivedAt: instant('2024-03-05T02:00:00Z') } as const;

let engines: TestEngines;
let store: Store;
let buckets = 0;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());
beforeEach(async () => {
  // Its own: verification reads every act in it.
  const bucket = await aBucket(engines, `acts-${++buckets}`);
  store = await aStore(
    { ...engines, bucket },
    {
      regions: REGIONS,
      roster: [anAgency('one', DISTRICT), anAgency('other', DISTRICT)],
      now: '2024-01-02T00:00:00Z',
    },
  );
});

async function stateOf(place: Place = ONE) {
  const item = (await store.table.agencyYearsAt([place]))(place);
  if (!item) throw new Error('no such agency-year');
  const { obliged, inForce, latest } = item;
  return {
    item,
    state: tellState({ obliged, inForce, submitted: latest !== undefined }),
    received: inForce && readFigure(inForce.figures, '/applications/received/total'),
    inForce: inForce?.submissionId,
    office: item.office,
  };
}

async function filed(received: number, how: Parameters<typeof file>[3] = IN_TIME, place = ONE) {
  const { versionId } = await file(store, place, { received }, how);
  return String(versionId);
}

async function totalOf(code: string) {
  await settle(store, [ONE, OTHER]);
  const total = (await store.table.regionYears(code, [YEAR], [])).years.get(YEAR);
  return {
    accepted: total?.reports.accepted,
    returned: total?.reports.returned,
    late: total?.reports.late,
    received: total && readFigure(total.figures, '/applications/received/total'),
  };
}

/** Verification finds nothing, and a rebuild nothing to mend. */
async function expectProved(): Promise<void> {
  await settle(store, [ONE, OTHER]);
  expect((await verifyYear(store.table, store.bucket, YEAR)).discrepancies).toEqual([]);
  expect(await rebuildYear(store, YEAR)).toMatchObject({ mended: [], removed: [], failures: [] });
}

describe('a return', () => {
  it('takes a report out of force and out of the totals, and leaves what was filed when', async () => {
    await filed(7, IN_TIME, OTHER);
    const submissionId = await filed(5);
    expect(await totalOf('450200')).toEqual({ accepted: 2, returned: 0, late: 0, received: 12 });
    const before = await stateOf();
    await act(store, anAct(ONE, { kind: 'return', submissionId, until: UNTIL, paths: ['/applications'] }));
    const { item, state, office } = await stateOf();
    expect(state).toBe('returned');
    expect(office).toEqual({
      actedAt: ACTED_AT,
      returned: {
        submissionId,
        at: ACTED_AT,
        until: UNTIL,
        reason: '表三合计与台账不符',
        paths: ['/applications'],
      },
    });
    expect(item.firstAccepted).toEqual(before.item.firstAccepted);
    expect(item.latest).toEqual(before.item.latest);
    expect(await totalOf('450200')).toEqual({ accepted: 1, returned: 1, late: 0, received: 7 });
    expect(await totalOf('000000')).toEqual({ accepted: 1, returned: 1, late: 0, received: 7 });
    await expectProved();
  });

  it('of a late report leaves nobody late among those in force', async () => {
    await filed(7, IN_TIME, OTHER);
    const submissionId = await filed(5, CORRECTED);
    expect(await totalOf('450200')).toMatchObject({ accepted: 2, late: 1 });
    await act(store, anAct(ONE, { kind: 'return', submissionId, until: UNTIL }));
    expect(await totalOf('450200')).toMatchObject({ accepted: 1, returned: 1, late: 0 });
    expect(await totalOf('000000')).toMatchObject({ accepted: 1, returned: 1, late: 0 });
    // It comes late for ever.
    await filed(6, AGAIN);
    expect(await totalOf('450200')).toMatchObject({ accepted: 2, returned: 0, late: 1 });
    await expectProved();
  });

  it('puts the one before it into force again, and a later one of the agency ends it', async () => {
    await filed(5);
    const second = await filed(6, CORRECTED);
    await act(store, anAct(ONE, { kind: 'return', submissionId: second, until: UNTIL }));
    const between = await stateOf();
    expect(between).toMatchObject({ state: 'accepted', received: 5 });
    expect(between.office?.returned).toMatchObject({ submissionId: second });
    await expectProved();
    const third = await filed(8, AGAIN);
    const after = await stateOf();
    expect(after).toMatchObject({ state: 'accepted', received: 8, inForce: third });
    expect(after.office).toEqual({ actedAt: ACTED_AT });
    expect(countLateDays(toIsoDay('2024-01-31'), after.item.firstAccepted?.receivedAt)).toBe(0);
    await expectProved();
  });

  it('of an older version than the one in force changes nothing but the history', async () => {
    const first = await filed(5);
    const second = await filed(6, CORRECTED);
    await act(store, anAct(ONE, { kind: 'return', submissionId: first, until: UNTIL }));
    expect(await stateOf()).toMatchObject({
      state: 'accepted',
      inForce: second,
      office: { actedAt: ACTED_AT },
    });
    expect((await stateOf()).office?.returned).toBeUndefined();
    await expectProved();
  });

  it('takes along what said the same before, and not what says the same later', async () => {
    const numbers = { received: 5 };
    await file(store, ONE, numbers, IN_TIME);
    const again = await file(store, ONE, numbers, CORRECTED);
    await act(store, anAct(ONE, { kind: 'return', submissionId: String(again.versionId), until: UNTIL }));
    expect((await stateOf()).state).toBe('returned');
    const later = await file(store, ONE, numbers, AGAIN);
    expect(await stateOf()).toMatchObject({ state: 'accepted', inForce: later.versionId });
    await expectProved();
  });

  it('takes along what said the same before, also where that comes late', async () => {
    const submissionId = await filed(5, CORRECTED);
    await act(store, anAct(ONE, { kind: 'return', submissionId, until: UNTIL }));
    await filed(5, IN_TIME);
    const { state, item } = await stateOf();
    expect(state).toBe('returned');
    expect(item.firstAccepted?.receivedAt).toBe(IN_TIME.receivedAt);
    await expectProved();
  });

  it('that is withdrawn was none', async () => {
    const submissionId = await filed(5);
    const before = await stateOf();
    const id = await act(store, anAct(ONE, { kind: 'return', submissionId, until: UNTIL }));
    const later = makeInstant(Date.parse(ACTED_AT) + 1000);
    await act(store, anAct(ONE, { kind: 'withdraw', act: id }, { why: '误操作' }), later);
    const after = await stateOf();
    expect(after.item.inForce).toEqual(before.item.inForce);
    expect(after.office).toEqual({ actedAt: later });
    await expectProved();
  });

  it('stays when its correction is returned by the checks', async () => {
    const submissionId = await filed(5);
    await act(store, anAct(ONE, { kind: 'return', submissionId, until: UNTIL }));
    await file(store, ONE, { received: 6, spoiled: true }, AGAIN);
    const { state, office, item } = await stateOf();
    expect({ state, returned: office?.returned?.submissionId }).toEqual({
      state: 'returned',
      returned: submissionId,
    });
    expect(item.latest?.outcome).toBe('returned');
    await expectProved();
  });

  it('holds as of then and not before', async () => {
    const submissionId = await filed(5);
    await act(store, anAct(ONE, { kind: 'return', submissionId, until: UNTIL }));
    await filed(8, AGAIN);
    const received = async (at: Instant) => {
      const item = (await readTableAt(store.table, at).agencyYearsAt([ONE]))(ONE);
      const figures = item?.inForce?.figures;
      return {
        received: figures && readFigure(figures, '/applications/received/total'),
        office: item?.office,
      };
    };
    expect(await received(instant('2024-02-20T00:00:00Z'))).toEqual({ received: 5, office: undefined });
    expect(await received(ACTED_AT)).toMatchObject({
      received: undefined,
      office: { returned: { submissionId } },
    });
    expect(await received(AGAIN.receivedAt)).toMatchObject({ received: 8 });
  });

  it('comes once, however often it is asked for, and under its id no other', async () => {
    const submissionId = await filed(5);
    const asked = anAct(ONE, { kind: 'return', submissionId, until: UNTIL });
    const deps = acting(store);
    const done = await Promise.all([recordAct(deps, asked), recordAct(deps, asked), recordAct(deps, asked)]);
    expect(done.map(({ kind }) => kind).sort()).toEqual(['recorded', 'repeated', 'repeated']);
    expect(await store.table.acts(ONE)).toHaveLength(1);
    expect(await recordAct(deps, { ...asked, why: '另一理由' })).toEqual({
      kind: 'refused',
      why: 'id-taken',
    });
  });

  it('of what is filed again as it was leaves that in force, and tells it', async () => {
    const first = await filed(5);
    await act(store, anAct(ONE, { kind: 'return', submissionId: first, until: UNTIL }));
    const upload = await put(store, ONE, { received: 5 }, AGAIN);
    const done = await receiveUpload(store, upload);
    const { state, inForce, office } = await stateOf();
    const unchanged = {
      submissionId: first,
      at: ACTED_AT,
      until: UNTIL,
      reason: '表三合计与台账不符',
    };
    expect({ state, inForce, office }).toEqual({
      state: 'accepted',
      inForce: upload.versionId,
      office: { actedAt: ACTED_AT, unchanged },
    });
    expect(isUnchangedSinceReturn(office)).toBe(true);
    const { sameAs } = 'receipt' in done ? done.receipt : {};
    expect(sameAs).toMatchObject({
      submissionId: first,
      receivedAt: IN_TIME.receivedAt,
      outcome: 'returned',
    });
    expect(sameAs?.message.zh).toContain('2024-03-01 10:00 退回的报告相同');
    expect(sameAs?.message.en).toContain('unchanged. It was returned because: 表三合计与台账不符');
    await expectProved();
    // Whoever confirms what it says has seen that it is the same.
    const confirm = anAct(ONE, { kind: 'confirm', submissionId: String(upload.versionId) });
    await act(store, confirm, makeInstant(Date.parse(AGAIN.receivedAt) + 1000));
    expect(isUnchangedSinceReturn((await stateOf()).office)).toBe(false);
    await expectProved();
  });

  it('of what is then corrected, or of what was filed before, tells nothing of the kind', async () => {
    const first = await filed(5);
    await act(store, anAct(ONE, { kind: 'return', submissionId: first, until: UNTIL }));
    const earlier = await receiveUpload(store, await put(store, ONE, { received: 5 }, CORRECTED));
    expect('receipt' in earlier && earlier.receipt.sameAs).toBeUndefined();
    const corrected = await receiveUpload(store, await put(store, ONE, { received: 6 }, AGAIN));
    expect('receipt' in corrected && corrected.receipt.sameAs).toBeUndefined();
    expect((await stateOf()).office).toEqual({ actedAt: ACTED_AT });
    await expectProved();
  });

  it('races with uploads and loses nothing', async () => {
    const submissionId = await filed(5);
    await Promise.all([
      act(store, anAct(ONE, { kind: 'return', submissionId, until: UNTIL })),
      file(store, ONE, { received: 6 }, CORRECTED),
      act(store, anAct(ONE, { kind: 'confirm', submissionId })).catch(() => undefined),
      file(store, ONE, { received: 8 }, AGAIN),
    ]);
    expect(await stateOf()).toMatchObject({ state: 'accepted', received: 8 });
    await expectProved();
  });
});

describe('marks', () => {
  it('stand beside the state, which stays, and beside the figures, which are counted', async () => {
    const submissionId = await filed(5);
    await act(store, anAct(ONE, { kind: 'demand', submissionId, until: UNTIL }));
    const { state, office } = await stateOf();
    expect(state).toBe('accepted');
    expect(office?.marks).toEqual([
      { kind: 'demanded', at: ACTED_AT, reason: '表三合计与台账不符', until: UNTIL },
    ]);
    expect(await totalOf('450200')).toMatchObject({ accepted: 1, received: 5 });
    await expectProved();
  });

  it('are gone with the report that they are about, and stay with one that says the same', async () => {
    const submissionId = await filed(5);
    await act(store, anAct(ONE, { kind: 'confirm', submissionId }));
    await filed(5, CORRECTED);
    expect((await stateOf()).office?.marks).toHaveLength(1);
    await filed(6, AGAIN);
    expect((await stateOf()).office?.marks).toBeUndefined();
  });
});

describe('a note', () => {
  it('is kept, can be withdrawn, and leaves no trace in what pages read', async () => {
    await filed(5);
    const before = await stateOf();
    const id = await act(
      store,
      anAct(ONE, { kind: 'note', until: UNTIL }, { why: '电话 13800138000,承诺月底前改' }),
    );
    await act(store, anAct(ONE, { kind: 'withdraw', act: id }));
    expect((await stateOf()).item).toEqual(before.item);
    expect((await store.table.acts(ONE)).map(({ kind }) => kind)).toEqual(['note', 'withdraw']);
    const read = await readTableAt(store.table, instant('2024-04-01T00:00:00Z')).children(DISTRICT, YEAR);
    expect(JSON.stringify(read)).not.toContain('13800138000');
    expect(read.agencies.map(({ acts }) => acts)).toEqual([undefined, undefined]);
    await expectProved();
  });
});

describe('a preview', () => {
  it('says which totals would change, by how much, and writes nothing', async () => {
    await filed(7, IN_TIME, OTHER);
    const submissionId = await filed(5);
    await settle(store, [ONE, OTHER]);
    const before = await store.state();
    const asked = anAct(ONE, { kind: 'return', submissionId, until: UNTIL });
    const deps = acting(store);
    const preview = await previewAct(deps, asked);
    expect(await store.state()).toEqual(before);
    if (preview.kind !== 'possible') throw new Error(preview.kind);
    expect(preview.consequences.map(({ code }) => code)).toEqual([DISTRICT, '450200', '450000', '000000']);
    const told = preview.consequences.map(
      ({ code, reports, figures }) =>
        [code, reports.after, new Map(figures.map(({ path, after }) => [path, after]))] as const,
    );
    await act(store, asked);
    await settle(store, [ONE, OTHER]);
    for (const [code, reports, figures] of told) {
      const total = (await store.table.regionYears(code, [YEAR], [])).years.get(YEAR);
      expect(total?.reports).toEqual(reports);
      expect(figures.size).toBeGreaterThan(0);
      for (const [path, after] of figures) expect(readFigure(total!.figures, path)).toBe(after);
    }
  });

  it('says that nothing changes where only a mark is set', async () => {
    const submissionId = await filed(5);
    expect(await previewAct(acting(store), anAct(ONE, { kind: 'confirm', submissionId }))).toMatchObject({
      kind: 'possible',
      consequences: [],
    });
  });
});

describe('an act is refused', () => {
  it.each([
    [
      'of a submission that there is not',
      'unknown-submission',
      { kind: 'confirm', submissionId: 'none' },
      {},
    ],
    ['without a reason', 'reason-missing', { kind: 'return', until: UNTIL }, { why: ' ' }],
    [
      'with a reason longer than fits',
      'reason-too-long',
      { kind: 'return', until: UNTIL },
      { why: '长'.repeat(501) },
    ],
    [
      'with somebody’s number in a public reason',
      'reason-private',
      { kind: 'return', until: UNTIL },
      { why: '请联系 13800138000' },
    ],
    ['until a day that is over', 'day-past', { kind: 'demand', until: toIsoDay('2024-02-29') }, {}],
    [
      'until a day that nobody waits for',
      'day-too-far',
      { kind: 'demand', until: toIsoDay('2026-03-01') },
      {},
    ],
    [
      'about a place that no form has',
      'unknown-place',
      { kind: 'return', until: UNTIL, paths: ['/nothing'] },
      {},
    ],
    [
      'about explanations that were not given',
      'no-explanations',
      { kind: 'answer-explanation', answer: 'refused' },
      {},
    ],
    ['that withdraws what was not done', 'unknown-act', { kind: 'withdraw', act: 'none' }, {}],
  ] as const)('%s', async (_, why, deed, more) => {
    const submissionId = await filed(5);
    const asked = anAct(
      ONE,
      deed.kind === 'withdraw' || 'submissionId' in deed ? deed : { ...deed, submissionId },
      more,
    );
    expect(await recordAct(acting(store), asked)).toEqual({ kind: 'refused', why });
    expect(await store.table.acts(ONE)).toEqual([]);
  });

  it('of what the checks returned, of what is not in force, of what was withdrawn, of an agency without a year', async () => {
    const spoiled = await file(store, ONE, { received: 5, spoiled: true }, IN_TIME);
    const deps = acting(store);
    const asked = anAct(ONE, { kind: 'return', submissionId: String(spoiled.versionId), until: UNTIL });
    expect(await recordAct(deps, asked)).toMatchObject({ why: 'returned-by-checks' });
    const first = await filed(5, CORRECTED);
    await filed(6, AGAIN);
    expect(await recordAct(deps, anAct(ONE, { kind: 'confirm', submissionId: first }))).toMatchObject({
      why: 'not-in-force',
    });
    const id = await act(store, anAct(ONE, { kind: 'return', submissionId: first, until: UNTIL }));
    await act(store, anAct(ONE, { kind: 'withdraw', act: id }));
    expect(await recordAct(deps, anAct(ONE, { kind: 'withdraw', act: id }))).toMatchObject({
      why: 'withdrawn-before',
    });
    expect(await recordAct(deps, anAct({ ...ONE, year: 1999 }, { kind: 'note' }))).toMatchObject({
      why: 'unknown-agency-year',
    });
  });
});

describe('damage', () => {
  const told = async () =>
    (await verifyYear(store.table, store.bucket, YEAR)).discrepancies.map(
      ({ id, says }) => `${id}: ${says.en}`,
    );

  it('of what an agency-year keeps of its acts is told by verify and mended by rebuild', async () => {
    const submissionId = await filed(5);
    await act(store, anAct(ONE, { kind: 'return', submissionId, until: UNTIL }));
    await settle(store, [ONE, OTHER]);
    const { item } = await stateOf();
    const before = await store.state();
    await store.table.putAgencyYear({
      ...item,
      acts: undefined,
      office: undefined,
      revision: item.revision + 1,
    });
    expect(await told()).toContain('one: what the office did about it is not what its acts tell');
    expect(await rebuildYear(store, YEAR)).toMatchObject({ mended: ['one'], failures: [] });
    expect(await store.state()).toEqual(before);
  });
});

describe('lists of the past', () => {
  it('know of an act where facts alone would tell of today', async () => {
    const submissionId = await filed(5);
    await act(store, anAct(ONE, { kind: 'demand', submissionId, until: UNTIL }));
    await settle(store, [ONE, OTHER]);
    const marksAt = async (at: Instant) =>
      (await tableSince(store.table, DISTRICT, at).childFacts(DISTRICT, YEAR)).agencies
        .filter(({ agency }) => agency.id === 'one')
        .map(({ office }) => office?.marks?.length);
    expect(await marksAt(makeInstant(Date.parse(ACTED_AT) - 1))).toEqual([undefined]);
    expect(await marksAt(ACTED_AT)).toEqual([1]);
  });
});
