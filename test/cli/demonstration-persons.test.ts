/** A demonstration's persons sign in with one click: never where somebody's own data lie. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addDemonstrationOfficers, listDemonstrationPersons } from '../../cli/demonstration-officers.ts';
import { demonstration } from '../../demonstration/index.ts';
import { DEMONSTRATION_OFFICERS } from '../../demonstration/officers.ts';
import { openAccounts } from '../../shared/adapters/open.ts';
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
