/**
 * What a text says of the processing fee: none, a sum, a number of notices. A wrong alarm is worse than a miss: sentences
 * about other years, other bodies, rates and parts are passed over.
 */
import { readNumeral } from '../basics/chinese-number.ts';
import { parseStated } from '../form/stated-number.ts';

export type FeeThing =
  /** 未收取信息处理费. */
  | 'nothingCollected'
  /** 未发出收费通知. */
  | 'noNotice'
  | 'notices'
  | 'noticedFen'
  | 'collectedFen'
  /** A sum that may be either. */
  | 'eitherFen';

export interface FeeStatement {
  readonly thing: FeeThing;
  /** 0 where it says none. */
  readonly value: number;
  /** UTF-16 offsets in the text. */
  readonly start: number;
  readonly end: number;
}

const TOPIC = /处理费|[收缴]费通知/;
const SENTENCE = /[^。;!?]+/g;
const OF_OTHERS =
  /[上去往历]年|上一年|上年度|同期|以来|累计|标准|每[件份页张次幅]|按[件页量]|下属|所属|各单位|各部门|全[省市县区州旗]|除|的[申情]/;
const YEAR = /(20\d\d)年/g;

const FEE = '(?:(?:政府|依申请)?(?:信息)?公开)?(?:的)?(?:政府)?(?:信息)?处理费';
/** 无信息处理费投诉 and 未收取信息处理费以外的费用 say nothing of the fee. */
const NOT_OF_FEE = '(?![投欠退减争逾以])';
const NOTHING_COLLECTED = new RegExp(
  `(?:未|没有|无|不)(?:曾|有|向[^,、]{1,10})?(?:实际)?(?:发生|产生|收取|收缴|征收|收)?(?:过|任何)?${FEE}${NOT_OF_FEE}|` +
    `处理费(?:用)?(?:收取)?(?:情况|金额|总额|数额)?[:为是]?(?:无(?=[,)]|$)|零元|0(?:\\.0+)?(?:万)?元)(?![\\d.])|` +
    `(?:未|没有)(?:向[^,、]{1,10})?收取(?:过|任何)?费用|处理费[^,]{0,6}(?:未|没有)收取`,
);
const NO_NOTICE =
  /(?:未|没有|无)(?:曾|有|向[^,、]{1,10})?(?:发出|发送|开具|出具|作出|下达|制发|送达|发)?(?:过|任何)?(?:信息处理费)?[收缴]费通知/;

const NUMERAL = '(\\d[\\d,]{0,14}(?:\\.\\d{1,6})?万?|[〇零一二两三四五六七八九十百千万]{1,16})';
const COUNT = '(?:[件份个张封次]|宗)';
const NOTICES_BEFORE = new RegExp(`${NUMERAL}${COUNT}(?:信息处理费)?(?:的)?[收缴]费通知`);
const NOTICES_BEHIND = new RegExp(
  `[收缴]费通知(?:书|单)?(?:数量)?(?:共|共计|合计|总计)?[:为]?${NUMERAL}${COUNT}`,
);
const SUM = new RegExp(`${NUMERAL}元`, 'g');
/** The last of these before a sum says which it is. */
const NOTICED = ['通知收取', '通知缴纳', '通知收费', '通知缴费', '通知', '应收', '应缴', '核定'];
const COLLECTED = ['收取', '实收', '实际收', '收到', '收缴', '征收', '入库', '收费', '上缴', '已缴', '缴纳'];
const NO_SUM = /约|近|超|不足|减|免|退|未|没|其中|平均|上限|以[上下内]|事业性/;
const VAGUE_BEHIND = /^(?:[/每余多]|以[上下内]|左右)/;

/** What is longer, or says more, no person wrote. */
const MAX_SENTENCE = 400;
const MAX_SENTENCES = 100;

/** `text`: plain (`plain-text.ts`), of a report for `year`. */
export function readFeeStatements(text: string, year: number | undefined): FeeStatement[] {
  // Most texts say nothing of fees, or that there were none.
  if (!TOPIC.test(text)) return [];
  const found: FeeStatement[] = [];
  let sentences = 0;
  for (const { 0: sentence, index } of text.matchAll(SENTENCE)) {
    if (sentence.length > MAX_SENTENCE || !TOPIC.test(sentence)) continue;
    if (++sentences > MAX_SENTENCES) break;
    if (OF_OTHERS.test(sentence) || namesOtherYear(sentence, year)) continue;
    for (const { start, end, ...statement } of readSentence(sentence))
      found.push({ ...statement, start: start + index, end: end + index });
  }
  return found;
}

const namesOtherYear = (sentence: string, year: number | undefined): boolean =>
  Array.from(sentence.matchAll(YEAR)).some(([, named]) => Number(named) !== year);

function readSentence(sentence: string): FeeStatement[] {
  return [
    ...matchNothing(sentence, NOTHING_COLLECTED, 'nothingCollected'),
    ...matchNothing(sentence, NO_NOTICE, 'noNotice'),
    ...readNotices(sentence),
    ...readSums(sentence),
  ];
}

function matchNothing(sentence: string, words: RegExp, thing: FeeThing): FeeStatement[] {
  const match = words.exec(sentence);
  return match ? [{ thing, value: 0, start: match.index, end: match.index + match[0].length }] : [];
}

function readNotices(sentence: string): FeeStatement[] {
  const match = NOTICES_BEHIND.exec(sentence) ?? NOTICES_BEFORE.exec(sentence);
  const value = match?.[1] === undefined ? undefined : readCount(match[1]);
  return match && value !== undefined
    ? [{ thing: 'notices', value, start: match.index, end: match.index + match[0].length }]
    : [];
}

function readSums(sentence: string): FeeStatement[] {
  const sums: FeeStatement[] = [];
  for (const { 0: words, 1: numeral = '', index } of sentence.matchAll(SUM)) {
    const end = index + words.length;
    const before =
      sentence
        .slice(Math.max(index - MAX_CLAUSE, 0), index)
        .split(',')
        .at(-1) ?? '';
    const value = readFen(numeral);
    const thing = tellSum(before);
    if (value === undefined || thing === undefined) continue;
    if (NO_SUM.test(before) || VAGUE_BEHIND.test(sentence.slice(end, end + 2))) continue;
    sums.push({ thing, value, start: index - before.length, end });
  }
  return sums;
}
const MAX_CLAUSE = 24;

function tellSum(before: string): FeeThing | undefined {
  const noticed = findLastEnd(before, NOTICED);
  const collected = findLastEnd(before, COLLECTED);
  // 通知收取: both end at one place.
  if (noticed >= collected && noticed >= 0) return 'noticedFen';
  if (collected >= 0) return 'collectedFen';
  return before.includes('处理费') ? 'eitherFen' : undefined;
}

const findLastEnd = (text: string, words: readonly string[]): number =>
  Math.max(
    ...words.map((word) => {
      const at = text.lastIndexOf(word);
      return at < 0 ? -1 : at + word.length;
    }),
  );

const isInDigits = (numeral: string): boolean => /^\d/.test(numeral);
const readCount = (numeral: string): number | undefined =>
  isInDigits(numeral) ? numberOf(parseStated(numeral.replaceAll(',', ''), 'count')) : readNumeral(numeral);

/** Whole fen, never by floating point. */
function readFen(numeral: string): number | undefined {
  if (!isInDigits(numeral)) {
    const yuan = readNumeral(numeral);
    return yuan === undefined ? undefined : yuan * 100;
  }
  const digits = numeral.replaceAll(',', '');
  return numberOf(
    digits.endsWith('万') ? parseStated(digits.slice(0, -1), 'wanYuan') : parseStated(digits, 'yuan'),
  );
}

const numberOf = (parsed: ReturnType<typeof parseStated>): number | undefined =>
  typeof parsed === 'number' ? parsed : undefined;
