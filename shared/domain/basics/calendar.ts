/**
 * Days and instants. Civil dates are China time (Asia/Shanghai, UTC+8 without daylight saving
 * since 1991); instants are UTC. The one module of the domain that may touch `Date`.
 */
declare const day: unique symbol;
declare const instant: unique symbol;
/** A civil date, `YYYY-MM-DD`, that exists. */
export type IsoDay = string & { readonly [day]: true };
/** An instant in UTC, `YYYY-MM-DDTHH:MM:SS.sssZ`; sorts as text. */
export type Instant = string & { readonly [instant]: true };

const DAY_MS = 86_400_000;
const CHINA_OFFSET_MS = 8 * 3_600_000;
const INSTANT = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::(\d{2})(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/i;
const UTC = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

export function isIsoDay(text: string): text is IsoDay {
  if (text.length !== 10 || text[4] !== '-' || text[7] !== '-') return false;
  const day = digitsOf(text, 8, 10);
  // A part that is not all digits is NaN, and a comparison with it false.
  return day >= 1 && day <= daysIn(digitsOf(text, 0, 4), digitsOf(text, 5, 7));
}

/** The number that the characters from `start` to `end` write; NaN where one of them is no digit. */
function digitsOf(text: string, start: number, end: number): number {
  let value = 0;
  for (let i = start; i < end; i++) {
    const digit = text.charCodeAt(i) - 48;
    value = digit >= 0 && digit <= 9 ? value * 10 + digit : NaN;
  }
  return value;
}

/** Days of a month 1 … 12 in the Gregorian calendar; 0 for any other month. */
function daysIn(year: number, month: number): number {
  if (!(year >= 0 && month >= 1 && month <= 12)) return 0;
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** For days that were computed, not read: they exist, even beyond the year 9999. */
const isComputedDay = (text: string): text is IsoDay => /^\+?\d{4,}-\d{2}-\d{2}$/.test(text);
/** Throws RangeError for what is no day. */
export function toIsoDay(text: string): IsoDay {
  if (!isComputedDay(text)) throw new RangeError(`${text} is not a day`);
  return text;
}

const isUtc = (text: string): text is Instant => UTC.test(text);

/**
 * An RFC 3339 date-time with a zone, or `undefined`. Seconds may be left out; what is finer than a millisecond is cut
 * off; a leap second, which no clock here counts, is the last millisecond before it.
 */
export function parseInstant(text: string): Instant | undefined {
  const [whole, day = '', minute = '', second = '00', fraction = '', zone = ''] = INSTANT.exec(text) ?? [];
  if (whole === undefined || !isIsoDay(day)) return undefined;
  const isLeap = second === '60';
  const rest = isLeap ? '59.999' : second + fraction.slice(0, 4);
  const date = new Date(`${day}T${minute}:${rest}${zone.toUpperCase()}`);
  const utc = Number.isNaN(date.getTime()) ? '' : date.toISOString();
  return isUtc(utc) && (!isLeap || utc.endsWith(LAST_MS)) ? utc : undefined;
}
const LAST_MS = 'T23:59:59.999Z';

/** One millisecond before 24:00 in China: nothing can come in between, and the day after has not begun. */
export function endOfChinaDay(day: IsoDay): Instant {
  return makeInstant(Date.parse(`${day}T23:59:59.999+08:00`));
}

/** The shortest text for an instant in an address: the day that ends with it, or the instant without idle zeros. */
export function shortenInstant(at: Instant): string {
  const day = tellChinaDay(at);
  return endOfChinaDay(day) === at ? day : at.replace(/(?::00)?\.000Z$/, 'Z').replace(/(\.\d+?)0+Z$/, '$1Z');
}

export function makeInstant(epochMs: number): Instant {
  const text = new Date(epochMs).toISOString();
  if (!isUtc(text)) throw new RangeError(`${text} is not an instant of the years 0 to 9999`);
  return text;
}

export function countEpochMs(at: Instant): number {
  return new Date(at).getTime();
}

/** The civil date in China at an instant. */
export function tellChinaDay(at: Instant): IsoDay {
  // Before 16:00 UTC the day in China is the day in UTC.
  const utcDay = at.slice(0, 10);
  if (at[10] === 'T' && at.slice(11, 13) < '16' && isIsoDay(utcDay)) return utcDay;
  return toIsoDay(new Date(countEpochMs(at) + CHINA_OFFSET_MS).toISOString().replace(/T.*/, ''));
}

/** `YYYY-MM-DD HH:MM` in China time, as pages and mails print it. */
export function printChinaMinute(at: Instant): string {
  return new Date(countEpochMs(at) + CHINA_OFFSET_MS).toISOString().slice(0, 16).replace('T', ' ');
}

/** `2025年1月31日`. */
export function printChineseDay(day: IsoDay): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

export function tellChinaYear(at: Instant): number {
  return Number(tellChinaDay(at).slice(0, 4));
}

/** Whole days from `from` to `to`; negative where `to` is earlier. */
export function countDays(from: IsoDay, to: IsoDay): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}

/** The day so many days later; earlier where `days` is negative. */
export function addDays(day: IsoDay, days: number): IsoDay {
  return toIsoDay(new Date(Date.parse(day) + days * DAY_MS).toISOString().replace(/T.*/, ''));
}

export type AgencyKind =
  'department' | 'government' | 'township' | 'institution' | 'consolidated' | 'vertical';
export const AGENCY_KINDS: readonly AgencyKind[] = [
  'department',
  'government',
  'township',
  'institution',
  'consolidated',
  'vertical',
];
/** Kinds whose reports stand beside a region's children and are added to nothing. */
export const KINDS_BESIDE = ['consolidated', 'vertical'] as const satisfies readonly AgencyKind[];
export type KindBeside = (typeof KINDS_BESIDE)[number];
/** Kinds that are counted as agencies. */
export type CountedKind = Exclude<AgencyKind, KindBeside>;
export const isCountedKind = (kind: AgencyKind): kind is CountedKind =>
  !KINDS_BESIDE.some((beside) => beside === kind);
/** False for a unit of a vertical system (垂直管理系统单位): it reports inside its system, and may report here. */
export const isObligedKind = (kind: AgencyKind): boolean => kind !== 'vertical';

/** Days late of a report first received at `receivedAt`; 0 where it was on time. */
export function countDaysLate(deadline: IsoDay, receivedAt: Instant): number {
  const day = tellChinaDay(receivedAt);
  return day <= deadline ? 0 : countDays(deadline, day);
}

/** The last report year that has ended in China at `now`. */
export function lastEndedYear(now: Instant): number {
  return tellChinaYear(now) - 1;
}
