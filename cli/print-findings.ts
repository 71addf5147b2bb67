import type { Edition } from '../shared/domain/form/catalogue.ts';
import type { Finding, Outcome, Severity } from '../shared/domain/findings/finding.ts';
import type { Text } from '../shared/domain/basics/text.ts';
import { RULES } from '../shared/domain/rules/rule-book.ts';
import { DOCUMENT_READABLE } from '../shared/domain/rules/structure/s1-document-readable.ts';
import { groupBySuspect, writeSuspectText } from '../shared/domain/suspects/suspect-text.ts';
import { sayLine, type Colour, type Coloured } from './terminal.ts';

/** How the commands tell documents apart; `unreadable`: returned with S1, or a file that can't be read. */
export type FileOutcome = Outcome | 'unreadable';

export function outcomeOfFile(outcome: Outcome, findings: readonly Finding[]): FileOutcome {
  return findings.some(({ rule }) => rule === DOCUMENT_READABLE.id) ? 'unreadable' : outcome;
}

/** 0 all accepted, 1 some returned, 2 some unreadable. */
export function chooseExitCode(outcomes: readonly FileOutcome[]): number {
  if (outcomes.includes('unreadable')) return 2;
  return outcomes.includes('returned') ? 1 : 0;
}

const coloured = (colour: Colour, words: string): Coloured => ({ colour, words });

const OUTCOMES: Readonly<Record<FileOutcome, Coloured>> = {
  accepted: coloured('green', '已接收 accepted'),
  returned: coloured('red', '已退回 returned'),
  unreadable: coloured('red', '无法读取 unreadable'),
};

const COLOURS: Readonly<Record<Severity, Colour>> = { error: 'red', warning: 'yellow', info: 'cyan' };

/** `edition` decides what the cells of a suspect are called; `notes` are of the document as a whole. */
export function printOutcome(
  file: string,
  outcome: FileOutcome,
  findings: readonly Finding[],
  edition: Edition = '2021',
  notes: readonly Text[] = [],
): void {
  sayLine(OUTCOMES[outcome], `  ${file}`);
  for (const { suspect, findings: group } of groupBySuspect(findings)) {
    if (suspect) {
      const { zh, en } = writeSuspectText(edition, suspect);
      sayLine('  ', coloured('cyan', '→'), `  ${zh}`);
      sayLine(`     ${en}`);
    }
    for (const finding of group) {
      const { rule, severity, path, message } = finding;
      sayLine(
        '  ',
        coloured(COLOURS[severity], rule),
        severity === 'info' ? ` ${path}  提示(仅供参考) info` : ` ${path}`,
      );
      sayLine(`     ${message.zh}`);
      sayLine(`     ${message.en}`);
      const written = writeCure(finding);
      if (written !== undefined) sayLine(`     JSON: ${written}`);
    }
  }
  for (const { zh, en } of notes) {
    sayLine(`  ${zh}`);
    sayLine(`  ${en}`);
  }
}

/** What to write into the document by hand or program: the sentences speak of labels only. */
function writeCure(finding: Finding): string | undefined {
  const { rule, severity, path } = finding;
  const known = RULES.byId.get(rule);
  if (known?.writeCure) return known.writeCure(finding);
  return severity === 'warning'
    ? `"explanations": [${JSON.stringify({ rule, path, text: '…' })}]`
    : undefined;
}
