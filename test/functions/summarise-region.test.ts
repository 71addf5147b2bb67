/** summarise-compliance and summarise-region as Lambda calls them. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createHandler as createOrders } from '../../functions/summarise-compliance/handler.ts';
import { createHandler } from '../../functions/summarise-region/handler.ts';
import type { ObjectQueueDeps } from '../../shared/handlers/object-queue.ts';
import { createObserver } from '../../shared/runtime/observe.ts';
import { FAILURES_METRIC, SCHEDULED_TIME } from '../../shared/contracts/wiring.ts';
import type { RegionOrder } from '../../shared/contracts/bucket/summary-keys.ts';
import { storeSummary } from '../../shared/contracts/bucket/stored-summary.ts';
import type { MailName } from '../../shared/contracts/bucket/posted-mail.ts';
import { keptRejections } from '../support/kept-rejections.ts';
import { anAgencyYear, aSummary, instant } from '../support/a-summary.ts';
import { A_CONTEXT, aQueueEvent } from '../support/queue-event.ts';

afterEach(() => vi.restoreAllMocks());

/** Lines that are written meanwhile, as JSON; Powertools writes through a console of its own. */
async function logged<T>(run: () => Promise<T>): Promise<{ answer: T; lines: Record<string, unknown>[] }> {
  const chunks: string[] = [];
  const write = (chunk: string | Uint8Array): boolean => {
    chunks.push(String(chunk));
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(write);
  vi.spyOn(process.stderr, 'write').mockImplementation(write);
  for (const method of ['log', 'info', 'warn', 'error'] as const)
    vi.spyOn(console, method).mockImplementation((line: unknown) => void chunks.push(String(line)));
  const answer = await run();
  vi.restoreAllMocks();
  const lines = chunks
    .flatMap((chunk) => chunk.split('\n'))
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { answer, lines };
}

const eventOf = (...keys: string[]) => aQueueEvent(new Map(keys.map((key) => [key, 1])));

/** A region whose summary is kept, with one agency that is written to. */
function aHandler(posted: MailName[] = [], deps: Partial<ObjectQueueDeps> = {}) {
  const summary = aSummary({ agencies: [anAgencyYear('jyj')] });
  const never = () => Promise.reject(new Error('not asked for'));
  const own = { agency: { id: 'jyj' }, obliged: true };
  type Deps = Parameters<typeof createHandler>[0];
  return createHandler({
    table: {
      regionsWithin: () => Promise.resolve([]),
      contactsOf: () => Promise.resolve(new Map([['jyj', { mail: 'jyj@example.cn' }]])),
      returnedMails: () => Promise.resolve(new Map()),
      children: (code: string) =>
        code === '450205'
          ? Promise.resolve({ agencies: [own], beside: [], regions: [] })
          : Promise.reject(new Error('throttled')),
    } as unknown as Deps['table'],
    ledger: {
      summary: () => Promise.resolve({ sha256: 'x' }),
      keepSummary: never,
    } as unknown as Deps['ledger'],
    bucket: {
      kept: () => Promise.resolve(storeSummary(summary).head([])),
      file: () => Promise.resolve(),
      keep: never,
      order: never,
    },
    mail: {
      from: 'office@example.cn',
      siteUrl: () => undefined,
      post: (name) => Promise.resolve(void posted.push(name)),
    },
    sha256: () => 'x',
    now: () => instant('2025-01-24T00:00Z'),
    rejected: keptRejections().rejected,
    observer: createObserver('summarise-region'),
    ...deps,
  });
}
const KEY = 'orders/2025-01-24/2024/450205.json';

describe('summarise-region', () => {
  it('says which orders failed, puts aside what is none, and does the others', async () => {
    const FAILING = 'orders/2025-01-24/2024/450203.json';
    const { rejected, kept } = keptRejections();
    const posted: MailName[] = [];
    const handler = aHandler(posted, { rejected });
    const { answer, lines } = await logged(() =>
      handler(eventOf(KEY, FAILING, 'orders/2025-02-30/x'), A_CONTEXT),
    );
    expect(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual([FAILING]);
    expect(posted).toEqual([
      { order: { code: '450205', year: 2024, slot: '2025-01-24' }, recipient: 'agency#jyj' },
    ]);
    expect(kept).toMatchObject([
      {
        id: 'orders/2025-02-30/x-01',
        reason: 'PermanentError: orders/2025-02-30/x is no order of a summary',
      },
    ]);
    expect(lines).toContainEqual(
      expect.objectContaining({
        level: 'ERROR',
        message: 'summary failed, will be delivered again',
        detail: { messageId: FAILING, key: FAILING },
      }),
    );
    expect(lines.find((line) => '_aws' in line)).toMatchObject({
      [FAILURES_METRIC]: expect.anything(),
      MailsPosted: 1,
      service: 'summarise-region',
    });
  });
});

describe('summarise-compliance', () => {
  const aRun = () => {
    const orders: RegionOrder[] = [];
    const observer = createObserver('summarise-compliance');
    const handler = createOrders({
      table: {
        regions: () =>
          Promise.resolve(
            ['000000', '450205'].map((code) => ({ pk: 'regions', sk: code, v: 1, code, name: code })),
          ),
      },
      bucket: {
        order: (order) => {
          orders.push(order);
          return Promise.resolve();
        },
      },
      now: () => instant('2025-06-19T04:00Z'),
      observer,
    });
    return { orders, handler, observer };
  };

  it('orders for the slot that the schedule states, however late it runs', async () => {
    const { orders, handler } = aRun();
    await handler({ [SCHEDULED_TIME]: '2025-01-31T00:00:00Z' });
    expect(orders.map(({ code, slot, year }) => [code, slot, year])).toEqual(
      ['000000', '450205'].map((code) => [code, '2025-01-31', 2024]),
    );
  });

  it('by hand, orders for the newest slot that has come', async () => {
    const { orders, handler } = aRun();
    await handler({});
    expect(new Set(orders.map(({ slot }) => slot))).toEqual(new Set(['2025-06-16']));
  });

  it('refuses a time that is none', async () => {
    const { handler, observer } = aRun();
    const flush = vi.spyOn(observer, 'flush');
    await expect(handler({ [SCHEDULED_TIME]: 'this morning' })).rejects.toThrow(/no instant/);
    expect(flush).toHaveBeenCalledOnce();
  });
});
