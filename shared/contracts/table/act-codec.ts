/** Acts of the office in the table, and as their copies in the bucket have them. */
import * as z from 'zod/mini';
import { AGENCY_KINDS } from '../../domain/basics/calendar.ts';
import type { Place } from '../../domain/basics/place.ts';
import { isActKind } from '../../domain/standing/acts/act.ts';
import type { StoredAct } from '../../domain/standing/acts/stored-act.ts';
import { CorruptItemError } from '../../errors.ts';
import { createCodec, type Codec, type RawItem } from './codec.ts';
import { isoDaySchema } from './common-schemas.ts';
import { makeActKey, parseItemKey } from './keys.ts';
import { actorSchema } from './stored-actor.ts';
import {
  answerShape,
  anyActSchema,
  correctionShape,
  onSubmission,
  signed,
  withdrawalShape,
} from './stored-office.ts';

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

/** Throws CorruptItemError where it is of a kind that this release knows, and is not as that has to be. */
export function readStoredAct(on: Place, id: string, stored: RawItem): StoredAct {
  const parsed = storedSchema.safeParse(stored);
  if (parsed.success) return { on, id, act: { ...parsed.data, on }, stored };
  const { kind } = anyActSchema.safeParse(stored).data ?? {};
  if (kind === undefined || isActKind(kind))
    throw new CorruptItemError(
      `an act does not fit its schema at ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')}`,
    );
  return { on, id, act: undefined, stored };
}

export const storedActCodec: Codec<StoredAct> = createCodec<Record<string, unknown>, StoredAct>({
  schema: z.looseObject({}),
  decode(stored, key) {
    const named = parseItemKey(key);
    if (named.kind !== 'act') throw new CorruptItemError('its key is not that of an act');
    return readStoredAct(named.place, named.id, stored);
  },
  encode: ({ on, id, stored }) => ({ ...makeActKey(on, id), ...stored }),
});
