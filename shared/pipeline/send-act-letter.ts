/**
 * Writes to an agency about an act of the office, once: the ledger of mails says what was sent, whatever is repeated. What
 * was withdrawn before its letter went out is told of by nobody, and so is a return of what a newer report had replaced.
 */
import type { ReportTable } from '../adapters/table/report-table.ts';
import type { NamedAct } from '../contracts/bucket/letter-keys.ts';
import { tellChinaDay, type Instant } from '../domain/basics/calendar.ts';
import { describeAgencyCompliance } from '../domain/compliance/agency-compliance.ts';
import { nameAgencyRecipient } from '../domain/compliance/mail-plan.ts';
import { findDue, tellOwed } from '../domain/compliance/reminder.ts';
import { nameInYear } from '../domain/roster/former-names.ts';
import type { Place } from '../domain/basics/place.ts';
import { keepActs, listWithdrawn, type Act, type KeptAct } from '../domain/standing/acts/act.ts';
import { PermanentError } from '../errors.ts';
import { findTold, writeActLetter } from '../letters/act-letters.ts';
import type { MailContent } from '../letters/mail-document.ts';
import { writeReminder } from '../letters/reminder-mail.ts';
import { readOpenFindings, type OpenFindingsTable } from './open-findings.ts';
import { postMails, type MailSettings } from './post-mails.ts';
import { standingIn } from './told-by-history.ts';

export interface LetterDeps {
  readonly table: Pick<ReportTable, 'acts' | 'agencyYearsAt' | 'wholeRosterOf' | 'submissions'> &
    OpenFindingsTable;
  readonly mail: MailSettings | undefined;
  readonly now: () => Instant;
}

/** How many mails were posted; `undefined`: nobody is to be told, or nobody can be. */
export async function sendActLetter(deps: LetterDeps, { on, id }: NamedAct): Promise<number | undefined> {
  const { table, mail } = deps;
  const [acts, agencies] = await Promise.all([table.acts(on), table.wholeRosterOf([on.agencyId])]);
  const roster = agencies.get(on.agencyId);
  const act = acts.find((one) => one.id === id);
  if (!act) throw new PermanentError(`there is no act ${id} about ${on.agencyId} for ${on.year}`);
  if (!mail || roster?.mail === undefined || listWithdrawn(acts).has(id)) return undefined;
  const { district: code, year } = on;
  const agency = { id: on.agencyId, name: nameInYear(roster, year) };
  const subject = { agency, year, siteUrl: mail.siteUrl() };
  const content =
    act.kind === 'remind'
      ? await writeReminderNow(deps, act, subject)
      : await composeActLetter(table, act, acts, subject);
  if (!content) return undefined;
  const [, domain = 'gouji.invalid'] = /@([A-Za-z0-9.-]+)/.exec(mail.from) ?? [];
  return postMails(mail, { code, year, slot: tellChinaDay(act.at) }, [
    {
      // A reminder has the place of the schedule's: the agency is sent one of both a day.
      recipient: act.kind === 'remind' ? nameAgencyRecipient(on.agencyId) : `act#${id}`,
      to: roster.mail,
      date: act.at,
      messageId: `${id.replaceAll(/[^A-Za-z0-9-]/g, '-')}.${on.agencyId}.${year}@${domain}`,
      ...content,
    },
  ]);
}

type LetterSubject = Parameters<typeof writeActLetter>[0];

/** The letter about an act, done or about to be, but for reminders; `undefined`: nobody is to be told. `acts`: with it. */
export async function composeActLetter(
  table: Pick<LetterDeps['table'], 'submissions'>,
  act: Act,
  acts: readonly Act[],
  subject: LetterSubject,
): Promise<MailContent | undefined> {
  const told = findTold(act, acts);
  if (!told || (await isOfThePast(table, act.on, told.act, acts))) return undefined;
  return writeActLetter(subject, told);
}

/** What the agency owes when it is written: nothing where that came meanwhile. */
async function writeReminderNow(
  { table, now }: Pick<LetterDeps, 'table' | 'now'>,
  { on, why }: Act,
  { year, siteUrl }: LetterSubject,
): Promise<MailContent | undefined> {
  const item = (await table.agencyYearsAt([on]))(on);
  const at = now();
  const agency = item && describeAgencyCompliance(item, at, undefined);
  if (!agency || !tellOwed(agency)) return undefined;
  const open = (await readOpenFindings(table, [item])).get(on.agencyId) ?? { findings: [], count: 0 };
  const due = findDue(tellChinaDay(at), agency);
  return writeReminder({ year, at, siteUrl }, { agency: { ...agency, open }, due, asked: { why } });
}

/** Whether a newer report was in force already when one was returned: then nothing changed for the agency. */
async function isOfThePast(
  table: Pick<LetterDeps['table'], 'submissions'>,
  on: Place,
  act: KeptAct | Extract<Act, { kind: 'extend' }>,
  acts: readonly Act[],
): Promise<boolean> {
  if (act.kind !== 'return') return false;
  const submissions = await table.submissions(on);
  const named = submissions.find(({ submissionId }) => submissionId === act.submission.submissionId);
  const { inForce } = standingIn(
    submissions.filter(({ receivedAt }) => receivedAt <= act.at),
    keepActs(acts.filter(({ at }) => at <= act.at)),
  );
  return (
    inForce !== undefined && (inForce.repeated?.order ?? inForce.order) > (named ?? act.submission).order
  );
}
