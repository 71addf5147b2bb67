/**
 * The demonstration's city in the year in which one of its agencies stated its fees in yuan: the total that this makes is
 * nowhere told without its mark.
 */
import type { Hono } from 'hono';
import pMap from 'p-map';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demonstration } from '../../demonstration/index.ts';
import { makeDocumentKey } from '../../shared/contracts/bucket/object-keys.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import { receiveUpload, type Upload } from '../../shared/pipeline/receive-upload.ts';
import { recheckNeighbours } from '../../shared/pipeline/recheck-neighbour.ts';
import { recomputeRegion } from '../../shared/pipeline/recompute-region.ts';
import { createApp } from '../../web/app.tsx';
import { createDownloads } from '../../web/downloads/app.ts';
import type { WebDeps } from '../../web/ports.ts';
import { aStore, type Store } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';
import { partsOf, readCsv, readXlsx } from '../support/read-files.ts';
import { rowOf, textOf } from '../support/read-html.ts';
import { NO_SUMMARIES } from '../support/refusing-table.ts';
import { TEST_ASSETS } from '../support/test-assets.ts';

const YEAR = 2025;
const CITY = '450200';
const DISTRICT = '450206';
const AGENCY = '450206-zjj';
const NAME = '柳江区住房和城乡建设局';
const FEES = '/proactive/fees/amountWanCny';
const PAGE = `/regions/${CITY}/years/${YEAR}`;

let engines: TestEngines;
let app: Hono;
let downloads: Hono;
beforeAll(async () => {
  engines = await startEngines();
  const store = await fileYear(engines);
  const deps: WebDeps = {
    table: store.table,
    bucket: store.bucket,
    summaries: NO_SUMMARIES,
    now: store.now,
    version: '9.9.9',
    store: 'scene',
    assets: TEST_ASSETS,
    connection: { bucket: 'gouji', table: 'gouji', awsRegion: 'cn-local-1' },
    log: { error: () => undefined },
  };
  app = createApp(deps);
  downloads = createDownloads(deps);
});
afterAll(() => engines.stop());

/** The city's year, as far as it tells of fees, and what the agency stated the year before. */
async function fileYear(on: TestEngines): Promise<Store> {
  const { regions, roster, filings } = demonstration();
  const isAsked = ({ district, agencyId, year }: Place): boolean =>
    district.startsWith('4502') && (year === YEAR || (agencyId === AGENCY && year === YEAR - 1));
  const asked = [...filings].filter(
    ({ place, document }) => isAsked(place) && /"amountWanCny": *[1-9]/.test(String(document)),
  );
  const filers = new Set(asked.map(({ place }) => place.agencyId));
  const store = await aStore(on, {
    regions,
    roster: roster.filter(({ id }) => filers.has(id)),
    now: '2026-06-01T04:30:00Z',
  });
  const uploads = new Map<string, Upload[]>();
  for (const { place, receivedAt, document } of asked) {
    const bytes = typeof document === 'string' ? new TextEncoder().encode(document) : document;
    const { versionId } = await store.bucket.upload('backfill', place, bytes, receivedAt);
    const key = makeDocumentKey('backfill', place);
    uploads.set(key, [...(uploads.get(key) ?? []), { key, versionId, sequencer: String(versionId) }]);
  }
  await pMap(
    uploads.values(),
    async (versions) => {
      for (const version of versions) await receiveUpload(store, version);
    },
    { concurrency: 8 },
  );
  await recheckNeighbours(store, [{ district: DISTRICT, agencyId: AGENCY, year: YEAR - 1 }]);
  const districts = regions.map(({ code }) => code).filter((code) => code.startsWith('4502'));
  for (const code of [...districts.filter((one) => one !== CITY), CITY, '450000', '000000'])
    await recomputeRegion(store.table, code, YEAR);
  return store;
}

async function get(from: Hono, path: string): Promise<Response> {
  const response = await from.request(path);
  expect({ path, status: response.status }).toEqual({ path, status: 200 });
  return response;
}
const page = async (path: string): Promise<string> => (await get(app, path)).text();
const file = async (path: string): Promise<Uint8Array> =>
  new Uint8Array(await (await get(downloads, path)).arrayBuffer());

interface Answer {
  readonly figures: { readonly proactive: { readonly fees: { readonly amountWanCny: number } } };
  readonly marked?: readonly object[];
  readonly children?: readonly { readonly id: string; readonly marked?: readonly object[] }[];
  readonly years?: readonly { readonly year: number; readonly marked?: readonly object[] }[];
}
const api = async (path: string): Promise<Answer> =>
  (await (await get(app, `/api/v1${path}`)).json()) as Answer;

describe('the total of 395.9 亿元', () => {
  it('is marked in the API, in the region itself, in its district and in the series', async () => {
    const { figures, marked, children } = await api(PAGE);
    expect((figures.proactive.fees.amountWanCny / 10_000).toFixed(1)).toBe('395.9');
    const mark = {
      path: FEES,
      agency: { id: AGENCY, name: NAME },
      figure: expect.any(Number) as unknown,
      previous: expect.any(Number) as unknown,
    };
    expect(marked).toEqual([mark]);
    expect(children?.filter((child) => child.marked).map(({ id }) => id)).toEqual([DISTRICT]);
    const { years } = await api(`/regions/450000/series`);
    expect(years?.filter((one) => one.marked)).toEqual([
      expect.objectContaining({ year: YEAR, marked: [mark] }),
    ]);
  });

  it('is marked on the page, with words that say whose figure makes it', async () => {
    const html = await page(PAGE);
    const [banner = ''] = /<section class="banner" data-marked[\s\S]*?<\/section>/.exec(html) ?? [];
    expect(textOf(banner)).toMatch(/^‡ 柳江区住房和城乡建设局的.*收费金额.*填的是 3 9\d\d \d\d\d.*2024年是/);
    expect(banner).toContain(`/agencies/${AGENCY}/years/${YEAR}`);
    const table = /<figure[^>]*id="chart-proactive"[\s\S]*?<\/figure>/.exec(html)?.[0] ?? '';
    expect(rowOf(table, '行政事业性收费').at(-1)).toContain('‡');
    expect(rowOf(table, '规章').at(-1)).toBe('–');
    const english = await page(`${PAGE}?lang=en`);
    expect(textOf(english)).toContain('check this total before you use it');
    expect(textOf(english)).toMatch(/‡ Liujiang Qu [A-Z][a-zA-Z' ]+ 柳江区住房和城乡建设局 states/);
  });

  it('is marked in the draft of the consolidated report, on its page and in Word', async () => {
    const html = await page(`${PAGE}/draft`);
    expect(html).toMatch(/<section class="banner" data-marked/);
    const draft = textOf(html);
    expect(draft).toMatch(/行政事业性收费 ?395[89]\d{3}(\.\d+)? ?‡万元/);
    expect(draft).toContain(`〔‡ ${NAME}的`);
    const xml = partsOf(await file(`${PAGE}/consolidated.docx`));
    expect(xml).toMatch(/行政事业性收费395[89]\d{3}(\.\d+)?‡万元/);
    expect(xml).toContain(`〔‡ ${NAME}的`);
  });

  it('is marked in each file', async () => {
    const csv = readCsv(await file(`${PAGE}/tables/form.csv`));
    expect(JSON.stringify(csv)).toContain(`‡ ${NAME}`);
    const agencies = readCsv(await file(`${PAGE}/tables/regions.csv`));
    expect(JSON.stringify(agencies)).toContain(`‡ ${NAME}`);
    const xlsx = await readXlsx(await file(`${PAGE}/tables/chart-proactive.xlsx`));
    expect(JSON.stringify([xlsx.rows, [...xlsx.said]])).toContain(`‡ ${NAME}`);
    const xml = partsOf(await file(`${PAGE}/consolidated.docx`));
    expect(/>[\d.]+‡</.exec(xml)?.[0]).toMatch(/>395[89]\d{3}(?:\.\d+)?‡</);
    expect(xml).toContain(`‡ ${NAME}`);
  });
});
