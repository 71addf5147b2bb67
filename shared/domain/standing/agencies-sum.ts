/** Some of a region's agencies as one, as its total adds them: those of one function, wherever they are. */
import { countLateDays } from './agency-year.ts';
import type { AgencyYearFacts } from './child-facts.ts';
import { isCountedKind } from '../basics/calendar.ts';
import { deadlineFor } from '../basics/deadlines.ts';
import type { YearStated } from '../form/comparison.ts';
import type { FilingCounts } from '../form/derived-figures.ts';
import { chooseEdition } from '../form/catalogue.ts';
import { addFigures } from '../form/figures.ts';
import { addMainFigures } from '../form/main-figures.ts';

/** `facts`: their main figures are known, and no others. */
export type KnownFigures = 'facts' | 'whole';

export interface StatedSum extends YearStated {
  readonly reports: FilingCounts;
}

/** An agency that is not obliged, or of a kind that is added to nothing, adds nothing; `figures` undefined where no report is in force. */
export function sumAgencies(
  year: number,
  agencies: readonly AgencyYearFacts[],
  known: KnownFigures,
): StatedSum {
  const obliged = agencies.filter((one) => one.obliged && isCountedKind(one.agency.kind));
  const accepted = obliged.filter(({ inForce }) => inForce);
  const figures = accepted.flatMap(({ inForce }) => inForce?.figures ?? []);
  const edition = chooseEdition(year);
  return {
    reports: {
      expected: obliged.length,
      accepted: accepted.length,
      late: accepted.filter(isLate).length,
    },
    figures:
      figures.length === 0
        ? undefined
        : known === 'facts'
          ? addMainFigures(edition, figures)
          : addFigures(edition, figures),
  };
}

const isLate = ({ agency: { kind }, district, year, extension, firstAccepted }: AgencyYearFacts): boolean =>
  countLateDays(deadlineFor({ kind, district }, year, extension), firstAccepted?.receivedAt) > 0;
