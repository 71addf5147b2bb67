/** Totals of regions at the ends of days, in partitions of their own (`days#<region>#<year>`): see `keep-days.ts` of the pipeline. */
import * as z from 'zod/mini';
import { isIsoDay, type IsoDay } from '../../domain/basics/calendar.ts';
import type { DayTotal } from '../../domain/standing/day-total.ts';
import { createCodec, ITEM_VERSION } from './codec.ts';
import { makeDayKey, makeKeptDaysKey } from './keys.ts';
import { regionYearCodec } from './region-year-codec.ts';
import { fromStoredFigures, storedFiguresSchema, toStoredFigures } from './stored-figures.ts';

const daySchema = z.custom<IsoDay>((value) => typeof value === 'string' && isIsoDay(value));
const storedSchema = z.looseObject({
  code: z.string(),
  year: z.number(),
  day: daySchema,
  stamp: z.string(),
  revision: z.optional(z.number()),
  /** Where nobody was expected: without a total. */
  nobody: z.optional(z.boolean()),
  stated: z.optional(storedFiguresSchema),
});

/** The total lies in it as it lies among its parent's children. */
export const dayTotalCodec = createCodec<z.infer<typeof storedSchema>, DayTotal>({
  schema: storedSchema,
  decode: ({ day, stamp, revision, nobody = false, stated, ...total }, key) => ({
    code: total.code,
    year: total.year,
    day,
    stamp,
    revision,
    total: nobody ? undefined : regionYearCodec.decode({ ...total, ...key, revision: 0, v: ITEM_VERSION }),
    stated: stated === undefined ? undefined : fromStoredFigures(total.year, stated),
  }),
  encode: ({ code, year, day, stamp, revision, total, stated }) => ({
    ...(total ? regionYearCodec.encode(total) : { code, year, nobody: true }),
    ...makeDayKey(code, year, day),
    day,
    stamp,
    ...(revision !== undefined && { revision }),
    ...(stated && { stated: toStoredFigures(stated) }),
  }),
});

export interface KeptDays {
  readonly code: string;
  readonly year: number;
  /** By day. */
  readonly stamps: ReadonlyMap<string, string>;
}

const keptSchema = z.looseObject({
  code: z.string(),
  year: z.number(),
  stamp: z.record(z.string(), z.string()),
});

export const keptDaysCodec = createCodec<z.infer<typeof keptSchema>, KeptDays>({
  schema: keptSchema,
  decode: ({ code, year, stamp }) => ({ code, year, stamps: new Map(Object.entries(stamp)) }),
  encode: ({ code, year, stamps }) => ({
    ...makeKeptDaysKey(code, year),
    code,
    year,
    stamp: Object.fromEntries(stamps),
  }),
});
