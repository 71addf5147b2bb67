/** Addresses of compliance pages; `href` keeps language and instant. */
import { queryText, type ComplianceQuery } from './compliance-query.ts';
import type { ComplianceView } from './compliance-view.ts';
import { compliancePath, href, type PageContext } from '../site/page-context.ts';

export interface ComplianceProps {
  readonly page: PageContext;
  readonly view: ComplianceView;
}

interface Target {
  readonly code?: string;
  readonly year?: number;
  readonly query?: Partial<ComplianceQuery>;
}

/** What changes are told since, and what is counted, stays wherever it leads. */
export function compliance(
  { summary, query: { since, consolidated } }: ComplianceView,
  target: Target,
): string {
  const { code = summary.region.code, year = summary.year, query = { since, consolidated } } = target;
  return `${compliancePath(code, year)}${queryText(query)}`;
}

/** This page with another choice of agencies, at the list; from its first page on. */
export function listed(view: ComplianceView, change: Partial<ComplianceQuery>): string {
  return compliance(view, { query: { ...view.query, page: 1, ...change } });
}

/** The same agencies in the same order as a file, whichever page of them is shown. */
export function csvAddress(
  page: PageContext,
  { summary, query }: ComplianceView,
  { list, kind, district, sort }: Partial<ComplianceQuery>,
): string {
  const path = `${compliancePath(summary.region.code, summary.year)}.csv`;
  return href(
    { ...page, langInAddress: true },
    `${path}${queryText({ list, kind, district, sort, since: query.since, consolidated: query.consolidated })}`,
  );
}

/** The list as a workbook, what changed, or the notice (通报) of all of it. */
export function fileAddress(
  page: PageContext,
  { summary, query }: ComplianceView,
  file: 'agencies.xlsx' | 'changes.xlsx' | 'notice.docx',
  { list, kind, district, sort }: Partial<ComplianceQuery> = {},
): string {
  const path = `${compliancePath(summary.region.code, summary.year)}/tables/${file}`;
  const asked = { list, kind, district, sort, since: query.since, consolidated: query.consolidated };
  return href({ ...page, langInAddress: true }, `${path}${queryText(asked)}`);
}

/** More is not made a workbook of: it is built in memory. CSV has all lines. */
export const MOST_IN_WORKBOOK = 20_000;

/** Where the lists begin. */
export const LISTS_ID = 'agencies';
