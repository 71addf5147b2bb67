/** What the address of a desk or of a ledger asks for. An empty value is what a form sends for "all". */
import {
  AGENCY_KINDS,
  lastEndedYear,
  type AgencyKind,
  type Instant,
} from '../../../shared/domain/basics/calendar.ts';
import { CONSOLIDATED_CHOICES } from '../../../shared/contracts/api/api-parameters.ts';
import { isRegionCode, traceLineage } from '../../../shared/domain/basics/region.ts';
import type { Text } from '../../../shared/domain/basics/text.ts';
import { DESK_LIST_NAMES, type DeskList } from '../../../shared/domain/desk/desk.ts';
import {
  RECTIFICATION_OUTCOMES,
  type RectificationOutcome,
} from '../../../shared/domain/desk/rectifications.ts';
import { parseSince } from '../../../shared/domain/compliance/since.ts';
import { FIRST_REPORT_YEAR } from '../../../shared/domain/form/catalogue.ts';
import { OfficeRefusal } from '../office-problem.ts';

/** What desk and ledger are narrowed by alike. */
export interface PlaceFilter {
  readonly kind?: AgencyKind | undefined;
  /** A region right below with all below it, or the region itself: its own level alone. */
  readonly district?: string | undefined;
  /** A part of the agency's name, or its id. */
  readonly q?: string | undefined;
}

export interface DeskQuery extends PlaceFilter {
  /** `undefined` where the person has several, or none that tells it. */
  readonly region: string | undefined;
  readonly year: number;
  /** The first that is not empty, where it is left out. */
  readonly list?: DeskList | undefined;
  /** So many days past the day, or waiting. */
  readonly days?: number | undefined;
  /** Reports about whole regions stand in the lists unless they are left out. */
  readonly consolidated?: 'without' | undefined;
  /** What changes are told since, as `parseSince` reads it; nothing is told of them where it is left out. */
  readonly since?: string | undefined;
  /** Every row of the page is ticked. */
  readonly pick?: 'all' | undefined;
  /** From 1. */
  readonly page: number;
}

export const LEDGER_KINDS = ['return', 'demand'] as const;
export const LEDGER_ORDERS = ['newest', 'oldest', 'until', 'over'] as const;
export type LedgerOrder = (typeof LEDGER_ORDERS)[number];

export interface LedgerQuery extends PlaceFilter {
  readonly region: string | undefined;
  readonly year: number;
  readonly act?: (typeof LEDGER_KINDS)[number] | undefined;
  readonly outcome?: RectificationOutcome | undefined;
  readonly order?: LedgerOrder | undefined;
  readonly page: number;
}

type Asked = Readonly<Record<string, string>>;

export const readDeskQuery = (asked: Asked, now: Instant): DeskQuery => ({
  ...readPlaceFilter(asked),
  region: readRegion(asked),
  year: readYear(asked, now),
  list: oneOf(asked, 'list', DESK_LIST_NAMES),
  days: readNumber(asked, 'days'),
  consolidated: oneOf(asked, 'consolidated', CONSOLIDATED_CHOICES) === 'without' ? 'without' : undefined,
  since: readSince(asked, now),
  pick: oneOf(asked, 'pick', ['all']),
  page: readPage(asked),
});

export const readLedgerQuery = (asked: Asked, now: Instant): LedgerQuery => ({
  ...readPlaceFilter(asked),
  region: readRegion(asked),
  year: readYear(asked, now),
  act: oneOf(asked, 'act', LEDGER_KINDS),
  outcome: oneOf(asked, 'outcome', RECTIFICATION_OUTCOMES),
  order: oneOf(asked, 'order', LEDGER_ORDERS),
  page: readPage(asked),
});

/** The same question with something else in it; without what says nothing. */
export function queryText(query: Readonly<Record<string, string | number | undefined>>): string {
  const text = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== '' && !(name === 'page' && value === 1))
      text.set(name, String(value));
  return text.size === 0 ? '' : `?${text.toString()}`;
}

interface Filtered {
  readonly name: string;
  readonly nameInYear?: string | undefined;
  readonly id: string;
  readonly kind: AgencyKind;
  readonly district: string;
}

export function isOfFilter(region: string, { kind, district, q }: PlaceFilter) {
  const wanted = q?.toLowerCase();
  return (agency: Filtered): boolean =>
    (kind === undefined || agency.kind === kind) &&
    (district === undefined ||
      (district === region
        ? agency.district === region
        : traceLineage(agency.district).includes(district))) &&
    (wanted === undefined ||
      [agency.name, agency.nameInYear ?? '', agency.id].some((text) => text.toLowerCase().includes(wanted)));
}

const MAX_TEXT = 40;

function readText(asked: Asked, name: string): string | undefined {
  const text = (asked[name] ?? '').trim().slice(0, MAX_TEXT);
  return text === '' ? undefined : text;
}

const readPlaceFilter = (asked: Asked): PlaceFilter => ({
  kind: oneOf(asked, 'kind', AGENCY_KINDS),
  district: readCode(asked, 'district'),
  q: readText(asked, 'q'),
});

const readRegion = (asked: Asked): string | undefined => readCode(asked, 'region');

function readCode(asked: Asked, name: string): string | undefined {
  const value = asked[name] ?? '';
  if (value === '') return undefined;
  if (!isRegionCode(value))
    throw misasked(name, { zh: '六位数字的地区代码', en: 'a region’s code of six digits' });
  return value;
}

/** Also of the year that has not ended: an office looks at its roster before the season begins. */
export function readYear(asked: Asked, now: Instant): number {
  const value = asked['year'] ?? '';
  if (value === '') return lastEndedYear(now);
  const year = Number(value);
  const last = lastEndedYear(now) + 1;
  if (!/^[0-9]{4}$/.test(value) || year < FIRST_REPORT_YEAR || year > last)
    throw misasked('year', {
      zh: `${FIRST_REPORT_YEAR} 至 ${last} 的年度`,
      en: `a year from ${FIRST_REPORT_YEAR} to ${last}`,
    });
  return year;
}

function readSince(asked: Asked, now: Instant): string | undefined {
  const value = asked['since'] ?? '';
  if (value === '') return undefined;
  const since = parseSince(value, now);
  if (since === undefined || since > now)
    throw misasked('since', {
      zh: 'yesterday、monday、日期或日期时间，不晚于现在',
      en: 'yesterday, monday, a date or a date and time, not in the future',
    });
  return value;
}

function readNumber(asked: Asked, name: string): number | undefined {
  const value = asked[name] ?? '';
  if (value === '') return undefined;
  if (!/^[0-9]{1,4}$/.test(value)) throw misasked(name, { zh: '一个整数', en: 'a whole number' });
  return Number(value);
}

const readPage = (asked: Asked): number => Math.max(1, readNumber(asked, 'page') ?? 1);

function oneOf<One extends string>(asked: Asked, name: string, all: readonly One[]): One | undefined {
  const value = asked[name] ?? '';
  if (value === '') return undefined;
  const found = all.find((one) => one === value);
  if (found === undefined)
    throw misasked(name, { zh: `${all.join('、')} 之一`, en: `one of ${all.join(', ')}` });
  return found;
}

const misasked = (name: string, expected: Text): OfficeRefusal =>
  new OfficeRefusal('malformed', {
    zh: `地址里的 ${name} 应为${expected.zh}。`,
    en: `${name} in the address has to be ${expected.en}.`,
  });
