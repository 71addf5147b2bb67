/** `gouji login [--site URL] [--code CODE]`: takes a credential's token for the code that its maker was shown on the site. */
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { loginSchema } from '../shared/contracts/api/program-answers.ts';
import { postToSite, readSite } from './ask-site.ts';
import { COMMANDS, DEFAULT_ENDPOINT } from './commands.ts';
import { UsageError } from './exit-codes.ts';
import { keepLogin, nameLoginFile } from './kept-login.ts';
import { nameLogin } from './name-login.ts';
import { sayLine } from './terminal.ts';

const CREDENTIALS_PAGE = '/account/credentials';

export async function login(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: COMMANDS.login.options });
  const site = readSite(values.site ?? DEFAULT_ENDPOINT, '--site');
  const code = values.code ?? (await askForCode(site));
  const answer = await postToSite(new URL('/api/v1/login', site), { body: { code }, answer: loginSchema });
  const kept = { ...answer, site };
  keepLogin(kept);
  sayLine(`已登录 logged in: ${site}`);
  for (const line of nameLogin(kept)) sayLine(`  ${line}`);
  sayLine(`  令牌 token  ${nameLoginFile()}`);
  return 0;
}

async function askForCode(site: string): Promise<string> {
  const { stdin: input, stderr: output } = process;
  const page = `${site}${CREDENTIALS_PAGE}`;
  if (!input.isTTY || !output.isTTY)
    throw new UsageError(`which code? Make a credential at ${page} and give its login code with --code`);
  const lines = createInterface({ input, output });
  // An input that ends has answered, too.
  const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
  const typed = await Promise.race([
    lines.question(`${page} 上显示的登录码 login code shown there: `),
    ended,
  ]);
  lines.close();
  if (typed.trim() === '') throw new UsageError('no code was typed');
  return typed;
}
