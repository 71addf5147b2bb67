/** A region's total in the table: figures, fees, signal and filings as one text each, marks as they are. */
import * as z from 'zod/mini';
import type { RegionYear } from '../../domain/standing/region-year.ts';
import { createCodec, createReader } from './codec.ts';
import { makeRegionYearKey } from './keys.ts';
import { fromStoredFees, storedFeesSchema, toStoredFees } from './stored-fees.ts';
import { fromStoredFigures, storedFiguresSchema, toStoredFigures } from './stored-figures.ts';
import { fromStoredFilings, storedFilingsSchema, toStoredFilings } from './stored-filings.ts';
import { readHistory, storedHistorySchema, storeHistory } from './stored-history.ts';
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
  /** Left out where nobody stated any. */
  fees: z.optional(storedFeesSchema),
  signal: z.optional(storedSignalSchema),
  filings: z.optional(storedFilingsSchema),
  consolidated: z.optional(z.array(z.string())),
  marks: z.optional(storedMarksSchema),
  history: z.optional(storedHistorySchema),
});

/** What a region's total is made of, without what it amounts to. */
const countsSchema = z.pick(storedSchema, { code: true, name: true, reports: true });
export type RegionCounts = z.infer<typeof countsSchema>;

export const COUNT_ATTRIBUTES = ['v', ...Object.keys(countsSchema.shape)];

export const decodeRegionCounts = createReader(countsSchema, (counts) => counts);

export const regionYearCodec = createCodec<z.infer<typeof storedSchema>, RegionYear>({
  schema: storedSchema,
  decode: ({ figures, fees, signal, filings, marks = [], history, ...rest }) => ({
    ...rest,
    figures: fromStoredFigures(rest.year, figures),
    fees: fromStoredFees(fees),
    signal: fromStoredSignal(signal),
    filings: fromStoredFilings(filings),
    marks,
    history: readHistory(history),
  }),
  encode: ({ figures, fees, signal, filings, marks, history, ...rest }) => ({
    ...makeRegionYearKey(rest.code, rest.year),
    ...rest,
    figures: toStoredFigures(figures),
    fees: toStoredFees(fees),
    signal: toStoredSignal(signal),
    filings: toStoredFilings(filings),
    marks: storeMarks(marks),
    history: storeHistory(history),
  }),
});
