/** Parameters of paths and queries, parsed into what the rest can trust. Nothing else answers 400. */
import * as z from 'zod';
import { AGENCY_ID } from '../../shared/contracts/object-keys.ts';
import { lastEndedYear, type Instant } from '../../shared/domain/calendar.ts';
import { FIRST_REPORT_YEAR } from '../../shared/domain/catalogue.ts';
import { isRegionCode } from '../../shared/domain/region.ts';
import type { Texts } from '../texts/zh-cn.ts';
import { RequestError } from './request-error.ts';

const regionCode = z.string().refine(isRegionCode);
const agencyId = z.string().regex(AGENCY_ID);
const fourDigits = z
  .string()
  .regex(/^[0-9]{4}$/)
  .transform(Number);

function parsed<T>(
  schema: z.ZodType<T>,
  value: string | undefined,
  field: string,
  detail: (texts: Texts['errors']) => string,
): T {
  const result = schema.safeParse(value);
  if (!result.success) throw new RequestError(400, detail, field);
  return result.data;
}

export const regionParam = (value: string | undefined): string =>
  parsed(regionCode, value, 'code', (t) => t.codeMalformed);

export const agencyParam = (value: string | undefined): string =>
  parsed(agencyId, value, 'id', (t) => t.idMalformed);

/** A year that may have reports: 404 for one before the first or not yet ended. */
export function yearParam(value: string | undefined, now: Instant): number {
  const year = parsed(fourDigits, value, 'year', (t) => t.yearMalformed);
  const last = lastEndedYear(now);
  if (year < FIRST_REPORT_YEAR || year > last)
    throw new RequestError(404, (t) => t.yearUnknown(year, FIRST_REPORT_YEAR, last));
  return year;
}

/** Two versions to compare; which they are is looked up. */
export const pairAsked = ({
  from,
  to,
}: Readonly<Record<string, string>>): { from: string | undefined; to: string | undefined } => ({ from, to });

/** Years from `from` to `to`, both included; the first and the last that may have reports where left out. */
export function yearRange(from: string | undefined, to: string | undefined, now: Instant): number[] {
  const first =
    from === undefined ? FIRST_REPORT_YEAR : parsed(fourDigits, from, 'from', (t) => t.yearMalformed);
  const last = to === undefined ? lastEndedYear(now) : parsed(fourDigits, to, 'to', (t) => t.yearMalformed);
  if (first > last) throw new RequestError(400, (t) => t.rangeMalformed, 'from');
  const years: number[] = [];
  for (let year = Math.max(first, FIRST_REPORT_YEAR); year <= Math.min(last, lastEndedYear(now)); year++)
    years.push(year);
  return years;
}
