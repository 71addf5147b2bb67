/**
 * Temporary credentials on one machine, without a server that issues them and without state: the token says what it is for and
 * is signed with the data folder's secret, the secret access key is drawn from it, and whoever has the data folder's secret
 * (the S3 server, which checks requests) draws it again.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import type { UploadScope } from '../../contracts/bucket/upload-scope.ts';
import { checkOrder, type IssueUploadCredentials } from './upload-credentials.ts';

const scopeSchema: z.ZodMiniType<UploadScope> = z.union([
  z.object({ kind: z.literal('agency'), district: z.string(), agencyId: z.string() }),
  z.object({ kind: z.literal('region'), region: z.string() }),
]);
const grantSchema = z.object({ scope: scopeSchema, sessionName: z.string(), expiresAtEpochMs: z.number() });

/** What a token says, and the keys that go with it. */
export interface TokenSession extends z.infer<typeof grantSchema> {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const draw = (secret: Uint8Array, purpose: 'token' | 'key', payload: string): Buffer =>
  createHmac('sha256', secret).update(`${purpose}.${payload}`).digest();
/** In AWS's shape: by its first letters clients and servers know that a token belongs to it. */
const tellKeyId = (token: string): string =>
  `ASIA${createHash('sha256').update(token).digest('hex').slice(0, 16).toUpperCase()}`;

export function createTokenIssuer(secret: Uint8Array, nowEpochMs: () => number): IssueUploadCredentials {
  return (order) => {
    checkOrder(order);
    const { scope, sessionName, ttlS } = order;
    const expiresAtEpochMs = nowEpochMs() + ttlS * 1000;
    const payload = Buffer.from(JSON.stringify({ scope, sessionName, expiresAtEpochMs })).toString(
      'base64url',
    );
    const sessionToken = `${payload}.${draw(secret, 'token', payload).toString('base64url')}`;
    return Promise.resolve({
      accessKeyId: tellKeyId(sessionToken),
      secretAccessKey: draw(secret, 'key', payload).toString('base64url'),
      sessionToken,
      expiresAtEpochMs,
    });
  };
}

/** `undefined` where the token was not signed with this secret. Whether it has expired is left to whoever asks. */
export function readSessionToken(secret: Uint8Array, token: string): TokenSession | undefined {
  const [payload = '', seal = '', ...more] = token.split('.');
  const stated = Buffer.from(seal, 'base64url');
  const expected = draw(secret, 'token', payload);
  if (more.length > 0 || stated.length !== expected.length || !timingSafeEqual(stated, expected))
    return undefined;
  return {
    ...grantSchema.parse(JSON.parse(Buffer.from(payload, 'base64url').toString())),
    accessKeyId: tellKeyId(token),
    secretAccessKey: draw(secret, 'key', payload).toString('base64url'),
  };
}
