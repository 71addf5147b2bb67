/**
 * A summary for what stays: kept in the bucket, written as files, sent by mail. None of it can be taken back when an office
 * withholds a text later, so that it names rule and place, and the pages alone quote.
 */
import { chooseEdition } from '../form/catalogue.ts';
import { withoutQuotes } from '../standing/redact-submission.ts';
import type { ComplianceLine, ComplianceSummary } from './compliance.ts';

export const quoteNothing = (summary: ComplianceSummary): ComplianceSummary => ({
  ...summary,
  agencies: summary.agencies.map((line) => quoteNothingIn(line, summary.year)),
});

export const quoteNothingIn = (line: ComplianceLine, year: number): ComplianceLine =>
  line.open.findings.length === 0
    ? line
    : {
        ...line,
        open: { ...line.open, findings: withoutQuotes(line.open.findings, chooseEdition(year)) },
      };
