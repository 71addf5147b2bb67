/** Why something that was asked for is not done, each with its cure. */
import type { Text } from '../shared/domain/basics/text.ts';
import { warnLine } from './terminal.ts';

/** The exit of the command. */
export function tellProblems(problems: readonly { readonly message: Text }[]): number {
  for (const { message } of problems) warnLine(`未写入 nothing was done: ${message.zh} / ${message.en}`);
  return 1;
}
