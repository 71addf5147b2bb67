/**
 * A narrative as the words that counts are told by. Every character is looked at a few times at most, whatever the text:
 * the longest known word that begins at a place is taken, and what stands between known words is one word of its own.
 */
import { NUMERAL_CHARACTERS, numeralAt } from '../basics/chinese-number.ts';
import type { ReadingBudget } from './reading-budget.ts';

const OTHER_KINDS = ['count', 'number', 'year', 'date', 'other'] as const;
export type WordKind = keyof typeof VOCABULARY | (typeof OTHER_KINDS)[number];
export const isWordKind = (name: string): name is WordKind =>
  Object.hasOwn(VOCABULARY, name) || OTHER_KINDS.some((kind) => kind === name);

export interface Word {
  readonly kind: WordKind;
  /** UTF-16 offsets in the text without spaces. */
  readonly start: number;
  readonly end: number;
  /** The value of a count, a number or a year. */
  readonly value?: number | undefined;
  readonly roundedTo?: number;
  /** 条, 个, 项 count many things, and a number without any unit too: they need the thing beside them. */
  readonly isLoose?: boolean;
}

/** Every way through the parts: a string, or one of several. */
function phrases(...parts: readonly (string | readonly string[])[]): string[] {
  return parts.reduce<string[]>(
    (starts, part) =>
      starts.flatMap((start) => (typeof part === 'string' ? [part] : part).map((next) => start + next)),
    [''],
  );
}
const maybe = (...words: readonly string[]): string[] => ['', ...words];
const words = (list: string): string[] => list.split(' ');

const STATE = maybe('政府');
const INFORMATION = maybe('政府信息', '信息');
const YEAR_END = maybe('度');

/** Words by kind; one that stands in several belongs to the first. */
export const VOCABULARY = {
  newlyReceived: words('新收到 新收 新接收'),
  received: words('收到 接收 接到'),
  accepted: words('受理 收办'),
  processed: words('办理 处理'),
  handled: words('办结 办理完毕 办理完成 办理完结 处理完毕 办毕'),
  answered: words('答复'),
  /** What is counted, in full. */
  application: [
    ...phrases(STATE, '信息公开', maybe('的'), '申请', maybe('事项', '案件', '件')),
    ...phrases(maybe('政府信息'), '依申请公开', INFORMATION, maybe('的'), maybe('申请', '事项', '申请事项', '申请件', '申请案件')),
    ...phrases('依申请', STATE, '信息公开', maybe('申请', '申请件', '申请事项')),
    ...phrases('公开', STATE, '信息', maybe('的'), '申请', maybe('事项', '件')),
    ...phrases('申请公开', STATE, '信息'),
    ...phrases('申请', maybe('事项', '案件', '件')),
  ],
  disclosure: [...phrases(STATE, '信息公开', maybe('工作', '方面', '类', '答复', '事项', '行为', '工作方面')), '依申请'],
  /** All who may apply, and what may stand between a verb and what is counted. */
  fill: [
    ...words('了 过 任何 提交 提出 各类 各种 各项 有效 书面 社会公众 群众 申请人 来自 社会各界'),
    ...phrases('公民', maybe('、'), '法人', ['和', '及', '或者', '或', '与', '以及', '、'], ['其他', '其它'], '组织', maybe('提出', '提交')),
  ],
  of: words('的'),
  total: words('共 共计 总计 合计 累计 一共 总共'),
  label: words('数量 数 总数 总量 件数 总件数'),
  be: words('为 是 有 达到 达 : 系 属 属于'),
  lastYear: phrases(['上', '上一', '上一个', '上个'], '年', YEAR_END).concat('去年', '去年度', '上年末', '上年底'),
  nextYear: phrases(['下', '下一', '下一个', '下个', '次', '明'], '年', YEAR_END),
  thisYear: words('本年度 本年 今年 当年 全年 年内 一年来'),
  carry: words('结转'),
  bringIn: words('转入 遗留 延续 顺延来 转来 未办结 结存'),
  onward: words('顺延 转 延至 跨年'),
  into: words('至 到 入 往 来 过来'),
  continue: words('继续'),
  review: words('复议 行政复议'),
  suit: words('诉讼 行政诉讼'),
  matter: words('案件 案 事项'),
  and: words('和 及 与 或 以及 或者'),
  pause: words('、'),
  comma: words(','),
  semicolon: words(';'),
  stop: words('。 ! ?'),
  open: words('( [ 【'),
  close: words(') ] 】'),
  none: words('无'),
  deny: words('未 没有 未有 尚未 尚无 没'),
  notDone: words('不 不予 拒绝 不再 待 正在 协助 指导 配合 督促'),
  among: words('其中'),
  include: words('含 内含 包含 包括 加上 加之 另加 连同 计入 涵盖'),
  neutral: words('均 已 都 全部 按时 按期 依法 依规'),
  own: phrases(['我', '本'], ['局', '委', '委员会', '厅', '院', '镇', '乡', '中心', '政府', '机关', '单位', '部门', '办', '办公室', '街道', '县', '区', '市', '省', '州', '旗']).concat('全市', '全区', '全县', '全省', '全镇', '全乡'),
  body: words('局 委 委员会 厅 院 镇 乡 中心 政府 管委会 办事处 办公室 支队 大队'),
  happen: words('发生 产生 出现 引发 涉及 被 因 由 关于 针对 而 涉'),
  cause: words('引起 提起 导致 提请'),
  situation: words('情况 等情况 等 等案件 等事项 情形 现象'),
  through: words('通过 以'),
  pretext: words('尚未办结 仍在办理 需 未到期 正在办理'),
  /** An organ that reviews cases counts those of others. */
  reviewer: words('复议机关 复议机构 审理 审结 代理'),
  channel: words('网上 网络 网站 信函 邮 邮寄 邮件 邮箱 当面 现场 线上 线下 窗口 渠道 传真 微信 平台 电子'),
  /** Parts of the whole, other times and other bodies. */
  part: [
    ...words('系统 上诉 申诉 以来 期间 往年 前年 历年 同期 同比 比 较 近两年 近二年 近三年 近四年 近五年 近十年 两年来 三年来 四年来 五年来'),
    ...words('季度 半年 月份 每 平均 月均 日均 年均 涉及商业 自然人 法人 企业 部分 个别 有的 多数 大多 部门 单位 乡镇 街道 镇街 县区 区县 科室 股室'),
    ...words('市直 区直 县直 省直 下属 所属 本级 转办 转交 移交 如果 如未 若 不含 不包括 不包含 除外 除去 提前 逾期 延期 超期 维持 纠正 胜诉 败诉 撤销 撤回'),
    ...words('一审 二审 再审 直接起诉 复议后 应诉 原告 第三人 咨询类 补正 受委托 截至目前'),
    ...phrases('各', ['学校', '地', '级', '县', '区', '镇', '乡', '部门', '单位', '科室', '街道', '乡镇']),
  ],
  /** What else is received, accepted and handled. */
  foreign: words('信访 来信 信件 来访 咨询 留言 热线 投诉 举报 工单 提案 议案 建议 许可 审批 登记 意见 证明 补贴 救助 问政 专利 商标 职称 低保 公租房 仲裁'),
} as const satisfies Record<string, readonly string[]>; // prettier-ignore

interface Node {
  readonly next: Map<number, Node>;
  kind?: keyof typeof VOCABULARY;
}
const ROOT: Node = { next: new Map() };
/** By UTF-16 unit: whether a known word or a number can begin with it. Most can't. */
const BEGINS = new Uint8Array(0x10000);
const isKind = (key: string): key is keyof typeof VOCABULARY => key in VOCABULARY;
for (const kind of Object.keys(VOCABULARY).filter(isKind))
  for (const word of VOCABULARY[kind]) {
    let node = ROOT;
    for (let at = 0; at < word.length; at++) {
      const unit = word.charCodeAt(at);
      const next: Node = node.next.get(unit) ?? { next: new Map() };
      node.next.set(unit, next);
      node = next;
    }
    node.kind ??= kind;
    BEGINS[word.charCodeAt(0)] = 1;
  }
for (const character of NUMERAL_CHARACTERS) BEGINS[character.charCodeAt(0)] = 1;

const UNITS = new Set(Array.from('件宗起例份'));
const LOOSE_UNITS = new Set(Array.from('条个项'));
/** 9件次, 9件以上: no plain count. */
const VAGUE = ['次', '以上', '以下', '左右', '余', '多', '/'];
/** Or of the text. */
const END_OF_CLAUSE = new Set(['', ...Array.from(',。;、!?()')]);

/** Far more than a reading takes, before its number and behind it together. */
const KEPT = 256;

/** Reads words as asked for, and keeps the last of them: all words of a text of numbers would fill the memory. */
export class NarrativeWords {
  private readonly kept: Word[] = [];
  private found = 0;
  /** Where what is not known begins, and where the next known word is looked for. */
  private unknown = 0;
  private next = 0;
  /** The word behind a word that is not known. */
  private waiting: Word | undefined;
  private readonly text: string;
  private readonly budget: ReadingBudget;

  /** `text`: narrowed, without spaces. */
  constructor(text: string, budget: ReadingBudget) {
    this.text = text;
    this.budget = budget;
    budget.spend(text.length);
  }

  at(index: number): Word | undefined {
    while (index >= this.found) {
      const word = this.read();
      if (!word) return undefined;
      this.kept[this.found % KEPT] = word;
      this.found++;
    }
    return index < 0 ? undefined : this.kept[index % KEPT];
  }

  private read(): Word | undefined {
    const { text, budget, waiting, unknown } = this;
    this.waiting = undefined;
    if (waiting) return waiting;
    while (this.next < text.length) {
      const at = this.next++;
      if (BEGINS[text.charCodeAt(at)] === 0) continue;
      const word = knownWordAt(text, at, budget) ?? numberWordAt(text, at, budget);
      if (!word) continue;
      this.unknown = this.next = word.end;
      if (unknown === at) return word;
      this.waiting = word;
      return { kind: 'other', start: unknown, end: at };
    }
    this.unknown = text.length;
    return unknown < text.length ? { kind: 'other', start: unknown, end: text.length } : undefined;
  }
}

function knownWordAt(text: string, start: number, budget: ReadingBudget): Word | undefined {
  let node = ROOT.next.get(text.charCodeAt(start));
  let known: Word | undefined;
  let at = start + 1;
  for (; node; at++) {
    if (node.kind) known = { kind: node.kind, start, end: at };
    node = node.next.get(text.charCodeAt(at));
  }
  budget.spend(at - start);
  return known;
}

function numberWordAt(text: string, start: number, budget: ReadingBudget): Word | undefined {
  const numeral = numeralAt(text, start);
  if (!numeral) return undefined;
  const { end, value, roundedTo } = numeral;
  budget.spend(end - start);
  const unit = text.charAt(end);
  // 申请数:9.
  if (END_OF_CLAUSE.has(unit)) return { kind: 'number', start, end, value, roundedTo, isLoose: true };
  if (unit === '年' && value !== undefined && value >= 2000 && value < 2100 && end - start === 4)
    return { kind: 'year', start, end: text.charAt(end + 1) === '度' ? end + 2 : end + 1, value };
  if (unit === '月' && value !== undefined && value <= 12) return monthAt(text, start, end, value);
  const isLoose = LOOSE_UNITS.has(unit);
  if ((isLoose || UNITS.has(unit)) && !isVague(text, end + 1))
    return { kind: 'count', start, end: end + 1, value, roundedTo, isLoose };
  return { kind: 'number', start, end, value: undefined };
}

const isVague = (text: string, at: number): boolean => VAGUE.some((word) => text.startsWith(word, at));

/** 1月1日, 至12月31日 and 截至12月底 bound the year; every other month or day is a part of it. */
function monthAt(text: string, start: number, end: number, month: number): Word {
  const day = numeralAt(text, end + 1);
  const isDate = day !== undefined && '日号'.includes(text.charAt(day.end)) && text.charAt(day.end) !== '';
  const isUpTo = start > 0 && '至到-—~–止'.includes(text.charAt(start - 1));
  const isWhole = isDate
    ? (month === 1 && day.value === 1) || (month === 12 && day.value === 31)
    : (month === 12 && (isUpTo || '底末'.includes(text.charAt(end + 1) || ' '))) ||
      (month === 1 && '至到-—~–'.includes(text.charAt(end + 1) || ' '));
  return { kind: isWhole ? 'date' : 'part', start, end: isDate ? day.end + 1 : end + 1 };
}
