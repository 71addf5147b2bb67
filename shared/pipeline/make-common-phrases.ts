/**
 * Each province's common phrases (rule T15): of the reports for the year before the one that is being filed, once there are
 * enough of them, and once more where there are twice as many. A sample of bounded size tells what is common; it is taken
 * while the nightly run passes the reports anyway, and what has been made is not made again.
 */
import pMap from 'p-map';
import type { ReportBucket } from '../adapters/bucket/report-bucket.ts';
import type { ReportTable } from '../adapters/table/report-table.ts';
import { addDays, endOfChinaDay, tellChinaDay, type Instant } from '../domain/basics/calendar.ts';
import { findProvince } from '../domain/basics/region.ts';
import { decodeShown } from '../domain/document/redact-document.ts';
import { findCommonPhrases, MIN_TEXTS, type NamedText } from '../domain/narrative/find-common-phrases.ts';
import { COPIED_AT, estimateSimilarity } from '../domain/narrative/narrative-fingerprint.ts';
import type { CommonPhrasesKey } from '../domain/narrative/phrase-list.ts';
import type { AgencyYear } from '../domain/standing/agency-year-record.ts';

interface PhrasesDeps {
  readonly table: Pick<ReportTable, 'commonPhrases' | 'putCommonPhrases'>;
  readonly bucket: Pick<ReportBucket, 'archived'>;
  readonly now: () => Instant;
}

/** A report whose text may be read. */
interface Candidate {
  readonly sha256: string;
  readonly fingerprint: string;
}
/** By province. */
export type TextSample = Map<string, readonly Candidate[]>;

/** A phrase of a quarter of all texts stands in 38 to 62 of two hundred, nineteen times out of twenty. */
const SAMPLED = 200;
const CONCURRENCY = 8;
/** A province's list is made again when its sample has grown so much. */
const GROWN = 2;

/** Adds a region's reports. Those with the smallest hashes are a fair sample, the same whatever order they come in. */
export function sampleTexts(sample: TextSample, code: string, items: readonly AgencyYear[]): void {
  const province = findProvince(code);
  const candidates = items.flatMap(({ inForce }): Candidate[] =>
    inForce?.narrative === undefined ? [] : [{ sha256: inForce.sha256, fingerprint: inForce.narrative }],
  );
  const all = [...(sample.get(province) ?? []), ...candidates];
  sample.set(province, all.sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1)).slice(0, SAMPLED));
}

/** Whether reports of a province's year may make another list: once it is of nearly a whole sample, none does. */
export async function canSampleTexts(
  table: Pick<ReportTable, 'commonPhrases'>,
  key: CommonPhrasesKey,
): Promise<boolean> {
  const last = await table.commonPhrases(key);
  return !last || SAMPLED >= GROWN * last.texts;
}

/** Answers the edition, where one was made. */
export async function makeCommonPhrases(
  { table, bucket, now }: PhrasesDeps,
  key: CommonPhrasesKey,
  sample: readonly Candidate[],
): Promise<string | undefined> {
  const distinct = leaveOutCopies(sample);
  if (distinct.length < MIN_TEXTS) return undefined;
  const last = await table.commonPhrases(key);
  if (last && distinct.length < GROWN * last.texts) return undefined;
  const read = await pMap(distinct, ({ sha256 }) => readText(bucket, sha256), { concurrency: CONCURRENCY });
  const texts = read.filter((one) => one !== undefined);
  const entries = findCommonPhrases(texts);
  if (entries.length === 0) return undefined;
  // From the next day on, so that no report is received while it is being written.
  const today = tellChinaDay(now());
  const edition = `${key.province}/${key.year}/${addDays(today, 1)}`;
  const list = { ...key, edition, since: endOfChinaDay(today), texts: distinct.length, entries };
  return (await table.putCommonPhrases(list)) === 'written' ? edition : undefined;
}

/** What several agencies copied from one another is one voice. */
function leaveOutCopies(sample: readonly Candidate[]): readonly Candidate[] {
  const distinct: Candidate[] = [];
  for (const one of sample)
    if (!distinct.some(({ fingerprint }) => estimateSimilarity(fingerprint, one.fingerprint) >= COPIED_AT))
      distinct.push(one);
  return distinct;
}

/** Undefined where it may not be shown, or the archive has not got it. */
async function readText(bucket: PhrasesDeps['bucket'], sha256: string): Promise<NamedText | undefined> {
  const bytes = await bucket.archived(sha256);
  const decoded = bytes && decodeShown(bytes);
  if (decoded?.kind !== 'read' || decoded.isWithheld || !decoded.report) return undefined;
  const { narrative, agency } = decoded.report;
  return { narrative, names: [agency.name] };
}
