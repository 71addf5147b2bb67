/** A table of its own with a nation of synthetic reports in force, written as the pipeline would leave it. */
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import { syntheticNation, type NationSize } from '../generator/nation.ts';
import { generateDrafts, rosterOf, type UniverseSpec } from '../generator/universe.ts';
import type { Draft } from '../generator/drafts.ts';
import { createTableClient, type Connection } from '../shared/adapters/clients.ts';
import { createReportTable, type ReportTable } from '../shared/adapters/report-table.ts';
import {
  agencyYearKey,
  regionKey,
  rosterKey,
  type AgencyYearItem,
  type RosterEntry,
  type RosterItem,
} from '../shared/contracts/items.ts';
import { toStoredFigures } from '../shared/contracts/stored-figures.ts';
import { instantOf } from '../shared/domain/calendar.ts';
import { lineageOf } from '../shared/domain/region.ts';
import { submissionOrder } from '../shared/domain/submission-order.ts';
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

/** One year of reports; no consolidated ones. The roster holds the first district alone: nobody else uploads. */
export async function seededTable(
  connection: Connection,
  size: NationSize,
  year: number,
  tableName: string,
): Promise<SeededTable> {
  await createTable(connection, tableName);
  const client = createTableClient(connection);
  const table = createReportTable({ client, tableName });
  const nation = syntheticNation(size);
  const spec: UniverseSpec = {
    seed: 'bench',
    regions: nation.regions,
    districts: nation.districts,
    years: { from: year, to: year },
    consolidated: false,
    dataset: 'synthetic',
  };
  const roster = new Map(rosterOf(spec).map((entry) => [entry.id, entry]));
  const uploading = nation.districts[0]?.code;
  let reports = 0;

  function* items(): Generator<object> {
    for (const { code, name } of nation.regions) yield { ...regionKey(code), v: 1, code, name };
    for (const entry of roster.values())
      if (entry.district === uploading)
        yield {
          ...rosterKey(entry.id),
          sk: 'roster',
          v: 1,
          since: ENROLLED_AT,
          ...entry,
        } satisfies RosterItem;
    for (const draft of generateDrafts(spec)) {
      const agency = roster.get(draft.place.agencyId);
      if (!agency) continue;
      reports += 1;
      yield inForce(draft, agency);
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
      nation.regions.filter(({ code }) => lineageOf(code).length === depth),
      ({ code }) => recomputeRegion(table, code, year),
      { concurrency: CONCURRENCY },
    );
  return { client, table, tableName, spec, reports };
}

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
      AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    }),
  );
  client.destroy();
}

const ENROLLED_AT = instantOf(0);
/** As long as S3's version ids and SHA-256 are, so that items have their real sizes. */
const SUBMISSION_ID = 'a0'.repeat(16);
const SHA256 = '0'.repeat(64);

function inForce({ place, receivedAt, report }: Draft, agency: RosterEntry): AgencyYearItem {
  const order = submissionOrder('backfill', receivedAt, 'A0');
  const filed = { submissionId: SUBMISSION_ID, order, receivedAt };
  return {
    ...agencyYearKey(place),
    v: 1,
    revision: 1,
    agency: {
      id: agency.id,
      name: agency.name,
      aliases: agency.aliases,
      kind: agency.kind,
      dataset: 'synthetic',
      ...(agency.mail !== undefined && { mail: agency.mail }),
    },
    district: place.district,
    year: place.year,
    obliged: true,
    since: ENROLLED_AT,
    latest: { ...filed, outcome: 'accepted', errors: 0, rules: [] },
    firstAccepted: { order, receivedAt },
    inForce: {
      ...filed,
      sha256: SHA256,
      nil: report.nil,
      figures: toStoredFigures(report.figures),
      name: agency.name,
      warnings: [],
      openWarnings: 0,
    },
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
