/**
 * Takes the texts of a document away for good: out of the archive, the uploads with all of their versions, receipts and their letters,
 * history, the reports in force and the index of narratives. Figures, hashes, who and when stay. The record of it comes
 * first: whatever is broken off is finished by it, by the same order again or a rebuild.
 */
import { sumReceived } from '../domain/standing/history-days.ts';
import pMap from 'p-map';
import type { ReportBucket } from '../adapters/bucket/report-bucket.ts';
import type { ReportTable } from '../adapters/table/report-table.ts';
import { makeArchiveKey, parseDocumentKey } from '../contracts/bucket/object-keys.ts';
import { nameReceiptLetter } from '../contracts/bucket/posted-mail.ts';
import { takeRedaction, type RedactionRecord } from '../contracts/bucket/redaction-record.ts';
import { tellChinaYear, type Instant } from '../domain/basics/calendar.ts';
import type { Place } from '../domain/basics/place.ts';
import { traceLineage } from '../domain/basics/region.ts';
import { decodeReport } from '../domain/document/decode-report.ts';
import { redactDocument } from '../domain/document/redact-document.ts';
import { saysTheSame } from '../domain/document/same-document.ts';
import { chooseEdition, FIRST_REPORT_YEAR, type Edition } from '../domain/form/catalogue.ts';
import { redactAgencyYear, redactSubmission } from '../domain/standing/redact-submission.ts';
import type { Redaction, Submission } from '../domain/standing/submission.ts';
import { PermanentError } from '../errors.ts';
import { takeFingerprint } from './filed-report.ts';
import { judged } from './judge-agency-year.ts';
import { listCopies } from './narrative-index.ts';
import { raiseRedactions, type RedactionHeadDeps } from './redaction-head.ts';
import { redactReceipt } from './redact-arrival.ts';
import { retryRace } from './retry-race.ts';
import { readSurroundings, type SurroundingsTable } from './surroundings.ts';

export interface RedactDeps {
  readonly table: SurroundingsTable &
    RedactionHeadDeps['table'] &
    Pick<
      ReportTable,
      | 'filing'
      | 'submissions'
      | 'regions'
      | 'submissionsIn'
      | 'putSubmission'
      | 'putAgencyYear'
      | 'narrativeHolders'
      | 'removeNarrative'
    >;
  readonly bucket: Pick<
    ReportBucket,
    | 'archivedAs'
    | 'archiveRedacted'
    | 'uploaded'
    | 'hasUpload'
    | 'removeUpload'
    | 'removePostedMail'
    | 'receipt'
    | 'replaceReceipt'
    | 'findRedaction'
    | 'putRedaction'
    | 'redactions'
    | 'redactedHashes'
  >;
  readonly sha256: (bytes: Uint8Array) => string;
}

/** Who asked for it, when and why. */
type Order = Pick<Redaction, 'at' | 'by' | 'reason'>;

interface RedactionAsked extends Order {
  readonly key: string;
  readonly submissionId: string;
}

export interface Redacted {
  /** Every submission of the same document, under whatever key. */
  readonly submissions: readonly Pick<Submission, 'key' | 'submissionId' | 'sha256'>[];
  readonly uploads: number;
  readonly receipts: number;
  readonly place: Place | undefined;
  /** Reports in force that copied the text, and may say the same. */
  readonly copies: readonly Place[];
  /** Addresses that caches in front of the site may still hold. */
  readonly addresses: readonly string[];
}

/** `undefined` where there is no such submission. */
export async function redact(deps: RedactDeps, asked: RedactionAsked): Promise<Redacted | undefined> {
  const place = parseDocumentKey(asked.key)?.place;
  const { submission } = await deps.table.filing(asked.key, place, asked.submissionId);
  if (!submission) return undefined;
  const isMeant = (other: Submission): boolean =>
    saysTheSame(other, submission) ||
    (other.key === submission.key && other.submissionId === submission.submissionId);
  const everywhere = listPartitions(await deps.table.regions({ onDamaged: ignore }), asked.at);
  const same = await findSubmissions(deps.table, everywhere, isMeant);
  const done = await takeAway(deps, same, asked);
  // One that was on its way asked for the record before it was written.
  const late = (await findSubmissions(deps.table, listTheirPartitions(same), isMeant)).filter(
    ({ redacted }) => !redacted,
  );
  return { place, ...done, ...(late.length > 0 && (await takeAway(deps, [...same, ...late], asked))) };
}

/** Finishes every redaction of which something is left. Answers the archive's keys of those. */
export async function finishRedactions(deps: RedactDeps, now: Instant): Promise<readonly string[]> {
  const records = await Array.fromAsync(deps.bucket.redactions());
  if (records.length === 0) return [];
  const everywhere = listPartitions(await deps.table.regions({ onDamaged: ignore }), now);
  const meant = await findSubmissions(deps.table, everywhere, (one) =>
    records.some((record) => saysTheSame(record, one)),
  );
  const finished: string[] = [];
  for (const record of records) {
    const same = meant.filter((one) => saysTheSame(record, one));
    if (await isFinished(deps.bucket, record, same)) continue;
    await takeAway(deps, same, record);
    finished.push(makeArchiveKey(record.sha256));
  }
  return finished;
}

async function isFinished(
  bucket: RedactDeps['bucket'],
  { sha256, kept }: RedactionRecord,
  same: readonly Submission[],
): Promise<boolean> {
  if (same.some(({ redacted }) => !redacted)) return false;
  const known = new Set(kept.map(nameSubmission));
  if (same.some((one) => one.sha256 === sha256 && !known.has(nameSubmission(one)))) return false;
  if (same.length > 0 && (await bucket.archivedAs(sha256)).state !== 'redacted') return false;
  const uploads = await pMap(same, ({ key, submissionId }) => bucket.hasUpload(key, submissionId));
  return !uploads.includes(true);
}

const CONCURRENCY = 16;

type Partition = Parameters<RedactDeps['table']['submissionsIn']>[0];
const UNPLACED: Partition = { unplacedBelow: '' };

/** Every district and year. */
function listPartitions(regions: readonly { readonly code: string }[], now: Instant): readonly Partition[] {
  const years = Array.from(
    { length: tellChinaYear(now) - FIRST_REPORT_YEAR + 1 },
    (_, i) => FIRST_REPORT_YEAR + i,
  );
  return [UNPLACED, ...regions.flatMap(({ code }) => years.map((year) => ({ district: code, year })))];
}

const listTheirPartitions = (submissions: readonly Submission[]): readonly Partition[] => [
  UNPLACED,
  ...new Map(
    submissions.flatMap(({ place }) =>
      place === 'unplaced' ? [] : [[`${place.district} ${place.year}`, place] as const],
    ),
  ).values(),
];

async function findSubmissions(
  table: RedactDeps['table'],
  partitions: readonly Partition[],
  isMeant: (submission: Submission) => boolean,
): Promise<readonly Submission[]> {
  const found = await pMap(
    partitions,
    async (where) => (await table.submissionsIn(where, { onDamaged: ignore })).filter(isMeant),
    { concurrency: CONCURRENCY },
  );
  return found.flat();
}

/** What can't be read is told by verification. */
const ignore = (): void => undefined;

/** `same`: submissions of one document, or of several that say the same. */
async function takeAway(
  deps: RedactDeps,
  same: readonly Submission[],
  order: Order,
): Promise<Omit<Redacted, 'place'>> {
  const { table, bucket, sha256: hash } = deps;
  const hashes = [...new Set(same.flatMap(({ sha256 }) => sha256 ?? []))];
  // All are read before anything is taken away: one that is lost stops it.
  const documents = new Map<string, RedactedDocument>();
  for (const sha256 of hashes)
    documents.set(
      sha256,
      await readDocument(
        deps,
        sha256,
        same.filter((one) => one.sha256 === sha256),
        order,
      ),
    );
  const copies = await findCopies(table, same, documents);
  await raiseRedactions(
    deps,
    [...documents.values()].map(({ record }) => record),
  );
  for (const { record, left } of documents.values()) {
    // Written down first: it says who did it, and what is to be done, even where the rest is broken off.
    await bucket.putRedaction(record);
    await bucket.archiveRedacted(record.sha256, left);
  }
  const { at, by, reason } = order;
  // Nothing is archived of an upload too large to be read.
  const unread = { at, by, reason, sha256: hash(new Uint8Array()) };
  let uploads = 0;
  let receipts = 0;
  for (const one of same) {
    const document = one.sha256 === null ? undefined : documents.get(one.sha256);
    const fingerprint = pickFingerprint(one, document);
    if (one.place !== 'unplaced' && fingerprint !== undefined)
      await table.removeNarrative({ ...one.place, receivedAt: one.receivedAt, fingerprint });
    if (await replaceReceipt(bucket, one)) receipts += 1;
    // It quotes what the receipt did; whoever it was sent to has it.
    if (one.place !== 'unplaced') await bucket.removePostedMail(nameReceiptLetter(one.place, one));
    uploads += await bucket.removeUpload(one.key, one.submissionId);
    // Last: one that says so is done.
    const redaction = document ? takeRedaction(document.record) : (one.redacted ?? unread);
    await table.putSubmission(redactSubmission(one, chooseItsEdition(one), redaction));
  }
  const places = distinct(same.flatMap(({ place }) => (place === 'unplaced' ? [] : [place])));
  // The year after shows this one's text beside its own.
  const shown = distinct(places.flatMap((place) => [place, { ...place, year: place.year + 1 }]));
  for (const place of shown) await renewAgencyYear(table, place, hashes);
  return {
    submissions: same.map(({ key, submissionId, sha256 }) => ({ key, submissionId, sha256 })),
    uploads,
    receipts,
    copies,
    addresses: [...new Set([...shown, ...copies].flatMap(listAddresses))],
  };
}

interface RedactedDocument {
  readonly record: RedactionRecord;
  /** What stands in the archive from now on. */
  readonly left: Uint8Array;
  /** Under which the index knows its narrative, where the original is still there to tell. */
  readonly fingerprint: string | undefined;
}

async function readDocument(
  { bucket, sha256: hash }: RedactDeps,
  sha256: string,
  same: readonly Submission[],
  order: Order,
): Promise<RedactedDocument> {
  const archived = await bucket.archivedAs(sha256);
  const original =
    archived.state === 'whole'
      ? archived.bytes
      : archived.state === 'redacted'
        ? undefined
        : await readUpload(bucket, hash, sha256, same);
  const left = archived.state === 'redacted' ? archived.bytes : original && redactDocument(original);
  if (!left)
    throw new PermanentError(
      `${makeArchiveKey(sha256)} 已${archived.state === 'missing' ? '缺失' : '损坏'},上传的原件也已不在,数字无从保留,未作任何删改:请先运行 gouji rebuild,或从备份恢复 / is ${archived.state}, and no upload has its bytes: its figures could not be kept, so nothing was taken away. Run gouji rebuild first, or restore it from a backup`,
    );
  const content = same.find((one) => one.content !== undefined)?.content;
  const known = await bucket.findRedaction({ sha256, content });
  const { at, by, reason } = known ?? order;
  const redaction = { at, by, reason, sha256: hash(left) };
  const own = known?.sha256 === sha256 ? known : undefined;
  const record = {
    sha256,
    redactedSha256: redaction.sha256,
    ...(content !== undefined && { content }),
    at,
    by,
    reason,
    submissions: join(
      own?.submissions,
      same.map(({ key, submissionId }) => ({ key, submissionId })),
    ),
    kept: join(
      own?.kept,
      same.map((one) => redactSubmission(one, chooseItsEdition(one), redaction)),
    ),
  };
  const decoded = original && decodeReport(original);
  const report = decoded?.kind === 'read' ? decoded.report : undefined;
  return { record, left, fingerprint: report && takeFingerprint(report) };
}

type SubmissionKey = Pick<Submission, 'key' | 'submissionId'>;

const nameSubmission = ({ key, submissionId }: SubmissionKey): string => `${key} ${submissionId}`;

/** The later ones hold. */
const join = <One extends SubmissionKey>(earlier: readonly One[] = [], later: readonly One[]): One[] => [
  ...new Map([...earlier, ...later].map((one) => [nameSubmission(one), one])).values(),
];

/** Its bytes, where one of its uploads still has them. */
async function readUpload(
  bucket: RedactDeps['bucket'],
  hash: RedactDeps['sha256'],
  sha256: string,
  same: readonly Submission[],
): Promise<Uint8Array | undefined> {
  for (const { key, submissionId } of same) {
    const bytes = (await bucket.uploaded(key, submissionId))?.bytes;
    if (bytes && hash(bytes) === sha256) return bytes;
  }
  return undefined;
}

const chooseItsEdition = ({ place }: Submission): Edition =>
  chooseEdition(place === 'unplaced' ? 2021 : place.year);

const pickFingerprint = (
  { accepted, stated }: Submission,
  document: RedactedDocument | undefined,
): string | undefined => document?.fingerprint ?? accepted?.narrative ?? stated?.narrative;

async function findCopies(
  table: RedactDeps['table'],
  same: readonly Submission[],
  documents: ReadonlyMap<string, RedactedDocument>,
): Promise<readonly Place[]> {
  const copies: Place[] = [];
  for (const one of same) {
    const { place, sha256 } = one;
    const fingerprint = pickFingerprint(one, documents.get(sha256 ?? ''));
    if (place !== 'unplaced' && fingerprint !== undefined)
      copies.push(...(await listCopies(table, { year: place.year, fingerprint }, [...documents.keys()])));
  }
  return distinct(copies);
}

async function replaceReceipt(bucket: RedactDeps['bucket'], submission: Submission): Promise<boolean> {
  const receipt = await bucket.receipt(submission.key, submission.submissionId);
  if (!receipt) return false;
  await bucket.replaceReceipt(redactReceipt(receipt, chooseItsEdition(submission)));
  return true;
}

/** Always as another revision: pages that were made of it are another version, whatever they quoted. */
async function renewAgencyYear(
  table: RedactDeps['table'],
  place: Place,
  hashes: readonly string[],
): Promise<void> {
  await retryRace(`the redaction of ${place.agencyId} for ${place.year}`, async () => {
    const read = await table.agencyYearsAt([place, { ...place, year: place.year - 1 }]);
    const item = read(place);
    if (!item) return 'written';
    const surroundings = (await readSurroundings(table, [item], read))(item);
    const renewed = judged(hashes.reduce(redactAgencyYear, item), surroundings);
    // What was told of earlier days had these texts.
    const received = item.received && sumReceived(await table.submissions(place, { consistent: true }));
    return table.putAgencyYear({ ...renewed, received, revision: item.revision + 1 });
  });
}

function distinct(places: readonly Place[]): Place[] {
  return [
    ...new Map(places.map((place) => [`${place.district} ${place.agencyId} ${place.year}`, place])).values(),
  ];
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
