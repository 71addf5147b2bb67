/** `gouji logout [--site URL]`: forgets the token that is kept here. */
import { parseArgs } from 'node:util';
import { readSite } from './ask-site.ts';
import { COMMANDS } from './commands.ts';
import { findLogin, forgetLogin } from './kept-login.ts';
import { sayLine } from './terminal.ts';

export function logout(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: COMMANDS.logout.options });
  const held = findLogin(values.site === undefined ? undefined : readSite(values.site, '--site'));
  if (!held) {
    sayLine('这里没有登录 nobody is logged in here');
    return Promise.resolve(0);
  }
  forgetLogin(held.site);
  sayLine(`已退出 logged out: ${held.site}`);
  sayLine(
    `  不再使用的凭据请在网站上撤销 revoke a credential that is needed no more: ${held.site}/account/credentials`,
  );
  return Promise.resolve(0);
}
