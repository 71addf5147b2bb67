/** The office function over a store, with people who are signed in by a header. */
import { randomBytes } from 'node:crypto';
import { openTable } from '../../shared/adapters/open-table.ts';
import { createSummaryLedger } from '../../shared/adapters/table/summary-ledger.ts';
import { createS3Client } from '../../shared/adapters/clients.ts';
import { createAccountRecords } from '../../shared/adapters/table/account-records.ts';
import { createUploadForms } from '../../shared/adapters/bucket/upload-forms.ts';
import { hashBytes } from '../../shared/adapters/hash-bytes.ts';
import { guessSpelling } from '../../shared/domain/search/initials-by-collation.ts';
import type { Principal } from '../../shared/domain/authority/principal.ts';
import type { Instant } from '../../shared/domain/basics/calendar.ts';
import { systemClock } from '../../shared/runtime/system-clock.ts';
import { createOffice } from '../../web/office/app.ts';
import type { OfficeDeps } from '../../web/office/ports.ts';
import type { Store } from './a-store.ts';
import type { TestEngines } from './engines.ts';
import { TEST_ASSETS } from './test-assets.ts';

/** Who is signed in, by the session that the request bears: a cookie of the tests' own. */
export type Sessions = Readonly<Record<string, Principal>>;

const SESSION = /(?:^|; )test-session=([a-z]+)/;

export const clerkOf = (agency: string, district: string, name = '李明'): Principal => ({
  mail: `${agency}@liubei.example.cn`,
  name,
  grants: [{ role: 'agency', agency, district }],
  secondStep: false,
});

/** Whose second step is done. */
export const officerOf = (region: string, name = '王芳'): Principal => ({
  mail: `office-${region}@liubei.example.cn`,
  name,
  grants: [{ role: 'oversight', region }],
  secondStep: true,
});

/** Signed in by this session is an office whose second step is not done: it may do nothing yet. */
const AWAITING = 'awaiting';

export const officeDeps = (
  engines: TestEngines,
  store: Store,
  sessions: Sessions,
  now: () => Instant = systemClock,
): Omit<OfficeDeps, 'log'> => ({
  table: store.table,
  trail: store.trail,
  accounts: createAccountRecords(
    openTable({ TABLE_NAME: store.tableName, DYNAMODB_ENDPOINT: engines.dynamodbEndpoint }, engines.dynamodb),
  ),
  reminders: {
    table: store.table,
    ledger: createSummaryLedger(
      openTable(
        { TABLE_NAME: store.tableName, DYNAMODB_ENDPOINT: engines.dynamodbEndpoint },
        engines.dynamodb,
      ),
    ),
    now,
    keep: store.bucket.keepAct,
    tell: store.bucket.orderLetter,
  },
  acts: {
    table: store.table,
    now,
    keep: store.bucket.keepAct,
    tell: store.bucket.orderLetter,
  },
  extensions: {
    table: store.table,
    now,
    keep: store.bucket.keepAct,
    tell: store.bucket.orderLetter,
  },
  publications: { table: store.table, bucket: store.bucket },
  rosterEdits: {
    table: store.table,
    now,
    spell: guessSpelling,
    tell: store.bucket.orderRosterLetter,
  },
  archive: store.bucket,
  writesMails: true,
  signUpload: createUploadForms({ client: createS3Client(engines.s3), bucketName: engines.bucket }),
  assets: TEST_ASSETS,
  readSignedIn: ({ headers }) => {
    const session = SESSION.exec(headers.get('cookie') ?? '')?.[1] ?? '';
    const principal = sessions[session];
    return Promise.resolve(principal && { principal, awaitsSecondStep: session === AWAITING });
  },
  mayFile: ({ grants }, { agencyId }) =>
    grants.some((grant) => grant.role === 'agency' && grant.agency === agencyId),
  ownOrigin: ({ url }) => new URL(url).origin,
  newTicketId: () => randomBytes(32).toString('base64url'),
  sha256: hashBytes,
  now,
});

export function anOffice(
  engines: TestEngines,
  store: Store,
  sessions: Sessions,
  now?: () => Instant,
): { readonly app: ReturnType<typeof createOffice>; readonly failures: unknown[] } {
  const failures: unknown[] = [];
  const app = createOffice({
    ...officeDeps(engines, store, sessions, now),
    log: {
      error: (_, extra) => {
        failures.push(extra);
      },
    },
  });
  return { app, failures };
}
