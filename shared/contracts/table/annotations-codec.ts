/** What changed the meaning of figures, as an operator loaded it, in the table: one item. */
import * as z from 'zod/mini';
import type { AnnotationList } from '../../domain/form/annotations.ts';
import { instantSchema } from '../bucket/receipt.ts';
import { createCodec } from './codec.ts';
import { ANNOTATIONS_KEY } from './keys.ts';

const text = z.looseObject({ zh: z.string(), en: z.string() });
const storedSchema = z.looseObject({
  since: instantSchema,
  entries: z.array(z.looseObject({ year: z.int(), what: text, source: text, concerns: z.array(z.string()) })),
});
export const annotationsCodec = createCodec<z.infer<typeof storedSchema>, AnnotationList>({
  schema: storedSchema,
  decode: (stored) => stored,
  encode: (list) => ({ ...ANNOTATIONS_KEY, ...list }),
});
