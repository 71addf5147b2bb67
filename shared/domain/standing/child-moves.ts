/** When something last came of a region's agencies in a year: tells whether they stand now as at an instant. */
import type { Instant } from '../basics/calendar.ts';
import type { AgencyYearFacts } from './child-facts.ts';

/** Each the newest, but for `first`; left out where there is none. */
export interface ChildMoves {
  /** A submission, an act of the office, a publication that was recorded, or a look at it that found something new. */
  readonly filed?: Instant | undefined;
  /** Another word of roster or calendar. */
  readonly changed?: Instant | undefined;
  /** What roster and calendar said first, of whichever agency: what was said first held before, too. */
  readonly first?: Instant | undefined;
  readonly said?: Instant | undefined;
}

export function tellMoves(
  agencies: readonly Pick<
    AgencyYearFacts,
    'since' | 'before' | 'latest' | 'office' | 'publication' | 'sourceCheck'
  >[],
): ChildMoves {
  const since = agencies.map((agency) => agency.since).sort();
  return {
    filed: agencies
      .flatMap(({ latest, office, publication, sourceCheck }) =>
        [latest?.receivedAt, office?.actedAt, publication?.receivedAt, sourceCheck?.checkedAt].filter(
          (moment) => moment !== undefined,
        ),
      )
      .sort()
      .at(-1),
    changed: newest(agencies.filter(({ before = [] }) => before.length > 0)),
    first: since[0],
    said: newest(agencies.filter(({ before = [] }) => before.length === 0)),
  };
}

const newest = (agencies: readonly { readonly since: Instant }[]): Instant | undefined =>
  agencies
    .map(({ since }) => since)
    .sort()
    .at(-1);

/** Whether nothing was filed, done or published since, and roster and calendar said then what they say now. */
export function hasStoodSince({ filed, changed, first, said }: ChildMoves, at: Instant): boolean {
  const until = first !== undefined && first > at ? first : at;
  return [
    [filed, at],
    [changed, at],
    [said, until],
  ].every(([moved, bound]) => moved === undefined || bound === undefined || moved <= bound);
}
