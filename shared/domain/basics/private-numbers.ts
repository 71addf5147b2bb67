/**
 * The numbers that belong to a person, wherever they stand in a text. Told from figures and codes by what such numbers
 * are made of and by what stands directly beside them, never by length alone.
 */
import { isIsoDay } from './calendar.ts';

export type PrivateKind = 'id-number' | 'mobile' | 'bank-card';

export interface NumberSpan {
  readonly kind: PrivateKind;
  readonly digits: string;
  /** UTF-16 offsets in the text. */
  readonly start: number;
  readonly end: number;
}

/** One digit, ASCII or full-width, and what people put between groups of digits. */
const DIGIT = '[0-9\\uff10-\\uff19]';
const GAP = '[\\s\\u00ad\\u200b-\\u200d\\u2060.)/\\-\\u00b7\\u2010-\\u2015\\uff09\\uff0d\\uff0e\\uff0f]{1,4}';
/** Eleven digits at least: a mobile number is the shortest. */
const RUN = new RegExp(
  `${DIGIT}(?:(?:${GAP})?${DIGIT}){10,}(?:(?:${GAP})?[Xx\\uff38\\uff58](?![A-Za-z]))?`,
  'g',
);
const GROUP = new RegExp(`(?:${DIGIT}|[Xx\\uff38\\uff58])+`, 'g');

/** A mobile number, and a bank card. */
const MIN_DIGITS = 11;
const MAX_DIGITS = 19;
const MIN_CARD = 13;
const ID_LENGTH = 18;
const MOBILE = /^(?:0086|86|0)?(1[3-9]\d{9})$/;
const LONGEST_MOBILE = 15;
const MOBILE_GROUPS = new Set(
  ['11', '3 4 4', '3 8', '3 3 5', '7 4', '4 3 4', '4 7', '5 6'].concat(Array(11).fill('1').join(' ')),
);
const DIALLED_BEFORE = /^(?:0|(?:00)?86)$/;
/** A slash between two telephone numbers means “or”, and a single point is a decimal point. */
const NO_MOBILE_GAP = /[/\uff0f]|^[^.\uff0e]*[.\uff0e][^.\uff0e]*$/;

/** How far before a number stands what it is, and behind it what it counts. */
const REACH = 12;
const SAYS_ID = /身份证|证件号|公民身份/;
const SAYS_CARD = /卡号|[账帐]号/;
const SAYS_MOBILE = /手机|电话|来电|联系|微信/;
/** Directly before it, or before the beginning of the code that it ends. */
const SAYS_CODE =
  /(?:第|编号|文号|案号|单号|流水号|索引号?|编码|代码|金额|总额)[是为]?[:：\s]{0,3}[\w.()\-〔〕（）]{0,16}$/;
const COUNTS_SOMETHING = /^\s*(?:[万亿]?元|人?次|件|条|年)(?![初末底日月])|^\.\d{1,3}(?!\d)/;
const ADDRESS = /(?:https?:\/\/|www\.)[!-~]+/gi;
const ENDS_FILE_NAME = /^[\w-]{0,32}\.s?html?/i;

/** The first two digits of a Chinese resident's number: provinces of GB/T 2260, Hong Kong, Macao, Taiwan. */
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(
    ' ',
  ),
);

/**
 * In the order of the text, each found as it is asked for. What is quoted has lost the words that stood before it:
 * there, what looks like an ID number or a card is one.
 */
export function* findNumbers(text: string, isQuoted = false): Generator<NumberSpan> {
  let isInAddress: ((at: number) => boolean) | undefined;
  for (const run of text.matchAll(RUN)) {
    const groups = [...run[0].matchAll(GROUP)].map(({ 0: group, index }) => ({
      digits: foldDigits(group),
      start: run.index + index,
      end: run.index + index + group.length,
    }));
    isInAddress ??= findAddresses(text);
    yield* findInRun({ text, groups, isQuoted, isInAddress });
  }
}

type Group = Omit<NumberSpan, 'kind'>;

interface Run {
  readonly text: string;
  readonly groups: readonly Group[];
  readonly isQuoted: boolean;
  readonly isInAddress: (at: number) => boolean;
}

function* findInRun(run: Run): Generator<NumberSpan> {
  const { groups } = run;
  for (let first = 0; first < groups.length; first++) {
    const group = groups[first]!;
    if (group.digits.length > ID_LENGTH) yield* findInGroup(run, group);
    const number = longestFrom(run, first);
    if (!number) continue;
    yield number.span;
    first = number.last;
  }
}

/** Groups are tried together, the longest number wins. */
function longestFrom(
  run: Run,
  first: number,
): { readonly span: NumberSpan; readonly last: number } | undefined {
  const { text, groups } = run;
  const { start } = groups[first]!;
  const before = text.slice(Math.max(0, start - REACH), start);
  const isCalledCard = SAYS_CARD.test(before);
  let longest: { readonly span: NumberSpan; readonly last: number } | undefined;
  let digits = '';
  for (let last = first; last < groups.length; last++) {
    digits += groups[last]!.digits;
    if (digits.length > MAX_DIGITS) break;
    if (digits.length < MIN_DIGITS) continue;
    const { end } = groups[last]!;
    const isWhole = first === 0 && last === groups.length - 1;
    const kind = isIdNumber(digits, before, run.isQuoted)
      ? 'id-number'
      : (isCalledCard || (run.isQuoted && isWhole && CARD.test(digits))) && isCard(digits)
        ? 'bank-card'
        : isMobile(run, digits, first, last)
          ? 'mobile'
          : undefined;
    if (kind) longest = { span: { kind, digits, start, end }, last };
  }
  return longest;
}

/** ID numbers within more digits, as where two are written without anything between them. */
function* findInGroup({ text, isQuoted }: Run, { digits, start }: Group): Generator<NumberSpan> {
  for (let at = 0; at + ID_LENGTH <= digits.length; at++) {
    const number = digits.slice(at, at + ID_LENGTH);
    const from = start + at;
    if (!isIdNumber(number, text.slice(Math.max(0, from - REACH), from), isQuoted)) continue;
    yield { kind: 'id-number', digits: number, start: from, end: from + ID_LENGTH };
    at += ID_LENGTH - 1;
  }
}

/** ISO/IEC 7812-1: 3 to 6 are what banks and payment schemes issue. */
const CARD = /^[3-6]\d{15,18}$/;
const isCard = (digits: string): boolean => digits.length >= MIN_CARD && passesLuhn(digits);

function isMobile({ text, groups, isInAddress }: Run, digits: string, first: number, last: number): boolean {
  if (digits.length > LONGEST_MOBILE || !MOBILE.test(digits)) return false;
  const { start } = groups[first]!;
  const { end } = groups[last]!;
  if (first < last) {
    const own = groups.slice(DIALLED_BEFORE.test(groups[first]!.digits) ? first + 1 : first, last + 1);
    if (!MOBILE_GROUPS.has(own.map((group) => group.digits.length).join(' '))) return false;
    if (NO_MOBILE_GAP.test(text.slice(start, end))) return false;
  }
  if (isInAddress(start)) return false;
  const before = text.slice(Math.max(0, start - 2 * REACH), start);
  const after = text.slice(end, end + 3 * REACH);
  if (ENDS_FILE_NAME.test(after) || SAYS_CODE.test(before)) return false;
  return SAYS_MOBILE.test(before.slice(-REACH / 2)) || !COUNTS_SOMETHING.test(after);
}

/** To be asked of places in ascending order. */
function findAddresses(text: string): (at: number) => boolean {
  const addresses = [...text.matchAll(ADDRESS)].map(({ 0: address, index }) => ({
    start: index,
    end: index + address.length,
  }));
  let next = 0;
  return (at) => {
    while (next < addresses.length && addresses[next]!.end <= at) next++;
    return next < addresses.length && addresses[next]!.start <= at;
  };
}

/** GB 11643: region, birth date, order, check character (ISO 7064, MOD 11-2), which only what is called so may lack. */
function isIdNumber(digits: string, before: string, isQuoted: boolean): boolean {
  if (digits.length !== ID_LENGTH || !PROVINCES.has(digits.slice(0, 2))) return false;
  if (!/^\d{17}[\dX]$/.test(digits)) return false;
  const birth = `${digits.slice(6, 10)}-${digits.slice(10, 12)}-${digits.slice(12, 14)}`;
  if (!isBirthDate(birth) || before.includes('信用代码')) return false;
  return isQuoted || digits.endsWith(computeIdCheck(digits)) || SAYS_ID.test(before);
}

const EARLIEST_BIRTH = '1900-01-01';
const LATEST_BIRTH = '2100-01-01';
const isBirthDate = (day: string): boolean => day >= EARLIEST_BIRTH && day < LATEST_BIRTH && isIsoDay(day);

const ID_CHECKS = '10X98765432';
function computeIdCheck(digits: string): string {
  let sum = 0;
  for (let i = 0; i < ID_LENGTH - 1; i++) sum += Number(digits[i]) * (2 ** (ID_LENGTH - 1 - i) % 11);
  return ID_CHECKS.charAt(sum % 11);
}

/** ISO/IEC 7812-1, annex B. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const counted = i % 2 === 1 ? digit * 2 : digit;
    sum += counted > 9 ? counted - 9 : counted;
  }
  return sum % 10 === 0;
}

const foldDigits = (digits: string): string =>
  /^\d+$/.test(digits) ? digits : digits.normalize('NFKC').toUpperCase();
