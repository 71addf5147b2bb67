/** Broken, hostile and misplaced uploads: each gets the receipt that names its reason, and nothing else stops. */
import { CATALOGUES } from '../../shared/domain/form/catalogue.ts';
import { readRow } from '../../shared/domain/form/figures.ts';
import type { RosterEntry } from '../../shared/domain/roster/roster-entry.ts';
import { PutObjectCommand, S3ServiceException } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBucket, openReportTable } from '../../shared/adapters/open.ts';
import { createReportBucket, type ReportBucket } from '../../shared/adapters/bucket/report-bucket.ts';
import type { ReportTable } from '../../shared/adapters/table/report-table.ts';
import { makeDocumentKey } from '../../shared/contracts/bucket/object-keys.ts';
import { loadRegions, loadRoster } from '../../shared/pipeline/load-roster.ts';
import { indexAgencies } from '../../shared/pipeline/name-index.ts';
import { verifyYear } from '../../shared/pipeline/verify.ts';
import { systemClock } from '../../shared/runtime/system-clock.ts';
import { hostileUploads, type HostileUpload } from '../fixtures/hostile-uploads.ts';
import { aBalancedReport } from '../support/a-balanced-report.ts';
import { startLocalSystem, type TestSystem } from '../support/local-system.ts';

const DISTRICT = '450205';
const YEAR = 2023;
const HOSTILE = { district: DISTRICT, agencyId: 'hostile', year: YEAR };
const GOOD = { district: DISTRICT, agencyId: 'good', year: YEAR };
const entry = (id: string): RosterEntry => ({
  id,
  name: `机关${id}`,
  aliases: [],
  district: DISTRICT,
  kind: 'department',
  from: 2019,
  predecessors: [],
});

let system: TestSystem;
let table: ReportTable;
let bucket: ReportBucket;
/** Uploads that S3 itself would not take. */
const refused: { name: string; status: number | undefined }[] = [];
const versions = new Map<HostileUpload, string>();
let goodVersion = '';
const uploads = hostileUploads(HOSTILE);

beforeAll(async () => {
  system = await startLocalSystem();
  const connection = { region: system.awsEnvironment.AWS_REGION };
  const opened = openBucket(system.awsEnvironment, connection);
  const s3 = opened.client;
  table = openReportTable(system.awsEnvironment, connection);
  bucket = createReportBucket(opened);
  await loadRegions(
    table,
    ['000000', '450000', '450200', DISTRICT].map((code) => ({ code, name: `区划${code}` })),
  );
  // As a load does: names first.
  await indexAgencies(table, [entry('hostile'), entry('good')], () => undefined, systemClock());
  await loadRoster(table, [entry('hostile'), entry('good')], systemClock());
  for (const [i, upload] of uploads.entries()) {
    if (i === Math.floor(uploads.length / 2)) {
      const document = aBalancedReport({ ...GOOD, received: 7 });
      const bytes = new TextEncoder().encode(JSON.stringify(document));
      goodVersion = String((await bucket.upload('inbox', GOOD, bytes)).versionId);
    }
    try {
      const { VersionId } = await s3.send(
        new PutObjectCommand({ Bucket: system.bucket, Key: upload.key, Body: upload.bytes }),
      );
      versions.set(upload, String(VersionId));
    } catch (error) {
      if (!(error instanceof S3ServiceException)) throw error;
      refused.push({ name: upload.name, status: error.$metadata.httpStatusCode });
    }
  }
  await system.settled();
});
afterAll(() => system.stop());

describe('bad input', () => {
  it('comes in at least 80 kinds, all of which S3 takes', () => {
    expect(uploads.length).toBeGreaterThanOrEqual(80);
    expect(refused).toEqual([]);
  });

  it.each(uploads.map((upload) => [upload.name, upload] as const))('%s is told so', async (_name, upload) => {
    const receipt = await bucket.receipt(upload.key, versions.get(upload) ?? '');
    expect(receipt?.outcome).toBe('returned');
    const named = receipt?.findings.filter(
      ({ rule, path }) => rule === upload.rule && (upload.path === undefined || path === upload.path),
    );
    expect(
      named?.length,
      `receipt says ${JSON.stringify(receipt?.findings.slice(0, 3).map(({ rule, path }) => [rule, path]))}`,
    ).toBeGreaterThan(0);
    for (const { message } of receipt?.findings ?? []) {
      expect(message.zh).not.toBe('');
      expect(message.en).not.toMatch(/undefined|NaN|\[object|Error:/);
    }
  });

  it('does not keep the good report among them from being counted', async () => {
    const receipt = await bucket.receipt(makeDocumentKey('inbox', GOOD), goodVersion);
    expect(receipt?.outcome).toBe('accepted');
    const nation = (await table.regionYears('000000', [YEAR], [])).years.get(YEAR);
    expect(nation?.reports).toMatchObject({ expected: 2, accepted: 1, returned: 1 });
    const row = CATALOGUES['2021'].rows.find(({ path }) => path === '/applications/received');
    expect(nation && row && readRow(nation.figures, row)).toEqual([7, 0, 0, 0, 0, 0, 7]);
    expect((await verifyYear(table, bucket, YEAR)).discrepancies).toEqual([]);
  });

  it('leaves no dead letter: every reason is an answer, not a failure', () => {
    expect(system.deadLetters.list()).toEqual([]);
    expect(system.problems).toEqual([]);
  });
});
