/** The figures in doubt that an item keeps: see `marked-total.ts` of the domain. Items of earlier versions have none. */
import * as z from 'zod/mini';

const doubtShape = { path: z.string(), previous: z.number() };
export const storedDoubtsSchema = z.array(z.looseObject(doubtShape));
export const storedMarksSchema = z.array(
  z.looseObject({
    ...doubtShape,
    agency: z.looseObject({ id: z.string(), name: z.string() }),
    figure: z.number(),
  }),
);

/** Left out where there are none, as in items of earlier versions. */
export const storeMarks = <Mark>(marks: readonly Mark[]): readonly Mark[] | undefined =>
  marks.length > 0 ? marks : undefined;
