/** The query of a compliance page. An empty value is what a form sends for "all". */
import * as z from 'zod/mini';
import { AGENCY_KINDS, lastEndedYear, type Instant } from '../../shared/domain/basics/calendar.ts';
import { FIRST_REPORT_YEAR } from '../../shared/domain/form/catalogue.ts';
import { LIST_NAMES } from '../../shared/domain/compliance/compliance.ts';
import { CONSOLIDATED_CHOICES, consolidatedParamSchema } from '../../shared/contracts/api/api-parameters.ts';
import { isRegionCode } from '../../shared/domain/basics/region.ts';
import { SORT_KEYS, type ComplianceQuery } from './compliance-query.ts';
import { pageParam } from '../http/params.ts';
import { RequestError } from '../http/request-error.ts';
import type { ErrorTexts } from '../texts/errors.ts';

type Detail = (texts: ErrorTexts) => string;

const sortSchema = z.pipe(
  z.pipe(
    z.string().check(z.regex(/^-?[a-z]+$/)),
    z.transform((text) => ({ key: text.replace('-', ''), descending: text.startsWith('-') })),
  ),
  z.object({ key: z.enum(SORT_KEYS), descending: z.boolean() }),
);

const consolidatedSchema = z.pipe(
  consolidatedParamSchema,
  z.transform((choice): 'with' | undefined => (choice === 'with' ? choice : undefined)),
);

export function complianceQuery(query: Readonly<Record<string, string>>): ComplianceQuery {
  function optional<T>(name: string, schema: z.ZodMiniType<T>, detail: Detail): T | undefined {
    const value = query[name] ?? '';
    if (value === '') return undefined;
    const parsed = schema.safeParse(value);
    if (!parsed.success) throw new RequestError(400, detail, name);
    return parsed.data;
  }
  return {
    list: optional('list', z.enum(LIST_NAMES), (t) => t.oneOf('list', LIST_NAMES)),
    kind: optional('kind', z.enum(AGENCY_KINDS), (t) => t.oneOf('kind', AGENCY_KINDS)),
    district: optional('district', z.string().check(z.refine(isRegionCode)), (t) => t.codeMalformed),
    consolidated: optional('consolidated', consolidatedSchema, (t) =>
      t.oneOf('consolidated', CONSOLIDATED_CHOICES),
    ),
    sort: optional('sort', sortSchema, (t) => t.oneOf('sort', SORT_KEYS)),
    since: query['since'] === '' ? undefined : query['since'],
    page: pageParam(query['page']),
  };
}

/** Also of the year that has not ended: an office looks at its roster before the season begins. */
export function complianceYear(value: string | undefined, now: Instant): number {
  const last = lastEndedYear(now) + 1;
  if (!/^[0-9]{4}$/.test(value ?? '')) throw new RequestError(400, (t) => t.yearMalformed, 'year');
  const year = Number(value);
  if (year < FIRST_REPORT_YEAR || year > last)
    throw new RequestError(404, (t) => t.yearUnknown(year, FIRST_REPORT_YEAR, last));
  return year;
}
