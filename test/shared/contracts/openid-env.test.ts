import { describe, expect, it } from 'vitest';
import { openIdEnv, readOpenIdSettings } from '../../../shared/contracts/openid-env.ts';
import { readEnv } from '../../../shared/runtime/read-env.ts';
import * as z from 'zod/mini';

const read = (env: Record<string, string>) => readOpenIdSettings(readEnv(z.object(openIdEnv), env));
const ISSUER = { OPENID_ISSUER: 'https://id.example.gov.cn/realm', OPENID_CLIENT_ID: 'gouji' };

describe('a provider of identities in the environment', () => {
  it('is none without an issuer', () => {
    expect(read({})).toBeUndefined();
  });

  it('has the claims and the scope of the standard where nothing else is said', () => {
    expect(read(ISSUER)).toMatchObject({
      issuer: new URL(ISSUER.OPENID_ISSUER),
      scope: 'openid email profile',
      mailClaim: 'email',
      nameClaim: 'name',
      acceptsUnverifiedMail: false,
      forOffices: { acr: [], amr: [] },
    });
    expect(
      read({
        ...ISSUER,
        OPENID_MAIL_CLAIM: 'upn',
        OPENID_NAME_CLAIM: 'displayName',
        OPENID_OFFICE_ACR: 'gold  silver',
        OPENID_OFFICE_AMR: 'mfa',
      }),
    ).toMatchObject({
      mailClaim: 'upn',
      nameClaim: 'displayName',
      forOffices: { acr: ['gold', 'silver'], amr: ['mfa'] },
    });
  });

  it('is asked without TLS on this machine alone', () => {
    for (const host of ['127.0.0.1:9000', 'localhost:9000', '[::1]:9000'])
      expect(read({ ...ISSUER, OPENID_ISSUER: `http://${host}` })?.issuer.host).toBe(host);
    for (const host of ['id.example.gov.cn', '127.0.0.1.example.org', 'localhost.example.org'])
      expect(() => read({ ...ISSUER, OPENID_ISSUER: `http://${host}` })).toThrow('OPENID_ISSUER');
  });

  it.each([
    [{ OPENID_ISSUER: ISSUER.OPENID_ISSUER }, 'OPENID_CLIENT_ID'],
    [{ ...ISSUER, OPENID_CLIENT_SECRET: 'hush', OPENID_CLIENT_KEY: 'hush' }, 'exclude each other'],
    [{ ...ISSUER, OPENID_UNVERIFIED_MAIL: 'hush' }, 'OPENID_UNVERIFIED_MAIL'],
    [{ ...ISSUER, OPENID_ISSUER: 'hush' }, 'OPENID_ISSUER'],
  ])('refuses %o and says no value', (env, named) => {
    expect(() => read(env)).toThrow(named);
    expect(() => read(env)).not.toThrow('hush');
  });
});
