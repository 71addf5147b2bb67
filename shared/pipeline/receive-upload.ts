/**
 * One uploaded version becomes one submission: read, checked, archived, recorded once, answered with a receipt.
 * The same version again changes nothing; versions may come in any order.
 */
import { showActor } from '../domain/authority/shown-actor.ts';
import { readPlace } from '../domain/basics/place.ts';
import type { AgencyYear } from '../domain/standing/agency-year-record.ts';
import {
  MAX_STORED_FINDINGS,
  isUnplaced,
  type Redaction,
  type Submission,
  type SubmissionPlace,
} from '../domain/standing/submission.ts';
import { redactSubmission } from '../domain/standing/redact-submission.ts';
import type { RedactionRecord } from '../contracts/bucket/redaction-record.ts';
import { parseDocumentKey, type Place } from '../contracts/bucket/object-keys.ts';
import { yearBefore, type Surroundings } from '../domain/verdict/findings-shown.ts';
import type { Receipt } from '../contracts/bucket/receipt.ts';
import type { UploadedVersion } from '../adapters/bucket/read-upload.ts';
import type { ReportBucket } from '../adapters/bucket/report-bucket.ts';
import type { ReportTable } from '../adapters/table/report-table.ts';
import { parseInstant, type Instant } from '../domain/basics/calendar.ts';
import { deadlineFor } from '../domain/basics/deadlines.ts';
import { arrangeFindings } from '../domain/document/arrange-findings.ts';
import { misplaced, type Misplacement } from '../domain/rules/structure/s3-place-agrees.ts';
import {
  cannotBeRead,
  checkDocument,
  checkFiling,
  tooLarge,
  type FilingContext,
  type Verdict,
} from '../domain/verdict/check-report.ts';
import { withholdQuotes } from '../domain/verdict/withhold-quotes.ts';
import { chooseEdition } from '../domain/form/catalogue.ts';
import type { Finding, Outcome } from '../domain/findings/finding.ts';
import { applyContextualRules, RULES } from '../domain/rules/rule-book.ts';
import { notCompared } from '../domain/rules/not-compared.ts';
import type { Report } from '../domain/form/report.ts';
import type { PhraseEditions } from '../domain/narrative/phrase-list.ts';
import {
  canonicalText,
  sameAs,
  sameAsReturned,
  saysTheSame,
  type SameAs,
  type Saying,
} from '../domain/document/same-document.ts';
import { findUnchangedReturn } from '../domain/standing/acts/office-standing.ts';
import { submissionOrder, type Lane } from '../domain/standing/submission-order.ts';
import {
  keepReport,
  isOwn,
  keepSubmission,
  type LookedUp,
  nextAgencyYear,
  type FiledSubmission,
} from './filed-report.ts';
import { compareTexts, NOTHING_COMPARED } from './compare-texts.ts';
import { settleArrival } from './arrival.ts';
import { describeArrival } from './audit-arrival.ts';
import { identifyFiler, type Filer } from './identify-filer.ts';
import { lookUpStatedAgency } from './stated-agency.ts';
import { archiveWithoutTexts, redactReceipt } from './redact-arrival.ts';
import { findRedaction, isFresh, type RedactionHeadDeps } from './redaction-head.ts';
import { orderReceiptLetter } from './order-receipt-letter.ts';
import { placeUpload, type PlacedUpload } from './place-upload.ts';
import { retryRace } from './retry-race.ts';
import { findSharedMove } from './shared-move.ts';
import { chooseStandingReceipt, isNewlyArrived, giveReceipt, readSaidReceipt } from './standing-receipt.ts';
import { readSurroundings, type SurroundingsTable } from './surroundings.ts';

export interface ReceiveDeps {
  readonly bucket: Pick<
    ReportBucket,
    | 'uploaded'
    | 'archive'
    | 'archived'
    | 'putReceipt'
    | 'putNewReceipt'
    | 'hasReceipt'
    | 'receipt'
    | 'findRedaction'
    | 'archiveWithoutTexts'
    | 'putRedaction'
    | 'redactedHashes'
    | 'orderReceiptLetter'
  >;
  readonly table: Pick<
    ReportTable,
    | 'filing'
    | 'record'
    | 'narrativeHolders'
    | 'names'
    | 'submissions'
    | 'submissionsAt'
    | 'hasRoster'
    | 'children'
    | 'commonPhrases'
    | 'wrongPhrases'
    | 'ticket'
    | 'useTicket'
    | 'uploadSession'
  > &
    RedactionHeadDeps['table'] &
    SurroundingsTable;
  readonly sha256: (bytes: Uint8Array) => string;
  readonly now: () => Instant;
}

/** What an event, or the bucket's listing, says of an upload. */
export interface Upload {
  readonly key: string;
  readonly versionId: string | undefined;
  readonly sequencer: string;
  /** Whose credentials it came with, where an event tells. */
  readonly principalId?: string | undefined;
  /** When the store had all of it, where an event tells. */
  readonly completedAt?: Instant | undefined;
  /** How often its event was delivered, this time included, where one tells. */
  readonly deliveries?: number | undefined;
}

export type Received =
  | { readonly kind: 'received'; readonly receipt: Receipt; readonly order: string }
  /** The version was processed before, and has the place that it was given then. */
  | { readonly kind: 'repeated'; readonly order: string }
  /** The version is no longer there. */
  | { readonly kind: 'gone' }
  /** No roster is loaded, so nobody can be told from another: reconciliation receives it once one is. */
  | { readonly kind: 'waiting' };

const NOTHING_AROUND: Surroundings = { previous: undefined, openers: [], total: undefined };

export async function receiveUpload(deps: ReceiveDeps, upload: Upload): Promise<Received> {
  const stored = await deps.bucket.uploaded(upload.key, upload.versionId);
  if (!stored) return { kind: 'gone' };
  // Without versions the sequencer tells one upload from the next.
  const submissionId = stored.versionId ?? `seq-${upload.sequencer}`;
  const arrivedAt = await settleArrival(stored, upload.completedAt, {
    byReceipt: async () =>
      (await readSaidReceipt(deps.bucket, { key: upload.key, submissionId }))?.receivedAt,
    now: deps.now,
  });
  const version = { ...stored, lastModified: arrivedAt };
  const parsed = parseDocumentKey(upload.key);
  const lane = parsed?.lane ?? 'inbox';
  const received = receivedAtOf(lane, version);
  const sha256 = version.bytes && deps.sha256(version.bytes);
  const order = submissionOrder(lane, received.at, upload.sequencer);
  const filed = { submissionId, order, receivedAt: received.at };

  let identified: Promise<Filer> | undefined;
  const { principalId } = upload;
  const arrived = { version, submissionId, place: parsed?.place, sha256, principalId };

  // Other uploads may be for the same agency-year.
  return retryRace<Received>(`the agency-year of ${upload.key}`, async () => {
    const askedAt = deps.now();
    const known = await deps.table.filing(upload.key, parsed?.place, submissionId, { withHeads: true });
    const placed = placeUpload(upload.key, parsed?.place, known.roster, known.current);
    // What could not be placed is taken up again once the roster knows it.
    if (known.submission && !(isUnplaced(known.submission) && placed.kind === 'placed'))
      return repeat(deps, known.submission);
    if (placed.kind === 'misplaced' && !(await deps.table.hasRoster())) return { kind: 'waiting' };
    const place = placed.kind === 'placed' ? placed.place : 'unplaced';
    const surroundings =
      placed.kind === 'placed'
        ? (await readSurroundings(deps.table, [placed.agencyYear], () => known.previous))(placed.agencyYear)
        : NOTHING_AROUND;
    const { by, misfit } = await (identified ??= identifyFiler(deps, arrived));
    const { verdict, looked } = await judgeUpload(deps, version, received, placed, {
      ...surroundings,
      wrongPhrases: (await deps.table.wrongPhrases(received.at, known.heads.wrongPhrases))?.entries,
      commonEditions: known.heads.commonPhrases,
      misfit,
    });
    const saying = { sha256: sha256 ?? null, content: contentHash(deps, verdict) };
    const same =
      placed.kind === 'placed'
        ? await findSame(deps.table, placed.agencyYear, {
            ...saying,
            outcome: verdict.outcome,
            at: received.at,
          })
        : undefined;
    const decided: Receipt = {
      v: 1,
      key: upload.key,
      submissionId,
      sha256: saying.sha256,
      sizeBytes: version.sizeBytes,
      receivedAt: received.at,
      processedAt: deps.now(),
      outcome: verdict.outcome,
      findings: [...verdict.findings],
      ...(same && { sameAs: same }),
      ...(by && { by: showActor(by) }),
      ...notComparedIn(verdict.findings.map(({ rule }) => rule)),
    };
    // One that could not be placed before has been told so.
    const isNew = !known.submission && isNewlyArrived(upload, arrivedAt, deps.now());
    const [record, said] = await Promise.all([
      findRedaction(deps.bucket, isFresh(askedAt, deps.now()) ? known.heads.redactions : undefined, saying),
      isNew ? undefined : readSaidReceipt(deps.bucket, decided),
    ]);
    const edition = chooseEdition(place === 'unplaced' ? 2021 : place.year);
    const standing = chooseStandingReceipt(said, record ? redactReceipt(decided, edition) : decided);
    const { receipt } = standing;
    const redaction = await archiveVersion(deps, version, saying, record);
    const whole: Submission = {
      ...submissionOf(
        place,
        filed,
        redaction ? { ...receipt, findings: decided.findings } : receipt,
        verdict,
        surroundings,
        looked,
      ),
      ...(saying.content !== undefined && { content: saying.content }),
      ...(by && { by }),
    };
    const submission = redaction ? redactSubmission(whole, edition, redaction) : whole;
    const changed =
      placed.kind === 'placed'
        ? await nextAgencyYear(placed.agencyYear, submission, surroundings, () =>
            deps.table.submissions(placed.place, { consistent: true }),
          )
        : undefined;
    const entry = describeArrival(deps.sha256, submission, stored);
    switch (await deps.table.record(submission, changed, entry)) {
      case 'written': {
        const [given] = await Promise.all([
          giveReceipt(deps.bucket, standing, { isNew }),
          orderReceiptLetter(deps.bucket, submission),
        ]);
        return { kind: 'received', receipt: given, order };
      }
      // Someone else received it meanwhile, or wrote the agency-year: the next look tells which.
      case 'already-recorded':
      case 'outdated':
        return 'outdated';
    }
  });
}

/** `record`: of the redaction of what says the same; its texts are kept out of the archive. */
async function archiveVersion(
  deps: ReceiveDeps,
  { bytes }: UploadedVersion,
  { sha256 }: Saying,
  record: RedactionRecord | undefined,
): Promise<Redaction | undefined> {
  if (!bytes || sha256 === null) return undefined;
  if (record) return archiveWithoutTexts(deps, sha256, bytes, record);
  await deps.bucket.archive(sha256, bytes);
  return undefined;
}

/** Whether a version that could not be placed when it came has its place by now. */
export async function isPlaceableNow(
  table: Pick<ReportTable, 'filing'>,
  { key, submissionId }: Pick<Submission, 'key' | 'submissionId'>,
): Promise<boolean> {
  const place = parseDocumentKey(key)?.place;
  if (!place) return false;
  const { roster, current } = await table.filing(key, place, submissionId);
  return placeUpload(key, place, roster, current).kind === 'placed';
}

/** What else a version is judged by. */
interface Around
  extends Surroundings, Pick<FilingContext, 'wrongPhrases' | 'sharedMove'>, Pick<Filer, 'misfit'> {
  readonly commonEditions: PhraseEditions | undefined;
}

/** The verdict on a version, beside what others have filed. */
async function judgeUpload(
  deps: ReceiveDeps,
  version: UploadedVersion,
  received: ReceivedAt,
  placed: PlacedUpload,
  around: Around,
): Promise<{ readonly verdict: Verdict; readonly looked: LookedUp }> {
  const alone = check(version, received, placed, around);
  const { report } = alone;
  if (placed.kind !== 'placed' || !report || !isOf(report, placed.place))
    return { verdict: alone, looked: NOTHING_COMPARED.looked };
  const sharedMove = await findSharedMove(deps.table, placed.place, report);
  const verdict = sharedMove ? check(version, received, placed, { ...around, sharedMove }) : alone;
  const { looked, found } = await lookAround(deps, placed, received.at, report, around);
  return {
    verdict: found.length > 0 ? withFindings(verdict, found) : verdict,
    looked: { ...looked, ...(sharedMove && { sharedMove }) },
  };
}

/** What other agencies have to do with a report: with its texts, and with whom it names. */
async function lookAround(
  deps: ReceiveDeps,
  { place, roster, agencyYear }: Extract<PlacedUpload, { kind: 'placed' }>,
  receivedAt: Instant,
  report: Report,
  { commonEditions, ...surroundings }: Pick<Around, 'commonEditions'> & Surroundings,
): ReturnType<typeof compareTexts> {
  const compared = await compareTexts(
    deps,
    { place, receivedAt, report, inForce: agencyYear.inForce, commonEditions },
    surroundings,
  );
  const statedAgency = await lookUpStatedAgency(deps.table, place, roster, report);
  if (!statedAgency) return compared;
  const { year, figures, agency, publishedOn } = report;
  const told = { receivedAt, year, figures, name: agency.name, publishedOn };
  return {
    looked: { ...compared.looked, statedAgency },
    found: [...compared.found, ...applyContextualRules(RULES, told, { statedAgency })],
  };
}

function contentHash({ sha256 }: Pick<ReceiveDeps, 'sha256'>, { report }: Verdict): string | undefined {
  return report && sha256(new TextEncoder().encode(canonicalText(report)));
}

/**
 * What says the same already: where the document is acceptable, what the office had returned, or the report in force; else
 * what was returned last.
 */
async function findSame(
  table: Pick<ReportTable, 'submissionsAt'>,
  agencyYear: AgencyYear,
  { outcome, at, ...saying }: Saying & { readonly outcome: Outcome; readonly at: Instant },
): Promise<SameAs | undefined> {
  const { acts, inForce, latest } = agencyYear;
  const unchanged = outcome === 'accepted' ? findUnchangedReturn(acts, saying) : undefined;
  if (unchanged && at > unchanged.at) {
    const { submissionId } = unchanged;
    const name = { place: readPlace(agencyYear), submissionId };
    const named = (await table.submissionsAt([name]))(name);
    return sameAsReturned(named ?? { submissionId, receivedAt: unchanged.at }, unchanged);
  }
  if (outcome === 'accepted')
    return inForce && saysTheSame(saying, inForce) ? sameAs(inForce, outcome) : undefined;
  if (latest?.outcome !== 'returned') return undefined;
  const name = { place: readPlace(agencyYear), submissionId: latest.submissionId };
  const returned = (await table.submissionsAt([name]))(name);
  return returned && saysTheSame(saying, returned) ? sameAs(returned, outcome) : undefined;
}

function withFindings(verdict: Verdict, found: readonly Finding[]): Verdict {
  const edition = verdict.report?.edition ?? '2021';
  const told = withholdQuotes([...verdict.findings, ...found], edition);
  return { ...verdict, findings: arrangeFindings(edition, told, 0) };
}

/** Receipt and letter are written after their submission; a process killed in between is made up for here. */
async function repeat({ bucket }: Pick<ReceiveDeps, 'bucket'>, submission: Submission): Promise<Received> {
  const { key, submissionId } = submission;
  if (!(await bucket.hasReceipt(key, submissionId))) await bucket.putReceipt(repeatReceipt(submission));
  await orderReceiptLetter(bucket, submission);
  return { kind: 'repeated', order: submission.order };
}

/** The receipt once more, from what was recorded: it says what was decided then, whatever the roster says now. */
function repeatReceipt(submission: Submission): Receipt {
  const { key, submissionId, sha256, sizeBytes, receivedAt, processedAt, outcome } = submission;
  return {
    v: 1,
    key,
    submissionId,
    sha256,
    sizeBytes,
    receivedAt,
    processedAt,
    outcome,
    findings: [...submission.findings, ...submission.contextualFindings],
    ...(submission.sameAs && { sameAs: submission.sameAs }),
    ...(submission.by && { by: showActor(submission.by) }),
    ...notComparedIn(submission.rules),
  };
}

function notComparedIn(rules: readonly string[]): Pick<Receipt, 'notCompared'> {
  const text = notCompared(rules);
  return text ? { notCompared: text } : {};
}

interface ReceivedAt {
  readonly at: Instant;
  /** A backfilled report whose metadata does not say when it was received, or says a time to come. */
  readonly badMetadata?: string;
}

function receivedAtOf(lane: Lane, { receivedAtMetadata, lastModified }: UploadedVersion): ReceivedAt {
  if (lane === 'inbox') return { at: lastModified };
  const stated = parseInstant(receivedAtMetadata ?? '');
  return stated !== undefined && stated <= lastModified
    ? { at: stated }
    : { at: lastModified, badMetadata: receivedAtMetadata ?? '' };
}

function check(
  version: UploadedVersion,
  received: ReceivedAt,
  placed: PlacedUpload,
  { wrongPhrases, sharedMove, misfit, commonEditions: _editions, ...surroundings }: Around,
): Verdict {
  const why: Misplacement | undefined =
    placed.kind === 'misplaced'
      ? placed.why
      : misfit !== undefined
        ? { kind: 'ticket', misfit }
        : received.badMetadata === undefined
          ? undefined
          : { kind: 'received-at', stated: received.badMetadata };
  if (placed.kind === 'misplaced' || why || !version.bytes) {
    const findings = [
      ...(why ? [misplaced(why)] : []),
      ...(version.bytes ? checkDocument(version.bytes, received.at).findings : [tellUnread(version)]),
    ];
    return { outcome: 'returned', findings, report: undefined };
  }
  return checkFiling(version.bytes, {
    receivedAt: received.at,
    place: placed.place,
    roster: placed.roster,
    deadline: deadlineFor(placed.roster, placed.place.year, placed.agencyYear.extension),
    ...yearBefore(surroundings),
    total: surroundings.total && surroundings.total,
    wrongPhrases,
    firstAcceptedAt: placed.agencyYear.firstAccepted?.receivedAt,
    sharedMove,
  });
}

const tellUnread = ({ withheld, sizeBytes }: UploadedVersion): Finding =>
  withheld === undefined ? tooLarge(sizeBytes) : cannotBeRead(withheld);

/** A report of another year, or in another year's form, is compared with nothing. */
const isOf = ({ year, edition }: Report, place: Place): boolean =>
  year === place.year && edition === chooseEdition(place.year);

function statedIn(report: Report, { key, findings }: Receipt, looked: LookedUp): Pick<Submission, 'stated'> {
  const place = parseDocumentKey(key)?.place;
  if (!place || !isOf(report, place)) return {};
  return { stated: { ...keepReport(report, findings), ...looked } };
}

const isError = ({ severity }: Finding): boolean => severity === 'error';

function submissionOf(
  place: SubmissionPlace,
  filed: FiledSubmission,
  receipt: Receipt,
  { report, outcome }: Verdict,
  surroundings: Surroundings,
  looked: LookedUp,
): Submission {
  // Only the receipt keeps what earlier ones said, and says of who filed no more than a name; what was not compared is
  // told anew from the rules.
  const { v: _v, earlier: _earlier, notCompared: _notCompared, by: _by, ...described } = receipt;
  const { findings, sha256 } = described;
  const own = findings.filter(isOwn);
  return {
    ...described,
    place,
    order: filed.order,
    findings: own.slice(0, MAX_STORED_FINDINGS),
    contextualFindings: findings.filter((finding) => !isOwn(finding)),
    findingCount: own.length,
    errorCount: findings.filter(isError).length,
    rules: [...new Set(own.flatMap(({ rule, severity }) => (severity === 'info' ? [] : [rule])))].sort(),
    explanationCount: report?.explanations.length ?? 0,
    ...(report &&
      sha256 !== null &&
      (outcome === 'accepted'
        ? keepSubmission(filed, sha256, report, findings, surroundings, looked)
        : statedIn(report, receipt, looked))),
  };
}
