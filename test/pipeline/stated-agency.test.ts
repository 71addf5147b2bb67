/** T13 through the pipeline: looked up when a report is received, kept with it, and told the same ever after. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aDesk, member, REGIONS } from '../support/a-desk.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());

const ROSTER = [member('jyj', { name: '青禾区教育局' }), member('czj', { name: '青禾区财政局' })];
const sign = (name: string) => (document: Record<string, unknown>) => {
  document['signature'] = { name, date: '2026-01-10' };
};

it('names the agency that signed, in the receipt and where the report is shown, whatever is loaded later', async () => {
  const desk = await aDesk(engines, ROSTER);
  const rules = async (): Promise<string[]> =>
    (await desk.comparisons('jyj', 2024)).filter((told) => told.startsWith('T13'));

  const { findings } = await desk.file({ id: 'jyj', year: 2024, change: sign('青禾区财政局') });
  expect(findings.filter(({ rule }) => rule === 'T13')).toMatchObject([
    { severity: 'warning', path: '/signature/name', found: '青禾区财政局' },
  ]);
  expect((await desk.item('jyj', 2024)).inForce?.statedAgency?.agencyId).toBe('czj');
  expect(await rules()).toEqual(['T13 /signature/name 青禾区财政局 null']);

  await desk.file({ id: 'jyj', year: 2024, change: sign('青禾区教育局') });
  expect(await rules()).toEqual([]);
});

it('reads no names for a report that names itself', async () => {
  const desk = await aDesk(engines, ROSTER);
  let reads = 0;
  const before = { ...desk.store.table };
  Object.assign(desk.store.table, {
    names: (of: readonly string[]) => {
      reads += 1;
      return before.names(of);
    },
  });
  await desk.receive({ id: 'jyj', year: 2024, change: sign('青禾区教育局') });
  await desk.receive({ id: 'czj', year: 2024 });
  expect(reads).toBe(0);
  await desk.receive({ id: 'czj', year: 2024, change: sign('青禾区水利局') });
  expect(reads).toBe(1);
});

it('names the agency of a region beside its own, which has the same name but for the place', async () => {
  const beside = { code: '450204', name: '白杨区' };
  const roster = [
    member('jyj', { name: '青禾区教育局', aliases: ['区教育局', '教育局'] }),
    member('by-jyj', { name: '白杨区教育局', aliases: ['区教育局'], district: beside.code }),
  ];
  const desk = await aDesk(engines, roster, [...REGIONS, beside]);
  const tell = async (name: string): Promise<unknown[]> =>
    (await desk.receive({ id: 'jyj', year: 2024, change: sign(name) })).findings
      .filter(({ rule }) => rule === 'T13')
      .map(({ found }) => found);
  expect(await tell('白杨区教育局')).toEqual(['白杨区教育局']);
  expect(await tell('区教育局')).toEqual([]);
});
