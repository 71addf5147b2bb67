/** The published reports beside the project, where they are to be had, lead to what their index says. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { makeInstant } from '../../../../shared/domain/basics/calendar.ts';
import { computeDeadline } from '../../../../shared/domain/basics/deadlines.ts';
import { checkFiling } from '../../../../shared/domain/verdict/check-report.ts';
import { encodeReport } from '../../../../shared/domain/document/encode-report.ts';
import type { Figures } from '../../../../shared/domain/form/figures.ts';
import type { Finding } from '../../../../shared/domain/findings/finding.ts';

const FOLDER = new URL('../../../../../shared/real-reports/', import.meta.url);
const INDEX = fileURLToPath(new URL('index.json', FOLDER));

const expectedSchema = z.object({
  rule: z.string(),
  path: z.string().optional(),
  found: z.number().nullish(),
  expected: z.number().nullish(),
  about: z.string().optional(),
});
const indexSchema = z.array(
  z.object({
    file: z.string(),
    agency: z.string(),
    year: z.number(),
    expect: z.object({
      outcome: z.string(),
      errors: z.array(expectedSchema),
      warnings: z.array(expectedSchema),
    }),
  }),
);
const documentSchema = z.object({ district: z.string(), agency: z.object({ name: z.string() }) });

/** The rules that the index speaks of; of Q1 it says only what it is about. */
const SPOKEN_OF = /^(A[1-4]|Y[1-3]|Q4)$/;
/** The figures that Q1 is about, as the index calls them. */
const ABOUT: Readonly<Record<string, string>> = { received: '本年新收', carriedOut: '结转下年度' };
const lines = (findings: readonly Partial<Finding>[]): string[] =>
  findings
    .filter(({ rule = '' }) => SPOKEN_OF.test(rule))
    .map(({ rule, path, found, expected }) => `${rule} ${path} ${found ?? null} ${expected ?? null}`)
    .toSorted();

describe('the published reports', () => {
  if (!existsSync(INDEX)) {
    it.skip('are not here: ../shared/real-reports is missing', () => undefined);
    return;
  }
  const index = indexSchema
    .parse(JSON.parse(readFileSync(INDEX, 'utf8')))
    .toSorted((a, b) => a.year - b.year);
  /** Figures in force, by agency and year; the years are taken in order. */
  const inForce = new Map<string, Figures>();

  it('are the 28 that the index names', () => {
    expect(index).toHaveLength(28);
  });

  it.each(index)('$file', ({ file, agency, year, expect: expected }) => {
    const bytes = new Uint8Array(readFileSync(fileURLToPath(new URL(file, FOLDER))));
    const { district, agency: stated } = documentSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
    const { outcome, findings, report } = checkFiling(bytes, {
      receivedAt: makeInstant(Date.UTC(year + 1, 0, 20)),
      place: { district, agencyId: agency, year },
      roster: { id: agency, name: stated.name, aliases: [], district, kind: 'department' },
      deadline: computeDeadline({ kind: 'department', district: '450205' }, year),
      previous: inForce.get(`${agency} ${year - 1}`),
      firstAcceptedAt: undefined,
    });
    if (outcome === 'accepted' && report) inForce.set(`${agency} ${year}`, report.figures);
    expect(outcome).toBe(expected.outcome);
    expect(lines(findings.filter(({ severity }) => severity === 'error'))).toEqual(
      lines(asFindings(expected.errors)),
    );
    expect(lines(findings.filter(({ severity }) => severity === 'warning'))).toEqual(
      lines(asFindings(expected.warnings)),
    );
    const contradicted = expected.warnings.flatMap(({ rule, about }) =>
      rule === 'Q1' && about !== undefined ? [expect.stringContaining(ABOUT[about]!)] : [],
    );
    const told = findings.filter(({ rule }) => rule === 'Q1');
    expect(told.map(({ message }) => message.zh)).toEqual(contradicted);
    // They are laid out as we write them, so that our writing gives back their bytes.
    expect(encodeReport(report!)).toBe(new TextDecoder().decode(bytes));
  });
});

const asFindings = (entries: readonly z.infer<typeof expectedSchema>[]): Partial<Finding>[] =>
  entries.map(({ about: _about, ...entry }) => entry) as Partial<Finding>[];
