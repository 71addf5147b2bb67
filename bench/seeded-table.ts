/** A table of its own with a nation of synthetic reports in force, written as the pipeline would leave it. */
import { agencyYearCodec } from '../shared/contracts/table/agency-year-codec.ts';
import { regionCodec, rosterCodec } from '../shared/contracts/table/roster-codecs.ts';
import { submissionCodec } from '../shared/contracts/table/submission-codec.ts';
import type { RosterEntry } from '../shared/domain/roster/roster-entry.ts';
import type { AgencyYear } from '../shared/domain/standing/agency-year-record.ts';
import type { Submission } from '../shared/domain/standing/submission.ts';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import { TABLE_DEFINITION } from '../local/provision.ts';
import { syntheticNation, type NationSize } from '../generator/nation.ts';
import { generateDrafts, makeRoster, type UniverseSpec } from '../generator/universe.ts';
import type { Draft } from '../generator/drafts.ts';
import type { Connection } from '../shared/adapters/clients.ts';
import { openTable } from '../shared/adapters/open-table.ts';
import { createReportTable, type ReportTable } from '../shared/adapters/table/report-table.ts';
import { makeDocumentKey } from '../shared/contracts/bucket/object-keys.ts';
import { makeInstant } from '../shared/domain/basics/calendar.ts';
import type { Finding } from '../shared/domain/findings/finding.ts';
import { traceLineage } from '../shared/domain/basics/region.ts';
import { sumReceived } from '../shared/domain/standing/history-days.ts';
import { submissionOrder } from '../shared/domain/standing/submission-order.ts';
import { recomputeRegion } from '../shared/pipeline/recompute-region.ts';

export interface SeededTable {
  readonly client: DynamoDBDocumentClient;
  readonly table: ReportTable;
  readonly tableName: string;
  readonly spec: UniverseSpec;
  readonly reports: number;
}

/** DynamoDB's limit for one BatchWriteItem. */
const BATCH = 25;
const CONCURRENCY = 8;

/** How a report stands; `returned` and `flagged` ones have their submission with what was found. */
export type Standing = 'accepted' | 'flagged' | 'returned' | 'missing';

/** A year of reports, or several; no consolidated ones. The roster holds the first district alone: nobody else uploads. */
export async function makeSeededTable(
  connection: Connection,
  size: NationSize,
  year: number,
  tableName: string,
  standingOf: (report: number) => Standing = () => 'accepted',
  years: readonly number[] = [],
): Promise<SeededTable> {
  await createTable(connection, tableName);
  const opened = openTable({ TABLE_NAME: tableName }, connection);
  const { client } = opened;
  const table = createReportTable(opened);
  const nation = syntheticNation(size);
  const spec: UniverseSpec = {
    seed: 'bench',
    regions: nation.regions,
    districts: nation.districts,
    years: { from: years[0] ?? year, to: year },
    consolidated: false,
    dataset: 'synthetic',
  };
  const roster = new Map(makeRoster(spec).map((entry) => [entry.id, entry]));
  const uploading = nation.districts[0]?.code;
  let reports = 0;

  function* items(): Generator<object> {
    for (const { code, name } of nation.regions) yield regionCodec.encode({ code, name });
    for (const entry of roster.values())
      if (entry.district === uploading) yield rosterCodec.encode({ ...entry, since: ENROLLED_AT });
    for (const draft of generateDrafts(spec)) {
      const agency = roster.get(draft.place.agencyId);
      if (!agency) continue;
      const standing = standingOf(reports++);
      yield agencyYearCodec.encode(agencyYear(draft, agency, standing));
      // With several years their past is asked for: it is told from submissions alone.
      if (standing === 'flagged' || standing === 'returned' || years.length > 0)
        yield submissionCodec.encode(submission(draft, standing));
    }
  }
  await pMap(
    batches(items(), BATCH),
    (batch) =>
      client.send(
        new BatchWriteCommand({
          RequestItems: { [tableName]: batch.map((Item) => ({ PutRequest: { Item } })) },
        }),
      ),
    { concurrency: CONCURRENCY },
  );
  for (const depth of [4, 3, 2, 1])
    await pMap(
      nation.regions.filter(({ code }) => traceLineage(code).length === depth),
      async ({ code }) => {
        for (const one of years.length > 0 ? years : [year]) await recomputeRegion(table, code, one);
      },
      { concurrency: CONCURRENCY },
    );
  return { client, table, tableName, spec, reports };
}

/** Without the stream: nobody follows it. */
async function createTable({ endpoint, region, credentials }: Connection, TableName: string): Promise<void> {
  const client = new DynamoDBClient({
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(region === undefined ? {} : { region }),
    ...(credentials && { credentials }),
  });
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [...TABLE_DEFINITION.AttributeDefinitions],
      KeySchema: [...TABLE_DEFINITION.KeySchema],
    }),
  );
  client.destroy();
}

const ENROLLED_AT = makeInstant(0);
/** As long as S3's version ids and SHA-256 are, so that items have their real sizes. */
const SUBMISSION_ID = 'a0'.repeat(16);
const SHA256 = '0'.repeat(64);

function agencyYear(
  { place, receivedAt, report }: Draft,
  agency: RosterEntry,
  standing: Standing,
): AgencyYear {
  const order = submissionOrder('backfill', receivedAt, 'A0');
  const filed = { submissionId: SUBMISSION_ID, order, receivedAt };
  const isInForce = standing === 'accepted' || standing === 'flagged';
  const isFlagged = standing === 'flagged';
  return {
    revision: 1,
    agency: {
      id: agency.id,
      name: agency.name,
      aliases: agency.aliases,
      kind: agency.kind,
      dataset: 'synthetic',
    },
    district: place.district,
    year: place.year,
    obliged: true,
    since: ENROLLED_AT,
    ...(standing === 'missing'
      ? {}
      : {
          received: sumReceived([{ submissionId: SUBMISSION_ID, receivedAt }]),
          latest: isInForce
            ? { ...filed, outcome: 'accepted', errors: 0, rules: isFlagged ? ['Q2'] : [] }
            : { ...filed, outcome: 'returned', errors: 2, rules: ['A1'] },
        }),
    ...(isInForce && {
      firstAccepted: { order, receivedAt },
      inForce: {
        ...filed,
        sha256: SHA256,
        nil: report.nil,
        figures: report.figures,
        name: agency.name,
        warnings: isFlagged ? [{ rule: 'Q2', path: '/narrative/problems', basis: '[null,null]' }] : [],
        openWarnings: isFlagged ? 1 : 0,
      },
    }),
  };
}

function submission({ place, receivedAt, report }: Draft, standing: Standing): Submission {
  const isReturned = standing === 'returned';
  const isFlagged = standing === 'flagged';
  const findings: Finding[] = isReturned
    ? ['total', 'naturalPerson'].map((column) => ({
        rule: 'A1',
        severity: 'error',
        path: `/applications/results/total/${column}`,
        found: 12,
        expected: 21,
        message: {
          zh: '表三「总计」应等于各项之和。',
          en: 'Table 3, total: it should be the sum of its parts.',
        },
      }))
    : !isFlagged
      ? []
      : [
          {
            rule: 'Q2',
            severity: 'warning',
            path: '/narrative/problems',
            found: null,
            expected: null,
            message: { zh: '「存在的主要问题」没有内容。', en: 'The section on problems says nothing.' },
          },
        ];
  return {
    place,
    key: makeDocumentKey('backfill', place),
    submissionId: SUBMISSION_ID,
    order: submissionOrder('backfill', receivedAt, 'A0'),
    sha256: SHA256,
    sizeBytes: 8000,
    receivedAt,
    processedAt: receivedAt,
    outcome: isReturned ? 'returned' : 'accepted',
    findings,
    contextualFindings: [],
    findingCount: findings.length,
    errorCount: isReturned ? findings.length : 0,
    rules: isReturned ? ['A1'] : isFlagged ? ['Q2'] : [],
    explanationCount: 0,
    ...(!isReturned && {
      accepted: { nil: report.nil, name: report.agency.name, figures: report.figures, warnings: [] },
    }),
  };
}

function* batches<T>(all: Iterable<T>, size: number): Generator<T[]> {
  let batch: T[] = [];
  for (const one of all) {
    batch.push(one);
    if (batch.length === size) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
