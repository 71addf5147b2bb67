import type { SignedIn } from '../../shared/pipeline/account/sessions.ts';
import type { AccountContext } from './ports.ts';

/** The rule of the route has seen to it that somebody is. */
export function readSignedIn(c: AccountContext): SignedIn {
  const signedIn = c.get('signedIn');
  if (!signedIn) throw new TypeError(`nobody is signed in at ${c.req.path}`);
  return signedIn;
}
