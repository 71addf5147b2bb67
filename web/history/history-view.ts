/** The history of an agency's year: every version that was filed, and what each changed. */
import type { Place } from '../../shared/domain/basics/place.ts';
import {
  findRectification,
  isTextWithheld,
  type Rectification,
} from '../../shared/domain/standing/acts/office-standing.ts';
import type { AgencyYear } from '../../shared/domain/standing/agency-year-record.ts';
import type { Submission } from '../../shared/domain/standing/submission.ts';
import type { Severity } from '../../shared/domain/findings/finding.ts';
import { countShownBySeverity } from '../../shared/domain/verdict/findings-shown.ts';
import { parseDocumentKey } from '../../shared/contracts/bucket/object-keys.ts';
import type { Receipt } from '../../shared/contracts/bucket/receipt.ts';
import type { Instant } from '../../shared/domain/basics/calendar.ts';
import { hashShort } from '../../shared/domain/basics/short-hash.ts';
import { findExplanation, stateOfWarning, type Warning } from '../../shared/domain/standing/explanations.ts';
import { diffReports, type FigureChange } from '../../shared/domain/document/report-diff.ts';
import type { Explanation } from '../../shared/domain/form/report.ts';
import { samenessBetween, saysTheSame } from '../../shared/domain/document/same-document.ts';
import type { Lane } from '../../shared/domain/standing/submission-order.ts';
import { listWarnings } from '../../shared/pipeline/judge-agency-year.ts';
import type { WebBucket, WebTable } from '../ports.ts';
import {
  tellPlace,
  readAgencyYearRecord,
  readSubmissionItem,
  type AgencyYearRecord,
} from '../agency/agency-view.ts';
import { readWhole } from '../agency/filed-versions.ts';
import type { ExplanationState, NoPair, Reading } from '../texts/history-kinds.ts';
import { versionReader, type ReadVersion } from './report-version.ts';
import {
  changedCells,
  choosePair,
  diffVersions,
  type AskedPair,
  type Sameness,
  type VersionDiff,
  type VersionPair,
} from './version-diff.ts';

export interface GivenExplanation extends Explanation {
  /** When a document gave it first. */
  readonly since: Instant;
  readonly state: ExplanationState;
  /** Given by an earlier version, and kept beside this one, which does not state it. */
  readonly isKept: boolean;
}

/** What a version changed against the one before it. */
export interface VersionChange {
  readonly before: Submission;
  readonly same: Sameness;
  /** `undefined` where one of the two has no figures that could be read. */
  readonly cells: readonly FigureChange[] | undefined;
  /** Cells that could not be read in one of the two. */
  readonly unread: number;
  /** Places of what else changed. */
  readonly others: readonly string[];
}

export interface HistoryEntry {
  readonly submission: Submission;
  readonly lane: Lane;
  readonly isInForce: boolean;
  /** The acceptable submission that was received first: it fixes lateness. */
  readonly isFirstAccepted: boolean;
  /** The office returned it. */
  readonly returned: Rectification | undefined;
  /** Accepted, while another version is in force that says something else. */
  readonly isSuperseded: boolean;
  /** How many findings there are. */
  readonly counts: Readonly<Record<Severity, number>>;
  readonly reading: Reading | undefined;
  readonly explanations: readonly GivenExplanation[];
  /** `undefined` for the first one. */
  readonly change: VersionChange | undefined;
}

export interface HistoryView extends AgencyYearRecord {
  /** Entries of the page shown, the newest first. */
  readonly entries: readonly HistoryEntry[];
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  /** What the reader asks to compare, or what is proposed; `undefined` where there are no two versions. */
  readonly pair: VersionPair | undefined;
  /** `undefined` where nothing is asked for. */
  readonly diff: VersionDiff | undefined;
}

interface Stores {
  readonly table: WebTable;
  readonly bucket: WebBucket;
}

/** Versions of a page; each is compared with the one before it. */
const PAGE_SIZE = 30;

/** `undefined`: no such agency. A missing version is told where it was asked for; else there is always an answer. */
export async function readHistory(
  stores: Stores,
  agencyId: string,
  year: number,
  now: Instant,
  asked: AskedPair & { readonly page: number },
): Promise<HistoryView | NoPair | undefined> {
  const record = await readAgencyYearRecord(stores, agencyId, year, now);
  if (!record) return undefined;
  const read = versionReader(stores.bucket, record.item?.acts);
  const { heads } = record.filed;
  const pages = Math.max(1, Math.ceil(heads.length / PAGE_SIZE));
  const page = Math.min(asked.page, pages);
  const shown = heads.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE + 1);
  const submissions = await readWhole(stores.table, tellPlace(record), record.filed, shown);
  const versions = await Promise.all(submissions.map(read));
  const chosen = await choosePair(heads, read, asked);
  const isAsked = asked.from !== undefined || asked.to !== undefined;
  if (isAsked && typeof chosen === 'string') return chosen;
  const pair = typeof chosen === 'string' ? undefined : chosen;
  const warnings = record.item ? listWarnings(record.item, record.surroundings) : [];
  return {
    ...record,
    page,
    pages,
    entries: submissions.slice(0, PAGE_SIZE).map((submission, i) => {
      const before = submissions[i + 1];
      return {
        ...entryOf(record, submission, versions[i], warnings),
        change: before && changeOf(versions[i], versions[i + 1], before),
      };
    }),
    pair,
    diff: isAsked && pair ? diffVersions(await read(pair.from), await read(pair.to)) : undefined,
  };
}

/** As `readHistory`, of the two versions alone; the newest two where none is asked for. */
export async function readVersionDiff(
  { table, bucket }: Stores,
  agencyId: string,
  year: number,
  asked: AskedPair,
): Promise<VersionDiff | NoPair | undefined> {
  const roster = await table.roster(agencyId);
  if (!roster) return undefined;
  const place = tellPlace({ roster, year });
  const [{ heads }, acts] = await Promise.all([table.filedSubmissions(place), readActs(table, place)]);
  const read = versionReader(bucket, acts);
  const pair = await choosePair(heads, read, asked);
  return typeof pair === 'string' ? pair : diffVersions(await read(pair.from), await read(pair.to));
}

/** What was decided when a version was received. */
export async function readReceipt(
  { table, bucket }: Stores,
  agencyId: string,
  year: number,
  submissionId: string,
): Promise<{ submission: Submission; receipt: Receipt | undefined; isKeptBack: boolean } | undefined> {
  const roster = await table.roster(agencyId);
  if (!roster) return undefined;
  const place = tellPlace({ roster, year });
  const [submission, acts] = await Promise.all([
    readSubmissionItem(table, place, submissionId),
    readActs(table, place),
  ]);
  if (!submission) return undefined;
  const receipt = await bucket.receipt(submission.key, submissionId);
  return { submission, receipt, isKeptBack: isTextWithheld(acts, submission) };
}

const readActs = async (table: WebTable, place: Place): Promise<AgencyYear['acts']> =>
  (await table.agencyYears(place, [place.year])).get(place.year)?.acts;

function entryOf(
  record: AgencyYearRecord,
  submission: Submission,
  version: ReadVersion | undefined,
  warnings: readonly Warning[],
): Omit<HistoryEntry, 'change'> {
  const { item, surroundings } = record;
  const isInForce = item?.inForce?.submissionId === submission.submissionId;
  const isAccepted = submission.outcome === 'accepted';
  const returned = findRectification(item?.acts, submission, record.filed.heads);
  return {
    submission,
    lane: parseDocumentKey(submission.key)?.lane ?? 'inbox',
    isInForce,
    isFirstAccepted: isAccepted && item?.firstAccepted?.order === submission.order,
    returned,
    isSuperseded: isAccepted && !returned && !(item?.inForce && saysTheSame(submission, item.inForce)),
    counts: countShownBySeverity(submission, item, surroundings),
    reading: version?.reading,
    explanations: [
      ...(version?.stated?.explanations ?? []).map((given) => ({
        ...given,
        ...standingOfExplanation(record, submission, given, warnings),
        isKept: false,
      })),
      ...(isInForce ? keptExplanations(record, version?.stated?.explanations ?? [], warnings) : []),
    ],
  };
}

function standingOfExplanation(
  { item }: AgencyYearRecord,
  { outcome, receivedAt }: Submission,
  { rule, path, text }: Explanation,
  warnings: readonly Warning[],
): Pick<GivenExplanation, 'since' | 'state'> {
  if (outcome === 'returned') return { since: receivedAt, state: 'returned' };
  const kept = item?.explanations ?? [];
  const words = hashShort(text);
  const own = kept.find((one) => one.rule === rule && one.path === path && one.words === words);
  const warning = warnings.find((other) => other.rule === rule && other.path === path);
  if (!own || !warning) return { since: own?.receivedAt ?? receivedAt, state: 'idle' };
  if (findExplanation(warning, kept) !== own) return { since: own.receivedAt, state: 'replaced' };
  return {
    since: own.receivedAt,
    state: stateOfWarning(warning, kept) === 'explained' ? 'holds' : 'lapsed',
  };
}

/** What earlier versions explained of the report in force, and it does not state itself. */
function keptExplanations(
  { explanations }: AgencyYearRecord,
  given: readonly Explanation[],
  warnings: readonly Warning[],
): GivenExplanation[] {
  return warnings.flatMap(({ rule, path }): GivenExplanation[] => {
    const shown = explanations({ rule, path });
    if (!shown || given.some((other) => other.rule === rule && other.path === path)) return [];
    const { text, receivedAt, holds } = shown;
    return receivedAt === undefined
      ? []
      : [{ rule, path, text, since: receivedAt, state: holds ? 'holds' : 'lapsed', isKept: true }];
  });
}

function changeOf(
  version: ReadVersion | undefined,
  earlier: ReadVersion | undefined,
  before: Submission,
): VersionChange | undefined {
  if (!version || !earlier) return undefined;
  const cells =
    earlier.figures && version.figures ? changedCells(earlier.figures, version.figures) : undefined;
  const reports = earlier.stated && version.stated && diffReports(earlier.stated, version.stated);
  return {
    before,
    same: samenessBetween(before, version.submission),
    cells: cells?.changed,
    unread: cells?.unread.length ?? 0,
    others: reports
      ? [
          ...[...reports.facts, ...reports.narrative].map(({ path }) => path),
          ...(reports.notes.length > 0 ? ['/notes'] : []),
          ...(reports.explanations.length > 0 ? ['/explanations'] : []),
        ]
      : [],
  };
}
