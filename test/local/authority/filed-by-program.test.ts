/** A program files with credentials that it was lent: into its agency's place and no other, and the submission says who it is. */
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { createTableClient } from '../../../shared/adapters/clients.ts';
import { openReportTable } from '../../../shared/adapters/open.ts';
import { openUploadCredentials } from '../../../shared/adapters/upload-credentials/open-upload-credentials.ts';
import { spellSessionName } from '../../../shared/contracts/bucket/session-name.ts';
import { bucketEnv, uploadCredentialsEnv } from '../../../shared/contracts/store-env.ts';
import { countEpochMs, makeInstant } from '../../../shared/domain/basics/calendar.ts';
import { loadRegions, loadRoster } from '../../../shared/pipeline/load-roster.ts';
import { systemClock } from '../../../shared/runtime/system-clock.ts';
import { aBalancedReport } from '../../support/a-balanced-report.ts';
import { startLocalSystem, type TestSystem } from '../../support/local-system.ts';

const DISTRICT = '450205';
const RECORD = 'kq3ZpN0tTyqk2mJx8cW1vA';
const BY = {
  kind: 'credential',
  mail: 'jyj@example.cn',
  name: '王芳',
  credential: '办公系统',
} as const;
let system: TestSystem;
beforeAll(async () => {
  system = await startLocalSystem();
});
afterAll(() => system.stop());

it('files into its own place, and is known', async () => {
  const table = openReportTable({ TABLE_NAME: system.table, DYNAMODB_ENDPOINT: system.endpoints.dynamodb });
  const now = systemClock();
  await loadRegions(
    table,
    ['000000', '450000', '450200', DISTRICT].map((code) => ({ code, name: code })),
  );
  const entry = { name: '机关a-1', aliases: [], district: DISTRICT, kind: 'department' as const };
  await loadRoster(table, [{ ...entry, id: 'a-1', from: 2019, predecessors: [] }], now);
  const until = makeInstant(countEpochMs(now) + 3_600_000);
  await table.keepUploadSession({ id: RECORD, by: BY, until });

  const env = z.object({ ...bucketEnv, ...uploadCredentialsEnv }).parse(process.env);
  const issue = openUploadCredentials(env, { client: createTableClient(), now: systemClock })!;
  const credentials = await issue({
    scope: { kind: 'agency', district: DISTRICT, agencyId: 'a-1' },
    sessionName: spellSessionName(RECORD),
    ttlS: 900,
  });
  const endpoint = system.endpoints.s3;
  const s3 = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials });
  const report = aBalancedReport({ agencyId: 'a-1', district: DISTRICT, year: 2024, received: 3 });
  const put = (agency: string) =>
    s3.send(
      new PutObjectCommand({
        Bucket: system.bucket,
        Key: `inbox/${DISTRICT}/${agency}/2024.json`,
        Body: JSON.stringify({ ...report, agency: { ...report.agency, name: '机关a-1' } }),
      }),
    );
  await put('a-1');
  await expect(put('a-2')).rejects.toMatchObject({ name: 'AccessDenied' });
  await system.settled();
  const place = { district: DISTRICT, agencyId: 'a-1', year: 2024 };
  expect(await table.submissions(place, { consistent: true })).toMatchObject([
    { outcome: 'accepted', by: BY },
  ]);
  s3.destroy();
});
