/** `gouji import`: an export becomes a data folder, for `gouji start`. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ImportError, importExport } from '../local/import-export.ts';
import { COMMANDS } from './commands.ts';
import { keepForm } from './migrate-folder.ts';
import { UsageError } from './exit-codes.ts';
import { sayLine } from './terminal.ts';

export async function importSystem(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: COMMANDS.import.options,
    allowPositionals: true,
  });
  const [named, ...more] = positionals;
  if (named === undefined || more.length > 0)
    throw new UsageError('name the one folder that was exported to');
  const dataDir = resolve(values.data);
  const { items, objects, form } = await importExport(resolve(named), dataDir).catch((error: unknown) => {
    throw error instanceof ImportError ? new UsageError(error.message, { cause: error }) : error;
  });
  if (form !== undefined) keepForm(dataDir, form);
  sayLine(
    `${items.lines} 条数据、${objects.lines} 个文件版本已导入 / ${items.lines} items and ${objects.lines} versions imported: ${dataDir}`,
  );
  sayLine(`  gouji start --data ${dataDir}; gouji verify`);
  return 0;
}
