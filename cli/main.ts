import { UsageError, USAGE } from './usage.ts';

type Command = (args: string[]) => Promise<number>;

/** Loaded when asked for: `gouji validate` needs neither AWS nor engines. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./start.ts')).start,
  validate: async () => (await import('./validate.ts')).validate,
  upload: async () => (await import('./upload.ts')).upload,
  load: async () => (await import('./load.ts')).load,
  rebuild: async () => (await import('./rebuild.ts')).rebuild,
  verify: async () => (await import('./verify.ts')).verify,
  summarise: async () => (await import('./summarise.ts')).summarise,
  replay: async () => (await import('./replay.ts')).replay,
};

const [name = 'help', ...args] = process.argv.slice(2);
try {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command) {
    process.exitCode = await (await command())(args);
  } else {
    process.stdout.write(USAGE);
    if (!['help', '--help', '-h'].includes(name)) {
      process.stderr.write(`gouji: there is no command "${name}"\n`);
      process.exitCode = 64;
    }
  }
} catch (error) {
  if (process.env['GOUJI_DEBUG'] !== undefined) throw error;
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`gouji ${name}: ${message}\n`);
  if (error instanceof UsageError || isParseArgsError(error)) process.stderr.write(`\n${USAGE}`);
  process.exitCode = 64;
}

function isParseArgsError(error: unknown): boolean {
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
