/**
 * The published reports three ways: what is kept as data, what a second and plain implementation of the sums finds, and
 * what the rules find must be the same, figure by figure.
 */
import { describe, expect, it } from 'vitest';
import { checkFiling } from '../../shared/domain/verdict/check-report.ts';
import { computeDeadline } from '../../shared/domain/basics/deadlines.ts';
import { encodeReport } from '../../shared/domain/document/encode-report.ts';
import type { Figures } from '../../shared/domain/form/figures.ts';
import type { Report } from '../../shared/domain/form/report.ts';
import { findErrorsPlainly, findWarningsPlainly, type Json } from '../support/plain-rules.ts';
import {
  PUBLISHED_EXPECTATIONS,
  PUBLISHED_FILINGS,
  PUBLISHED_ROSTER,
  tellFindings,
  type PublishedFiling,
} from '../support/published-expectations.ts';

/** Every seventh cell of a report is spoiled in turn: over all reports, each cell is. */
const STRIDE = 7;

const agencies = new Map(PUBLISHED_ROSTER.map((agency) => [agency.id, agency]));

interface Told {
  readonly outcome: string;
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}
function tellKept({ file }: PublishedFiling): Told {
  const { outcome, errors, warnings } = PUBLISHED_EXPECTATIONS[file]!;
  return { outcome, errors: tellFindings(errors), warnings: tellFindings(warnings) };
}

function tellPlainly(report: Json, previous: Json | undefined): Told {
  const errors = tellFindings(findErrorsPlainly(report));
  return {
    outcome: errors.length === 0 ? 'accepted' : 'returned',
    errors,
    warnings: tellFindings(findWarningsPlainly(report, previous)),
  };
}

function tellByRules(
  { place, receivedAt }: PublishedFiling,
  document: string,
  previous: Figures | undefined,
): Told & { readonly report: Report | undefined } {
  const agency = agencies.get(place.agencyId)!;
  const { outcome, findings, report } = checkFiling(new TextEncoder().encode(document), {
    receivedAt,
    place,
    roster: agency,
    deadline: computeDeadline(agency, place.year),
    previous,
    firstAcceptedAt: undefined,
  });
  const tell = (wanted: string): readonly string[] =>
    tellFindings(findings.filter(({ severity }) => severity === wanted));
  return { outcome, errors: tell('error'), warnings: tell('warning'), report };
}

/** Each report with the one in force of the year before, if any. */
const compared = PUBLISHED_FILINGS.map((published) => {
  const before = PUBLISHED_FILINGS.find(
    ({ place, file }) =>
      place.agencyId === published.place.agencyId &&
      place.year === published.place.year - 1 &&
      PUBLISHED_EXPECTATIONS[file]?.outcome === 'accepted',
  );
  return {
    published,
    previousPlain: before && (JSON.parse(before.document) as Json),
    previous: before && tellByRules(before, before.document, undefined).report?.figures,
  };
});

it('something is expected of each of the 28 published reports', () => {
  const files = PUBLISHED_FILINGS.map(({ file }) => file).toSorted();
  expect(files).toHaveLength(28);
  expect(Object.keys(PUBLISHED_EXPECTATIONS)).toEqual(files);
  expect(compared.filter(({ previous }) => previous)).toHaveLength(8);
});

describe.each(compared.map((one) => [one.published.file, one] as const))(
  '%s',
  (_, { published, previousPlain, previous }) => {
    it('is judged as kept, by a second implementation', () => {
      expect(tellPlainly(JSON.parse(published.document), previousPlain)).toEqual(tellKept(published));
    });

    it('is judged as kept, by the rules, and written back byte for byte', () => {
      const { report, ...told } = tellByRules(published, published.document, previous);
      expect(told).toEqual(tellKept(published));
      expect(encodeReport(report!)).toBe(published.document);
    });

    it('is judged alike by both with a slip in any cell', () => {
      const offset = PUBLISHED_FILINGS.indexOf(published) % STRIDE;
      const cells = listCells(JSON.parse(published.document)).filter((__, i) => i % STRIDE === offset);
      for (const path of cells) {
        const spoiled: Json = JSON.parse(published.document);
        spoilCell(spoiled, path);
        const { report: __, ...told } = tellByRules(published, JSON.stringify(spoiled), previous);
        expect([path, told]).toEqual([path, tellPlainly(spoiled, previousPlain)]);
      }
      expect(cells.length).toBeGreaterThan(25);
    });
  },
);

const TABLES = ['proactive', 'applications', 'reconsideration', 'litigation'];
function listCells(report: Json): readonly string[] {
  const list = (node: unknown, path: string): string[] =>
    typeof node === 'object' && node !== null
      ? Object.entries(node).flatMap(([key, below]) => list(below, `${path}/${key}`))
      : [path];
  return TABLES.flatMap((table) => list(report[table], `/${table}`));
}

function spoilCell(report: Json, path: string): void {
  const keys = path.slice(1).split('/');
  const last = keys.pop()!;
  const holder = keys.reduce<Json>((node, key) => node[key] as Json, report);
  holder[last] = Number(holder[last]) + 1;
}
