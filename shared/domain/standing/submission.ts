/** One uploaded version as the history keeps it: recorded once, and never changed but for what a later version keeps of its document besides. */
import type { Actor } from '../authority/actor.ts';
import type { Instant } from '../basics/calendar.ts';
import type { Place } from '../basics/place.ts';
import type { SameAs, Saying } from '../document/same-document.ts';
import type { Finding, Outcome } from '../findings/finding.ts';
import type { KeptReport } from './agency-year-record.ts';
import type { KeptExplanation } from './explanations.ts';
import type { Filed } from './filed.ts';

/** Whose a submission is; where no agency of the roster can be told, the key that it was uploaded under. */
export type SubmissionPlace = Place | 'unplaced';

export interface Submission extends Filed, Saying {
  readonly place: SubmissionPlace;
  /** The key of the uploaded object. */
  readonly key: string;
  readonly sizeBytes: number;
  readonly processedAt: Instant;
  readonly outcome: Outcome;
  /** The first `MAX_STORED_FINDINGS` of the document's own; the receipt has all. */
  readonly findings: readonly Finding[];
  /** What rules that look beyond the document found when it was received. */
  readonly contextualFindings: readonly Finding[];
  readonly findingCount: number;
  readonly errorCount: number;
  /** Every rule that found something in the document itself. */
  readonly rules: readonly string[];
  /** How many warnings the document explains. */
  readonly explanationCount: number;
  /** What is kept of an acceptable one: any instant's figures can be told from it, without the archive. */
  readonly accepted?: KeptReport | undefined;
  /** What is kept of a returned one that could be read, to compare it. */
  readonly stated?: KeptReport | undefined;
  /** Those that an acceptable document gives. */
  readonly explanations?: readonly KeptExplanation[] | undefined;
  /** Its texts were taken away for good. */
  readonly redacted?: Redaction | undefined;
  /** What said the same when it was received. */
  readonly sameAs?: SameAs | undefined;
  /** Who filed it; left out where nobody knows, as of everything that came before anyone could sign in. */
  readonly by?: Actor | undefined;
}

/** Who took the texts of a document away, when and why; its figures stay. */
export interface Redaction {
  readonly at: Instant;
  readonly by: string;
  readonly reason: string;
  /** The hash of the document that stands in the archive instead. */
  readonly sha256: string;
}

export const MAX_STORED_FINDINGS = 200;

/** What tells a submission from the others: where there are hundreds, they are not all read. */
export type SubmissionHead = Filed & Saying & Pick<Submission, 'outcome'>;

/** The submissions of an agency-year. */
export interface FiledSubmissions {
  /** The newest first. */
  readonly heads: readonly SubmissionHead[];
  /** All of them whole, where one answer of the table holds them; else none. */
  readonly items: readonly Submission[];
}

/** Which submission of which agency's year. */
export interface SubmissionName {
  readonly place: Place;
  readonly submissionId: string;
}

/** Whether it could not be placed when it came. */
export const isUnplaced = ({ place }: Pick<Submission, 'place'>): boolean => place === 'unplaced';
