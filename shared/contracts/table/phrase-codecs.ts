/** Lists of phrases that rules read, in the table: an item for each edition. */
import * as z from 'zod/mini';
import type { CommonPhrases, WrongPhrases } from '../../domain/narrative/phrase-list.ts';
import { instantSchema } from '../bucket/receipt.ts';
import { createCodec } from './codec.ts';
import { commonPhrasesPartition, WRONG_PHRASES_PARTITION } from './keys.ts';

const commonSchema = z.looseObject({
  province: z.string(),
  year: z.number(),
  edition: z.string(),
  since: instantSchema,
  texts: z.number(),
  entries: z.array(z.string()),
});
export const commonPhrasesCodec = createCodec<z.infer<typeof commonSchema>, CommonPhrases>({
  schema: commonSchema,
  decode: (stored) => stored,
  encode: (list) => ({ pk: commonPhrasesPartition(list), sk: list.since, ...list }),
});

const wrongSchema = z.looseObject({
  edition: z.string(),
  since: instantSchema,
  entries: z.array(
    z.looseObject({
      wrong: z.string(),
      right: z.string(),
      source: z.looseObject({ zh: z.string(), en: z.string() }),
    }),
  ),
});
export const wrongPhrasesCodec = createCodec<z.infer<typeof wrongSchema>, WrongPhrases>({
  schema: wrongSchema,
  decode: (stored) => stored,
  encode: (list) => ({ pk: WRONG_PHRASES_PARTITION, sk: list.since, ...list }),
});
