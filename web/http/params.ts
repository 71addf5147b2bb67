/** Parameters of paths and queries, parsed into what the rest can trust. Nothing else answers 400. */
import * as z from 'zod/mini';
import {
  MAX_PAGE,
  agencyIdSchema,
  cursorSchema,
  instantParamSchema,
  limitSchema,
  listSchema,
  regionCodeSchema,
  yearSchema,
} from '../../shared/contracts/api/api-parameters.ts';
import { tellChinaDay, lastEndedYear, type Instant } from '../../shared/domain/basics/calendar.ts';
import { FIRST_REPORT_YEAR } from '../../shared/domain/form/catalogue.ts';
import type { ListName } from '../../shared/domain/compliance/compliance.ts';
import type { PageAsked } from './page-of-list.ts';
import type { Texts } from '../texts/zh-cn.ts';
import { RequestError } from './request-error.ts';

function parsed<T>(
  schema: z.ZodMiniType<T>,
  value: string | undefined,
  field: string,
  detail: (texts: Texts['errors']) => string,
): T {
  const result = schema.safeParse(value);
  if (!result.success) throw new RequestError(400, detail, field);
  return result.data;
}

export const readRegionParam = (value: string | undefined): string =>
  parsed(regionCodeSchema, value, 'code', (t) => t.codeMalformed);

export const readAgencyParam = (value: string | undefined): string =>
  parsed(agencyIdSchema, value, 'id', (t) => t.idMalformed);

/** A year that may have reports: 404 for one before the first or not yet ended. */
export function readYearParam(value: string | undefined, now: Instant): number {
  const year = parsed(yearSchema, value, 'year', (t) => t.yearMalformed);
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

const pageNumberSchema = z.pipe(z.string().check(z.regex(/^[1-9][0-9]{0,5}$/)), z.transform(Number));

/** The page of a list that is shown in pages, from 1. */
export const pageParam = (value: string | undefined): number =>
  value === undefined || value === '' ? 1 : parsed(pageNumberSchema, value, 'page', (t) => t.pageMalformed);

/** Years from `from` to `to`, both included; the first and the last that may have reports where left out. */
export function yearRange(from: string | undefined, to: string | undefined, now: Instant): number[] {
  const first =
    from === undefined ? FIRST_REPORT_YEAR : parsed(yearSchema, from, 'from', (t) => t.yearMalformed);
  const last = to === undefined ? lastEndedYear(now) : parsed(yearSchema, to, 'to', (t) => t.yearMalformed);
  const isAsked = from !== undefined || to !== undefined;
  if (isAsked && first > last) throw new RequestError(400, (t) => t.rangeMalformed, 'from');
  const years: number[] = [];
  for (let year = Math.max(first, FIRST_REPORT_YEAR); year <= Math.min(last, lastEndedYear(now)); year++)
    years.push(year);
  return years;
}

/** The instant that `asOf` means, not in the future; `undefined`: now, which today's day means, too. */
export function readAsOfParam(value: string | undefined, now: Instant): Instant | undefined {
  if (value === undefined || value === tellChinaDay(now)) return undefined;
  const instant = parsed(instantParamSchema, value, 'asOf', (t) => t.asOfMalformed);
  if (instant > now) throw new RequestError(400, (t) => t.asOfFuture, 'asOf');
  return instant;
}

export const listParam = (value: string | undefined): ListName | undefined =>
  value === undefined
    ? undefined
    : parsed(listSchema, value, 'list', (t) => t.listUnknown(listSchema.options));

/** Which part of a list is asked for; all of it where neither is given. */
export function pageParams(
  limit: string | undefined,
  cursor: string | undefined,
  cursors: z.ZodMiniType<NonNullable<PageAsked['cursor']>> = cursorSchema,
): PageAsked | undefined {
  if (limit === undefined && cursor !== undefined)
    throw new RequestError(400, (t) => t.cursorWithoutLimit, 'cursor');
  if (limit === undefined) return undefined;
  return {
    limit: parsed(limitSchema, limit, 'limit', (t) => t.limitMalformed(MAX_PAGE)),
    cursor: cursor === undefined ? undefined : parsed(cursors, cursor, 'cursor', (t) => t.cursorMalformed),
  };
}
