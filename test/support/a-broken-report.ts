/** A balanced report of edition 2021 with one figure spoiled, and what names it. */
import type { Finding } from '../../shared/domain/findings/finding.ts';
import type { Repair } from '../../shared/domain/findings/suspect.ts';
import { aBalancedReport } from './a-balanced-report.ts';

export const SPOILED = '/applications/results/granted/naturalPerson';

/** `granted · naturalPerson` says 12 for 21, with which its row, its column and the whole table do not add up. */
export function aBrokenReport(): ReturnType<typeof aBalancedReport> {
  const report = aBalancedReport({ agencyId: 'shenji-ju', district: '450205', year: 2024, received: 21 });
  report.agency.name = '柳北区审计局';
  const { results } = report.applications as unknown as {
    results: { granted: Record<string, number> };
  };
  results.granted['naturalPerson'] = 12;
  return report;
}

export function repairTo(value: number, path = SPOILED): Repair {
  const change = { path, found: 12, value };
  return { ...change, slip: 'transposed', clears: 2, changes: [change] };
}
export const THE_REPAIR = repairTo(21);

/** Findings as the search for culprits leaves them: every sum that does not agree names the same cell. */
export function namingTheCulprit<F extends Finding>(findings: readonly F[]): F[] {
  return findings.map((finding) =>
    finding.severity === 'error' ? { ...finding, suspect: THE_REPAIR } : finding,
  );
}
