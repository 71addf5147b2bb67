/** Findings that stand on one fault are told together, once. */
import type { Finding } from '../../shared/domain/findings/finding.ts';
import type { Repair, Suspect } from '../../shared/domain/findings/suspect.ts';

export interface SuspectGroup {
  readonly suspect: Suspect;
  /** The findings' numbers in the list, from 1. */
  readonly numbers: readonly number[];
}

/** In the order of the first finding of each. */
export function groupSuspects(findings: readonly Finding[]): SuspectGroup[] {
  const groups = new Map<string, { suspect: Suspect; numbers: number[] }>();
  findings.forEach(({ suspect }, i) => {
    if (!suspect) return;
    // From a store or a receipt, equal suspects are no longer the same object.
    const key = JSON.stringify(suspect);
    const group = groups.get(key);
    if (group) group.numbers.push(i + 1);
    else groups.set(key, { suspect, numbers: [i + 1] });
  });
  return [...groups.values()];
}

/** One where the culprit is named, several where they explain the findings equally well. */
export function listRepairs(suspect: Suspect): readonly Repair[] {
  return 'candidates' in suspect ? suspect.candidates : [suspect];
}

export interface Proposal {
  readonly value: number;
  /** The suspect's number among the groups, from 1. */
  readonly suspect: number;
}

/** What the cells of named culprits should hold, by their paths; candidates propose nothing before one is picked. */
export function listProposals(groups: readonly SuspectGroup[]): Map<string, Proposal> {
  return new Map(
    groups.flatMap(({ suspect }, g) =>
      'candidates' in suspect
        ? []
        : suspect.changes.map(({ path, value }) => [path, { value, suspect: g + 1 }] as const),
    ),
  );
}
