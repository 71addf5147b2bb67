/** What an assessment of agency-years stands on, in as few reads as there are kinds of it: most agencies need nothing but their items. */
import type { ReportTable } from '../adapters/table/report-table.ts';
import type { Assessed } from '../domain/assessment/facts.ts';
import { readPlace, type Place } from '../domain/basics/place.ts';
import { hasReturns } from '../domain/standing/acts/office-standing.ts';
import type { AgencyYear } from '../domain/standing/agency-year-record.ts';
import { findExplanation, stateOfWarning, type Warning } from '../domain/standing/explanations.ts';
import type { SubmissionHead, SubmissionName } from '../domain/standing/submission.ts';
import { copiedFrom, findRepetition } from '../domain/verdict/findings-shown.ts';
import { listWarnings } from './judge-agency-year.ts';
import { readSurroundings, type SurroundingsTable } from './surroundings.ts';

export type AssessedTable = SurroundingsTable & Pick<ReportTable, 'filedSubmissions' | 'submissionsAt'>;

/** `read`: how last year's items, which the caller has, are found. */
export async function readAssessed(
  table: AssessedTable,
  items: readonly AgencyYear[],
  read: (place: Place) => AgencyYear | undefined,
): Promise<readonly Assessed[]> {
  const [around, heads, rules] = await Promise.all([
    readSurroundings(table, items, read),
    readHeads(table, items),
    readRules(table, items),
  ]);
  return items.map((item) => {
    const surroundings = around(item);
    const { inForce } = item;
    return {
      item,
      warnings: listWarnings(item, surroundings).map((warning) => ({
        rule: warning.rule,
        path: warning.path,
        isExplained: isExplained(warning, item),
      })),
      rules: rules(item),
      repetition: inForce && findRepetition(inForce, surroundings.previous?.inForce),
      copied: inForce && copiedFrom(inForce, surroundings),
      heads: heads.get(item) ?? [],
    };
  });
}

/** An explanation that the report in force gives counts for nothing where the office has refused what that report explains. */
function isExplained(warning: Warning, { inForce, explanations = [], office }: AgencyYear): boolean {
  const isRefused = office?.marks?.some(({ kind }) => kind === 'explanation-refused') === true;
  const given = findExplanation(warning, explanations);
  if (isRefused && inForce && given && given.order >= inForce.order) return false;
  return stateOfWarning(warning, explanations) === 'explained';
}

/** Few are returned. */
async function readHeads(
  table: AssessedTable,
  items: readonly AgencyYear[],
): Promise<ReadonlyMap<AgencyYear, readonly SubmissionHead[]>> {
  const returned = items.filter(({ acts }) => hasReturns(acts));
  return new Map(
    await Promise.all(
      returned.map(async (item) => [item, (await table.filedSubmissions(readPlace(item))).heads] as const),
    ),
  );
}

/** The newest submission's are kept with the year; where another is in force, its own record has them. */
async function readRules(
  table: AssessedTable,
  items: readonly AgencyYear[],
): Promise<(item: AgencyYear) => readonly string[]> {
  const older = items.flatMap((item) => (isNewest(item) ? [] : (nameInForce(item) ?? [])));
  const find = older.length > 0 ? await table.submissionsAt(older) : () => undefined;
  return (item) => {
    if (isNewest(item)) return item.latest?.rules ?? [];
    const name = nameInForce(item);
    return (name && find(name)?.rules) ?? [];
  };
}

const isNewest = ({ inForce, latest }: AgencyYear): boolean =>
  latest?.submissionId === (inForce?.repeated ?? inForce)?.submissionId;

const nameInForce = ({ inForce, ...item }: AgencyYear): SubmissionName | undefined =>
  inForce && { place: readPlace(item), submissionId: inForce.submissionId };
