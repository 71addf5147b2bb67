/** A person's second step: a code from a telephone, or one of the recovery codes on paper. What a try does. */
import { countEpochMs, makeInstant, type Instant } from '../basics/calendar.ts';
import { findStep, type Hmac } from './totp.ts';

/** What is kept of it. */
export interface SecondStep {
  readonly mail: string;
  /** The secret that the telephone shares, encrypted. */
  readonly sealedSecret: string;
  /** Since a first code was typed: until then the telephone may have missed the secret, and nothing is asked. */
  readonly enrolledAt?: Instant | undefined;
  /** Until then: which session was shown the secret, and since when. */
  readonly begun?: { readonly session: string; readonly at: Instant } | undefined;
  /** The step of the last code that was taken: it and those before it are used up (RFC 6238, section 5.2). */
  readonly lastStep: number;
  /** Hashes of the recovery codes that are left. */
  readonly recovery: readonly string[];
  /** Wrong tries in a row. */
  readonly wrong: number;
  /** No try counts until then. */
  readonly lockedUntil?: Instant | undefined;
  readonly revision: number;
}

/** How long a secret waits for its first code. */
const ENROL_WITHIN_MS = 15 * 60_000;

/** Whether a secret that waits for its first code may be shown: to the session that saw it first, for a while. Others may be thieves'. */
export const isShownTo = ({ begun }: SecondStep, session: string, now: Instant): boolean =>
  begun?.session === session && countEpochMs(now) - countEpochMs(begun.at) < ENROL_WITHIN_MS;

export type Tried =
  | { readonly kind: 'right'; readonly next: SecondStep }
  | { readonly kind: 'wrong'; readonly next: SecondStep }
  | { readonly kind: 'locked'; readonly until: Instant };

/** So many wrong tries in a row lock the step; each time that it happens again for twice as long. */
const TRIES = 5;
const LOCK_MS = 15 * 60_000;
const LONGEST_LOCK_MS = 24 * 3_600_000;

/** Typed with a blank in the middle, as telephones show them; in full width, as Chinese keyboards give them. */
const readCode = (typed: string): string => typed.normalize('NFKC').replaceAll(/\s/g, '');

/** A try of a code from the telephone. The secret is given decrypted. */
export function tryCode(
  held: SecondStep,
  typed: string,
  { hmac, secret, now }: { readonly hmac: Hmac; readonly secret: Uint8Array; readonly now: Instant },
): Tried {
  return attempt(held, now, () => {
    const place = { epochMs: countEpochMs(now), lastStep: held.lastStep };
    const lastStep = findStep(hmac, secret, readCode(typed), place);
    return lastStep === undefined
      ? undefined
      : { lastStep, enrolledAt: held.enrolledAt ?? now, begun: undefined };
  });
}

/** A try of a recovery code: each is good for one time. `hash`: of `readRecoveryCode(typed)`. */
export const tryRecoveryCode = (held: SecondStep, hash: string, now: Instant): Tried =>
  attempt(held, now, () =>
    held.enrolledAt !== undefined && held.recovery.includes(hash)
      ? { recovery: held.recovery.filter((kept) => kept !== hash) }
      : undefined,
  );

function attempt(held: SecondStep, now: Instant, find: () => Partial<SecondStep> | undefined): Tried {
  if (held.lockedUntil !== undefined && now < held.lockedUntil)
    return { kind: 'locked', until: held.lockedUntil };
  const found = find();
  const revision = held.revision + 1;
  if (found !== undefined)
    return { kind: 'right', next: { ...held, ...found, wrong: 0, lockedUntil: undefined, revision } };
  const wrong = held.wrong + 1;
  return {
    kind: 'wrong',
    next: { ...held, wrong, lockedUntil: wrong % TRIES === 0 ? lockAfter(wrong, now) : undefined, revision },
  };
}

function lockAfter(wrong: number, now: Instant): Instant {
  const lockMs = Math.min(LOCK_MS * 2 ** (wrong / TRIES - 1), LONGEST_LOCK_MS);
  return makeInstant(countEpochMs(now) + lockMs);
}
