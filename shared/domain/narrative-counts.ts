/**
 * Counts that a narrative states about applications and disputes, and where. A wrong alarm is worse than a miss: what is
 * not plainly the whole year's count of the whole report (a channel, a kind of applicant, another year, another body,
 * letters, review cases) is passed over.
 */
import { NUMERAL, readNumeral } from './chinese-number.ts';

/** What a count is of; `check-narrative.ts` says which cells that is. */
export type CountedThing =
  | 'received'
  /** 受理, 收办: received, perhaps with those carried in. */
  | 'accepted'
  /** 办理, 处理: any of these, or those that were finished. */
  | 'processed'
  | 'handled'
  | 'answered'
  | 'carriedIn'
  | 'carriedOut'
  | 'reconsideration'
  | 'litigation'
  /** 行政复议、行政诉讼共3件. */
  | 'disputes';

export interface StatedCount {
  readonly thing: CountedThing;
  readonly value: number;
  /** UTF-16 offsets of the words that state it. */
  readonly start: number;
  readonly end: number;
}

/** Whom and what the report is of: counts of other bodies and years are not compared with its tables. */
export interface NarrativeOf {
  readonly year: number | undefined;
  readonly agencyName: string | undefined;
}

// Repeats are bounded, so that no text, however it is made up, takes long.

/** 9件, but not 9件次, 9件以上, 9件左右. */
const N = `(?<n>${NUMERAL})[件宗起例份](?!次|左右|以上|余|多)`;
const LINK = '(?:的|数量|数|总数|总量|总计|合计|共计|累计|共|为|是|有|达到|达|:){0,6}';
const DISCLOSURE = '(?:政府)?信息公开(?:工作|申请|方面|类|答复|事项|行为){0,6}';
const APPLICATION =
  '(?:(?:政府)?信息公开的?申请|(?:政府信息)?依申请公开(?:政府)?(?:信息)?的?(?:申请|事项)?|依申请(?:政府)?信息公开(?:申请)?|公开(?:政府)?信息的?申请|申请公开政府信息|申请)(?:事项|案件|件)?';
/** All who may apply, and several channels at once; one of them alone would be a part of the whole. */
const EVERYONE = '(?:公民、?法人(?:和|及|或者|或|与|以及|、)?其[他它]组织|社会公众|群众|申请人)';
const CHANNELS = '通过[^,。;0-9]{1,10}(?:、|等|和|及)[^,。;0-9]{0,10}的';
const FILL = `(?:了|的|到|过|任何|提交|提出|各类|各种|有效|书面|${EVERYONE}|${CHANNELS}){0,6}`;
const NEXT_YEAR = '(?:下一?个?年度?|次年度?|明年|(?<next>20\\d\\d)年度?)';
const LAST_YEAR = '(?:上一?个?年度?|去年|(?<last>20\\d\\d)年度?)';
const END = '(?=[。,;、()!]|$)';

/** 收到申请9件, 收到9件申请, 收到9件. */
const counted = (verbs: string): string =>
  `(?:${verbs})${FILL}(?<what>${APPLICATION})?${LINK}${N}(?<whatAfter>${FILL}${APPLICATION}(?!人|补正|的?行政|复议|诉讼))?`;
/** 2件因政府信息公开引起的行政复议; not the 2 of 办结2件行政复议1件. */
const disputed = (kind: string): string =>
  `${N}(?:因|涉及|涉|由|关于)?${DISCLOSURE}(?:引起|引发|产生|提起)?的?行政${kind}(?:案件|案)?(?!${LINK}${NUMERAL})`;

interface Pattern {
  readonly thing: CountedThing;
  readonly regex: RegExp;
}
const pattern = (thing: CountedThing, source: string): Pattern => ({ thing, regex: new RegExp(source, 'g') });

const PATTERNS: readonly Pattern[] = [
  // 新收政府信息公开申请9件; 共收到9件申请; 收到公民、法人和其他组织申请共12件
  pattern('received', counted('新收到?|收到|接收|接到')),
  // 受理政府信息公开申请9件; 收办申请9件
  pattern('accepted', counted('受理|收办')),
  // 办理依申请公开18件
  pattern('processed', counted('办理|处理')),
  // 办结69件
  pattern('handled', counted('办结|办理完毕|办理完成')),
  // 答复政府信息公开申请9件; bare 答复9件 may be those that were answered among others
  pattern('answered', counted('答复')),
  // 上年结转2件
  pattern('carriedIn', `${LAST_YEAR}(?:结转|转入)(?:的|来的|过来的|(?:至|到)?(?:本年度?|今年))?(?:继续办理的?)?(?:${APPLICATION})?${LINK}${N}`),
  // 2件为上年结转
  pattern('carriedIn', `${N}的?(?:${APPLICATION})?(?:为|系|是|属)(?:上一?年度?|去年)结转${END}`),
  // 结转下年度继续办理1件
  pattern('carriedOut', `(?:结转|顺延|转)(?:至|到|入)?${NEXT_YEAR}(?:继续|办理|处理|答复|办结){0,6}的?(?:${APPLICATION})?${LINK}${N}`),
  // 1件结转下年度继续办理; 另有1件申请按规定顺延到下年度答复
  pattern('carriedOut', `${N}的?(?:${APPLICATION})?(?:按[^,。;]{0,12}|依法|依规|尚未办结|仍在办理|需)?(?:结转|顺延|转)(?:至|到|入)?${NEXT_YEAR}(?:继续|办理|处理|答复|办结){0,6}(?!的?(?:${APPLICATION})?${LINK}${NUMERAL})`),
  // 因政府信息公开引起的行政复议2件
  pattern('reconsideration', `复议(?:申请|案件|案|事项)?${LINK}${N}`),
  pattern('reconsideration', disputed('复议')),
  // 行政复议、行政诉讼案件共3件
  pattern('disputes', `复议(?:案件|案)?(?:、|和|及|与|或)(?:行政)?诉讼(?:案件|案|事项)?${LINK}${N}`),
  // 行政诉讼3件: both groups
  pattern('litigation', `(?<!复议(?:案件|案)?(?:、|和|及|与|或)(?:行政)?)诉讼(?:案件|案|事项)?${LINK}${N}`),
  pattern('litigation', disputed('诉讼')),
]; // prettier-ignore

/** 未收到政府信息公开申请; not 未收到申请人的补正材料. */
const NO_APPLICATION = new RegExp(
  `(?:未|没有|未有)(?:收到|接到|新收|接收)${FILL}${APPLICATION}(?:情况)?${END}|(?<!有)无${FILL}(?:政府)?信息公开申请${END}`,
  'g',
);
/** 未发生行政复议、行政诉讼; not 未发生行政诉讼败诉案件. */
const NO_DISPUTE = new RegExp(
  `(?:未|没有|无)(?:发生|产生|出现|引发|涉及|被|有|收到){0,6}(?:任何|因|由|涉及|关于|针对){0,6}(?:${DISCLOSURE})?(?:而|被){0,6}(?:引起|引发|产生|提起|导致|申请)?的?(?:行政)?(?:(?<reviewed>复议)(?:案件|案|申请)?(?:(?:、|和|及|与|或者|或|以及)(?:被)?(?:提起|引起)?的?(?:行政)?(?<suedToo>诉讼))?|(?<sued>诉讼))(?:案件|案)?的?(?:情况|事项)?${END}`,
  'g',
);

/** A section without any of these words, or any of these signs, states no count: most sections, and cheap to tell. */
const WORDS = ['申请', '复议', '诉讼', '结转'] as const;
const MAY_COUNT = /[\d〇零一二两三四五六七八九十百千万][件宗起例份]/;
const MAY_DENY = /未|没有|无/;
const SPACE = /\s/;

/** Digits and ASCII marks as wide as Chinese characters. */
const FULL_WIDTH = /[\uff01-\uff5e]/g;

/** Counts of a narrative text, in the order of the patterns. */
export function statedCounts(narrative: string, of: NarrativeOf): StatedCount[] {
  // Spaces may stand within a word.
  if (!WORDS.some((word) => narrative.includes(word)) && !SPACE.test(narrative)) return [];
  const { text, offsetOf } = plain(narrative);
  const mayCount = MAY_COUNT.test(text);
  const mayDeny = MAY_DENY.test(text);
  const counts: StatedCount[] = [];
  const found = (thing: CountedThing, value: number, start: number, length: number): void => {
    counts.push({ thing, value, start: offsetOf(start), end: offsetOf(start + length - 1) + 1 });
  };
  if (mayCount)
    for (const { thing, regex } of PATTERNS)
      forEachMatch(regex, text, (match) => {
        const value = readNumeral(match.groups?.['n'] ?? '');
        if (value !== undefined && isWhole(thing, match, text, of))
          found(thing, value, match.index, match[0].length);
      });
  if (mayDeny) {
    forEachMatch(NO_APPLICATION, text, ({ 0: words, index }) => {
      if (isOfThisReport('received', before(text, index), of)) found('received', 0, index, words.length);
    });
    forEachMatch(NO_DISPUTE, text, ({ 0: words, index, groups = {} }) => {
      if (!isOfThisReport('disputes', before(text, index), of)) return;
      if (groups['reviewed']) found('reconsideration', 0, index, words.length);
      if (groups['suedToo'] ?? groups['sued']) found('litigation', 0, index, words.length);
    });
  }
  return counts;
}

/** Of one pattern in one text; a narrative that people write has a dozen. */
const MAX_MATCHES = 200;

/** `matchAll` copies its pattern at every call, which takes longer than the search. */
function forEachMatch(regex: RegExp, text: string, visit: (match: RegExpExecArray) => void): void {
  regex.lastIndex = 0;
  for (let i = 0; i < MAX_MATCHES; i++) {
    const match = regex.exec(text);
    if (!match) return;
    visit(match);
  }
}

/** Texts copied from PDF have spaces and line ends within words; digits and marks may be full-width. */
function plain(narrative: string): { text: string; offsetOf: (index: number) => number } {
  const narrow = narrative.replaceAll(FULL_WIDTH, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
  if (!SPACE.test(narrow)) return { text: narrow, offsetOf: (index) => index };
  const offsets: number[] = [];
  for (let i = 0; i < narrow.length; i++) if (!SPACE.test(narrow.charAt(i))) offsets.push(i);
  return {
    text: narrow.replaceAll(/\s/g, ''),
    offsetOf: (index) => offsets[index] ?? narrow.length,
  };
}

/** UTF-16 units of a sentence that are looked at before a count; people write shorter ones. */
const MAX_BEFORE = 300;

/** What precedes a place in its sentence. */
function before(text: string, index: number): string {
  const limit = Math.max(0, index - MAX_BEFORE);
  let start = index;
  while (start > limit && !'。!?'.includes(text.charAt(start - 1))) start--;
  return text.slice(start, index);
}

const DISPUTES: ReadonlySet<CountedThing> = new Set(['reconsideration', 'litigation', 'disputes']);
const RECEIVED: ReadonlySet<CountedThing> = new Set(['received', 'accepted', 'processed']);
const CARRIED: ReadonlySet<CountedThing> = new Set(['carriedIn', 'carriedOut']);
const FOREIGN =
  /复议|诉讼|信访|来信|信件|来访|咨询|留言|热线|投诉|举报|工单|提案|议案|建议|许可|审批|登记|意见|证明|补贴|救助|问政/;

function isWhole(thing: CountedThing, match: RegExpExecArray, text: string, of: NarrativeOf): boolean {
  const { index, groups = {} } = match;
  const said = before(text, index);
  const { next, last } = groups;
  if (of.year !== undefined) {
    if (next !== undefined && Number(next) !== of.year + 1) return false;
    if (last !== undefined && Number(last) !== of.year - 1) return false;
  }
  if (!isOfThisReport(thing, said, of)) return false;
  if (DISPUTES.has(thing))
    return /信息公开|依申请/.test(said + match[0]) && !AS_REVIEWER.test(sinceLastCount(said));
  if (match[0].includes('公开')) return true;
  // 收到申请9件, 办结9件, 结转下年度1件: of what the sentence last spoke of; not of 行政许可申请.
  const topic = Math.max(said.lastIndexOf('申请'), said.lastIndexOf('信息公开'));
  if (FOREIGN.test(said.slice(Math.max(0, topic - 6)))) return false;
  if (groups['what'] ?? groups['whatAfter']) return true;
  if (CARRIED.has(thing)) return true;
  const isBare = ['received', 'handled'].includes(thing);
  return isBare && topic >= 0 && /^(?:$|[,。;、()其均已])/.test(text.slice(index + match[0].length));
}

/** An organ that reviews cases counts those of others. */
const AS_REVIEWER = /复议(?:机关|机构)|受理|审理|审结|办理[^,。]*$|代理/;
/** Parts of the whole, other times and other bodies, between the count before and this one. */
const PART =
  /去年|上一?年|系统|各(?:学校|地|级|县|区|镇|乡|部门|单位)|上诉|申诉|以来|期间|涉及商业|[0-9]月(?=[份底初末中,、收受接]|$)|往年|前年|历年|同期|同比|[比较]|近[两二三四五十]年|[两三四五十]年来|(?:施行|实施|成立|建立|开通)以来|季度|半年|月份|每|平均|[月日年]均|自然人|法人|企业|部分|个别|有的|多数|大多|(?<![我本])(?:部门|单位)|乡镇|街道|镇街|县区|区县|科室|股室|[市区县省]直|下属|所属|本级|转[办交]|如果|如未|若|不含|除外|提前|逾期|延期|超期|维持|纠正|胜诉|败诉|撤[销回]|审结|一审|二审|再审|直接起诉|复议后|[至\-—~](?:[1-9]|1[01])月(?!\d)/;
/** 不予处理, 尚未办结, 协助答复: what was not done, or not by this body. */
const NOT_DONE = /(?:不予?|未|没有?|拒绝|不再|待|正在|协助|指导|配合|督促)[^,、;]{0,6}$/;
const CHANNEL = /网[上络站]|信函|邮|当面|现场|线上|线下|窗口|渠道|传真|微信|平台|电子/;
/** The last one named: 2023年, 二〇二三年. */
const YEAR = /.*(20\d\d|二[〇零][〇零一二三四五六七八九]{2})年/;
/** A count or a semicolon ends what was said of another. */
const COUNTS = new RegExp(`${NUMERAL}[件宗起例份条]|;`, 'g');
/** 区教育局(共): who counts, right before the verb. */
const BODY =
  /([一-鿿]{0,20}(?:局|委|委员会|厅|院|镇|乡|中心|政府))(?:共计?|总计|合计|累计|全年|本年度?|一?共|已|均|按[时期]|依法){0,6}$/;

function isOfThisReport(thing: CountedThing, said: string, of: NarrativeOf): boolean {
  const year = YEAR.exec(said)?.[1];
  if (year !== undefined && of.year !== undefined && readNumeral(year) !== of.year) return false;
  const since = sinceLastCount(said);
  if (PART.test(since)) return false;
  if (CHANNEL.test(since) && !/、|等/.test(since)) return false;
  if (NOT_DONE.test(since)) return false;
  // 其中受理…5件,受理…4件: received in parts, up to the semicolon; 其中自然人9件,办结10件: only the first is a part.
  const among = RECEIVED.has(thing) ? said.slice(said.lastIndexOf(';') + 1) : since;
  if (among.includes('其中') && !CARRIED.has(thing) && !DISPUTES.has(thing)) return false;
  // 办结上年结转2件 are those of them that were finished.
  if (thing === 'carriedIn' && /(?:办结|答复|办理|处理|完成)$/.test(since)) return false;
  const body = BODY.exec(since)?.[1];
  return body === undefined || of.agencyName === undefined || isOwn(body, of.agencyName);
}

function sinceLastCount(said: string): string {
  let end = 0;
  forEachMatch(COUNTS, said, ({ 0: words, index }) => (end = index + words.length));
  return said.slice(end);
}

/** 我局, 柳北区教育局, 区教育局 of 柳北区教育局, 区政府 of 柳北区人民政府. */
function isOwn(body: string, name: string): boolean {
  if (/[我本](?:局|委|委员会|厅|院|镇|乡|中心|政府)$/.test(body)) return true;
  const kind = name.endsWith('政府') ? '政府' : name.slice(-3);
  const at = body.lastIndexOf(kind);
  if (at < 0) return false;
  // 鱼峰区教育局 is not 柳北区教育局: a place that is named must be in the agency's own name.
  const place = /[\u4e00-\u9fff]{2}[市区县旗镇乡](?=人民$|$)/.exec(body.slice(0, at))?.[0];
  return place === undefined || name.includes(place);
}
