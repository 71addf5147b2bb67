/** A walk over the routes of every app: one that changes something, or is not everybody's, has a rule that says whose it is. */
import type { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import type { OpenIdDoor } from '../../shared/adapters/sign-in/openid-door.ts';
import { createAccount } from '../../web/account/app.tsx';
import type { AccountDeps } from '../../web/account/ports.ts';
import { ACCOUNT_RULES } from '../../web/account/route-rules.ts';
import { createApp } from '../../web/app.tsx';
import { createDownloads } from '../../web/downloads/app.ts';
import { createOffice } from '../../web/office/app.ts';
import type { OfficeDeps } from '../../web/office/ports.ts';
import { OFFICE_RULES } from '../../web/office/route-rules.ts';
import type { WebDeps } from '../../web/ports.ts';
import { TEST_ASSETS } from '../support/test-assets.ts';

// Nobody asks them anything: they are only looked at.
const NOTHING = {} as never;
const WEB: WebDeps = { assets: TEST_ASSETS, table: NOTHING } as Partial<WebDeps> as WebDeps;
const OFFICE: OfficeDeps = { assets: TEST_ASSETS } as Partial<OfficeDeps> as OfficeDeps;
// Nothing is demanded of it: our own second step is there.
const PROVIDER = { forOffices: { acr: [], amr: [] } } as Partial<OpenIdDoor> as OpenIdDoor;
const ACCOUNT: AccountDeps = {
  accounts: NOTHING,
  secrets: NOTHING,
  assets: TEST_ASSETS,
  send: () => Promise.resolve({ state: 'sent' }),
  demonstration: () => Promise.resolve([]),
  mailbox: () => Promise.resolve([]),
  provider: PROVIDER,
  secondStep: NOTHING,
} as Partial<AccountDeps> as AccountDeps;

/** Middleware is registered for all methods. */
const listRoutes = (app: Pick<Hono, 'routes'>): string[] => [
  ...new Set(
    app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`),
  ),
];

/** Apps that may write nothing at all, so that whatever is read of them is everybody's; what is sent to them is named. */
const READING: readonly (readonly [string, Pick<Hono, 'routes'>, readonly string[]])[] = [
  ['the pages and the API', createApp(WEB), ['POST /api/v1/validate']],
  ['downloads', createDownloads(WEB), []],
];

describe.each(READING)('%s', (_, app, sent) => {
  const routes = listRoutes(app);
  it('are read, and what else may be sent to them is known', () => {
    expect(routes.length).toBeGreaterThan(5);
    expect(routes.filter((route) => !route.startsWith('GET '))).toEqual(sent);
  });
});

describe('the office', () => {
  const routes = listRoutes(createOffice(OFFICE));
  it('says of each of its routes who may use it', () => {
    expect([...routes].sort()).toEqual(Object.keys(OFFICE_RULES).sort());
  });

  it('changes nothing for whoever is not signed in', () => {
    const open = routes.filter((route) => OFFICE_RULES[route] === 'public');
    expect(open.filter((route) => !route.startsWith('GET '))).toEqual([]);
  });
});

describe('signing in', () => {
  const routes = listRoutes(createAccount(ACCOUNT));
  it('says of each of its routes who may use it', () => {
    expect(routes.length).toBeGreaterThan(5);
    expect([...routes].sort()).toEqual(Object.keys(ACCOUNT_RULES).sort());
  });

  it('shows and changes what is one person’s to that person alone', () => {
    const open = routes.filter((route) => ACCOUNT_RULES[route] === 'public');
    expect(open.filter((route) => /sessions|everywhere|second-step/.test(route))).toEqual([]);
  });
});
