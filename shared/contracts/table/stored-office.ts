/**
 * What an agency-year keeps of its office's acts, and what they amount to. What only a newer release knows is left aside when
 * it is read, and written again as it is.
 */
import * as z from 'zod/mini';
import {
  EXPLANATION_ANSWERS,
  inTheirOrder,
  type KeptAct,
  type NewerAct,
} from '../../domain/standing/acts/act.ts';
import { MARK_KINDS, type OfficeStanding } from '../../domain/standing/acts/office-standing.ts';
import { instantSchema } from '../bucket/receipt.ts';
import { isoDaySchema } from './common-schemas.ts';

export const signed = { id: z.string(), at: instantSchema, why: z.string() };
const paths = z.optional(z.array(z.string()));
export const onSubmission = {
  ...signed,
  submission: z.looseObject({
    submissionId: z.string(),
    order: z.string(),
    sha256: z.nullable(z.string()),
    content: z.optional(z.string()),
  }),
};
export const correctionShape = { ...onSubmission, until: isoDaySchema, paths };
export const answerShape = { ...onSubmission, answer: z.enum(EXPLANATION_ANSWERS) };
export const withdrawalShape = { ...signed, kind: z.literal('withdraw'), act: z.string() };

const keptActSchema: z.ZodMiniType<KeptAct> = z.discriminatedUnion('kind', [
  z.looseObject({ ...correctionShape, kind: z.enum(['return', 'demand']) }),
  z.looseObject({ ...onSubmission, kind: z.enum(['confirm', 'withhold']) }),
  z.looseObject({ ...answerShape, kind: z.literal('answer-explanation') }),
  z.looseObject(withdrawalShape),
]);

/** Whatever else it says. */
export const anyActSchema = z.looseObject({ id: z.string(), at: instantSchema, kind: z.string() });
export const keptActsSchema: z.ZodMiniType<readonly NewerAct[]> = z.array(anyActSchema);

interface KeptActs {
  readonly acts?: readonly KeptAct[] | undefined;
  readonly newerActs?: readonly NewerAct[] | undefined;
}

export function readKeptActs(stored: readonly NewerAct[] | undefined): KeptActs {
  if (!stored) return {};
  const read = stored.map((one) => ({ one, known: keptActSchema.safeParse(one).data }));
  const newer = read.flatMap(({ one, known }) => (known ? [] : [one]));
  const acts = read.flatMap(({ known }) => known ?? []);
  return { ...(acts.length > 0 && { acts }), ...(newer.length > 0 && { newerActs: newer }) };
}

export function storeKeptActs({ acts = [], newerActs = [] }: KeptActs): {
  readonly acts?: readonly NewerAct[];
} {
  const known = new Set(acts.map(({ id }) => id));
  const all: readonly NewerAct[] = [...acts, ...newerActs.filter(({ id }) => !known.has(id))];
  return all.length > 0 ? { acts: inTheirOrder(all) } : {};
}

const said = { at: instantSchema, reason: z.optional(z.string()), paths };
const returnSchema = z.looseObject({
  ...said,
  submissionId: z.string(),
  until: isoDaySchema,
  reason: z.string(),
});
const markSchema = z.looseObject({ ...said, kind: z.enum(MARK_KINDS), until: z.optional(isoDaySchema) });
const storedOfficeSchema = z.looseObject({
  actedAt: instantSchema,
  returned: z.optional(returnSchema),
  unchanged: z.optional(returnSchema),
  marks: z.optional(z.array(z.looseObject({ kind: z.string() }))),
});

/** What is stored is what `storeOffice` makes of it. */
export const officeSchema = z.pipe(
  storedOfficeSchema,
  z.transform(({ marks: stored = [], ...office }): OfficeStanding => {
    const read = stored.map((one) => ({ one, known: markSchema.safeParse(one).data }));
    const marks = read.flatMap(({ known }) => known ?? []);
    const newerMarks = read.flatMap(({ one, known }) => (known ? [] : [one]));
    return {
      ...office,
      ...(marks.length > 0 && { marks }),
      ...(newerMarks.length > 0 && { newerMarks }),
    };
  }),
);

export function storeOffice({ marks = [], newerMarks = [], ...office }: OfficeStanding): object {
  const all = [...marks, ...newerMarks];
  return { ...office, ...(all.length > 0 && { marks: all }) };
}
