/** A running system, reached through its web app's address. */
import { createAccountRecords, type AccountRecords } from '../shared/adapters/table/account-records.ts';
import {
  createSecondStepRecords,
  type SecondStepRecords,
} from '../shared/adapters/table/second-step-records.ts';
import { createEarlierContacts, type EarlierContacts } from '../shared/adapters/table/earlier-contacts.ts';
import { createLoadLedger, type LoadLedger } from '../shared/adapters/table/load-ledger.ts';
import { createAuditTrail, type AuditTrail } from '../shared/adapters/table/audit-trail.ts';
import { createSummaryLedger, type SummaryLedger } from '../shared/adapters/table/summary-ledger.ts';
import { openTable } from '../shared/adapters/open-table.ts';
import { openBucket } from '../shared/adapters/open.ts';
import { createReportBucket, type ReportBucket } from '../shared/adapters/bucket/report-bucket.ts';
import { createReportTable, type ReportTable } from '../shared/adapters/table/report-table.ts';
import { LONG_PATIENCE } from '../shared/adapters/table/throttling.ts';
import {
  bucketConnection,
  connectionSchema,
  nameStores,
  tableConnection,
  type SystemConnection,
} from '../shared/contracts/api/connection.ts';
import { UnavailableError } from '../shared/errors.ts';
import { DEFAULT_ENDPOINT } from './commands.ts';
import { RefusedError, UsageError } from './exit-codes.ts';
import { answerLimitMs, fetchInTime } from './time-limit.ts';

export interface RunningSystem {
  readonly endpoint: string;
  readonly connection: SystemConnection;
  readonly table: ReportTable;
  readonly loads: LoadLedger;
  readonly contacts: EarlierContacts;
  readonly accounts: AccountRecords;
  readonly trail: AuditTrail;
  /** Which mails were sent. */
  readonly ledger: SummaryLedger;
  readonly secondSteps: SecondStepRecords;
  readonly bucket: ReportBucket;
}

export async function connect(endpoint: string = DEFAULT_ENDPOINT): Promise<RunningSystem> {
  if (!/^https?:$/.test(URL.parse(endpoint)?.protocol ?? ''))
    throw new UsageError(`--endpoint "${endpoint}" is no address; write for example ${DEFAULT_ENDPOINT}`);
  const url = new URL('/api/v1/connection', endpoint);
  const { status, text } = await fetchInTime(url);
  if (status === 401 || status === 403) throw new RefusedError(`${url.href} refuses (${status})`);
  if (status !== 200) throw new UnavailableError(`${url.href} answered ${status}; is it a Gouji web app?`);
  const parsed = connectionSchema.safeParse(readJson(text));
  if (!parsed.success) throw new UnavailableError(`${url.href} did not answer as a Gouji web app does`);
  const connection = parsed.data;
  const limit = { answerLimitMs: answerLimitMs() };
  const stores = nameStores(connection);
  const table = {
    ...openTable(stores, { ...tableConnection(connection), ...limit, maxAttempts: 10 }),
    patience: LONG_PATIENCE,
  };
  return {
    endpoint: url.origin,
    connection,
    bucket: createReportBucket({
      ...openBucket(stores, { ...bucketConnection(connection), ...limit }),
      // An agency may read its receipts, not list them.
      mayList: false,
    }),
    table: createReportTable(table),
    loads: createLoadLedger(table),
    contacts: createEarlierContacts(table),
    accounts: createAccountRecords(table),
    trail: createAuditTrail(table),
    ledger: createSummaryLedger(table),
    secondSteps: createSecondStepRecords(table),
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
