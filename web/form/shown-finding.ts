import type { Instant } from '../../shared/domain/basics/calendar.ts';
import type { Finding } from '../../shared/domain/findings/finding.ts';
import type { Explanation } from '../../shared/domain/form/report.ts';
import type { ShownExplanation } from '../../shared/domain/standing/explanations.ts';

/** A finding with the agency's explanation, if it has given one. */
export interface ShownFinding extends Finding {
  readonly explanation: ShownExplanation | undefined;
}

/** A finding with what the document itself says of it, about the figures that it states. Errors can't be explained. */
export function withExplanation(
  finding: Finding,
  explanations: readonly Explanation[],
  receivedAt?: Instant,
): ShownFinding {
  const given =
    finding.severity === 'warning'
      ? explanations.find(({ rule, path }) => rule === finding.rule && path === finding.path)
      : undefined;
  return { ...finding, explanation: given && { text: given.text, receivedAt, holds: true } };
}

/** What is explained stands open no more. */
export const standsExplained = ({ explanation }: ShownFinding): boolean => explanation?.holds === true;
