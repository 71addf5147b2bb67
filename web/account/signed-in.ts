import { listOwnThings } from '../../shared/domain/authority/audit-entry.ts';
import type { SignedIn } from '../../shared/pipeline/account/sessions.ts';
import type { AccountContext } from './ports.ts';

/** The rule of the route has seen to it that somebody is. */
export function readSignedIn(c: AccountContext): SignedIn {
  const signedIn = c.get('signedIn');
  if (!signedIn) throw new TypeError(`nobody is signed in at ${c.req.path}`);
  return signedIn;
}

/** Whoever it is, and where they have a say: what their offices are to find in the audit trail. */
export const tellOwn = ({ principal: { mail, name }, granted }: SignedIn) => ({
  by: { kind: 'person', mail, name } as const,
  on: listOwnThings(granted),
});
