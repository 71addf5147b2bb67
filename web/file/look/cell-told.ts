/** What is told at a cell: how it is marked, and a few words below its figure. */
import { DECIMALS, type Cell } from '../../../shared/domain/form/catalogue.ts';
import { formatNumber } from '../../../shared/domain/form/number-text.ts';
import type { ShownFinding } from '../../form/shown-finding.ts';
import { groupSuspects, listProposals } from '../../form/suspect-groups.ts';
import type { FileLookTexts } from '../../texts/file-look-zh-cn.ts';
import type { DraftCheck } from '../draft-check.ts';
import { proposeSums } from './fill-blanks.ts';
import { listBlankCells, readValue, type FilingDraft } from '../filing-draft.ts';
import { readTypedNumber } from '../../../shared/domain/convert/typed-number.ts';

export interface CellTold {
  readonly tone: 'wrong' | 'error' | 'warning' | 'info' | 'suspected' | 'asked' | 'zero' | 'plain';
  /** Empty where there is nothing to tell. */
  readonly words: string;
  /** The place among the groups of a suspect that one click mends. */
  readonly repair?: string;
  /** What one click fills in. */
  readonly fill?: number;
}

const PLAIN: CellTold = { tone: 'plain', words: '' };

/** By the cell's path; a cell without anything to tell is plain. */
export function tellCells(
  draft: FilingDraft,
  { findings, figures }: Pick<DraftCheck, 'findings' | 'figures'>,
  cells: readonly Cell[],
  words: FileLookTexts,
): ReadonlyMap<string, CellTold> {
  const found = groupByPath(findings);
  const proposals = listProposals(groupSuspects(findings));
  const sums = proposeSums(figures);
  const blank = new Set(listBlankCells(draft).map(({ path }) => path));
  return new Map(
    cells.map((cell): [string, CellTold] => {
      const { path, column, index } = cell;
      const typed = readTypedNumber(readValue(draft, path), column.kind);
      if (typed.kind === 'wrong') return [path, { tone: 'wrong', words: words.wrong(typed.problem) }];
      if (typed.kind === 'empty') {
        const sum = sums.get(index);
        if (!blank.has(path)) return [path, { tone: 'asked', words: words.asked }];
        return [
          path,
          sum === undefined ? PLAIN : { tone: 'plain', words: words.sum(formatNumber(sum)), fill: sum },
        ];
      }
      const proposal = proposals.get(path);
      if (proposal)
        return [
          path,
          {
            tone: 'suspected',
            words: words.apply(formatNumber(proposal.value, DECIMALS[column.kind])),
            repair: `${proposal.suspect - 1}.0`,
          },
        ];
      const here = found.get(path);
      if (here) return [path, tellFindings(here, cell, words)];
      return [path, figures.cells[index] === 0 ? { tone: 'zero', words: '' } : PLAIN];
    }),
  );
}

function groupByPath(findings: readonly ShownFinding[]): ReadonlyMap<string, readonly ShownFinding[]> {
  const groups = new Map<string, ShownFinding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.path);
    if (group) group.push(finding);
    else groups.set(finding.path, [finding]);
  }
  return groups;
}

/** Findings are listed errors first. An explained warning no longer asks for anything. */
function tellFindings(findings: readonly ShownFinding[], { column }: Cell, words: FileLookTexts): CellTold {
  const open = findings.filter(({ explanation }) => explanation === undefined);
  const [first] = open;
  if (!first) return { tone: 'info', words: '' };
  // Another cell is named as what broke the sum: this one needs no change.
  if (first.suspect && !('candidates' in first.suspect))
    return { tone: first.severity, words: words.follows };
  const expected = new Set(
    open.flatMap((finding) =>
      finding.severity === first.severity && typeof finding.expected === 'number' ? [finding.expected] : [],
    ),
  );
  // No count is negative: the sum is wrong elsewhere.
  const isPossible = column.kind === 'change' || [...expected].every((value) => value >= 0);
  const told =
    expected.size === 1 && isPossible
      ? [...expected].map((value) => words.expected(formatNumber(value, DECIMALS[column.kind]))).join('')
      : words.seeFindings;
  return { tone: first.severity, words: told };
}
