/**
 * What is kept of a submission once its texts are taken away: figures, hashes, who and when. Findings lose what they
 * quote; warnings and their explanations stay bound to one another by a hash of what they read.
 */
import { hashShort } from '../basics/short-hash.ts';
import type { Text } from '../basics/text.ts';
import type { Edition } from '../form/catalogue.ts';
import { findPrivateData } from '../basics/private-data.ts';
import { findPlaceName, placeName } from '../form/cell-names.ts';
import type { Finding } from '../findings/finding.ts';
import type { AgencyYear, KeptReport } from './agency-year-record.ts';
import type { KeptExplanation, Warning } from './explanations.ts';
import type { Redaction, Submission } from './submission.ts';

const STANDS_IN_TEXT = /^\/(?:preamble|narrative|signature|notes|explanations)(?:\/|$)/;
/** Facts that are no text: what is found there may be told. */
const STANDS_IN_FACT = /^\/(?:edition|year|district|publishedOn|agency\/id)$/;
/** Rules that read texts quote them wherever they point. */
const READS_TEXTS = /^(?:T(?:[1-9]|1[0-5]|2[1-3])|Q[136])$/;

export function redactSubmission(submission: Submission, edition: Edition, redacted: Redaction): Submission {
  const { findings, contextualFindings, accepted, stated, explanations } = submission;
  return {
    ...submission,
    findings: redactFindings(findings, edition),
    contextualFindings: redactFindings(contextualFindings, edition),
    ...(accepted && { accepted: redactKept(accepted) }),
    ...(stated && { stated: redactKept(stated) }),
    ...(explanations && { explanations: explanations.map(redactExplanation) }),
    redacted,
  };
}

/** The agency-year, still to be judged; `sha256`: the document whose texts are gone. */
export function redactAgencyYear(item: AgencyYear, sha256: string): AgencyYear {
  const { inForce, explanations } = item;
  return {
    ...item,
    ...(inForce?.sha256 === sha256 && { inForce: { ...inForce, ...redactKept(inForce) } }),
    ...(explanations && {
      explanations: explanations.map((one) => (one.sha256 === sha256 ? redactExplanation(one) : one)),
    }),
  };
}

/** Instead of what a finding says of a text, at a place of the form. */
type TextWords = (place: Text) => Text;

const REDACTED: TextWords = ({ zh, en }) => ({
  zh: `“${zh}”的文字已遮蔽,核对时引用的原文一并删去。`,
  en: `The text of "${en}" is redacted, and with it what the finding quoted.`,
});

/** What is written down elsewhere can't be taken back when a text is withheld later. */
const UNQUOTED: TextWords = ({ zh, en }) => ({
  zh: `“${zh}”的内容有一处问题,这里不引用原文,详见报送记录。`,
  en: `There is a problem with what "${en}" says; it is not quoted here: see the record of the report.`,
});

/** Findings of a report whose texts are redacted or kept back. */
export const redactFindings = (findings: readonly Finding[], edition: Edition): Finding[] =>
  findings.map((finding) => redactFinding(finding, edition));

/** Findings for what is kept or sent: without a word of the report's texts. */
export const withoutQuotes = (findings: readonly Finding[], edition: Edition): Finding[] =>
  findings.map((finding) => redactFinding(finding, edition, UNQUOTED));

/** What a finding says of figures and facts stays; what it says of a text does not, nor a key that somebody wrote. */
export function redactFinding(finding: Finding, edition: Edition, words = REDACTED): Finding {
  const { path: stated, found, expected, passage: _passage, ...rest } = finding;
  const path = findKnownPlace(edition, stated);
  const quotes =
    path !== stated ||
    STANDS_IN_TEXT.test(path) ||
    READS_TEXTS.test(finding.rule) ||
    (typeof found === 'string' && !STANDS_IN_FACT.test(path));
  if (!quotes) return finding;
  return {
    ...rest,
    path,
    found: typeof found === 'string' ? null : found,
    expected: typeof expected === 'string' ? null : expected,
    message: words(placeName(edition, path)),
  };
}

/** The place, or what holds it where the format does not know it. */
function findKnownPlace(edition: Edition, path: string): string {
  if (path === '' || findPlaceName(edition, path)) return path;
  return findKnownPlace(edition, path.slice(0, Math.max(0, path.lastIndexOf('/'))));
}

function redactKept<Kept extends KeptReport>(kept: Kept): Kept {
  const { name, sourceUrl, warnings, narrative, formerNarrative } = kept;
  const bearsData = (text: string | null | undefined): boolean => findPrivateData(text ?? '').length > 0;
  return {
    ...kept,
    narrative: undefined,
    comparedText: undefined,
    formerNarrative: narrative === undefined ? formerNarrative : hashShort(narrative),
    ...(bearsData(name) && { name: '' }),
    ...(bearsData(sourceUrl) && { sourceUrl: null }),
    warnings: warnings.map(redactWarning),
  };
}

const redactWarning = (warning: Warning): Warning =>
  STANDS_IN_TEXT.test(warning.path) ? { ...warning, basis: hashBasis(warning.basis) } : warning;

const redactExplanation = (explanation: KeptExplanation): KeptExplanation =>
  explanation.basis !== undefined && STANDS_IN_TEXT.test(explanation.path)
    ? { ...explanation, basis: hashBasis(explanation.basis) }
    : explanation;

const HASHED = 'redacted ';
/** The same again changes nothing. */
const hashBasis = (basis: string): string => (basis.startsWith(HASHED) ? basis : HASHED + hashShort(basis));
