/** What the API answers of where an agency's information is to be had. */
import * as z from 'zod/mini';
import { datasetSchema } from '../dataset-schema.ts';
import { apiSchemas } from './api-answers.ts';

const text = z.nullable(z.string());
const url = z.string().check(z.describe('begins with http:// or https://'));
const documentSchema = z.object({
  title: text,
  url,
  updated: z.nullable(z.iso.date()).check(z.describe('its last update, as the agency states it')),
  outdated: z
    .nullable(z.boolean())
    .check(z.describe('whether that is more than a year ago; null where it is not stated')),
});
const placeSchema = z.object({
  title: text,
  address: text,
  hours: text,
  phone: text,
  mail: text,
  url: z.nullable(url),
});

export const disclosureSchema = z.object({
  agency: z.object({
    id: z.string(),
    name: z.string(),
    dataset: z
      .optional(datasetSchema)
      .check(
        z.describe('of demonstration data, whose places and numbers are invented, and published reports'),
      ),
  }),
  district: z.string().check(z.describe('GB/T 2260')),
  loadedAt: z.nullable(z.iso.datetime()).check(z.describe('null where nobody ever said anything of it')),
  guide: z.nullable(documentSchema),
  catalogue: z.nullable(documentSchema),
  contact: z.nullable(placeSchema).check(z.describe('the office that answers and takes applications')),
  points: z.readonly(z.array(placeSchema)).check(z.describe('where documents can be read')),
  reviews: z.readonly(z.array(documentSchema)).check(z.describe('results of 社会评议')),
});
apiSchemas.add(disclosureSchema, { id: 'Disclosure' });
export type DisclosureAnswer = z.infer<typeof disclosureSchema>;
