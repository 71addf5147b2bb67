/**
 * The calendar as an operator loads it, from CSV or JSON: extensions of deadlines, and earlier internal dates, each with its
 * reason. A line adds or replaces the extension, or the internal date, of its year, scope and kinds, or withdraws it where
 * its day is empty; what the file does not name stays as it is.
 */
import {
  AGENCY_KINDS,
  isIsoDay,
  isObligedKind,
  type AgencyKind,
  type IsoDay,
} from '../../domain/basics/calendar.ts';
import { computeLevelDeadline, type Reporter } from '../../domain/basics/deadlines.ts';
import type { Text } from '../../domain/basics/text.ts';
import { FIRST_REPORT_YEAR } from '../../domain/form/catalogue.ts';
import {
  nameScope,
  tellLatestExtension,
  type CalendarScope,
  type DateType,
} from '../../domain/standing/calendar-entry.ts';
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
  conclude,
  complaint,
  readTable,
  type Cleaned,
  type Complaint,
  type ParsedFile,
  type TableFormat,
  type TableRow,
} from './table-file.ts';
import { findKind, tellKind } from './table-heads.ts';

export const CALENDAR_COLUMNS = {
  required: ['year', 'scope', 'until', 'reason'],
  optional: ['kind', 'type'],
} as const;

/** One line for each kind that it names. */
export interface CalendarLine extends CalendarScope {
  /** `undefined`: what was set is withdrawn. */
  readonly until: IsoDay | undefined;
  readonly reason: string;
}

type ParsedCalendar = ParsedFile<{
  readonly lines: readonly CalendarLine[];
  readonly cleaned: readonly Cleaned[];
}>;

/** What a calendar may speak of. */
interface LoadedForCalendar {
  readonly regions: Pick<ReadonlySet<string>, 'has'>;
  readonly agencies: ReadonlyMap<string, Reporter>;
  /** What may be withdrawn. */
  readonly calendar: readonly CalendarScope[];
}

/** The calendar is a government's own: it binds no vertical system. */
const BOUND_KINDS = AGENCY_KINDS.filter(isObligedKind);
const BOUND_KINDS_TOLD = BOUND_KINDS.map(tellKind);
const MAX_REASON_LENGTH = 200;
const UNPRINTABLE = /\p{Cc}/u;
/** What a line sets, in words; an empty cell is the first. */
const TYPES: Readonly<Record<DateType, Text>> = {
  extension: { zh: '延期', en: 'extension' },
  internal: { zh: '内部时限', en: 'internal date' },
};
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
      const one = { year: scope.year, scope: scope.scope, kind, type: scope.type };
      const earlier = firstLine.get(nameScope(one));
      if (earlier !== undefined)
        complaints.push(
          complaint(
            row.line,
            'scope',
            `同一年度、范围、类别和期限类别在第 ${earlier} 行已经有了,请删去一行。`,
            `The same year, scope, kind and type are already in line ${earlier}: remove one of them.`,
          ),
        );
      else firstLine.set(nameScope(one), row.line);
      if (until === 'withdrawn' && !known.has(nameScope(one)))
        complaints.push(
          complaint(
            row.line,
            'until',
            `没有可以撤销的${TYPES[scope.type ?? 'extension'].zh}:请核对年度、范围和类别,或填写日期。`,
            `There is no such ${TYPES[scope.type ?? 'extension'].en} to withdraw: check year, scope and kind, or state the day.`,
          ),
        );
      if (until !== undefined)
        lines.push({ ...one, until: until === 'withdrawn' ? undefined : until, reason: row.text('reason') });
    }
  }
  return conclude(complaints, { lines, cleaned: table.cleaned });
}

interface ReadRow {
  readonly scope:
    (Omit<CalendarScope, 'kind'> & { readonly kinds: readonly (AgencyKind | undefined)[] }) | undefined;
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
  const kinds = readKinds(row.list('kind'), scope, agency, complain);
  const type = readType(row.text('type'), complain);
  checkReason(row.text('reason'), complain);
  const until = readUntil(row.text('until'), year, type, listBound(scope, agency, kinds), complain);
  return {
    scope:
      year !== undefined && isKnown && type
        ? {
            year,
            scope,
            kinds: kinds.length > 0 ? [...new Set(kinds)] : [undefined],
            type: type === 'internal' ? type : undefined,
          }
        : undefined,
    until,
    complaints,
  };
}

function readKinds(
  texts: readonly string[],
  scope: string,
  agency: Reporter | undefined,
  complain: Complain,
): AgencyKind[] {
  if (agency && !isObligedKind(agency.kind))
    complain(
      'scope',
      `${scope} 是垂直管理系统单位,向本系统报送,不受本级期限约束:请删去这一行。`,
      `${scope} is of a vertical system and reports inside it: no date set here binds it, remove the line.`,
    );
  return texts.flatMap((text) => {
    const kind = findKind(text);
    if (!kind || !isObligedKind(kind))
      complain(
        'kind',
        `机关类别“${text}”应为 ${BOUND_KINDS_TOLD.join('、')} 之一;可用 | 并列;适用于全部类别的留空。`,
        `The kind "${text}" must be one of ${BOUND_KINDS_TOLD.join(', ')}, several separated by |; empty for all.`,
      );
    else if (agency && agency.kind !== kind)
      complain(
        'kind',
        `${scope} 的类别是 ${agency.kind},不是 ${kind}:请改正或留空。`,
        `${scope} is of kind ${agency.kind}, not ${kind}: correct it or leave it empty.`,
      );
    return kind ?? [];
  });
}

function readType(text: string, complain: Complain): DateType | undefined {
  const types: readonly DateType[] = ['extension', 'internal'];
  const found = types.find((type) => text.toLowerCase() === type || text === TYPES[type].zh);
  if (found || text === '') return found ?? 'extension';
  const told = types.map((type) => `${type}(${TYPES[type].zh})`);
  complain(
    'type',
    `期限类别“${text}”应为 ${told.join('、')} 之一;延期的可留空。`,
    `The type "${text}" must be one of ${told.join(', ')}; empty for an extension.`,
  );
  return undefined;
}

type Complain = (column: string, zh: string, en: string) => void;

function checkReason(reason: string, complain: Complain): void {
  if (reason === '')
    complain(
      'reason',
      '没有写明原因:延期、内部时限和撤销都须写明,例如文号。',
      'The reason is empty: an extension, an internal date and a withdrawal each need one, such as a document number.',
    );
  else if (reason.length > MAX_REASON_LENGTH || UNPRINTABLE.test(reason))
    complain(
      'reason',
      `原因应在 ${MAX_REASON_LENGTH} 字以内,不含换行。`,
      `The reason must be up to ${MAX_REASON_LENGTH} characters in one line.`,
    );
}

interface BoundLevel {
  readonly kind: AgencyKind;
  readonly level: RegionLevel;
}

/** Whose deadlines a line is about: an agency's, or those of a region and of all below it. */
function listBound(scope: string, agency: Reporter | undefined, kinds: readonly AgencyKind[]): BoundLevel[] {
  if (agency) return [{ kind: agency.kind, level: tellLevel(agency.district) }];
  const top = isRegionCode(scope) ? tellLevel(scope) : 'nation';
  const levels = REGION_LEVELS.slice(REGION_LEVELS.indexOf(top));
  return (kinds.length > 0 ? kinds : BOUND_KINDS).flatMap((kind) => levels.map((level) => ({ kind, level })));
}

/** The day, of the year in which the reports are due, where it binds somebody. */
function readUntil(
  text: string,
  year: number | undefined,
  type: DateType | undefined,
  bound: readonly BoundLevel[],
  complain: Complain,
): ReadRow['until'] {
  if (text === '') return 'withdrawn';
  const { year: y = '', month = '', day = '' } = DAY.exec(text)?.groups ?? {};
  const until = `${y}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (!isIsoDay(until)) {
    complain(
      'until',
      `截止日期“${text}”应为 YYYY-MM-DD 的日期;撤销的留空。`,
      `The day "${text}" must be a date YYYY-MM-DD; leave it empty to withdraw what was set.`,
    );
    return undefined;
  }
  if (year === undefined || type === undefined) return undefined;
  if (type === 'internal') checkInternal(until, year, bound, complain);
  else checkExtension(until, year, bound, complain);
  return until;
}

/**
 * Not later than an extension may be. For each kind it lies behind the law's deadline of some level that it is for: one for a
 * city's counties alone is none for the city's own report, which keeps its later deadline.
 */
function checkExtension(until: IsoDay, year: number, bound: readonly BoundLevel[], complain: Complain): void {
  const latest = tellLatestExtension(year);
  if (until > latest)
    complain(
      'until',
      `截止日期 ${until} 晚于 ${latest}:请核对年份。`,
      `The day ${until} lies behind ${latest}: check its year.`,
    );
  const binding = listDeadlines(bound, year).find(([, deadlines]) => until <= (deadlines[0] ?? until));
  if (binding)
    complain(
      'until',
      `截止日期 ${until} 不晚于 ${binding[0]} 的法定期限 ${binding[1][0] ?? ''}:请改正日期,或在 kind 中只写所延期的类别。`,
      `The day ${until} is not later than the statutory deadline of ${binding[0]}, ${binding[1][0] ?? ''}: correct it, or name under kind only those that it is for.`,
    );
}

/** After the report year. For each kind it lies before the law's deadline of some level that it is for. */
function checkInternal(until: IsoDay, year: number, bound: readonly BoundLevel[], complain: Complain): void {
  const ended = `${year}-12-31`;
  if (until <= ended)
    complain(
      'until',
      `内部时限 ${until} 应晚于 ${ended},报告年度到那时才结束:请核对年份。`,
      `The internal date ${until} must lie behind ${ended}, when the report year ends: check its year.`,
    );
  const binding = listDeadlines(bound, year).find(([, deadlines]) => until >= (deadlines.at(-1) ?? until));
  if (binding)
    complain(
      'until',
      `内部时限 ${until} 不早于 ${binding[0]} 的法定期限 ${binding[1].at(-1) ?? ''}:请改正日期,或在 kind 中只写所适用的类别。`,
      `The internal date ${until} is not earlier than the statutory deadline of ${binding[0]}, ${binding[1].at(-1) ?? ''}: correct it, or name under kind only those that it is for.`,
    );
}

/** The law's deadlines of each kind at its levels, the earliest first. */
const listDeadlines = (
  bound: readonly BoundLevel[],
  year: number,
): (readonly [AgencyKind, readonly IsoDay[]])[] =>
  [...Map.groupBy(bound, ({ kind }) => kind)].map(
    ([kind, levels]) =>
      [kind, levels.map(({ level }) => computeLevelDeadline(kind, level, year)).sort()] as const,
  );
