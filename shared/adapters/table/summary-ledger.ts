/**
 * What summaries were made and which mails were sent, in the one table. Every write is conditional: the first summary
 * of a slot is the slot's, and one run alone may send a mail until its lease is over.
 */
import { PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { MailName } from '../../contracts/bucket/posted-mail.ts';
import type { RegionOrder } from '../../contracts/bucket/summary-keys.ts';
import { makeMailKey, makeSentMailKey } from '../../contracts/table/keys.ts';
import {
  mailItemSchema,
  TO_NOBODY,
  sentMailSchema,
  type MailItem,
  type SentMailItem,
} from '../../contracts/table/summary-items.ts';
import { TTL_ATTRIBUTE } from '../../contracts/wiring.ts';
import { countEpochMs, type Instant } from '../../domain/basics/calendar.ts';
import type { ReturnedMail } from '../../domain/roster/returned-mail.ts';
import { createKeptLedger, openLedger } from './kept-ledger.ts';

/** Bounces come within days. */
const NOTED_DAYS = 30;

interface Claim {
  /** Told apart from every other run's. */
  readonly claim: string;
  readonly messageId: string;
  readonly now: Instant;
  readonly leaseUntil: Instant;
}
type Claimed =
  | { readonly kind: 'claimed' }
  /** Another run has it until then, at most. */
  | { readonly kind: 'busy'; readonly leaseUntil: Instant }
  | { readonly kind: 'done' };

type MailOutcome =
  | { readonly state: 'sent'; readonly providerId: string | undefined }
  | { readonly state: 'refused'; readonly reason: string }
  | { readonly state: 'waiting'; readonly reason: string };

export type SummaryLedger = ReturnType<typeof createSummaryLedger>;

export function createSummaryLedger({
  client,
  tableName,
}: {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
}) {
  const { read, put } = openLedger({ client, tableName });
  const mail = (order: RegionOrder, recipient: string): Promise<MailItem | undefined> =>
    read(makeMailKey(order, recipient), mailItemSchema);

  return {
    ...createKeptLedger({ client, tableName }),
    mail,

    /** Takes a mail for this run, unless it is done or another run has it within its lease. */
    async claim(
      { order, recipient }: MailName,
      { claim, messageId, now, leaseUntil }: Claim,
    ): Promise<Claimed> {
      const isTaken = await put(
        {
          ...makeMailKey(order, recipient),
          v: 1,
          state: 'claimed',
          ...TO_NOBODY,
          claim,
          messageId,
          since: now,
          leaseUntil,
        },
        'attribute_not_exists(pk) OR #state = :waiting OR (#state = :claimed AND leaseUntil < :now)',
        { '#state': 'state' },
        { ':waiting': 'waiting', ':claimed': 'claimed', ':now': now },
      );
      if (isTaken) return { kind: 'claimed' };
      const found = await mail(order, recipient);
      switch (found?.state) {
        case 'sent':
        case 'refused':
        case 'returned':
          return { kind: 'done' };
        case 'claimed':
          return { kind: 'busy', leaseUntil: found.leaseUntil };
        case 'waiting':
        case undefined:
          // Given up in this moment.
          return { kind: 'busy', leaseUntil: now };
      }
    },

    /** Says what became of a mail, where the claim is still this run's. */
    settle(
      { order, recipient }: MailName,
      { claim, messageId, now }: Omit<Claim, 'leaseUntil'>,
      outcome: MailOutcome,
    ): Promise<boolean> {
      return put(
        { ...makeMailKey(order, recipient), v: 1, ...TO_NOBODY, claim, messageId, since: now, ...outcome },
        'claim = :claim',
        {},
        { ':claim': claim },
      );
    },

    /** By its id the mail server tells later what became of the mail. */
    async noteSent(providerId: string, { order, recipient }: MailName, at: Instant): Promise<void> {
      const endsAtEpochS = Math.ceil(countEpochMs(at) / 1000) + NOTED_DAYS * 86_400;
      const item: SentMailItem = {
        ...makeSentMailKey(providerId),
        v: 1,
        ...order,
        recipient,
        [TTL_ATTRIBUTE]: endsAtEpochS,
      };
      await client.send(new PutCommand({ TableName: tableName, Item: item }));
    },

    async findSent(providerId: string): Promise<MailName | undefined> {
      const item = await read(makeSentMailKey(providerId), sentMailSchema);
      return (
        item && { order: { code: item.code, year: item.year, slot: item.slot }, recipient: item.recipient }
      );
    },

    /** Answers whether the mail was one that had been sent. */
    async markReturned(
      { order, recipient }: MailName,
      { kind, reason, at }: Pick<ReturnedMail, 'kind' | 'reason' | 'at'>,
    ): Promise<boolean> {
      const found = await mail(order, recipient);
      if (found?.state !== 'sent' && found?.state !== 'returned') return false;
      const { v, claim, messageId } = found;
      const key = makeMailKey(order, recipient);
      return put(
        { ...key, v, ...TO_NOBODY, claim, messageId, since: at, state: 'returned', kind, reason },
        'claim = :claim',
        {},
        { ':claim': claim },
      );
    },
  };
}
