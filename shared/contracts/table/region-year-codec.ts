/** A region's total in the table: figures, signal and filings as one text each, marks as they are. */
import * as z from 'zod/mini';
import type { RegionYear } from '../../domain/standing/region-year.ts';
import { createCodec } from './codec.ts';
import { makeRegionYearKey } from './keys.ts';
import { fromStoredFigures, storedFiguresSchema, toStoredFigures } from './stored-figures.ts';
import { fromStoredFilings, storedFilingsSchema, toStoredFilings } from './stored-filings.ts';
import { storedMarksSchema, storeMarks } from './stored-marks.ts';
import { fromStoredSignal, storedSignalSchema, toStoredSignal } from './stored-signal.ts';

export const reportCountsSchema = z.looseObject({
  expected: z.number(),
  accepted: z.number(),
  flagged: z.number(),
  returned: z.number(),
  late: z.number(),
  synthetic: z.number(),
});

const storedSchema = z.looseObject({
  revision: z.number(),
  code: z.string(),
  name: z.string(),
  year: z.number(),
  reports: reportCountsSchema,
  figures: storedFiguresSchema,
  signal: z.optional(storedSignalSchema),
  filings: z.optional(storedFilingsSchema),
  consolidated: z.optional(z.array(z.string())),
  marks: z.optional(storedMarksSchema),
});

export const regionYearCodec = createCodec<z.infer<typeof storedSchema>, RegionYear>({
  schema: storedSchema,
  decode: ({ figures, signal, filings, marks = [], ...rest }) => ({
    ...rest,
    figures: fromStoredFigures(rest.year, figures),
    signal: fromStoredSignal(signal),
    filings: fromStoredFilings(filings),
    marks,
  }),
  encode: ({ figures, signal, filings, marks, ...rest }) => ({
    ...makeRegionYearKey(rest.code, rest.year),
    ...rest,
    figures: toStoredFigures(figures),
    signal: toStoredSignal(signal),
    filings: toStoredFilings(filings),
    marks: storeMarks(marks),
  }),
});
