/**
 * Acts of the office in the table, what an agency-year keeps of them, and what they amount to. What only a newer release
 * knows is left aside when it is read, and written again as it is.
 */
import * as z from 'zod/mini';
import { AGENCY_KINDS } from '../../domain/basics/calendar.ts';
import type { Place } from '../../domain/basics/place.ts';
import {
  EXPLANATION_ANSWERS,
  inTheirOrder,
  type Act,
  type KeptAct,
  type NewerAct,
} from '../../domain/standing/acts/act.ts';
import { ACT_WORDS } from '../../domain/standing/acts/act-words.ts';
import { MARK_KINDS, type OfficeStanding } from '../../domain/standing/acts/office-standing.ts';
import { CorruptItemError } from '../../errors.ts';
import { instantSchema } from '../bucket/receipt.ts';
import { createCodec, type Codec, type RawItem } from './codec.ts';
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

const keptActSchema: z.ZodMiniType<KeptAct> = z.discriminatedUnion('kind', [
  z.looseObject({ ...correctionShape, kind: z.enum(['return', 'demand']) }),
  z.looseObject({ ...onSubmission, kind: z.enum(['confirm', 'withhold']) }),
  z.looseObject({ ...answerShape, kind: z.literal('answer-explanation') }),
  z.looseObject(withdrawalShape),
]);

/** Whatever else it says. */
const anyActSchema = z.looseObject({ id: z.string(), at: instantSchema, kind: z.string() });
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

/** An act as it is stored, whether this release knows its kind or not. */
export interface StoredAct {
  readonly on: Place;
  readonly id: string;
  /** `undefined`: only a newer release knows its kind. */
  readonly act: Act | undefined;
  /** All that is said of it, as it is stored. */
  readonly stored: RawItem;
}

/** Throws CorruptItemError where it is of a kind that this release knows, and is not as that has to be. */
export function readStoredAct(on: Place, id: string, stored: RawItem): StoredAct {
  const parsed = storedSchema.safeParse(stored);
  if (parsed.success) return { on, id, act: { ...parsed.data, on }, stored };
  const { kind } = anyActSchema.safeParse(stored).data ?? {};
  if (kind === undefined || Object.hasOwn(ACT_WORDS, kind))
    throw new CorruptItemError(
      `an act does not fit its schema at ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')}`,
    );
  return { on, id, act: undefined, stored };
}

export const storeAct = ({ on, ...stored }: Act): StoredAct => ({
  on,
  id: stored.id,
  act: { on, ...stored },
  stored,
});

export const storedActCodec: Codec<StoredAct> = createCodec<Record<string, unknown>, StoredAct>({
  schema: z.looseObject({}),
  decode(stored, key) {
    const named = parseItemKey(key);
    if (named.kind !== 'act') throw new CorruptItemError('its key is not that of an act');
    return readStoredAct(named.place, named.id, stored);
  },
  encode: ({ on, id, stored }) => ({ ...makeActKey(on, id), ...stored }),
});

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
