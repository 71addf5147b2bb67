/** `gouji upload-credentials AGENCY`: temporary credentials in the form of AWS's `credential_process`, for any S3 client. */
import { parseArgs } from 'node:util';
import { readSite } from './ask-site.ts';
import { COMMANDS } from './commands.ts';
import { RefusedError, UsageError } from './exit-codes.ts';
import { findLogin } from './kept-login.ts';
import { lendCredentials } from './program-session.ts';
import { sayText } from './terminal.ts';

export async function uploadCredentials(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: COMMANDS['upload-credentials'].options,
  });
  const [agency, ...more] = positionals;
  if (agency === undefined || more.length > 0) throw new UsageError('for which agency? One id');
  const login = findLogin(values.site === undefined ? undefined : readSite(values.site, '--site'));
  if (!login)
    throw new RefusedError(
      `还没有登录:请先运行 gouji login${siteOption(values.site)} / nobody is logged in here: run gouji login${siteOption(values.site)} first`,
    );
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = await lendCredentials(login, agency);
  const answer = {
    Version: 1,
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    Expiration: expiration,
  };
  sayText(`${JSON.stringify(answer, null, 2)}\n`);
  return 0;
}

const siteOption = (site: string | undefined): string => (site === undefined ? '' : ` --site ${site}`);
