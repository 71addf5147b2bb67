/**
 * The names of a province's regions and agencies as a search reads them: packed with brotli, some 15 bytes an agency, in as
 * many items as they take. One item, the head, says which version each province has; a reader that has it reads nothing else.
 */
import { createHash } from 'node:crypto';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import * as z from 'zod/mini';
import type { Named } from '../../domain/search/name-search.ts';
import type { NamesWithin } from '../../domain/search/names-within.ts';
import { CorruptItemError } from '../../errors.ts';
import { ITEM_VERSION, createCodec, type Item } from './codec.ts';
import { makePackedNamesKey, PACKED_NAMES_HEAD } from './keys.ts';
import { fromStoredNames, storedNameSchema, toStoredNames } from './stored-names.ts';

/** Below DynamoDB's 400 kB for an item. */
const MAX_PART_BYTES = 300_000;
/** Half as large as at 1; beyond it each step costs more time than bytes. */
const QUALITY = 5;
const VERSION_CHARACTERS = 22;

/** Of a province. */
interface PackedVersion {
  readonly version: string;
  readonly parts: number;
}
export interface PackedHead {
  readonly revision: number;
  /** By the province's code; the nation's own agencies under the nation's. */
  readonly provinces: Readonly<Record<string, PackedVersion>>;
}

const headSchema = z.looseObject({
  revision: z.number(),
  provinces: z.record(z.string(), z.object({ version: z.string(), parts: z.number() })),
});
export const packedHeadCodec = createCodec<PackedHead, PackedHead>({
  schema: headSchema,
  decode: (stored) => stored,
  encode: (head) => ({ ...PACKED_NAMES_HEAD, ...head }),
});

export interface PackedPart {
  readonly version: string;
  /** How many parts this version has. */
  readonly parts: number;
  readonly bytes: Uint8Array;
}
export const packedPartCodec = createCodec<PackedPart, PackedPart>({
  schema: z.looseObject({ version: z.string(), parts: z.number(), bytes: z.instanceof(Uint8Array) }),
  decode: (stored) => stored,
  encode: () => {
    throw new TypeError('parts are written by packNames');
  },
});

const contentSchema = z.object({
  regions: z.array(storedNameSchema),
  agencies: z.array(z.tuple([z.string(), z.array(storedNameSchema)])),
});

export interface PackedNames extends PackedVersion {
  readonly items: readonly Item[];
}

/** The same names are the same version, in whatever order they come. */
export function packNames(province: string, { regions, agencies }: NamesWithin): PackedNames {
  const content: z.infer<typeof contentSchema> = {
    regions: toStoredNames(regions),
    agencies: [...agencies]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([district, names]) => [district, toStoredNames(names)]),
  };
  const text = JSON.stringify(content);
  const version = createHash('sha256').update(text).digest('base64url').slice(0, VERSION_CHARACTERS);
  const packed = brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } });
  const parts = Math.ceil(packed.length / MAX_PART_BYTES);
  return {
    version,
    parts,
    items: Array.from({ length: parts }, (_, part) => ({
      ...makePackedNamesKey(province, part),
      v: ITEM_VERSION,
      version,
      parts,
      bytes: packed.subarray(part * MAX_PART_BYTES, (part + 1) * MAX_PART_BYTES),
    })),
  };
}

/** `parts`: all of one version. Throws CorruptItemError. */
export function unpackNames(province: string, parts: readonly PackedPart[]): NamesWithin {
  try {
    const text = brotliDecompressSync(Buffer.concat(parts.map(({ bytes }) => bytes))).toString();
    const { regions, agencies } = contentSchema.parse(JSON.parse(text));
    return {
      regions: fromStoredNames(regions),
      agencies: new Map(
        agencies.map(([district, names]): [string, Named[]] => [district, fromStoredNames(names)]),
      ),
    };
  } catch (cause) {
    throw new CorruptItemError(`the packed names of ${province} can't be read`, { cause });
  }
}
