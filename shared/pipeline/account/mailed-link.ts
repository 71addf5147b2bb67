/**
 * Signing in by a mailed link. Whoever asks gets the same answer, whether the address is known or not; the link is good for
 * one use, for a quarter of an hour, and in the browser that asked for it.
 */
import type { OutgoingMail, SendMail } from '../../adapters/mail.ts';
import type { AccountRecords, Limit } from '../../adapters/table/account-records.ts';
import { tellLinkEnd } from '../../domain/authority/mailed-link.ts';
import { foldMail } from '../../domain/basics/mail-address.ts';
import { countEpochMs, makeInstant, type Instant } from '../../domain/basics/calendar.ts';
import { writeSignInMail } from '../../letters/sign-in-mail.ts';
import { auditLimit, type RefusalAuditDeps } from './audit-refused.ts';
import { findPerson, type Person, type PersonTable } from './find-person.ts';
import type { Secrets } from './sessions.ts';

export interface LinkDeps extends Secrets {
  readonly accounts: PersonTable &
    Pick<AccountRecords, 'keepLink' | 'takeLink' | 'countAttempt' | 'isKnownBrowser' | 'knowBrowser'>;
  readonly trail: RefusalAuditDeps['trail'];
  readonly send: SendMail;
  readonly now: () => Instant;
}

/** One entry for all addresses together: they are anybody's to make up. */
const tellLimit = (deps: LinkDeps, limit: string, { withinS }: Pick<Limit, 'withinS'>): Promise<void> =>
  auditLimit({ ...deps, secrets: deps }, { limit, withinS });

const HOUR_S = 3600;
const DAY_S = 24 * HOUR_S;
/** For one address, from one network or one browser that is known: whoever asks for another's address uses up their own. */
const FROM_ONE: readonly [Limit, ...Limit[]] = [
  { most: 5, withinS: 15 * 60 },
  { most: 30, withinS: DAY_S },
];
/** For one address from all networks together, known browsers apart: too few to fill a mailbox, and the longer the fewer. */
const FROM_ALL: typeof FROM_ONE = [
  { most: 40, withinS: HOUR_S },
  { most: 120, withinS: DAY_S },
];
/** A government's whole network may have one address on the outside. */
const BY_CALLER: Limit = { most: 100, withinS: 10 * 60 };
/** A browser that an address was signed in from is known for so long. */
const KNOWN_DAYS = 180;

interface LinkWish {
  readonly mail: string;
  /** What the asking browser was given. */
  readonly browser: string;
  readonly returnTo: string;
  readonly origin: string;
  /** The network that asks, where it tells anything. */
  readonly caller: string | undefined;
  /** What a browser was given that somebody signed in from; it says nothing of whom. */
  readonly knownBrowser: string | undefined;
}

type Asked =
  | { readonly kind: 'too-many' }
  /**
   * `finish` counts, looks whose address it is and mails the link: to be begun when nobody waits any more, for it takes a known
   * address longer.
   * It answers why the mail did not leave; for the log, never for whoever asked.
   */
  | { readonly kind: 'asked'; readonly finish: () => Promise<string | undefined> };

export async function askForLink(deps: LinkDeps, wish: LinkWish): Promise<Asked> {
  const { accounts, now, hash } = deps;
  const at = now();
  const mail = foldMail(wish.mail);
  const { caller } = wish;
  if (caller !== undefined && !(await accounts.countAttempt(`caller#${hash(caller)}`, [BY_CALLER], at))) {
    await tellLimit(deps, 'links asked for by one network', BY_CALLER);
    return { kind: 'too-many' };
  }
  return {
    kind: 'asked',
    finish: async () =>
      (await mayBeMailed(deps, { ...wish, mail }, at)) ? mailLink(deps, { ...wish, mail }, at) : undefined,
  };
}

/** Counts, whether or not the address is known to us. */
async function mayBeMailed(
  deps: LinkDeps,
  { mail, caller, knownBrowser }: LinkWish,
  now: Instant,
): Promise<boolean> {
  const { accounts, hash } = deps;
  const address = `address#${hash(mail)}`;
  const count = async (what: string, limits: typeof FROM_ONE): Promise<boolean> => {
    const isWithin = await accounts.countAttempt(what, limits, now);
    if (!isWithin) await tellLimit(deps, 'links asked for for one address', limits[0]);
    return isWithin;
  };
  const isKnown =
    knownBrowser !== undefined && (await accounts.isKnownBrowser(hash(mail), hash(knownBrowser), now));
  // Only who was let in from there has such a browser: nobody else uses up what is its.
  if (isKnown) return count(`${address}#browser#${hash(knownBrowser)}`, FROM_ONE);
  return (
    (await count(`${address}#network#${hash(caller ?? '')}`, FROM_ONE)) && (await count(address, FROM_ALL))
  );
}

async function mailLink(
  { accounts, send, newToken, hash }: LinkDeps,
  { mail, browser, returnTo, origin }: LinkWish,
  at: Instant,
): Promise<string | undefined> {
  if (!(await findPerson(accounts, mail, at))) return undefined;
  const token = newToken();
  await accounts.keepLink({
    hash: hash(token),
    mail,
    browser: hash(browser),
    returnTo,
    expiresAt: tellLinkEnd(at),
  });
  const delivery = await send(makeMail({ mail, origin, token, messageId: hash(newToken()), at }));
  return delivery.state === 'sent' ? undefined : `${delivery.state}: ${delivery.reason}`;
}

/** A browser that an address was signed in from by its mail: it is not kept waiting by whoever asks for the address elsewhere. */
export const rememberBrowser = (
  { accounts, now, hash }: Pick<LinkDeps, 'accounts' | 'now' | 'hash'>,
  mail: string,
  knownBrowser: string,
): Promise<void> =>
  accounts.knowBrowser(
    hash(mail),
    hash(knownBrowser),
    makeInstant(countEpochMs(now()) + KNOWN_DAYS * DAY_S * 1000),
  );

/** Who the link was for, and where they wanted to go; `undefined` where it is used, too old, or another browser's. */
export async function redeemLink(
  { accounts, now, hash }: Pick<LinkDeps, 'accounts' | 'now' | 'hash'>,
  { token, browser }: { readonly token: string; readonly browser: string },
): Promise<{ readonly person: Person; readonly returnTo: string } | undefined> {
  const at = now();
  const link = await accounts.takeLink(hash(token), hash(browser), at);
  if (!link) return undefined;
  const person = await findPerson(accounts, link.mail, at);
  return person && { person, returnTo: link.returnTo };
}

function makeMail({
  mail,
  origin,
  token,
  messageId,
  at,
}: {
  readonly mail: string;
  readonly origin: string;
  readonly token: string;
  readonly messageId: string;
  readonly at: Instant;
}): OutgoingMail {
  return {
    to: mail,
    messageId: `sign-in-${messageId}@${new URL(origin).hostname}`,
    date: at,
    ...writeSignInMail({ link: `${origin}/account/link?token=${token}`, origin, at }),
  };
}
