/**
 * The calendar as an operator loads it, from CSV or JSON: extensions of deadlines, each with its reason. A line adds or
 * replaces the extension of its year, scope and kinds, or withdraws it where its day is empty; what the file does not
 * name stays as it is.
 */
import { makeCalendarKey } from '../table/keys.ts';
import { AGENCY_KINDS, isIsoDay, type AgencyKind, type IsoDay } from '../../domain/basics/calendar.ts';
import { computeLevelDeadline, type Reporter } from '../../domain/basics/deadlines.ts';
import { FIRST_REPORT_YEAR } from '../../domain/form/catalogue.ts';
import type { ExtensionScope } from '../../domain/standing/extension.ts';
import {
  NATION,
  REGION_LEVELS,
  isRegionCode,
  tellLevel,
  type RegionLevel,
} from '../../domain/basics/region.ts';
import { AGENCY_ID } from '../bucket/object-keys.ts';
import { LAST_YEAR, parseReportYear } from './roster-file.ts';
import {
  complaint,
  readTable,
  type Cleaned,
  type Complaint,
  type TableFormat,
  type TableRow,
} from './table-file.ts';
import { findKind, KINDS_TOLD } from './table-heads.ts';

export const CALENDAR_COLUMNS = {
  required: ['year', 'scope', 'until', 'reason'],
  optional: ['kind'],
} as const;

/** One line for each kind that it names. */
export interface CalendarLine extends ExtensionScope {
  /** `undefined`: the extension is withdrawn. */
  readonly until: IsoDay | undefined;
  readonly reason: string;
}

type ParsedCalendar =
  | {
      readonly kind: 'ok';
      readonly lines: readonly CalendarLine[];
      readonly cleaned: readonly Cleaned[];
    }
  | { readonly kind: 'bad'; readonly complaints: readonly Complaint[] };

/** What a calendar may speak of. */
interface LoadedForCalendar {
  readonly regions: Pick<ReadonlySet<string>, 'has'>;
  readonly agencies: ReadonlyMap<string, Reporter>;
  /** Extensions that may be withdrawn. */
  readonly calendar: readonly ExtensionScope[];
}

const MAX_REASON_LENGTH = 200;
const UNPRINTABLE = /\p{Cc}/u;
/** As ISO writes it, and as Excel does. */
const DAY = /^(?<year>\d{4})[-/](?<month>\d{1,2})[-/](?<day>\d{1,2})$/;

/** The agencies that the file speaks of, whatever is wrong with it. */
export function agenciesNamedIn(text: string, format: TableFormat): string[] {
  return readTable(text, format, CALENDAR_COLUMNS)
    .rows.map((row) => row.text('scope'))
    .filter((scope) => !isRegionCode(scope) && AGENCY_ID.test(scope));
}

export function parseCalendar(text: string, format: TableFormat, loaded: LoadedForCalendar): ParsedCalendar {
  const table = readTable(text, format, CALENDAR_COLUMNS);
  const complaints = [...table.complaints];
  const lines: CalendarLine[] = [];
  const firstLine = new Map<string, number>();
  const known = new Set(loaded.calendar.map(nameScope));
  for (const row of table.rows) {
    const { scope, until, complaints: found } = readRow(row, loaded);
    complaints.push(...found);
    if (!scope) continue;
    for (const kind of scope.kinds) {
      const one = { year: scope.year, scope: scope.scope, kind };
      const earlier = firstLine.get(nameScope(one));
      if (earlier !== undefined)
        complaints.push(
          complaint(
            row.line,
            'scope',
            `同一年度、范围和类别在第 ${earlier} 行已经有了,请删去一行。`,
            `The same year, scope and kind are already in line ${earlier}: remove one of them.`,
          ),
        );
      else firstLine.set(nameScope(one), row.line);
      if (until === 'withdrawn' && !known.has(nameScope(one)))
        complaints.push(
          complaint(
            row.line,
            'until',
            '没有可以撤销的延期:请核对年度、范围和类别,或填写截止日期。',
            'There is no such extension to withdraw: check year, scope and kind, or state the day.',
          ),
        );
      if (until !== undefined)
        lines.push({ ...one, until: until === 'withdrawn' ? undefined : until, reason: row.text('reason') });
    }
  }
  return complaints.length > 0
    ? { kind: 'bad', complaints: complaints.toSorted((a, b) => a.line - b.line) }
    : { kind: 'ok', lines, cleaned: table.cleaned };
}

const nameScope = (scope: ExtensionScope): string => makeCalendarKey(scope).sk;

interface ReadRow {
  readonly scope:
    | { readonly year: number; readonly scope: string; readonly kinds: readonly (AgencyKind | undefined)[] }
    | undefined;
  readonly until: IsoDay | 'withdrawn' | undefined;
  readonly complaints: readonly Complaint[];
}

function readRow(row: TableRow, { regions, agencies }: LoadedForCalendar): ReadRow {
  const complaints: Complaint[] = [];
  const complain = (column: string, zh: string, en: string): void => {
    complaints.push(complaint(row.line, column, zh, en));
  };
  const year = parseReportYear(row.text('year'));
  if (year === undefined)
    complain(
      'year',
      `报告年度“${row.text('year')}”应为 ${FIRST_REPORT_YEAR} 至 ${LAST_YEAR} 的年份。`,
      `The report year "${row.text('year')}" must be a year from ${FIRST_REPORT_YEAR} to ${LAST_YEAR}.`,
    );
  const scope = row.text('scope');
  const agency = agencies.get(scope);
  const isKnown = isRegionCode(scope) ? scope === NATION || regions.has(scope) : agency !== undefined;
  if (!isKnown)
    complain(
      'scope',
      `“${scope}”既不是已导入的行政区划代码,也不是名录中的机关编号。`,
      `"${scope}" is neither the code of a loaded region nor the id of an agency on the roster.`,
    );
  const kinds = row.list('kind').flatMap((text) => {
    const kind = findKind(text);
    if (!kind)
      complain(
        'kind',
        `机关类别“${text}”应为 ${KINDS_TOLD.join('、')} 之一;可用 | 并列;适用于全部类别的留空。`,
        `The kind "${text}" must be one of ${KINDS_TOLD.join(', ')}, several separated by |; empty for all.`,
      );
    else if (agency && agency.kind !== kind)
      complain(
        'kind',
        `${scope} 的类别是 ${agency.kind},不是 ${kind}:请改正或留空。`,
        `${scope} is of kind ${agency.kind}, not ${kind}: correct it or leave it empty.`,
      );
    return kind ?? [];
  });
  checkReason(row.text('reason'), complain);
  const until = readUntil(row.text('until'), year, listBound(scope, agency, kinds), complain);
  return {
    scope:
      year !== undefined && isKnown
        ? { year, scope, kinds: kinds.length > 0 ? [...new Set(kinds)] : [undefined] }
        : undefined,
    until,
    complaints,
  };
}

type Complain = (column: string, zh: string, en: string) => void;

function checkReason(reason: string, complain: Complain): void {
  if (reason === '')
    complain(
      'reason',
      '没有写明原因:延期和撤销都须写明,例如文号。',
      'The reason is empty: an extension and a withdrawal each need one, such as a document number.',
    );
  else if (reason.length > MAX_REASON_LENGTH || UNPRINTABLE.test(reason))
    complain(
      'reason',
      `原因应在 ${MAX_REASON_LENGTH} 字以内,不含换行。`,
      `The reason must be up to ${MAX_REASON_LENGTH} characters in one line.`,
    );
}

/** Whose deadlines a line is about: an agency's, or those of a region and of all below it. */
function listBound(
  scope: string,
  agency: Reporter | undefined,
  kinds: readonly AgencyKind[],
): { readonly kind: AgencyKind; readonly level: RegionLevel }[] {
  if (agency) return [{ kind: agency.kind, level: tellLevel(agency.district) }];
  const top = isRegionCode(scope) ? tellLevel(scope) : 'nation';
  const levels = REGION_LEVELS.slice(REGION_LEVELS.indexOf(top));
  return (kinds.length > 0 ? kinds : AGENCY_KINDS).flatMap((kind) =>
    levels.map((level) => ({ kind, level })),
  );
}

/**
 * The day, before the next year's reports. For each kind it lies behind the statutory deadline of some level that it is
 * for: one for a city's counties alone is none for the city's own report, which keeps its later deadline.
 */
function readUntil(
  text: string,
  year: number | undefined,
  bound: readonly { readonly kind: AgencyKind; readonly level: RegionLevel }[],
  complain: Complain,
): ReadRow['until'] {
  if (text === '') return 'withdrawn';
  const { year: y = '', month = '', day = '' } = DAY.exec(text)?.groups ?? {};
  const until = `${y}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (!isIsoDay(until)) {
    complain(
      'until',
      `截止日期“${text}”应为 YYYY-MM-DD 的日期;撤销延期的留空。`,
      `The day "${text}" must be a date YYYY-MM-DD; leave it empty to withdraw the extension.`,
    );
    return undefined;
  }
  if (year === undefined) return undefined;
  const latest = `${year + 1}-12-31`;
  if (until > latest)
    complain(
      'until',
      `截止日期 ${until} 晚于 ${latest}:请核对年份。`,
      `The day ${until} lies behind ${latest}: check its year.`,
    );
  const [binding] = [...Map.groupBy(bound, ({ kind }) => kind)].flatMap(([kind, levels]) => {
    const [statutory = until] = levels.map(({ level }) => computeLevelDeadline(kind, level, year)).sort();
    return until <= statutory ? [{ kind, statutory }] : [];
  });
  if (binding)
    complain(
      'until',
      `截止日期 ${until} 不晚于 ${binding.kind} 的法定期限 ${binding.statutory}:请改正日期,或在 kind 中只写所延期的类别。`,
      `The day ${until} is not later than the statutory deadline of ${binding.kind}, ${binding.statutory}: correct it, or name under kind only those that it is for.`,
    );
  return until;
}
