/** A rule that comes later changes nothing of what was received before it, whatever judges that report once more. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toIsoDay, endOfChinaDay, addDays } from '../../shared/domain/basics/calendar.ts';
import { TEXT_RULES_SINCE } from '../../shared/domain/rules/text-rules-since.ts';
import { readTableAt } from '../../shared/pipeline/as-of.ts';
import { rebuildYear } from '../../shared/pipeline/rebuild.ts';
import { reconcile } from '../../shared/pipeline/reconcile.ts';
import { recheckReports } from '../../shared/pipeline/recheck-neighbour.ts';
import { renewYear } from '../../shared/pipeline/renew-year.ts';
import { aBucket } from '../support/a-store.ts';
import { aDesk, DISTRICT, member, type DeskFiling } from '../support/a-desk.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';

/** A placeholder, a left-over of a template, a person's number, documents that don't add up, rules that none may make. */
const faulty = (document: Record<string, unknown>): void => {
  document['narrative'] = { overview: '略', problems: '请在此填写。来电13900001234。', other: '' };
  document['signature'] = { name: '某某县财政局', date: '2019-01-17' };
  Object.assign(document['proactive'] as object, {
    rules: { made: 7, repealed: 0, inForce: 0 },
  });
};
const FILING: Omit<DeskFiling, 'at'> = { id: 'aa', year: 2024, change: faulty };
/** The last instant before the rules are in force, and the first one after. */
const BEFORE = endOfChinaDay(addDays(toIsoDay(TEXT_RULES_SINCE), -1));
const SINCE = new Date(Date.parse(BEFORE) + 1000).toISOString();

let engines: TestEngines;
let desk: Awaited<ReturnType<typeof aDesk>>;
beforeAll(async () => {
  engines = await startEngines();
  desk = await aDesk({ ...engines, bucket: await aBucket(engines, 'earlier-reports') }, [
    member('aa'),
    member('bb'),
    member('cc'),
  ]);
  await desk.file({ ...FILING, at: new Date(Date.parse(BEFORE) - 1000).toISOString() });
});
afterAll(() => engines.stop());

const place = { district: DISTRICT, agencyId: 'aa', year: 2024 };

describe('a report that came before the rules on texts', () => {
  it('is accepted, and flagged by the earlier rules alone', async () => {
    const { inForce, rules } = await desk.item('aa', 2024);
    expect(inForce?.openWarnings).toBe(0);
    expect(rules?.fired.filter((rule) => rule.startsWith('T'))).toEqual([]);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['a folder is brought to this version', () => renewYear(desk.store, 2024)],
    ['it is compared again', () => recheckReports(desk.store, [{ place }])],
    ['everything is rebuilt', () => rebuildYear(desk.store, 2024)],
    ['the night has passed', () => reconcile(desk.store, { graceMs: 0 })],
  ])('stays as it was when %s', async (_, judge) => {
    const before = await desk.store.state();
    await judge();
    await desk.settle();
    expect(await desk.store.state()).toEqual(before);
  });

  it('is told of the past as it was', async () => {
    const table = readTableAt(desk.store.table, desk.store.now());
    const { agencies } = await table.children(DISTRICT, 2024);
    expect(agencies.find(({ agency }) => agency.id === 'aa')?.inForce?.openWarnings).toBe(0);
  });
});

it('one that was flagged for being published after its upload stays so', async () => {
  const publish = (document: Record<string, unknown>): void => {
    document['publishedOn'] = '2026-01-15';
  };
  await desk.file({ id: 'cc', year: 2025, at: '2026-01-10T00:00:00Z', change: publish });
  const isFlagged = async (): Promise<boolean> =>
    (await desk.item('cc', 2025)).rules?.fired.includes('D2') === true;
  expect(await isFlagged()).toBe(true);
  await renewYear(desk.store, 2025);
  await rebuildYear(desk.store, 2025);
  await desk.settle();
  expect(await isFlagged()).toBe(true);
});

it('the same report is returned from the first moment on that they are in force', async () => {
  const receipt = await desk.file({ ...FILING, id: 'bb', at: SINCE });
  expect(receipt.outcome).toBe('returned');
  expect(receipt.findings.map(({ rule }) => rule)).toEqual(
    expect.arrayContaining(['T4', 'T9', 'T10', 'T3', 'T17', 'T16']),
  );
});
