/**
 * Signing in by a mailed link. Whoever asks gets the same answer, whether the address is known or not; the link is good for
 * one use, for a quarter of an hour, and in the browser that asked for it.
 */
import type { OutgoingMail, SendMail } from '../../adapters/mail.ts';
import type { AccountRecords } from '../../adapters/table/account-records.ts';
import { tellLinkEnd } from '../../domain/authority/mailed-link.ts';
import { foldMail } from '../../domain/basics/mail-address.ts';
import type { Instant } from '../../domain/basics/calendar.ts';
import { writeSignInMail } from '../../letters/sign-in-mail.ts';
import { findPerson, type Person, type PersonTable } from './find-person.ts';
import type { Secrets } from './sessions.ts';

export interface LinkDeps extends Secrets {
  readonly accounts: PersonTable & Pick<AccountRecords, 'keepLink' | 'takeLink' | 'countAttempt'>;
  readonly send: SendMail;
  readonly now: () => Instant;
}

/** Enough for a person who does not find the mail, too few to fill a mailbox. */
const BY_ADDRESS = { most: 5, withinS: 15 * 60 };
/** A government's whole network may have one address on the outside. */
const BY_CALLER = { most: 100, withinS: 10 * 60 };

interface LinkWish {
  readonly mail: string;
  /** What the asking browser was given. */
  readonly browser: string;
  readonly returnTo: string;
  readonly origin: string;
  /** The network address that asks, where it tells anything. */
  readonly caller: string | undefined;
}

type Asked =
  | { readonly kind: 'too-many' }
  /** `undelivered`: why the mail did not leave; for the log, never for whoever asked. */
  | { readonly kind: 'asked'; readonly undelivered?: string };

export async function askForLink(
  { accounts, send, now, newToken, hash }: LinkDeps,
  { browser, returnTo, origin, caller, ...wish }: LinkWish,
): Promise<Asked> {
  const at = now();
  const mail = foldMail(wish.mail);
  if (
    caller !== undefined &&
    !(await accounts.countAttempt(`caller#${hash(caller)}`, { ...BY_CALLER, now: at }))
  )
    return { kind: 'too-many' };
  if (!(await accounts.countAttempt(`address#${hash(mail)}`, { ...BY_ADDRESS, now: at })))
    return { kind: 'asked' };
  const person = await findPerson(accounts, mail, at);
  const token = newToken();
  // For an unknown address, too, whose token nobody gets: both take the same time.
  await accounts.keepLink({
    hash: hash(token),
    mail,
    browser: hash(browser),
    returnTo,
    expiresAt: tellLinkEnd(at),
  });
  if (!person) return { kind: 'asked' };
  const delivery = await send(makeMail({ mail, origin, token, messageId: hash(newToken()), at }));
  return delivery.state === 'sent'
    ? { kind: 'asked' }
    : { kind: 'asked', undelivered: `${delivery.state}: ${delivery.reason}` };
}

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
