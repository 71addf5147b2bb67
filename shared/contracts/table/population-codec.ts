/** Inhabitants of the regions right below one, by year, in the table: an item a region. */
import * as z from 'zod/mini';
import type { PopulationList } from '../../domain/form/population.ts';
import { instantSchema } from '../bucket/receipt.ts';
import { createCodec } from './codec.ts';
import { makePopulationKey } from './keys.ts';

const storedSchema = z.looseObject({
  parent: z.string(),
  since: instantSchema,
  entries: z.array(
    z.looseObject({ region: z.string(), year: z.int(), inhabitants: z.int(), source: z.string() }),
  ),
});
export const populationCodec = createCodec<z.infer<typeof storedSchema>, PopulationList>({
  schema: storedSchema,
  decode: (stored) => stored,
  encode: (list) => ({ ...makePopulationKey(list.parent), ...list }),
});
