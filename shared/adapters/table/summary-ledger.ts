/**
 * What summaries were made and which mails were sent, in the one table. Every write is conditional: the first summary
 * of a slot is the slot's, and one run alone may send a mail until its lease is over.
 */
import {
  makeMailKey,
  makeSentMailKey,
  makeSummaryKey,
  type ItemKey,
  parseSummarySlot,
  summariesRange,
} from '../../contracts/table/keys.ts';
import {
  mailItemSchema,
  sentMailSchema,
  summaryItemSchema,
  type MailItem,
  type SentMailItem,
  type SummaryFacts,
  type SummaryItem,
} from '../../contracts/table/summary-items.ts';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  PutCommand,
  QueryCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod/mini';
import type { MailName } from '../../contracts/bucket/posted-mail.ts';
import type { RegionOrder } from '../../contracts/bucket/summary-keys.ts';
import { TTL_ATTRIBUTE } from '../../contracts/wiring.ts';
import { countEpochMs, type Instant } from '../../domain/basics/calendar.ts';
import type { ReturnedMail } from '../../domain/roster/returned-mail.ts';
import { CorruptItemError, UnavailableError } from '../../errors.ts';

/** Bounces come within days. */
const NOTED_DAYS = 30;

interface Claim {
  /** Told apart from every other run's. */
  readonly claim: string;
  readonly to: string;
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
  async function read<Item>({ pk, sk }: ItemKey, schema: z.ZodMiniType<Item>): Promise<Item | undefined> {
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetCommand({ RequestItems: { [tableName]: { Keys: [{ pk, sk }], ConsistentRead: true } } }),
    );
    if ((UnprocessedKeys?.[tableName]?.Keys ?? []).length > 0)
      throw new UnavailableError(`${tableName} left ${pk} | ${sk} unread`);
    const [raw] = Responses?.[tableName] ?? [];
    if (raw === undefined) return undefined;
    return parsed({ pk, sk }, raw, schema);
  }

  function parsed<Item>({ pk, sk }: ItemKey, raw: unknown, schema: z.ZodMiniType<Item>): Item {
    const result = schema.safeParse(raw);
    if (result.success) return result.data;
    throw new CorruptItemError(`item ${pk} | ${sk} of ${tableName} does not fit its schema`);
  }

  /** Whether the condition held. */
  async function put(
    Item: SummaryItem | MailItem,
    ConditionExpression: string,
    names: Record<string, string> = {},
    values: Record<string, unknown> = {},
  ): Promise<boolean> {
    try {
      await client.send(
        new PutCommand({
          TableName: tableName,
          Item,
          ConditionExpression,
          ...(Object.keys(names).length > 0 ? { ExpressionAttributeNames: names } : {}),
          ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {}),
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  const summary = (order: RegionOrder): Promise<SummaryItem | undefined> =>
    read(makeSummaryKey(order), summaryItemSchema);
  const mail = (order: RegionOrder, recipient: string): Promise<MailItem | undefined> =>
    read(makeMailKey(order, recipient), mailItemSchema);

  return {
    summary,
    mail,

    /** The summary of the newest slot. */
    async newestSummary(
      code: string,
      year: number,
    ): Promise<{ readonly order: RegionOrder; readonly sha256: string } | undefined> {
      const { pk, prefix } = summariesRange(code, year);
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: tableName,
          ScanIndexForward: false,
          Limit: 1,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :from)',
          ExpressionAttributeValues: { ':pk': pk, ':from': prefix },
        }),
      );
      const [raw] = Items;
      if (raw === undefined) return undefined;
      const item = parsed({ pk, sk: String(raw['sk']) }, raw, summaryItemSchema);
      const slot = parseSummarySlot(item);
      if (slot === undefined)
        throw new CorruptItemError(`item ${pk} | ${item.sk} of ${tableName} names no slot`);
      return { order: { code, year, slot }, sha256: item.sha256 };
    },

    /** Answers the slot's summary: this one where there was none, else the one that was there. */
    async keepSummary(order: RegionOrder, facts: SummaryFacts): Promise<SummaryItem> {
      const item: SummaryItem = { ...makeSummaryKey(order), v: 1, ...facts };
      if (await put(item, 'attribute_not_exists(pk)')) return item;
      const kept = await summary(order);
      if (!kept) throw new UnavailableError(`the summary ${item.pk} | ${item.sk} is there and is not`);
      return kept;
    },

    /** Takes a mail for this run, unless it is done or another run has it within its lease. */
    async claim(
      { order, recipient }: MailName,
      { claim, to, messageId, now, leaseUntil }: Claim,
    ): Promise<Claimed> {
      const isTaken = await put(
        {
          ...makeMailKey(order, recipient),
          v: 1,
          state: 'claimed',
          claim,
          to,
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
      { claim, to, messageId, now }: Omit<Claim, 'leaseUntil'>,
      outcome: MailOutcome,
    ): Promise<boolean> {
      return put(
        { ...makeMailKey(order, recipient), v: 1, claim, to, messageId, since: now, ...outcome },
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
      const { v, claim, to, messageId } = found;
      const key = makeMailKey(order, recipient);
      return put(
        { ...key, v, claim, to, messageId, since: at, state: 'returned', kind, reason },
        'claim = :claim',
        {},
        { ':claim': claim },
      );
    },
  };
}
