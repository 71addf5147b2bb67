/**
 * One uploaded version becomes one submission: read, checked, archived, recorded once, answered with a receipt.
 * The same version again changes nothing; versions may come in any order.
 */
import {
  submissionKey,
  unplacedKey,
  MAX_STORED_FINDINGS,
  type AgencyYearItem,
  type InForce,
  type ItemKey,
  type Original,
  type RosterItem,
  type SubmissionItem,
} from '../contracts/items.ts';
import { toStoredFigures } from '../contracts/stored-figures.ts';
import { parseDocumentKey, type Place } from '../contracts/object-keys.ts';
import { storedTotal } from '../contracts/children.ts';
import { copiedFrom, yearBefore, type Surroundings } from '../contracts/findings-shown.ts';
import type { Receipt } from '../contracts/receipt.ts';
import type { ReportBucket, UploadedVersion } from '../adapters/report-bucket.ts';
import type { ReportTable } from '../adapters/report-table.ts';
import { deadlineFor, parseInstant, type Instant } from '../domain/calendar.ts';
import { arrangeFindings } from '../domain/arrange-findings.ts';
import { misplaced, type Misplacement } from '../domain/check-place.ts';
import { checkDocument, checkFiling, tooLarge, type Verdict } from '../domain/check-report.ts';
import { keepExplanations, warningOf, wordsOf, type KeptExplanation } from '../domain/explanations.ts';
import { CONTEXTUAL_RULES, type Finding } from '../domain/finding.ts';
import { fingerprintOf } from '../domain/narrative-fingerprint.ts';
import type { Report } from '../domain/report.ts';
import { applySubmission } from '../domain/standing.ts';
import { submissionOrder, type Lane } from '../domain/submission-order.ts';
import { UnavailableError } from '../errors.ts';
import { isSameItem, judged } from './judge-agency-year.ts';
import { findOriginal } from './narrative-index.ts';
import { tellCopied } from './tell-copied.ts';
import { readSurroundings, type SurroundingsTable } from './surroundings.ts';

export interface ReceiveDeps {
  readonly bucket: Pick<ReportBucket, 'uploaded' | 'archive' | 'archived' | 'putReceipt' | 'hasReceipt'>;
  readonly table: Pick<ReportTable, 'filing' | 'record' | 'narrativeHolders'> & SurroundingsTable;
  readonly sha256: (bytes: Uint8Array) => string;
  readonly now: () => Instant;
}

/** What an event, or the bucket's listing, says of an upload. */
export interface Upload {
  readonly key: string;
  readonly versionId: string | undefined;
  readonly sequencer: string;
}

export type Received =
  | { readonly kind: 'received'; readonly receipt: Receipt }
  /** The version was processed before. */
  | { readonly kind: 'repeated' }
  /** The version is no longer there. */
  | { readonly kind: 'gone' };

const NOTHING_AROUND: Surroundings = { previous: undefined, openers: [], total: undefined };
/** Lost races against other uploads for the same agency-year, before the queue is left to retry. */
const MAX_RACES = 8;

export async function receiveUpload(deps: ReceiveDeps, upload: Upload): Promise<Received> {
  const version = await deps.bucket.uploaded(upload.key, upload.versionId);
  if (!version) return { kind: 'gone' };
  // Without versions the sequencer tells one upload from the next.
  const submissionId = version.versionId ?? `seq-${upload.sequencer}`;
  const parsed = parseDocumentKey(upload.key);
  const lane = parsed?.lane ?? 'inbox';
  const received = receivedAtOf(lane, version);
  const sha256 = version.bytes && deps.sha256(version.bytes);
  const order = submissionOrder(lane, received.at, upload.sequencer);
  const filed = { submissionId, order, receivedAt: received.at };

  for (let race = 0; race < MAX_RACES; race++) {
    const known = await deps.table.filing(upload.key, parsed?.place, submissionId);
    if (known.submission) return repeat(deps, known.submission);
    const placed = placeOf(upload.key, parsed?.place, known.roster, known.current);
    const target =
      placed.kind === 'placed'
        ? submissionKey(placed.place, submissionId)
        : unplacedKey(upload.key, submissionId);
    const surroundings =
      placed.kind === 'placed'
        ? (await readSurroundings(deps.table, [placed.agencyYear], () => known.previous))(placed.agencyYear)
        : NOTHING_AROUND;
    const alone = check(version, received, placed, surroundings);
    const { original, finding } =
      placed.kind === 'placed' && alone.outcome === 'accepted' && alone.report
        ? await findCopied(deps, placed.place, received.at, alone.report, surroundings)
        : {};
    const verdict = finding ? withFinding(alone, finding) : alone;
    const receipt: Receipt = {
      v: 1,
      key: upload.key,
      submissionId,
      sha256: sha256 ?? null,
      sizeBytes: version.sizeBytes,
      receivedAt: received.at,
      processedAt: deps.now(),
      outcome: verdict.outcome,
      findings: [...verdict.findings],
    };
    if (version.bytes && sha256 !== undefined) await deps.bucket.archive(sha256, version.bytes);

    const changed =
      placed.kind === 'placed'
        ? nextAgencyYear(placed.agencyYear, filed, sha256, verdict, surroundings, original)
        : undefined;
    const explanationCount = verdict.report?.explanations.length ?? 0;
    switch (await deps.table.record(submissionItem(target, receipt, order, explanationCount), changed)) {
      case 'written':
        await deps.bucket.putReceipt(receipt);
        return { kind: 'received', receipt };
      // Someone else received it meanwhile, or wrote the agency-year: the next look tells which.
      case 'already-recorded':
      case 'outdated':
        continue;
    }
  }
  throw new UnavailableError(`${upload.key} lost ${MAX_RACES} races for its agency-year`);
}

/** Q3, and the other agency's report that has the same text. */
async function findCopied(
  { table, bucket }: Pick<ReceiveDeps, 'table' | 'bucket'>,
  place: Place,
  receivedAt: Instant,
  report: Report,
  surroundings: Surroundings,
): Promise<{ original?: Original | undefined; finding?: Finding }> {
  const narrative = narrativeOf(report);
  if (narrative === undefined) return {};
  const original = await findOriginal(table, { place, receivedAt, fingerprint: narrative });
  const copied = copiedFrom({ narrative, ...(original && { copiedFrom: original }) }, surroundings);
  return copied ? { original, finding: await tellCopied(bucket, copied, report) } : {};
}

/** Told by the name that the document states: the roster's may change without it. */
const narrativeOf = ({ narrative, agency }: Report): string | undefined =>
  fingerprintOf(narrative, [agency.name]);

const withFinding = (verdict: Verdict, finding: Finding): Verdict => ({
  ...verdict,
  findings: arrangeFindings(verdict.report?.edition ?? '2021', [...verdict.findings, finding], 0),
});

/** A receipt is written after its submission; a process killed in between is made up for here. */
async function repeat(
  { bucket }: { readonly bucket: Pick<ReportBucket, 'hasReceipt' | 'putReceipt'> },
  submission: SubmissionItem,
): Promise<Received> {
  const { key, submissionId } = submission;
  if (!(await bucket.hasReceipt(key, submissionId))) await bucket.putReceipt(receiptOf(submission));
  return { kind: 'repeated' };
}

/** The receipt once more, from what was recorded: it says what was decided then, whatever the roster says now. */
export function receiptOf(submission: SubmissionItem): Receipt {
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
  };
}

type Placed =
  | {
      readonly kind: 'placed';
      readonly place: Place;
      readonly agencyYear: AgencyYearItem;
      readonly roster: RosterItem;
    }
  | { readonly kind: 'misplaced'; readonly why: Misplacement };

function placeOf(
  key: string,
  place: Place | undefined,
  roster: RosterItem | undefined,
  agencyYear: AgencyYearItem | undefined,
): Placed {
  if (!place) return { kind: 'misplaced', why: { kind: 'key', key } };
  if (!roster) return { kind: 'misplaced', why: { kind: 'unknown-agency', place } };
  if (roster.district !== place.district)
    return { kind: 'misplaced', why: { kind: 'other-district', place, expected: roster.district } };
  if (!agencyYear?.obliged) return { kind: 'misplaced', why: { kind: 'year-not-obliged', place } };
  return { kind: 'placed', place, agencyYear, roster };
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
  placed: Placed,
  surroundings: Surroundings,
): Verdict {
  const why: Misplacement | undefined =
    placed.kind === 'misplaced'
      ? placed.why
      : received.badMetadata === undefined
        ? undefined
        : { kind: 'received-at', stated: received.badMetadata };
  if (placed.kind === 'misplaced' || why || !version.bytes) {
    const findings = [
      ...(why ? [misplaced(why)] : []),
      ...(version.bytes ? checkDocument(version.bytes, received.at).findings : [tooLarge(version.sizeBytes)]),
    ];
    return { outcome: 'returned', findings, report: undefined };
  }
  return checkFiling(version.bytes, {
    receivedAt: received.at,
    place: placed.place,
    roster: placed.roster,
    deadline: deadlineFor(placed.roster.kind, placed.place.year, placed.agencyYear.extension),
    ...yearBefore(surroundings),
    total: surroundings.total && storedTotal(surroundings.total),
    firstAcceptedAt: placed.agencyYear.firstAccepted?.receivedAt,
  });
}

/** What a submission comes to, once it is known who filed it. */
export interface FiledSubmission {
  readonly submissionId: string;
  readonly order: string;
  readonly receivedAt: Instant;
}

/** What the agency-year keeps of a report in force. */
export function reportInForce(
  { submissionId, order, receivedAt }: FiledSubmission,
  sha256: string,
  report: Report,
  findings: readonly Finding[],
): InForce {
  const { agency, figures, nil, publishedOn } = report;
  const narrative = narrativeOf(report);
  return {
    submissionId,
    order,
    receivedAt,
    sha256,
    nil,
    name: agency.name,
    figures: toStoredFigures(figures),
    ...(publishedOn !== undefined && { publishedOn }),
    ...(narrative !== undefined && { narrative }),
    warnings: findings
      .filter((finding) => finding.severity === 'warning' && isOwn(finding))
      .map((finding) => warningOf(finding, figures, { previous: undefined })),
    openWarnings: 0,
  };
}

/** The explanations that an acceptable document gives, each with what its warning read. */
export function explanationsGiven(
  { order, receivedAt }: FiledSubmission,
  sha256: string,
  { figures, explanations }: Report,
  findings: readonly Finding[],
  surroundings: Surroundings,
): KeptExplanation[] {
  const before = yearBefore(surroundings);
  return explanations.flatMap(({ rule, path, text }): KeptExplanation[] => {
    const given = { rule, path, words: wordsOf(text), sha256, since: order, receivedAt, order };
    const finding = findings.find((other) => other.rule === rule && other.path === path);
    // What a document is compared with may come later, and what both texts of a copy say is known to `judged`.
    if (rule === 'Q3' || (!finding && isContextual(rule))) return [given];
    return finding ? [{ ...given, basis: warningOf(finding, figures, before).basis }] : [];
  });
}

const CONTEXTUAL = new Set<string>(CONTEXTUAL_RULES);
const isContextual = (rule: string): boolean => CONTEXTUAL.has(rule);

/** The agency-year after a submission; `undefined` where the submission does not change it. */
function nextAgencyYear(
  item: AgencyYearItem,
  filed: FiledSubmission,
  sha256: string | undefined,
  { outcome, report, findings }: Verdict,
  surroundings: Surroundings,
  original: Original | undefined,
): AgencyYearItem | undefined {
  const accepted = outcome === 'accepted' && report && sha256 !== undefined ? { report, sha256 } : undefined;
  const standing = applySubmission(
    { inForce: item.inForce, latest: item.latest, firstAccepted: item.firstAccepted },
    { ...filed, errors: errorsIn(findings), rules: rulesIn(findings.filter(isOwn)) },
    accepted && {
      ...reportInForce(filed, accepted.sha256, accepted.report, findings),
      ...(original && { copiedFrom: original }),
    },
  );
  const explanations = keepExplanations(
    item.explanations ?? [],
    accepted ? explanationsGiven(filed, accepted.sha256, accepted.report, findings, surroundings) : [],
  );
  const fired = [...(item.rules?.fired ?? []), ...rulesIn(findings.filter(isOwn))];
  const after = judged(
    {
      ...item,
      ...standing,
      explanations: [...explanations],
      rules: { fired, open: [], explained: [] },
    },
    surroundings,
  );
  return isSameItem(item, after) ? undefined : { ...after, revision: item.revision + 1 };
}

/** Of the document itself, whatever it is compared with. */
const isOwn = ({ rule }: Finding): boolean => !CONTEXTUAL_RULES.has(rule);
const isError = ({ severity }: Finding): boolean => severity === 'error';
const errorsIn = (findings: readonly Finding[]): number => findings.filter(isError).length;
const rulesIn = (findings: readonly Finding[]): string[] =>
  [...new Set(findings.map(({ rule }) => rule))].sort();

function submissionItem(
  key: ItemKey,
  receipt: Receipt,
  order: string,
  explanationCount: number,
): SubmissionItem {
  const own = receipt.findings.filter(isOwn);
  return {
    ...key,
    ...receipt,
    order,
    findings: own.slice(0, MAX_STORED_FINDINGS),
    contextualFindings: receipt.findings.filter((finding) => !isOwn(finding)),
    findingCount: own.length,
    errorCount: errorsIn(receipt.findings),
    rules: rulesIn(own),
    explanationCount,
  };
}
