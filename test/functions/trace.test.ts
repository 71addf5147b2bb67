/** One id from the upload to every total: the version id, in the logs of each function on the way. */
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBRecord, SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createHandler as createReceive } from '../../functions/receive-report/handler.ts';
import { createHandler as createFollow } from '../../functions/follow-changes/handler.ts';
import { LOCAL_CREDENTIALS } from '../../local/local-credentials.ts';
import { makeDocumentKey } from '../../shared/contracts/bucket/object-keys.ts';
import { makeAgencyYearKey } from '../../shared/contracts/table/keys.ts';
import type { Observer } from '../../shared/runtime/observe.ts';
import { aBalancedReport } from '../support/a-balanced-report.ts';
import { DISTRICT, REGIONS, member } from '../support/a-desk.ts';
import { aBucket, aStore } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';
import { keptRejections } from '../support/kept-rejections.ts';
import { A_CONTEXT } from '../support/queue-event.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());

it('an upload is found by its version id in every log, and its regions by one another', async () => {
  const lines: (Readonly<Record<string, unknown>> & { readonly message: string })[] = [];
  const log = (message: string, detail: Readonly<Record<string, unknown>>): void =>
    void lines.push({ message, ...detail });
  const observer: Observer = {
    event: log,
    failed: (message, _, detail) => {
      log(message, detail);
    },
    count: () => undefined,
    flush: () => undefined,
  };
  const store = await aStore(
    { ...engines, bucket: await aBucket(engines, 'traced') },
    { regions: REGIONS, roster: [member('a-1')] },
  );
  const place = { district: DISTRICT, agencyId: 'a-1', year: 2024 };
  const { endpoint = '', region = '' } = engines.dynamodb;
  const raw = new DynamoDBClient({ endpoint, region, credentials: LOCAL_CREDENTIALS });
  const readImage = async () =>
    (
      await raw.send(
        new GetItemCommand({
          TableName: store.tableName,
          Key: Object.fromEntries(Object.entries(makeAgencyYearKey(place)).map(([name, S]) => [name, { S }])),
        }),
      )
    ).Item;
  const OldImage = await readImage();
  const bytes = new TextEncoder().encode(JSON.stringify(aBalancedReport({ ...place, received: 3 })));
  const versionId = String((await store.bucket.upload('inbox', place, bytes)).versionId);
  const key = makeDocumentKey('inbox', place);
  const s3 = { object: { key, versionId, sequencer: versionId } };
  const body = JSON.stringify({ Records: [{ eventName: 'ObjectCreated:Put', s3 }] });
  const { rejected } = keptRejections();
  const deps = { ...store, observer, rejected };
  await createReceive(deps)(
    { Records: [{ messageId: 'm-1', body, attributes: {} }] } as unknown as SQSEvent,
    A_CONTEXT,
  );
  const NewImage = await readImage();
  const change = (Keys: object, images: object = {}) =>
    ({ dynamodb: { Keys, SequenceNumber: '1', ...images } }) as unknown as DynamoDBRecord;
  const keys = (pk: string, sk: string) => ({ pk: { S: pk }, sk: { S: sk } });
  const own = change(keys(`${DISTRICT}#2024`, 'agency#a-1'), { OldImage, NewImage });
  const follow = createFollow(deps);
  await follow({ Records: [own] });
  await follow({ Records: [change(keys('450200#2024', `region#${DISTRICT}`))] });

  expect(lines.filter((line) => line['versionId'] === versionId)).toEqual([
    expect.objectContaining({ message: 'report accepted', messageId: 'm-1', key }),
  ]);
  expect(lines.filter(({ message }) => message.startsWith('total'))).toEqual([
    { message: 'total changed', region: DISTRICT, year: 2024, children: ['a-1'], uploads: [versionId] },
    { message: 'total changed', region: '450200', year: 2024, children: [DISTRICT], uploads: [] },
  ]);
  // A change that is told again, or that no upload made, names none.
  lines.length = 0;
  await follow({
    Records: [change(keys(`${DISTRICT}#2024`, 'agency#a-1'), { OldImage: NewImage, NewImage })],
  });
  expect(lines).toMatchObject([{ message: 'total unchanged', uploads: [] }]);
});
