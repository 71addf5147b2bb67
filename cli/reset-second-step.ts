/** `gouji reset-second-step`: for whoever lost telephone and recovery codes. Who asks for it is for the operator to make sure. */
import { parseArgs } from 'node:util';
import { foldMail, isMailAddress } from '../shared/domain/basics/mail-address.ts';
import { appendToTrail } from './audit-trail.ts';
import { COMMANDS } from './commands.ts';
import { confirm } from './confirm.ts';
import { connect } from './connect.ts';
import { UsageError } from './exit-codes.ts';
import { sayLine } from './terminal.ts';

export async function resetSecondStep(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: COMMANDS['reset-second-step'].options,
    allowPositionals: true,
  });
  const [asked, ...more] = positionals;
  if (asked === undefined || more.length > 0 || !isMailAddress(asked))
    throw new UsageError('reset-second-step takes one MAIL: the address that the person signs in with');
  const mail = foldMail(asked);
  const system = await connect(values.endpoint);
  const { accounts, secondSteps } = system;
  if (!(await secondSteps.read(mail))) {
    sayLine(`${mail} 没有登记手机,没有改动 has no telephone enrolled; nothing was changed`);
    return 0;
  }
  if (!values.yes) {
    const answer = await confirm(
      `取消 ${mail} 的手机和备用码,结束其全部登录吗 Take the telephone and recovery codes of ${mail} away, and end all sessions?`,
    );
    if (answer === false) return 1;
  }
  await appendToTrail(system, { act: 'forget-second-step', on: { kind: 'system' }, detail: mail });
  await secondSteps.remove(mail);
  const sessions = await accounts.sessionsOf(mail);
  await accounts.endSessions(sessions);
  sayLine(
    `已取消,下次登录时重新登记;结束了 ${sessions.length} 个登录 done: the next sign-in enrols anew; ${sessions.length} sessions ended`,
  );
  return 0;
}
