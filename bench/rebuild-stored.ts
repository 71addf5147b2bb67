/**
 * What `gouji rebuild` does, through the same engines as everything: history and archive read over HTTP, every total
 * recomputed; beside fetching the same archived objects, as many at a time, and `JSON.parse`-ing them.
 */
import pMap from 'p-map';
import { makeArchiveKey } from '../shared/contracts/bucket/object-keys.ts';
import { rebuildYear } from '../shared/pipeline/rebuild.ts';
import { walkRegions } from '../shared/pipeline/walk-regions.ts';
import { compare, roundFigure, spread, type Report } from './measure.ts';
import type { StartedSystem } from './started-system.ts';

/** As many at a time as the rebuild. */
const CONCURRENCY = 16;

export async function benchRebuildStored(
  report: Report,
  { table, bucket }: Pick<StartedSystem, 'table' | 'bucket'>,
  years: { readonly from: number; readonly to: number },
  rounds = 3,
): Promise<void> {
  const all = Array.from({ length: years.to - years.from + 1 }, (_, i) => years.from + i);
  const archived: string[] = [];
  for (const year of all)
    await walkRegions(table, year, ({ children }) => {
      for (const { inForce } of [...children.agencies, ...children.beside])
        if (inForce) archived.push(inForce.sha256);
      return Promise.resolve();
    });

  let mended = 0;
  const { ratio, wallRatio, subjectWallMs, yardstickWallMs } = await compare(
    rounds,
    async () => {
      for (const year of all) mended += (await rebuildYear({ table, bucket }, year)).mended.length;
    },
    () =>
      pMap(
        archived,
        async (sha256) => {
          const bytes = await bucket.archived(sha256);
          if (!bytes) throw new Error(`${makeArchiveKey(sha256)} is not there`);
          JSON.parse(new TextDecoder().decode(bytes));
        },
        { concurrency: CONCURRENCY },
      ),
  );
  const each = (ms: number): string => `${roundFigure(ms / archived.length)} ms`;
  report({
    what: `rebuild of ${archived.length} stored reports through S3 and DynamoDB, against fetching and JSON.parse-ing them`,
    value: wallRatio.median,
    unit: '×',
    spread: wallRatio,
    detail: `on the clock ${each(subjectWallMs.median)} a report against ${each(yardstickWallMs.median)}; processor time of this side ${spread(ratio, '×')}; ${mended} mended`,
  });
}
