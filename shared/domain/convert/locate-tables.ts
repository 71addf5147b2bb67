/** From where to where the tables reach in the text: what stands outside is prose. */
import { findHeadings, HEADINGS } from './texts/find-headings.ts';
import type { Span, TablePlaces } from './texts/find-sections.ts';
import type { FigureGroup } from './tape/figure-groups.ts';
import type { ApplicationsReading } from './tables/read-applications.ts';
import type { DisputesReading } from './tables/read-disputes.ts';
import { ANY_HEAD, type ProactiveReading } from './tables/read-proactive.ts';
import type { Tape } from './tape/tape.ts';

export function locateTables(
  tape: Tape,
  proactive: ProactiveReading | undefined,
  applications: ApplicationsReading | undefined,
  disputes: DisputesReading,
): TablePlaces {
  const first = applications?.groups[applications.alignment.first];
  const last = applications?.groups[applications.alignment.last];
  const table =
    applications && first && last
      ? spanGroups(tape, [first, last], HEADINGS.applications, /申请人情况|\(本列/)
      : undefined;
  return {
    proactive: proactive ? spanGroups(tape, proactive.used, [], ANY_HEAD) : undefined,
    applications: table,
    disputes: disputes.last ? spanGroups(tape, [disputes.last], HEADINGS.disputes, /行政复议/) : undefined,
  };
}

/** Prose may speak of article 20, too. */
const HEAD_OF_TWO =
  /(?:第[\s\u0001]*二[\s\u0001]*十[\s\u0001]*条[^。,;\n]{0,12}[\s\u0001]*)?信[\s\u0001]*息[\s\u0001]*内[\s\u0001]*容[\s\u0001]*(?=本[\s\u0001]*年|上|采)/;

/** From the heading, or the first words of the head, to the last figure. */
function spanGroups(
  tape: Tape,
  groups: readonly FigureGroup[],
  headings: readonly string[],
  head: RegExp,
): Span {
  const sorted = [...groups].sort((a, b) => a.start - b.start);
  const first = sorted[0]!;
  const heading = findHeadings(tape.text, headings, first.labelStart, first.start).at(-1);
  const words = tape.text.slice(first.labelStart, first.start);
  const at = [HEAD_OF_TWO, head].map((one) => words.search(one)).find((place) => place >= 0) ?? -1;
  return {
    start: heading?.start ?? (at < 0 ? first.labelStart : first.labelStart + at),
    end: Math.max(...sorted.map(({ end }) => end)),
  };
}
