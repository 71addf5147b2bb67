/**
 * A real provider of identities (OpenID Connect) on 127.0.0.1, with a login page of its own: who signs in there is typed
 * as one of the persons that the test gave. It prints nothing.
 */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { once } from 'node:events';
import Provider, { type Adapter, type AdapterPayload, type ClientMetadata } from 'oidc-provider';

interface ProvidedPerson {
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly name?: string;
  /** How sure the provider is of the person at each sign-in. */
  readonly acr?: string;
  readonly amr?: readonly string[];
  /** What the provider is sure of where the client asks for a class (`acr_values`). */
  readonly steppedUp?: string;
}

export interface IdentityProvider {
  readonly issuer: string;
  /** Goes through the provider's pages as a browser does, and answers the query that it sends back with. */
  signIn(location: string, person: string): Promise<string>;
  stop(): Promise<void>;
}

const TTL_S = 600;
const MODELS = ['AccessToken', 'AuthorizationCode', 'IdToken', 'Interaction', 'Session', 'Grant'];

export async function startIdentityProvider({
  client,
  persons,
  port = 0,
}: {
  readonly client: ClientMetadata;
  readonly persons: Readonly<Record<string, ProvidedPerson>>;
  readonly port?: number;
}): Promise<IdentityProvider> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the provider has no port');
  const issuer = `http://127.0.0.1:${address.port}`;

  const provider = new Provider(issuer, {
    adapter: keepInMemory(),
    clients: [client],
    jwks: { keys: [makeSigningKey()] },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    ttl: Object.fromEntries(MODELS.map((model) => [model, TTL_S])),
    acrValues: ['password', 'two-factors'],
    claims: { openid: ['sub', 'acr', 'amr'], email: ['email', 'email_verified'], profile: ['name'] },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        logoutSource: (ctx, form) => {
          ctx.body = `<!doctype html><title>Leave?</title>${form}<button form="op.logoutForm" name="logout" value="yes">Leave</button>`;
        },
      },
    },
    interactions: { url: (_ctx, { uid }) => `/login/${uid}` },
    pkce: { required: () => true },
    renderError: (ctx, { error }) => {
      ctx.body = error;
    },
    findAccount: (_ctx, id) => ({
      accountId: id,
      claims: () => {
        const { email, email_verified, name } = persons[id] ?? {};
        return { sub: id, email, email_verified, name };
      },
    }),
    // Whoever signs in there agrees to what this client asks for.
    async loadExistingGrant(ctx) {
      const grant = new ctx.oidc.provider.Grant({
        clientId: ctx.oidc.client?.clientId,
        accountId: ctx.oidc.session?.accountId,
      });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();

  server.on('request', (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', issuer);
    if (!pathname.startsWith('/login/')) return void answer(request, response);
    void (async () => {
      const person = searchParams.get('person');
      if (person === null) {
        response.setHeader('content-type', 'text/html; charset=utf-8');
        const entries = Object.keys(persons).map(
          (id) => `<button name="person" value="${id}">${id}</button>`,
        );
        response.end(`<!doctype html><title>Provider</title><form>${entries.join('')}</form>`);
        return;
      }
      const { params } = await provider.interactionDetails(request, response);
      const { acr, amr, steppedUp } = persons[person] ?? {};
      const shown = params['acr_values'] !== undefined && steppedUp !== undefined ? steppedUp : acr;
      await provider.interactionFinished(
        request,
        response,
        person === 'nobody'
          ? { error: 'access_denied' }
          : {
              login: {
                accountId: person,
                ...(shown !== undefined && { acr: shown }),
                ...(amr && { amr: [...amr] }),
              },
            },
      );
    })().catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : new Error(String(error))),
    );
  });

  return {
    issuer,
    async signIn(location, person) {
      const jar = new Map<string, string>();
      let url = new URL(location);
      for (let steps = 0; url.origin === issuer; steps++) {
        if (steps > 10) throw new Error('the provider leads nowhere');
        if (url.pathname.startsWith('/login/')) url.searchParams.set('person', person);
        const response = await fetch(url, {
          redirect: 'manual',
          headers: { cookie: [...jar].map((pair) => pair.join('=')).join('; ') },
        });
        for (const cookie of response.headers.getSetCookie()) {
          const [pair = ''] = cookie.split(';');
          const [name = '', ...value] = pair.split('=');
          jar.set(name, value.join('='));
        }
        const next = response.headers.get('location');
        if (next === null)
          throw new Error(`the provider answers ${response.status}: ${await response.text()}`);
        url = new URL(next, url);
      }
      return url.search;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function makeSigningKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kid: randomBytes(4).toString('hex'), use: 'sig' };
}

/** A store of the test's own, given so that the provider warns of none. */
function keepInMemory() {
  const kept = new Map<string, AdapterPayload>();
  const find = (test: (payload: AdapterPayload) => boolean) => Promise.resolve([...kept.values()].find(test));
  return (model: string): Adapter => {
    const nameOf = (id: string): string => `${model}:${id}`;
    return {
      upsert: (id, payload) => Promise.resolve(void kept.set(nameOf(id), payload)),
      find: (id) => Promise.resolve(kept.get(nameOf(id))),
      findByUid: (uid) => find((payload) => payload.uid === uid),
      findByUserCode: (userCode) => find((payload) => payload.userCode === userCode),
      consume: (id) => Promise.resolve(void Object.assign(kept.get(nameOf(id)) ?? {}, { consumed: true })),
      destroy: (id) => Promise.resolve(void kept.delete(nameOf(id))),
      revokeByGrantId: (grantId) => {
        for (const [name, payload] of kept) if (payload.grantId === grantId) kept.delete(name);
        return Promise.resolve();
      },
    };
  };
}
