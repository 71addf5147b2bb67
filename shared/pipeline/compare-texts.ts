/** What receiving a report finds out by looking at others' texts: another's copy, and how much is last year's own. */
import type { ReportBucket } from '../adapters/bucket/report-bucket.ts';
import { tellChinaDay, type Instant } from '../domain/basics/calendar.ts';
import type { Place } from '../domain/basics/place.ts';
import { decodeReport } from '../domain/document/decode-report.ts';
import type { Finding } from '../domain/findings/finding.ts';
import type { Report } from '../domain/form/report.ts';
import { measureRepetition } from '../domain/narrative/repetition.ts';
import { applyContextualRules, RULES } from '../domain/rules/rule-book.ts';
import { TEXT_RULES_SINCE } from '../domain/rules/text-rules-since.ts';
import type { KeptRepetition } from '../domain/standing/agency-year-record.ts';
import { copiedFrom, repeatedFrom, type Surroundings } from '../domain/verdict/findings-shown.ts';
import { takeFingerprint, type LookedUp } from './filed-report.ts';
import { findOriginal, type NarrativeTable } from './narrative-index.ts';
import { tellCopied } from './tell-copied.ts';

interface ComparedTexts {
  /** Kept with the report. */
  readonly looked: LookedUp;
  readonly found: readonly Finding[];
}

export const NOTHING_COMPARED: ComparedTexts = { looked: {}, found: [] };

interface CompareDeps {
  readonly table: Pick<NarrativeTable, 'agencyYearsAt' | 'narrativeHolders'>;
  readonly bucket: Pick<ReportBucket, 'archived'>;
}

export async function compareTexts(
  { table, bucket }: CompareDeps,
  place: Place,
  receivedAt: Instant,
  report: Report,
  surroundings: Surroundings,
): Promise<ComparedTexts> {
  const narrative = takeFingerprint(report);
  const original =
    narrative === undefined
      ? undefined
      : await findOriginal(table, { place, receivedAt, fingerprint: narrative });
  const repetition =
    tellChinaDay(receivedAt) < TEXT_RULES_SINCE
      ? undefined
      : await measureAgainstLastYear(bucket, report, surroundings);
  const looked = { ...(original && { copiedFrom: original }), ...(repetition && { repetition }) };
  const copied = copiedFrom({ narrative, ...looked }, surroundings);
  const lastTexts = repeatedFrom({ narrative, ...looked }, surroundings);
  const { year, figures, agency, publishedOn } = report;
  return {
    looked,
    found: [
      ...(copied ? await tellCopied(bucket, copied, report) : []),
      ...applyContextualRules(
        RULES,
        { receivedAt, year, figures, name: agency.name, publishedOn },
        { lastTexts },
      ),
    ],
  };
}

/** Undefined where no report of last year is in force, or no section is long enough. */
async function measureAgainstLastYear(
  bucket: CompareDeps['bucket'],
  { narrative, agency }: Report,
  { previous }: Surroundings,
): Promise<KeptRepetition | undefined> {
  const sha256 = previous?.inForce?.sha256;
  const bytes = sha256 === undefined ? undefined : await bucket.archived(sha256);
  const decoded = bytes && decodeReport(bytes);
  const last = decoded?.kind === 'read' ? decoded.report : undefined;
  if (sha256 === undefined || !last) return undefined;
  const { overview, problems } = measureRepetition(narrative, last.narrative, [
    agency.name,
    last.agency.name,
  ]);
  return overview === undefined && problems === undefined
    ? undefined
    : {
        of: sha256,
        ...(overview !== undefined && { overview }),
        ...(problems !== undefined && { problems }),
      };
}
