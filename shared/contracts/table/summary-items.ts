/** What summaries were made, and which mails were sent, in the table. */
import * as z from 'zod/mini';
import { RETURNED_KINDS } from '../../domain/roster/returned-mail.ts';
import { TTL_ATTRIBUTE } from '../wiring.ts';
import { instantSchema } from '../bucket/receipt.ts';
import { isoDaySchema } from './common-schemas.ts';

const summaryShape = {
  /** The hash of the kept summary's bytes: which of several answers is the slot's. */
  sha256: z.string(),
  madeAt: instantSchema,
  /** The key of the JSON file in the bucket; CSV and HTML lie beside it. */
  key: z.string(),
  counts: z.object({
    expected: z.number(),
    accepted: z.number(),
    flagged: z.number(),
    returned: z.number(),
    missing: z.number(),
    late: z.number(),
    overdue: z.number(),
  }),
};
export const summaryItemSchema = z.looseObject({
  pk: z.string(),
  sk: z.string(),
  v: z.number(),
  ...summaryShape,
  /** The hash of a head of it that was made later: what an earlier version kept had none. */
  head: z.optional(z.string()),
});
export type SummaryItem = z.infer<typeof summaryItemSchema>;
export type SummaryFacts = Pick<SummaryItem, keyof typeof summaryShape>;

/** Whom a mail went to is not kept; releases until 2026-11, to which one may go back, read an item with this attribute alone. */
export const TO_NOBODY = { to: '' };
const mailFacts = {
  pk: z.string(),
  sk: z.string(),
  v: z.number(),
  to: z.string(),
  messageId: z.string(),
  /** The run that claimed it last; only that one may say what became of it. */
  claim: z.string(),
  since: instantSchema,
};
export const mailItemSchema = z.discriminatedUnion('state', [
  /** On its way; after `leaseUntil` its run is taken for dead, and another sends it. */
  z.looseObject({ ...mailFacts, state: z.literal('claimed'), leaseUntil: instantSchema }),
  /** Not taken for now; the next run sends it. */
  z.looseObject({ ...mailFacts, state: z.literal('waiting'), reason: z.string() }),
  /** `providerId`: SES's own id of it; other servers tell none. */
  z.looseObject({ ...mailFacts, state: z.literal('sent'), providerId: z.optional(z.string()) }),
  z.looseObject({ ...mailFacts, state: z.literal('refused'), reason: z.string() }),
  /** Was sent, and came back or was called spam. */
  z.looseObject({
    ...mailFacts,
    state: z.literal('returned'),
    kind: z.enum(RETURNED_KINDS),
    reason: z.string(),
  }),
]);
export type MailItem = z.infer<typeof mailItemSchema>;

/** By the mail server's id: which mail it is. */
export const sentMailSchema = z.looseObject({
  pk: z.string(),
  sk: z.string(),
  v: z.number(),
  code: z.string(),
  year: z.number(),
  slot: isoDaySchema,
  recipient: z.string(),
  [TTL_ATTRIBUTE]: z.number(),
});
export type SentMailItem = z.infer<typeof sentMailSchema>;
