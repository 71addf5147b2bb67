/** A district with an agency in every state, filed through the pipeline's own steps on the embedded engines. */
import type { Dataset, RosterEntry } from '../../shared/domain/roster/roster-entry.ts';
import type { Hono } from 'hono';
import { createApp } from '../../web/app.tsx';
import type { WebDeps } from '../../web/ports.ts';
import { makeDocumentKey } from '../../shared/contracts/bucket/object-keys.ts';
import { parseInstant, type AgencyKind, type Instant } from '../../shared/domain/basics/calendar.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import { receiveUpload } from '../../shared/pipeline/receive-upload.ts';
import { TEST_ASSETS } from './test-assets.ts';
import { aBalancedReport } from './a-balanced-report.ts';
import { aStore, settle, type Store } from './a-store.ts';
import { startEngines, type TestEngines } from './engines.ts';
import { openBulkReader } from './an-archive.ts';
import { NO_SUMMARIES } from './refusing-table.ts';

export const DISTRICT = '450205';
export const HOSTILE_NAME = '<script>alert("1")</script>&恶意局';
export const HOSTILE_TEXT = '</script><img src=x onerror=alert(2)>';
/** What the two would be as markup; no page has anything of the kind. */
export const FROM_MARKUP = ':is(img, iframe, [onerror], script:not([src], [type="application/json"]))';
export const NOW = instant('2026-06-01T04:30:00Z');
export interface WebScene {
  readonly engines: TestEngines;
  readonly store: Store;
  readonly deps: WebDeps;
  readonly app: Hono;
  /** What the app logged as failed. */
  readonly failures: unknown[];
  /** Files one more report and lets the totals follow. */
  readonly file: (filing: SceneFiling) => Promise<void>;
  stop(): Promise<void>;
}

export interface SceneFiling {
  readonly id: string;
  readonly year: number;
  readonly received: number;
  readonly carriedIn?: number;
  readonly carriedOut?: number;
  /** ISO date-time; the deadline for 2024 was 2025-01-31 24:00 China time. */
  readonly at: string;
  readonly district?: string;
  readonly change?: (document: ReturnType<typeof aBalancedReport>) => void;
}

interface Member {
  readonly id: string;
  readonly name: string;
  readonly kind?: AgencyKind;
  readonly dataset?: Dataset;
  readonly district?: string;
  readonly to?: number;
  readonly mail?: string;
}

const MEMBERS: readonly Member[] = [
  { id: 'accepted-ju', name: '柳北区公安局', dataset: 'synthetic' },
  { id: 'late-ju', name: '柳北区教育局' },
  { id: 'flagged-ju', name: '柳北区司法局' },
  { id: 'returned-ju', name: '柳北区民政局' },
  { id: 'missing-ju', name: '柳北区审计局', mail: 'sjj@liubei.example.cn' },
  { id: 'nil-ju', name: '柳北区统计局' },
  { id: 'corrected-ju', name: '柳北区水利局' },
  { id: 'unreadable-ju', name: '柳北区商务局' },
  { id: 'partly-ju', name: '柳北区林业局' },
  { id: 'merged-ju', name: '柳北区旅游局', to: 2022 },
  { id: 'hostile-ju', name: HOSTILE_NAME, dataset: 'published' },
  { id: 'whole-qu', name: '柳北区人民政府(全区汇总)', kind: 'consolidated' },
  { id: 'city-ju', name: '柳州市档案局', district: '450200' },
  { id: 'kinds-ju', name: '五华区文化局', district: '530102' },
  { id: 'kinds-zhen', name: '华山街道办事处', kind: 'township', district: '530102' },
];

const ON_TIME = '2025-01-20T08:00:00Z';

const FILINGS: readonly SceneFiling[] = [
  { id: 'accepted-ju', year: 2020, received: 3, at: '2021-01-10T01:00:00Z' },
  { id: 'accepted-ju', year: 2023, received: 1_000, carriedOut: 40, at: '2024-01-10T01:00:00Z' },
  { id: 'accepted-ju', year: 2024, received: 1_204, carriedIn: 40, carriedOut: 57, at: ON_TIME },
  // Five minutes into 1 February in China: a day late.
  { id: 'late-ju', year: 2024, received: 6, at: '2025-01-31T16:05:00Z' },
  {
    id: 'flagged-ju',
    year: 2024,
    received: 5,
    at: ON_TIME,
    change: (document) => {
      document['narrative'] = { overview: '平稳。', problems: '无', other: '' };
    },
  },
  { id: 'returned-ju', year: 2024, received: 7, at: ON_TIME, change: spoil },
  {
    id: 'partly-ju',
    year: 2024,
    received: 7,
    at: ON_TIME,
    change: (document) => {
      Object.assign(document.applications.received, { commercial: '一' });
    },
  },
  { id: 'nil-ju', year: 2024, received: 0, at: ON_TIME },
  { id: 'corrected-ju', year: 2024, received: 8, at: ON_TIME },
  { id: 'corrected-ju', year: 2024, received: 9, at: '2025-03-01T02:00:00Z', change: spoil },
  {
    id: 'hostile-ju',
    year: 2024,
    received: 2,
    at: ON_TIME,
    change: (document) => {
      document['narrative'] = { overview: HOSTILE_TEXT, problems: HOSTILE_TEXT, other: '' };
      document['sourceUrl'] = 'https://example.org/report?a=1&b=2';
    },
  },
  { id: 'whole-qu', year: 2024, received: 1_300, carriedOut: 1, at: '2025-02-15T08:00:00Z' },
  { id: 'city-ju', year: 2024, received: 11, at: ON_TIME, district: '450200' },
  { id: 'kinds-ju', year: 2024, received: 9, at: ON_TIME, district: '530102' },
  { id: 'kinds-zhen', year: 2023, received: 5, at: '2024-01-20T08:00:00Z', district: '530102' },
  { id: 'kinds-zhen', year: 2024, received: 7, at: ON_TIME, district: '530102' },
];

function spoil(document: ReturnType<typeof aBalancedReport>): void {
  document.applications.received.total += 1;
}

function instant(text: string): Instant {
  const parsed = parseInstant(text);
  if (!parsed) throw new Error(`${text} is no instant`);
  return parsed;
}

export async function startWebScene(): Promise<WebScene> {
  const engines = await startEngines();
  const store = await aStore(engines, {
    regions: [
      { code: '000000', name: '全国' },
      { code: '450000', name: '广西壮族自治区' },
      { code: '450200', name: '柳州市' },
      { code: DISTRICT, name: '柳北区' },
      { code: '450202', name: '城中区' },
      { code: '530102', name: '五华区' },
    ],
    roster: MEMBERS.map(({ district = DISTRICT, kind = 'department', ...member }): RosterEntry => ({
      ...member,
      kind,
      district,
      aliases: [],
      from: 2019,
      predecessors: [],
    })),
    now: NOW,
  });

  async function put(place: Place, bytes: Uint8Array, at: string): Promise<void> {
    const { versionId } = await store.bucket.upload('backfill', place, bytes, instant(at));
    const key = makeDocumentKey('backfill', place);
    await receiveUpload(store, { key, versionId, sequencer: String(versionId) });
  }
  async function file(filing: SceneFiling): Promise<Place> {
    const { id, year, at, district = DISTRICT, change, ...numbers } = filing;
    const document = aBalancedReport({ agencyId: id, district, year, ...numbers });
    document.agency.name = MEMBERS.find((member) => member.id === id)?.name ?? id;
    change?.(document);
    const place = { district, agencyId: id, year };
    await put(place, new TextEncoder().encode(JSON.stringify(document)), at);
    return place;
  }

  const places: Place[] = [];
  for (const filing of FILINGS) places.push(await file(filing));
  const unreadable = { district: DISTRICT, agencyId: 'unreadable-ju', year: 2024 };
  await put(unreadable, new TextEncoder().encode('{"edition": "2021", '), ON_TIME);
  await settle(store, places);

  const failures: unknown[] = [];
  const deps: WebDeps = {
    table: store.table,
    bucket: store.bucket,
    archive: openBulkReader(engines, store.tableName),
    summaries: NO_SUMMARIES,
    now: () => NOW,
    version: '9.9.9',
    store: 'scene',
    assets: TEST_ASSETS,
    connection: { bucket: 'gouji', table: 'gouji', awsRegion: 'cn-local-1' },
    log: {
      error: (_message, extra) => {
        failures.push(extra);
      },
    },
  };
  return {
    engines,
    store,
    deps,
    app: createApp(deps),
    failures,
    file: async (filing) => {
      await settle(store, [await file(filing)]);
    },
    stop: () => engines.stop(),
  };
}
