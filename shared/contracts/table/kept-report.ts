/** What agency-years and submissions keep of a report. */
import * as z from 'zod/mini';
import type { KeptReport } from '../../domain/standing/agency-year-record.ts';
import { isoDaySchema } from './common-schemas.ts';
import { storedFeeSchema } from './stored-fees.ts';
import { storedFiguresSchema, toStoredFigures } from './stored-figures.ts';

export const keptReportShape = {
  nil: z.boolean(),
  name: z.string(),
  publishedOn: z.optional(isoDaySchema),
  sourceUrl: z.optional(z.nullable(z.string())),
  figures: storedFiguresSchema,
  processingFee: z.optional(storedFeeSchema),
  narrative: z.optional(z.string()),
  formerNarrative: z.optional(z.string()),
  comparedText: z.optional(z.string()),
  warnings: z.array(z.looseObject({ rule: z.string(), path: z.string(), basis: z.string() })),
  statedAgency: z.optional(z.looseObject({ agencyId: z.string(), name: z.string(), path: z.string() })),
  sharedMove: z.optional(z.looseObject({ agencyId: z.string(), name: z.string() })),
  repetitions: z.optional(
    z.array(
      z.looseObject({
        of: z.string(),
        text: z.optional(z.string()),
        phrases: z.optional(z.string()),
        overview: z.optional(z.number()),
        problems: z.optional(z.number()),
      }),
    ),
  ),
  copiedFrom: z.optional(
    z.looseObject({
      agencyId: z.string(),
      name: z.string(),
      year: z.number(),
      sha256: z.string(),
      similarity: z.number(),
    }),
  ),
};
export const keptReportSchema = z.looseObject(keptReportShape);

/** With its figures as they are stored. */
export const storeReport = <Report extends Pick<KeptReport, 'figures'>>(
  report: Report,
): Omit<Report, 'figures'> & { readonly figures: string } => ({
  ...report,
  figures: toStoredFigures(report.figures),
});
