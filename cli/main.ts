import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { findNearest } from '../shared/domain/basics/edit-distance.ts';
import { COMMANDS, isCommandName, type CommandName } from './commands.ts';
import { chooseExit, describeFailure, EXIT, UsageError } from './exit-codes.ts';
import { printCommandHelp, printHelp } from './help.ts';
import { describeMisuse } from './misused-options.ts';
import { outliveOutput, sayText, warnLine, warnText } from './terminal.ts';

type Command = (args: string[]) => Promise<number>;

/** Loaded when asked for: `gouji validate` needs neither AWS nor engines. */
const LOADERS: Readonly<Record<CommandName, () => Promise<Command>>> = {
  start: async () => (await import('./start.ts')).start,
  validate: async () => (await import('./validate.ts')).validate,
  convert: async () => (await import('./convert.ts')).convert,
  upload: async () => (await import('./upload.ts')).upload,
  login: async () => (await import('./login.ts')).login,
  logout: async () => (await import('./logout.ts')).logout,
  'upload-credentials': async () => (await import('./upload-credentials.ts')).uploadCredentials,
  load: async () => (await import('./load.ts')).load,
  rebuild: async () => (await import('./rebuild.ts')).rebuild,
  verify: async () => (await import('./verify.ts')).verify,
  summarise: async () => (await import('./summarise.ts')).summarise,
  redact: async () => (await import('./redact.ts')).redact,
  audit: async () => (await import('./audit.ts')).audit,
  act: async () => (await import('./act.ts')).act,
  'reset-second-step': async () => (await import('./reset-second-step.ts')).resetSecondStep,
  replay: async () => (await import('./replay.ts')).replay,
  redrive: async () => (await import('./redrive.ts')).redrive,
  export: async () => (await import('./export.ts')).exportSystem,
  import: async () => (await import('./import.ts')).importSystem,
};

const HELP = ['help', '--help', '-h'];

async function run([name = 'help', ...args]: readonly string[]): Promise<number> {
  if (HELP.includes(name)) {
    const about = args[0];
    if (about === undefined || HELP.includes(about)) sayText(printHelp());
    else if (isCommandName(about)) sayText(printCommandHelp(about));
    else return tellUnknown(about);
    return 0;
  }
  if (!isCommandName(name)) return tellUnknown(name);
  if (asksForHelp(args)) {
    sayText(printCommandHelp(name));
    return 0;
  }
  try {
    const command = await LOADERS[name]();
    return await command(args);
  } catch (error) {
    const misuse = describeMisuse(error, args, COMMANDS[name]);
    return tellFailure(name, misuse === undefined ? error : new UsageError(misuse, { cause: error }));
  }
}

function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return (end < 0 ? args : args.slice(0, end)).some((arg) => arg === '--help' || arg === '-h');
}

function tellUnknown(name: string): number {
  const nearest = findNearest(name, Object.keys(COMMANDS));
  const [zh, en] = nearest === undefined ? ['', ''] : [`,是否为 ${nearest}?`, `, did you mean ${nearest}?`];
  warnLine(`gouji: 没有命令 "${name}"${zh} / there is no command "${name}"${en}`);
  warnText(`\n${printHelp()}`);
  return EXIT.usage;
}

function tellFailure(name: CommandName, error: unknown): number {
  if (process.env['GOUJI_DEBUG'] !== undefined) throw error;
  const exit = chooseExit(error);
  const [first = '', ...more] = describeFailure(error).split('\n');
  warnLine(`gouji ${name}: ${first}`);
  for (const line of more) warnLine(line);
  if (exit === EXIT.usage) warnText(`\n${printCommandHelp(name)}`);
  return exit;
}

// Some hundreds of files are compiled once, not at every command.
const cacheDir = fileURLToPath(new URL('../node_modules/.cache/gouji', import.meta.url));
enableCompileCache(cacheDir);
process.env['NODE_COMPILE_CACHE'] ??= cacheDir;
outliveOutput();
process.exitCode = await run(process.argv.slice(2));
