/** What programs are answered that ask what offices ask for by forms. */
import * as z from 'zod/mini';
import { OWED } from '../../domain/compliance/reminder.ts';
import { PUBLICATION_STATES } from '../../domain/standing/publication.ts';

const listOf = <Item extends z.ZodMiniType>(item: Item) => z.readonly(z.array(item));
const day = z.iso.date();
const words = z.object({ zh: z.string(), en: z.string() });
const dryRun = z.boolean().check(z.describe('whether it only tells: nothing was written'));
const state = z.enum(['not-obliged', 'missing', 'returned', 'flagged', 'accepted']);

const about = { agency: z.string(), year: z.int() };
const remindersSchema = z.object({
  dryRun,
  agencies: listOf(
    z.discriminatedUnion('outcome', [
      z.object({
        ...about,
        outcome: z.enum(['possible', 'reminded']),
        owed: z.enum(OWED),
        due: day,
        to: z.string(),
      }),
      z.object({
        ...about,
        outcome: z.literal('refused'),
        problem: z.object({ code: z.string(), message: words }),
      }),
    ]),
  ).check(z.describe('each agency has an outcome of its own, in the order asked for')),
});
export type RemindersAnswer = z.infer<typeof remindersSchema>;

const extensionSchema = z.object({
  dryRun,
  id: z.string(),
  deadlines: listOf(
    z.object({
      id: z.string(),
      name: z.string(),
      district: z.string(),
      before: day,
      after: day,
      wasLate: z.boolean().check(z.describe('by the deadline before')),
      isLate: z.boolean(),
    }),
  ).check(z.describe('those that become others')),
});
export type ExtensionAnswer = z.infer<typeof extensionSchema>;

const editPreviewSchema = z.object({
  dryRun: z.literal(true),
  changed: listOf(
    z.object({
      agency: z.string(),
      changes: listOf(z.object({ field: z.string(), before: z.string(), after: z.string() })),
    }),
  ),
  begins: listOf(z.object({ agency: z.string(), years: listOf(z.int()) })).check(
    z.describe('years for which a report is owed from now on'),
  ),
  ends: listOf(z.object({ agency: z.string(), years: listOf(z.int()) })).check(z.describe('and no longer')),
  filed: listOf(
    z.object({
      id: z.string(),
      name: z.string(),
      year: z.int(),
      before: state,
      after: state,
      opened: listOf(z.string()),
      lapsed: listOf(z.string()),
      closed: listOf(z.string()),
      stated: z.optional(z.string()),
    }),
  ).check(z.describe('reports whose state or open findings become others, with the rules')),
  access: listOf(
    z.object({
      id: z.string(),
      name: z.string(),
      lost: z.optional(z.string()),
      gained: z.optional(z.string()),
    }),
  ).check(z.describe('addresses that may sign in for an agency no more, or from now on')),
});
export type EditPreviewAnswer = z.infer<typeof editPreviewSchema>;
const editedSchema = z.object({ dryRun: z.literal(false), id: z.string() });
export type EditedAnswer = z.infer<typeof editedSchema>;

const publicationStanding = z.nullable(
  z.object({
    state: z.enum(PUBLICATION_STATES),
    lateDays: z.int().check(z.minimum(0)),
    publishedOn: z.optional(day),
    sourceUrl: z.optional(z.string()),
  }),
);
const statedPublicationSchema = z.object({
  dryRun,
  before: publicationStanding,
  after: publicationStanding,
  recordId: z
    .optional(z.string())
    .check(z.describe('where it was put: it is recorded, and its receipt lies there, a moment later')),
});
export type StatedPublicationAnswer = z.infer<typeof statedPublicationSchema>;

const refusedFormSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    code: z.literal('refused'),
    problems: listOf(z.object({ field: z.string(), message: words })),
  })
  .check(z.describe('RFC 9457; each problem with its field and what to do'));
export type RefusedFormAnswer = z.infer<typeof refusedFormSchema>;

/** By their names in the OpenAPI document. */
export const FORM_ANSWERS = {
  Reminders: remindersSchema,
  Extension: extensionSchema,
  RosterEditPreview: editPreviewSchema,
  RosterEdited: editedSchema,
  StatedPublication: statedPublicationSchema,
  OfficeFormRefusal: refusedFormSchema,
} as const;
