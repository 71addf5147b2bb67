/** Addresses of compliance pages: the instant that is shown stays from one to the next. */
import { queryText, type ComplianceQuery } from '../model/compliance-query.ts';
import type { ComplianceView } from '../model/compliance-view.ts';
import { compliancePath, type PageContext } from './page-context.ts';

export interface ComplianceProps {
  readonly page: PageContext;
  readonly view: ComplianceView;
}

interface Target {
  readonly code?: string;
  readonly year?: number;
  /** The instant alone where it is left out. */
  readonly query?: Partial<ComplianceQuery>;
}

export function compliance({ summary, query }: ComplianceView, target: Target): string {
  const { code = summary.region.code, year = summary.year, query: wanted = { asOf: query.asOf } } = target;
  return `${compliancePath(code, year)}${queryText(wanted)}`;
}

/** This page with another choice of agencies, at the list; from its first page on. */
export function listed(view: ComplianceView, change: Partial<ComplianceQuery>): string {
  return compliance(view, { query: { ...view.query, page: 1, ...change } });
}

/** Where the lists begin. */
export const LISTS_ID = 'agencies';
