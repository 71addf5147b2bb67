/** Fills an empty system with the demonstration, through the same pipeline as every report. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SingleBar } from 'cli-progress';
import pMap from 'p-map';
import * as z from 'zod';
import { demonstration, type DemonstrationFiling } from '../demonstration/index.ts';
import type { LocalSystem } from '../local/system.ts';
import { openAccounts, openReportBucket, openReportTable } from '../shared/adapters/open.ts';
import type { ReportBucket } from '../shared/adapters/bucket/report-bucket.ts';
import { makeDocumentKey } from '../shared/contracts/bucket/object-keys.ts';
import { loadRegions, loadRoster } from '../shared/pipeline/load-roster.ts';
import { indexAgencies, indexRegions } from '../shared/pipeline/name-index.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import { doDemonstrationActs } from './demonstration-acts.ts';
import { addDemonstrationOfficers } from './demonstration-officers.ts';
import { spellInitials } from './initials.ts';

const CONCURRENCY = 16;

const demonstrationSchema = z.object({ state: z.enum(['declined', 'loading', 'loaded']) });
type DemonstrationState = z.infer<typeof demonstrationSchema>['state'];

/** What this data folder has of the demonstration. An operator's own data must never be mixed with it. */
async function stateOf(file: string): Promise<DemonstrationState | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : demonstrationSchema.parse(JSON.parse(text)).state;
}

/** Whether the folder has the demonstration, or is being filled with it. */
export async function hasDemonstration(dataDir: string): Promise<boolean> {
  const state = await stateOf(fileIn(dataDir));
  return state === 'loading' || state === 'loaded';
}

const fileIn = (dataDir: string): string => join(dataDir, 'demonstration.json');

/**
 * Answers whether it loaded anything. Loads into a folder that has never held anything, and goes on where a loading was
 * interrupted; a folder that was started with `--empty` stays without.
 */
export async function loadDemonstration(
  system: LocalSystem,
  dataDir: string,
  isDeclined: boolean,
  say: (line: string) => void,
): Promise<boolean> {
  const { endpoints, bucket: bucketName, table: tableName } = system;
  const table = openReportTable({ TABLE_NAME: tableName, DYNAMODB_ENDPOINT: endpoints.dynamodb });
  const bucket = openReportBucket({ BUCKET_NAME: bucketName, S3_ENDPOINT: endpoints.s3 });
  const file = fileIn(dataDir);
  const accounts = openAccounts({ TABLE_NAME: tableName, DYNAMODB_ENDPOINT: endpoints.dynamodb });
  const enter = (state: DemonstrationState): Promise<void> => writeFile(file, JSON.stringify({ state }));
  const state = await stateOf(file);
  const isUnused = state === undefined && (await table.regions()).length === 0;
  if (isUnused && isDeclined) await enter('declined');
  // A folder of an earlier version has none.
  if (state === 'loaded') await addDemonstrationOfficers(accounts, systemClock());
  if (isDeclined || !(isUnused || state === 'loading')) return false;
  await enter('loading');

  const { regions, roster, filings, filingCount } = demonstration();
  say(
    `loading the demonstration 载入演示数据: ${regions.length} regions, ${roster.length} agencies, ${filingCount} reports`,
  );
  const loading = progress(roster.length + filingCount, say);
  await indexRegions(table, regions, spellInitials);
  await loadRegions(table, regions);
  await indexAgencies(table, roster, spellInitials, systemClock());
  await loadRoster(table, roster, systemClock(), loading.increment);
  await addDemonstrationOfficers(accounts, systemClock());
  await uploadMissing(bucket, filings, loading.increment);
  await system.settled();
  await doDemonstrationActs({ table, keep: bucket.keepAct, now: systemClock });
  await system.settled();
  loading.stop();
  await enter('loaded');
  return true;
}

/** Versions of one key are uploaded one after the other, in their order; those that are there are left out. */
async function uploadMissing(
  bucket: ReportBucket,
  filings: Iterable<DemonstrationFiling>,
  onUploaded: () => void,
): Promise<void> {
  const there = new Map<string, number>();
  for await (const { key } of bucket.versions('backfill/')) there.set(key, (there.get(key) ?? 0) + 1);
  const byKey = Map.groupBy(filings, ({ place }) => makeDocumentKey('backfill', place));
  await pMap(
    byKey,
    async ([key, versions]) => {
      for (const [i, { place, receivedAt, document }] of versions.entries()) {
        const bytes = typeof document === 'string' ? new TextEncoder().encode(document) : document;
        if (i >= (there.get(key) ?? 0)) await bucket.upload('backfill', place, bytes, receivedAt);
        onUploaded();
      }
    },
    { concurrency: CONCURRENCY },
  );
}

/** A bar on a terminal, else a line for every tenth. */
function progress(total: number, say: (line: string) => void): { increment: () => void; stop: () => void } {
  if (process.stdout.isTTY) {
    const bar = new SingleBar({ format: '  {bar} {percentage} %  {value}/{total}', barsize: 30 });
    bar.start(total, 0);
    return {
      increment: () => {
        bar.increment();
      },
      stop: () => {
        bar.stop();
      },
    };
  }
  let done = 0;
  let tenths = 0;
  return {
    increment: () => {
      done += 1;
      const reached = Math.floor((done * 10) / total);
      if (reached > tenths) say(`  ${(tenths = reached) * 10} %`);
    },
    stop: () => undefined,
  };
}
