/** The second step of offices and operators: enrolling a telephone, typing its codes, and codes on paper for the day it is lost. */
import type { Instant } from '../domain/basics/calendar.ts';
import { writeBase32 } from '../domain/authority/base32.ts';
import {
  RECOVERY_BYTES,
  RECOVERY_CODES,
  readRecoveryCode,
  writeRecoveryCode,
} from '../domain/authority/recovery-codes.ts';
import {
  isShownTo,
  tryCode,
  tryRecoveryCode,
  type SecondStep,
  type Tried,
} from '../domain/authority/second-step.ts';
import { SECRET_BYTES, writeOtpauthUri, type Hmac } from '../domain/authority/totp.ts';
import { UnavailableError } from '../errors.ts';

export interface SecondStepDeps {
  readonly records: {
    read(mail: string): Promise<SecondStep | undefined>;
    write(step: SecondStep): Promise<'written' | 'outdated'>;
    remove(mail: string): Promise<void>;
  };
  readonly seal: {
    close(secret: Uint8Array, whose: string): string;
    open(sealed: string, whose: string): Uint8Array;
  };
  readonly hmac: Hmac;
  readonly sha256: (bytes: Uint8Array) => string;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly now: () => Instant;
}

/** What a page shows while a telephone is enrolled. */
export interface Enrolment {
  /** To be typed where a QR code can't be read. */
  readonly secret: string;
  readonly uri: string;
}

/** `lockedUntil`: by this try. */
export type Failed =
  | { readonly kind: 'wrong'; readonly lockedUntil?: Instant | undefined }
  | { readonly kind: 'locked'; readonly until: Instant };
type Outcome = { readonly kind: 'right' } | Failed;
export type Enrolled =
  /** Shown this once: nothing but their hashes is kept. */
  { readonly kind: 'right'; readonly recoveryCodes: readonly string[] } | Failed;

/** As many may type at once; more are a storm. */
const RACES = 5;

export type SecondSteps = ReturnType<typeof createSecondSteps>;

export function createSecondSteps({ records, seal, hmac, sha256, randomBytes, now }: SecondStepDeps) {
  const hashCode = (code: string): string => sha256(new TextEncoder().encode(readRecoveryCode(code)));

  /** Tries on what is kept now, and keeps what the try has changed before it counts. */
  async function attempt(
    mail: string,
    isEnrolled: boolean,
    decide: (held: SecondStep) => Tried,
  ): Promise<Tried> {
    for (let race = 0; race < RACES; race++) {
      const held = await records.read(mail);
      if (held === undefined || (held.enrolledAt !== undefined) !== isEnrolled)
        throw new UnavailableError('a second step was enrolled or taken away meanwhile');
      const tried = decide(held);
      if (tried.kind === 'locked' || (await records.write(tried.next)) === 'written') return tried;
    }
    throw new UnavailableError('too many try one second step at once');
  }

  const decideCode =
    (typed: string) =>
    (held: SecondStep): Tried =>
      tryCode(held, typed, { hmac, secret: seal.open(held.sealedSecret, held.mail), now: now() });

  /** A code from paper is longer by far: one field takes both. */
  const decideEither =
    (typed: string) =>
    (held: SecondStep): Tried =>
      readRecoveryCode(typed).length > LONGEST_TYPED
        ? tryRecoveryCode(held, hashCode(typed), now())
        : decideCode(typed)(held);

  function makeRecoveryCodes() {
    const recoveryCodes = Array.from({ length: RECOVERY_CODES }, () =>
      writeRecoveryCode(randomBytes(RECOVERY_BYTES)),
    );
    return { recoveryCodes, recovery: recoveryCodes.map(hashCode) };
  }

  return {
    /** How many recovery codes are left; `undefined` where no telephone is enrolled. */
    async countRecoveryCodes(mail: string): Promise<number | undefined> {
      const held = await records.read(mail);
      return held?.enrolledAt === undefined ? undefined : held.recovery.length;
    },

    /**
     * The secret for a telephone, which one session sees for a while; another session, or the same later, is given a new one.
     * `undefined` where a telephone is enrolled.
     */
    async beginEnrolment(
      mail: string,
      { issuer, session }: { readonly issuer: string; readonly session: string },
    ): Promise<Enrolment | undefined> {
      for (let race = 0; race < RACES; race++) {
        const held = await records.read(mail);
        if (held?.enrolledAt !== undefined) return undefined;
        if (held && isShownTo(held, session, now())) {
          const secret = writeBase32(seal.open(held.sealedSecret, mail));
          return { secret, uri: writeOtpauthUri({ issuer, mail, secret }) };
        }
        // Wrong tries still count. Where another page of the same session's was faster, its secret is the one.
        await records.write({
          ...(held ?? { mail, lastStep: 0, recovery: [], wrong: 0 }),
          sealedSecret: seal.close(randomBytes(SECRET_BYTES), mail),
          begun: { session, at: now() },
          revision: (held?.revision ?? 0) + 1,
        });
      }
      throw new UnavailableError('too many enrol one telephone at once');
    },

    /** The first code from a telephone. */
    async enrol(mail: string, typed: string): Promise<Enrolled> {
      const { recoveryCodes, recovery } = makeRecoveryCodes();
      const tried = await attempt(mail, false, (held) => decideCode(typed)({ ...held, recovery }));
      return tried.kind === 'right' ? { kind: 'right', recoveryCodes } : tellFailure(tried);
    },

    /** A code from the telephone, or one from paper. */
    async try(mail: string, typed: string): Promise<Outcome> {
      const tried = await attempt(mail, true, decideEither(typed));
      return tried.kind === 'right' ? { kind: 'right' } : tellFailure(tried);
    },

    /** Ten new codes for paper instead of those that are left. */
    async renewRecoveryCodes(mail: string, typed: string): Promise<Enrolled> {
      const { recoveryCodes, recovery } = makeRecoveryCodes();
      const tried = await attempt(mail, true, (held) => {
        const decided = decideEither(typed)(held);
        return decided.kind === 'right' ? { ...decided, next: { ...decided.next, recovery } } : decided;
      });
      return tried.kind === 'right' ? { kind: 'right', recoveryCodes } : tellFailure(tried);
    },

    /** A new telephone: the old one's codes, and those on paper, are none any more. */
    async forgetTelephone(mail: string, typed: string): Promise<Outcome> {
      const tried = await attempt(mail, true, decideEither(typed));
      if (tried.kind !== 'right') return tellFailure(tried);
      await records.remove(mail);
      return { kind: 'right' };
    },
  };
}

/** Signs that a code from a telephone has at most. */
const LONGEST_TYPED = 8;

const tellFailure = (failed: Exclude<Tried, { readonly kind: 'right' }>): Failed =>
  failed.kind === 'locked' ? failed : { kind: 'wrong', lockedUntil: failed.next.lockedUntil };
