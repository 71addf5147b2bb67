/** Parts of items that several kinds of them have. */
import * as z from 'zod/mini';
import { AGENCY_KINDS, isIsoDay, type IsoDay } from '../../domain/basics/calendar.ts';
import { withoutContact } from '../../domain/roster/contact.ts';
import { DATASETS } from '../../domain/roster/roster-entry.ts';
import { instantSchema } from '../bucket/receipt.ts';

export const isoDaySchema = z.custom<IsoDay>((value) => typeof value === 'string' && isIsoDay(value));
const setDateSchema = z.optional(z.looseObject({ until: isoDaySchema, reason: z.string() }));
/** What the calendar says of an agency in a year. */
export const setDatesShape = { extension: setDateSchema, internal: setDateSchema };
export const outcomeSchema = z.enum(['accepted', 'returned']);

/** What the roster says of an agency in each of its years. */
export const agencyShape = {
  id: z.string(),
  name: z.string(),
  aliases: z.array(z.string()),
  formerNames: z.optional(z.array(z.looseObject({ name: z.string(), until: z.number() }))),
  kind: z.enum(AGENCY_KINDS),
  dataset: z.optional(z.enum(DATASETS)),
  function: z.optional(z.string()),
  reminders: z.optional(z.literal(false)),
};
/** Until 2026-11 an agency's address stood in each of its years: it is read by nobody, and not written again. */
export const agencySchema = z.pipe(
  z.looseObject(agencyShape),
  z.transform((agency) => withoutContact(agency)),
);

/** `order`: from `submissionOrder`. */
export const filedShape = { submissionId: z.string(), order: z.string(), receivedAt: instantSchema };

export const explanationsSchema = z.array(
  z.looseObject({
    rule: z.string(),
    path: z.string(),
    words: z.string(),
    sha256: z.string(),
    since: z.string(),
    receivedAt: instantSchema,
    order: z.string(),
    basis: z.optional(z.string()),
  }),
);
