/** What agencies are there for, as an operator loaded it, in the table: one item. */
import * as z from 'zod/mini';
import type { FunctionList } from '../../domain/roster/agency-functions.ts';
import { instantSchema } from '../bucket/receipt.ts';
import { createCodec } from './codec.ts';
import { FUNCTIONS_KEY } from './keys.ts';

const storedSchema = z.looseObject({
  since: instantSchema,
  entries: z.array(
    z.looseObject({
      id: z.string(),
      name: z.looseObject({ zh: z.string(), en: z.string() }),
      patterns: z.array(z.string()),
    }),
  ),
});
export const functionsCodec = createCodec<z.infer<typeof storedSchema>, FunctionList>({
  schema: storedSchema,
  decode: (stored) => stored,
  encode: (list) => ({ ...FUNCTIONS_KEY, ...list }),
});
