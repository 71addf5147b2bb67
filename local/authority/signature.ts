/** Signature version 4: the scope that a credential states, the key for it, and what it signs. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Refusal } from './refusal.ts';

export const ALGORITHM = 'AWS4-HMAC-SHA256';

interface Scope {
  readonly accessKeyId: string;
  readonly day: string;
  readonly region: string;
  /** As it is signed. */
  readonly text: string;
}

/** `<access key id>/<day>/<region>/s3/aws4_request`. Whatever the region is called, it is this machine. */
export function readScope(credential: string): Scope {
  const [, accessKeyId, day, region] =
    /^([^/]+)\/([0-9]{8})\/([A-Za-z0-9-]+)\/s3\/aws4_request$/.exec(credential) ?? [];
  if (accessKeyId === undefined || day === undefined || region === undefined)
    throw new Refusal(
      'AuthorizationHeaderMalformed',
      'The credential must be <access key id>/<yyyymmdd>/<region>/s3/aws4_request.',
    );
  return { accessKeyId, day, region, text: `${day}/${region}/s3/aws4_request` };
}

/** `20241231T235959Z`, or `undefined`. */
export function readAmzDate(text: string): number | undefined {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? [];
  const epochMs = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(epochMs) ? undefined : epochMs;
}

const hmac = (key: string | Buffer, text: string): Buffer =>
  createHmac('sha256', key).update(text, 'latin1').digest();

/** A day's keys are few; what is beyond is derived anew. */
const MOST_KEYS = 100;
const keys = new Map<string, Buffer>();

export function deriveSigningKey(secretAccessKey: string, { day, region }: Scope): Buffer {
  const name = `${secretAccessKey}/${day}/${region}`;
  let key = keys.get(name);
  if (!key) {
    key = [day, region, 's3', 'aws4_request'].reduce<Buffer>(
      (so, part) => hmac(so, part),
      Buffer.from(`AWS4${secretAccessKey}`),
    );
    if (keys.size >= MOST_KEYS) keys.clear();
    keys.set(name, key);
  }
  return key;
}

export const sign = (key: Buffer, text: string): string => hmac(key, text).toString('hex');

/** In the same time wherever they differ. */
export const isSame = (stated: string, expected: string): boolean =>
  stated.length === expected.length &&
  timingSafeEqual(Buffer.from(stated, 'latin1'), Buffer.from(expected, 'latin1'));

export function checkSignature(stated: string, key: Buffer, toSign: string, accessKeyId: string): void {
  if (!isSame(stated, sign(key, toSign)))
    throw new Refusal(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      { AWSAccessKeyId: accessKeyId, StringToSign: toSign },
    );
}
