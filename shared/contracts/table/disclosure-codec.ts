/** Where an agency's information is to be had, in the table: one item for an agency, beside what the roster says of it. */
import * as z from 'zod/mini';
import type { DisclosureRecord } from '../../domain/roster/disclosure.ts';
import { instantSchema } from '../bucket/receipt.ts';
import { createCodec } from './codec.ts';
import { isoDaySchema } from './common-schemas.ts';
import { makeDisclosureKey } from './keys.ts';

const text = z.optional(z.string());
const documentSchema = z.looseObject({ title: text, url: z.string(), updated: z.optional(isoDaySchema) });
const placeSchema = z.looseObject({
  title: text,
  address: text,
  hours: text,
  phone: text,
  mail: text,
  url: text,
});
const storedSchema = z.looseObject({
  agency: z.string(),
  since: instantSchema,
  guide: z.optional(documentSchema),
  catalogue: z.optional(documentSchema),
  contact: z.optional(placeSchema),
  points: z.array(placeSchema),
  reviews: z.array(documentSchema),
});
export const disclosureCodec = createCodec<z.infer<typeof storedSchema>, DisclosureRecord>({
  schema: storedSchema,
  decode: (stored) => stored,
  encode: (record) => ({ ...makeDisclosureKey(record.agency), ...record }),
});
