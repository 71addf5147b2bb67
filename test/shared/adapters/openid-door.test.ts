/** Signing in with a real provider of identities, and what must not get in that way. */
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openTable } from '../../../shared/adapters/open-table.ts';
import { createOpenIdDoor, type OpenIdDoor } from '../../../shared/adapters/sign-in/openid-door.ts';
import { createPendingSignIns } from '../../../shared/adapters/table/pending-sign-ins.ts';
import { readOpenIdSettings } from '../../../shared/contracts/openid-env.ts';
import { countEpochMs, makeInstant, type Instant } from '../../../shared/domain/basics/calendar.ts';
import { systemClock } from '../../../shared/runtime/system-clock.ts';
import { startEngines, type TestEngines } from '../../support/engines.ts';
import { startIdentityProvider, type IdentityProvider } from '../../support/identity-provider.ts';

const REDIRECT = 'http://127.0.0.1:8787/sign-in/openid/return';
const SECRET = 'a-secret-between-the-two-of-them';
const PERSONS = {
  clerk: { email: 'clerk@example.gov.cn', email_verified: true, name: '张三', acr: 'password', amr: ['pwd'] },
  office: { email: 'office@example.gov.cn', email_verified: true, acr: 'password', steppedUp: 'two-factors' },
  unverified: { email: 'unverified@example.gov.cn', email_verified: false, name: '李四' },
  renamed: { email: 'own@example.org', email_verified: true, name: 'office@example.gov.cn' },
  nameless: { email_verified: true },
};

const printed = ['info', 'warn', 'error'].map((name) => vi.spyOn(console, name as 'info'));
let engines: TestEngines;
let provider: IdentityProvider;
let other: IdentityProvider;
beforeAll(async () => {
  engines = await startEngines();
  const client = { client_id: 'gouji', client_secret: SECRET, redirect_uris: [REDIRECT] };
  [provider, other] = await Promise.all([
    startIdentityProvider({ client, persons: PERSONS }),
    startIdentityProvider({ client, persons: PERSONS }),
  ]);
});
afterAll(async () => {
  await Promise.all([engines, provider, other].map((started) => started.stop()));
});

const settingsFor = (issuer: string, more: Record<string, string> = {}) =>
  readOpenIdSettings({
    OPENID_ISSUER: issuer,
    OPENID_CLIENT_ID: 'gouji',
    OPENID_CLIENT_SECRET: SECRET,
    ...more,
  })!;

function aDoor({
  issuer = provider.issuer,
  now = systemClock,
  ...more
}: { issuer?: string; now?: () => Instant; env?: Record<string, string> } = {}) {
  const table = openTable(
    { TABLE_NAME: engines.table, DYNAMODB_ENDPOINT: engines.dynamodbEndpoint },
    engines.dynamodb,
  );
  return createOpenIdDoor({
    settings: settingsFor(issuer, more.env),
    pending: createPendingSignIns(table),
    now,
  });
}

async function lead(door: OpenIdDoor, wish: Parameters<OpenIdDoor['begin']>[0]) {
  const begun = await door.begin(wish);
  if (begun.kind !== 'led') throw begun.error;
  return begun;
}
const refused = (why: string) => ({ kind: 'refused', why });

describe('signing in with a provider', () => {
  it('tells who somebody is, by the address that the provider has verified', async () => {
    const door = aDoor();
    const { location, state } = await lead(door, { redirectUri: REDIRECT, returnTo: '/desk' });
    const asked = new URL(location).searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: REDIRECT,
      scope: 'openid email profile',
      state,
    });
    expect(asked.get('nonce')).toMatch(/^[\w-]{43}$/);
    expect(asked.has('prompt')).toBe(false);
    const query = await provider.signIn(location, 'clerk');
    expect(await door.finish({ query, state })).toEqual({
      kind: 'identified',
      mail: 'clerk@example.gov.cn',
      name: '张三',
      assurance: { acr: 'password', amr: ['pwd'] },
      returnTo: '/desk',
      isStepUp: false,
    });
  });

  it('calls whoever has no name there by the address', async () => {
    const door = aDoor();
    const { location, state } = await lead(door, { redirectUri: REDIRECT, returnTo: '/' });
    const query = await provider.signIn(location, 'office');
    expect(await door.finish({ query, state })).toMatchObject({ name: 'office@example.gov.cn' });
  });

  it('asks once more for a second factor where the office must show one', async () => {
    const door = aDoor({ env: { OPENID_OFFICE_ACR: 'two-factors' } });
    const { location, state } = await lead(door, {
      redirectUri: REDIRECT,
      returnTo: '/desk',
      isStepUp: true,
    });
    expect(new URL(location).searchParams.get('acr_values')).toBe('two-factors');
    expect(new URL(location).searchParams.get('prompt')).toBe('login');
    const query = await provider.signIn(location, 'office');
    expect(await door.finish({ query, state })).toMatchObject({
      assurance: { acr: 'two-factors' },
      isStepUp: true,
    });
  });

  it('signs for itself with a private key where it has one', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const keyed = await startIdentityProvider({
      persons: PERSONS,
      client: {
        client_id: 'gouji',
        redirect_uris: [REDIRECT],
        token_endpoint_auth_method: 'private_key_jwt',
        token_endpoint_auth_signing_alg: 'ES256',
        jwks: { keys: [{ ...publicKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig' }] },
      },
    });
    const door = createOpenIdDoor({
      settings: readOpenIdSettings({
        OPENID_ISSUER: keyed.issuer,
        OPENID_CLIENT_ID: 'gouji',
        OPENID_CLIENT_KEY: String(privateKey.export({ format: 'pem', type: 'pkcs8' })),
      })!,
      pending: createPendingSignIns(
        openTable(
          { TABLE_NAME: engines.table, DYNAMODB_ENDPOINT: engines.dynamodbEndpoint },
          engines.dynamodb,
        ),
      ),
      now: systemClock,
    });
    const { location, state } = await lead(door, { redirectUri: REDIRECT, returnTo: '/' });
    const query = await keyed.signIn(location, 'clerk');
    expect(await door.finish({ query, state })).toMatchObject({ kind: 'identified' });
    await keyed.stop();
  });
});

describe('what must not get in', () => {
  /** A sign-in that came back from the provider, not yet taken. */
  async function aReturn(person = 'clerk', door = aDoor()) {
    const { location, state } = await lead(door, { redirectUri: REDIRECT, returnTo: '/' });
    return { door, state, location, query: await provider.signIn(location, person) };
  }

  it('an answer in a browser that did not begin, or with another state', async () => {
    const { door, state, query } = await aReturn();
    expect(await door.finish({ query, state: undefined })).toEqual(refused('other-browser'));
    expect(await door.finish({ query, state: 'x' })).toEqual(refused('other-browser'));
    const forged = query.replace(state, 'x');
    expect(await door.finish({ query: forged, state })).toEqual(refused('other-browser'));
    expect(await door.finish({ query: forged, state: 'x' })).toEqual(refused('not-pending'));
    // Nothing of this has used up the right one.
    expect(await door.finish({ query, state })).toMatchObject({ kind: 'identified' });
  });

  it('the same answer twice, or twice at once', async () => {
    const { door, state, query } = await aReturn();
    const both = await Promise.all([door.finish({ query, state }), door.finish({ query, state })]);
    expect(both.map(({ kind }) => kind).sort()).toEqual(['identified', 'refused']);
    expect(await door.finish({ query, state })).toEqual(refused('not-pending'));
  });

  it('an answer that comes after the sign-in has ended', async () => {
    const begun = await aReturn();
    const late = aDoor({ now: () => makeInstant(countEpochMs(systemClock()) + 10 * 60_000) });
    expect(await late.finish(begun)).toEqual(refused('not-pending'));
  });

  it('a code that belongs to another sign-in: neither nonce nor verifier fit', async () => {
    const [mine, theirs] = [await aReturn(), await aReturn('office')];
    const swapped = theirs.query.replace(theirs.state, mine.state);
    expect(await mine.door.finish({ query: swapped, state: mine.state })).toEqual(refused('wrong-answer'));
  });

  it('an ID token that was made for another nonce', async () => {
    const door = aDoor();
    const { location, state } = await lead(door, { redirectUri: REDIRECT, returnTo: '/' });
    const changed = new URL(location);
    changed.searchParams.set('nonce', 'another-nonce');
    const query = await provider.signIn(changed.href, 'clerk');
    expect(await door.finish({ query, state })).toEqual(refused('wrong-answer'));
  });

  it('an answer of another issuer (mix-up), or one that names none', async () => {
    const { door, state, query } = await aReturn();
    const mixed = new URLSearchParams(query);
    expect(mixed.get('iss')).toBe(provider.issuer);
    mixed.set('iss', other.issuer);
    expect(await door.finish({ query: `?${mixed.toString()}`, state })).toEqual(refused('wrong-answer'));
    const unnamed = await aReturn();
    const without = new URLSearchParams(unnamed.query);
    without.delete('iss');
    expect(await unnamed.door.finish({ query: `?${without.toString()}`, state: unnamed.state })).toEqual(
      refused('wrong-answer'),
    );
  });

  it('somebody whose address the provider has not verified, unless that is agreed', async () => {
    const { door, state, query } = await aReturn('unverified');
    expect(await door.finish({ query, state })).toEqual(refused('mail-unverified'));
    const agreed = await aReturn('unverified', aDoor({ env: { OPENID_UNVERIFIED_MAIL: 'accept' } }));
    expect(await agreed.door.finish(agreed)).toMatchObject({ mail: 'unverified@example.gov.cn' });
  });

  it('an address in another claim than the one that is verified, unless that is agreed', async () => {
    const env = { OPENID_MAIL_CLAIM: 'name' };
    const renamed = await aReturn('renamed', aDoor({ env }));
    expect(await renamed.door.finish(renamed)).toEqual(refused('mail-unverified'));
    const agreed = await aReturn('renamed', aDoor({ env: { ...env, OPENID_UNVERIFIED_MAIL: 'accept' } }));
    expect(await agreed.door.finish(agreed)).toMatchObject({ mail: 'office@example.gov.cn' });
  });

  it('somebody without an address, or who says no', async () => {
    const nameless = await aReturn('nameless');
    expect(await nameless.door.finish(nameless)).toEqual(refused('no-mail'));
    const nobody = await aReturn('nobody');
    expect(await nobody.door.finish(nobody)).toEqual(refused('denied'));
  });
});

describe('a provider', () => {
  it('that does not answer is asked again the next time', async () => {
    const client = { client_id: 'gouji', client_secret: SECRET, redirect_uris: [REDIRECT] };
    const away = await startIdentityProvider({ client, persons: PERSONS });
    await away.stop();
    const door = aDoor({ issuer: away.issuer });
    expect(await door.begin({ redirectUri: REDIRECT, returnTo: '/' })).toMatchObject({ kind: 'away' });
    const back = await startIdentityProvider({
      client,
      persons: PERSONS,
      port: Number(new URL(away.issuer).port),
    });
    const { location, state } = await lead(door, { redirectUri: REDIRECT, returnTo: '/' });
    const query = await back.signIn(location, 'clerk');
    await back.stop();
    // Gone again, with the answer on its way.
    expect(await door.finish({ query, state })).toMatchObject({ kind: 'away' });
  });

  it('prints nothing into the tests', () => {
    expect(printed.flatMap(({ mock }) => mock.calls)).toEqual([]);
  });
});
