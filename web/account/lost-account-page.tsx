/** What leads on from an address of signing in at which there is nothing. */
import {
  CREDENTIALS_PATH,
  GRANTS_PATH,
  MAILBOX_PATH,
  SESSIONS_PATH,
  SIGN_IN_PATH,
} from '../site/account-address.ts';
import type { PageContext } from '../site/page-context.ts';
import { WayOn } from '../site/way-on.tsx';
import { ACCOUNT_TEXTS } from '../texts/account.ts';
import { CREDENTIALS_TEXTS } from '../texts/credentials.ts';
import { GRANTS_TEXTS } from '../texts/grants.ts';

export const AccountWayOn = ({ page }: { page: PageContext }) => {
  const { sessions, mailbox } = ACCOUNT_TEXTS[page.lang];
  const pages = {
    [SIGN_IN_PATH]: page.t.signInLink,
    [SESSIONS_PATH]: sessions.heading,
    [CREDENTIALS_PATH]: CREDENTIALS_TEXTS[page.lang].heading,
    [GRANTS_PATH]: GRANTS_TEXTS[page.lang].heading,
    [MAILBOX_PATH]: mailbox.heading,
  };
  return <WayOn page={page} pages={pages} />;
};
