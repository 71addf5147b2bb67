/** The map of the regions right below one, in the table: an item a region, drawn already. */
import * as z from 'zod/mini';
import type { RegionMap } from '../../domain/map/region-map.ts';
import { instantSchema } from '../bucket/receipt.ts';
import { createCodec } from './codec.ts';
import { makeMapKey } from './keys.ts';

const storedSchema = z.looseObject({
  parent: z.string(),
  since: instantSchema,
  approvalNumber: z.string(),
  width: z.int(),
  height: z.int(),
  shapes: z.array(
    z.looseObject({
      region: z.optional(z.string()),
      path: z.string(),
      isLine: z.optional(z.literal(true)),
      label: z.optional(z.looseObject({ x: z.int(), y: z.int(), width: z.int() })),
    }),
  ),
});
export const mapCodec = createCodec<z.infer<typeof storedSchema>, RegionMap>({
  schema: storedSchema,
  decode: (stored) => stored,
  encode: (map) => ({ ...makeMapKey(map.parent), ...map }),
});
