import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { createTableClient } from '../../../shared/adapters/clients.ts';
import { hashBytes } from '../../../shared/adapters/hash-bytes.ts';
import {
  createRoleIssuer,
  writeSessionPolicy,
} from '../../../shared/adapters/upload-credentials/assume-role.ts';
import { openUploadCredentials } from '../../../shared/adapters/upload-credentials/open-upload-credentials.ts';
import {
  createTokenIssuer,
  readSessionToken,
} from '../../../shared/adapters/upload-credentials/session-token.ts';
import type { CredentialsOrder } from '../../../shared/adapters/upload-credentials/upload-credentials.ts';
import { bucketEnv, uploadCredentialsEnv } from '../../../shared/contracts/store-env.ts';
import { makeInstant } from '../../../shared/domain/basics/calendar.ts';
import { UnavailableError } from '../../../shared/errors.ts';

const SECRET = Buffer.alloc(32, 7);
const NOW = Date.parse('2026-01-20T08:00:00Z');
const ORDER: CredentialsOrder = {
  scope: { kind: 'agency', district: '450205', agencyId: '450205-jyj' },
  sessionName: 'credential.7',
  ttlS: 900,
};
const client = createTableClient({
  region: 'cn-north-1',
  credentials: { accessKeyId: 'AKIAFUNCTION', secretAccessKey: 'its-secret' },
});
afterAll(() => client.destroy());

describe.each([
  ['a token', createTokenIssuer(SECRET, () => NOW)],
  ['a role', createRoleIssuer({ client, roleArn: 'arn:aws-cn:iam::111122223333:role/r', bucketName: 'b' })],
])('whoever lends %s', (_, issue) => {
  it.each<[string, Partial<CredentialsOrder>]>([
    ['a name that AWS would not take', { sessionName: '柳北区教育局' }],
    ['a name that is too long', { sessionName: 'a'.repeat(65) }],
    ['less than a quarter of an hour', { ttlS: 899 }],
    ['more than an hour', { ttlS: 3601 }],
    ['an agency that reaches further', { scope: { kind: 'agency', district: '450205', agencyId: '*' } }],
    ['a district that reaches further', { scope: { kind: 'agency', district: '45*', agencyId: 'a-1' } }],
    ['no agency', { scope: { kind: 'agency', district: '450205', agencyId: '' } }],
    ['no region', { scope: { kind: 'region', region: '' } }],
  ])('refuses %s', async (_, change) => {
    await expect(async () => issue({ ...ORDER, ...change })).rejects.toThrow(RangeError);
  });
});

describe('a token', () => {
  it('says what it is for to whoever has the secret, and nothing to others', async () => {
    const issued = await createTokenIssuer(SECRET, () => NOW)(ORDER);
    expect(issued.accessKeyId).toMatch(/^ASIA[0-9A-F]{16}$/);
    const { sessionToken, ...keys } = issued;
    expect(readSessionToken(SECRET, sessionToken)).toEqual({
      scope: ORDER.scope,
      sessionName: ORDER.sessionName,
      ...keys,
      expiresAtEpochMs: NOW + 900_000,
    });
    expect(readSessionToken(Buffer.alloc(32, 8), sessionToken)).toBeUndefined();
    for (const broken of ['', '.', 'a.b', `${sessionToken}x`, `${sessionToken}.x`, sessionToken.slice(1)])
      expect(readSessionToken(SECRET, broken), broken).toBeUndefined();
  });
});

describe('a role', () => {
  const hmac = (key: string | Buffer, text: string): Buffer =>
    createHmac('sha256', key).update(text).digest();
  const ANSWER = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><AssumedRoleUser><Arn>arn:aws-cn:sts::111122223333:assumed-role/r/credential.7</Arn><AssumedRoleId>AROA3XFRBF535PLBIFPI4:credential.7</AssumedRoleId></AssumedRoleUser><Credentials><SessionToken>FQoG/YXd+z==</SessionToken><SecretAccessKey>wJal/rXUtn+FEMI</SecretAccessKey><Expiration>2026-01-20T08:15:00Z</Expiration><AccessKeyId>ASIAIOSFODNN7EXAMPLE</AccessKeyId></Credentials></AssumeRoleResult></AssumeRoleResponse>`;

  async function ask(status: number, answer: string) {
    const asked: { form: URLSearchParams; isSigned: boolean }[] = [];
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks);
        const { authorization = '' } = request.headers;
        const names = /SignedHeaders=([^,]+)/.exec(authorization)?.[1] ?? '';
        const lines = names.split(';').map((name) => `${name}:${String(request.headers[name])}\n`);
        const canonical = ['POST', '/', '', lines.join(''), names, hashBytes(body)].join('\n');
        const scope = /Credential=AKIAFUNCTION\/([^,]+)/.exec(authorization)?.[1] ?? '';
        const toSign = [
          'AWS4-HMAC-SHA256',
          request.headers['x-amz-date'],
          scope,
          hashBytes(Buffer.from(canonical)),
        ];
        const key = scope.split('/').reduce<string | Buffer>((so, part) => hmac(so, part), 'AWS4its-secret');
        const isSigned =
          scope.endsWith('/cn-north-1/sts/aws4_request') &&
          authorization.endsWith(hmac(key, toSign.join('\n')).toString('hex'));
        asked.push({ form: new URLSearchParams(body.toString()), isSigned });
        response.writeHead(status, { 'content-type': 'text/xml' }).end(answer);
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const roleArn = 'arn:aws-cn:iam::111122223333:role/gouji-uploads';
    const issue = createRoleIssuer({ client, roleArn, bucketName: 'reports', endpoint });
    const answered = await issue(ORDER).catch((error: unknown) => error);
    await new Promise((closed) => server.close(closed));
    return { answered, asked };
  }

  it('is lent by one signed call, for one place and under one name', async () => {
    const { answered, asked } = await ask(200, ANSWER);
    expect(answered).toEqual({
      accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
      secretAccessKey: 'wJal/rXUtn+FEMI',
      sessionToken: 'FQoG/YXd+z==',
      expiresAtEpochMs: NOW + 900_000,
    });
    expect(asked.map(({ isSigned }) => isSigned)).toEqual([true]);
    const { Policy, ...form } = Object.fromEntries(asked[0]!.form);
    expect(form).toEqual({
      Action: 'AssumeRole',
      Version: '2011-06-15',
      RoleArn: 'arn:aws-cn:iam::111122223333:role/gouji-uploads',
      RoleSessionName: 'credential.7',
      DurationSeconds: '900',
    });
    expect(JSON.parse(Policy!)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: ['s3:PutObject'],
          Resource: [
            'arn:aws-cn:s3:::reports/inbox/450205/450205-jyj/*',
            'arn:aws-cn:s3:::reports/publication/450205/450205-jyj/*',
          ],
        },
        {
          Effect: 'Allow',
          Action: ['s3:GetObject', 's3:GetObjectVersion'],
          Resource: [
            'arn:aws-cn:s3:::reports/inbox/450205/450205-jyj/*',
            'arn:aws-cn:s3:::reports/publication/450205/450205-jyj/*',
            'arn:aws-cn:s3:::reports/receipts/inbox/450205/450205-jyj/*',
            'arn:aws-cn:s3:::reports/receipts/publication/450205/450205-jyj/*',
          ],
        },
      ],
    });
    // STS takes no longer one.
    expect(Policy!.length).toBeLessThan(2048);
  });

  it('reaches a region by what its codes begin with', () => {
    expect(writeSessionPolicy({ kind: 'region', region: '450200' }, 'arn:aws:s3:::b')).toContain(
      '"arn:aws:s3:::b/inbox/4502*"',
    );
  });

  it('that STS does not lend now may be lent later; one that it refuses is a fault', async () => {
    expect((await ask(503, '')).answered).toBeInstanceOf(UnavailableError);
    const refused =
      '<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>';
    const { answered } = await ask(403, refused);
    expect(answered).not.toBeInstanceOf(UnavailableError);
    expect(String(answered)).toContain('403 AccessDenied no');
    expect((await ask(200, '<html/>')).answered).toBeInstanceOf(Error);
  });
});

it('is chosen by the environment', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gouji-tokens-'));
  const UPLOAD_TOKENS_FILE = join(folder, 'key');
  writeFileSync(UPLOAD_TOKENS_FILE, SECRET.toString('hex'));
  const schema = z.object({ ...bucketEnv, ...uploadCredentialsEnv });
  const open = (env: object) =>
    openUploadCredentials(schema.parse({ BUCKET_NAME: 'reports', ...env }), {
      client,
      now: () => makeInstant(NOW),
    });
  const { sessionToken } = await open({ UPLOAD_TOKENS_FILE })!(ORDER);
  expect(readSessionToken(SECRET, sessionToken)).toMatchObject({ scope: ORDER.scope });
  expect(open({ UPLOAD_ROLE_ARN: 'arn:aws-cn:iam::111122223333:role/r' })).toBeDefined();
  expect(() => open({ UPLOAD_ROLE_ARN: 'arn:aws-cn:iam::111122223333:user/u' })).toThrow();
  expect(open({})).toBeUndefined();
  rmSync(folder, { recursive: true });
});
