/** 1 January: the year is open in its first minutes, whatever the nightly run is at. */
import { makeAgencyYearKey } from '../../shared/contracts/table/keys.ts';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHandler } from '../../functions/open-year/handler.ts';
import { parseCron } from '../../local/schedule.ts';
import { createTableClient } from '../../shared/adapters/clients.ts';
import { WIRING } from '../../shared/contracts/wiring.ts';
import { parseInstant } from '../../shared/domain/basics/calendar.ts';
import { aStore } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';
import { anAgency } from '../support/filing-desk.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());

const china = (minute: string): number => Date.parse(`${minute}:00+08:00`);

describe('the schedule of the new year', () => {
  const due = WIRING['open-year'].trigger.crons.map(parseCron);
  const isDue = (minute: string): boolean => due.some((fits) => fits(china(minute)));

  it('comes in the first minutes of 1 January, before the nightly run, and on no other day', () => {
    expect(isDue('2027-01-01T00:01')).toBe(true);
    expect(isDue('2026-12-31T00:01')).toBe(false);
    expect(isDue('2027-01-02T00:01')).toBe(false);
    const nightly = WIRING['reconcile-inbox'].trigger.crons.map(parseCron);
    expect(nightly.some((fits) => fits(china('2027-01-01T00:01')))).toBe(false);
  });
});

describe('open-year', () => {
  const REGIONS = ['000000', '450000', '450200', '450205'].map((code) => ({ code, name: code }));

  it('opens the year for those who are on the roster, past an item that is damaged, which it tells', async () => {
    const store = await aStore(engines, {
      regions: REGIONS,
      roster: ['a-1', 'a-2', 'a-3'].map((id) => anAgency(id, '450205', id === 'a-3' ? { to: 2026 } : {})),
      now: '2026-12-31T20:00:00+08:00',
    });
    const events: string[] = [];
    const handler = createHandler({
      table: store.table,
      now: () => parseInstant('2027-01-01T00:01:00+08:00') ?? store.now(),
      observer: {
        event: (name) => void events.push(name),
        failed: () => undefined,
        count: () => undefined,
        flush: () => undefined,
      },
    });
    const damaged = makeAgencyYearKey({ district: '450205', agencyId: 'a-2', year: 2026 });
    const client = createTableClient(engines.dynamodb);
    await client.send(new PutCommand({ TableName: store.tableName, Item: { ...damaged, v: 1, year: 'x' } }));
    await expect(handler()).rejects.toThrow('agency#a-2');
    const opened = async (id: string) =>
      (await store.table.agencyYears({ district: '450205', agencyId: id }, [2027])).has(2027);
    expect(await Promise.all(['a-1', 'a-2', 'a-3'].map(opened))).toEqual([true, false, false]);
    expect(events).toEqual(['years opened']);
  });
});
