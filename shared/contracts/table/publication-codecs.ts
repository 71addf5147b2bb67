/** Publications that were recorded, and what was found where reports are said to be published. */
import * as z from 'zod/mini';
import type { Place } from '../../domain/basics/place.ts';
import type { PublicationRecord } from '../../domain/standing/publication.ts';
import {
  SOURCE_FAULTS,
  SOURCE_STATES,
  type PageComparison,
  type SourceCheck,
} from '../../domain/standing/source-check.ts';
import { CorruptItemError } from '../../errors.ts';
import { instantSchema } from '../bucket/receipt.ts';
import { createCodec, type Codec } from './codec.ts';
import { isoDaySchema } from './common-schemas.ts';
import { makePublicationRecordKey, makeSourceCheckKey, parseItemKey, type ItemKey } from './keys.ts';
import { actorSchema } from './stored-actor.ts';

/** As an agency-year keeps the newest of them. */
export const publicationSchema: z.ZodMiniType<PublicationRecord> = z.looseObject({
  recordId: z.string(),
  order: z.string(),
  receivedAt: instantSchema,
  publishedOn: isoDaySchema,
  sourceUrl: z.optional(z.string()),
  by: z.optional(actorSchema),
});

const comparisonSchema: z.ZodMiniType<PageComparison> = z.union([
  z.object({ kind: z.literal('not-compared') }),
  z.object({ kind: z.literal('agrees') }),
  z.object({ kind: z.literal('differs'), cells: z.number() }),
]);
export const sourceCheckSchema: z.ZodMiniType<SourceCheck> = z.looseObject({
  checkedAt: instantSchema,
  url: z.string(),
  state: z.enum(SOURCE_STATES),
  fault: z.optional(z.enum(SOURCE_FAULTS)),
  status: z.optional(z.number()),
  movedTo: z.optional(z.string()),
  comparison: comparisonSchema,
});

/** With the agency's year that it is of, which the key names. */
export interface Placed<Thing> {
  readonly place: Place;
  readonly thing: Thing;
}

export function createPlacedCodec<Thing extends object>(
  kind: 'act' | 'publication' | 'source-check' | 'source-visit',
  schema: z.ZodMiniType<Thing>,
  keyOf: (placed: Placed<Thing>) => ItemKey,
): Codec<Placed<Thing>> {
  return createCodec<Thing, Placed<Thing>>({
    schema,
    decode(thing, key) {
      const named = parseItemKey(key);
      if (named.kind !== kind) throw new CorruptItemError(`its key is not that of a ${kind}`);
      return { place: named.place, thing };
    },
    encode: (placed) => ({ ...keyOf(placed), ...placed.thing }),
  });
}

export const publicationCodec = createPlacedCodec('publication', publicationSchema, ({ place, thing }) =>
  makePublicationRecordKey(place, thing.recordId),
);
export const sourceCheckCodec = createPlacedCodec('source-check', sourceCheckSchema, ({ place, thing }) =>
  makeSourceCheckKey(place, thing.checkedAt),
);
