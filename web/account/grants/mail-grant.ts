/** Whoever was granted something is told by mail, who granted it and where to sign in. */
import type { GrantRecord } from '../../../shared/domain/authority/grant-record.ts';
import { writeGrantMail } from '../../../shared/letters/grant-mail.ts';
import { tellOrigin } from '../../../shared/pipeline/account/site-address.ts';
import { SIGN_IN_PATH } from '../../site/account-address.ts';
import type { AccountContext, AccountDeps } from '../ports.ts';
import { nameGrants, tellGrantedInBoth } from './grant-words.ts';

/** Whether it left: what was granted stays granted where it did not, and whoever granted it is told. */
export async function mailGrant(c: AccountContext, deps: AccountDeps, grant: GrantRecord): Promise<boolean> {
  const { send, secrets, siteUrl, now, log } = deps;
  const origin = tellOrigin(siteUrl(), c.req.url);
  if (!send || origin === undefined) return false;
  const { name, from, to, by } = grant;
  const at = now();
  const delivery = await send({
    to: grant.mail,
    messageId: `grant-${secrets.hash(secrets.newToken())}@${new URL(origin).hostname}`,
    date: at,
    ...writeGrantMail({
      name,
      by: 'name' in by ? by.name : '',
      what: tellGrantedInBoth(grant, await nameGrants(deps, [grant])),
      from,
      to,
      at,
      signIn: `${origin}${SIGN_IN_PATH}`,
    }),
  });
  if (delivery.state === 'sent') return true;
  log.error('a grant was not told by mail', {
    requestId: crypto.randomUUID(),
    error: new Error(`${delivery.state}: ${delivery.reason}`),
  });
  return false;
}
