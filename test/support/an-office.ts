/** The office function over a store, with people who are signed in by a header. */
import { randomBytes } from 'node:crypto';
import { openTable } from '../../shared/adapters/open-table.ts';
import { createSummaryLedger } from '../../shared/adapters/table/summary-ledger.ts';
import { createS3Client } from '../../shared/adapters/clients.ts';
import { createUploadForms } from '../../shared/adapters/bucket/upload-forms.ts';
import { hashBytes } from '../../shared/adapters/hash-bytes.ts';
import type { Principal } from '../../shared/domain/authority/principal.ts';
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

export const officeDeps = (
  engines: TestEngines,
  store: Store,
  sessions: Sessions,
): Omit<OfficeDeps, 'log'> => ({
  table: store.table,
  trail: store.trail,
  reminders: {
    table: store.table,
    ledger: createSummaryLedger(
      openTable(
        { TABLE_NAME: store.tableName, DYNAMODB_ENDPOINT: engines.dynamodbEndpoint },
        engines.dynamodb,
      ),
    ),
    now: systemClock,
    keep: store.bucket.keepAct,
    tell: store.bucket.orderLetter,
  },
  acts: {
    table: store.table,
    now: systemClock,
    keep: store.bucket.keepAct,
    tell: store.bucket.orderLetter,
  },
  signUpload: createUploadForms({ client: createS3Client(engines.s3), bucketName: engines.bucket }),
  assets: TEST_ASSETS,
  readSignedIn: ({ headers }) => {
    const principal = sessions[SESSION.exec(headers.get('cookie') ?? '')?.[1] ?? ''];
    return Promise.resolve(principal && { principal, awaitsSecondStep: false });
  },
  mayFile: ({ grants }, { agencyId }) =>
    grants.some((grant) => grant.role === 'agency' && grant.agency === agencyId),
  ownOrigin: ({ url }) => new URL(url).origin,
  newTicketId: () => randomBytes(32).toString('base64url'),
  sha256: hashBytes,
  now: systemClock,
});

export function anOffice(
  engines: TestEngines,
  store: Store,
  sessions: Sessions,
): { readonly app: ReturnType<typeof createOffice>; readonly failures: unknown[] } {
  const failures: unknown[] = [];
  const app = createOffice({
    ...officeDeps(engines, store, sessions),
    log: {
      error: (_, extra) => {
        failures.push(extra);
      },
    },
  });
  return { app, failures };
}
