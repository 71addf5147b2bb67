/** Sessions: begun with an id that nobody had before, read at each request with the grants of now, ended at once. */
import type { AccountReader, AccountRecords } from '../../adapters/table/account-records.ts';
import type { NewAuditEntry } from '../../domain/authority/audit-entry.ts';
import { hasOffice, type Grant, type Principal } from '../../domain/authority/principal.ts';
import { isUseToldAnew, tellSessionEnd, type Session } from '../../domain/authority/session.ts';
import { isStepAccepted, type StepPolicy } from '../../domain/authority/step-done.ts';
import type { Instant } from '../../domain/basics/calendar.ts';
import { findPerson } from './find-person.ts';
import { isToken, readCookie, tellCookieName } from './cookies.ts';

/** What makes ids, and what is kept of them. */
export interface Secrets {
  /** 256 bits that nobody can guess, in letters that an address and a cookie take. */
  readonly newToken: () => string;
  readonly hash: (token: string) => string;
}

interface ReadDeps extends Pick<Secrets, 'hash'> {
  readonly accounts: Pick<AccountReader, 'session' | 'grantsTo' | 'wholeAgencies'> &
    Partial<Pick<AccountRecords, 'touchSession'>>;
  readonly now: () => Instant;
  /** Where the site is: over TLS its cookies have another name. */
  readonly siteUrl: () => string | undefined;
  /** What counts as a second step today: a session may have begun when less was asked. */
  readonly steps: StepPolicy;
}

export interface SignedIn {
  readonly session: Session;
  /** Without what an office or an operator has, until the second step is done: so nobody has to ask for it. */
  readonly principal: Principal;
  /** All of it. */
  readonly granted: readonly Grant[];
  readonly awaitsSecondStep: boolean;
}

/**
 * Who sends a request: `undefined` for a session that ended, and for an address to which nothing is granted any more. Where the
 * table may not be written, a session's use is not told anew.
 */
export function createReadSession({ accounts, hash, now, siteUrl, steps }: ReadDeps) {
  return async (request: Pick<Request, 'headers'>): Promise<SignedIn | undefined> => {
    const token = readCookie(request, tellCookieName('session', siteUrl()));
    if (token === undefined || !isToken(token)) return undefined;
    const session = await accounts.session(hash(token));
    const at = now();
    if (!session || tellSessionEnd(session, false) <= at) return undefined;
    const person = await findPerson(accounts, session.mail, at);
    if (!person || tellSessionEnd(session, hasOffice(person.grants)) <= at) return undefined;
    if (isUseToldAnew(session, at)) await accounts.touchSession?.({ ...session, usedAt: at });
    const secondStep = isStepAccepted(session.step, steps);
    const awaitsSecondStep = hasOffice(person.grants) && !secondStep;
    const grants = awaitsSecondStep ? person.grants.filter(({ role }) => role === 'agency') : person.grants;
    return {
      session,
      principal: { ...person, grants, secondStep },
      granted: person.grants,
      awaitsSecondStep,
    };
  };
}

/** The port that everything else is given. */
export function createReadPrincipal(deps: ReadDeps): (request: Request) => Promise<Principal | undefined> {
  const readSession = createReadSession(deps);
  return async (request) => (await readSession(request))?.principal;
}

interface BeginDeps extends Secrets {
  readonly accounts: Pick<AccountRecords, 'beginSession'>;
  readonly now: () => Instant;
}

const MAX_BROWSER_LENGTH = 200;

/** Answers what the browser is given: nobody else ever sees it. `told`: what the audit trail tells of it. */
export async function beginSession(
  { accounts, newToken, hash, now }: BeginDeps,
  { mail, by, step, browser }: Pick<Session, 'mail' | 'by' | 'step' | 'browser'>,
  told: readonly NewAuditEntry[] = [],
): Promise<string> {
  const token = newToken();
  const at = now();
  const session = {
    hash: hash(token),
    mail,
    by,
    step,
    since: at,
    usedAt: at,
    browser: browser.slice(0, MAX_BROWSER_LENGTH),
  };
  await accounts.beginSession(session, told);
  return token;
}
