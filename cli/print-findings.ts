import { styleText } from 'node:util';
import type { Edition } from '../shared/domain/catalogue.ts';
import type { Finding, Outcome } from '../shared/domain/finding.ts';
import type { Text } from '../shared/domain/text.ts';
import { groupBySuspect, suspectText } from '../shared/domain/suspect-text.ts';

/** As far as the commands tell documents apart; `unreadable` is returned with S1, or a file that can't be read. */
export type FileOutcome = Outcome | 'unreadable';

export function outcomeOfFile(outcome: Outcome, findings: readonly Finding[]): FileOutcome {
  return findings.some(({ rule }) => rule === 'S1') ? 'unreadable' : outcome;
}

/** 0 all accepted, 1 some returned, 2 some unreadable. */
export function exitCodeOf(outcomes: readonly FileOutcome[]): number {
  if (outcomes.includes('unreadable')) return 2;
  return outcomes.includes('returned') ? 1 : 0;
}

const WORDS: Readonly<Record<FileOutcome, { text: string; colour: 'green' | 'red' }>> = {
  accepted: { text: '已接收 accepted', colour: 'green' },
  returned: { text: '已退回 returned', colour: 'red' },
  unreadable: { text: '无法读取 unreadable', colour: 'red' },
};

/** `edition` decides what the cells of a suspect are called; `notes` are of the document as a whole. */
export function printOutcome(
  file: string,
  outcome: FileOutcome,
  findings: readonly Finding[],
  edition: Edition = '2021',
  notes: readonly Text[] = [],
): void {
  const { text, colour } = WORDS[outcome];
  const lines = [`${styleText(colour, text)}  ${file}`];
  for (const { suspect, findings: group } of groupBySuspect(findings)) {
    if (suspect) {
      const { zh, en } = suspectText(edition, suspect);
      lines.push(`  ${styleText('cyan', '→')}  ${zh}`, `     ${en}`);
    }
    for (const { rule, severity, path, message } of group) {
      const mark = styleText(severity === 'error' ? 'red' : 'yellow', rule);
      lines.push(`  ${mark} ${path}`, `     ${message.zh}`, `     ${message.en}`);
    }
  }
  for (const { zh, en } of notes) lines.push(`  ${zh}`, `  ${en}`);
  process.stdout.write(`${lines.join('\n')}\n`);
}
