import type { RosterEntry } from '../../shared/domain/roster/roster-entry.ts';
import type { LoadEntry } from '../../shared/domain/roster/load-record.ts';
import type { AgencyYear } from '../../shared/domain/standing/agency-year-record.ts';
import type { CalendarRecord } from '../../shared/domain/standing/calendar-entry.ts';
import type { RegionYear } from '../../shared/domain/standing/region-year.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDocumentKey, makePublicationKey } from '../../shared/contracts/bucket/object-keys.ts';
import type { ChangedReport } from '../../shared/contracts/events/stream-event.ts';
import {
  addDays,
  countEpochMs,
  endOfChinaDay,
  makeInstant,
  parseInstant,
  tellChinaDay,
  toIsoDay,
  type Instant,
} from '../../shared/domain/basics/calendar.ts';
import { isContextual } from '../../shared/domain/rules/rule-book.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import { tellState } from '../../shared/domain/standing/agency-year.ts';
import { keepVisit } from '../../shared/pipeline/check-publications.ts';
import { readTableAt, type AsOfReads } from '../../shared/pipeline/as-of.ts';
import { findWrongDays, keepDays } from '../../shared/pipeline/keep-days.ts';
import { changedByCalendar, loadCalendar, planCalendar } from '../../shared/pipeline/load-calendar.ts';
import { loadRoster } from '../../shared/pipeline/load-roster.ts';
import { recordAct } from '../../shared/pipeline/record-act.ts';
import { recheckNeighbours, recheckReports } from '../../shared/pipeline/recheck-neighbour.ts';
import { receivePublication } from '../../shared/pipeline/receive-publication.ts';
import { receiveUpload, type Upload } from '../../shared/pipeline/receive-upload.ts';
import { planUndoCalendar } from '../../shared/pipeline/undo-calendar.ts';
import { recomputeRegion } from '../../shared/pipeline/recompute-region.ts';
import { acting } from '../support/acting.ts';
import { changedBetween } from '../support/changed-between.ts';
import { aBalancedReport } from '../support/a-balanced-report.ts';
import { aBucket, aStore, type Store } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';
import { anAgency } from '../support/filing-desk.ts';

const YEARS = [2022, 2023];
/** From the district up. */
const REGIONS = ['450205', '450202', '450200'];
const ROSTER = [
  anAgency('aa', '450205'),
  anAgency('bb', '450205'),
  anAgency('whole', '450205', { kind: 'consolidated' }),
  anAgency('tax', '450205', { kind: 'vertical' }),
  anAgency('cc', '450202'),
  anAgency('dd', '450200', { kind: 'government' }),
  anAgency('city', '450200', { kind: 'consolidated' }),
];
/** The roster is loaded after some of the reports were received: what it says first held before. */
const LOADED_AT = '2024-01-20T00:00:00Z';
const FROM = instant('2024-01-02T00:00:00Z');
const DAYS = 120;

const TEXT =
  '本机关把重大项目和民生工程的信息作为公开重点,每周由专人核对栏目的更新情况并留下记录;在办事大厅设立查询点,配备工作人员帮助老年人查找所需的文件;对申请较多的征收补偿事项主动公布流程、标准和结果,减少了同类申请;组织各股室学习条例,请法制机构讲解答复文书的写法。';

let engines: TestEngines;
let run = 0;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());

const agency = fc.constantFrom(...ROSTER);
/** Part of the filings explain what they may be warned of, before or after there is anything to compare with. */
const filing = fc.record({
  what: fc.constant('filing' as const),
  agency,
  year: fc.constantFrom(...YEARS),
  content: fc.constantFrom(
    'balanced',
    'balanced',
    'balanced',
    'unbalanced',
    'empty text',
    'copied text',
    'not json',
  ),
  received: fc.constantFrom(0, 3, 7, 70),
  carriedIn: fc.nat({ max: 1 }),
  carriedOut: fc.nat({ max: 1 }),
  explains: fc.boolean(),
  indent: fc.nat({ max: 1 }),
});
const rosterChange = fc.record({
  what: fc.constant('roster' as const),
  agency,
  change: fc.constantFrom<Partial<RosterEntry>[]>(
    { to: 2021 },
    {},
    { name: '改了名的局' },
    { kind: 'government' },
  ),
});
/** A publication that an operator records, of an agency that has filed or has not. */
const publication = fc.record({
  what: fc.constant('publication' as const),
  agency,
  year: fc.constantFrom(...YEARS),
  publishedOn: fc.constantFrom('2024-01-01', '2024-01-02'),
});
/** A look at where it is published: it finds the page there, or gone. */
const check = fc.record({
  what: fc.constant('check' as const),
  agency,
  year: fc.constantFrom(...YEARS),
  state: fc.constantFrom('alive' as const, 'gone' as const),
});
/** Days are set, changed and withdrawn; a load may be taken back. */
const calendarLoad = fc.record({
  what: fc.constant('calendar' as const),
  line: fc.record({
    year: fc.constantFrom(...YEARS),
    scope: fc.constantFrom('450200', '450205', 'aa'),
    kind: fc.constantFrom(undefined, 'department' as const),
    type: fc.constantFrom(undefined, 'internal' as const),
    day: fc.constantFrom(undefined, '01-05', '01-20', '02-10', '03-05'),
    reason: fc.constantFrom('通知', '又一个通知'),
  }),
});
const undo = fc.record({ what: fc.constant('undo' as const) });
/** An act of the office about one of the agency's submissions, or the withdrawal of its last act. */
const act = fc.record({
  what: fc.constant('act' as const),
  agency,
  year: fc.constantFrom(...YEARS),
  kind: fc.constantFrom(
    'return' as const,
    'return' as const,
    'demand' as const,
    'confirm' as const,
    'withhold' as const,
    'withdraw' as const,
    'note' as const,
    'answer-explanation' as const,
  ),
  /** Counted from the newest. */
  about: fc.nat({ max: 2 }),
});
const event = fc.oneof(
  { weight: 5, arbitrary: filing },
  { weight: 2, arbitrary: publication },
  { weight: 1, arbitrary: check },
  { weight: 1, arbitrary: rosterChange },
  { weight: 3, arbitrary: calendarLoad },
  { weight: 1, arbitrary: undo },
  { weight: 4, arbitrary: act },
);
type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;
type Filing = Extract<Event, { what: 'filing' }>;
type Dated = Event & { readonly at: Instant };

const PATHS = ['received', 'carriedIn', 'carriedOut', 'results/granted', 'results/total'].flatMap((row) =>
  ['naturalPerson', 'total'].map((column) => `/applications/${row}/${column}`),
);

function documentOf({
  agency: { id, district, kind },
  year,
  content,
  explains,
  indent,
  ...numbers
}: Filing): Uint8Array {
  const document = aBalancedReport({ agencyId: id, district, year, ...numbers });
  if (content === 'unbalanced') document.applications.received.total += 1;
  if (content === 'empty text') document['narrative'] = { overview: '平稳。', problems: '无', other: '' };
  if (content === 'copied text' && district === '450205')
    document['narrative'] = { overview: TEXT, problems: '信息更新不够及时。', other: '' };
  if (explains)
    document['explanations'] = [
      ...(kind === 'consolidated' ? PATHS.map((path) => ({ rule: 'C1', path, text: '口径不同。' })) : []),
      ...PATHS.slice(2, 4).map((path) => ({ rule: 'Y1', path, text: '上年漏报。' })),
      { rule: 'Q2', path: '/narrative/problems', text: '确无问题。' },
      { rule: 'Q3', path: '/narrative', text: '两个机关合署办公。' },
      { rule: 'Q4', path: '/applications', text: '确实没有申请。' },
    ];
  const text = JSON.stringify(document, undefined, indent);
  return new TextEncoder().encode(content === 'not json' ? text.slice(0, -5) : text);
}

const placeOf = ({ agency: { id, district }, year }: Pick<Filing, 'agency' | 'year'>): Place => ({
  district,
  agencyId: id,
  year,
});
const WHOLE = YEARS.map((year) => ({ district: '450205', agencyId: 'whole', year }));
const EVERYONE = ROSTER.flatMap(({ id, district }) =>
  YEARS.map((year) => ({ place: { district, agencyId: id, year } })),
);

/** What the stream leads to. */
async function settle(store: Store, reports: readonly ChangedReport[]): Promise<void> {
  const places = reports.map(({ place }) => place);
  await recheckReports(store, reports);
  await recheckNeighbours(store, places);
  for (const compared of [WHOLE, []]) {
    for (const code of REGIONS) for (const year of YEARS) await recomputeRegion(store.table, code, year);
    await recheckNeighbours(store, compared);
  }
}

const itemAt = async ({ table }: Store, place: Place) => (await table.agencyYearsAt([place]))(place);

async function apply(store: Store, happened: Dated, upload: Upload | undefined): Promise<void> {
  if (happened.what === 'filing' || happened.what === 'act') {
    const place = placeOf(happened);
    const before = await itemAt(store, place);
    if (happened.what === 'act') await actOn(store, place, happened);
    else if (upload) await receiveUpload(store, upload);
    // As the stream tells it: where nothing has changed, nothing is looked at.
    const changed = changedBetween(before, await itemAt(store, place));
    await settle(store, changed ? [changed] : []);
    return;
  }
  if (happened.what === 'publication' && upload)
    await receivePublication(receivingAt(store, happened.at), upload);
  if (happened.what === 'check') {
    const { at, state } = happened;
    const url = addressOf(placeOf(happened));
    const found = { checkedAt: at, url, state, comparison: { kind: 'not-compared' } } as const;
    await keepVisit(store.table, placeOf(happened), { url, since: at, visitedAt: at, found });
  }
  if (happened.what === 'roster')
    await loadRoster(store.table, [{ ...happened.agency, ...happened.change }], happened.at);
  if (happened.what === 'calendar') await loadDay(store, happened);
  if (happened.what === 'undo') await undoDays(store, happened.at);
  await settle(store, EVERYONE);
}

/** What is refused then is refused in a replay, too. */
async function actOn(
  store: Store,
  on: Place,
  { kind, about, at }: Extract<Dated, { what: 'act' }>,
): Promise<void> {
  const asked = { id: `act-${at}`, by: { kind: 'operator' }, on, why: '理由' } as const;
  const deps = acting(store, at);
  const submissionId =
    (await store.table.submissions(on, { consistent: true }))[about]?.submissionId ?? 'none';
  if (kind === 'note') await recordAct(deps, { ...asked, kind });
  else if (kind === 'withdraw') {
    const last = (await store.table.acts(on)).findLast((done) => done.kind !== 'withdraw');
    await recordAct(deps, { ...asked, kind, act: last?.id ?? 'none' });
  } else if (kind === 'confirm' || kind === 'withhold')
    await recordAct(deps, { ...asked, kind, submissionId });
  else if (kind === 'answer-explanation')
    await recordAct(deps, { ...asked, kind, submissionId, answer: 'refused' });
  else await recordAct(deps, { ...asked, kind, submissionId, until: toIsoDay('2024-12-31') });
}

/** What the last load of a store's calendar changed, and when. */
const lastLoads = new WeakMap<
  Store,
  { readonly entries: readonly LoadEntry<CalendarRecord>[]; readonly at: Instant }
>();

async function loadDay(
  store: Store,
  { line: { day, ...line }, at }: Extract<Dated, { what: 'calendar' }>,
): Promise<void> {
  const until = day === undefined ? undefined : toIsoDay(`${line.year + 1}-${day}`);
  const lines = [{ ...line, until }];
  const entries = await changedByCalendar(store.table, await planCalendar(store.table, lines, at));
  await loadCalendar(store.table, lines, at);
  lastLoads.set(store, { entries, at });
}

async function undoDays(store: Store, now: Instant): Promise<void> {
  const last = lastLoads.get(store);
  if (!last) return;
  lastLoads.delete(store);
  await (await planUndoCalendar({ ...store, now }, last.entries, last.at)).write();
}

/** S3's own clock says when a publication was received: here it is the history's. */
const receivingAt = (store: Store, at: Instant): Store => ({
  ...store,
  bucket: {
    ...store.bucket,
    async uploaded(key, versionId) {
      const version = await store.bucket.uploaded(key, versionId);
      return version && { ...version, lastModified: at };
    },
  },
});

/** With what follows from the load of the roster, too: a region's total is there before anything is filed. */
async function opened(bucket: string): Promise<Store> {
  const regions = ['000000', '450000', ...REGIONS].map((code) => ({ code, name: `区划${code}` }));
  const store = await aStore({ ...engines, bucket }, { regions, roster: ROSTER, now: LOADED_AT });
  await settle(store, EVERYONE);
  return store;
}

describe('the table as of an instant', () => {
  it('says what a table says that heard of nothing later', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: DAYS }), event), { minLength: 4, maxLength: 14 }),
        fc.array(fc.nat({ max: 14 }), { minLength: 2, maxLength: 2 }),
        async (events, moments) => {
          const history = dated(events);
          // Its own: acts of other histories have the same ids.
          const bucket = await aBucket(engines, `as-of-${++run}`);
          const full = await opened(bucket);
          const uploads: (Upload | undefined)[] = [];
          for (const happened of history) {
            const upload =
              happened.what === 'filing' || happened.what === 'publication'
                ? await uploaded(full, happened)
                : undefined;
            uploads.push(upload);
            await apply(full, happened, upload);
          }
          for (const moment of moments) {
            const at = history[moment % history.length]!.at;
            const replayed = await opened(bucket);
            for (const [i, happened] of history.entries())
              if (happened.at <= at) await apply(replayed, happened, uploads[i]);
            expect(await told(readTableAt(full.table, at), at)).toEqual(await told(replayed.table, at));
          }
        },
      ),
      {
        numRuns: Number(process.env['GOUJI_PROPERTY_RUNS'] ?? 8),
        endOnFailure: true,
        examples: [
          [RECORDED_TWICE, [1, 2]],
          [COMPLETED_BY_THE_ROSTER, [3, 2]],
          [NOBODY_LEFT, [0, 0]],
          [ORIGINAL_RENAMED, [2, 2]],
          [ORIGINAL_WITHDRAWN, [2, 2]],
          [RETURNED_AND_CORRECTED, [2, 4]],
          [WITHHELD_AND_SHOWN, [0, 1]],
          [RETURNED_AND_FILED_AGAIN, [2, 3]],
          [MARKED_AND_UNMARKED, [3, 6]],
          [INTERNAL_DATES_CHANGE, [0, 2]],
          [INTERNAL_DATES_CHANGE, [3, 4]],
        ],
      },
    );
  }, 600_000);
});

describe('totals that are kept of days', () => {
  it('are what a replay tells of the end of every day, whatever came late, before a night and after it', async () => {
    const happening = fc.record({
      day: fc.nat({ max: DAYS }),
      happened: event,
      isLate: fc.boolean(),
      msOfDay: fc.constantFrom(0, 0, LAST_MS_OF_DAY, LAST_MS_OF_DAY + 1),
      isNightAfter: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 4, maxLength: 10 }), async (events) => {
        const bucket = await aBucket(engines, `days-${++run}`);
        const store = await opened(bucket);
        const history = dated(events.map(({ day, happened, msOfDay }) => [day, happened, msOfDay] as const));
        // Reports that come late are received when everything else has been, the last one first.
        const isLate = (happened: Dated, i: number): boolean =>
          happened.what === 'filing' && events[i % events.length]!.isLate;
        const late = history.filter(isLate);
        const inOrder = [...history.filter((happened, i) => !isLate(happened, i)), ...late.toReversed()];
        const days = [
          ...new Set(history.flatMap(({ at }) => [tellChinaDay(at), addDays(tellChinaDay(at), 1)])),
          toIsoDay('2023-12-31'),
        ];
        const compareAll = async (): Promise<void> => {
          for (const at of days.map(endOfChinaDay)) {
            const replayed = await told(readTableAt(withoutDays(store.table), at), at);
            expect(await told(readTableAt(store.table, at), at)).toEqual(replayed);
          }
        };
        for (const [i, happened] of inOrder.entries()) {
          const isUploaded = happened.what === 'filing' || happened.what === 'publication';
          await apply(store, happened, isUploaded ? await uploaded(store, happened) : undefined);
          if (events[i % events.length]!.isNightAfter) await aNight(store);
        }
        await compareAll();
        await aNight(store);
        await compareAll();
        for (const code of REGIONS)
          for (const year of YEARS) expect(await findWrongDays(store.table, { code, year })).toEqual([]);
        // Everything is kept now: no history of a region below is read, unless an explanation came before what it explains.
        const read = new Set<string>();
        const counted = countHistories(store.table, read);
        const isExplained = history.some(
          (one) => one.what === 'filing' && one.agency.id === 'city' && one.explains,
        );
        for (const at of days.map(endOfChinaDay)) {
          const then = readTableAt(counted, at);
          await then.regionYears('450200', YEARS, []);
          expect([...read]).toEqual([]);
          if (!isExplained) await then.children('450200', 2023);
          expect([...read].filter((one) => !one.startsWith('450200#'))).toEqual([]);
          read.clear();
        }
      }),
      {
        numRuns: Number(process.env['GOUJI_PROPERTY_RUNS'] ?? 4),
        endOnFailure: true,
        examples: [[EXPLAINED_BEFORE_IT_IS_COMPARED]],
      },
    );
  }, 600_000);
});

const LAST_MS_OF_DAY = 16 * 3_600_000 - 1;

async function aNight({ table }: Store): Promise<void> {
  for (const code of REGIONS)
    for (const year of YEARS)
      expect((await keepDays(table, { code, year }, instant('2024-12-31T00:00:00Z'))).left).toBe(0);
}

function countHistories(table: Store['table'], read: Set<string>): Store['table'] {
  return {
    ...table,
    history(region, year, options) {
      read.add(`${region}#${year}`);
      return table.history(region, year, options);
    },
  };
}

/** The same table, as an earlier version has it: no total tells what came of it. */
function withoutDays(table: Store['table']): Store['table'] {
  const without = <Total extends object>(total: Total): Total => ({ ...total, history: undefined });
  return {
    ...table,
    async regionYears(...asked) {
      const read = await table.regionYears(...asked);
      return { ...read, years: new Map([...read.years].map(([year, total]) => [year, without(total)])) };
    },
    async history(region, year) {
      const read = await table.history(region, year);
      return { ...read, regions: read.regions.map(without) };
    },
  };
}

/** What was recorded before its report was filed, and something else after the instants that are asked for. */
const RECORDED_TWICE: [number, Event][] = [
  [1, { what: 'publication', agency: memberOf('aa'), year: 2023, publishedOn: '2024-01-01' }],
  [2, plainly('aa', 3)],
  [3, { what: 'check', agency: memberOf('aa'), year: 2023, state: 'alive' }],
  [4, { what: 'check', agency: memberOf('aa'), year: 2023, state: 'gone' }],
  [40, { what: 'publication', agency: memberOf('aa'), year: 2023, publishedOn: '2024-01-02' }],
];

/** The total is first compared when the roster leaves out the agency that it lacked: an explanation is bound to it then. */
const COMPLETED_BY_THE_ROSTER: [number, Event][] = [
  [1, plainly('whole', 7)],
  [2, plainly('aa', 3)],
  [30, { what: 'roster', agency: memberOf('bb'), change: { to: 2021 } }],
  [40, plainly('aa', 0)],
];

/** The report about the city is explained while agencies of the districts are lacking; one of them files late, one corrects. */
const EXPLAINED_BEFORE_IT_IS_COMPARED = [
  { id: 'city', day: 30, received: 7, isLate: false },
  { id: 'aa', day: 31, received: 3, isLate: true },
  { id: 'bb', day: 32, received: 3, isLate: false },
  { id: 'cc', day: 33, received: 3, isLate: false },
  { id: 'dd', day: 34, received: 3, isLate: false },
  { id: 'bb', day: 40, received: 0, isLate: false },
].map(({ id, day, received, isLate }) => ({
  day,
  happened: plainly(id, received as Filing['received']),
  isLate,
  msOfDay: 0,
  isNightAfter: true,
}));

/** The only agency of its district, which had a total since the roster was loaded. */
const NOBODY_LEFT: [number, Event][] = [
  [20, { what: 'roster', agency: memberOf('cc'), change: { to: 2021 } }],
];

/** Whose text it is stays explained, whatever that agency is called by now. */
const ORIGINAL_RENAMED: [number, Event][] = [
  [40, { ...plainly('aa', 0), content: 'copied text' }],
  [62, { ...plainly('whole', 0), content: 'copied text' }],
  [64, { what: 'roster', agency: memberOf('aa'), change: { name: '改了名的局' } }],
];

/** Whose text it was files another: there is nothing any more that it is a copy of. */
const ORIGINAL_WITHDRAWN: [number, Event][] = [
  [20, { ...plainly('bb', 0), content: 'copied text' }],
  [40, { ...plainly('aa', 0), content: 'copied text' }],
  [60, plainly('bb', 0)],
];

/** A copied text is returned, and its copy with it no copy; corrected; the return withdrawn when it is past. */
const RETURNED_AND_CORRECTED: [number, Event][] = [
  [20, { ...plainly('bb', 0), content: 'copied text' }],
  [40, { ...plainly('aa', 0), content: 'copied text' }],
  [50, { what: 'act', agency: memberOf('bb'), year: 2023, kind: 'return', about: 0 }],
  [60, plainly('bb', 3)],
  [70, { what: 'act', agency: memberOf('bb'), year: 2023, kind: 'demand', about: 0 }],
  [80, { what: 'act', agency: memberOf('bb'), year: 2023, kind: 'withdraw', about: 0 }],
];

/** A text is withheld, and shown again: nothing of that is told of before. */
const WITHHELD_AND_SHOWN: [number, Event][] = [
  [20, plainly('aa', 3)],
  [40, { what: 'act', agency: memberOf('aa'), year: 2023, kind: 'withhold', about: 0 }],
  [50, { what: 'act', agency: memberOf('aa'), year: 2023, kind: 'withdraw', about: 0 }],
];

/** Filed again as it was, it stays in force, and that is told; then it is confirmed. */
const RETURNED_AND_FILED_AGAIN: [number, Event][] = [
  [20, plainly('aa', 3)],
  [40, { what: 'act', agency: memberOf('aa'), year: 2023, kind: 'return', about: 0 }],
  [50, plainly('aa', 3)],
  [60, { what: 'act', agency: memberOf('aa'), year: 2023, kind: 'confirm', about: 0 }],
];

/** A demand, an answer and a note are withdrawn, the last first. */
const MARKED_AND_UNMARKED: [number, Event][] = [
  [20, plainly('aa', 3)],
  ...(['demand', 'answer-explanation', 'note', 'withdraw', 'confirm', 'withdraw'] as const).map(
    (kind, i): [number, Event] => [
      40 + i,
      { what: 'act', agency: memberOf('aa'), year: 2023, kind, about: 0 },
    ],
  ),
];

/** Set for the city, set otherwise for the district, taken back, withdrawn; an agency files in between. */
const INTERNAL_DATES_CHANGE: [number, Event][] = [
  [20, internalDate('450200', '01-20')],
  [21, internalDate('450205', '01-05')],
  [22, plainly('aa', 3)],
  [23, { what: 'undo' }],
  [24, internalDate('450200', undefined)],
];

function internalDate(scope: string, day: string | undefined): Event {
  return {
    what: 'calendar',
    line: { year: 2023, scope, kind: undefined, type: 'internal', day, reason: '通知' } as Extract<
      Event,
      { what: 'calendar' }
    >['line'],
  };
}

function plainly(id: string, received: Filing['received']): Filing {
  const rest = {
    year: 2023,
    content: 'balanced',
    carriedIn: 0,
    carriedOut: 0,
    explains: true,
    indent: 0,
  } as const;
  return { what: 'filing', agency: memberOf(id), received, ...rest };
}

function memberOf(id: string): RosterEntry {
  const found = ROSTER.find((member) => member.id === id);
  if (!found) throw new Error(id);
  return found;
}

/** Each at an instant of its own, in their order; roster and calendar change after the roster was loaded. */
function dated(events: readonly (readonly [number, Event, number?])[]): Dated[] {
  return events
    .map(([day, happened, msOfDay = 0], i) => {
      const late = happened.what === 'filing' ? day : Math.max(day, 20);
      // About the end of a day in China each has another millisecond on its side of it.
      const own = msOfDay === 0 ? i * 1000 : msOfDay === LAST_MS_OF_DAY ? msOfDay - i : msOfDay + i;
      return { ...happened, at: makeInstant(countEpochMs(FROM) + late * 86_400_000 + own) };
    })
    .sort((a, b) => (a.at < b.at ? -1 : 1));
}

const addressOf = ({ agencyId }: Place): string => `https://www.example.gov.cn/${agencyId}.html`;

async function uploaded(
  { bucket }: Store,
  happened: Extract<Event, { what: 'filing' | 'publication' }> & { readonly at: Instant },
): Promise<Upload> {
  const place = placeOf(happened);
  if (happened.what === 'publication') {
    const { publishedOn } = happened;
    const document = { publishedOn, sourceUrl: addressOf(place) };
    const { versionId } = await bucket.putPublication(
      place,
      new TextEncoder().encode(JSON.stringify(document)),
    );
    return { key: makePublicationKey(place), versionId, sequencer: String(versionId) };
  }
  const { versionId } = await bucket.upload('backfill', place, documentOf(happened), happened.at);
  return { key: makeDocumentKey('backfill', place), versionId, sequencer: String(versionId) };
}

/** All that pages and answers read. */
async function told(table: Pick<AsOfReads, 'children' | 'regionYears'>, at: Instant): Promise<unknown> {
  const regions = [];
  for (const code of REGIONS)
    for (const year of YEARS) {
      const { agencies, beside, regions: below } = await table.children(code, year);
      const { years } = await table.regionYears(code, [year], []);
      regions.push({
        code,
        year,
        agencies: agencies.map((item) => agencyTold(item, at)),
        beside: beside.map((item) => agencyTold(item, at)),
        below: below.map(regionTold),
        total: [...years.values()].map(regionTold),
      });
    }
  return plain(regions);
}

function agencyTold(item: AgencyYear, at: Instant) {
  const {
    agency,
    obliged,
    isAway,
    extension,
    internal,
    inForce,
    latest,
    firstAccepted,
    publication,
    sourceCheck,
    rules,
  } = item;
  return {
    agency,
    obliged,
    isAway,
    extension,
    internal,
    state: tellState({ obliged, inForce, submitted: latest !== undefined }),
    inForce: inForce && { ...inForce, figures: [...inForce.figures.cells] },
    latest,
    firstAccepted,
    publication,
    sourceCheck,
    // A text that is withheld later is kept back before, too.
    acts: item.acts?.filter((one) => one.at <= at),
    office: item.office,
    explanations: item.explanations,
    open: rules?.open,
    explained: rules?.explained,
    // Which comparisons fired on the way, the current table knows alone.
    fired: rules?.fired.filter((rule) => !isContextual(rule)),
  };
}

const regionTold = ({ code, reports, figures, fees, filings, marks }: RegionYear) => ({
  code,
  reports,
  fees,
  figures: [...figures.cells],
  filings,
  marks,
});

const plain = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, inner: unknown) =>
      // An agency of which nothing is to be said has no record, or an empty one.
      ['acts', 'explanations', 'fired', 'open', 'explained'].includes(key) &&
      Array.isArray(inner) &&
      inner.length === 0
        ? undefined
        : inner,
    ),
  );

function instant(text: string): Instant {
  const parsed = parseInstant(text);
  if (!parsed) throw new Error(text);
  return parsed;
}
