/** What was typed after a command's name, by the command's table of options. */
import { parseArgs } from 'node:util';
import { findNearestName } from '../shared/domain/nearest-name.ts';
import type { CommandHelp } from './commands.ts';
import { UsageError } from './exit-codes.ts';

/** `values` typed by the table; positionals only where the command takes some. */
export function readArguments<Table extends CommandHelp>(
  { options }: Table,
  args: readonly string[],
  { allowPositionals = false } = {},
) {
  try {
    return parseArgs({ args: [...args], allowPositionals, options });
  } catch (error) {
    const unknown = unknownOption(args, options);
    if (unknown !== undefined) throw new UsageError(unknown, { cause: error });
    if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
      throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

function unknownOption(args: readonly string[], options: CommandHelp['options']): string | undefined {
  const end = args.indexOf('--');
  for (const arg of end < 0 ? args : args.slice(0, end)) {
    const name = /^--?([^=]+)/.exec(arg)?.[1];
    if (name === undefined || Object.hasOwn(options, name)) continue;
    const nearest = findNearestName(name, Object.keys(options));
    const [zh, en] =
      nearest === undefined ? ['', ''] : [`,是否为 --${nearest}?`, `, did you mean --${nearest}?`];
    return `没有选项 ${arg}${zh} / there is no option ${arg}${en}`;
  }
  return undefined;
}
