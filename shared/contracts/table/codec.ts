/**
 * How an item of the table becomes a record of the domain, and back. An attribute that this release does not know stays
 * on the record and is written again with it; an item of the next version is read as far as it is known.
 */
import type * as z from 'zod/mini';
import { CorruptItemError } from '../../errors.ts';
import type { ItemKey } from './keys.ts';

/** The version that items are written with. */
export const ITEM_VERSION = 1;
/** A newer release may have written beside this one, or before it was rolled back: it adds, and takes nothing away. */
const NEWEST_READABLE = ITEM_VERSION + 1;

export type RawItem = Readonly<Record<string, unknown>>;
export type Item = ItemKey & RawItem;

export interface Codec<Thing> {
  /** Throws CorruptItemError, which names the key and never the content. */
  readonly decode: (raw: RawItem) => Thing;
  readonly encode: (thing: Thing) => Item;
}

export const keyOfRaw = (raw: RawItem): ItemKey => ({ pk: String(raw['pk']), sk: String(raw['sk']) });

export function createCodec<Stored extends object, Thing>({
  schema,
  decode,
  encode,
}: {
  /** The object is loose, so that unknown attributes survive. */
  readonly schema: z.ZodMiniType<Stored>;
  readonly decode: (stored: Stored, key: ItemKey) => Thing;
  readonly encode: (thing: Thing) => Item;
}): Codec<Thing> {
  return {
    decode: createReader(schema, decode),
    encode: (thing) => ({ ...encode(thing), v: ITEM_VERSION }),
  };
}

/** For an item of which attributes were left out, too: it can't be written again. Throws CorruptItemError, as a codec does. */
export function createReader<Stored extends object, Thing>(
  schema: z.ZodMiniType<Stored>,
  decode: (stored: Stored, key: ItemKey) => Thing,
): Codec<Thing>['decode'] {
  return (raw) => {
    const key = keyOfRaw(raw);
    const fails = (why: string, cause?: unknown): CorruptItemError =>
      new CorruptItemError(`item ${key.pk} | ${key.sk} ${why}`, { cause });
    const { pk: _pk, sk: _sk, v, ...attributes } = raw;
    if (typeof v !== 'number' || !Number.isInteger(v) || v < 1) throw fails('states no version');
    if (v > NEWEST_READABLE)
      throw fails(
        `is of version ${v}, and this release reads items up to version ${NEWEST_READABLE}: deploy the release that wrote it`,
      );
    const parsed = schema.safeParse(attributes);
    if (!parsed.success)
      throw fails(
        `does not fit its schema at ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')}`,
      );
    try {
      return decode(parsed.data, key);
    } catch (error) {
      if (!(error instanceof CorruptItemError)) throw error;
      throw fails(`is damaged: ${error.message}`, error);
    }
  };
}
