/** Acts of the office in the table, what an agency-year keeps of them, and what they amount to. */
import * as z from 'zod/mini';
import { AGENCY_KINDS } from '../../domain/basics/calendar.ts';
import { EXPLANATION_ANSWERS, type Act, type KeptAct } from '../../domain/standing/acts/act.ts';
import { MARK_KINDS } from '../../domain/standing/acts/office-standing.ts';
import { CorruptItemError } from '../../errors.ts';
import { instantSchema } from '../bucket/receipt.ts';
import { createCodec, type Codec } from './codec.ts';
import { isoDaySchema } from './common-schemas.ts';
import { makeActKey, parseItemKey } from './keys.ts';
import { actorSchema } from './stored-actor.ts';

const signed = { id: z.string(), at: instantSchema, why: z.string() };
const paths = z.optional(z.array(z.string()));
const onSubmission = {
  ...signed,
  submission: z.looseObject({
    submissionId: z.string(),
    order: z.string(),
    sha256: z.nullable(z.string()),
    content: z.optional(z.string()),
  }),
};
const correctionShape = { ...onSubmission, until: isoDaySchema, paths };
const answerShape = { ...onSubmission, answer: z.enum(EXPLANATION_ANSWERS) };
const withdrawalShape = { ...signed, kind: z.literal('withdraw'), act: z.string() };

export const keptActsSchema: z.ZodMiniType<readonly KeptAct[]> = z.array(
  z.discriminatedUnion('kind', [
    z.looseObject({ ...correctionShape, kind: z.enum(['return', 'demand']) }),
    z.looseObject({ ...onSubmission, kind: z.enum(['confirm', 'withhold']) }),
    z.looseObject({ ...answerShape, kind: z.literal('answer-explanation') }),
    z.looseObject(withdrawalShape),
  ]),
);

const by = { by: actorSchema };
const storedSchema = z.discriminatedUnion('kind', [
  z.looseObject({ ...correctionShape, ...by, kind: z.enum(['return', 'demand']) }),
  z.looseObject({ ...onSubmission, ...by, kind: z.enum(['confirm', 'withhold']) }),
  z.looseObject({ ...answerShape, ...by, kind: z.literal('answer-explanation') }),
  z.looseObject({ ...signed, ...by, kind: z.literal('note'), until: z.optional(isoDaySchema) }),
  z.looseObject({ ...signed, ...by, kind: z.literal('remind') }),
  z.looseObject({
    ...signed,
    ...by,
    kind: z.literal('extend'),
    until: z.optional(isoDaySchema),
    deadline: isoDaySchema,
    source: z.optional(z.string()),
    scope: z.string(),
    of: z.optional(z.enum(AGENCY_KINDS)),
  }),
  z.looseObject({ ...withdrawalShape, ...by }),
]);

export const actCodec: Codec<Act> = createCodec<z.infer<typeof storedSchema>, Act>({
  schema: storedSchema,
  decode(stored, key) {
    const named = parseItemKey(key);
    if (named.kind !== 'act') throw new CorruptItemError('its key is not that of an act');
    return { ...stored, on: named.place };
  },
  encode: ({ on, ...act }) => ({ ...makeActKey(on, act.id), ...act }),
});

const said = { at: instantSchema, reason: z.optional(z.string()), paths };
export const officeSchema = z.looseObject({
  actedAt: instantSchema,
  returned: z.optional(
    z.looseObject({ ...said, submissionId: z.string(), until: isoDaySchema, reason: z.string() }),
  ),
  marks: z.optional(
    z.array(z.looseObject({ ...said, kind: z.enum(MARK_KINDS), until: z.optional(isoDaySchema) })),
  ),
});
