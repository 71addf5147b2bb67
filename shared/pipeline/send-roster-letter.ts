/**
 * What follows a change of the roster by an office: the address that it names now is let in, and where that is another one than
 * before, both are told, once.
 */
import type { ReportTable } from '../adapters/table/report-table.ts';
import type { NamedRosterChange } from '../contracts/bucket/roster-letter-keys.ts';
import { tellChinaDay, tellChinaYear } from '../domain/basics/calendar.ts';
import { foldMail } from '../domain/basics/mail-address.ts';
import { PermanentError } from '../errors.ts';
import { writeRosterLetter } from '../letters/roster-letter.ts';
import type { LetterDeps } from './send-act-letter.ts';
import { postMails, type LedgerMail } from './post-mails.ts';

export interface RosterLetterDeps extends Omit<LetterDeps, 'table'> {
  readonly table: Pick<ReportTable, 'wholeRosterOf' | 'wholeVersions' | 'letIn'>;
}

/** How many mails were posted; `undefined`: nobody is to be told, or nobody can be. */
export async function sendRosterLetter(
  { table, mail }: RosterLetterDeps,
  { district: code, agencyId, since }: NamedRosterChange,
): Promise<number | undefined> {
  const [agencies, earlier] = await Promise.all([
    table.wholeRosterOf([agencyId]),
    table.wholeVersions(agencyId),
  ]);
  const current = agencies.get(agencyId);
  const versions = [...earlier, ...(current ? [current] : [])];
  const changed = versions.findIndex((version) => version.since === since);
  const now = versions[changed];
  if (!now) throw new PermanentError(`the roster has no version of ${agencyId} since ${since}`);
  const [lost, gained] = [versions[changed - 1]?.mail, now.mail];
  if (current) await table.letIn(current, lost, since);
  if (!mail || (lost && foldMail(lost)) === (gained && foldMail(gained))) return undefined;
  const [, domain = 'gouji.invalid'] = /@([A-Za-z0-9.-]+)/.exec(mail.from) ?? [];
  const letter = { name: now.name, at: since, siteUrl: mail.siteUrl() };
  const write = (kind: 'gained' | 'lost', to: string | undefined): LedgerMail[] =>
    to === undefined
      ? []
      : [
          {
            recipient: `roster#${agencyId}#${since}#${kind}`,
            to,
            date: since,
            messageId: `${since.replaceAll(/\D/g, '')}.${kind}.${agencyId}@${domain}`,
            ...writeRosterLetter(kind, letter),
          },
        ];
  return postMails(mail, { code, year: tellChinaYear(since), slot: tellChinaDay(since) }, [
    ...write('lost', lost),
    ...write('gained', gained),
  ]);
}
