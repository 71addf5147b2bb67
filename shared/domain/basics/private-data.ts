/**
 * Private data of a person in a text: what rule T4 returns a report for, and what no finding, log or page repeats.
 */
import { findNumbers, type NumberSpan, type PrivateKind } from './private-numbers.ts';

export interface PrivateNumber {
  readonly kind: PrivateKind;
  /** UTF-16 offsets in the text. */
  readonly start: number;
  readonly end: number;
  readonly lastTwo: string;
  /** 1 for the first sentence of the text. */
  readonly sentence: number;
  /** A mobile number that is said to be how the agency is reached. */
  readonly isContact: boolean;
}

/** More are not told, of contacts and of others: by then their author has something to do. */
const MAX_TOLD = 20;

/** In the order of the text. However many contacts there are, what returns the report is among them. */
export function findPrivateData(text: string): readonly PrivateNumber[] {
  const told: PrivateNumber[] = [];
  let contacts = 0;
  for (const number of placeNumbers(text)) {
    if (number.isContact && ++contacts > MAX_TOLD) continue;
    told.push(number);
    if (told.length - Math.min(contacts, MAX_TOLD) === MAX_TOLD) break;
  }
  return told;
}

/** Whether a text bears what returns the report: a contact of the agency does not. */
export function bearsPrivateData(text: string): boolean {
  for (const { isContact } of placeNumbers(text)) if (!isContact) return true;
  return false;
}

/** Whether it bears any such number, also a contact of the agency. */
export const bearsNumber = (text: string): boolean => findNumbers(text).next().done !== true;

/** The text with all but the last two digits of what may be a person's number replaced. */
export function maskPrivateData(text: string): string {
  let masked = '';
  let end = 0;
  for (const number of findNumbers(text, true)) {
    masked += `${text.slice(end, number.start)}${'*'.repeat(6)}${number.digits.slice(-2)}`;
    ({ end } = number);
  }
  return end === 0 ? text : masked + text.slice(end);
}

const SENTENCE_END = /[。！？!?;；\n]/g;

function* placeNumbers(text: string): Generator<PrivateNumber> {
  let ends: readonly number[] | undefined;
  let passed = 0;
  for (const number of findNumbers(text)) {
    ends ??= listSentenceEnds(text);
    while (passed < ends.length && ends[passed]! < number.start) passed++;
    const { kind, digits, start, end } = number;
    const context = Math.max((ends[passed - 1 - SENTENCES_BEFORE] ?? -1) + 1, start - MAX_BEFORE);
    const isContact = kind === 'mobile' && isAgencyContact(text, number, context);
    yield { kind, start, end, lastTwo: digits.slice(-2), sentence: passed + 1, isContact };
  }
}

/** Between two line breaks stands no sentence. */
function listSentenceEnds(text: string): number[] {
  let start = 0;
  return [...text.matchAll(SENTENCE_END)].flatMap(({ index }) => {
    const isBlank = text.slice(start, index).trim() === '';
    start = index + 1;
    return isBlank ? [] : [index];
  });
}

/** How far around a number may stand whose it is: sentences or lines, and characters. */
const SENTENCES_BEFORE = 2;
const MAX_BEFORE = 200;
const MAX_AFTER = 60;
const CONTACT_LABEL =
  /((?:联系|咨询|办公|值班|监督|举报|投诉|受理|服务)*)(?:电话|方式|热线)(?:号码)?(?:[^\u4e00-\u9fff。！？!?;；\n]|手机|或){0,40}$/;
/** Beside the agency’s address 电话 alone is its telephone. */
const SAYS_AGENCY = /办公|邮编|邮政编码|传真|本报告/;
const SAYS_PERSON =
  /某|群众|村民|市民|居民|业主|同志|先生|女士|职工|学生|家长|当事人|申请人|信访人|原告|来[信电访函]|反映|投诉|举报|身份证|住址|家住/;
/** 依申请公开 and 申请情况 are chapters of the report, and a notice tells how to apply; any other 申请 is somebody's. */
const SAYS_APPLIED = /(?<!依)申请(?!情况)/;
const SAYS_NOTICE = /可以?(?:向|通过|拨打|致电)|如需|受理(?:机构|部门|单位|时间|地点|[:：])/;

/** Only a label directly before it makes a number the agency's, and only where nobody else is spoken of. */
function isAgencyContact(text: string, { start, end }: NumberSpan, context: number): boolean {
  const said = text.slice(context, start);
  const label = CONTACT_LABEL.exec(said);
  if (!label || (label[1] === '' && !SAYS_AGENCY.test(said))) return false;
  const before = said.slice(0, label.index);
  const after = text.slice(end, end + MAX_AFTER).split(SENTENCE_END, 1)[0] ?? '';
  return (
    ![before, after].some((words) => SAYS_PERSON.test(words)) &&
    (SAYS_NOTICE.test(before) || !SAYS_APPLIED.test(before)) &&
    !SAYS_APPLIED.test(after)
  );
}
