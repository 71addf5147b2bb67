/** Fills an empty system with the demonstration, through the same pipeline as every report. */
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SingleBar } from 'cli-progress';
import pMap from 'p-map';
import { demonstration, type DemonstrationFiling } from '../demonstration/index.ts';
import type { LocalSystem } from '../local/system.ts';
import { createS3Client, createTableClient } from '../shared/adapters/clients.ts';
import { createReportBucket, type ReportBucket } from '../shared/adapters/report-bucket.ts';
import { createReportTable } from '../shared/adapters/report-table.ts';
import { documentKey } from '../shared/contracts/object-keys.ts';
import { chinaYearOf } from '../shared/domain/calendar.ts';
import { NATION } from '../shared/domain/region.ts';
import { loadRegions, loadRoster } from '../shared/pipeline/load-roster.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';

const CONCURRENCY = 16;

/** Answers whether it loaded anything. A loading that was interrupted goes on where it stopped. */
export async function loadDemonstration(
  system: LocalSystem,
  dataDir: string,
  say: (line: string) => void,
): Promise<boolean> {
  const { endpoints, bucket: bucketName, table: tableName } = system;
  const table = createReportTable({
    client: createTableClient({ endpoint: endpoints.dynamodb }),
    tableName,
  });
  const bucket = createReportBucket({ client: createS3Client({ endpoint: endpoints.s3 }), bucketName });
  const unfinished = join(dataDir, 'demonstration-unfinished');
  const isEmpty = !(await table.regionYears(NATION, [], [NATION])).names.has(NATION);
  if (!isEmpty && !existsSync(unfinished)) return false;
  await writeFile(unfinished, '');

  const { regions, roster, filings, filingCount } = demonstration();
  say(
    `loading the demonstration 载入演示数据: ${regions.length} regions, ${roster.length} agencies, ${filingCount} reports`,
  );
  const loading = progress(roster.length + filingCount, say);
  await loadRegions(table, regions);
  await loadRoster(table, roster, chinaYearOf(systemClock()), loading.increment);
  await uploadMissing(bucket, filings, loading.increment);
  await system.settled();
  loading.stop();
  await rm(unfinished);
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
  const byKey = Map.groupBy(filings, ({ place }) => documentKey('backfill', place));
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
