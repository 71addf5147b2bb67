/** A figure in doubt marks the totals that it makes, from its district to the nation, until it is explained or corrected. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readTableAt } from '../../shared/pipeline/as-of.ts';
import { recheckNeighbours } from '../../shared/pipeline/recheck-neighbour.ts';
import { recomputeRegion } from '../../shared/pipeline/recompute-region.ts';
import { renewYear } from '../../shared/pipeline/renew-year.ts';
import { verifyYear } from '../../shared/pipeline/verify.ts';
import { aDesk, member, type DeskFiling } from '../support/a-desk.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';

const FEES = '/proactive/fees/amountWanCny';
const REGIONS = ['450205', '450200', '450000', '000000'];

let engines: TestEngines;
let desk: Awaited<ReturnType<typeof aDesk>>;
beforeAll(async () => {
  engines = await startEngines();
  desk = await aDesk(engines, [
    member('jyj'),
    member('gaj'),
    member('whole', { kind: 'consolidated' }),
    member('city-ju', { district: '450200' }),
  ]);
  await desk.receive(charging({ id: 'jyj', year: 2023 }, 0.05));
  await file(charging({ id: 'gaj', year: 2024 }, 40));
  await file(charging({ id: 'jyj', year: 2024 }, 500));
});
afterAll(() => engines.stop());

const charging = (filing: DeskFiling, wan: number): DeskFiling => ({
  ...filing,
  change(document) {
    Object.assign(document['proactive'] as object, { fees: { amountWanCny: wan } });
  },
});

async function file(filing: DeskFiling): Promise<void> {
  await desk.receive(filing);
  const { id, district = '450205' } = filing;
  await recheckNeighbours(desk.store, [{ district, agencyId: id, year: 2024 }]);
  await addUp();
}
/** As the stream leads to it. */
async function addUp(): Promise<void> {
  for (const code of REGIONS) await recomputeRegion(desk.store.table, code, 2024);
}

async function marksOf(code: string, table = desk.store.table): Promise<string[]> {
  const { years } = await table.regionYears(code, [2024], []);
  return (years.get(2024)?.marks ?? []).map(
    ({ path, agency, figure, previous }) => `${path} ${agency.name} ${figure} ${previous}`,
  );
}
const everywhere = async (): Promise<string[][]> => Promise.all(REGIONS.map((code) => marksOf(code)));

const SLIP = `${FEES} 机关jyj 500000000 50000`;
const ALL_MARKED = REGIONS.map(() => [SLIP]);
const NONE_MARKED = REGIONS.map(() => []);

it('marks the total of each region above', async () => {
  expect(await everywhere()).toEqual(ALL_MARKED);
});

it('is proved, and told of the past', async () => {
  expect((await verifyYear(desk.store.table, desk.store.bucket, 2024)).discrepancies).toEqual([]);
  const past = { ...desk.store.table, ...readTableAt(desk.store.table, desk.store.now()) };
  expect(await marksOf('450200', past)).toEqual([SLIP]);
});

it('marks again as a year of an earlier version is judged anew', async () => {
  const { table } = desk.store;
  const item = await desk.item('jyj', 2024);
  if (!item.inForce) throw new Error('nothing is in force');
  const { doubts: _doubts, ...inForce } = item.inForce;
  await table.putAgencyYear({ ...item, inForce, revision: item.revision + 1 });
  await addUp();
  expect(await everywhere()).toEqual(NONE_MARKED);
  await renewYear(desk.store, 2024);
  await addUp();
  expect(await everywhere()).toEqual(ALL_MARKED);
});

it('marks nothing any more once it is explained, and once it is corrected', async () => {
  const explanations = [{ rule: 'Q5', path: FEES, text: '首次征收。' }];
  await file(charging({ id: 'jyj', year: 2024, explanations }, 500));
  expect(await everywhere()).toEqual(NONE_MARKED);
  await file(charging({ id: 'jyj', year: 2024 }, 600));
  expect((await everywhere()).map(({ length }) => length)).toEqual([1, 1, 1, 1]);
  await file(charging({ id: 'jyj', year: 2024 }, 0.06));
  expect(await everywhere()).toEqual(NONE_MARKED);
  await file(charging({ id: 'jyj', year: 2024 }, 600));
});

it('does not mark a total that it is a small part of, nor one above that', async () => {
  await file(charging({ id: 'city-ju', year: 2024, district: '450200' }, 2_000));
  expect((await everywhere()).map(({ length }) => length)).toEqual([1, 0, 0, 0]);
});

it('may be a number of applications', async () => {
  await desk.receive({ id: 'gaj', year: 2023, received: 10 });
  await file(charging({ id: 'gaj', year: 2024, received: 100 }, 40));
  expect(await marksOf('450000')).toEqual(['/applications/received/total 机关gaj 100 10']);
});
