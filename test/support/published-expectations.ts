/** The published reports, and what the sums and the comparisons with last year must say of each, kept as data. */
import { readdirSync } from 'node:fs';
import * as z from 'zod';
import { publishedReports } from '../../demonstration/published.ts';
import expectations from '../fixtures/published-expectations.json' with { type: 'json' };

const findingSchema = z.strictObject({
  rule: z.string(),
  path: z.string(),
  found: z.number().optional(),
  expected: z.number().optional(),
});
const expectationSchema = z.strictObject({
  outcome: z.enum(['accepted', 'returned']),
  errors: z.array(findingSchema),
  warnings: z.array(findingSchema),
});

/** By file name in `demonstration/published`. */
export const PUBLISHED_EXPECTATIONS = z.record(z.string(), expectationSchema).parse(expectations);

/** The rules that the expectations are about. */
const EXPECTED_RULES = /^(A[1-4]|Y[1-3]|Q4)$/;

const FOLDER = new URL('../../demonstration/published/', import.meta.url);
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
const { regions, roster, filings } = publishedReports();
export { regions as PUBLISHED_REGIONS, roster as PUBLISHED_ROSTER };

/** In the order of their years: each is compared with the one before, where that one is in force. */
export const PUBLISHED_FILINGS = filings
  .map((filing, i) => ({ ...filing, document: String(filing.document), file: FILES[i]! }))
  .toSorted((a, b) => a.place.year - b.place.year);
export type PublishedFiling = (typeof PUBLISHED_FILINGS)[number];

interface Findable {
  readonly rule: string;
  readonly path: string;
  readonly found?: string | number | null | undefined;
  readonly expected?: string | number | null | undefined;
}

/** Findings of the rules that something is expected of, one line for each, in an order of their own. */
export const tellFindings = (findings: readonly Findable[]): readonly string[] =>
  findings
    .filter(({ rule }) => EXPECTED_RULES.test(rule))
    .map(({ rule, path, found = null, expected = null }) => `${rule} ${path} ${found} ${expected}`)
    .toSorted();
