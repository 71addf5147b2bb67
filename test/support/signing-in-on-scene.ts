/** What signing in has on one machine, over the web scene: mails lie in a folder, and an office is an officer. */
import { join } from 'node:path';
import { createMailer } from '../../shared/adapters/mail.ts';
import { openTable } from '../../shared/adapters/open-table.ts';
import { readOutbox } from '../../shared/adapters/outbox.ts';
import { createCredentialRecords } from '../../shared/adapters/table/credential-records.ts';
import { SECRETS } from '../../shared/adapters/sign-in/secrets.ts';
import { createPlaceNames } from '../../shared/adapters/table/place-names.ts';
import { createAuditTrail } from '../../shared/adapters/table/audit-trail.ts';
import { createAccountRecords } from '../../shared/adapters/table/account-records.ts';
import type { LocalDeps } from '../../web/local-handlers.ts';
import { grantAsFile } from './grant-as-file.ts';
import type { WebScene } from './web-scene.ts';

export const SCENE_OFFICE = { mail: 'office@liubei.example.cn', name: '柳北区公开办' };

export async function openSceneSigningIn(
  { engines, store, deps }: WebScene,
  folder: string,
  siteUrl: () => string,
): Promise<NonNullable<LocalDeps['account']>> {
  const table = openTable(
    { TABLE_NAME: store.tableName, DYNAMODB_ENDPOINT: engines.dynamodbEndpoint },
    engines.dynamodb,
  );
  const accounts = createAccountRecords(table);
  await grantAsFile(accounts, deps.now(), [{ ...SCENE_OFFICE, role: 'oversight', region: '450205' }]);
  const outbox = join(folder, 'outbox');
  return {
    accounts,
    places: createPlaceNames(table),
    trail: createAuditTrail(table),
    secrets: SECRETS,
    credentials: createCredentialRecords(table),
    send: createMailer({
      from: '勾稽 Gouji <gouji@localhost.localdomain>',
      outbox,
      ses: () => {
        throw new Error('no mail leaves the machine');
      },
    }),
    later: (work) => work(),
    siteUrl,
    caller: () => undefined,
    demonstration: () => Promise.resolve([SCENE_OFFICE]),
    mailbox: () => readOutbox(outbox),
  };
}
