/** What an operator puts below `publication/` comes by its event to the table, as on AWS; nothing is fetched unasked. */
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBucket, openReportTable } from '../../shared/adapters/open.ts';
import { createReportBucket } from '../../shared/adapters/bucket/report-bucket.ts';
import { makePublicationKey } from '../../shared/contracts/bucket/object-keys.ts';
import { systemClock } from '../../shared/runtime/system-clock.ts';
import { indexAgencies } from '../../shared/pipeline/name-index.ts';
import { loadRegions, loadRoster } from '../../shared/pipeline/load-roster.ts';
import { anAgency } from '../support/filing-desk.ts';
import { startLocalSystem, type TestSystem } from '../support/local-system.ts';

const PLACE = { district: '450205', agencyId: 'a-1', year: 2023 };
let system: TestSystem;
beforeAll(async () => {
  system = await startLocalSystem();
});
afterAll(() => system.stop());

it('is recorded, or refused with a receipt, and lists say so', async () => {
  const connection = { region: system.awsEnvironment.AWS_REGION };
  const table = openReportTable(system.awsEnvironment, connection);
  const opened = openBucket(system.awsEnvironment, connection);
  await loadRegions(
    table,
    ['000000', '450000', '450200', '450205'].map((code) => ({ code, name: `区划${code}` })),
  );
  const roster = [anAgency('a-1', '450205')];
  await indexAgencies(table, roster, () => undefined, systemClock());
  await loadRoster(table, roster, systemClock());

  const put = (Body: string) =>
    opened.client.send(new PutObjectCommand({ Bucket: system.bucket, Key: makePublicationKey(PLACE), Body }));
  const first = await put('{"publishedOn": "2024-01-24", "sourceUrl": "https://www.example.gov.cn/1.html"}');
  const second = await put('{"publishedOn": "24.1.2024"}');
  await system.settled();

  const item = (await table.agencyYears(PLACE, [2023])).get(2023);
  expect(item?.publication).toMatchObject({ publishedOn: '2024-01-24' });
  const [facts] = (await table.childFacts('450205', 2023)).agencies;
  expect(facts?.publication).toMatchObject({ publishedOn: '2024-01-24' });
  const bucket = createReportBucket(opened);
  const receipt = ({ VersionId }: { VersionId?: string | undefined }) =>
    bucket.publicationReceipt(makePublicationKey(PLACE), VersionId ?? '');
  expect(await receipt(first)).toMatchObject({ outcome: 'recorded' });
  expect(await receipt(second)).toMatchObject({ outcome: 'refused', problems: [{ path: '/publishedOn' }] });
  expect(system.deadLetters.list()).toEqual([]);

  expect(await system.runSchedule('check-publication', { year: 2023 })).toBe('off');
});
