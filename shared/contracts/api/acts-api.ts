/**
 * Acts of the office, as programs ask for them and are answered. Who is signed in by a session may ask, from the site's own
 * pages; nothing of it is public.
 */
import * as z from 'zod/mini';
import { EXPLANATION_ANSWERS } from '../../domain/standing/acts/act.ts';
import { MARK_KINDS } from '../../domain/standing/acts/office-standing.ts';

const listOf = <Item extends z.ZodMiniType>(item: Item) => z.readonly(z.array(item));

/** It stands in keys and addresses. */
export const ACT_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const id = z
  .string()
  .check(
    z.regex(ACT_ID),
    z.describe('made up by the caller, another for each act; the same once more changes nothing'),
  );
const day = z.iso.date();
const instant = z.iso.datetime();
const paths = z
  .optional(listOf(z.string().check(z.maxLength(200))))
  .check(z.describe('JSON Pointers of the places to correct, as findings name them'));
const submissionId = z.string().check(z.minLength(1), z.maxLength(200));
const common = {
  id,
  why: z.optional(z.string()).check(z.describe('the reason; everybody reads it, but for notes')),
  seen: z
    .optional(z.int())
    .check(z.describe('the revision of the preview: where another holds by now, nothing is done')),
};

export const askedActSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('return'), ...common, submissionId, until: day, paths }),
  z.strictObject({ kind: z.literal('demand'), ...common, submissionId, until: day, paths }),
  z.strictObject({ kind: z.literal('confirm'), ...common, submissionId }),
  z.strictObject({ kind: z.literal('withhold'), ...common, submissionId }),
  z.strictObject({
    kind: z.literal('answer-explanation'),
    ...common,
    submissionId,
    answer: z.enum(EXPLANATION_ANSWERS),
  }),
  z.strictObject({ kind: z.literal('note'), ...common, until: z.optional(day) }),
  z.strictObject({
    kind: z.literal('withdraw'),
    ...common,
    act: z.string().check(z.maxLength(200), z.describe('the id of the act that it undoes')),
  }),
]);
export type AskedActBody = z.infer<typeof askedActSchema>;

const actor = z
  .object({ kind: z.string(), name: z.optional(z.string()), mail: z.optional(z.string()) })
  .check(z.describe('who did it; name and address for offices alone'));
const actSchema = z.object({
  id: z.string(),
  kind: z.enum([
    'return',
    'demand',
    'confirm',
    'answer-explanation',
    'note',
    'remind',
    'extend',
    'withhold',
    'withdraw',
  ]),
  at: instant,
  by: actor,
  why: z.string(),
  submissionId: z.optional(z.string()),
  until: z.optional(day),
  paths,
  answer: z.optional(z.enum(EXPLANATION_ANSWERS)),
  act: z.optional(z.string()).check(z.describe('of a withdrawal: what it undoes')),
  withdrawn: z.boolean(),
});
export type ActShown = z.infer<typeof actSchema>;

export const actsSchema = z.object({
  agency: z.object({ id: z.string(), name: z.string() }),
  year: z.int(),
  acts: listOf(actSchema).check(z.describe('the oldest first; notes for offices alone')),
});
export type ActsAnswer = z.infer<typeof actsSchema>;

export const doneActSchema = z.object({
  done: z.enum(['recorded', 'repeated']).check(z.describe('repeated: it was done before')),
  act: actSchema,
});
export type DoneActAnswer = z.infer<typeof doneActSchema>;

const standing = z.object({
  state: z.string(),
  returned: z.optional(z.object({ at: instant, until: day, reason: z.string() })),
  marks: listOf(z.enum(MARK_KINDS)),
});
const change = z.object({ before: z.number(), after: z.number() });
export const actPreviewSchema = z.object({
  revision: z.int().check(z.describe('of the agency’s year; sent as seen with the act')),
  before: standing,
  after: standing,
  regions: listOf(
    z.object({
      code: z.string(),
      name: z.string(),
      accepted: change,
      returned: change,
      figures: listOf(z.object({ path: z.string(), before: z.number(), after: z.number() })),
    }),
  ).check(z.describe('totals that change, from the agency’s region up; empty where none does')),
  letter: z
    .nullable(z.object({ to: z.string(), subject: z.string(), text: z.string() }))
    .check(z.describe('what the agency is written; null where no letter is sent')),
});
export type ActPreviewAnswer = z.infer<typeof actPreviewSchema>;

/** As every refusal of the office function: with words in both languages. */
const refusedSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    code: z.string().check(z.describe('why, for programs')),
    message: z.object({ zh: z.string(), en: z.string() }),
    requestId: z.optional(z.string()),
  })
  .check(z.describe('RFC 9457'));

/** By their names in the OpenAPI document. */
export const ACTS_SCHEMAS = {
  AskedAct: askedActSchema,
  OfficeAct: actSchema,
  OfficeActs: actsSchema,
  DoneAct: doneActSchema,
  ActPreview: actPreviewSchema,
  OfficeRefusal: refusedSchema,
} as const;
