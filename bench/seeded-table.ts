/** A table of its own with a nation of synthetic reports in force, written as the pipeline would leave it. */
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import { syntheticNation, type NationSize } from '../generator/nation.ts';
import { generateDrafts, rosterOf, type UniverseSpec } from '../generator/universe.ts';
import { createTableClient, type Connection } from '../shared/adapters/clients.ts';
import { createReportTable, type ReportTable } from '../shared/adapters/report-table.ts';
import {
  agencyYearKey,
  regionKey,
  rosterKey,
  toStoredFigures,
  type AgencyYearItem,
  type RosterItem,
} from '../shared/contracts/items.ts';
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

/** One year of reports; no consolidated ones. */
export async function seededTable(
  connection: Connection,
  size: NationSize,
  year: number,
  tableName: string,
): Promise<SeededTable> {
  await new DynamoDBClient({
    endpoint: connection.endpoint ?? '',
    region: connection.region ?? '',
    ...(connection.credentials && { credentials: connection.credentials }),
  }).send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    }),
  );
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
  let reports = 0;

  function* items(): Generator<object> {
    for (const { code, name } of nation.regions) yield { ...regionKey(code), v: 1, code, name };
    for (const entry of roster.values())
      yield { ...rosterKey(entry.id), sk: 'roster', v: 1, ...entry } satisfies RosterItem;
    for (const { place, receivedAt, report } of generateDrafts(spec)) {
      const agency = roster.get(place.agencyId);
      if (!agency) continue;
      reports += 1;
      const order = submissionOrder('backfill', receivedAt, 'A0');
      const filed = { submissionId: 'a0', order, receivedAt };
      yield {
        ...agencyYearKey(place),
        v: 1,
        revision: 1,
        agency: { id: agency.id, name: agency.name, aliases: [], kind: agency.kind, dataset: 'synthetic' },
        district: place.district,
        year: place.year,
        obliged: true,
        latest: { ...filed, outcome: 'accepted', errors: 0 },
        firstAccepted: { order, receivedAt },
        inForce: {
          ...filed,
          sha256: '0'.repeat(64),
          nil: report.nil,
          figures: toStoredFigures(report.figures),
          explanations: [],
          ownWarnings: 0,
          neighbourWarnings: 0,
        },
      } satisfies AgencyYearItem;
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
    { concurrency: 8 },
  );
  for (const depth of [4, 3, 2, 1])
    await pMap(
      nation.regions.filter(({ code }) => lineageOf(code).length === depth),
      ({ code }) => recomputeRegion(table, code, year),
      { concurrency: 8 },
    );
  return { client, table, tableName, spec, reports };
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
