/**
 * A part of the archive of all years: every agency and year below a region, in files of four kinds, written while the table is
 * read. It is made anew where something came since, and once a week, since what is recorded or found of publications changes no total.
 */
import type { BulkBucket } from '../../adapters/bulk/bulk-bucket.ts';
import type { BulkFiles, BulkHeads, MadeFile } from '../../adapters/bulk/bulk-files.ts';
import type { ReportTable } from '../../adapters/table/report-table.ts';
import { makeBulkFileKey, type BulkPart } from '../../contracts/bucket/bulk-keys.ts';
import type { BulkManifest, KeptBulkFile } from '../../contracts/bucket/stored-bulk.ts';
import { countEpochMs, type Instant } from '../../domain/basics/calendar.ts';
import { NATION } from '../../domain/basics/region.ts';
import { listReportYears } from '../../domain/form/report-years.ts';
import type { RegionYear } from '../../domain/standing/region-year.ts';
import { createYearFacts } from './bulk-totals.ts';
import { BULK_HEADS, createBulkLines } from './bulk-lines.ts';
import { walkLines } from './walk-lines.ts';

/** Another one makes every part anew: files say something else, or the same otherwise. */
const FORMAT = 2;
/** A week of nights, of which one begins a little earlier than another. */
const AT_LEAST_EVERY_MS = 6.5 * 24 * 3_600_000;
const NATION_NAME = '全国';

export interface MakeBulkDeps {
  readonly table: Pick<ReportTable, 'regionYears' | 'children'>;
  readonly bulk: {
    readonly bucket: Pick<BulkBucket, 'manifest' | 'keep' | 'putManifest'>;
    readonly openFiles: (heads: BulkHeads) => Promise<BulkFiles>;
  };
  readonly now: () => Instant;
}

interface BulkMade {
  readonly isNew: boolean;
  readonly rows: number;
}

export async function makeBulkPart({ table, bulk, now }: MakeBulkDeps, part: BulkPart): Promise<BulkMade> {
  const { code, scope } = part;
  const at = now();
  const years = listReportYears(at);
  // Before the children: what comes meanwhile has it made again.
  const { years: totals, names } = await table.regionYears(code, years, [code], { consistent: true });
  const tag = tellTag(years, totals);
  const before = await bulk.bucket.manifest(part);
  if (before?.tag === tag && countEpochMs(at) - countEpochMs(before.at) < AT_LEAST_EVERY_MS)
    return { isNew: false, rows: countRows(before.files) };

  const name = names.get(code) ?? null;
  const files = await bulk.openFiles(BULK_HEADS);
  try {
    const write = createBulkLines(files);
    const told: BulkManifest['years'] = [];
    for (const year of years) {
      const facts = createYearFacts(year);
      let damaged = 0;
      // One record that can't be read is left out and told: the other agencies and years are not kept from anybody.
      const onDamaged = (): void => {
        damaged++;
      };
      // Its own agencies add up to no total, which would tell of one that a reading passed over.
      const children = await table.children(code, year, { consistent: scope === 'own', onDamaged });
      const walked = {
        region: {
          name: name ?? (code === NATION ? NATION_NAME : code),
          children: scope === 'own' ? { ...children, regions: [] } : children,
        },
        year,
        at,
        childrenOf: (below: string) => table.children(below, year, { onDamaged }),
      };
      files.beginYear(year);
      for await (const lines of walkLines(walked, (id) => `/agencies/${id}/years/${year}`)) {
        facts.add(lines);
        await write(year, lines);
      }
      await files.endYear();
      told.push(facts.tell(totals.get(year)?.figures, { hasTotal: scope === 'whole', damaged }));
    }
    const kept: KeptBulkFile[] = [];
    for (const made of await files.end()) kept.push(await keep(bulk.bucket, part, made));
    // What was still changing, or could not be read, is no proof that nothing came since: the next night makes it anew.
    const isSound = told.every(({ equalsTotal, damaged }) => equalsTotal !== false && damaged === undefined);
    // Last: whoever reads it finds the files that it names.
    await bulk.bucket.putManifest(part, {
      v: 1,
      code,
      scope,
      name,
      at,
      tag: isSound ? tag : `${tag} unsound`,
      years: told,
      files: kept,
    });
    return { isNew: true, rows: countRows(kept) };
  } finally {
    await files.close();
  }
}

async function keep(
  bucket: MakeBulkDeps['bulk']['bucket'],
  part: BulkPart,
  { bytes, ...made }: MadeFile,
): Promise<KeptBulkFile> {
  const key = makeBulkFileKey(part, made.file);
  const { versionId } = await bucket.keep(key, bytes);
  return { ...made, key, keptBytes: bytes.byteLength, ...(versionId !== undefined && { versionId }) };
}

/**
 * Every write of a total is a revision, and whatever is filed, or loaded of a roster, makes one all the way up. What is recorded or
 * found of a publication, and another name of a region below, makes none: that is what each week is for.
 */
const tellTag = (years: readonly number[], totals: ReadonlyMap<number, RegionYear>): string =>
  [FORMAT, ...years.map((year) => `${year}:${totals.get(year)?.revision ?? 0}`)].join(' ');

const countRows = (files: BulkManifest['files']): number =>
  files.find(({ file }) => file === 'tidy.csv')?.rows ?? 0;
