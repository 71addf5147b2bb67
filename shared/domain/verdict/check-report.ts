/** Every rule that one document can be held against: alone, and as one agency's filing for one year. */
import { tellChinaDay, type AgencyKind, isIsoDay, type Instant, type IsoDay } from '../basics/calendar.ts';
import { computeLastDeadline } from '../basics/deadlines.ts';
import type { Place } from '../basics/place.ts';
import { arrangeFindings } from '../document/arrange-findings.ts';
import { decodeDraft, type DecodedDraft } from '../document/decode-report.ts';
import type { Draft } from '../document/document-reader.ts';
import type { StatedReport } from '../document/stated-report.ts';
import { tooCostly } from '../document/unreadable-document.ts';
import { decideOutcome, type Finding, type Outcome } from '../findings/finding.ts';
import type { YearBefore } from '../form/figures.ts';
import { NUMBER, TEXT } from '../form/read-values.ts';
import type { Report } from '../form/report.ts';
import { ReadingBudget, TooCostlyError } from '../narrative/reading-budget.ts';
import { measureRepetition, type Repetition } from '../narrative/repetition.ts';
import type { AgencyNames } from '../roster/former-names.ts';
import { applyContextualRules, applyOwnRules, RULES, type RuleBook } from '../rules/rule-book.ts';
import type { ComparedReport, Context, Upload } from '../rules/rule.ts';
import { checkSums } from '../rules/sums/check-sums.ts';
import { decideSuspects } from './decide-suspects.ts';
import { nameSuspects } from '../suspects/name-suspects.ts';
import { withholdQuotes } from './withhold-quotes.ts';

export { cannotBeRead, tooLarge } from '../document/unreadable-document.ts';

/** What is known of a filing besides its bytes. */
export interface FilingContext extends YearBefore {
  readonly receivedAt: Instant;
  /** Where it was uploaded to, which the roster knows: see `misplaced` for other places. */
  readonly place: Place;
  readonly roster: AgencyNames & {
    readonly id: string;
    readonly district: string;
    readonly kind: AgencyKind;
  };
  /** The last day on which the report is on time, by `deadlineFor`. */
  readonly deadline: IsoDay;
  /** When the first acceptable report for the year was received, if there was one before: it decides lateness. */
  readonly firstAcceptedAt: Instant | undefined;
  /** Consolidated reports only: what its region's reports add up to. */
  readonly total?: Context['regionTotal'];
  readonly sharedMove?: Upload['sharedMove'];
  /** The operator's list when it was received. */
  readonly wrongPhrases?: Upload['wrongPhrases'];
}

export interface Verdict {
  readonly outcome: Outcome;
  readonly findings: readonly Finding[];
  readonly report: Report | undefined;
}

/** How a document is judged; whatever is left out is as usual. */
interface Judging {
  readonly budget?: ReadingBudget;
  readonly rules?: RuleBook;
  /** The agency's report of the year before, where nobody files and it is at hand. */
  readonly lastYear?: Report | undefined;
}

/** Whether a document continues that report: beside another agency's or year's, all would seem to differ. */
export const followsReport = (
  { year, agency }: Pick<StatedReport, 'year' | 'agency'>,
  lastYear: Report,
): boolean => year === lastYear.year + 1 && agency.id === lastYear.agency.id;

/** A document by itself, as before filing. */
export function checkDocument(bytes: Uint8Array, now: Instant, judging: Judging = {}): Verdict {
  return check(bytes, now, undefined, judging);
}

/** A document as filed by an agency. */
export function checkFiling(bytes: Uint8Array, context: FilingContext, judging: Judging = {}): Verdict {
  return check(bytes, context.receivedAt, context, judging);
}

function check(
  bytes: Uint8Array,
  now: Instant,
  filing: FilingContext | undefined,
  { budget = new ReadingBudget(), rules = RULES, lastYear }: Judging,
): Verdict {
  const decoded = decodeDraft(bytes, rules.explainable);
  if (decoded.kind === 'unreadable') return unreadable(decoded.findings);
  try {
    return judge(decoded, now, filing, { budget, rules, lastYear });
  } catch (error) {
    if (!(error instanceof TooCostlyError)) throw error;
    return unreadable([tooCostly()]);
  }
}

const unreadable = (findings: readonly Finding[]): Verdict => ({
  outcome: 'returned',
  findings,
  report: undefined,
});

function judge(
  { draft, report, findings }: Extract<DecodedDraft, { kind: 'read' }>,
  now: Instant,
  filing: FilingContext | undefined,
  { budget, rules, lastYear: given }: Required<Judging>,
): Verdict {
  const lastYear = given && followsReport(tellWhose(draft), given) ? given : undefined;
  const place = filing && { ...filing.place, agencyId: filing.roster.id, district: filing.roster.district };
  const previous = filing ? filing.previous : lastYear?.figures;
  findings.push(
    ...decideSuspects(draft, nameSuspects(draft, checkSums(draft)), previous, budget),
    ...applyOwnRules(rules, draft, {
      at: now,
      place,
      kind: filing?.roster.kind,
      budget,
      sharedMove: filing?.sharedMove,
      wrongPhrases: filing?.wrongPhrases,
    }),
  );
  // What a comparison finds is explained, not corrected: it returns no document.
  const outcome = decideOutcome(findings);
  const context = filing
    ? describeContext(draft, filing, outcome)
    : describeLoneContext(draft, now, lastYear);
  findings.push(...applyContextualRules(rules, { ...describeReport(draft), receivedAt: now }, context));
  const told = withholdQuotes(findings, draft.edition);
  return { outcome, findings: arrangeFindings(draft.edition, told, draft.untold), report };
}

const tellWhose = ({ numbers, texts }: Draft): Pick<StatedReport, 'year' | 'agency'> => ({
  year: numbers[NUMBER.year],
  agency: { id: texts[TEXT.agencyId] },
});

function describeReport(draft: Draft): ComparedReport {
  const publishedOn = draft.texts[TEXT.publishedOn];
  return {
    year: draft.numbers[NUMBER.year],
    figures: draft,
    name: draft.texts[TEXT.agencyName],
    publishedOn: publishedOn !== undefined && isIsoDay(publishedOn) ? publishedOn : undefined,
  };
}

/** Texts are compared where those of others are known. */
function describeContext({ numbers }: Draft, filing: FilingContext, outcome: Outcome): Context {
  const { receivedAt, place, roster, deadline, firstAcceptedAt: earlier, total } = filing;
  const firstAcceptedAt = earlier !== undefined && earlier < receivedAt ? earlier : receivedAt;
  // Nothing can be compared where the document states another year than the place does.
  const isOfYear = numbers[NUMBER.year] === place.year;
  return {
    roster,
    calendar: { uploadedOn: tellChinaDay(receivedAt), deadline },
    yearBefore: isOfYear ? filing : undefined,
    regionTotal: isOfYear ? total : undefined,
    firstReceipt: outcome === 'accepted' ? { deadline, firstAcceptedAt } : undefined,
  };
}

/** Where nobody is known to file, the latest statutory deadline is the one that can be told. */
function describeLoneContext(draft: Draft, now: Instant, lastYear: Report | undefined): Context {
  const year = draft.numbers[NUMBER.year];
  if (year === undefined) return {};
  return {
    calendar: { uploadedOn: tellChinaDay(now), deadline: computeLastDeadline(year) },
    yearBefore: { previous: lastYear?.figures },
    ...(lastYear && { lastTexts: { year: lastYear.year, ...measureDraft(draft, lastYear) } }),
  };
}

function measureDraft({ texts }: Draft, { narrative, agency }: Report): Repetition {
  const now = { overview: texts[TEXT.overview] ?? '', problems: texts[TEXT.problems] ?? '' };
  return measureRepetition(now, narrative, [agency.name, texts[TEXT.agencyName] ?? '']);
}
