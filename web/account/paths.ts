import { ACCOUNT_PATH } from '../../shared/contracts/wiring.ts';
import { MAILBOX_PATH } from '../site/account-address.ts';

const PREFIX = ACCOUNT_PATH.slice(0, -1);

/** Whether signing in answers a path, as the distribution decides it; the mailbox is one machine's alone. */
export const isAccount = (path: string): boolean => path.startsWith(PREFIX) || path === MAILBOX_PATH;
