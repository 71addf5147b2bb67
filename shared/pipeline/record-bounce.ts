/** A mail that came back, or was called spam: its address is not written to again, and its entry in the ledger says so. */
import type { ReportTable } from '../adapters/table/report-table.ts';
import type { SummaryLedger } from '../adapters/table/summary-ledger.ts';
import type { MailEvent } from '../contracts/events/mail-event.ts';
import { hideAddresses } from '../domain/basics/mail-address.ts';
import { countEpochMs, type Instant } from '../domain/basics/calendar.ts';
import { UnavailableError } from '../errors.ts';

export interface BounceDeps {
  readonly ledger: Pick<SummaryLedger, 'findSent' | 'markReturned'>;
  readonly table: Pick<ReportTable, 'putReturnedMail'>;
  readonly now: () => Instant;
}

/** A server may answer before the mail's id is noted. */
const NOTED_WITHIN_MS = 90_000;

/** `passing`: the next mail may arrive. `address`: of a mail that the ledger does not have. Links to sign in go by no configuration set: nothing is told of them. */
export async function recordBounce(
  { ledger, table, now }: BounceDeps,
  { kind, isForGood, providerId, at, recipients }: MailEvent,
): Promise<'passing' | 'address' | 'mail'> {
  if (!isForGood) return 'passing';
  for (const { to, reason } of recipients) await table.putReturnedMail({ to, kind, at, reason });
  const name = await ledger.findSent(providerId);
  if (!name) {
    if (countEpochMs(now()) - countEpochMs(at) < NOTED_WITHIN_MS)
      throw new UnavailableError(`the mail ${providerId} is not in the ledger yet`);
    return 'address';
  }
  const reason = hideAddresses(recipients.map((one) => one.reason).join('; '));
  await ledger.markReturned(name, { kind, reason, at });
  return 'mail';
}
