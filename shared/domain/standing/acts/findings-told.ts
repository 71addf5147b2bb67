/** What a submission's findings say to somebody while an office keeps its texts back: nothing of them. */
import { chooseEdition } from '../../form/catalogue.ts';
import { redactFindings } from '../redact-submission.ts';
import type { Submission } from '../submission.ts';
import type { KeptAct } from './act.ts';
import { isTextWithheld } from './office-standing.ts';

type Told = Pick<Submission, 'findings' | 'contextualFindings' | 'sha256' | 'content'>;

/** `acts`: of the office about the submission's agency and year. */
export function tellFindings<One extends Told>(
  submission: One,
  year: number,
  acts: readonly KeptAct[] | undefined,
): One {
  if (!isTextWithheld(acts, submission)) return submission;
  const edition = chooseEdition(year);
  return {
    ...submission,
    findings: redactFindings(submission.findings, edition),
    contextualFindings: redactFindings(submission.contextualFindings, edition),
  };
}
