/** A region's compliance for the page and the API. */
import type { Instant } from '../../shared/domain/basics/calendar.ts';
import type { ComplianceSummary } from '../../shared/domain/compliance/compliance.ts';
import { computeDeadline } from '../../shared/domain/basics/deadlines.ts';
import { tellChangesSince } from '../../shared/domain/compliance/compliance.ts';
import { tellLevel } from '../../shared/domain/basics/region.ts';
import { findSlotAtOrBefore, slotInstant } from '../../shared/domain/compliance/summary-slots.ts';
import { MOST_REPLAYED, readingOnce } from '../../shared/pipeline/as-of.ts';
import { complianceAt, type ComplianceQuestion } from '../../shared/pipeline/compliance-at.ts';
import { TooManyMovedError } from '../../shared/pipeline/table-at-slot.ts';
import { RequestError } from '../http/request-error.ts';
import type { WebDeps, WebTable } from '../ports.ts';

/**
 * A nation or a province is read as it stands up to so much; beyond that, the newest kept summary of then is shown, with its instant.
 * A thousand agencies take half a second of processor time.
 */
const MAX_LIVE = { regions: 200, agencies: 2000 };
/** Where nothing was summarised yet, more is read as long as an answer may take. */
const MAX_UNSUMMARISED = 12_000;

type SummaryDeps = Pick<WebDeps, 'table' | 'summaries'>;
type SummaryQuestion = Omit<ComplianceQuestion, 'keptMarks' | 'mostReplayed' | 'byDay'>;

/** `undefined` where the region is not on record. */
export async function readSummary(
  { table, summaries }: SummaryDeps,
  question: SummaryQuestion,
): Promise<ComplianceSummary | undefined> {
  const { code, year, asOf, now, since } = question;
  if (await isWide(table, code, year)) {
    const newest = await summaries.newest(code, year, findSlotAtOrBefore(asOf ?? now));
    const isTooMuch = async () => (await countExpected(table, code, year)) > MAX_UNSUMMARISED;
    // What was told then stays what was told then.
    if (newest && (asOf !== undefined || hasPresentDeadlines(newest) || (await isTooMuch()))) {
      if (since === undefined) return newest;
      // What it would be compared with is itself: nothing more is to be read.
      if (slotInstant(findSlotAtOrBefore(since)) >= newest.at)
        return tellChangesSince(newest, newest.at, new Map(newest.agencies.map((one) => [one.id, one])));
      const kept = await readKeptBefore(summaries, question, since);
      return kept ? tellChangesSince(newest, slotInstant(kept.slot), kept.marks) : newest;
    }
    if (asOf !== undefined) throw new RequestError(404, (t) => t.noSummaryThen);
    if (await isTooMuch()) throw new RequestError(404, (t) => t.noSummaryYet);
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

/** Years that are summarised no more keep what was told by deadlines that a later version corrected. */
const hasPresentDeadlines = ({ agencies, year }: ComplianceSummary): boolean =>
  agencies.every(
    (agency) => agency.extension !== undefined || agency.deadline === computeDeadline(agency, year),
  );

type SizeTable = Pick<WebTable, 'regionsWithin' | 'regionYears'>;

async function isWide(table: SizeTable, code: string, year: number): Promise<boolean> {
  const level = tellLevel(code);
  if (level !== 'nation' && level !== 'province') return false;
  return (
    (await table.regionsWithin(code)).length > MAX_LIVE.regions ||
    (await countExpected(table, code, year)) > MAX_LIVE.agencies
  );
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
