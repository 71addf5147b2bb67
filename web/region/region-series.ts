/** Years of a region before it had its code, with the figures of its predecessors: the series does not break off. */
import { isCounted, regionContribution } from '../../shared/domain/standing/region-year.ts';
import type { NamedRegion } from '../site/named-region.ts';
import { chooseEdition } from '../../shared/domain/form/catalogue.ts';
import type { Figures } from '../../shared/domain/form/figures.ts';
import { continuedFrom, existsIn, type RegionSpan } from '../../shared/domain/basics/region-span.ts';
import type { Mark } from '../../shared/domain/standing/marked-total.ts';
import {
  sumContributions,
  type Contribution,
  type ReportCounts,
} from '../../shared/domain/standing/region-total.ts';
import type { WebTable } from '../ports.ts';

export interface ContinuedYear {
  readonly reports: ReportCounts;
  /** `undefined` where no report is in force. */
  readonly figures: Figures | undefined;
  readonly marks: readonly Mark[];
  /** Whose figures these are. */
  readonly continuedFrom: readonly NamedRegion[];
}

interface SpannedRegion {
  readonly code: string;
  readonly span: RegionSpan | undefined;
}
type NamesTable = Pick<WebTable, 'regionYears'>;

/** One BatchGet for each region that it goes on from; none where it goes on from nowhere. `seen`: codes on the way here. */
export async function readContinued(
  table: NamesTable,
  { code, span = {} }: SpannedRegion,
  years: readonly number[],
  seen: readonly string[] = [],
): Promise<ReadonlyMap<number, ContinuedYear>> {
  const early = years.filter((year) => span.from !== undefined && year < span.from);
  const codes = (span.predecessors ?? []).filter((one) => one !== code && !seen.includes(one));
  if (early.length === 0 || codes.length === 0) return new Map();
  const before = new Map(
    await Promise.all(
      codes.map(async (one) => {
        const { years: items, names, spans } = await table.regionYears(one, early, [one]);
        const region = { code: one, span: spans.get(one) };
        const further = await readContinued(table, region, early, [...seen, code]);
        return [one, { ...region, name: names.get(one), items, further }] as const;
      }),
    ),
  );
  const parts = continuedFrom(span, (one) => before.get(one)?.span).flatMap((one) => before.get(one) ?? []);
  return new Map(
    early.flatMap((year): [number, ContinuedYear][] => {
      const told = parts.flatMap(({ code: one, name, items, further }) => {
        const item = items.get(year);
        if (item && isCounted(item)) return [{ added: regionContribution(item), of: [{ code: one, name }] }];
        const older = further.get(year);
        return older ? [{ added: contributionOf(older), of: older.continuedFrom }] : [];
      });
      if (told.length === 0) return [];
      const { reports, figures, marks } = sumContributions(
        chooseEdition(year),
        told.map(({ added }) => added),
      );
      const of = told.flatMap((part) => part.of);
      const stated = reports.accepted > 0 ? figures : undefined;
      return [[year, { reports, figures: stated, marks, continuedFrom: of }]];
    }),
  );
}

const contributionOf = ({ reports, figures, marks }: ContinuedYear): Contribution => ({
  reports,
  figures,
  marks,
  signal: new Map(),
  filings: new Map(),
});

/** A year in which a region's code is none. */
export interface OutsideSpan {
  readonly side: 'before' | 'after';
  /** The first year of the code, or the last. */
  readonly bound: number;
  /** Where to look for that year: the regions that it followed, or that follow it. */
  readonly regions: readonly NamedRegion[];
}

/** `undefined` where the code is one of the year's, as nearly always; else one BatchGet for names. */
export async function readOutside(
  table: NamesTable,
  { code, span = {} }: SpannedRegion,
  year: number,
): Promise<OutsideSpan | undefined> {
  if (existsIn(span, year)) return undefined;
  const { from, to, predecessors = [], successors = [] } = span;
  const [side, bound, codes] =
    to !== undefined && year > to
      ? (['after', to, successors] as const)
      : (['before', from ?? year, predecessors] as const);
  const { names } = await table.regionYears(code, [], codes);
  return { side, bound, regions: codes.map((one) => ({ code: one, name: names.get(one) })) };
}
