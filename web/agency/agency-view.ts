/** An agency's year, one of its submissions, and its years at a glance. */
import type { RosterRecord } from '../../shared/domain/roster/roster-entry.ts';
import type { AgencyYear } from '../../shared/domain/standing/agency-year-record.ts';
import {
  findRectification,
  hasReturns,
  isTextWithheld,
  type Rectification,
} from '../../shared/domain/standing/acts/office-standing.ts';
import type {
  FiledSubmissions,
  Submission,
  SubmissionHead,
} from '../../shared/domain/standing/submission.ts';
import { MAX_PAGE } from '../../shared/contracts/api/api-parameters.ts';
import type { Place } from '../../shared/contracts/bucket/object-keys.ts';
import {
  copiedFrom,
  listLaterFindings,
  findRepetition,
  listShownFindings,
  type Surroundings,
} from '../../shared/domain/verdict/findings-shown.ts';
import type { Instant } from '../../shared/domain/basics/calendar.ts';
import { measureRepetition, type Repetition } from '../../shared/domain/narrative/repetition.ts';
import { decodeShown } from '../../shared/domain/document/redact-document.ts';
import type { Figures } from '../../shared/domain/form/figures.ts';
import type { Finding } from '../../shared/domain/findings/finding.ts';
import { traceLineage } from '../../shared/domain/basics/region.ts';
import { countLacking } from '../../shared/domain/rules/filing/c1-equals-region-total.ts';
import { isContextual } from '../../shared/domain/rules/rule-book.ts';
import type { Report } from '../../shared/domain/form/report.ts';
import { redactFindings } from '../../shared/domain/standing/redact-submission.ts';
import { withholdQuotes } from '../../shared/domain/verdict/withhold-quotes.ts';
import { tellCopied } from '../../shared/pipeline/tell-copied.ts';
import { readExplanations, type ShownExplanations } from '../../shared/pipeline/explanations-shown.ts';
import { readSurroundings } from '../../shared/pipeline/surroundings.ts';
import type { WebBucket, WebTable } from '../ports.ts';
import { makeAgencyRow, type AgencyRow } from '../region/child-rows.ts';
import { describeStanding } from '../site/agency-standing.ts';
import type { AgencyStanding } from '../site/agency-standing.ts';
import { readUpTo, readWhole } from './filed-versions.ts';
import { figuresRead } from '../form/figures-read.ts';
import type { LastYear } from '../form/last-year.ts';
import { MAX_LIST_BYTES, pageOfList, type PageAsked } from '../http/page-of-list.ts';
import { nameLineage, type NamedRegion } from '../site/named-region.ts';
import { reportYears } from '../region/region-view.ts';
import { withExplanation, type ShownFinding } from '../form/shown-finding.ts';

export interface AgencyFacts {
  readonly roster: RosterRecord;
  /** From the nation down to the agency's own region. */
  readonly lineage: readonly NamedRegion[];
  /** What its predecessors and successors are called, by id. */
  readonly relatives: ReadonlyMap<string, string>;
}

export interface AgencyYears extends AgencyFacts {
  /** The newest first; `undefined` where the roster has no such year. */
  readonly years: readonly { readonly year: number; readonly row: AgencyRow | undefined }[];
}

/** For a consolidated report: how many agencies the total lacks; it is compared where it lacks none. */
interface Comparison {
  readonly lacking: number;
  readonly expected: number;
}

/** One version of a report, as far as it could be read. */
type Withheld = 'private-data' | 'redacted' | 'office';

export interface ShownDocument {
  readonly submission: Submission;
  /** NaN in a cell that could not be read; `undefined` where none could. */
  readonly figures: Figures | undefined;
  readonly report: Report | undefined;
  /** False where the document was too large to be kept. */
  readonly archived: boolean;
  /** Why its texts are not shown, where they are not. */
  readonly withheld: Withheld | undefined;
  readonly findings: readonly ShownFinding[];
  /** What rules say of it that came later: for information. */
  readonly later: readonly Finding[];
  /** Figures of the report of the year before that is in force. */
  readonly lastYear: LastYear | undefined;
  /** How much of its text stood in last year's report, where that was measured as it came or is asked for now. */
  readonly repetition: Repetition | undefined;
  /** The texts of that report, where they are asked for. */
  readonly lastTexts: ShownTexts | undefined;
}

/** What the sections said, and whose they are. */
interface ShownTexts {
  readonly year: number;
  readonly narrative: Report['narrative'];
  readonly name: string;
}

/** What the table holds of an agency's year. */
export interface AgencyYearRecord extends AgencyFacts {
  readonly year: number;
  /** Years that the table holds. */
  readonly years: readonly number[];
  readonly standing: AgencyStanding;
  readonly item: AgencyYear | undefined;
  readonly surroundings: Surroundings;
  /** Explanations of the report in force. */
  readonly explanations: ShownExplanations;
  /** Q3 of the report in force with the passage that it has from another. */
  readonly copied: readonly Finding[];
  /** `undefined` for any other than a consolidated report. */
  readonly comparison: Comparison | undefined;
  readonly filed: FiledSubmissions;
}

/** With a part of its submissions. */
export interface AgencyYearPart extends AgencyYearRecord {
  /** The newest first. */
  readonly submissions: readonly Submission[];
  readonly asked: PageAsked | undefined;
}

export interface AgencyYearView extends AgencyYearRecord {
  /** The newest, in that order; more are in the history. */
  readonly submissions: readonly Submission[];
  /** The report in force, or the newest submission where none ever was; `undefined` where nothing came. */
  readonly shown: ShownDocument | undefined;
}

export interface SubmissionView extends AgencyFacts {
  readonly year: number;
  readonly inForce: boolean;
  /** The office returned it. */
  readonly returned: Rectification | undefined;
  /** What came after it: the version in force or, where that is older, the newest one. */
  readonly followedBy: { readonly receivedAt: Instant; readonly inForce: boolean } | undefined;
  readonly shown: ShownDocument;
}

/** On an agency's page. */
const MAX_LISTED = 10;

interface Stores {
  readonly table: WebTable;
  readonly bucket: WebBucket;
}

export async function readAgencyYears(
  table: WebTable,
  agencyId: string,
  now: Instant,
): Promise<AgencyYears | undefined> {
  const roster = await table.roster(agencyId);
  if (!roster) return undefined;
  const years = reportYears(now);
  const [items, lineage, relatives] = await Promise.all([
    agencyItems(table, roster, years),
    readLineage(table, roster.district),
    nameRelatives(table, roster),
  ]);
  const shown = years.map((year) => {
    const item = items.get(year);
    return { year, row: item && makeAgencyRow(item, now) };
  });
  return { roster, lineage, relatives, years: shown.reverse() };
}

export async function readAgencyYearRecord(
  { table, bucket }: Stores,
  agencyId: string,
  year: number,
  now: Instant,
): Promise<AgencyYearRecord | undefined> {
  const roster = await table.roster(agencyId);
  if (!roster) return undefined;
  const years = reportYears(now);
  const [items, lineage, relatives, filed] = await Promise.all([
    agencyItems(table, roster, years),
    readLineage(table, roster.district),
    nameRelatives(table, roster),
    table.filedSubmissions({ district: roster.district, agencyId, year }),
  ]);
  const item = items.get(year);
  const surroundings = await surroundingsIn(table, items, year);
  return {
    roster,
    lineage,
    relatives,
    year,
    years: years.filter((y) => items.has(y)),
    standing: item ? describeStanding(item, now) : notObliged(roster, year, now),
    item,
    surroundings,
    explanations: await readExplanations(bucket, item, surroundings),
    copied: await readCopied(bucket, item, surroundings),
    comparison: roster.kind === 'consolidated' ? comparisonOf(surroundings) : undefined,
    filed,
  };
}

/** Hardly an agency has any. */
export async function nameRelatives(
  table: WebTable,
  { predecessors, successors = [] }: RosterRecord,
): Promise<ReadonlyMap<string, string>> {
  const ids = [...predecessors, ...successors];
  const found = await Promise.all(ids.map((id) => table.roster(id)));
  return new Map(found.flatMap((one) => (one ? [[one.id, one.name]] : [])));
}

async function surroundingsIn(
  table: WebTable,
  items: ReadonlyMap<number, AgencyYear>,
  year: number,
): Promise<Surroundings> {
  const item = items.get(year);
  if (!item) return { previous: items.get(year - 1), openers: [], total: undefined };
  return (await readSurroundings(table, [item], (place) => items.get(place.year)))(item);
}

async function readCopied(
  bucket: WebBucket,
  item: AgencyYear | undefined,
  surroundings: Surroundings,
): Promise<readonly Finding[]> {
  const inForce = item?.inForce;
  const copied = inForce && copiedFrom(inForce, surroundings);
  const bytes = copied && (await bucket.archived(inForce.sha256));
  const decoded = bytes && decodeShown(bytes, isTextWithheld(item.acts, inForce));
  if (!copied || decoded?.kind !== 'read' || !decoded.report) return [];
  return tellCopied(bucket, copied, decoded.report);
}

/** Findings of the report in force, with the passage where there is one. */
export const withPassage = (findings: readonly Finding[], copied: readonly Finding[]): readonly Finding[] =>
  findings.map((finding) => copied.find(({ rule }) => rule === finding.rule) ?? finding);

function comparisonOf({ total }: Surroundings): Comparison {
  if (!total) return { lacking: 0, expected: 0 };
  return { lacking: countLacking(total), expected: total.reports.expected };
}

export async function readAgencyYear(
  { table, bucket }: Stores,
  agencyId: string,
  year: number,
  now: Instant,
  withLastTexts = false,
): Promise<AgencyYearView | undefined> {
  const record = await readAgencyYearRecord({ table, bucket }, agencyId, year, now);
  if (!record) return undefined;
  const { item, filed } = record;
  const shownId = item?.inForce?.submissionId ?? item?.latest?.submissionId;
  const newest = filed.heads.slice(0, MAX_LISTED);
  const shownHead = filed.heads.find(({ submissionId }) => submissionId === shownId);
  const read = await readWhole(table, tellPlace(record), filed, [
    ...newest,
    ...(shownHead ? [shownHead] : []),
  ]);
  const submission = read.find(({ submissionId }) => submissionId === shownId);
  return {
    ...record,
    submissions: read.slice(0, newest.length),
    shown: submission && (await readDocument(bucket, submission, record, withLastTexts)),
  };
}

/** The submissions asked for, as many as an answer may hold; the newest, where nothing is asked for. */
export async function readAgencyYearPart(
  stores: Stores,
  agencyId: string,
  year: number,
  now: Instant,
  asked: PageAsked | undefined,
): Promise<AgencyYearPart | undefined> {
  const record = await readAgencyYearRecord(stores, agencyId, year, now);
  if (!record) return undefined;
  const { filed } = record;
  const { limit = MAX_PAGE, cursor } = asked ?? {};
  const { items: wanted } = pageOfList(filed.heads.map(identified), { limit, cursor });
  const submissions = await readUpTo(stores.table, tellPlace(record), filed, wanted, MAX_LIST_BYTES);
  return { ...record, submissions, asked };
}

/** As a list in pages knows it. */
export const identified = (head: SubmissionHead) => ({ ...head, id: head.submissionId });

export const tellPlace = ({ roster, year }: Pick<AgencyYearRecord, 'roster' | 'year'>): Place => ({
  district: roster.district,
  agencyId: roster.id,
  year,
});

/** A submission by its id; `undefined` where there is none. */
export async function readSubmissionItem(
  table: Pick<WebTable, 'submissionsAt'>,
  place: Place,
  submissionId: string,
): Promise<Submission | undefined> {
  const name = { place, submissionId };
  return (await table.submissionsAt([name]))(name);
}

export async function readSubmission(
  { table, bucket }: Stores,
  agencyId: string,
  year: number,
  submissionId: string,
  withLastTexts = false,
): Promise<SubmissionView | undefined> {
  const roster = await table.roster(agencyId);
  if (!roster) return undefined;
  const [items, lineage, relatives, submission] = await Promise.all([
    agencyItems(table, roster, [year - 1, year]),
    readLineage(table, roster.district),
    nameRelatives(table, roster),
    readSubmissionItem(table, tellPlace({ roster, year }), submissionId),
  ]);
  if (!submission) return undefined;
  const item = items.get(year);
  const { heads } = hasReturns(item?.acts)
    ? await table.filedSubmissions(tellPlace({ roster, year }))
    : { heads: [] };
  const surroundings = await surroundingsIn(table, items, year);
  const explanations = await readExplanations(bucket, item, surroundings);
  return {
    roster,
    lineage,
    relatives,
    year,
    returned: findRectification(item?.acts, submission, heads),
    followedBy: followerOf(submission, item),
    inForce: item?.inForce?.submissionId === submissionId,
    shown: await readDocument(
      bucket,
      submission,
      { item, surroundings, explanations, copied: await readCopied(bucket, item, surroundings) },
      withLastTexts,
    ),
  };
}

function followerOf({ order }: Submission, item: AgencyYear | undefined): SubmissionView['followedBy'] {
  const { inForce, latest } = item ?? {};
  if (inForce && inForce.order > order) return { receivedAt: inForce.receivedAt, inForce: true };
  return latest && latest.order > order ? { receivedAt: latest.receivedAt, inForce: false } : undefined;
}

/** The state of an agency-year that the table does not hold: the roster leaves it out. */
function notObliged({ kind, district }: RosterRecord, year: number, now: Instant): AgencyStanding {
  return describeStanding({ agency: { kind }, district, year, obliged: false }, now);
}

function agencyItems(table: WebTable, { district, id }: RosterRecord, years: readonly number[]) {
  return table.agencyYears({ district, agencyId: id }, years);
}

export async function readLineage(table: WebTable, district: string): Promise<NamedRegion[]> {
  const codes = traceLineage(district);
  const { names } = await table.regionYears(district, [], codes);
  return nameLineage(district, names);
}

/** The archived document with its findings as they stand now. */
async function readDocument(
  bucket: WebBucket,
  submission: Submission,
  {
    item: current,
    surroundings,
    explanations,
    copied,
  }: Pick<AgencyYearRecord, 'item' | 'surroundings' | 'explanations' | 'copied'>,
  withLastTexts: boolean,
): Promise<ShownDocument> {
  const { sha256 } = submission;
  const cut = submission.findingCount > submission.findings.length;
  const [bytes, receipt] = await Promise.all([
    sha256 === null ? undefined : bucket.archived(sha256),
    cut ? bucket.receipt(submission.key, submission.submissionId) : undefined,
  ]);
  const isKeptBack = isTextWithheld(current?.acts, submission);
  const decoded = bytes && decodeShown(bytes, isKeptBack);
  const report = decoded?.kind === 'read' ? decoded.report : undefined;
  const lastTexts = withLastTexts ? await readLastTexts(bucket, surroundings.previous) : undefined;
  const isInForce = current?.inForce?.submissionId === submission.submissionId;
  const kept = current?.inForce && isInForce ? current.inForce.figures : undefined;
  const whole = receipt
    ? { ...submission, findings: receipt.findings.filter(({ rule }) => !isContextual(rule)) }
    : submission;
  const findings = current
    ? listShownFindings(whole, current, surroundings)
    : [...whole.findings, ...whole.contextualFindings];
  const told = withPassage(findings, isInForce ? copied : []);
  const isWithheld = decoded?.isWithheld === true;
  const shown = isKeptBack
    ? redactFindings(told, decoded?.kind === 'read' ? decoded.draft.edition : '2021')
    : isWithheld && decoded.kind === 'read'
      ? withholdQuotes(told, decoded.draft.edition, true)
      : told;
  return {
    submission,
    figures: figuresRead(decoded) ?? kept,
    report,
    archived: bytes !== undefined,
    withheld: submission.redacted
      ? 'redacted'
      : isKeptBack
        ? 'office'
        : isWithheld
          ? 'private-data'
          : undefined,
    lastYear: lastYearOf(surroundings.previous),
    lastTexts,
    repetition:
      keptRepetition(submission, surroundings.previous) ??
      (report && lastTexts
        ? measureRepetition(report.narrative, lastTexts.narrative, [report.agency.name, lastTexts.name])
        : undefined),
    later:
      current && decoded?.kind === 'read' && !decoded.isWithheld && !submission.redacted
        ? listLaterFindings(decoded.draft, submission, current, surroundings)
        : [],
    findings: shown.map((finding) =>
      isInForce
        ? { ...finding, explanation: explanations(finding) }
        : withExplanation(finding, report?.explanations ?? [], submission.receivedAt),
    ),
  };
}

async function readLastTexts(
  bucket: WebBucket,
  previous: AgencyYear | undefined,
): Promise<ShownTexts | undefined> {
  const bytes = previous?.inForce && (await bucket.archived(previous.inForce.sha256));
  const decoded = bytes && decodeShown(bytes, isTextWithheld(previous.acts, previous.inForce));
  const report = decoded?.kind === 'read' ? decoded.report : undefined;
  return previous && report && { year: previous.year, narrative: report.narrative, name: report.agency.name };
}

/** As the rule has it, which leaves out the common phrases of when it came; nothing where it does not judge the report. */
const keptRepetition = (
  { accepted, stated }: Submission,
  previous: AgencyYear | undefined,
): Repetition | undefined => findRepetition(accepted ?? stated ?? {}, previous?.inForce);

/** `undefined` where no report of that year is in force. */
function lastYearOf(previous: AgencyYear | undefined): LastYear | undefined {
  const inForce = previous?.inForce;
  return previous && inForce && { year: previous.year, figures: inForce.figures };
}
