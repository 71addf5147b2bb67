/** A scheme of assessment, as an operator loaded it, in the table: one item. */
import * as z from 'zod/mini';
import { FACT_NAMES } from '../../domain/assessment/fact-names.ts';
import type { Scheme } from '../../domain/assessment/scheme.ts';
import { instantSchema } from '../bucket/receipt.ts';
import { createCodec } from './codec.ts';
import { SCHEME_KEY } from './keys.ts';

const storedSchema = z.looseObject({
  since: instantSchema,
  rules: z.array(
    z.looseObject({
      indicator: z.looseObject({ zh: z.string(), en: z.string() }),
      fact: z.enum(FACT_NAMES),
      deductionHundredths: z.int(),
      per: z.optional(z.int()),
      limitHundredths: z.int(),
      within: z.optional(z.int()),
      group: z.optional(z.looseObject({ name: z.string(), limitHundredths: z.int() })),
      source: z.string(),
    }),
  ),
});
export const schemeCodec = createCodec<z.infer<typeof storedSchema>, Scheme>({
  schema: storedSchema,
  decode: (stored) => stored,
  encode: (scheme) => ({ ...SCHEME_KEY, ...scheme }),
});
