/** What the API answers of the archive of all years and of the data dictionary. */
import * as z from 'zod/mini';
import { EDITIONS } from '../../domain/form/catalogue.ts';
import { BULK_FILES } from '../bucket/bulk-keys.ts';
import { apiSchemas } from './api-answers.ts';

function named<Schema extends z.ZodMiniType>(id: string, schema: Schema): Schema {
  apiSchemas.add(schema, { id });
  return schema;
}

const count = z.int().check(z.minimum(0));
const sha256 = z.string().check(z.describe('in hex'));
const text = z.object({ zh: z.string(), en: z.string() });

const part = {
  part: z
    .string()
    .check(z.describe('as addresses name it: a region’s code, with -own for its own agencies alone')),
  code: z.string().check(z.describe('GB/T 2260')),
  scope: z
    .enum(['whole', 'own'])
    .check(
      z.describe(
        'whole: a region with all below it; own: its own agencies, where the regions below have parts of their own',
      ),
    ),
  name: z.nullable(z.string()),
};

export const archiveSchema = named(
  'Archive',
  z.object({
    plannedAt: z.iso.datetime().check(z.describe('when the parts were last told')),
    parts: z.readonly(
      z.array(
        z.object({
          ...part,
          expected: count.check(z.describe('reports that its agencies owed, all years')),
          href: z.string(),
        }),
      ),
    ),
  }),
);
export type ArchiveAnswer = z.infer<typeof archiveSchema>;

export const archivePartSchema = named(
  'ArchivePart',
  z.object({
    ...part,
    madeAt: z.iso.datetime().check(z.describe('what came later is not in it')),
    years: z.readonly(
      z.array(
        z.object({
          year: z.int(),
          edition: z.enum(EDITIONS),
          lines: count.check(z.describe('of the wide CSV: agencies, with those that need not report')),
          expected: count.check(z.describe('reports owed, as totals of regions have it')),
          inForce: count.check(z.describe('those with figures')),
          equalsTotal: z
            .nullable(z.boolean())
            .check(
              z.describe(
                'whether the sums are the region’s totals, cell by cell; null for a part without a total of its own',
              ),
            ),
          received: z
            .nullable(count)
            .check(z.describe('the sum of /applications/received/total; null where no report is in force')),
          results: z
            .nullable(count)
            .check(
              z.describe('the sum of /applications/results/total/total; null where no report is in force'),
            ),
          damaged: z
            .optional(count)
            .check(z.describe('records that could not be read and are left out; absent where there is none')),
        }),
      ),
    ),
    files: z.readonly(
      z.array(
        z.object({
          file: z.enum(BULK_FILES),
          href: z.string(),
          rows: count,
          sizeBytes: count,
          sha256,
          ranges: z
            .optional(
              z.readonly(
                z.array(z.object({ from: z.int(), to: z.int(), rows: count, sizeBytes: count, sha256 })),
              ),
            )
            .check(z.describe('CSV alone: what is answered for from and to')),
        }),
      ),
    ),
  }),
);
export type ArchivePartAnswer = z.infer<typeof archivePartSchema>;

export const dictionarySchema = named(
  'Dictionary',
  z.object({
    columns: z.readonly(
      z.array(
        z.object({
          files: z.readonly(z.array(z.enum(BULK_FILES))).check(z.describe('that have it')),
          key: z.string().check(z.describe('the column’s head in wide.csv; of a cell, its JSON Pointer')),
          edition: z.nullable(z.enum(EDITIONS)).check(z.describe('null for what is no cell of the form')),
          row: z.nullable(z.string()).check(z.describe('of a cell: column row of the tidy files')),
          column: z.nullable(z.string()).check(z.describe('of a cell: column column of the tidy files')),
          label: text,
          type: z.enum(['text', 'code', 'number', 'day', 'instant']),
          unit: z.nullable(text),
          section: z.nullable(text).check(z.describe('of the form')),
          article: z.nullable(text).check(z.describe('on which the row stands')),
          says: z.nullable(text),
        }),
      ),
    ),
  }),
);
export type DictionaryAnswer = z.infer<typeof dictionarySchema>;
