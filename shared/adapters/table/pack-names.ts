/** How the names of a province are packed, and read again. */
import { createHash } from 'node:crypto';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import * as z from 'zod/mini';
import { ITEM_VERSION, type Item } from '../../contracts/table/codec.ts';
import { makePackedNamesKey } from '../../contracts/table/keys.ts';
import type { PackedPart, PackedVersion } from '../../contracts/table/packed-names.ts';
import { fromStoredNames, storedNameSchema, toStoredNames } from '../../contracts/table/stored-names.ts';
import type { Named } from '../../domain/search/name-search.ts';
import type { NamesWithin } from '../../domain/search/names-within.ts';
import { CorruptItemError } from '../../errors.ts';

/** Below DynamoDB's 400 kB for an item. */
const MAX_PART_BYTES = 300_000;
/** Half as large as at 1; beyond it each step costs more time than bytes. */
const QUALITY = 5;
const VERSION_CHARACTERS = 22;

const contentSchema = z.object({
  regions: z.array(storedNameSchema),
  agencies: z.array(z.tuple([z.string(), z.array(storedNameSchema)])),
});

interface PackedNames extends PackedVersion {
  readonly items: readonly Item[];
}

/** The same names are the same version, in whatever order they come. */
export function packNames(province: string, { regions, agencies }: NamesWithin): PackedNames {
  const content: z.infer<typeof contentSchema> = {
    regions: toStoredNames(regions),
    // One whose agencies are gone is as one that never had any.
    agencies: [...agencies]
      .filter(([, names]) => names.length > 0)
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
