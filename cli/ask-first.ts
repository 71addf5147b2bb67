/** Tells what an act would change, and goes on where whoever asked wants it. */
import type { RunningSystem } from './connect.ts';
import { confirm } from './confirm.ts';
import { sayLine, warnLine } from './terminal.ts';

interface Wanted {
  readonly 'dry-run': boolean;
  readonly yes: boolean;
}

/** The exit of a command that ends here; `undefined` where it goes on. */
export async function askFirst(
  { endpoint }: Pick<RunningSystem, 'endpoint'>,
  values: Wanted,
  lines: readonly string[],
): Promise<number | undefined> {
  if (values['dry-run']) {
    for (const line of lines) sayLine(line);
    sayLine('试运行,未写入 dry run, nothing was written');
    return 0;
  }
  if (values.yes) return undefined;
  for (const line of lines) warnLine(line);
  if ((await confirm(`写入 ${endpoint} 吗 Do this at ${endpoint}?`)) !== false) return undefined;
  warnLine('未写入 nothing was done');
  return 1;
}
