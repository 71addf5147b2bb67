/**
 * Makes a region's summary of a slot, keeps it, and posts mails to those whom it concerns. The facts are those of the slot's
 * instant, however late the run: uploads that pour in meanwhile are the next slot's. Where two runs still come to
 * different answers, the first one kept is the slot's, for files and mails of both. What is kept and sent quotes no text.
 */
import type { ReportTable } from '../adapters/table/report-table.ts';
import type { SummaryBucket } from '../adapters/bucket/summary-bucket.ts';
import type { SummaryLedger } from '../adapters/table/summary-ledger.ts';
import { writeComplianceCsv } from '../letters/compliance-csv.ts';
import { writeComplianceHtml } from '../letters/compliance-html.ts';
import { writeComplianceAnswer } from '../contracts/api/compliance-answer.ts';
import { listInDigest, writeMailContent } from '../letters/compliance-mails.ts';
import { makeSummaryFileKey, type RegionOrder } from '../contracts/bucket/summary-keys.ts';
import type { ComplianceSummary, Mark } from '../domain/compliance/compliance.ts';
import { lastEndedYear, type Instant } from '../domain/basics/calendar.ts';
import { quoteNothing } from '../domain/compliance/quote-nothing.ts';
import { listToRemind, planMails, nameRecipient, type Contact } from '../domain/compliance/mail-plan.ts';
import {
  findSlotBefore,
  MOST_READ_LIVE,
  slotInstant,
  type Slot,
} from '../domain/compliance/summary-slots.ts';
import { readTableAt } from './as-of.ts';
import type { ComplianceTable } from './summarise.ts';
import { readMarks, summariseRegion } from './summarise.ts';
import { tableAtSlot, tableSince } from './table-at-slot.ts';
import { readContacts } from './read-contacts.ts';
import { createKeptSummaries, keepSummary, type KeptSummaries } from './kept-summaries.ts';
import { postMails, type LedgerMail, type MailSettings } from './post-mails.ts';

export interface RunDeps {
  readonly table: ComplianceTable & Pick<ReportTable, 'contactsOf' | 'returnedMails'>;
  readonly bucket: SummaryBucket;
  readonly ledger: Pick<SummaryLedger, 'summary' | 'newestSummary' | 'keepSummary' | 'noteHead'>;
  readonly now: () => Instant;
  readonly sha256: (bytes: Uint8Array) => string;
  readonly mail: MailSettings | undefined;
}

type SummaryRun =
  | {
      readonly kind: 'summarised';
      readonly isNew: boolean;
      /** How many were posted. */ readonly mails: number;
    }
  /** The region is not on record, or has no agency in the year. */
  | { readonly kind: 'nothing' };

export async function runSummary(deps: RunDeps, order: RegionOrder): Promise<SummaryRun> {
  const isClosed = order.year < lastEndedYear(slotInstant(order.slot));
  if (isClosed && !(await isShownAsKept(deps, order))) return { kind: 'nothing' };
  const kept = await createKeptSummaries(deps).at(order);
  // Whom it concerns was told by the release that kept it.
  if (kept && (await completeHead(deps, order, kept))) return { kind: 'summarised', isNew: false, mails: 0 };
  const summary = kept ?? (await makeSummary(deps, order, { isClosed }));
  if (!summary) return { kind: 'nothing' };
  await writeFiles(deps, order, summary);
  const mails = deps.mail && !isClosed ? await writeMails(deps, deps.mail, order, summary) : 0;
  return { kind: 'summarised', isNew: kept === undefined, mails };
}

/** Whether a closed year is shown as it was kept, by the measures of the site: others are read when they are asked for. */
async function isShownAsKept({ table }: RunDeps, { code, year }: RegionOrder): Promise<boolean> {
  const { years } = await table.regionYears(code, [year - 1, year], []);
  const isLarge = years.values().some(({ reports }) => reports.expected > MOST_READ_LIVE.agencies);
  return isLarge || (await table.regionsWithin(code)).length > MOST_READ_LIVE.regions;
}

/** What an earlier version kept without a head, or in an order that is not known, has one from now on; answers whether it lacked one. */
async function completeHead(deps: RunDeps, order: RegionOrder, summary: ComplianceSummary): Promise<boolean> {
  const { code, year, slot } = order;
  if (summary.agencies.length <= MOST_READ_LIVE.agencies) return false;
  if (await createKeptSummaries(deps).newestHead(code, year, slot)) return false;
  const item = await deps.ledger.summary(order);
  if (item) await deps.ledger.noteHead(item, await keepSummary(deps, order, summary));
  return true;
}

/** Its bytes lie in the bucket before the table says that they are the slot's: a run that is killed leaves no gap. */
async function makeSummary(
  deps: RunDeps,
  order: RegionOrder,
  { isClosed }: { readonly isClosed: boolean },
): Promise<ComplianceSummary | undefined> {
  const { code, year, slot } = order;
  const at = slotInstant(slot);
  const kept = createKeptSummaries(deps);
  const told = isClosed
    ? await kept.newestMarks(code, year, findSlotBefore(at))
    : await lastTold(kept, order);
  const since = slotInstant(told?.slot ?? findSlotBefore(at));
  // Next to nothing of a closed year has moved: only what has is told from its history.
  const then = (instant: Instant): ComplianceTable =>
    isClosed ? tableSince(deps.table, code, instant) : readTableAt(deps.table, instant);
  const found = await summariseRegion(
    isClosed ? then(at) : tableAtSlot(deps.table, at, deps.now()),
    { code, year, at, since },
    async () => told?.marks ?? readMarks(then(since), code, year, since),
  );
  if (!found || isEmpty(found)) return undefined;
  const made = quoteNothing(found);
  const sha256 = await keepSummary(deps, order, made);
  const { expected, accepted, flagged, returned, missing, late, overdue } = made.counts;
  const item = await deps.ledger.keepSummary(order, {
    sha256,
    madeAt: deps.now(),
    key: makeSummaryFileKey(order, 'json'),
    counts: { expected, accepted, flagged, returned, missing, late, overdue },
  });
  return item.sha256 === sha256 ? made : kept.read(order, item.sha256);
}

const isEmpty = ({ counts, agencies }: ComplianceSummary): boolean =>
  agencies.every(({ state }) => state === 'not-obliged') && counts.expected + counts.notObliged === 0;

/** How many slots a system may miss (a holiday, an outage) before changes in between are told nowhere. */
const MAX_MISSED = 10;

/** What the last summary before told, where there is one. */
async function lastTold(
  kept: KeptSummaries,
  { code, year, slot }: RegionOrder,
): Promise<{ readonly slot: Slot; readonly marks: ReadonlyMap<string, Mark> } | undefined> {
  let before = slot;
  for (let missed = 0; missed <= MAX_MISSED; missed++) {
    before = findSlotBefore(slotInstant(before));
    const marks = await kept.marks({ code, year, slot: before });
    if (marks) return { slot: before, marks };
  }
  return undefined;
}

async function writeFiles(
  { bucket }: RunDeps,
  order: RegionOrder,
  summary: ComplianceSummary,
): Promise<void> {
  await bucket.file(order, 'json', JSON.stringify(writeComplianceAnswer(summary)));
  await bucket.file(order, 'csv', writeComplianceCsv(summary, summary.agencies));
  await bucket.file(order, 'html', await writeComplianceHtml(summary));
}

async function writeMails(
  deps: RunDeps,
  mailing: MailSettings,
  order: RegionOrder,
  summary: ComplianceSummary,
): Promise<number> {
  const { code, year, slot } = order;
  const [within, own] = await Promise.all([
    deps.table.regionsWithin(code),
    deps.table.children(code, year, { consistent: true }),
  ]);
  const known = await deps.table.contactsOf(listToRemind(summary, slot).map(({ agency }) => agency.id));
  // Nobody is reminded of what has come since the slot: a run may be late, or repeated days after a fault.
  const contacts = [...own.agencies, ...own.beside]
    .filter(({ obliged, inForce }) => obliged && inForce === undefined)
    .map(({ agency: { id, reminders } }): [string, Contact] => [
      id,
      { mail: known.get(id)?.mail, reminders },
    ]);
  const planned = planMails({
    summary,
    slot,
    officeMail: within.find((region) => region.code === code)?.mail,
    contacts: new Map(contacts),
  });
  const office = { grants: [{ role: 'oversight', region: code }] } as const;
  const listed = planned.some(({ kind }) => kind === 'digest') ? listInDigest(summary) : [];
  const seen = await readContacts(deps.table, office, listed);
  const mails = planned.map((mail): LedgerMail => {
    const recipient = nameRecipient(mail);
    return {
      recipient,
      to: mail.to,
      date: summary.at,
      messageId: messageIdOf(order, recipient, mailing.from),
      ...writeMailContent({ summary, contacts: seen, siteUrl: mailing.siteUrl() }, mail),
    };
  });
  return postMails(mailing, order, mails);
}

/** The same for the same mail, whoever writes it. A server may put another in its place, as SES does. */
function messageIdOf({ code, year, slot }: RegionOrder, recipient: string, from: string): string {
  const [, domain = 'gouji.invalid'] = /@([A-Za-z0-9.-]+)/.exec(from) ?? [];
  return `${slot}.${year}.${code}.${recipient.replace('#', '.')}@${domain}`;
}
