/** What became of a file, for a person at a terminal. */
import type { Converted } from './convert-file.ts';
import { describeAsk } from './describe-ask.ts';
import { sayLine, type Coloured } from './terminal.ts';

const OUTCOMES: Readonly<Record<Converted['outcome'], Coloured>> = {
  read: { colour: 'green', words: '已读出 read' },
  asks: { colour: 'yellow', words: '要核对 asks' },
  refused: { colour: 'red', words: '不能转换 refused' },
};

export function printConversion(converted: Converted, written: string | undefined): void {
  const { file, outcome, asks, notes, reason, cure } = converted;
  sayLine(OUTCOMES[outcome], `  ${file}${written === undefined ? '' : ` → ${written}`}`);
  if (reason) {
    sayLine(`     ${reason.zh}${cure?.zh ?? ''}`);
    sayLine(`     ${[reason.en, cure?.en].filter(Boolean).join(' ')}`);
  }
  for (const ask of asks) {
    const { path, candidates = [] } = ask;
    sayLine('  ', { colour: 'yellow', words: '?' }, ` ${path}`);
    for (const line of describeAsk(ask)) sayLine(`     ${line}`);
    if (candidates.length > 0) sayLine(`     ${candidates.map((values) => values.join(', ')).join(' | ')}`);
  }
  for (const { path, text } of notes) sayLine(`     ${path === undefined ? '' : `${path}  `}${text}`);
}
