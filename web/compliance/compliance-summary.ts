/** A region's compliance for the page and the API. */
import type { ComplianceSummary } from '../../shared/domain/compliance/compliance.ts';
import { computeDeadline } from '../../shared/domain/basics/deadlines.ts';
import { tellLevel } from '../../shared/domain/basics/region.ts';
import { findSlotAtOrBefore } from '../../shared/domain/compliance/summary-slots.ts';
import { complianceAt, type ComplianceQuestion } from '../../shared/pipeline/compliance-at.ts';
import { RequestError } from '../http/request-error.ts';
import type { WebDeps, WebTable } from '../ports.ts';

/** So many regions are read for one answer; beyond that, the newest kept summary of then is shown, with its instant. */
const MAX_LIVE_REGIONS = 200;

/** `undefined` where the region is not on record. */
export async function readSummary(
  { table, summaries }: Pick<WebDeps, 'table' | 'summaries'>,
  question: Omit<ComplianceQuestion, 'keptMarks'>,
): Promise<ComplianceSummary | undefined> {
  const { code, year, asOf, now } = question;
  if (await isWide(table, code)) {
    const newest = await summaries.newest(code, year, findSlotAtOrBefore(asOf ?? now));
    // What was told then stays what was told then.
    if (newest && (asOf !== undefined || hasPresentDeadlines(newest))) return newest;
    if (asOf !== undefined) throw new RequestError(404, (t) => t.noSummaryThen);
  }
  return complianceAt(table, {
    ...question,
    byDay: true,
    keptMarks: (since) => summaries.marks({ code, year, slot: findSlotAtOrBefore(since) }),
  });
}

/** Years that are summarised no more keep what was told by deadlines that a later version corrected. */
const hasPresentDeadlines = ({ agencies, year }: ComplianceSummary): boolean =>
  agencies.every(
    (agency) => agency.extension !== undefined || agency.deadline === computeDeadline(agency, year),
  );

async function isWide(table: Pick<WebTable, 'regionsWithin'>, code: string): Promise<boolean> {
  const level = tellLevel(code);
  if (level !== 'nation' && level !== 'province') return false;
  return (await table.regionsWithin(code)).length > MAX_LIVE_REGIONS;
}
