/**
 * Takes the texts of a submission away for good: out of the archive, the uploads with all of their versions, receipts,
 * history, the report in force and the index of narratives. Figures, hashes, who and when stay. Run again, it finishes
 * what was broken off, and changes nothing more.
 */
import type { ReportBucket } from '../adapters/bucket/report-bucket.ts';
import type { ReportTable } from '../adapters/table/report-table.ts';
import { parseDocumentKey } from '../contracts/bucket/object-keys.ts';
import type { Instant } from '../domain/basics/calendar.ts';
import type { Place } from '../domain/basics/place.ts';
import { traceLineage } from '../domain/basics/region.ts';
import { decodeReport } from '../domain/document/decode-report.ts';
import { redactDocument } from '../domain/document/redact-document.ts';
import { saysTheSame } from '../domain/document/same-document.ts';
import { chooseEdition, type Edition } from '../domain/form/catalogue.ts';
import { redactAgencyYear, redactFinding, redactSubmission } from '../domain/standing/redact-submission.ts';
import { isUnplaced, type Redaction, type Submission } from '../domain/standing/submission.ts';
import { takeFingerprint } from './filed-report.ts';
import { isSameItem, judged } from './judge-agency-year.ts';
import { retryRace } from './retry-race.ts';
import { readSurroundings, type SurroundingsTable } from './surroundings.ts';

interface RedactDeps {
  readonly table: SurroundingsTable &
    Pick<
      ReportTable,
      | 'filing'
      | 'submissions'
      | 'submissionsIn'
      | 'putSubmission'
      | 'putAgencyYear'
      | 'agencyYearsAt'
      | 'removeNarrative'
    >;
  readonly bucket: Pick<
    ReportBucket,
    'archivedAs' | 'archiveRedacted' | 'removeUpload' | 'receipt' | 'replaceReceipt' | 'putRedaction'
  >;
  readonly sha256: (bytes: Uint8Array) => string;
}

interface RedactionAsked {
  readonly key: string;
  readonly submissionId: string;
  readonly at: Instant;
  readonly by: string;
  readonly reason: string;
}

export interface Redacted {
  /** Every submission of the same document. */
  readonly submissions: readonly Pick<Submission, 'key' | 'submissionId' | 'sha256'>[];
  readonly uploads: number;
  readonly receipts: number;
  readonly place: Place | undefined;
  /** Addresses that caches in front of the site may still hold. */
  readonly addresses: readonly string[];
}

/** `undefined` where there is no such submission. */
export async function redact(deps: RedactDeps, asked: RedactionAsked): Promise<Redacted | undefined> {
  const { table, bucket } = deps;
  const place = parseDocumentKey(asked.key)?.place;
  const { submission } = await table.filing(asked.key, place, asked.submissionId);
  if (!submission) return undefined;
  const same = await findSame(table, submission, place);
  const edition = chooseEdition(place?.year ?? 2021);
  const redactions = await redactArchive(deps, same, asked);
  let uploads = 0;
  let receipts = 0;
  for (const one of same) {
    const redacted = one.sha256 === null ? undefined : redactions.get(one.sha256);
    if (!redacted) continue;
    uploads += await bucket.removeUpload(one.key, one.submissionId);
    if (await redactReceipt(bucket, one, edition)) receipts += 1;
    await table.putSubmission(redactSubmission(one, edition, one.redacted ?? redacted.redaction));
    if (place && redacted.fingerprint !== undefined)
      await table.removeNarrative({
        year: place.year,
        receivedAt: one.receivedAt,
        agencyId: place.agencyId,
        fingerprint: redacted.fingerprint,
      });
  }
  if (place) await redactInForce(table, place, [...redactions.keys()]);
  return {
    submissions: same.map(({ key, submissionId, sha256 }) => ({ key, submissionId, sha256 })),
    uploads,
    receipts,
    place,
    addresses: place ? listAddresses(place) : [],
  };
}

/** Those of the same bytes, or that say the same in other bytes. */
async function findSame(
  table: RedactDeps['table'],
  submission: Submission,
  place: Place | undefined,
): Promise<readonly Submission[]> {
  const filed = place && !isUnplaced(submission) ? await table.submissions(place, { consistent: true }) : [];
  const unplaced = await table.submissionsIn('unplaced');
  return [...filed, ...unplaced].filter((other) => saysTheSame(other, submission));
}

interface RedactedDocument {
  readonly redaction: Redaction;
  /** Under which the index knows its narrative. */
  readonly fingerprint: string | undefined;
}

async function redactArchive(
  { bucket, sha256: hash }: RedactDeps,
  same: readonly Submission[],
  { at, by, reason }: RedactionAsked,
): Promise<ReadonlyMap<string, RedactedDocument>> {
  const done = new Map<string, RedactedDocument>();
  for (const { sha256, accepted, stated } of same) {
    if (sha256 === null || done.has(sha256)) continue;
    const archived = await bucket.archivedAs(sha256);
    const original = archived.state === 'whole' ? archived.bytes : undefined;
    const left = original
      ? redactDocument(original)
      : 'bytes' in archived
        ? archived.bytes
        : new Uint8Array();
    const redaction = { at, by, reason, sha256: hash(left) };
    const decoded = original && decodeReport(original);
    const report = decoded?.kind === 'read' ? decoded.report : undefined;
    const fingerprint = (report && takeFingerprint(report)) ?? accepted?.narrative ?? stated?.narrative;
    // Written down before anything is taken away: it says who did it even where the rest is broken off.
    if (original)
      await bucket.putRedaction(sha256, {
        v: 1,
        sha256,
        redactedSha256: redaction.sha256,
        at,
        by,
        reason,
        submissions: same.map(({ key, submissionId }) => ({ key, submissionId })),
      });
    await bucket.archiveRedacted(sha256, left);
    done.set(sha256, { redaction, fingerprint });
  }
  return done;
}

async function redactReceipt(
  bucket: RedactDeps['bucket'],
  { key, submissionId }: Submission,
  edition: Edition,
): Promise<boolean> {
  const receipt = await bucket.receipt(key, submissionId);
  if (!receipt) return false;
  await bucket.replaceReceipt({
    ...receipt,
    findings: receipt.findings.map((finding) => redactFinding(finding, edition)),
  });
  return true;
}

async function redactInForce(
  table: RedactDeps['table'],
  place: Place,
  hashes: readonly string[],
): Promise<void> {
  await retryRace(`the redaction of ${place.agencyId} for ${place.year}`, async () => {
    const read = await table.agencyYearsAt([place, { ...place, year: place.year - 1 }]);
    const item = read(place);
    if (!item) return 'written';
    const surroundings = (await readSurroundings(table, [item], read))(item);
    const redacted = judged(hashes.reduce(redactAgencyYear, item), surroundings);
    if (isSameItem(item, redacted)) return 'written';
    return table.putAgencyYear({ ...redacted, revision: item.revision + 1 });
  });
}

/** Beneath each, in every language. */
const listAddresses = ({ agencyId, district, year }: Place): readonly string[] => [
  `/agencies/${agencyId}/years/${year}*`,
  `/api/v1/agencies/${agencyId}/years/${year}*`,
  ...traceLineage(district).flatMap((code) => [
    `/compliance/${code}/${year}*`,
    `/api/v1/compliance/${code}/${year}*`,
  ]),
];
