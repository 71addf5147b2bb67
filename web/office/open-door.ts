/** Who asks the office function, by their session, whether they may file, and from whose page they ask. */
import { may } from '../../shared/domain/authority/may.ts';
import { createReadSession } from '../../shared/pipeline/account/sessions.ts';
import { tellOrigin } from '../../shared/pipeline/account/site-address.ts';
import type { AccountRecords } from '../../shared/adapters/table/account-records.ts';
import type { OfficeDoor } from './ports.ts';

type Reading = Parameters<typeof createReadSession>[0] & { readonly accounts: AccountRecords };

export const openDoor = (reading: Reading): OfficeDoor => ({
  accounts: reading.accounts,
  readSignedIn: createReadSession(reading),
  mayFile: (principal, { agencyId: agency, district }) =>
    may(principal, 'file', { kind: 'agency', agency, district }),
  ownOrigin: ({ url }) => tellOrigin(reading.siteUrl(), url),
});
