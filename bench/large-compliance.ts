/**
 * A nation's compliance from its kept summary: 184 000 agencies, summarised directly, kept by the functions' own code in the S3 engine,
 * and read by pages, answers and files. The table answers no more than how many there are. Times are processor time of this process.
 */
import { gzipSync } from 'node:zlib';
import { openSummaries } from '../shared/adapters/open.ts';
import { hashBytes } from '../shared/adapters/hash-bytes.ts';
import { makeInstant, toIsoDay } from '../shared/domain/basics/calendar.ts';
import { NATION } from '../shared/domain/basics/region.ts';
import {
  summariseCompliance,
  type AgencyCompliance,
  type ComplianceSummary,
  type Mark,
} from '../shared/domain/compliance/compliance.ts';
import { slotInstant } from '../shared/domain/compliance/summary-slots.ts';
import { chooseEdition } from '../shared/domain/form/catalogue.ts';
import { sumContributions } from '../shared/domain/standing/region-total.ts';
import { createKeptSummaries, keepSummary, type KeptSummaries } from '../shared/pipeline/kept-summaries.ts';
import type { TestEngines } from '../test/support/engines.ts';
import { NO_SUMMARIES, refusingTable } from '../test/support/refusing-table.ts';
import { buildAssets } from '../web/build.ts';
import { compare, groupDigits, roundFigure, type Report } from './measure.ts';
import { loadApps } from './page.ts';

const YEAR = 2024;
type HeadAsked = Parameters<KeptSummaries['newestHead']>;

const SLOT = toIsoDay('2025-02-10');
const NOW = makeInstant(Date.UTC(2025, 1, 10, 1));
const SINCE = slotInstant(toIsoDay('2025-02-09'));
const PROVINCES = 34;
const DISTRICTS = 100;
const AGENCIES = 184_000;
const ROUNDS = 5;
const MOST_MS = 200;
const MOST_KB = 1_000;

/** Agencies stand in all provinces alike; some in the nation's own level, and a few of the lists that are rare. */
function makeSummary(count: number): ComplianceSummary {
  const agencies = Array.from({ length: count }, (_, i): AgencyCompliance => {
    const province = 11 + (i % PROVINCES);
    const district =
      i % 1500 === 0
        ? NATION
        : `${province}${String(1 + (Math.floor(i / PROVINCES) % DISTRICTS)).padStart(2, '0')}01`;
    const isMissing = i % 15 === 0;
    const isReturned = i % 15 === 7;
    const isNew = i % 11 === 0;
    const day = isNew ? '2025-02-09T20:00:00.000Z' : '2025-01-20T02:00:00.000Z';
    const at = isMissing ? undefined : makeInstant(Date.parse(day));
    const isIn = !isMissing && !isReturned;
    return {
      id: `${district}-jg${i}`,
      name: `某某市某某区人民政府机关第${i % 5000}局`,
      kind:
        i % 54 === 0 ? 'government' : i % 53 === 1 ? 'consolidated' : i % 4 === 0 ? 'township' : 'department',
      dataset: 'synthetic',
      district,
      districtName: '某某区',
      state: isMissing ? 'missing' : isReturned ? 'returned' : i % 10 === 3 ? 'flagged' : 'accepted',
      zero: isIn && i % 97 === 0 ? 'unconfirmed' : undefined,
      deadline: toIsoDay('2025-01-31'),
      extension: undefined,
      afterInternalDays: 0,
      lateDays: isIn && isNew ? 9 : 0,
      overdueDays: isIn ? 0 : 10,
      firstAcceptedAt: isIn ? at : undefined,
      correctedAt: undefined,
      latestAt: at,
      errors: isReturned ? 3 : isIn && i % 331 === 0 ? 2 : 0,
      openWarnings: i % 10 === 3 ? 2 : 0,
      submissionId: isMissing ? undefined : `v${i}.AbCdEfGhIjKlMnOpQrStUvWxYz012345`,
    };
  });
  const earlier = agencies.map((one): [string, Mark] => [
    one.id,
    one.lateDays > 0 ? { ...one, state: 'missing', lateDays: 0, submissionId: undefined } : one,
  ]);
  const finding = {
    rule: 'A1' as const,
    severity: 'warning' as const,
    path: '/requests/outcomes/granted/total',
    found: 12,
    expected: 13,
    message: { zh: '各项之和与合计不符,差 1 件', en: 'the parts do not add up to the total: 1 is missing' },
  };
  return summariseCompliance({
    region: { code: NATION, name: '全国' },
    year: YEAR,
    at: slotInstant(SLOT),
    agencies,
    children: Array.from({ length: PROVINCES }, (_, i) => ({ code: `${11 + i}0000`, name: `某某省${i}` })),
    openOf: ({ openWarnings, errors }) =>
      openWarnings + errors > 0
        ? { findings: [finding, finding], count: openWarnings + errors }
        : { findings: [], count: 0 },
    since: SINCE,
    earlier: new Map(earlier),
  });
}

const tellSeconds = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1e6;

export async function benchLargeCompliance(
  report: Report,
  engines: TestEngines,
  count = AGENCIES,
): Promise<void> {
  const { bucket } = openSummaries(engines.environment, engines.s3);
  const summary = makeSummary(count);
  const order = { code: NATION, year: YEAR, slot: SLOT };
  let [objects, bytes, largest] = [0, 0, 0];
  const beforeKeeping = process.cpuUsage();
  const sha256 = await keepSummary(
    {
      sha256: hashBytes,
      bucket: {
        keep: (to, name, content, options) => {
          const packed = gzipSync(content).byteLength;
          [objects, bytes, largest] = [objects + 1, bytes + packed, packed];
          return bucket.keep(to, name, content, options);
        },
      },
    },
    order,
    summary,
  );
  report({
    what: `keeping a nation’s summary in parts (${groupDigits(count)} agencies)`,
    value: tellSeconds(process.cpuUsage(beforeKeeping)),
    unit: ' s',
    detail: `${objects} objects, ${roundFigure(bytes / 1e6)} MB packed; ${roundFigure(process.memoryUsage.rss() / 1e6)} MB of memory with the summary and the engines’ clients`,
  });
  report({ what: 'its head, packed', value: largest / 1000, unit: ' kB', target: { atMost: 300 } });
  let reads = { objects: 0, bytes: 0 };
  const kept = createKeptSummaries({
    ledger: {
      summary: () => Promise.resolve(undefined),
      newestSummary: () => Promise.resolve({ order, sha256 }),
    },
    bucket: {
      kept: async (of, name) => {
        const content = await bucket.kept(of, name);
        reads = { objects: reads.objects + 1, bytes: reads.bytes + (content?.byteLength ?? 0) };
        return content;
      },
    },
  });
  const { createApp, createDownloads } = await loadApps();
  const refuse = () => Promise.reject(new Error('the bench reads no more of the table'));
  const log = {
    error: (message: string, { error }: { readonly error: unknown }) => {
      throw error instanceof Error ? error : new Error(message);
    },
  };
  const deps = {
    table: refusingTable(refuse, {
      regionYears: (code, years) =>
        Promise.resolve({
          years: new Map(
            years.slice(-1).map((year) => {
              const nobody = sumContributions(chooseEdition(year), []);
              const reports = { ...nobody.reports, expected: count };
              return [year, { ...nobody, reports, revision: 1, code, name: '全国', year }];
            }),
          ),
          below: new Map(),
          spans: new Map(),
          names: new Map(),
        }),
    }),
    bucket: { archived: refuse, receipt: refuse },
    summaries: { ...NO_SUMMARIES, newestHead: (...asked: HeadAsked) => kept.newestHead(...asked) },
    now: () => NOW,
    log,
  };
  const site = createApp({
    ...deps,
    version: 'bench',
    store: 'bench',
    assets: await buildAssets(),
    connection: undefined,
  });
  const page = `/compliance/${NATION}/${YEAR}`;
  const addresses: Readonly<Record<string, string>> = {
    'the nation’s compliance page': `${page}?`,
    'its page 900': `${page}?page=900&`,
    'a list that is rare': `${page}?list=returnedCorrection&`,
    'agencies of its own level': `${page}?district=${NATION}&`,
    'governments alone': `${page}?kind=government&`,
    'with reports about whole regions': `${page}?consolidated=with&`,
    'the answer to programs, its first part': `/api/v1${page}?`,
    'a list for programs, its first thousand': `/api/v1${page}?list=accepted&`,
  };
  for (const [what, address] of Object.entries(addresses)) {
    let [length, round] = [0, 0];
    const { subjectMs, subjectWallMs } = await compare(
      ROUNDS,
      async () => {
        reads = { objects: 0, bytes: 0 };
        const response = await site.request(`${address}utm_source=${++round}`);
        length = Buffer.byteLength(await response.text());
        if (response.status !== 200) throw new Error(`${address} answered ${response.status}`);
      },
      () => undefined,
    );
    report({
      what: `server time of ${what}, made anew`,
      value: subjectMs.median,
      unit: ' ms',
      spread: subjectMs,
      target: { atMost: MOST_MS },
      detail: `${roundFigure(subjectWallMs.median)} ms on the clock; ${reads.objects} objects of ${roundFigure(reads.bytes / 1000)} kB unpacked are read`,
    });
    report({ what: `${what}, unpacked`, value: length / 1000, unit: ' kB', target: { atMost: MOST_KB } });
  }
  const downloads = createDownloads(deps);
  for (const file of ['agencies.csv', 'notice.docx']) {
    const before = process.cpuUsage();
    const response = await downloads.request(`${page}/tables/${file}`);
    const length = (await response.arrayBuffer()).byteLength;
    if (response.status !== 200) throw new Error(`${file} answered ${response.status}`);
    report({
      what: `the nation’s ${file}, ${roundFigure(length / 1e6)} MB`,
      value: tellSeconds(process.cpuUsage(before)),
      unit: ' s',
    });
  }
}
