import { agencyYearCodec } from '../../../shared/contracts/table/agency-year-codec.ts';
import { makeNarrativeKey, makeRosterKey } from '../../../shared/contracts/table/keys.ts';
import type { NarrativeEntry } from '../../../shared/domain/narrative/narrative-entry.ts';
import type { AgencyYear } from '../../../shared/domain/standing/agency-year-record.ts';
import type { RegionYear } from '../../../shared/domain/standing/region-year.ts';
import type { Submission } from '../../../shared/domain/standing/submission.ts';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTableClient } from '../../../shared/adapters/clients.ts';
import { createReportTable, type ReportTable } from '../../../shared/adapters/table/report-table.ts';
import { noFigures } from '../../../shared/domain/form/figures.ts';
import { makeInstant } from '../../../shared/domain/basics/calendar.ts';
import { splitIntoBands } from '../../../shared/domain/narrative/narrative-fingerprint.ts';
import { CorruptItemError, UnavailableError } from '../../../shared/errors.ts';
import { startEngines, type TestEngines } from '../../support/engines.ts';

const YEAR = 2024;
let engines: TestEngines;
let table: ReportTable;
const requests: string[] = [];
let client: ReturnType<typeof createTableClient>;
/** What DynamoDB does now and then: it leaves keys of a batch unread. */
let unprocessed = 0;

beforeAll(async () => {
  engines = await startEngines();
  client = createTableClient(engines.dynamodb);
  client.middlewareStack.add(
    (next, context) => async (args) => {
      requests.push(context.commandName ?? '');
      const result = await next(args);
      const output = result.output as { Responses?: Record<string, unknown[]>; UnprocessedKeys?: unknown };
      if (context.commandName === 'BatchGetItemCommand' && unprocessed > 0) {
        unprocessed -= 1;
        const { RequestItems } = args.input as { RequestItems: Record<string, { Keys: unknown[] }> };
        const [[name, { Keys }]] = Object.entries(RequestItems) as [[string, { Keys: unknown[] }]];
        output.Responses = { [name]: output.Responses?.[name]?.slice(1) ?? [] };
        output.UnprocessedKeys = { [name]: { Keys: Keys.slice(0, 1) } };
      }
      return result;
    },
    { step: 'initialize' },
  );
  table = createReportTable({ client, tableName: engines.table });
});
afterAll(() => engines.stop());

const agencyYear = (id: string, district: string, revision = 1): AgencyYear => ({
  revision,
  agency: { id, name: `机关${id}`, aliases: [], kind: 'department' },
  district,
  year: YEAR,
  obliged: true,
  since: makeInstant(0),
});
const submission = (id: string, district: string, version: string): Submission => ({
  place: { district, agencyId: id, year: YEAR },
  key: `inbox/${district}/${id}/${YEAR}.json`,
  submissionId: version,
  order: `1#${version}`,
  sha256: 'f'.repeat(64),
  sizeBytes: 1,
  receivedAt: makeInstant(0),
  processedAt: makeInstant(0),
  outcome: 'accepted',
  findings: [],
  contextualFindings: [],
  rules: [],
  explanationCount: 0,
  findingCount: 0,
  errorCount: 0,
});

describe('a region’s children', () => {
  it('are read to the last page', async () => {
    // A page is at most 1 MiB: 40 items of 60 kB are several.
    for (let i = 0; i < 40; i++) {
      const item = agencyYear(`paged-${i}`, '450001');
      const aliases = ['别'.repeat(20_000)];
      await table.putAgencyYear({ ...item, agency: { ...item.agency, aliases } });
    }
    requests.length = 0;
    expect((await table.children('450001', YEAR)).agencies).toHaveLength(40);
    expect(requests.filter((name) => name === 'QueryCommand').length).toBeGreaterThan(1);
  });

  it('are told apart from submissions and from other years', async () => {
    await table.putAgencyYear(agencyYear('a-1', '450002'));
    await table.record(submission('a-1', '450002', 'A1'), undefined);
    const region: RegionYear = {
      revision: 1,
      code: '450002',
      name: '区',
      year: YEAR,
      reports: { expected: 1, accepted: 0, flagged: 0, returned: 0, late: 0, synthetic: 0 },
      figures: noFigures('2021'),
      signal: new Map(),
      filings: new Map(),
      marks: [],
    };
    await table.putRegionYear(region);
    const { agencies, beside, regions } = await table.children('450002', YEAR);
    expect([agencies.length, beside.length, regions.length]).toEqual([1, 0, 0]);
    expect((await table.children('450000', YEAR)).regions.map(({ code }) => code)).toEqual(['450002']);
    expect((await table.children('450002', YEAR - 1)).agencies).toEqual([]);
  });
});

describe('a batch of keys', () => {
  it('may be larger than one request takes, and name a key twice', async () => {
    const places = Array.from({ length: 230 }, (_, i) => ({
      district: '450003',
      agencyId: `many-${i % 220}`,
      year: YEAR,
    }));
    for (const id of ['many-0', 'many-150', 'many-219']) await table.putAgencyYear(agencyYear(id, '450003'));
    requests.length = 0;
    const read = await table.agencyYearsAt(places);
    expect(places.filter((place) => read(place)).length).toBe(4);
    expect(requests).toEqual(Array.from({ length: 3 }, () => 'BatchGetItemCommand'));
  });

  it('is asked for again where DynamoDB left some unread, and given up where it always does', async () => {
    await table.putAgencyYear(agencyYear('left-1', '450004'));
    await table.putAgencyYear(agencyYear('left-2', '450004'));
    const place = (agencyId: string) => ({ district: '450004', agencyId, year: YEAR });
    const places = [place('left-1'), place('left-2')];
    unprocessed = 2;
    const read = await table.agencyYearsAt(places);
    expect(places.map((one) => read(one)?.agency.id)).toEqual(['left-1', 'left-2']);
    unprocessed = 100;
    await expect(table.agencyYearsAt(places)).rejects.toThrow(UnavailableError);
    unprocessed = 0;
  });
});

describe('a write', () => {
  it('is refused where the item was written since it was read', async () => {
    expect(await table.putAgencyYear(agencyYear('w-1', '450005', 1))).toBe('written');
    expect(await table.putAgencyYear(agencyYear('w-1', '450005', 1))).toBe('outdated');
    expect(await table.putAgencyYear(agencyYear('w-1', '450005', 3))).toBe('outdated');
    expect(await table.putAgencyYear(agencyYear('w-1', '450005', 2))).toBe('written');
  });

  it('of a submission is made once, and together with the agency-year or not at all', async () => {
    const place = { district: '450006', agencyId: 's-1', year: YEAR };
    const first = agencyYear('s-1', '450006', 1);
    expect(await table.record(submission('s-1', '450006', 'A1'), first)).toBe('written');
    expect(await table.record(submission('s-1', '450006', 'A1'), { ...first, revision: 2 })).toBe(
      'already-recorded',
    );
    expect((await table.agencyYears(place, [YEAR])).get(YEAR)?.revision).toBe(1);
    expect(await table.record(submission('s-1', '450006', 'A2'), { ...first, revision: 7 })).toBe('outdated');
    expect((await table.submissions(place)).map(({ submissionId }) => submissionId)).toEqual(['A1']);
    expect(await table.record(submission('s-1', '450006', 'A2'), { ...first, revision: 2 })).toBe('written');
    expect((await table.submissions(place)).map(({ submissionId }) => submissionId)).toEqual(['A2', 'A1']);
  });
});

describe('an item that does not fit its schema', () => {
  it('is named by its key, never by its content', async () => {
    const item = {
      ...agencyYearCodec.encode(agencyYear('c-1', '450007')),
      agency: { id: 'c-1', name: '机密' },
    };
    await client.send(new PutCommand({ TableName: engines.table, Item: item }));
    const reading = table.children('450007', YEAR);
    await expect(reading).rejects.toThrow(CorruptItemError);
    await expect(reading).rejects.toThrow(/450007#2024 \| agency#c-1.*agency\.aliases/);
    await expect(reading).rejects.not.toThrow(/机密/);
  });

  it('is one whose figures are not its edition’s', async () => {
    const roster = { ...makeRosterKey('r-1'), v: 1, id: 'r-1' };
    await client.send(new PutCommand({ TableName: engines.table, Item: roster }));
    await expect(table.roster('r-1')).rejects.toThrow(CorruptItemError);
  });
});

describe('narratives', () => {
  const fingerprint = Array.from({ length: 60 }, (_, i) => `${'ABCDEF'[i % 6]}${i % 10}`).join('');
  const entry = (agencyId: string, receivedMs: number): NarrativeEntry => ({
    agencyId,
    district: '450205',
    year: YEAR,
    fingerprint,
    submissionId: 'v1',
    sha256: 'f'.repeat(64),
    order: '1#v1',
    receivedAt: makeInstant(receivedMs),
  });
  const [early, late] = [entry('early', 1_000), { ...entry('late', 2_000), name: '某局' }];

  it('are found by their bands, each once and the earliest first, with one query to a band', async () => {
    for (const one of [late, early, late]) await table.putNarrative(one);
    requests.length = 0;
    expect(await table.narrativeHolders(YEAR, splitIntoBands(fingerprint))).toEqual([early, late]);
    expect(requests).toEqual(['QueryCommand', 'QueryCommand', 'QueryCommand']);
    expect(await table.narrativeHolders(YEAR - 1, splitIntoBands(fingerprint))).toEqual([]);
  });

  it('are removed, once and again', async () => {
    await table.removeNarrative(early);
    await table.removeNarrative(early);
    expect(await table.narrativeHolders(YEAR, splitIntoBands(fingerprint))).toEqual([late]);
  });

  it('are refused where the item is corrupt', async () => {
    const [band = ''] = splitIntoBands(fingerprint);
    await client.send(
      new PutCommand({ TableName: engines.table, Item: { ...makeNarrativeKey(early, band), v: 1 } }),
    );
    await expect(table.narrativeHolders(YEAR, [band])).rejects.toThrow(CorruptItemError);
  });
});
