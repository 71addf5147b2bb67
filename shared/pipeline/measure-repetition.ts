/**
 * How much of a report stood in last year's (rule T15): measured when it is received and, where another report of last
 * year has come into force since, when the two are compared again. What was measured stays with the submission, so that
 * any instant's answer is told from it.
 */
import type { ReportBucket } from '../adapters/bucket/report-bucket.ts';
import type { ReportTable } from '../adapters/table/report-table.ts';
import { tellChinaDay, type Instant } from '../domain/basics/calendar.ts';
import { readPlace, type Place } from '../domain/basics/place.ts';
import { findProvince } from '../domain/basics/region.ts';
import { decodeReport } from '../domain/document/decode-report.ts';
import type { Report } from '../domain/form/report.ts';
import type { PhraseEditions } from '../domain/narrative/phrase-list.ts';
import { measureRepetition, nameCompared } from '../domain/narrative/repetition.ts';
import { TEXT_RULES_SINCE } from '../domain/rules/text-rules-since.ts';
import type {
  AgencyYear,
  InForce,
  KeptReport,
  KeptRepetition,
} from '../domain/standing/agency-year-record.ts';
import type { Submission } from '../domain/standing/submission.ts';
import { findRepetition } from '../domain/verdict/findings-shown.ts';

export interface MeasureDeps {
  readonly table: Pick<ReportTable, 'commonPhrases'>;
  readonly bucket: Pick<ReportBucket, 'archived'>;
}

export interface RemeasureDeps extends MeasureDeps {
  readonly table: MeasureDeps['table'] & Pick<ReportTable, 'submissionsAt' | 'amendSubmission'>;
}

/** What is measured of a report. */
interface Measured {
  readonly place: Place;
  readonly receivedAt: Instant;
  readonly report: Report;
  /** Which lists of common phrases there are, where their head was read. */
  readonly commonEditions?: PhraseEditions | undefined;
}

/**
 * `of`: the document of last year; undefined where the archive can't tell what it said. `known`: what was measured of the same
 * texts before; with the same phrases it would come out the same.
 */
export async function measureAgainst(
  { table, bucket }: MeasureDeps,
  { place, receivedAt, report, commonEditions }: Measured,
  of: string,
  known?: KeptRepetition,
): Promise<KeptRepetition | undefined> {
  const key = { province: findProvince(place.district), year: place.year - 1 };
  const phrases = await table.commonPhrases(key, receivedAt, commonEditions);
  if (known && known.phrases === phrases?.edition) return known;
  const last = await readArchived(bucket, of);
  if (!last) return undefined;
  const names = [report.agency.name, last.agency.name];
  const { overview, problems } = measureRepetition(report.narrative, last.narrative, names, phrases?.entries);
  return {
    of,
    text: nameCompared(last.narrative, last.agency.name),
    ...(phrases && { phrases: phrases.edition }),
    ...(overview !== undefined && { overview }),
    ...(problems !== undefined && { problems }),
  };
}

/** What was measured of the report in force, where the next one corrects figures alone. */
export const findMeasuredAlike = (
  inForce: InForce | undefined,
  last: InForce,
  { narrative, agency }: Report,
): KeptRepetition | undefined =>
  inForce?.comparedText === nameCompared(narrative, agency.name) ? findRepetition(inForce, last) : undefined;

async function readArchived(bucket: MeasureDeps['bucket'], sha256: string): Promise<Report | undefined> {
  const bytes = await bucket.archived(sha256);
  const decoded = bytes && decodeReport(bytes);
  return decoded?.kind === 'read' ? decoded.report : undefined;
}

/** Whether the rule judges a report, and its text is long enough. */
export const isMeasured = (receivedAt: Instant, { narrative }: Pick<KeptReport, 'narrative'>): boolean =>
  narrative !== undefined && tellChinaDay(receivedAt) >= TEXT_RULES_SINCE;

/**
 * The item, with its report in force measured against that of last year; so is a newer one that was returned, which
 * pages compare, too. Nearly always they are already, and nothing is read.
 */
export async function withRepetition(
  deps: RemeasureDeps,
  item: AgencyYear,
  previous: AgencyYear | undefined,
): Promise<AgencyYear> {
  const last = previous?.inForce;
  if (!last) return item;
  const { inForce, latest } = item;
  const place = readPlace(item);
  const lacking = [
    ...(inForce && isMeasured(inForce.receivedAt, inForce) && !findRepetition(inForce, last)
      ? [inForce]
      : []),
    ...(latest?.outcome === 'returned' ? [latest] : []),
  ].map(({ submissionId }) => ({ place, submissionId }));
  if (lacking.length === 0) return item;
  const read = await deps.table.submissionsAt(lacking, { consistent: true });
  const measured = await Promise.all(
    lacking.map(async (name) => {
      const submission = read(name);
      return submission && measureSubmission(deps, place, submission, last);
    }),
  );
  const own = measured.find((one) => one?.submissionId === inForce?.submissionId)?.accepted?.repetitions;
  return inForce && own ? { ...item, inForce: { ...inForce, repetitions: own } } : item;
}

/** The submission with what was measured, which is kept. */
async function measureSubmission(
  deps: RemeasureDeps,
  place: Place,
  submission: Submission,
  last: Pick<InForce, 'sha256' | 'comparedText'>,
): Promise<Submission> {
  const { receivedAt, sha256, accepted, stated } = submission;
  const kept = accepted ?? stated;
  if (!kept || sha256 === null || !isMeasured(receivedAt, kept) || findRepetition(kept, last))
    return submission;
  const report = await readArchived(deps.bucket, sha256);
  const measured = report && (await measureAgainst(deps, { place, receivedAt, report }, last.sha256));
  if (!measured) return submission;
  const repetitions = [...(kept.repetitions ?? []), measured].sort((a, b) => (a.of < b.of ? -1 : 1));
  const amended = {
    ...submission,
    ...(accepted ? { accepted: { ...accepted, repetitions } } : { stated: { ...kept, repetitions } }),
  };
  await deps.table.amendSubmission(amended);
  return amended;
}
