/** What operators load, in the table: the roster with its earlier versions, regions, the calendar. */
import * as z from 'zod/mini';
import { AGENCY_KINDS } from '../../domain/basics/calendar.ts';
import type { LoadedRegion } from '../../domain/roster/loaded-region.ts';
import { pickContact, withoutContact } from '../../domain/roster/contact.ts';
import type { RosterRecord, RosterVersion, WholeRecord } from '../../domain/roster/roster-entry.ts';
import type { CalendarRecord } from '../../domain/standing/calendar-entry.ts';
import { instantSchema } from '../bucket/receipt.ts';
import { createCodec } from './codec.ts';
import { agencyShape, isoDaySchema } from './common-schemas.ts';
import { actorSchema } from './stored-actor.ts';
import { makeCalendarKey, makeRegionKey, makeRosterKey, makeRosterVersionKey } from './keys.ts';

const rosterShape = {
  ...agencyShape,
  district: z.string(),
  pinyin: z.optional(z.string()),
  from: z.number(),
  to: z.optional(z.number()),
  predecessors: z.array(z.string()),
  successors: z.optional(z.array(z.string())),
  since: instantSchema,
  contactSince: z.optional(instantSchema),
  act: z.optional(z.looseObject({ id: z.string(), by: actorSchema, why: z.string() })),
};
const rosterSchema = z.looseObject(rosterShape);
export const rosterCodec = createCodec<z.infer<typeof rosterSchema>, RosterRecord>({
  schema: rosterSchema,
  decode: (stored) => withoutContact(stored),
  encode: (record) => ({ ...makeRosterKey(record.id), ...withoutContact(record) }),
});

const wholeSchema = z.looseObject({
  ...rosterShape,
  mail: z.optional(z.string()),
  phone: z.optional(z.string()),
});
/** The contact with the rest: as versions until 2026-11 wrote it, and as the record of a load keeps it. */
export const wholeRosterCodec = createCodec<z.infer<typeof wholeSchema>, WholeRecord>({
  schema: wholeSchema,
  decode: (stored) => ({
    ...stored,
    contactSince: stored.contactSince ?? (pickContact(stored) && stored.since),
  }),
  encode: (record) => ({ ...makeRosterKey(record.id), ...record }),
});

const rosterVersionSchema = z.looseObject({ ...rosterShape, until: z.optional(instantSchema) });
export const rosterVersionCodec = createCodec<z.infer<typeof rosterVersionSchema>, RosterVersion>({
  schema: rosterVersionSchema,
  decode: (stored) => withoutContact(stored),
  encode: (version) => ({ ...makeRosterVersionKey(version.id, version.since), ...withoutContact(version) }),
});

const yearsOfRegion = { from: z.optional(z.number()), to: z.optional(z.number()) };
const regionSchema = z.looseObject({
  code: z.string(),
  name: z.string(),
  mail: z.optional(z.string()),
  pinyin: z.optional(z.string()),
  ...yearsOfRegion,
  predecessors: z.optional(z.array(z.string())),
  successors: z.optional(z.array(z.string())),
  below: z.optional(z.array(z.looseObject({ code: z.string(), name: z.string(), ...yearsOfRegion }))),
});
export const regionCodec = createCodec<z.infer<typeof regionSchema>, LoadedRegion>({
  schema: regionSchema,
  decode: (stored) => stored,
  encode: (region) => ({ ...makeRegionKey(region.code), ...region }),
});

const saysShape = {
  until: z.optional(isoDaySchema),
  reason: z.string(),
  since: instantSchema,
  act: z.optional(z.looseObject({ id: z.string(), by: actorSchema })),
};
const calendarSchema = z.looseObject({
  year: z.number(),
  scope: z.string(),
  kind: z.optional(z.enum(AGENCY_KINDS)),
  type: z.optional(z.literal('internal')),
  ...saysShape,
  before: z.optional(z.array(z.looseObject(saysShape))),
});
export const calendarCodec = createCodec<z.infer<typeof calendarSchema>, CalendarRecord>({
  schema: calendarSchema,
  decode: (stored) => stored,
  encode: (record) => ({ ...makeCalendarKey(record), ...record }),
});
