import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDocumentKey } from '../../shared/contracts/bucket/object-keys.ts';
import { readFigure } from '../../shared/domain/form/figures.ts';
import { receiveUpload, type Received } from '../../shared/pipeline/receive-upload.ts';
import { aBalancedReport } from '../support/a-balanced-report.ts';
import { aStore, settle, type Store } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';

const REGIONS = ['000000', '450000', '450200', '450202', '450205', '350000', '350100'].map((code) => ({
  code,
  name: `区划${code}`,
}));
const agency = (id: string, district: string) => ({
  id,
  name: `机关${id}`,
  aliases: [],
  district,
  kind: 'department' as const,
  from: 2019,
  predecessors: [],
});
const ROSTER = [
  agency('a-1', '450205'),
  agency('a-2', '450205'),
  agency('b-1', '450202'),
  agency('c-1', '350100'),
];
const RECEIVED = '/applications/received/total';

let engines: TestEngines;
let store: Store;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());

async function file(
  agencyId: string,
  district: string,
  year: number,
  numbers: { received: number; carriedIn?: number; carriedOut?: number; spoiled?: boolean },
): Promise<Received> {
  const document = aBalancedReport({ agencyId, district, year, ...numbers });
  if (numbers.spoiled) document.applications.received.total += 1;
  const place = { district, agencyId, year };
  const bytes = new TextEncoder().encode(JSON.stringify(document));
  const { versionId } = await store.bucket.upload('inbox', place, bytes);
  const received = await receiveUpload(store, {
    key: makeDocumentKey('inbox', place),
    versionId,
    sequencer: String(versionId),
  });
  await settle(store, [place]);
  return received;
}

async function receivedOf(code: string, year = 2023): Promise<number | undefined> {
  const item = (await store.table.regionYears(code, [year], [])).years.get(year);
  return item && readFigure(item.figures, RECEIVED);
}

async function totals(): Promise<Record<string, number | undefined>> {
  const codes = REGIONS.map(({ code }) => code);
  return Object.fromEntries(
    await Promise.all(codes.map(async (code) => [code, await receivedOf(code)] as const)),
  );
}

/** Facts follow from what they are of; the trail gets an entry of whatever arrives. */
const isBeside = (key: string): boolean => key.startsWith('facts#') || key.startsWith('audit#');

describe('a correction', () => {
  beforeAll(async () => {
    store = await aStore({ ...engines, bucket: engines.bucket }, { regions: REGIONS, roster: ROSTER });
    await file('a-1', '450205', 2023, { received: 10 });
    await file('a-2', '450205', 2023, { received: 5 });
    await file('b-1', '450202', 2023, { received: 3 });
    await file('c-1', '350100', 2023, { received: 2 });
  });

  it('adds up from district to nation', async () => {
    expect(await totals()).toEqual({
      '000000': 20,
      '450000': 18,
      '450200': 18,
      '450205': 15,
      '450202': 3,
      '350000': 2,
      '350100': 2,
    });
  });

  it('that is returned leaves the accepted report in force and every total as it was', async () => {
    const before = await store.state();
    const received = await file('a-1', '450205', 2023, { received: 99, spoiled: true });
    expect(received.kind === 'received' && received.receipt.outcome).toBe('returned');
    const after = await store.state();
    // That a rule fired once more is told in the totals, too.
    const told = (item: unknown) =>
      JSON.stringify(item, (key, value: unknown) => (key === 'signal' ? undefined : value));
    const changed = [...after].filter(
      ([key, item]) => !isBeside(key) && told(before.get(key)) !== told(item),
    );
    expect(changed.map(([key]) => key.replace(/#[^#]+$/, ''))).toEqual([
      '450205#2023|agency',
      '450205#2023|submission#a-1',
    ]);
    const [[, item]] = changed as [[string, { inForce: unknown; latest: { outcome: string } }]];
    expect(item.inForce).toEqual((before.get('450205#2023|agency#a-1') as { inForce: unknown }).inForce);
    expect(item.latest.outcome).toBe('returned');
  });

  it('that changes the sum changes district, city, province and nation, and nothing else', async () => {
    const before = await store.state();
    const first = (await store.table.submissions({ district: '450205', agencyId: 'a-1', year: 2023 })).at(-1);
    await file('a-1', '450205', 2023, { received: 12 });
    expect(await totals()).toEqual({
      '000000': 22,
      '450000': 20,
      '450200': 20,
      '450205': 17,
      '450202': 3,
      '350000': 2,
      '350100': 2,
    });
    const after = await store.state();
    const changed = [...after].filter(
      ([key, item]) => !isBeside(key) && JSON.stringify(before.get(key)) !== JSON.stringify(item),
    );
    expect(changed.map(([key]) => key.replace(/#[0-9a-f]{10,}$/i, ''))).toEqual([
      '000000#2023|region#450000',
      '450000#2023|region#450200',
      '450200#2023|region#450205',
      '450205#2023|agency#a-1',
      '450205#2023|submission#a-1',
      'root#2023|region#000000',
    ]);
    const old = await store.bucket.archived(first?.sha256 ?? '');
    expect(new TextDecoder().decode(old)).toContain('"naturalPerson":10');
    expect((await store.table.submissions({ district: '450205', agencyId: 'a-1', year: 2023 })).length).toBe(
      3,
    );
  });

  it('of last year opens and closes this year’s carry-over warning', async () => {
    const warnings = async (): Promise<number | undefined> =>
      (await store.table.agencyYears({ district: '450202', agencyId: 'b-1' }, [2024])).get(2024)?.inForce
        ?.openWarnings;
    await file('b-1', '450202', 2024, { received: 4, carriedIn: 2 });
    expect(await warnings()).toBe(2); // 自然人 and 总计: 2 carried in, nothing was carried out
    await file('b-1', '450202', 2023, { received: 3, carriedOut: 2 });
    expect(await warnings()).toBe(0);
    await file('b-1', '450202', 2023, { received: 3, carriedOut: 1 });
    expect(await warnings()).toBe(2);
  });
});
