/** The pipeline's deps over the embedded engines, each on a table of its own, and what AWS would do between them. */
import { hashBytes } from '../../shared/adapters/hash-bytes.ts';
import type { RegionEntry } from '../../shared/domain/roster/loaded-region.ts';
import type { RosterEntry } from '../../shared/domain/roster/roster-entry.ts';
import {
  CreateTableCommand,
  DynamoDBClient,
  ScanCommand,
  type AttributeValue,
  type ScanCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { createS3Client } from '../../shared/adapters/clients.ts';
import { createAuditTrail, type AuditTrail } from '../../shared/adapters/table/audit-trail.ts';
import { createEarlierContacts, type EarlierContacts } from '../../shared/adapters/table/earlier-contacts.ts';
import { createLoadLedger, type LoadLedger } from '../../shared/adapters/table/load-ledger.ts';
import { TABLE_DEFINITION } from '../../local/provision.ts';
import { openTable } from '../../shared/adapters/open-table.ts';
import { openReportBucket } from '../../shared/adapters/open.ts';
import { openBulk } from '../../shared/adapters/open-bulk.ts';
import type { ReportBucket } from '../../shared/adapters/bucket/report-bucket.ts';
import { createReportTable, type ReportTable } from '../../shared/adapters/table/report-table.ts';
import { tellChinaYear, makeInstant, type Instant } from '../../shared/domain/basics/calendar.ts';
import { FIRST_REPORT_YEAR } from '../../shared/domain/form/catalogue.ts';
import { traceLineage } from '../../shared/domain/basics/region.ts';
import { createSpeller } from '../../cli/spell-name.ts';
import { indexAgencies, indexRegions } from '../../shared/pipeline/name-index.ts';
import { loadRegions, loadRoster } from '../../shared/pipeline/load-roster.ts';
import { recheckReports } from '../../shared/pipeline/recheck-neighbour.ts';
import { recomputeRegion } from '../../shared/pipeline/recompute-region.ts';
import { systemClock } from '../../shared/runtime/system-clock.ts';
import type { Place } from '../../shared/domain/basics/place.ts';

export interface EngineAddresses {
  readonly s3Endpoint: string;
  readonly dynamodbEndpoint: string;
  readonly bucket: string;
}

const credentials = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
const region = 'us-east-1';
let tables = 0;

export interface Store {
  readonly table: ReportTable;
  readonly loads: LoadLedger;
  readonly contacts: EarlierContacts;
  readonly trail: AuditTrail;
  readonly bucket: ReportBucket;
  /** The archive of all years. */
  readonly bulk: ReturnType<typeof openBulk>;
  readonly tableName: string;
  readonly sha256: (bytes: Uint8Array) => string;
  readonly now: () => Instant;
  /** Every item of the table, by key; what differs from run to run left out. */
  readonly state: () => Promise<Map<string, unknown>>;
}

export async function aStore(
  engines: EngineAddresses,
  {
    regions,
    roster,
    now,
    isHasty = false,
  }: {
    regions: readonly RegionEntry[];
    roster: readonly RosterEntry[];
    /** The clock's instant; the system's clock where it is left out. */
    now?: string;
    /** Asks a table that refuses it again at once: for tests in which it often does. */
    isHasty?: boolean;
  },
): Promise<Store> {
  const raw = new DynamoDBClient({ endpoint: engines.dynamodbEndpoint, region, credentials });
  const tableName = `store-${process.pid}-${++tables}`;
  await raw.send(
    new CreateTableCommand({
      ...TABLE_DEFINITION,
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  const opened = {
    ...openTable(
      { TABLE_NAME: tableName, DYNAMODB_ENDPOINT: engines.dynamodbEndpoint },
      { region, credentials },
    ),
    ...(isHasty && { patience: { attempts: 6, pauseMs: 1, maxPauseMs: 2 } }),
  };
  if (isHasty) await retryAtOnce(opened.client);
  const table = createReportTable(opened);
  const bucket = openReportBucket(
    { BUCKET_NAME: engines.bucket, S3_ENDPOINT: engines.s3Endpoint },
    { region, credentials },
  );
  const spell = createSpeller(regions);
  await indexRegions(table, regions, spell);
  await loadRegions(table, regions);
  const clock = now === undefined ? systemClock : () => makeInstant(Date.parse(now));
  await indexAgencies(table, roster, spell, clock());
  await loadRoster(table, roster, clock());
  return {
    table,
    loads: createLoadLedger(opened),
    contacts: createEarlierContacts(opened),
    trail: createAuditTrail(opened),
    bucket,
    bulk: openBulk({ BUCKET_NAME: engines.bucket, S3_ENDPOINT: engines.s3Endpoint }, { region, credentials }),
    tableName,
    sha256: hashBytes,
    now: clock,
    state: async () => {
      const items = new Map<string, unknown>();
      let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
      do {
        const page: ScanCommandOutput = await raw.send(
          new ScanCommand({ TableName: tableName, ExclusiveStartKey }),
        );
        for (const item of page.Items ?? []) {
          const {
            revision: _r,
            processedAt: _p,
            contextualFindings: _c,
            sameAs: _a,
            since: _s,
            contactSince: _t,
            // Newest and first of `since`, of a region's agencies.
            first: _f,
            said: _d,
            changed: _g,
            // What came of it, and when the roster was loaded.
            history: _h,
            facts,
            ...rest
          } = unmarshall(item);
          // Kept of what the roster's load said, and only once a night has been; heads are made by a night, too.
          if (/^(days#.*|phrases#heads|redactions)$/.test(String(rest['pk']))) continue;
          items.set(
            `${String(rest['pk'])}|${String(rest['sk'])}`,
            withSortedKeys(typeof facts === 'string' ? { ...rest, facts: readFacts(facts) } : rest),
          );
        }
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey);
      return new Map([...items].sort(([a], [b]) => (a < b ? -1 : 1)));
    },
  };
}

/** As often as ever, without the pauses in between. */
async function retryAtOnce({ config }: Pick<DynamoDBClient, 'config'>): Promise<void> {
  const strategy = await config.retryStrategy();
  if (!('retryBackoffStrategy' in strategy)) throw new TypeError('a retry strategy that says no pauses');
  const none = { setDelayBase: () => undefined, computeNextBackoffDelay: () => 0 };
  Reflect.set(strategy, 'retryBackoffStrategy', none);
  config.retryStrategy = () => Promise.resolve(strategy);
}

/** Compared as what they say, not as a text. */
function readFacts(text: string): Record<string, unknown> {
  const { since: _s, ...facts } = JSON.parse(text) as Record<string, unknown>;
  return facts;
}

/** DynamoDB keeps no order of keys. */
export function withSortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSortedKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, withSortedKeys(inner)]),
  );
}

/** A bucket of its own, for what reads all of it. */
export async function aBucket({ s3Endpoint }: EngineAddresses, name: string): Promise<string> {
  await createS3Client({ endpoint: s3Endpoint, region, credentials }).send(
    new CreateBucketCommand({ Bucket: name }),
  );
  return name;
}

/** What the stream leads to after reports came into force: comparisons, then totals from the district up, of every year. */
export async function settle(store: Store, places: readonly Place[]): Promise<void> {
  const { table, now } = store;
  await recheckReports(
    store,
    places.map((place) => ({ place })),
  );
  const regions = [...new Set(places.flatMap(({ district }) => traceLineage(district)))].sort(
    (a, b) => traceLineage(b).length - traceLineage(a).length,
  );
  for (const code of regions)
    for (let year = FIRST_REPORT_YEAR; year <= tellChinaYear(now()); year++)
      await recomputeRegion(table, code, year);
}
