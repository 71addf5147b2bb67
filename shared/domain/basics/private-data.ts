/**
 * Private data of a person in a text: what rule T4 returns a report for, and what no finding, log or page repeats. Told
 * from figures by what such numbers are made of, never by length alone.
 */

import { isIsoDay } from './calendar.ts';

export type PrivateKind = 'id-number' | 'mobile' | 'bank-card';

export interface PrivateNumber {
  readonly kind: PrivateKind;
  /** UTF-16 offsets in the text. */
  readonly start: number;
  readonly end: number;
  readonly lastTwo: string;
  /** 1 for the first sentence of the text. */
  readonly sentence: number;
  /** A mobile number in a line that tells how to reach the agency. */
  readonly isContact: boolean;
}

/** One digit, ASCII or full-width, and what people put between groups of digits. */
const DIGIT = '[0-9\\uff10-\\uff19]';
const GAP = '[\\s\\u00ad\\u200b-\\u200d\\u2060.\\-\\u00b7\\u2010-\\u2015\\uff0d]{1,2}';
/** Eleven digits at least: a mobile number is the shortest. */
const RUN = new RegExp(
  `${DIGIT}(?:(?:${GAP})?${DIGIT}){10,}(?:(?:${GAP})?[Xx\\uff38\\uff58](?![A-Za-z]))?`,
  'g',
);
const GROUP = new RegExp(`(?:${DIGIT}|[Xx\\uff38\\uff58])+`, 'g');
/** Digits in an address or a code of letters are nobody's number. */
const IN_CODE_BEFORE = /[A-Za-z_/=&#%*]$/;
const IN_CODE_AFTER = /^[A-Za-z_/=&%*]/;

/** A mobile number, and a bank card. */
const MIN_DIGITS = 11;
const MAX_DIGITS = 19;
const MIN_CARD = 13;
const ID_LENGTH = 18;
const MOBILE = /^(?:0086|86)?(1[3-9]\d{9})$/;
const MOBILE_GROUPS = new Set(['11', '3 4 4', '3 8', '3 3 5', '7 4', '4 3 4', Array(11).fill('1').join(' ')]);
const COUNTRY_CODE = /^(?:00)?86$/;
/** How far before a number stands what it is. */
const CONTEXT = 12;
const SAYS_ID = /身份证|证件号|公民身份/;
const SAYS_CARD = /卡号|[账帐]号/;
const SAYS_CONTACT =
  /联系(?:电话|方式|人)|咨询(?:电话|方式)|办公电话|办公(?:地址|地点)|通[信讯]地址|地址|邮编|邮政编码|传真|电子邮箱/;
const SAYS_PERSON = /申请人|当事人|投诉人|举报人|信访人|来信人|来电人|原告|先生|女士|身份证|住址|家住/;

/** The first two digits of a Chinese resident's number: provinces of GB/T 2260, Hong Kong, Macao, Taiwan. */
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(
    ' ',
  ),
);

/** More are not told: by then the text is returned, and its author has something to do. */
const MAX_TOLD = 20;

export function findPrivateData(text: string): readonly PrivateNumber[] {
  const found: PrivateNumber[] = [];
  for (const run of text.matchAll(RUN)) {
    for (const number of findInRun(text, run.index, run[0])) {
      found.push(describe(text, number));
      if (found.length === MAX_TOLD) return found;
    }
  }
  return found;
}

interface Span {
  readonly kind: PrivateKind;
  readonly digits: string;
  readonly start: number;
  readonly end: number;
}

/** The numbers in one run of digits and gaps: groups are tried together, the longest first. */
function findInRun(text: string, offset: number, run: string): Span[] {
  const groups = [...run.matchAll(GROUP)].map(({ 0: group, index }) => ({
    digits: foldDigits(group),
    start: offset + index,
    end: offset + index + group.length,
  }));
  const found: Span[] = [];
  for (let first = 0; first < groups.length && found.length < MAX_TOLD; first++) {
    const number = longestFrom(text, groups, first);
    if (!number) continue;
    found.push(number.span);
    first = number.last;
  }
  return found;
}

type Group = Omit<Span, 'kind'>;

function longestFrom(
  text: string,
  groups: readonly Group[],
  first: number,
): { readonly span: Span; readonly last: number } | undefined {
  const { start } = groups[first]!;
  const before = text.slice(Math.max(0, start - CONTEXT), start);
  let longest: { readonly span: Span; readonly last: number } | undefined;
  let digits = '';
  for (let last = first; last < groups.length; last++) {
    digits += groups[last]!.digits;
    if (digits.length > MAX_DIGITS) break;
    if (digits.length < MIN_DIGITS) continue;
    const { end } = groups[last]!;
    const kind =
      tellKind(digits, before) ??
      (isMobile(digits, groups, first, last) &&
      !IN_CODE_BEFORE.test(before) &&
      !IN_CODE_AFTER.test(text.slice(end, end + 1))
        ? 'mobile'
        : undefined);
    if (kind) longest = { span: { kind, digits, start, end }, last };
  }
  return longest;
}

function tellKind(digits: string, before: string): PrivateKind | undefined {
  const { length } = digits;
  if (
    length === ID_LENGTH &&
    PROVINCES.has(digits.slice(0, 2)) &&
    isIdNumber(digits, SAYS_ID.test(before)) &&
    !before.includes('信用代码')
  )
    return 'id-number';
  return length >= MIN_CARD && SAYS_CARD.test(before) && passesLuhn(digits) ? 'bank-card' : undefined;
}

function isMobile(digits: string, groups: readonly Group[], first: number, last: number): boolean {
  if (!MOBILE.test(digits)) return false;
  if (first === last) return true;
  const own = groups.slice(COUNTRY_CODE.test(groups[first]!.digits) ? first + 1 : first, last + 1);
  return MOBILE_GROUPS.has(own.map((group) => group.digits.length).join(' '));
}

/** GB 11643: region, birth date, order, check character (ISO 7064, MOD 11-2). */
function isIdNumber(digits: string, isCalledSo: boolean): boolean {
  if (!/^\d{17}[\dX]$/.test(digits)) return false;
  const birth = `${digits.slice(6, 10)}-${digits.slice(10, 12)}-${digits.slice(12, 14)}`;
  if (!isBirthDate(birth)) return false;
  return isCalledSo || digits.endsWith(computeIdCheck(digits));
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

const SENTENCE_END = /[。！？!?;；\n]/g;

function describe(text: string, { kind, digits, start, end }: Span): PrivateNumber {
  const ends = [...text.slice(0, start).matchAll(SENTENCE_END)].map(({ index }) => index);
  const sentenceStart = (ends.at(-1) ?? -1) + 1;
  const after = text.slice(end).search(SENTENCE_END);
  const sentence = text.slice(sentenceStart, after < 0 ? undefined : end + after);
  const isContact = kind === 'mobile' && SAYS_CONTACT.test(sentence) && !SAYS_PERSON.test(sentence);
  return { kind, start, end, lastTwo: digits.slice(-2), sentence: countSentences(text, ends) + 1, isContact };
}

/** Those that end at `ends`; between two line breaks stands none. */
const countSentences = (text: string, ends: readonly number[]): number =>
  ends.filter((end, i) => text.slice((ends[i - 1] ?? -1) + 1, end).trim() !== '').length;

const foldDigits = (digits: string): string =>
  /^\d+$/.test(digits) ? digits : digits.normalize('NFKC').toUpperCase();

/**
 * The text with all but the last two digits of what may be a person's number replaced. Wider than T4: what is quoted has
 * lost what stood before it.
 */
export function maskPrivateData(text: string): string {
  RUN.lastIndex = 0;
  if (!RUN.test(text)) return text;
  return text.replace(RUN, (run) => {
    const digits = foldDigits(run.replace(/[^0-9\uff10-\uff19Xx\uff38\uff58]/g, ''));
    const isPrivate =
      findInRun(run, 0, run).length > 0 ||
      (digits.length === ID_LENGTH && PROVINCES.has(digits.slice(0, 2)) && isIdNumber(digits, true)) ||
      (/^\d{16,19}$/.test(digits) && passesLuhn(digits));
    return isPrivate ? `${'*'.repeat(6)}${digits.slice(-2)}` : run;
  });
}
