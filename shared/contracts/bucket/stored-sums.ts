/** Sums by function as the bucket keeps them: figures are lists of numbers without their zeros, of those alone that are compared. */
import * as z from 'zod/mini';
import { chooseEdition } from '../../domain/form/catalogue.ts';
import { listComparedFigures, restoreComparedFigures } from '../../domain/form/main-figures.ts';
import type { FunctionSum } from '../../domain/standing/function-sums.ts';
import { CorruptItemError } from '../../errors.ts';
import { instantSchema } from './receipt.ts';
import { decodeStored } from './stored-bulk.ts';

const lineSchema = z.object({
  function: z.string(),
  expected: z.number(),
  accepted: z.number(),
  late: z.number(),
  pooledAgencies: z.number(),
  /** `null` where no report is in force. */
  figures: z.nullable(z.string()),
});
const yearSchema = z.object({
  year: z.number(),
  /** When its making began: what came later is not in it. */
  at: instantSchema,
  /** What it was made from: the same again makes the same. */
  tag: z.string(),
  /** Agencies whose figures are the generator's. */
  synthetic: z.number(),
  /** Agencies that could not be read, and are in no sum. */
  unreadable: z.array(z.string()),
});
const wholeSchema = z.object({
  v: z.literal(1),
  years: z.array(z.extend(yearSchema, { lines: z.array(lineSchema) })),
});
const belowSchema = z.object({
  v: z.literal(1),
  years: z.array(
    z.extend(yearSchema, { regions: z.array(z.object({ code: z.string(), lines: z.array(lineSchema) })) }),
  ),
});

type SumsYear = z.infer<typeof yearSchema>;
/** A province's year. */
export interface WholeSums extends SumsYear {
  readonly lines: readonly FunctionSum[];
}
/** The same, by the regions right below; under its own code stand its own agencies. */
export interface SumsBelow extends SumsYear {
  readonly regions: readonly { readonly code: string; readonly lines: readonly FunctionSum[] }[];
}

export const encodeSums = (years: readonly WholeSums[]): z.input<typeof wholeSchema> => ({
  v: 1,
  years: years.map(({ lines, ...year }) => ({ ...pick(year), lines: lines.map(encodeLine) })),
});
export const encodeSumsBelow = (years: readonly SumsBelow[]): z.input<typeof belowSchema> => ({
  v: 1,
  years: years.map(({ regions, ...year }) => ({
    ...pick(year),
    regions: regions.map(({ code, lines }) => ({ code, lines: lines.map(encodeLine) })),
  })),
});

/** `years`: these alone; left out, all of them. */
export const decodeSums = (text: string, years?: readonly number[]): readonly WholeSums[] =>
  choose(parse(wholeSchema, text).years, years).map(({ lines, ...year }) => ({
    ...year,
    lines: lines.map((line) => decodeLine(line, year.year)),
  }));
export const decodeSumsBelow = (text: string, years?: readonly number[]): readonly SumsBelow[] =>
  choose(parse(belowSchema, text).years, years).map(({ regions, ...year }) => ({
    ...year,
    regions: regions.map(({ code, lines }) => ({
      code,
      lines: lines.map((line) => decodeLine(line, year.year)),
    })),
  }));

const choose = <One extends SumsYear>(all: readonly One[], years: readonly number[] | undefined) =>
  years ? all.filter(({ year }) => years.includes(year)) : all;

const pick = ({ year, at, tag, synthetic, unreadable }: SumsYear): SumsYear => ({
  year,
  at,
  tag,
  synthetic,
  unreadable,
});

const parse = <T>(schema: z.ZodMiniType<T>, text: string): T => decodeStored(schema, 'a file of sums', text);

type StoredLine = z.infer<typeof lineSchema>;

const encodeLine = ({ function: id, pooledAgencies, stated }: FunctionSum): StoredLine => ({
  function: id,
  ...stated.reports,
  pooledAgencies,
  figures: stated.figures
    ? listComparedFigures(stated.figures)
        .map((value) => (value === 0 ? '' : String(value)))
        .join()
    : null,
});

function decodeLine(
  { function: id, expected, accepted, late, pooledAgencies, figures }: StoredLine,
  year: number,
): FunctionSum {
  const restored =
    figures === null
      ? undefined
      : restoreComparedFigures(chooseEdition(year), figures.split(',').map(Number));
  if (figures !== null && !restored) throw new CorruptItemError(`the sums of ${id} ${year} are not whole`);
  return {
    function: id,
    pooledAgencies,
    stated: { reports: { expected, accepted, late }, figures: restored },
  };
}
