/** Writes to an agency what became of a report that was filed in its name, once: the ledger of mails says what was sent. */
import type { ReportTable } from '../adapters/table/report-table.ts';
import { nameReceiptLetter } from '../contracts/bucket/posted-mail.ts';
import { nameInYear } from '../domain/roster/former-names.ts';
import { tellFindings } from '../domain/standing/acts/findings-told.ts';
import type { SubmissionName } from '../domain/standing/submission.ts';
import { PermanentError } from '../errors.ts';
import { writeReceiptLetter } from '../letters/receipt-letter.ts';
import type { LetterDeps } from './send-act-letter.ts';
import { postMails } from './post-mails.ts';

export interface ReceiptLetterDeps extends Omit<LetterDeps, 'table'> {
  readonly table: Pick<ReportTable, 'submissionsAt' | 'wholeRosterOf' | 'agencyYearsAt'>;
}

/** How many mails were posted; `undefined`: nobody can be told. */
export async function sendReceiptLetter(
  { table, mail }: ReceiptLetterDeps,
  name: SubmissionName,
): Promise<number | undefined> {
  const { place, submissionId } = name;
  const { agencyId, year } = place;
  const [read, agencies, readItem] = await Promise.all([
    table.submissionsAt([name], { consistent: true }),
    table.wholeRosterOf([agencyId]),
    table.agencyYearsAt([place]),
  ]);
  const roster = agencies.get(agencyId);
  const submission = read(name);
  if (!submission)
    throw new PermanentError(`there is no submission ${submissionId} of ${agencyId} for ${year}`);
  if (!mail || roster?.mail === undefined) return undefined;
  const [, domain = 'gouji.invalid'] = /@([A-Za-z0-9.-]+)/.exec(mail.from) ?? [];
  const agency = { id: agencyId, name: nameInYear(roster, year) };
  const { order, recipient } = nameReceiptLetter(place, submission);
  return postMails(mail, order, [
    {
      recipient,
      to: roster.mail,
      date: submission.receivedAt,
      messageId: `${submissionId.replaceAll(/[^A-Za-z0-9-]/g, '-')}.receipt.${agencyId}.${year}@${domain}`,
      ...writeReceiptLetter(
        { agency, year, siteUrl: mail.siteUrl() },
        tellFindings(submission, year, readItem(place)?.acts),
      ),
    },
  ]);
}
