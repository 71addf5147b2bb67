/** A start on one machine looks through everything at once; a nation it orders, region by region, as a night does. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createHandler } from '../../functions/reconcile-inbox/handler.ts';
import type { ReconcileOrder } from '../../shared/contracts/bucket/reconcile-keys.ts';
import { aStore } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';
import { anAgency } from '../support/filing-desk.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());

const CODES = ['000000', '450000', '450200', '450205'];
/** What none of the regions above is, and all lie in 450000. */
const others = (count: number): string[] => Array.from({ length: count }, (_, i) => String(451001 + i));

async function startWith(codes: readonly string[]) {
  const store = await aStore(engines, {
    regions: CODES.map((code) => ({ code, name: code })),
    roster: [anAgency('a-1', '450205')],
    now: '2026-12-01T20:00:00+08:00',
  });
  const orders: ReconcileOrder[] = [];
  const events: string[] = [];
  const handler = createHandler({
    ...store,
    bucket: {
      ...store.bucket,
      orderReconciliation: (order) => {
        orders.push(order);
        return Promise.resolve();
      },
    },
    table: { ...store.table, regions: () => Promise.resolve(codes.map((code) => ({ code, name: code }))) },
    observer: {
      event: (name) => void events.push(name),
      failed: () => undefined,
      count: () => undefined,
      flush: () => undefined,
    },
  });
  await handler({ graceMs: 0 });
  return { events, ordered: new Set(orders.map(({ code }) => code)) };
}

it('looks through what one invocation can', async () => {
  const { events, ordered } = await startWith(CODES);
  expect(events).toEqual(['reconciled']);
  expect(ordered.size).toBe(0);
});

it('orders the regions of a nation, each for itself', async () => {
  const { events, ordered } = await startWith([...CODES, ...others(500 - CODES.length + 1)]);
  expect(events).toEqual(['night ordered']);
  for (const code of CODES) expect(ordered).toContain(code);
});
