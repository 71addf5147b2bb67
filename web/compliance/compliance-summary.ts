/** A region's compliance for the page and the API. */
import type { Instant } from '../../shared/domain/basics/calendar.ts';
import {
  countConsolidated,
  tellChangesSince,
  type ComplianceSummary,
  type CountingBasis,
} from '../../shared/domain/compliance/compliance.ts';
import {
  hasPresentDeadlines,
  tellFacts,
  tellKeptFacts,
  tellNothingChanged,
  type ComplianceFacts,
} from '../../shared/domain/compliance/outline.ts';
import { isAbovePrefecture } from '../../shared/domain/basics/region.ts';
import {
  findSlotAtOrBefore,
  MOST_READ_LIVE,
  slotInstant,
  type Slot,
} from '../../shared/domain/compliance/summary-slots.ts';
import { MOST_REPLAYED, readingOnce } from '../../shared/pipeline/as-of.ts';
import { complianceAt, type ComplianceQuestion } from '../../shared/pipeline/compliance-at.ts';
import type { KeptHead } from '../../shared/pipeline/kept-summaries.ts';
import { TooManyMovedError } from '../../shared/pipeline/table-at-slot.ts';
import { RequestError } from '../http/request-error.ts';
import type { WebDeps, WebTable } from '../ports.ts';

/**
 * So many are read for one answer where something needs them all: where nothing was summarised yet, or a kept summary is to be sorted,
 * narrowed to a part, or compared with another instant. Where there are more, what a summary's head tells and the lines that are shown are read.
 */
const MAX_WHOLE = 12_000;

type SummaryDeps = Pick<WebDeps, 'table' | 'summaries'>;
type SummaryQuestion = Omit<ComplianceQuestion, 'keptMarks' | 'mostReplayed' | 'byDay'> & {
  /** A summary of this slot or before it: further pages of a list are of the one that the first was of. */
  readonly upTo?: Slot | undefined;
};

/** All of it in memory, or what was kept of a region of very many agencies, whose lines are read where they are shown. */
export type ComplianceTold =
  | { readonly kind: 'whole'; readonly summary: ComplianceSummary }
  | {
      readonly kind: 'kept';
      readonly kept: KeptHead;
      /** There are more than are read for one answer. */
      readonly isTooLarge: boolean;
    };

/** `undefined` where the region is not on record. `needsAll`: where there are not too many, all lines are read. */
export async function readTold(
  deps: SummaryDeps,
  question: SummaryQuestion,
  needsAll = false,
): Promise<ComplianceTold | undefined> {
  const { code, year, asOf, since } = question;
  const size = await measureRegion(deps.table, code, year);
  const kept = size.isWide ? await deps.summaries.newestHead(code, year, tellSlot(question)) : undefined;
  if (kept) {
    const isTooLarge = size.isTooLarge || kept.outline.agencies.lines > MAX_WHOLE;
    const isEnough = !needsAll && !needsMarks(kept, since) && (asOf !== undefined || hasPresent(kept, year));
    if (isTooLarge || isEnough)
      return {
        kind: 'kept',
        kept: since !== undefined && isAfter(kept, since) ? withNothingChanged(kept) : kept,
        isTooLarge,
      };
  }
  const summary = await readWhole(deps, question, size);
  return summary && { kind: 'whole', summary };
}

const tellSlot = ({ asOf, now, upTo }: SummaryQuestion): Slot => {
  const slot = findSlotAtOrBefore(asOf ?? now);
  return upTo !== undefined && upTo < slot ? upTo : slot;
};

const hasPresent = ({ outline }: KeptHead, year: number): boolean => hasPresentDeadlines(outline.byLaw, year);
/** What it would be compared with is itself. */
const isAfter = ({ head }: KeptHead, since: Instant): boolean =>
  slotInstant(findSlotAtOrBefore(since)) >= head.at;
/** Changes since the summary before were kept with it; those since another are told by all agencies. */
const needsMarks = (kept: KeptHead, since: Instant | undefined): boolean =>
  since !== undefined &&
  !isAfter(kept, since) &&
  slotInstant(findSlotAtOrBefore(since)) !== kept.outline.changes.since;

const withNothingChanged = (kept: KeptHead): KeptHead => ({
  ...kept,
  outline: { ...kept.outline, changes: tellNothingChanged(kept.head.at) },
  index: { ...kept.index, cells: kept.index.cells.map((cell) => ({ ...cell, changes: [], came: false })) },
  lines: async (positions) =>
    (await kept.lines(positions)).map(({ line }): { line: typeof line; changes: [] } => ({
      line,
      changes: [],
    })),
});

/** What page and answer tell of all agencies. */
export function tellFactsAs(told: ComplianceTold, basis: CountingBasis): ComplianceFacts {
  return told.kind === 'kept'
    ? tellKeptFacts(told.kept.head, told.kept.outline, basis)
    : tellFacts(countedAs(told.summary, basis));
}

export const countedAs = (summary: ComplianceSummary, basis: CountingBasis): ComplianceSummary =>
  basis === 'with-consolidated' ? countConsolidated(summary) : summary;

/** With all lines: of a region of too many, an earlier version's summary is not read. */
export async function readSummary(
  deps: SummaryDeps,
  question: SummaryQuestion,
): Promise<ComplianceSummary | undefined> {
  return readWhole(deps, question, await measureRegion(deps.table, question.code, question.year));
}

async function readWhole(
  { table, summaries }: SummaryDeps,
  question: SummaryQuestion,
  { isWide, isTooLarge }: Size,
): Promise<ComplianceSummary | undefined> {
  const { code, year, asOf, since, upTo } = question;
  if (isWide) {
    if (isTooLarge)
      throw new RequestError(404, (t) => (asOf === undefined ? t.noSummaryYet : t.noSummaryThen));
    const newest = await summaries.newest(code, year, tellSlot(question));
    // What was told then stays what was told then.
    if (newest && (asOf !== undefined || hasPresentDeadlines(newest.agencies, year))) {
      if (since === undefined) return newest;
      // What it would be compared with is itself: nothing more is to be read.
      if (slotInstant(findSlotAtOrBefore(since)) >= newest.at)
        return tellChangesSince(newest, newest.at, new Map(newest.agencies.map((one) => [one.id, one])));
      const kept = await readKeptBefore(summaries, question, since);
      return kept ? tellChangesSince(newest, slotInstant(kept.slot), kept.marks) : newest;
    }
    if (asOf !== undefined) throw new RequestError(404, (t) => t.noSummaryThen);
    // A cursor of a slot of which nothing is kept was never given to anybody.
    if (upTo !== undefined) throw new RequestError(400, (t) => t.cursorMalformed, 'cursor');
  }
  return since === undefined
    ? readLive({ table, summaries }, question)
    : readSince({ table: readingOnce(table), summaries }, question, since);
}

const readLive = ({ table, summaries }: SummaryDeps, question: Omit<ComplianceQuestion, 'keptMarks'>) =>
  complianceAt(table, {
    ...question,
    byDay: true,
    keptMarks: async (since) => {
      const { code, year } = question;
      const slot = findSlotAtOrBefore(since);
      return slotInstant(slot) === since ? summaries.marks({ code, year, slot }) : undefined;
    },
  });

/**
 * Since any instant: told from what was kept of it, where it is a slot's, else from the histories of those that have moved since,
 * where these are not too many; else since the newest slot before of which something was kept, or since the usual one.
 */
async function readSince(
  deps: SummaryDeps,
  question: SummaryQuestion,
  since: Instant,
): Promise<ComplianceSummary | undefined> {
  try {
    return await readLive(deps, { ...question, mostReplayed: MOST_REPLAYED });
  } catch (error) {
    if (!(error instanceof TooManyMovedError)) throw error;
    const kept = await readKeptBefore(deps.summaries, question, since);
    if (!kept) return readLive(deps, { ...question, since: undefined });
    const told = { ...question, since: slotInstant(kept.slot), byDay: true };
    return complianceAt(deps.table, { ...told, keptMarks: () => Promise.resolve(kept.marks) });
  }
}

const readKeptBefore = (
  summaries: Pick<WebDeps['summaries'], 'newestMarks'>,
  { code, year }: Pick<SummaryQuestion, 'code' | 'year'>,
  since: Instant,
) => summaries.newestMarks(code, year, findSlotAtOrBefore(since));

type SizeTable = Pick<WebTable, 'regionsWithin' | 'regionYears'>;

interface Size {
  readonly isWide: boolean;
  readonly isTooLarge: boolean;
}

async function measureRegion(table: SizeTable, code: string, year: number): Promise<Size> {
  if (!isAbovePrefecture(code)) return { isWide: false, isTooLarge: false };
  const expected = await countExpected(table, code, year);
  return {
    // Then the newest kept summary is shown, with its instant. A nation's regions are many: they are read where its agencies are few.
    isWide:
      expected > MOST_READ_LIVE.agencies || (await table.regionsWithin(code)).length > MOST_READ_LIVE.regions,
    isTooLarge: expected > MAX_WHOLE,
  };
}

/** Those that have to report; of a year that nobody owes yet, those of the year before. */
async function countExpected(
  table: Pick<WebTable, 'regionYears'>,
  code: string,
  year: number,
): Promise<number> {
  const { years } = await table.regionYears(code, [year - 1, year], []);
  return Math.max(0, ...[...years.values()].map(({ reports }) => reports.expected));
}
