/** Parameters of paths and queries, parsed into what the rest can trust. Nothing else answers 400. */
import * as z from 'zod/mini';
import {
  CONSOLIDATED_CHOICES,
  MAX_PAGE,
  agencyIdSchema,
  consolidatedParamSchema,
  cursorSchema,
  instantParamSchema,
  limitSchema,
  listSchema,
  regionCodeSchema,
  yearSchema,
} from '../../shared/contracts/api/api-parameters.ts';
import { tellChinaDay, lastEndedYear, type Instant } from '../../shared/domain/basics/calendar.ts';
import { FIRST_REPORT_YEAR } from '../../shared/domain/form/catalogue.ts';
import { DATASETS, type Dataset } from '../../shared/domain/roster/roster-entry.ts';
import type { ListName } from '../../shared/domain/compliance/compliance.ts';
import type { PageAsked } from './page-of-list.ts';
import { parseSince } from '../../shared/domain/compliance/since.ts';
import { POOLED } from '../site/compare-address.ts';
import { RequestError } from './request-error.ts';
import type { ErrorTexts } from '../texts/errors.ts';

function parsed<T>(
  schema: z.ZodMiniType<T>,
  value: string | undefined,
  field: string,
  detail: (texts: ErrorTexts) => string,
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

/** Whether years are told three at a time; an empty value is what a form sends for one. */
export function poolParam(value: string | null | undefined): boolean {
  if (value === null || value === undefined || value === '' || value === '1') return false;
  if (value !== POOLED)
    throw new RequestError(400, (t) => `pool: ${t.choiceMalformed(`1, ${POOLED}`)}`, 'pool');
  return true;
}

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

const FILED = 'filed';
/** What rows are kept by: those of real reports that were filed here, and each other kind. */
const KEPT_DATASETS: readonly string[] = [FILED, ...DATASETS];

/** Which datasets' rows `?dataset=filed,published` leaves out; `undefined` where all are asked for. */
export function readDatasetParam(
  value: string | undefined,
): ((dataset: Dataset | undefined) => boolean) | undefined {
  if (value === undefined) return undefined;
  const kept = value.split(',');
  if (!kept.every((one) => KEPT_DATASETS.includes(one)))
    throw new RequestError(400, (t) => t.datasetUnknown(KEPT_DATASETS.join(', ')), 'dataset');
  return (dataset) => !kept.includes(dataset ?? FILED);
}

/** Years from `from` to `to`, each left out where it is not asked for. */
export function readRangeParam(from: string | undefined, to: string | undefined) {
  const yearIn = (value: string | undefined, field: string): number | undefined =>
    value === undefined ? undefined : parsed(yearSchema, value, field, (t) => t.yearMalformed);
  return { from: yearIn(from, 'from'), to: yearIn(to, 'to') };
}

/** The instant that `asOf` means, not in the future; `undefined`: now, which today's day means, too. */
export function readAsOfParam(value: string | undefined, now: Instant): Instant | undefined {
  if (value === undefined || value === tellChinaDay(now)) return undefined;
  const instant = parsed(instantParamSchema, value, 'asOf', (t) => t.asOfMalformed);
  if (instant > now) throw new RequestError(400, (t) => t.asOfFuture, 'asOf');
  return instant;
}

/** The instant since which changes are told, not after the one that the answer is of; `undefined`: the usual one. */
export function readSinceParam(value: string | undefined, at: Instant): Instant | undefined {
  if (value === undefined || value === '') return undefined;
  const since = parseSince(value, at);
  if (since === undefined) throw new RequestError(400, (t) => t.sinceMalformed, 'since');
  if (since > at) throw new RequestError(400, (t) => t.sinceLater, 'since');
  return since;
}

/** False where nothing is asked for. */
export const countsConsolidated = (value: string | undefined): boolean =>
  value !== undefined &&
  parsed(consolidatedParamSchema, value, 'consolidated', (t) =>
    t.oneOf('consolidated', CONSOLIDATED_CHOICES),
  ) === 'with';

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
