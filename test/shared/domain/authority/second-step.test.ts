import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { countEpochMs, makeInstant, type Instant } from '../../../../shared/domain/basics/calendar.ts';
import {
  RECOVERY_BYTES,
  readRecoveryCode,
  writeRecoveryCode,
} from '../../../../shared/domain/authority/recovery-codes.ts';
import {
  tryCode,
  tryRecoveryCode,
  type SecondStep,
  type Tried,
} from '../../../../shared/domain/authority/second-step.ts';
import { makeCode, tellStep, type Hmac } from '../../../../shared/domain/authority/totp.ts';
import { demandsAssurance, givesSecondStep } from '../../../../shared/domain/authority/provider-assurance.ts';

const hmac: Hmac = (key, message) => createHmac('sha1', key).update(message).digest();
const secret = Buffer.from('12345678901234567890');
const NOW = makeInstant(Date.parse('2027-01-20T02:00:00Z'));
const after = (at: Instant, minutes: number): Instant => makeInstant(countEpochMs(at) + minutes * 60_000);
const codeAt = (at: Instant): string => makeCode(hmac, secret, tellStep(countEpochMs(at)));

const aStep = (more: Partial<SecondStep> = {}): SecondStep => ({
  mail: 'office@example.gov.cn',
  sealedSecret: 'sealed',
  enrolledAt: NOW,
  lastStep: 0,
  recovery: ['hash 1', 'hash 2'],
  wrong: 0,
  revision: 1,
  ...more,
});
const trying = (held: SecondStep, typed: string, now = NOW): Tried =>
  tryCode(held, typed, { hmac, secret, now });
function next(tried: Tried): SecondStep {
  if (tried.kind === 'locked') throw new Error('locked');
  return tried.next;
}

describe('a second step', () => {
  it('takes a code once, however it is typed', () => {
    const code = codeAt(NOW);
    const tried = trying(aStep(), ` ${code.slice(0, 3)} ${code.slice(3)} `);
    expect(tried).toMatchObject({
      kind: 'right',
      next: { lastStep: tellStep(countEpochMs(NOW)), revision: 2 },
    });
    expect(trying(next(tried), code)).toMatchObject({ kind: 'wrong' });
    const wide = Array.from(code, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join('');
    expect(trying(aStep(), wide).kind).toBe('right');
  });

  it('is enrolled by the first right code, and keeps that day', () => {
    const begun = aStep({ enrolledAt: undefined });
    expect(next(trying(begun, '000000')).enrolledAt).toBeUndefined();
    const enrolled = next(trying(begun, codeAt(NOW)));
    expect(enrolled.enrolledAt).toBe(NOW);
    const later = after(NOW, 60);
    expect(next(trying(enrolled, codeAt(later), later)).enrolledAt).toBe(NOW);
  });

  it('takes each recovery code once, and none before a telephone has shown a code', () => {
    const tried = tryRecoveryCode(aStep(), 'hash 1', NOW);
    expect(tried).toMatchObject({ kind: 'right', next: { recovery: ['hash 2'] } });
    expect(tryRecoveryCode(next(tried), 'hash 1', NOW).kind).toBe('wrong');
    expect(tryRecoveryCode(aStep({ enrolledAt: undefined }), 'hash 1', NOW).kind).toBe('wrong');
  });

  it('is locked by five wrong tries in a row, for ever longer, right codes too', () => {
    let held = aStep();
    let now = NOW;
    const locked: number[] = [];
    for (let round = 0; round < 9; round++) {
      for (let i = 0; i < 5; i++)
        held = next(i % 2 ? trying(held, 'x', now) : tryRecoveryCode(held, 'x', now));
      const until = held.lockedUntil ?? now;
      locked.push((countEpochMs(until) - countEpochMs(now)) / 60_000);
      expect(trying(held, codeAt(now), now)).toEqual({ kind: 'locked', until });
      expect(tryRecoveryCode(held, 'hash 1', now)).toEqual({ kind: 'locked', until });
      now = until;
    }
    expect(locked).toEqual([15, 30, 60, 120, 240, 480, 960, 1440, 1440]);
    const right = next(trying(held, codeAt(now), now));
    expect(right).toMatchObject({ wrong: 0, lockedUntil: undefined });
    expect(next(trying(right, 'x', now)).lockedUntil).toBeUndefined();
  });
});

describe('recovery codes', () => {
  it('are read as they are typed from paper', () => {
    const code = writeRecoveryCode(new Uint8Array(RECOVERY_BYTES).map((_, i) => i * 17));
    expect(code).toMatch(/^(?:[A-Z2-7]{4}-){5}[A-Z2-7]{4}$/);
    const plain = code.replaceAll('-', '');
    for (const typed of [code, plain, code.toLowerCase(), code.replaceAll('-', ' '), ` ${code}\n`])
      expect(readRecoveryCode(typed)).toBe(plain);
    expect(readRecoveryCode('0O1I-０')).toBe('OOIIO');
  });
});

describe('what a provider says of a sign-in', () => {
  const required = { acr: ['gold'], amr: ['mfa', 'hwk'] };
  it.each([
    [{ acr: 'gold', amr: [] }, true],
    [{ acr: 'silver', amr: ['pwd', 'mfa'] }, true],
    [{ acr: 'silver', amr: ['pwd'] }, false],
    [{ amr: [] }, false],
  ])('%o gives a second step: %o', (said, gives) => {
    expect(givesSecondStep(said, required)).toBe(gives);
  });

  it('counts for nothing where nothing is demanded of it', () => {
    const nothing = { acr: [], amr: [] };
    expect(demandsAssurance(nothing)).toBe(false);
    expect(demandsAssurance(required)).toBe(true);
    expect(givesSecondStep({ acr: 'gold', amr: ['mfa'] }, nothing)).toBe(false);
  });
});
