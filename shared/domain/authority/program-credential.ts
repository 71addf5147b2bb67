/**
 * A credential for programs: a person made it, so that a program files for one agency, or for a region and all below it. It
 * holds as long as that person may file there. Its token is known to the program alone; only the token's hash is kept.
 */
import {
  addDays,
  countEpochMs,
  endOfChinaDay,
  makeInstant,
  tellChinaDay,
  toIsoDay,
  type Instant,
  type IsoDay,
} from '../basics/calendar.ts';
import type { Actor } from './actor.ts';
import { liesWithin, may, type On } from './may.ts';
import type { Principal } from './principal.ts';

/** What it may file for. */
export type CredentialScope = Extract<On, { readonly kind: 'agency' | 'region' }>;

export interface ProgramCredential {
  /** No secret: pages and the audit trail name it. */
  readonly id: string;
  /** What its maker calls it, such as the program that has it. */
  readonly name: string;
  readonly scope: CredentialScope;
  readonly madeBy: Person;
  readonly madeAt: Instant;
  readonly until: Instant;
  /** SHA-256 of its token; `undefined` until a program has taken the token. */
  readonly tokenHash?: string | undefined;
  /** Told anew once an hour only. */
  readonly usedAt?: Instant | undefined;
  readonly revoked?: { readonly at: Instant; readonly by: Person } | undefined;
}

interface Person {
  readonly mail: string;
  readonly name: string;
}

/** A code that a person carries from the page to a program, which is given the credential's token for it. */
export interface LoginCode {
  /** SHA-256 of what is shown. */
  readonly hash: string;
  readonly credential: string;
  readonly until: Instant;
}

const CODE_MINUTES = 10;
/** 80 bits: nobody finds them within ten minutes, not from the hash either. */
export const CODE_BYTES = 10;
const MAX_DAYS = 400;
const USUAL_DAYS = 365;
/** The reports of a year are in by then, corrections and consolidated ones included. */
const SEASON_ENDS = '06-30';
const LEAST_DAYS = 90;
export const MAX_NAME_LENGTH = 60;
const TOLD_ANEW_AFTER_MS = 3_600_000;

export const tellCodeEnd = (now: Instant): Instant => makeInstant(countEpochMs(now) + CODE_MINUTES * 60_000);

/** Which days a credential that is made now may end with, and which one is offered. */
export function tellCredentialDays(now: Instant): {
  readonly first: IsoDay;
  readonly last: IsoDay;
  readonly offered: IsoDay;
} {
  const today = tellChinaDay(now);
  const last = addDays(today, MAX_DAYS);
  const year = Number(today.slice(0, 4));
  const seasonEnd = [year, year + 1]
    .map((one) => toIsoDay(`${one}-${SEASON_ENDS}`))
    .find((day) => day >= addDays(today, LEAST_DAYS) && day <= last);
  return { first: today, last, offered: seasonEnd ?? addDays(today, USUAL_DAYS) };
}

/** Until its last day has ended in China. */
export const tellCredentialEnd = (lastDay: IsoDay): Instant => endOfChinaDay(lastDay);

/** `unclaimed`: no program has its token yet. */
export type CredentialState = 'active' | 'unclaimed' | 'expired' | 'revoked';

export function tellCredentialState(
  { tokenHash, until, revoked }: Pick<ProgramCredential, 'tokenHash' | 'until' | 'revoked'>,
  now: Instant,
): CredentialState {
  if (revoked) return 'revoked';
  if (until <= now) return 'expired';
  return tokenHash === undefined ? 'unclaimed' : 'active';
}

export const isCredentialUseToldAnew = (
  { usedAt }: Pick<ProgramCredential, 'usedAt'>,
  now: Instant,
): boolean => usedAt === undefined || countEpochMs(now) - countEpochMs(usedAt) >= TOLD_ANEW_AFTER_MS;

/** Who sees a credential and may revoke it: its maker, and whoever could make one for the same. */
export const isInCharge = (
  principal: Principal,
  { scope, madeBy }: Pick<ProgramCredential, 'scope' | 'madeBy'>,
): boolean => madeBy.mail === principal.mail || may(principal, 'make-credential', scope);

type Agency = Extract<On, { readonly kind: 'agency' }>;

/**
 * Whether a program may file for the agency: the credential is for it, and its maker may still. `agency`: as the roster has it
 * now; `maker`: with the grants of now, `undefined` where nothing is granted to them any more.
 */
export function mayProgramFile(
  { scope }: Pick<ProgramCredential, 'scope'>,
  maker: Principal | undefined,
  agency: Agency,
): 'yes' | 'not-in-scope' | 'maker-may-not' {
  const isInScope =
    scope.kind === 'agency' ? scope.agency === agency.agency : liesWithin(agency, scope.region);
  if (!isInScope) return 'not-in-scope';
  return may(maker, 'file', agency) ? 'yes' : 'maker-may-not';
}

export const actAsProgram = ({
  id,
  name,
  madeBy,
}: ProgramCredential): Extract<Actor, { kind: 'credential' }> => ({
  kind: 'credential',
  mail: madeBy.mail,
  name: madeBy.name,
  credential: name,
  id,
});
