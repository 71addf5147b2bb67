/** The findings of a submission as they stand now: what looks beyond the submission is told afresh. */
import type { AgencyYear, InForce, KeptReport, KeptRepetition } from '../standing/agency-year-record.ts';
import type { RegionYear } from '../standing/region-year.ts';
import type { Submission } from '../standing/submission.ts';
import { arrangeFindings } from '../document/arrange-findings.ts';
import { tellChinaDay } from '../basics/calendar.ts';
import { deadlineFor } from '../basics/deadlines.ts';
import { readPlace } from '../basics/place.ts';
import { ReadingBudget, TooCostlyError } from '../narrative/reading-budget.ts';
import type { ReadValues } from '../form/read-values.ts';
import { chooseEdition } from '../form/catalogue.ts';
import { noFigures, type YearBefore } from '../form/figures.ts';
import { foldName } from '../basics/same-name.ts';
import { isNamedBy, type StatedAgency } from '../narrative/stated-names.ts';
import type { AgencyNames } from '../roster/former-names.ts';
import type { CopiedText } from '../narrative/original-text.ts';
import { isInfo, type Finding, type Severity } from '../findings/finding.ts';
import { COPIED_AT, estimateSimilarity } from '../narrative/narrative-fingerprint.ts';
import { applyContextualRules, applyOwnRules, findLook, listLaterRules, RULES } from '../rules/rule-book.ts';
import type { ComparedReport, Context, LastTexts, RegionPart } from '../rules/rule.ts';

/** A region's total with what the regions right below say of themselves. */
export type ComparedTotal = RegionYear & { readonly regions?: readonly RegionPart[] | undefined };

/** What an agency-year is compared with. */
export interface Surroundings {
  readonly previous: AgencyYear | undefined;
  /** In the order of `opensWith`. */
  readonly openers: readonly (AgencyYear | undefined)[];
  /** Consolidated reports only: its region's, with the regions below. */
  readonly total: ComparedTotal | undefined;
}

export function listShownFindings(
  submission: Submission,
  agencyYear: AgencyYear,
  surroundings: Surroundings,
): readonly Finding[] {
  const { year } = agencyYear;
  const report = comparedAfresh(submission, agencyYear);
  const compared = report
    ? comparisonFindings(agencyYear, report, surroundings)
    : submission.contextualFindings.filter(({ rule }) => findLook(rule) !== 'firstReceipt');
  const lateness = submission.outcome === 'accepted' ? latenessFindings(agencyYear) : [];
  return arrangeFindings(chooseEdition(year), [...submission.findings, ...compared, ...lateness], 0);
}

/** How many there are, those included that are too many to be stored beside the submission. */
export function countShown(
  submission: Submission,
  agencyYear: AgencyYear | undefined,
  surroundings: Surroundings,
): number {
  const shown = listShown(submission, agencyYear, surroundings);
  return shown.length + submission.findingCount - submission.findings.length;
}

/** The same apart by severity; what is not stored beside the submission is taken for warnings. */
export function countShownBySeverity(
  submission: Submission,
  agencyYear: AgencyYear | undefined,
  surroundings: Surroundings,
): Readonly<Record<Severity, number>> {
  const error = submission.errorCount;
  const info = listShown(submission, agencyYear, surroundings).filter(isInfo).length;
  const all = countShown(submission, agencyYear, surroundings);
  return { error, warning: Math.max(0, all - error - info), info };
}

const listShown = (
  submission: Submission,
  agencyYear: AgencyYear | undefined,
  surroundings: Surroundings,
): readonly Finding[] =>
  agencyYear
    ? listShownFindings(submission, agencyYear, surroundings)
    : [...submission.findings, ...submission.contextualFindings];

/**
 * What rules say of a submission that came before they did: it flags nothing and is shown on the agency's page alone, so
 * that next year's report is better. Nothing where reading it would cost too much.
 */
export function listLaterFindings(
  draft: ReadValues,
  { submissionId, receivedAt }: Submission,
  item: AgencyYear,
  surroundings: Surroundings,
): readonly Finding[] {
  const later = listLaterRules(RULES, receivedAt);
  if (later.all.length === 0) return [];
  const upload = {
    at: receivedAt,
    place: readPlace(item),
    kind: item.agency.kind,
    budget: new ReadingBudget(),
  };
  try {
    const own = applyOwnRules(later, draft, upload);
    const { inForce } = item;
    const isInForce = inForce?.submissionId === submissionId;
    const { compared, context } = isInForce
      ? describeComparison(item, inForce, surroundings)
      : { compared: NO_REPORT, context: {} };
    const found = [...own, ...applyContextualRules(later, compared, context)];
    return arrangeFindings(draft.edition, found.map(tellLater), 0);
  } catch (error) {
    if (error instanceof TooCostlyError) return [];
    throw error;
  }
}

function tellLater(finding: Finding): Finding {
  const since = RULES.byId.get(finding.rule)?.since ?? '';
  const { zh, en } = finding.message;
  return {
    ...finding,
    severity: 'info',
    message: {
      zh: `${zh}(本规则适用于 ${since} 起收到的报告,对这份报告仅供参考。)`,
      en: `${en} (The rule holds for reports received from ${since} on; of this one it is for information only.)`,
    },
  };
}

/** A report with the instant at which it was received. */
type Received = KeptReport & Pick<InForce, 'receivedAt'>;

/** What is compared with how things stand now: the report in force, and the newest submission where that was returned. */
function comparedAfresh(
  { submissionId, receivedAt, stated }: Submission,
  { inForce, latest }: AgencyYear,
): Received | undefined {
  if (inForce?.submissionId === submissionId) return inForce;
  return stated && latest?.submissionId === submissionId ? { ...stated, receivedAt } : undefined;
}

function comparisonFindings(item: AgencyYear, report: Received, surroundings: Surroundings): Finding[] {
  const { compared, context } = describeComparison(item, report, surroundings);
  return applyContextualRules(RULES, compared, context);
}

/** Rules that look at the first receipt read nothing of the report. */
const NO_REPORT: ComparedReport = {
  year: undefined,
  figures: noFigures('2021'),
  name: undefined,
  publishedOn: undefined,
};

/** Findings about the first acceptable report, whichever is in force. */
export function latenessFindings({
  agency,
  district,
  year,
  extension,
  firstAccepted,
}: AgencyYear): Finding[] {
  if (!firstAccepted) return [];
  const deadline = deadlineFor({ kind: agency.kind, district }, year, extension);
  const firstReceipt = { deadline, firstAcceptedAt: firstAccepted.receivedAt };
  return applyContextualRules(RULES, NO_REPORT, { firstReceipt });
}

/** A report as the rules compare it, and what they compare it with; lateness is told apart from it. */
export function describeComparison(
  { agency, district, year, extension }: AgencyYear,
  report: Received,
  surroundings: Surroundings,
): { readonly compared: ComparedReport; readonly context: Context } {
  const { figures, name, publishedOn, narrative, receivedAt } = report;
  return {
    compared: { receivedAt, year, figures, name, publishedOn, narrative },
    context: {
      roster: agency,
      calendar: {
        uploadedOn: tellChinaDay(receivedAt),
        deadline: deadlineFor({ kind: agency.kind, district }, year, extension),
      },
      otherTexts: copiedFrom(report, surroundings),
      statedAgency: tellStatedAgency(agency, report),
      lastTexts: repeatedFrom(report, surroundings),
      yearBefore: yearBefore(surroundings),
      regionTotal: agency.kind === 'consolidated' ? surroundings.total : undefined,
    },
  };
}

/** A name that has become one of the agency's own since is no other's. */
const tellStatedAgency = (
  agency: AgencyNames,
  { statedAgency: stated }: KeptReport,
): StatedAgency | undefined => (stated && !isNamedBy(agency, foldName(stated.name)) ? stated : undefined);
/** What was measured against the report that is still in force; a copy as a whole is told as one. */
export function repeatedFrom(
  report: Pick<InForce, 'narrative' | 'copiedFrom' | 'repetitions'>,
  surroundings: Pick<Surroundings, 'previous'>,
): LastTexts | undefined {
  const { previous } = surroundings;
  const repetition = findRepetition(report, previous?.inForce);
  if (!previous || !repetition) return undefined;
  if (copiedFrom(report, surroundings)?.source.kind === 'last-year') return undefined;
  const { phrases, overview, problems } = repetition;
  return { year: previous.year, phrases, overview, problems };
}

/** What was measured against a document of last year, or against one before it that said the same. */
export const findRepetition = (
  { repetitions = [] }: Pick<KeptReport, 'repetitions'>,
  last: Pick<InForce, 'sha256' | 'comparedText'> | undefined,
): KeptRepetition | undefined =>
  repetitions.find(({ of }) => of === last?.sha256) ??
  repetitions.find(({ text }) => text !== undefined && text === last?.comparedText);

/** Where a report's narrative was first. */
export interface Copied extends CopiedText {
  /** The hash of the document that says the same. */
  readonly sha256: string;
}

/** Last year's own text or, else, another agency's. */
export function copiedFrom(
  { narrative, copiedFrom: other }: Pick<InForce, 'narrative' | 'copiedFrom'>,
  { previous }: Pick<Surroundings, 'previous'>,
): Copied | undefined {
  const last = previous?.inForce;
  const similarity =
    narrative !== undefined && last?.narrative !== undefined
      ? estimateSimilarity(narrative, last.narrative)
      : 0;
  if (last && similarity >= COPIED_AT)
    return { source: { kind: 'last-year', year: previous.year }, similarity, sha256: last.sha256 };
  if (!other) return undefined;
  const { agencyId, name, year, sha256 } = other;
  return { source: { kind: 'agency', agencyId, name, year }, similarity: other.similarity, sha256 };
}

export function yearBefore({ previous, openers }: Pick<Surroundings, 'previous' | 'openers'>): YearBefore {
  return { previous: figuresInForce(previous), openers: openers.map(figuresInForce) };
}

function figuresInForce(item: AgencyYear | undefined) {
  return item?.inForce?.figures;
}
