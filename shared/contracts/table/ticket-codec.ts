/** Tickets, and sessions of programs that file, in the table. */
import * as z from 'zod/mini';
import type { Ticket } from '../../domain/authority/ticket.ts';
import type { UploadSession } from '../../domain/authority/upload-session.ts';
import { countEpochMs, type Instant } from '../../domain/basics/calendar.ts';
import { TTL_ATTRIBUTE } from '../wiring.ts';
import { instantSchema } from '../bucket/receipt.ts';
import { createCodec } from './codec.ts';
import { makeTicketKey, makeUploadSessionKey } from './keys.ts';
import { actorSchema } from './stored-actor.ts';

/**
 * Whatever an upload waited for (a lost event, a dead letter) has happened by then.
 */
const KEPT_DAYS = 30;
const tellEnd = (until: Instant): number => Math.ceil(countEpochMs(until) / 1000) + KEPT_DAYS * 86_400;

const ticketSchema = z.looseObject({
  by: actorSchema,
  agency: z.string(),
  district: z.string(),
  year: z.number(),
  sha256: z.string(),
  sizeBytes: z.number(),
  at: instantSchema,
  until: instantSchema,
  usedBy: z.optional(z.string()),
  [TTL_ATTRIBUTE]: z.optional(z.number()),
});

export const ticketCodec = createCodec<z.infer<typeof ticketSchema>, Ticket>({
  schema: ticketSchema,
  decode: ({ agency, district, year, [TTL_ATTRIBUTE]: _, ...rest }, { pk }) => ({
    ...rest,
    hash: pk.slice(pk.indexOf('#') + 1),
    place: { district, agencyId: agency, year },
  }),
  encode: ({ hash, place: { district, agencyId, year }, ...rest }) => ({
    ...makeTicketKey(hash),
    ...rest,
    agency: agencyId,
    district,
    year,
    [TTL_ATTRIBUTE]: tellEnd(rest.until),
  }),
});

const sessionSchema = z.looseObject({
  by: actorSchema,
  until: instantSchema,
  [TTL_ATTRIBUTE]: z.optional(z.number()),
});

export const uploadSessionCodec = createCodec<z.infer<typeof sessionSchema>, UploadSession>({
  schema: sessionSchema,
  decode: ({ [TTL_ATTRIBUTE]: _, ...rest }, { pk }) => ({ ...rest, id: pk.slice(pk.indexOf('#') + 1) }),
  encode: ({ id, ...rest }) => ({
    ...makeUploadSessionKey(id),
    ...rest,
    [TTL_ATTRIBUTE]: tellEnd(rest.until),
  }),
});
