/** A demonstration's persons sign in with one click: never where somebody's own data lie. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  addDemonstrationOfficers,
  listDemonstrationPersons,
  withoutPastDemonstration,
} from '../../cli/demonstration-officers.ts';
import { demonstration } from '../../demonstration/index.ts';
import { DEMONSTRATION_OFFICERS } from '../../demonstration/officers.ts';
import type { GrantRecord } from '../../shared/domain/authority/grant-record.ts';
import { openAccounts } from '../../shared/adapters/open.ts';
import { SECRETS } from '../../shared/adapters/sign-in/secrets.ts';
import { beginSession, createReadSession } from '../../shared/pipeline/account/sessions.ts';
import { systemClock } from '../../shared/runtime/system-clock.ts';
import { aStore } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());

it('are a clerk of two agencies, the offices of a district and of its city, and an operator', () => {
  const granted = DEMONSTRATION_OFFICERS.map((officer) => [
    officer.mail,
    officer.role,
    officer.role === 'agency' ? officer.agency : officer.role === 'oversight' ? officer.region : '',
  ]);
  const [clerk] = granted[0] ?? [];
  expect(granted).toEqual([
    [clerk, 'agency', '450205-jyj'],
    [clerk, 'agency', '450205-slj'],
    [expect.any(String), 'oversight', '450205'],
    [expect.any(String), 'oversight', '450200'],
    [expect.any(String), 'operator', ''],
  ]);
  expect(new Set(granted.map(([mail]) => mail)).size).toBe(4);
  const known = new Set([...demonstration().roster].map(({ id }) => id));
  for (const [, role, what] of granted) if (role === 'agency') expect(known).toContain(what);
});

it('are there until an operator loads agencies of their own, whatever else is loaded', async () => {
  const store = await aStore(engines, { regions: [], roster: [] });
  const accounts = openAccounts(
    { TABLE_NAME: store.tableName, DYNAMODB_ENDPOINT: engines.dynamodbEndpoint },
    engines.dynamodb,
  );
  await addDemonstrationOfficers(accounts, systemClock());
  const mails = new Set(DEMONSTRATION_OFFICERS.map(({ mail }) => mail));
  await store.loads.putHead('calendar', { at: systemClock(), state: 'loaded' });
  expect((await listDemonstrationPersons(accounts, store.loads)).map(({ mail }) => mail)).toEqual([...mails]);
  await store.loads.putHead('roster', { at: systemClock(), state: 'loading' });
  expect(await listDemonstrationPersons(accounts, store.loads)).toEqual([]);
});

it('are let in no more by what they have from then on: neither their sessions nor what they granted', async () => {
  const store = await aStore(engines, { regions: [], roster: [] });
  const kept = openAccounts(
    { TABLE_NAME: store.tableName, DYNAMODB_ENDPOINT: engines.dynamodbEndpoint },
    engines.dynamodb,
  );
  await addDemonstrationOfficers(kept, systemClock());
  const accounts = withoutPastDemonstration(kept, store.loads);
  const grant = (mail: string, by: GrantRecord['by']): Promise<unknown> => {
    const id = SECRETS.newToken();
    const on = { kind: 'region', region: '450205' } as const;
    const after = {
      role: 'oversight',
      region: '450205',
      mail,
      name: '某人',
      since: systemClock(),
      by,
    } as const;
    const entry = { id, at: after.since, by, act: 'grant', on, detail: '' } as const;
    return kept.changeGrant({ change: { id, act: 'grant', at: after.since, by, after }, on, entry });
  };
  const operator = DEMONSTRATION_OFFICERS.find(({ role }) => role === 'operator')!;
  await grant('guest@example.cn', { kind: 'person', mail: operator.mail, name: operator.name });
  await grant('own@example.cn', { kind: 'operator' });
  await grant(operator.mail, { kind: 'person', mail: 'own@example.cn', name: '某人' });
  const read = createReadSession({
    accounts,
    hash: SECRETS.hash,
    now: systemClock,
    siteUrl: () => 'http://127.0.0.1:8787',
    steps: { ofProvider: undefined, hasDemonstration: true },
  });
  const cookies = await Promise.all(
    [operator.mail, 'guest@example.cn', 'own@example.cn'].map((mail) =>
      beginSession(
        { ...SECRETS, accounts, now: systemClock },
        { mail, by: 'demonstration', step: { by: 'demonstration' }, browser: '' },
      ),
    ),
  );
  const roles = () =>
    Promise.all(
      cookies.map(async (cookie) => {
        const headers = new Headers({ cookie: `gouji-session=${cookie}` });
        return (await read({ headers }))?.principal.grants.map(({ role }) => role);
      }),
    );
  expect(await roles()).toEqual([['operator', 'oversight'], ['oversight'], ['oversight']]);
  await store.loads.putHead('regions', { at: systemClock(), state: 'loaded' });
  // What somebody else granted to one of them stands.
  expect(await roles()).toEqual([['oversight'], undefined, ['oversight']]);
});
