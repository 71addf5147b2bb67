/** Every rule that one document can be held against: alone, and as one agency's filing for one year. */
import { lateDaysOf } from '../standing/agency-year.ts';
import {
  chinaDayOf,
  deadlineOf,
  isIsoDay,
  lastEndedYear,
  type Instant,
  type IsoDay,
} from '../basics/calendar.ts';
import { arrangeFindings } from '../document/arrange-findings.ts';
import { editionOf } from '../form/catalogue.ts';
import { checkNarrativeCounts } from '../narrative/check-narrative.ts';
import { checkConsolidated } from './check-consolidated.ts';
import { checkYearBefore } from './check-neighbours.ts';
import { checkSums, checkZero } from './check-sums.ts';
import { creditCodeCheck } from '../basics/credit-code.ts';
import { decodeDraft, type DecodedDraft } from '../document/decode-report.ts';
import { NUMBER, TEXT } from '../document/document-shape.ts';
import {
  emptyNarrative,
  filedLate,
  implausibleDay,
  otherName,
  otherPlace,
  wrongCheckCharacter,
  wrongEdition,
  yearNotEnded,
} from '../findings/filing-findings.ts';
import type { Figures, YearBefore } from '../form/figures.ts';
import { outcomeOf, type Finding, type Outcome } from '../findings/finding.ts';
import { agencyNames, type AgencyNames } from '../roster/former-names.ts';
import { nameSuspects } from '../suspects/name-suspects.ts';
import type { Place } from '../basics/place.ts';
import type { Draft } from '../document/document-reader.ts';
import { ReadingBudget, TooCostlyError } from '../narrative/reading-budget.ts';
import type { RegionTotal } from '../standing/region-total.ts';
import type { Report } from '../form/report.ts';
import { foldName } from '../basics/same-name.ts';

import { tooCostly } from '../document/unreadable-document.ts';

export { tooLarge } from '../document/unreadable-document.ts';

/** What is known of a filing besides its bytes. */
export interface FilingContext extends YearBefore {
  readonly receivedAt: Instant;
  /** Where it was uploaded to, which the roster knows: see `check-place.ts` for other places. */
  readonly place: Place;
  readonly roster: AgencyNames & { readonly id: string; readonly district: string };
  /** The last day on which the report is on time, by `deadlineFor`. */
  readonly deadline: IsoDay;
  /** When the first acceptable report for the year was received, if there was one before: it decides lateness. */
  readonly firstAcceptedAt: Instant | undefined;
  /** Of a consolidated report: what its region's reports add up to. */
  readonly total?: RegionTotal | undefined;
}

export interface Verdict {
  readonly outcome: Outcome;
  readonly findings: readonly Finding[];
  readonly report: Report | undefined;
}

/** A document by itself, as before filing. `budget`: other than the usual one in tests. */
export function checkDocument(bytes: Uint8Array, now: Instant, budget = new ReadingBudget()): Verdict {
  return check(bytes, now, undefined, budget);
}

/** A document as filed by an agency. */
export function checkFiling(bytes: Uint8Array, context: FilingContext): Verdict {
  return check(bytes, context.receivedAt, context, new ReadingBudget());
}

function check(
  bytes: Uint8Array,
  now: Instant,
  context: FilingContext | undefined,
  budget: ReadingBudget,
): Verdict {
  const decoded = decodeDraft(bytes);
  if (decoded.kind === 'unreadable') return unreadable(decoded.findings);
  try {
    return judge(decoded, now, context, budget);
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
  context: FilingContext | undefined,
  budget: ReadingBudget,
): Verdict {
  const figures: Figures = draft;
  findings.push(
    ...checkYear(draft, now),
    ...checkCreditCode(draft),
    ...nameSuspects(figures, checkSums(figures)),
    ...checkEmptyNarrative(draft),
    ...checkNarrativeText(draft, budget),
    ...checkPublication(draft, chinaDayOf(now), context?.deadline),
  );
  const zero = checkZero(figures, draft.nil);
  if (zero) findings.push(zero);
  if (context) {
    findings.push(...checkRoster(draft, context));
    // Of another year than the place says, nothing can be compared.
    if (draft.numbers[NUMBER.year] === context.place.year)
      findings.push(...checkYearBefore(context, figures), ...checkConsolidated(figures, context.total));
    if (outcomeOf(findings) === 'accepted') findings.push(...checkLateness(context));
  }
  return {
    outcome: outcomeOf(findings),
    findings: arrangeFindings(draft.edition, findings, draft.untold),
    report,
  };
}

/** S4. */
function checkYear({ numbers, texts }: Draft, now: Instant): Finding[] {
  const year = numbers[NUMBER.year];
  if (year === undefined) return [];
  const edition = texts[TEXT.edition];
  const last = lastEndedYear(now);
  return [
    ...(edition === undefined || edition === editionOf(year) ? [] : [wrongEdition(year, edition)]),
    ...(year > last ? [yearNotEnded(year, last)] : []),
  ];
}

/** S5. */
function checkCreditCode({ texts }: Draft): Finding[] {
  const code = texts[TEXT.creditCode];
  if (code === undefined) return [];
  const check = creditCodeCheck(code);
  return check !== undefined && code.endsWith(check) ? [] : [wrongCheckCharacter(code, check)];
}

/** 无, with or without a full stop, or nothing at all; spaces around it are trimmed. */
const SAYS_NOTHING = /^[\s\p{P}]*无?[\s\p{P}]*$/u;
/** Longer texts say something, or are a row of punctuation that nobody writes. */
const MAX_NOTHING = 12;
const NARRATIVE = [
  { path: '/narrative/overview', index: TEXT.overview },
  { path: '/narrative/problems', index: TEXT.problems },
] as const;

/** Q2. */
function checkEmptyNarrative({ texts }: Draft): Finding[] {
  return NARRATIVE.flatMap(({ path, index }) => {
    const text = texts[index];
    if (text === undefined) return [];
    const said = text.trim();
    return said.length <= MAX_NOTHING && SAYS_NOTHING.test(said) ? [emptyNarrative(path, text)] : [];
  });
}

/** Q1. */
function checkNarrativeText(draft: Draft, budget: ReadingBudget): Finding[] {
  const { texts, numbers } = draft;
  const of = { year: numbers[NUMBER.year], agencyName: texts[TEXT.agencyName] };
  return checkNarrativeCounts(
    [texts[TEXT.overview], texts[TEXT.problems], texts[TEXT.other]],
    draft,
    of,
    budget,
  );
}

/** D2. Where nobody is known to file, the latest statutory deadline is the one that can be told. */
function checkPublication(
  { texts, numbers }: Draft,
  uploadedOn: IsoDay,
  deadline: IsoDay | undefined,
): Finding[] {
  const publishedOn = texts[TEXT.publishedOn];
  const year = numbers[NUMBER.year];
  if (publishedOn === undefined || year === undefined || !isIsoDay(publishedOn)) return [];
  const finding = publicationFinding({
    publishedOn,
    year,
    uploadedOn,
    deadline: deadline ?? deadlineOf('government', year),
  });
  return finding ? [finding] : [];
}

/** D2 for a report's date of publication; undefined where it can be right. */
export function publicationFinding({
  publishedOn,
  year,
  uploadedOn,
  deadline,
}: {
  readonly publishedOn: IsoDay;
  readonly year: number;
  readonly uploadedOn: IsoDay;
  readonly deadline: IsoDay;
}): Finding | undefined {
  const earliest = `${year + 1}-01-01`;
  if (publishedOn < earliest) return implausibleDay('before-year-end', publishedOn, earliest);
  if (publishedOn > uploadedOn) return implausibleDay('after-upload', publishedOn, uploadedOn);
  return publishedOn > deadline ? implausibleDay('after-deadline', publishedOn, deadline) : undefined;
}

/** S3 and Q6. */
function checkRoster({ texts, numbers }: Draft, { place, roster }: FilingContext): Finding[] {
  const id = texts[TEXT.agencyId];
  const district = texts[TEXT.district];
  const year = numbers[NUMBER.year];
  const name = texts[TEXT.agencyName];
  const wrongName = name === undefined ? undefined : nameFinding(name, roster);
  return [
    ...(id === undefined || id === roster.id ? [] : [otherPlace('/agency/id', id, roster.id)]),
    ...(district === undefined || district === roster.district
      ? []
      : [otherPlace('/district', district, roster.district)]),
    ...(year === undefined || year === place.year ? [] : [otherPlace('/year', year, place.year)]),
    ...(wrongName ? [wrongName] : []),
  ];
}

/** Q6 for a name that a document states; undefined where it is one of the agency's, however it is spelled. */
export function nameFinding(name: string, roster: AgencyNames): Finding | undefined {
  const stated = foldName(name);
  return agencyNames(roster).some((one) => foldName(one) === stated)
    ? undefined
    : otherName(name, roster.name);
}

/** D1: of an acceptable report, by the first acceptable one. */
function checkLateness({ receivedAt, firstAcceptedAt, deadline }: FilingContext): Finding[] {
  const first = firstAcceptedAt !== undefined && firstAcceptedAt < receivedAt ? firstAcceptedAt : receivedAt;
  const finding = latenessFinding(deadline, first);
  return finding ? [finding] : [];
}

/** D1 for an agency whose first acceptable report was received at `firstAcceptedAt`; undefined where it was on time. */
export function latenessFinding(deadline: IsoDay, firstAcceptedAt: Instant): Finding | undefined {
  const days = lateDaysOf(deadline, firstAcceptedAt);
  return days > 0 ? filedLate(days, chinaDayOf(firstAcceptedAt), deadline) : undefined;
}
