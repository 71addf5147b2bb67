/** What is wrong with what was typed behind a command's name, where `parseArgs` refused it. */
import { findNearest } from '../shared/domain/basics/edit-distance.ts';
import type { CommandHelp } from './commands.ts';

/** In a sentence; undefined where the error is none of `parseArgs`. */
export function describeMisuse(
  error: unknown,
  args: readonly string[],
  { options }: CommandHelp,
): string | undefined {
  const isRefusal =
    error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  return isRefusal ? (describeUnknown(args, Object.keys(options)) ?? error.message) : undefined;
}

function describeUnknown(args: readonly string[], known: readonly string[]): string | undefined {
  const end = args.indexOf('--');
  for (const arg of end < 0 ? args : args.slice(0, end)) {
    const name = /^--?([^=]+)/.exec(arg)?.[1];
    if (name === undefined || known.includes(name)) continue;
    const nearest = findNearest(name, known);
    const [zh, en] =
      nearest === undefined ? ['', ''] : [`,是否为 --${nearest}?`, `, did you mean --${nearest}?`];
    return `没有选项 ${arg}${zh} / there is no option ${arg}${en}`;
  }
  return undefined;
}
