/** A table that is asked for more than it can do, as DynamoDB says it: a cancelled transaction, writes left undone. */
import type { NarrativeEntry } from '../../../shared/domain/narrative/narrative-entry.ts';
import { TransactionCanceledException, type CancellationReason } from '@aws-sdk/client-dynamodb';
import type { SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/receive-report/handler.ts';
import { createTableClient } from '../../../shared/adapters/clients.ts';
import { createCredentialRecords } from '../../../shared/adapters/table/credential-records.ts';
import { createReportTable, type ReportTable } from '../../../shared/adapters/table/report-table.ts';
import { makeDocumentKey } from '../../../shared/contracts/bucket/object-keys.ts';
import type { ProgramCredential } from '../../../shared/domain/authority/program-credential.ts';
import { makeInstant } from '../../../shared/domain/basics/calendar.ts';
import { splitIntoBands } from '../../../shared/domain/narrative/narrative-fingerprint.ts';
import { UnavailableError } from '../../../shared/errors.ts';
import { loadRoster } from '../../../shared/pipeline/load-roster.ts';
import type { Observer } from '../../../shared/runtime/observe.ts';
import { aBalancedReport } from '../../support/a-balanced-report.ts';
import { aStore, type Store } from '../../support/a-store.ts';
import { REGIONS, member } from '../../support/a-desk.ts';
import { keptRejections } from '../../support/kept-rejections.ts';
import { startEngines, type TestEngines } from '../../support/engines.ts';
import { A_CONTEXT } from '../../support/queue-event.ts';

/** What DynamoDB refuses at the moment, and why; `made` counts what it was asked for. */
const faults: { transactions: number; unwritten: number; reasons: CancellationReason[] } = {
  transactions: 0,
  unwritten: 0,
  reasons: [],
};
let made = 0;
const THROTTLED: CancellationReason[] = [{ Code: 'None' }, { Code: 'ThrottlingError' }];

let engines: TestEngines;
let store: Store;
let table: ReportTable;
let faulty: ReturnType<typeof createTableClient>;

beforeAll(async () => {
  engines = await startEngines();
  store = await aStore(engines, { regions: REGIONS, roster: [member('a-1')] });
  const client = createTableClient(engines.dynamodb);
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const { commandName = '' } = context;
      if (commandName === 'TransactWriteItemsCommand') {
        made += 1;
        if (faults.transactions > 0) {
          faults.transactions -= 1;
          throw new TransactionCanceledException({
            message: 'Transaction cancelled',
            CancellationReasons: faults.reasons,
            $metadata: {},
          });
        }
      }
      if (commandName === 'BatchWriteItemCommand' && faults.unwritten > 0) {
        faults.unwritten -= 1;
        made += 1;
        const { RequestItems } = args.input as { RequestItems: Record<string, unknown[]> };
        return {
          response: {},
          output: { UnprocessedItems: RequestItems, $metadata: {} },
        } as unknown as ReturnType<typeof next>;
      }
      return next(args);
    },
    { step: 'initialize' },
  );
  faulty = client;
  const patience = { attempts: 6, pauseMs: 1, maxPauseMs: 5 };
  table = createReportTable({ client, tableName: store.tableName, patience });
});
afterAll(() => engines.stop());
beforeEach(() => {
  Object.assign(faults, { transactions: 0, unwritten: 0, reasons: THROTTLED });
  made = 0;
});

const observed: string[] = [];
const observer: Observer = {
  event: (message) => void observed.push(message),
  failed: (_, error) => void observed.push(String(error)),
  count: () => undefined,
  flush: () => undefined,
};

/** Uploads a report and hands its message to the function, as received for the nth time. */
async function receive(year: number, receives = 1, postpones = () => Promise.resolve()) {
  const place = { district: '450205', agencyId: 'a-1', year };
  const bytes = new TextEncoder().encode(JSON.stringify(aBalancedReport({ ...place, received: 3 })));
  const { versionId } = await store.bucket.upload('inbox', place, bytes);
  const postponed: [string, number][] = [];
  const handler = createHandler({
    ...store,
    table,
    observer,
    rejected: keptRejections().rejected,
    queue: {
      postpone: (handle, delayS) => {
        postponed.push([handle, delayS]);
        return postpones();
      },
    },
  });
  const key = makeDocumentKey('inbox', place);
  const s3 = { object: { key, versionId, sequencer: String(versionId) } };
  const { batchItemFailures } = await handler(
    {
      Records: [
        {
          messageId: 'm-1',
          receiptHandle: 'handle-1',
          attributes: { ApproximateReceiveCount: String(receives) },
          body: JSON.stringify({ Records: [{ eventName: 'ObjectCreated:Put', s3 }] }),
        },
      ],
    } as unknown as SQSEvent,
    A_CONTEXT,
  );
  const receipt = await store.bucket.receipt(key, String(versionId));
  return { failures: batchItemFailures.length, outcome: receipt?.outcome, postponed };
}

describe('a throttled transaction', () => {
  it.each([['ThrottlingError'], ['ProvisionedThroughputExceeded']])(
    '(%s) is tried again within the invocation',
    async (Code) => {
      Object.assign(faults, { transactions: 5, reasons: [{ Code: 'None' }, { Code }] });
      expect(await receive(2021)).toEqual({ failures: 0, outcome: 'accepted', postponed: [] });
      expect(made).toBe(6);
    },
  );

  it('that stays so fails its message, which comes back in seconds, later with every receive', async () => {
    for (const [receives, delayS] of [
      [1, 3],
      [2, 10],
      [6, 810],
      [7, 360],
    ] as const) {
      faults.transactions = 100;
      const { failures, outcome, postponed } = await receive(2022, receives);
      expect([failures, outcome]).toEqual([1, undefined]);
      expect(postponed).toEqual([['handle-1', delayS]]);
    }
    faults.transactions = 0;
    expect(await receive(2022, 2)).toMatchObject({ failures: 0, outcome: 'accepted' });
  });

  it('fails its message alone where the queue can’t be told when it should come back', async () => {
    faults.transactions = 100;
    const { failures } = await receive(2023, 1, () => Promise.reject(new Error('the queue does not answer')));
    expect(failures).toBe(1);
    expect(observed).toContain('message was not postponed');
  });

  it('is not waited for where a condition did not hold: the item was written meanwhile', async () => {
    const reasons = [{ Code: 'ThrottlingError' }, { Code: 'ConditionalCheckFailed' }];
    Object.assign(faults, { transactions: 1, reasons });
    expect(await table.enrol(undefined, [])).toBe('outdated');
    expect(made).toBe(1);
  });

  it('is not tried again where the reason does not pass', async () => {
    Object.assign(faults, { transactions: 100, reasons: [{ Code: 'ValidationError' }] });
    await expect(table.enrol(undefined, [])).rejects.toThrow(TransactionCanceledException);
    expect(made).toBe(1);
  });

  it('does not end the load of a roster', async () => {
    // One in twelve is let through, whoever comes then.
    const patience = { attempts: 300, pauseMs: 1, maxPauseMs: 2 };
    const client = createTableClient(engines.dynamodb);
    let refused = 0;
    client.middlewareStack.add(
      (next, { commandName }) =>
        (args) => {
          // Every agency meets a table that is out of breath for a while.
          if (commandName === 'TransactWriteItemsCommand' && refused++ % 12 !== 11)
            throw new TransactionCanceledException({
              message: 'Transaction cancelled',
              CancellationReasons: [{ Code: 'ThrottlingError' }],
              $metadata: {},
            });
          return next(args);
        },
      { step: 'initialize' },
    );
    const patient = createReportTable({ client, tableName: store.tableName, patience });
    const ids = Array.from({ length: 20 }, (_, i) => `load-${i}`);
    await loadRoster(
      patient,
      ids.map((id) => member(id)),
      store.now(),
    );
    expect((await store.table.rosterOf(ids)).size).toBe(20);
    expect(refused).toBeGreaterThan(200);
  });
});

describe('a transaction that meets another at an item', () => {
  it('is made again: a credential is made, and found where its agency moved', async () => {
    const credentials = createCredentialRecords({ client: faulty, tableName: store.tableName });
    const from = { kind: 'agency', district: '450205', agency: 'a-1' } as const;
    const to = { ...from, district: '450202' };
    const now = store.now();
    const conflict: CancellationReason[] = [{ Code: 'TransactionConflict' }];
    const madeBy = { mail: 'zhou@example.org', name: '周' };
    const made: ProgramCredential = {
      id: 'c-1',
      name: '办公系统',
      scope: from,
      madeBy,
      madeAt: now,
      until: now,
    };
    Object.assign(faults, { transactions: 2, reasons: conflict });
    await credentials.make(made);
    expect(await credentials.credential('c-1')).toMatchObject({ scope: from });
    Object.assign(faults, { transactions: 2, reasons: conflict });
    await credentials.moveTo(made, to);
    expect(await credentials.credential('c-1')).toMatchObject({ scope: to });
  });
});

describe('writes that were left undone', () => {
  const fingerprint = Array.from({ length: 60 }, (_, i) => `${'ABCDEF'[i % 6]}${i % 10}`).join('');
  const entry: NarrativeEntry = {
    agencyId: 'a-1',
    district: '450205',
    year: 2024,
    fingerprint,
    submissionId: 'v1',
    sha256: 'f'.repeat(64),
    order: '1#v1',
    receivedAt: makeInstant(0),
  };

  it('are made up for, and given up where they never are', async () => {
    faults.unwritten = 3;
    await table.putNarrative(entry);
    expect(await store.table.narrativeHolders(2024, splitIntoBands(fingerprint))).toEqual([entry]);
    faults.unwritten = 100;
    await expect(table.putNarrative({ ...entry, name: '某局' })).rejects.toThrow(UnavailableError);
  });
});
