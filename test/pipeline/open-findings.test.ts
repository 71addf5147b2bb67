/** What is open in reports, told from what is kept of it, is what looking at the reports anew tells. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listShownFindings } from '../../shared/domain/verdict/findings-shown.ts';
import type { AgencyYearFacts } from '../../shared/domain/standing/child-facts.ts';
import { readOpenFindings } from '../../shared/pipeline/open-findings.ts';
import { readTableAt } from '../../shared/pipeline/as-of.ts';
import { systemClock } from '../../shared/runtime/system-clock.ts';
import { act, anAct } from '../support/acting.ts';
import { readSurroundings } from '../../shared/pipeline/surroundings.ts';
import { DISTRICT, aDesk, member } from '../support/a-desk.ts';
import type { Store } from '../support/a-store.ts';
import { startEngines } from '../support/engines.ts';

const YEAR = 2024;
const placeOf = (agencyId: string, year = YEAR) => ({ district: DISTRICT, agencyId, year });

let engines: Awaited<ReturnType<typeof startEngines>>;
let desk: Awaited<ReturnType<typeof aDesk>>;
let store: Store;

/** Everyone carried four cases out of the year before: who takes over another number is warned of it (Y1), in two cells. */
beforeAll(async () => {
  engines = await startEngines();
  desk = await aDesk(
    engines,
    ['agreeing', 'differing', 'silent', 'returned', 'explained'].map((id) => member(id)),
  );
  ({ store } = desk);
  for (const id of ['agreeing', 'differing', 'silent', 'returned', 'explained'])
    await desk.receive({ id, year: YEAR - 1, carriedOut: 4 });
  await desk.settle();
  await desk.receive({ id: 'agreeing', year: YEAR, carriedIn: 4 });
  await desk.receive({ id: 'differing', year: YEAR, carriedIn: 2 });
  // A section that says nothing (Q2): the document's own.
  const sayNothing = (document: Record<string, unknown>): void => {
    document['narrative'] = {
      overview: '全年工作平稳有序,各栏目按月核对更新。',
      problems: '无。',
      other: '',
    };
  };
  await desk.receive({ id: 'silent', year: YEAR, carriedIn: 4, change: sayNothing });
  await desk.receive({ id: 'returned', year: YEAR, carriedIn: 3 });
  await desk.receive({
    id: 'returned',
    year: YEAR,
    carriedIn: 3,
    change: ({ applications }) => void (applications.received.total += 1),
  });
  await desk.receive({
    id: 'explained',
    year: YEAR,
    change: sayNothing,
    explanations: [{ rule: 'Q2', path: '/narrative/problems', text: '本年度没有问题。' }],
  });
  await desk.settle();
});
afterAll(() => engines.stop());

const facts = async (): Promise<readonly AgencyYearFacts[]> =>
  (await store.table.childFacts(DISTRICT, YEAR)).agencies;
const asBefore = ({ inForce, ...rest }: AgencyYearFacts): AgencyYearFacts => ({
  ...rest,
  inForce: inForce && { ...inForce, openContextual: undefined },
});
const rulesOf = (open: Awaited<ReturnType<typeof readOpenFindings>>) =>
  Object.fromEntries(
    [...open].map(([id, { findings, count }]) => [id, [...findings.map(({ rule }) => rule), count]]),
  );

describe('what is open in reports', () => {
  it('is what comparing kept, what the document says, and why it was returned', async () => {
    const open = await readOpenFindings(store.table, await facts());
    expect(rulesOf(open)).toEqual({
      differing: ['Y1', 'Y1', 2],
      silent: ['Q2', 1],
      returned: ['A1', 'A2', 'Y1', 'Y1', 4],
      explained: ['Y1', 'Y1', 2],
    });
  });

  it('is the same where it was not kept, and where the findings shown of a report are asked', async () => {
    const open = await readOpenFindings(store.table, await facts());
    expect(await readOpenFindings(store.table, (await facts()).map(asBefore))).toEqual(open);
    for (const [id, { findings }] of open) {
      const item = await desk.item(id, YEAR);
      const before = await store.table.agencyYearsAt([placeOf(id, YEAR - 1)]);
      const around = (await readSurroundings(store.table, [item], before))(item);
      const submissions = await store.table.submissions(placeOf(id), { consistent: true });
      const shown = submissions.flatMap((one) => listShownFindings(one, item, around));
      for (const finding of findings) expect(shown).toContainEqual(finding);
    }
  });

  it('reads no report of which nothing is open but what comparing found', async () => {
    const read: string[] = [];
    const table: Store['table'] = {
      ...store.table,
      agencyYearsAt(places, options) {
        read.push(...places.map(({ agencyId, year }) => `${agencyId} ${year}`));
        return store.table.agencyYearsAt(places, options);
      },
      submissionsAt(names) {
        read.push(...names.map(({ place }) => `of ${place.agencyId}`));
        return store.table.submissionsAt(names);
      },
    };
    const differing = (await facts()).filter(({ agency }) =>
      ['agreeing', 'differing', 'explained'].includes(agency.id),
    );
    await readOpenFindings(table, differing);
    expect(read).toEqual([]);
    await readOpenFindings(table, await facts());
    expect(read.sort()).toEqual(['of returned', 'of silent', 'silent 2024']);
  });

  it('follows what it is compared with', async () => {
    const said = async (): Promise<unknown> =>
      (await readOpenFindings(store.table, await facts())).get('differing')?.findings[0];
    expect(await said()).toMatchObject({ found: 2, expected: 4 });
    await desk.file({ id: 'differing', year: YEAR - 1, carriedOut: 5 });
    expect(await said()).toMatchObject({ found: 2, expected: 5 });
  });
});

describe('what the office withholds', () => {
  const MARK = '菉竹猗猗';
  it('is quoted by no finding, of the report in force or of a returned one, until that is withdrawn', async () => {
    const own = await aDesk(engines, [member('flagged'), member('spoiled'), member('beside')]);
    const quoting = (document: Record<string, unknown>): void => {
      document['narrative'] = {
        overview: `全年平稳（文字描述${MARK}）`,
        problems: `（文字描述${MARK}）`,
        other: '',
      };
    };
    await own.receive({ id: 'flagged', year: YEAR, change: quoting });
    await own.receive({ id: 'beside', year: YEAR, change: quoting });
    await own.receive({
      id: 'spoiled',
      year: YEAR,
      change: ({ applications }) => void Object.assign(applications.received, { commercial: MARK }),
    });
    await own.settle();
    const before = systemClock();
    const open = async (table = own.store.table) =>
      readOpenFindings(table, (await table.childFacts(DISTRICT, YEAR)).agencies);
    const quotes = async (table = own.store.table): Promise<string[]> =>
      [...(await open(table))]
        .flatMap(([id, one]) => (JSON.stringify(one).includes(MARK) ? [id] : []))
        .sort();
    const told = await open();
    expect(await quotes()).toEqual(['beside', 'flagged', 'spoiled']);
    const acts: string[] = [];
    for (const id of ['flagged', 'spoiled']) {
      const [last] = await own.store.table.submissions(placeOf(id));
      const deed = { kind: 'withhold', submissionId: last!.submissionId } as const;
      acts.push(await act(own.store, anAct(placeOf(id), deed), systemClock()));
    }
    await own.settle();
    expect(await quotes()).toEqual(['beside']);
    // Nor on a day before it was withheld.
    expect(await quotes(readTableAt<Store['table']>(own.store.table, before))).toEqual(['beside']);
    expect(rulesOf(await open())).toEqual(rulesOf(told));
    await act(own.store, anAct(placeOf('flagged'), { kind: 'withdraw', act: acts[0]! }), systemClock());
    await own.settle();
    expect(await quotes()).toEqual(['beside', 'flagged']);
  });
});
