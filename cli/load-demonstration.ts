/** Fills an empty system with the demonstration, through the same pipeline as every report. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SingleBar } from 'cli-progress';
import pMap from 'p-map';
import * as z from 'zod';
import { DISCLOSURES } from '../demonstration/disclosures.ts';
import { demonstration, type DemonstrationFiling } from '../demonstration/index.ts';
import type { LocalSystem } from '../local/system.ts';
import { openAccounts, openReportBucket, openReportTable } from '../shared/adapters/open.ts';
import type { ReportBucket } from '../shared/adapters/bucket/report-bucket.ts';
import { tellChinaDay } from '../shared/domain/basics/calendar.ts';
import { makeDocumentKey } from '../shared/contracts/bucket/object-keys.ts';
import { planDisclosure, writeDisclosure } from '../shared/pipeline/load-disclosure.ts';
import { loadRegions, loadRoster } from '../shared/pipeline/load-roster.ts';
import { indexAgencies, indexRegions } from '../shared/pipeline/name-index.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import { doDemonstrationActs } from './demonstration-acts.ts';
import { addDemonstrationOfficers } from './demonstration-officers.ts';
import { createSpeller } from './spell-name.ts';

const CONCURRENCY = 16;
const TELL_EVERY_MS = 200;

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

/** How far a loading is. */
export interface Loading {
  readonly done: number;
  readonly total: number;
}

/**
 * Loads the demonstration's regions, and answers what loads the rest, where it is to be loaded: into a folder that has never
 * held anything, and where a loading was interrupted; a folder that was started with `--empty` stays without.
 */
export async function openDemonstration(
  system: LocalSystem,
  dataDir: string,
  isDeclined: boolean,
): Promise<
  ((say: (line: string) => void, onProgress: (loading: Loading) => void) => Promise<void>) | undefined
> {
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
  if (isDeclined || !(isUnused || state === 'loading')) return undefined;
  await enter('loading');

  const { regions, roster, filings, filingCount } = demonstration();
  // Whoever opens the page that the terminal names finds its region, though nothing of it yet.
  const spell = createSpeller(regions);
  await indexRegions(table, regions, spell);
  await loadRegions(table, regions);
  return async (say, onProgress) => {
    say(
      `loading the demonstration 载入演示数据: ${regions.length} regions, ${roster.length} agencies, ${filingCount} reports`,
    );
    const loading = progress(roster.length + filingCount, () => system.waiting(), say, onProgress);
    try {
      await indexAgencies(table, roster, spell, systemClock());
      await loadRoster(table, roster, systemClock(), loading.increment);
      await writeDisclosure(table, await planDisclosure(table, DISCLOSURES), systemClock());
      await addDemonstrationOfficers(accounts, systemClock());
      await uploadMissing(bucket, filings, loading.increment);
      await system.settled();
      await doDemonstrationActs({ table, keep: bucket.keepAct, now: systemClock });
      await system.settled();
      // As a night would: whoever comes finds everything to take along.
      await bucket.orderBulk({ night: tellChinaDay(systemClock()) });
      await system.settled();
    } finally {
      loading.stop();
    }
    await enter('loaded');
  };
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

/**
 * A bar on a terminal, else a line for every tenth. What was uploaded and waits to be received is not there yet: nobody sees
 * it in a total.
 */
function progress(
  total: number,
  countWaiting: () => number,
  say: (line: string) => void,
  onProgress: (loading: Loading) => void,
): { increment: () => void; stop: () => void } {
  const bar = process.stdout.isTTY
    ? new SingleBar({ format: '  {bar} {percentage} %  {value}/{total}', barsize: 30 })
    : undefined;
  bar?.start(total, 0);
  let counted = 0;
  let done = 0;
  let tenths = 0;
  const tell = (): void => {
    done = Math.max(done, counted - countWaiting());
    onProgress({ done, total });
    bar?.update(done);
    const reached = Math.floor((done * 10) / total);
    while (!bar && tenths < reached) say(`  ${++tenths * 10} %`);
  };
  const timer = setInterval(tell, TELL_EVERY_MS);
  tell();
  return {
    increment: () => {
      counted += 1;
    },
    stop: () => {
      clearInterval(timer);
      tell();
      bar?.stop();
    },
  };
}
