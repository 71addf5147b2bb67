/** The second step over the table: enrolled once, each code used once, whoever races. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashBytes } from '../../shared/adapters/hash-bytes.ts';
import { openTable } from '../../shared/adapters/open-table.ts';
import { computeHmac, createSeal } from '../../shared/adapters/seal.ts';
import { createSecondStepRecords } from '../../shared/adapters/table/second-step-records.ts';
import { countEpochMs, makeInstant, type Instant } from '../../shared/domain/basics/calendar.ts';
import { makeCode, tellStep } from '../../shared/domain/authority/totp.ts';
import { PermanentError, UnavailableError } from '../../shared/errors.ts';
import { createSecondSteps } from '../../shared/pipeline/second-step.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';

const NOW = makeInstant(Date.parse('2027-01-20T02:00:00Z'));
const HERE = { issuer: '勾稽', session: 'the-hash-of-this-session' };
const ROOT = 'a root secret of the data folder';
let engines: TestEngines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());

let persons = 0;
function aScene({ root = ROOT } = {}) {
  let at = NOW;
  const table = openTable(
    { TABLE_NAME: engines.table, DYNAMODB_ENDPOINT: engines.dynamodbEndpoint },
    engines.dynamodb,
  );
  const records = createSecondStepRecords(table);
  const steps = createSecondSteps({
    records,
    seal: createSeal(root),
    hmac: computeHmac,
    sha256: hashBytes,
    randomBytes,
    now: () => at,
  });
  return {
    mail: `office${++persons}@example.gov.cn`,
    records,
    steps,
    pass: (seconds: number): void => {
      at = makeInstant(countEpochMs(at) + seconds * 1000);
    },
    show: (secret: string): string => showCode(secret, at),
  };
}

/** What a telephone shows. */
function showCode(secret: string, at: Instant): string {
  const bits = Array.from(secret)
    .map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0'))
    .join('');
  const bytes = Uint8Array.from((bits.match(/.{8}/g) ?? []).map((eight) => parseInt(eight, 2)));
  return makeCode(computeHmac, bytes, tellStep(countEpochMs(at)));
}

async function enrolled() {
  const scene = aScene();
  const { secret } = (await scene.steps.beginEnrolment(scene.mail, HERE))!;
  const outcome = await scene.steps.enrol(scene.mail, scene.show(secret));
  if (outcome.kind !== 'right') throw new Error(outcome.kind);
  scene.pass(30);
  return { ...scene, secret, codes: outcome.recoveryCodes };
}

describe('enrolling', () => {
  it('shows one secret until a first code has come, then none; ten codes for paper, once', async () => {
    const { steps, mail, show } = aScene();
    expect(await steps.countRecoveryCodes(mail)).toBeUndefined();
    const [first, second] = await Promise.all([
      steps.beginEnrolment(mail, HERE),
      steps.beginEnrolment(mail, HERE),
    ]);
    expect(first).toEqual(second);
    expect(new URL(first!.uri).searchParams.get('secret')).toBe(first!.secret);
    expect(await steps.enrol(mail, '000000')).toEqual({ kind: 'wrong' });
    expect(await steps.countRecoveryCodes(mail)).toBeUndefined();
    const outcome = await steps.enrol(mail, show(first!.secret));
    expect(outcome).toMatchObject({ kind: 'right' });
    expect(new Set('recoveryCodes' in outcome ? outcome.recoveryCodes : []).size).toBe(10);
    expect(await steps.countRecoveryCodes(mail)).toBe(10);
    expect(await steps.beginEnrolment(mail, HERE)).toBeUndefined();
    await expect(steps.enrol(mail, show(first!.secret))).rejects.toThrow(UnavailableError);
  });

  it('draws a new secret in another session, and after a quarter of an hour: who saw the old one has nothing', async () => {
    const { steps, mail, show, pass } = aScene();
    const there = { ...HERE, session: 'the-hash-of-another-session' };
    const seen = (await steps.beginEnrolment(mail, there))!;
    const own = (await steps.beginEnrolment(mail, HERE))!;
    expect(own.secret).not.toBe(seen.secret);
    expect(await steps.enrol(mail, show(seen.secret))).toEqual({ kind: 'wrong' });
    pass(15 * 60 - 1);
    expect(await steps.beginEnrolment(mail, HERE)).toEqual(own);
    pass(1);
    const later = (await steps.beginEnrolment(mail, HERE))!;
    expect(later.secret).not.toBe(own.secret);
    expect(await steps.enrol(mail, show(own.secret))).toEqual({ kind: 'wrong' });
    expect(await steps.enrol(mail, show(later.secret))).toMatchObject({ kind: 'right' });
  });

  it('a new secret ends no lock', async () => {
    const { steps, mail, show, pass } = aScene();
    await steps.beginEnrolment(mail, HERE);
    for (let i = 0; i < 5; i++) await steps.enrol(mail, '000000');
    const { secret } = (await steps.beginEnrolment(mail, { ...HERE, session: 'another' }))!;
    expect(await steps.enrol(mail, show(secret))).toMatchObject({ kind: 'locked' });
    pass(15 * 60);
    expect(await steps.enrol(mail, show(secret))).toMatchObject({ kind: 'right' });
  });

  it('asks for no code before: what was not enrolled is no second step', async () => {
    const { steps, mail, show } = aScene();
    const { secret } = (await steps.beginEnrolment(mail, HERE))!;
    await expect(steps.try(mail, show(secret))).rejects.toThrow(UnavailableError);
  });

  it('keeps neither the secret nor a code in the table', async () => {
    const { records, mail, secret, codes } = await enrolled();
    const kept = JSON.stringify(await records.read(mail));
    for (const hidden of [secret, ...codes, ...codes.map((code) => code.replaceAll('-', ''))])
      expect(kept).not.toContain(hidden);
  });

  it('seals a secret for one person, under one key', async () => {
    const { records, mail } = await enrolled();
    const held = (await records.read(mail))!;
    const other = aScene();
    await records.write({ ...held, mail: other.mail, revision: 1 });
    await expect(other.steps.try(other.mail, '000000')).rejects.toThrow(PermanentError);
    const rekeyed = aScene({ root: 'another root secret, of another folder' });
    await expect(rekeyed.steps.try(mail, '000000')).rejects.toThrow(PermanentError);
  });
});

describe('a try', () => {
  it('takes the telephone’s code once, of two at one moment one', async () => {
    const { steps, mail, secret, show } = await enrolled();
    const code = show(secret);
    const both = await Promise.all([steps.try(mail, code), steps.try(mail, code)]);
    expect(both.map(({ kind }) => kind).sort()).toEqual(['right', 'wrong']);
    expect(await steps.try(mail, code)).toEqual({ kind: 'wrong' });
  });

  it('takes a code from paper once, of two at one moment one', async () => {
    const { steps, mail, codes } = await enrolled();
    const [code = '', next = ''] = codes;
    const both = await Promise.all([steps.try(mail, code.toLowerCase()), steps.try(mail, code)]);
    expect(both.map(({ kind }) => kind).sort()).toEqual(['right', 'wrong']);
    expect(await steps.try(mail, next.replaceAll('-', ' '))).toEqual({ kind: 'right' });
    expect(await steps.countRecoveryCodes(mail)).toBe(8);
  });

  it('is locked after five wrong ones, however many are sent at once', async () => {
    const { steps, mail, secret, show, pass } = await enrolled();
    const tries = await Promise.allSettled(Array.from({ length: 12 }, () => steps.try(mail, '000000')));
    const wrong = tries.filter((tried) => tried.status === 'fulfilled' && tried.value.kind === 'wrong');
    expect(wrong.length).toBeLessThanOrEqual(5);
    for (let i = wrong.length; i < 5; i++)
      expect(await steps.try(mail, '000000')).toMatchObject({ kind: 'wrong' });
    expect(await steps.try(mail, show(secret))).toMatchObject({ kind: 'locked' });
    pass(15 * 60);
    expect(await steps.try(mail, show(secret))).toEqual({ kind: 'right' });
  });

  it('gives ten new codes for paper, and the old ones are none any more', async () => {
    const { steps, mail, codes } = await enrolled();
    expect(await steps.renewRecoveryCodes(mail, '000000')).toEqual({ kind: 'wrong' });
    const renewed = await steps.renewRecoveryCodes(mail, codes[0]!);
    if (renewed.kind !== 'right') throw new Error(renewed.kind);
    expect(await steps.try(mail, codes[1]!)).toEqual({ kind: 'wrong' });
    expect(await steps.try(mail, renewed.recoveryCodes[0]!)).toEqual({ kind: 'right' });
    expect(await steps.countRecoveryCodes(mail)).toBe(9);
  });

  it('lets another telephone take the place of the old one, for a right code alone', async () => {
    const { steps, mail, secret, codes } = await enrolled();
    expect(await steps.forgetTelephone(mail, '000000')).toEqual({ kind: 'wrong' });
    expect(await steps.countRecoveryCodes(mail)).toBe(10);
    expect(await steps.forgetTelephone(mail, codes[9]!)).toEqual({ kind: 'right' });
    const again = await steps.beginEnrolment(mail, HERE);
    expect(again?.secret).not.toBe(secret);
    expect(again?.secret).toMatch(/^[A-Z2-7]{32}$/);
  });
});
