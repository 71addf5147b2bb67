/**
 * Answers of the API to show: the same code that answers requests, over a district of two agencies whose filings are
 * the rules' own examples.
 */
import type { RosterRecord } from '../../shared/domain/roster/roster-entry.ts';
import type { Scheme } from '../../shared/domain/assessment/scheme.ts';
import type { AgencyYear } from '../../shared/domain/standing/agency-year-record.ts';
import { sumRegion, type RegionChildren, type RegionYear } from '../../shared/domain/standing/region-year.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import type { Submission } from '../../shared/domain/standing/submission.ts';
import { createHash } from 'node:crypto';
import {
  BULK_INDEX_KEY,
  makeBulkFileKey,
  type BulkFile,
  type BulkPart,
} from '../../shared/contracts/bucket/bulk-keys.ts';
import type { BulkIndex, BulkManifest } from '../../shared/contracts/bucket/stored-bulk.ts';
import { makeDocumentKey } from '../../shared/contracts/bucket/object-keys.ts';
import { makeInstant, toIsoDay, type Instant } from '../../shared/domain/basics/calendar.ts';
import { checkDocument } from '../../shared/domain/verdict/check-report.ts';
import { NATION, traceLineage } from '../../shared/domain/basics/region.ts';
import { EXAMPLE_AGENCY, exampleDocument, type Patch } from '../../shared/domain/rules/rule-examples.ts';
import { ROWS_ADD_UP } from '../../shared/domain/rules/sums/a1-rows-add-up.ts';
import { keepSubmission, withHistory } from '../../shared/pipeline/filed-report.ts';
import { judged } from '../../shared/pipeline/judge-agency-year.ts';
import type { Serving } from '../http/answer.ts';
import { createKeptAnswers } from '../http/kept-answers.ts';
import type { WebTable } from '../ports.ts';
import { api } from './api-routes.ts';
import type { Operation } from './operations.ts';

const NO_SCRIPT = { file: '', imports: [] };
const at = (text: string): Instant => makeInstant(Date.parse(text));
const NOW = at('2025-02-10T01:00:00Z');
const ENROLLED = at('2019-01-01T00:00:00Z');
const NAMES: Readonly<Record<string, string>> = {
  [NATION]: '全国',
  '450000': '广西壮族自治区',
  '450200': '柳州市',
  '450205': '柳北区',
};
const MISSING_AGENCY = { id: '450205-sjj', name: '柳北区审计局', aliases: [], district: '450205' };
const YEARS = [2023, 2024];
const SUMS = ROWS_ADD_UP.entry().examples;
const DOCUMENTS = new Map<string, Uint8Array>();

function filing(year: number, set: Patch, receivedAt: Instant, version: string): Submission {
  const document = exampleDocument({ ...SUMS.passes.filing, year, set });
  const bytes = new TextEncoder().encode(document);
  const { outcome, findings, report } = checkDocument(bytes, receivedAt);
  const place = { district: EXAMPLE_AGENCY.district, agencyId: EXAMPLE_AGENCY.id, year };
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  DOCUMENTS.set(sha256, bytes);
  const filed = { submissionId: version, order: receivedAt, receivedAt };
  const around = { previous: undefined, openers: [], total: undefined };
  return {
    place,
    key: makeDocumentKey('inbox', place),
    ...filed,
    sha256,
    sizeBytes: bytes.length,
    processedAt: receivedAt,
    outcome,
    findings: [...findings],
    contextualFindings: [],
    findingCount: findings.length,
    errorCount: findings.filter(({ severity }) => severity === 'error').length,
    rules: [...new Set(findings.map(({ rule }) => rule))],
    explanationCount: 0,
    ...(outcome === 'accepted' && report && keepSubmission(filed, sha256, report, findings, around, {})),
  };
}

const SUBMISSIONS: readonly Submission[] = [
  filing(2023, {}, at('2024-01-19T02:12:40Z'), 'EXAMPLE.2023.1'),
  filing(2024, SUMS.fires.filing.set, at('2025-01-17T03:05:11Z'), 'EXAMPLE.2024.1'),
  filing(2024, SUMS.passes.filing.set, at('2025-01-20T08:41:09Z'), 'EXAMPLE.2024.2'),
];

const submissionsOf = ({ district, agencyId, year }: Place): Submission[] =>
  SUBMISSIONS.filter(
    ({ place }) =>
      place !== 'unplaced' &&
      place.district === district &&
      place.agencyId === agencyId &&
      place.year === year,
  );

const AGENCY_YEARS: readonly AgencyYear[] = YEARS.flatMap((year) =>
  [EXAMPLE_AGENCY, MISSING_AGENCY].map(({ id, name, aliases, district }) => {
    const enrolled: AgencyYear = {
      revision: 1,
      district,
      year,
      agency: { id, name, aliases: [...aliases], kind: 'department' },
      obliged: true,
      since: ENROLLED,
    };
    const filed = submissionsOf({ district, agencyId: id, year });
    return judged(withHistory(enrolled, filed), {
      previous: undefined,
      openers: [],
      total: undefined,
    });
  }),
);

function childrenOf(region: string, year: number): RegionChildren {
  const child = Object.keys(NAMES).find((code) => traceLineage(code).at(-2) === region);
  return {
    agencies: AGENCY_YEARS.filter((item) => item.district === region && item.year === year),
    beside: [],
    regions: child === undefined ? [] : [regionYear(child, year)],
  };
}

function regionYear(code: string, year: number): RegionYear {
  const total = sumRegion(year, childrenOf(code, year));
  return { revision: 1, code, name: NAMES[code] ?? code, year, ...total };
}

function rosterOf(agencyId: string): RosterRecord | undefined {
  const agency = [EXAMPLE_AGENCY, MISSING_AGENCY].find(({ id }) => id === agencyId);
  return (
    agency && {
      ...agency,
      aliases: [...agency.aliases],
      kind: 'department',
      from: 2019,
      predecessors: [],
      since: ENROLLED,
    }
  );
}

const agencyYearOf = (district: string, agencyId: string, year: number): AgencyYear | undefined =>
  AGENCY_YEARS.find(
    (item) => item.district === district && item.agency.id === agencyId && item.year === year,
  );

const EXAMPLE_SCHEME: Scheme = {
  since: ENROLLED,
  rules: [
    {
      indicator: { zh: '按时报送', en: 'Filed on time' },
      fact: 'filed-late',
      deductionHundredths: 50,
      per: 1,
      limitHundredths: 500,
      source: '示例,非正式文件',
    },
  ],
};

const TABLE: WebTable = {
  observed: () => TABLE,
  children: (region, year) => Promise.resolve(childrenOf(region, year)),
  childMoves: () => Promise.resolve(new Map()),
  childFacts: (region, year) => Promise.resolve(childrenOf(region, year)),
  regionYears: (code, years, codes) =>
    Promise.resolve({
      years: new Map(
        years.filter((year) => YEARS.includes(year)).map((year) => [year, regionYear(code, year)] as const),
      ),
      names: new Map(codes.flatMap((one) => (NAMES[one] === undefined ? [] : [[one, NAMES[one]] as const]))),
      below: new Map(),
      spans: new Map(),
    }),
  childRegions: (region, year) => Promise.resolve([...childrenOf(region, year).regions]),
  searchedNames: () => Promise.resolve([]),
  scheme: () => Promise.resolve(EXAMPLE_SCHEME),
  agencyYears: ({ district, agencyId }, years) =>
    Promise.resolve(
      new Map(
        years.flatMap((year) => {
          const item = agencyYearOf(district, agencyId, year);
          return item ? [[year, item] as const] : [];
        }),
      ),
    ),
  agencyYearsAt: () =>
    Promise.resolve(({ district, agencyId, year }) => agencyYearOf(district, agencyId, year)),
  roster: (agencyId) => Promise.resolve(rosterOf(agencyId)),
  functions: () => Promise.resolve(undefined),
  disclosure: (agency) =>
    Promise.resolve({
      agency,
      since: ENROLLED,
      guide: { url: 'https://www.example.gov.cn/zfxxgk/zhinan', updated: toIsoDay('2024-03-01') },
      catalogue: { url: 'https://www.example.gov.cn/zfxxgk/mulu' },
      contact: { title: '办公室', address: '跃进路 1 号', hours: '工作日 9:00–17:00', phone: '0772-2812345' },
      points: [{ title: '柳北区档案馆', address: '胜利路 2 号', hours: '工作日 9:00–17:00' }],
      reviews: [],
    }),
  annotations: () => Promise.resolve(undefined),
  populationAround: () => Promise.resolve([]),
  map: () => Promise.resolve(undefined),
  dayTotals: () => Promise.resolve(() => undefined),
  rosterVersions: () => Promise.resolve([]),
  filedSubmissions: (place) => {
    const items = submissionsOf(place).toReversed();
    return Promise.resolve({ heads: items, items });
  },
  history: (region, year) =>
    Promise.resolve({
      agencies: [...childrenOf(region, year).agencies],
      regions: [...childrenOf(region, year).regions],
      submissions: SUBMISSIONS.filter(
        (one) => one.place !== 'unplaced' && one.place.district === region && one.place.year === year,
      ),
      acts: new Map(),
      publications: new Map(),
      sourceChecks: new Map(),
    }),
  regionsWithin: (code) =>
    Promise.resolve(
      Object.entries(NAMES)
        .filter(([one]) => traceLineage(one).includes(code))
        .map(([one, name]) => ({ code: one, name })),
    ),
  submissionsAt: () =>
    Promise.resolve(({ place, submissionId }) =>
      submissionsOf(place).find((one) => one.submissionId === submissionId),
    ),
};

const EXAMPLE_SHA256 = createHash('sha256').update('EXAMPLE').digest('hex');
const PART: BulkPart = { code: NATION, scope: 'whole' };
const INDEX: BulkIndex = { v: 1, at: NOW, parts: [{ ...PART, name: null, agencyYears: 4 }] };
const kept = (file: BulkFile, rows: number, sizeBytes: number): BulkManifest['files'][number] => ({
  file,
  key: makeBulkFileKey(PART, file),
  keptBytes: sizeBytes,
  rows,
  sizeBytes,
  sha256: EXAMPLE_SHA256,
});
const MANIFEST: BulkManifest = {
  v: 1,
  ...PART,
  name: null,
  at: NOW,
  tag: '1',
  years: YEARS.map((year) => ({
    year,
    edition: '2021',
    lines: 2,
    expected: 2,
    inForce: 1,
    equalsTotal: true,
    received: 15,
    results: 15,
  })),
  files: [
    {
      ...kept('tidy.csv', 924, 70_000),
      csv: {
        heads: '',
        years: [],
        ranges: [{ from: 2024, to: 2024, rows: 462, sizeBytes: 35_000, sha256: EXAMPLE_SHA256 }],
      },
    },
    kept('tidy.parquet', 924, 12_000),
  ],
};

const serving = (): Serving => ({
  table: TABLE,
  archive: {
    text: (key) => Promise.resolve(JSON.stringify(key === BULK_INDEX_KEY ? INDEX : MANIFEST)),
    stream: () => Promise.reject(new Error('no file is shown')),
  },
  bucket: {
    archived: (sha256) => Promise.resolve(DOCUMENTS.get(sha256)),
    receipt: () => Promise.resolve(undefined),
  },
  summaries: {
    marks: () => Promise.resolve(undefined),
    newestMarks: () => Promise.resolve(undefined),
    newestHead: () => Promise.resolve(undefined),
    newest: () => Promise.resolve(undefined),
  },
  now: () => NOW,
  version: '0.1.0',
  store: 'example',
  assets: {
    files: {},
    styles: '',
    charts: '',
    drawing: '',
    check: { 'zh-CN': NO_SCRIPT, en: NO_SCRIPT },
    filing: { 'zh-CN': NO_SCRIPT, en: NO_SCRIPT },
    converter: '',
    fresh: '',
    openapi: '',
    apiBodies: { 'zh-CN': '', en: '' },
    build: 'example',
  },
  connection: { bucket: 'gouji-reports', table: 'gouji', awsRegion: 'cn-north-1' },
  log: {
    error: (message, { error }) => {
      throw new Error(message, { cause: error });
    },
  },
  kept: createKeptAnswers(),
});

/** The document that is shown being checked: one sum is wrong. */
const exampleBody = (): string => exampleDocument(SUMS.fires.filing);

/** By the operations' names. */
export async function makeExampleAnswers(operations: readonly Operation[]): Promise<Record<string, unknown>> {
  const app = api(serving());
  const answers = await Promise.all(
    operations
      .filter(({ answers: [schema] }) => schema !== undefined)
      .map(async ({ id, method, example, forPrograms }): Promise<[string, unknown]> => {
        if (forPrograms) return [id, forPrograms.answer];
        const response = await app.request(
          example,
          method === 'post' ? { method: 'POST', body: exampleBody() } : undefined,
        );
        if (response.status !== 200) throw new Error(`${example} was answered with ${response.status}`);
        return [id, await response.json()];
      }),
  );
  return Object.fromEntries(answers);
}
