/** `gouji help`, `gouji help CMD`, `gouji CMD --help`. */
import { COMMANDS, type CommandHelp, type CommandName, type Option } from './commands.ts';
import { EXIT } from './exit-codes.ts';

const FAILURES: readonly (readonly [number, string])[] = [
  [EXIT.usage, '命令写法有误 / not written as it must be'],
  [EXIT.unavailable, '系统没有应答 / no system answers'],
  [EXIT.failure, '出错 / failure'],
  [EXIT.refused, '系统不允许 / refused'],
];

export function printHelp(): string {
  const commands = Object.values(COMMANDS).map(
    ({ usage, does }: CommandHelp) =>
      `${usage.map((line) => `  gouji ${line}\n`).join('')}      ${does.zh} / ${does.en}\n`,
  );
  return `勾稽 gouji: collects, checks, adds up and charts reports on government information disclosure

${commands.join('')}
gouji help COMMAND 或 gouji COMMAND --help:选项、例子、退出码 / its options, examples and exit codes
${failureLines()}`;
}

export function printCommandHelp(name: CommandName): string {
  const { does, usage, options, examples, exits }: CommandHelp = COMMANDS[name];
  const heads = Object.entries(options).map(([option, { value }]) => optionHead(option, value));
  const width = Math.max(...heads.map(({ length }) => length));
  return `${usage.map((line) => `gouji ${line}\n`).join('')}
  ${does.zh}
  ${does.en}

选项 options
${Object.values(options)
  .map((option, i) => `  ${(heads[i] ?? '').padEnd(width)}  ${describe(option)}\n`)
  .join('')}
例子 examples
${examples.map((line) => `  ${line}\n`).join('')}
${exits.map(([code, { zh, en }]) => exitLine(code, `${zh} / ${en}`)).join('')}${failureLines()}`;
}

const optionHead = (name: string, value: string | undefined): string =>
  `--${name}${value === undefined ? '' : ` ${value}`}`;

const describe = ({ zh, en, default: given }: Option): string =>
  `${zh} / ${en}${typeof given === 'string' ? ` (${given})` : ''}`;

const exitLine = (code: number, says: string): string => `退出码 exit ${String(code).padStart(2)}  ${says}\n`;

const failureLines = (): string => FAILURES.map(([code, says]) => exitLine(code, says)).join('');
