/**
 * The text of a region's consolidated report, drafted of its computed figures, section by section in the words in which
 * such reports are written. It stays a draft until a person takes it over.
 */
import { draftApplications } from './applications.ts';
import { draftOther, draftProblems } from './closing.ts';
import { draftDisputes } from './disputes.ts';
import type { Draft, DraftBasis } from './draft.ts';
import { markSections } from './marked-numbers.ts';
import { draftOverview } from './overview.ts';
import { draftProactive } from './proactive.ts';
import { isWhole, nameWords } from './say.ts';

export function draftReport(all: DraftBasis): Draft {
  // What a part of the agencies reported is compared with no other year.
  const basis = isWhole(all.reports) && isWhole(all.previousReports) ? all : { ...all, previous: undefined };
  const n = nameWords(basis);
  return markSections(basis, {
    overview: draftOverview(n),
    proactive: draftProactive(n),
    applications: draftApplications(n),
    disputes: draftDisputes(n),
    problems: draftProblems(n),
    other: draftOther(n),
  });
}
