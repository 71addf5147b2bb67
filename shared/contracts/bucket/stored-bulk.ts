/** What the bucket keeps of the archive besides its files: which parts there are, and what each has. */
import * as z from 'zod/mini';
import { EDITIONS } from '../../domain/form/catalogue.ts';
import { CorruptItemError } from '../../errors.ts';
import { BULK_FILES } from './bulk-keys.ts';
import { instantSchema } from './receipt.ts';

const partShape = {
  code: z.string(),
  scope: z.enum(['whole', 'own']),
  /** `null` for the nation, and where nobody has given the region a name. */
  name: z.nullable(z.string()),
};

const indexSchema = z.object({
  v: z.literal(1),
  at: instantSchema,
  parts: z.array(z.object({ ...partShape, agencyYears: z.number() })),
});
export type BulkIndex = z.infer<typeof indexSchema>;

const rangeSchema = z.object({
  from: z.number(),
  to: z.number(),
  rows: z.number(),
  sizeBytes: z.number(),
  sha256: z.string(),
});
/** Years one after the other, as whoever asks for them is given them: with the heads. */
export type BulkRange = z.infer<typeof rangeSchema>;

const fileSchema = z.object({
  file: z.enum(BULK_FILES),
  key: z.string(),
  /** Left out where the bucket keeps one version of each object. */
  versionId: z.optional(z.string()),
  /** As it is kept: CSV is packed. */
  keptBytes: z.number(),
  rows: z.number(),
  sizeBytes: z.number(),
  sha256: z.string(),
  /** CSV alone: its heads, where each year lies in the packed object, and every range of years. */
  csv: z.optional(
    z.object({
      heads: z.string(),
      years: z.array(z.object({ year: z.number(), start: z.number(), end: z.number() })),
      ranges: z.array(rangeSchema),
    }),
  ),
});
export type KeptBulkFile = z.infer<typeof fileSchema>;

const manifestSchema = z.object({
  v: z.literal(1),
  ...partShape,
  /** When its making began: what came later is not in it. */
  at: instantSchema,
  /** What it was made from: the same again makes the same files. */
  tag: z.string(),
  years: z.array(
    z.object({
      year: z.number(),
      edition: z.enum(EDITIONS),
      /** Agencies, with those that need not report. */
      lines: z.number(),
      /** Reports that they owed. */
      expected: z.number(),
      inForce: z.number(),
      /** Whether its figures are the region's totals, cell by cell; `null` for a part without a total of its own. */
      equalsTotal: z.nullable(z.boolean()),
      /** `null` where no report is in force. */
      received: z.nullable(z.number()),
      results: z.nullable(z.number()),
      /** Records that could not be read, and are in no file; left out where there is none. */
      damaged: z.optional(z.number()),
    }),
  ),
  files: z.array(fileSchema),
});
export type BulkManifest = z.infer<typeof manifestSchema>;

/** `undefined` where it is none. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export function decodeStored<T>(schema: z.ZodMiniType<T>, what: string, text: string): T {
  const parsed = schema.safeParse(readJson(text));
  if (!parsed.success) throw new CorruptItemError(`${what} is not as it was written`);
  return parsed.data;
}

export const decodeBulkIndex = (text: string): BulkIndex =>
  decodeStored(indexSchema, 'the list of parts', text);
export const decodeBulkManifest = (text: string): BulkManifest =>
  decodeStored(manifestSchema, 'the manifest of a part', text);
