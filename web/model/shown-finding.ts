import type { Finding } from '../../shared/domain/finding.ts';
import type { Explanation } from '../../shared/domain/report.ts';

/** A finding with whether the agency has explained it. */
export interface ShownFinding extends Finding {
  readonly explanation: string | undefined;
}

export function withExplanation(finding: Finding, explanations: readonly Explanation[]): ShownFinding {
  const found = explanations.find(({ rule, path }) => rule === finding.rule && path === finding.path);
  return { ...finding, explanation: found?.text };
}
