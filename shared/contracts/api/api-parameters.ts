/** Parameters of the API's and the pages' addresses: these schemas parse them, and the OpenAPI document shows them. */
import * as z from 'zod/mini';
import { endOfChinaDay, isIsoDay, parseInstant, type Instant } from '../../domain/basics/calendar.ts';
import { LIST_NAMES } from '../../domain/compliance/compliance.ts';
import { SINCE_NAMES, WITHOUT_ZONE } from '../../domain/compliance/since.ts';
import { isRegionCode } from '../../domain/basics/region.ts';
import { AGENCY_ID } from '../bucket/object-keys.ts';

export const MAX_PAGE = 1000;

export const regionCodeSchema = z
  .string()
  .check(z.regex(/^[0-9]{6}$/))
  .check(z.refine(isRegionCode));
export const agencyIdSchema = z.string().check(z.regex(AGENCY_ID));
export const yearSchema = z.pipe(z.string().check(z.regex(/^[0-9]{4}$/)), z.transform(Number));
/** A day alone means its end in China. */
export const instantParamSchema = z.pipe(
  z.string().check(z.meta({ anyOf: [{ format: 'date' }, { format: 'date-time' }] })),
  z.transform((text, context): Instant => {
    // A plus sign that is not escaped arrives as a space.
    const instant = isIsoDay(text)
      ? endOfChinaDay(text)
      : parseInstant(text.replace(/ (?=\d{2}:\d{2}$)/, '+'));
    if (instant !== undefined) return instant;
    context.issues.push({ code: 'custom', message: 'neither a day nor an RFC 3339 instant', input: text });
    return z.NEVER;
  }),
);
/** Read against the instant that an answer is of, by `parseSince`. */
export const sinceParamSchema = z.string().check(
  z.meta({
    anyOf: [
      { enum: SINCE_NAMES },
      { format: 'date' },
      { format: 'date-time' },
      { pattern: WITHOUT_ZONE.source },
    ],
  }),
);
/** Whether reports about whole regions are counted. */
export const CONSOLIDATED_CHOICES = ['with', 'without'] as const;
export const consolidatedParamSchema = z.enum(CONSOLIDATED_CHOICES);
export const limitSchema = z.pipe(
  z.string().check(z.regex(/^(?:[1-9][0-9]{0,2}|1000)$/)),
  z.transform(Number),
);
export const listSchema = z.enum(LIST_NAMES);
/** Where a page begins: behind the item named, or where it was. */
const cursorOver = (form: RegExp) =>
  z.pipe(
    z.string().check(z.regex(form)),
    z.transform((text) => {
      const dot = text.indexOf('.');
      return { index: Number(text.slice(0, dot)), id: text.slice(dot + 1) };
    }),
  );
export const cursorSchema = cursorOver(/^[0-9]{1,7}\.[a-z0-9-]{1,63}$/);
/** A submission's id is S3's version id. */
export const versionCursorSchema = cursorOver(/^[0-9]{1,7}\.\S{1,1100}$/);
