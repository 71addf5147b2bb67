/** One-time codes by time (RFC 6238, over RFC 4226): SHA-1, six digits, a step of 30 s, as every authenticator takes them. */

/** HMAC-SHA-1 of a message: given, as the domain computes no hashes. */
export type Hmac = (key: Uint8Array, message: Uint8Array) => Uint8Array;

/** Recommended by RFC 4226, section 4: as long as what SHA-1 makes. */
export const SECRET_BYTES = 20;
const STEP_MS = 30_000;
const DIGITS = 6;
/** How far a telephone's clock may be from ours, in steps either way (RFC 6238, section 5.2). */
const DRIFT_STEPS = 1;

export const tellStep = (epochMs: number): number => Math.floor(epochMs / STEP_MS);

/** The code of a step (RFC 4226, section 5.3). */
export function makeCode(hmac: Hmac, secret: Uint8Array, step: number, digits = DIGITS): string {
  const message = new Uint8Array(8);
  new DataView(message.buffer).setBigUint64(0, BigInt(step));
  const hash = hmac(secret, message);
  const view = new DataView(hash.buffer, hash.byteOffset, hash.byteLength);
  const offset = hash.at(-1)! & 0x0f;
  return String((view.getUint32(offset) & 0x7fffffff) % 10 ** digits).padStart(digits, '0');
}

/** The step whose code this is, among those around now and after the last one that was used. */
export function findStep(
  hmac: Hmac,
  secret: Uint8Array,
  code: string,
  { epochMs, lastStep }: { readonly epochMs: number; readonly lastStep: number },
): number | undefined {
  const now = tellStep(epochMs);
  let found: number | undefined;
  // Every step is looked at, whichever fits: how long it takes says nothing.
  for (let step = now - DRIFT_STEPS; step <= now + DRIFT_STEPS; step++)
    if (step > lastStep && makeCode(hmac, secret, step) === code) found ??= step;
  return found;
}

/** What a QR code hands over to an authenticator. */
export function writeOtpauthUri({
  issuer,
  mail,
  secret,
}: {
  readonly issuer: string;
  readonly mail: string;
  /** In base 32. */
  readonly secret: string;
}): string {
  const parameters = [
    ['secret', secret],
    ['issuer', issuer],
    ['algorithm', 'SHA1'],
    ['digits', String(DIGITS)],
    ['period', String(STEP_MS / 1000)],
  ].map(([name = '', value = '']) => `${name}=${encodeURIComponent(value)}`);
  return `otpauth://totp/${encodeURIComponent(issuer)}:${encodeURIComponent(mail)}?${parameters.join('&')}`;
}
