/** Whose narrative meets others in a band, in the table: one item for each band. */
import * as z from 'zod/mini';
import type { NarrativeEntry } from '../../domain/narrative/narrative-entry.ts';
import { instantSchema } from '../bucket/receipt.ts';
import { createCodec, type Codec, type Item } from './codec.ts';
import { makeNarrativeKey } from './keys.ts';

const storedSchema = z.looseObject({
  agencyId: z.string(),
  district: z.string(),
  year: z.number(),
  name: z.optional(z.string()),
  fingerprint: z.string(),
  submissionId: z.string(),
  sha256: z.string(),
  order: z.string(),
  receivedAt: instantSchema,
});

export const narrativeCodec = (band: string): Codec<NarrativeEntry> =>
  createCodec<z.infer<typeof storedSchema>, NarrativeEntry>({
    schema: storedSchema,
    decode: (stored) => stored,
    encode: (entry): Item => ({ ...makeNarrativeKey(entry, band), ...entry }),
  });
