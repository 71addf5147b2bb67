/** The last look at where a report is published, in the table. The site reads none of them. */
import * as z from 'zod/mini';
import type { SourceVisit } from '../../domain/standing/source-visit.ts';
import { instantSchema } from '../bucket/receipt.ts';
import { makeSourceVisitKey } from './keys.ts';
import { createPlacedCodec, sourceCheckSchema } from './publication-codecs.ts';

const visitSchema: z.ZodMiniType<SourceVisit> = z.looseObject({
  url: z.string(),
  since: instantSchema,
  visitedAt: instantSchema,
  found: sourceCheckSchema,
  comparedWith: z.optional(z.string()),
  etag: z.optional(z.string()),
  lastModified: z.optional(z.string()),
  fingerprint: z.optional(z.string()),
});

export const sourceVisitCodec = createPlacedCodec('source-visit', visitSchema, ({ place }) =>
  makeSourceVisitKey(place),
);
