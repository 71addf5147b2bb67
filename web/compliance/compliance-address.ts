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

export function compliance({ summary }: ComplianceView, target: Target): string {
  const { code = summary.region.code, year = summary.year, query = {} } = target;
  return `${compliancePath(code, year)}${queryText(query)}`;
}

/** This page with another choice of agencies, at the list; from its first page on. */
export function listed(view: ComplianceView, change: Partial<ComplianceQuery>): string {
  return compliance(view, { query: { ...view.query, page: 1, ...change } });
}

/** The same agencies in the same order as a file, whichever page of them is shown. */
export function csvAddress(
  page: PageContext,
  { summary }: ComplianceView,
  { list, kind, district, sort }: Partial<ComplianceQuery>,
): string {
  const path = `${compliancePath(summary.region.code, summary.year)}.csv`;
  return href({ ...page, langInAddress: true }, `${path}${queryText({ list, kind, district, sort })}`);
}

/** Where the lists begin. */
export const LISTS_ID = 'agencies';
