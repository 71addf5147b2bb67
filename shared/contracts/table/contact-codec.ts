/** An agency's contact in the table: apart from what everybody may read of it, so that rights tell both apart. */
import * as z from 'zod/mini';
import type { Instant } from '../../domain/basics/calendar.ts';
import type { RosterEntry } from '../../domain/roster/roster-entry.ts';
import { instantSchema } from '../bucket/receipt.ts';
import { expiresAt } from './account-codecs.ts';
import { createCodec } from './codec.ts';
import { makeContactKey, makeEarlierContactKey } from './keys.ts';

const contactSchema = z.looseObject({
  id: z.string(),
  mail: z.optional(z.string()),
  phone: z.optional(z.string()),
  since: instantSchema,
});
interface StoredContact extends Pick<RosterEntry, 'id' | 'mail' | 'phone'> {
  readonly since: Instant;
  /** DynamoDB deletes it some days after. */
  readonly until?: Instant | undefined;
}

const pickStored = ({ id, mail, phone, since, until }: StoredContact) => ({
  id,
  ...(mail !== undefined && { mail }),
  ...(phone !== undefined && { phone }),
  since,
  ...(until && expiresAt(until)),
});
export const contactCodec = createCodec<z.infer<typeof contactSchema>, StoredContact>({
  schema: contactSchema,
  decode: (stored) => stored,
  encode: (contact) => ({ ...makeContactKey(contact.id), ...pickStored(contact) }),
});
export const earlierContactCodec = createCodec<z.infer<typeof contactSchema>, StoredContact>({
  schema: contactSchema,
  decode: (stored) => stored,
  encode: (contact) => ({ ...makeEarlierContactKey(contact.id, contact.since), ...pickStored(contact) }),
});
