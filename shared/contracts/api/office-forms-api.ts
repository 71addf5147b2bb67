/** What offices ask for by forms, as programs ask for it: reminders, extensions, publications, the roster. */
import * as z from 'zod/mini';
import { AGENCY_KINDS } from '../../domain/basics/calendar.ts';
import { AGENCY_ID } from '../../domain/basics/place.ts';
import { ACT_ID } from './acts-api.ts';

const agency = z.string().check(z.regex(AGENCY_ID));
const year = z.int().check(z.minimum(2000), z.maximum(2999));
const dryRun = z
  ._default(z.boolean(), false)
  .check(z.describe('tells what would change, and writes nothing'));
const text = (maxLength: number) => z.string().check(z.maxLength(maxLength));

export const askedRemindersSchema = z.strictObject({
  agencies: z.array(z.strictObject({ agency, year })).check(z.minLength(1), z.maxLength(200)),
  why: z._default(text(2000), '').check(z.describe('what the office adds; the mail says it')),
  dryRun,
});

const id = z
  .string()
  .check(
    z.regex(ACT_ID),
    z.describe('made up by the caller, another for each act; the same once more changes nothing'),
  );
const words = z.exactOptional(text(1000));

export const askedEditSchema = z.strictObject({
  id,
  why: text(500),
  agencies: z
    .array(
      z.strictObject({
        id: agency,
        name: words,
        pinyin: words,
        aliases: words,
        kind: words,
        from: words,
        to: words,
        mail: words,
        phone: words,
        reminders: words,
        predecessors: words,
      }),
    )
    .check(
      z.minLength(1),
      z.maxLength(20),
      z.describe('as the columns of a roster file; what is left out stays as it is'),
    ),
  dryRun,
});

export const askedMergerSchema = z.strictObject({
  id,
  why: text(500),
  merged: z.array(agency).check(z.minLength(1), z.maxLength(20)),
  into: agency,
  from: year.check(z.describe('the first year for which the agency that goes on reports for all')),
  dryRun,
});

export const askedExtensionSchema = z.strictObject({
  id,
  scope: text(100).check(z.describe('an agency’s id, or a region’s code')),
  year,
  kind: z.optional(z.enum(AGENCY_KINDS)),
  until: z.optional(text(10)).check(z.describe('the last day; left out where an extension is withdrawn')),
  why: text(500),
  source: z._default(text(200), '').check(z.describe('what it rests on, such as the number of a document')),
  dryRun,
});

export const askedPublicationSchema = z.strictObject({
  agency,
  year,
  publishedOn: text(10),
  sourceUrl: z.optional(text(4000)),
  dryRun,
});

/** By their names in the OpenAPI document. */
export const FORM_BODIES = {
  AskedReminders: askedRemindersSchema,
  AskedExtension: askedExtensionSchema,
  AskedRosterEdit: askedEditSchema,
  AskedMerger: askedMergerSchema,
  AskedPublication: askedPublicationSchema,
} as const;
