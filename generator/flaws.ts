/** The flaws that are planted on purpose, each told in the result. */
import type { RuleId } from '../shared/domain/findings/finding.ts';
import type { Text } from '../shared/domain/basics/text.ts';
import { findSlipRule, tellSlip, type TextSlip } from './text-slips.ts';

export type FlawKind =
  | 'missing'
  | 'late'
  | 'returned'
  | 'returned-correction'
  | 'unbalanced-then-corrected'
  | 'corrected-after-acceptance'
  | 'carried-over-wrong'
  | 'explained-warning'
  | 'zero-unconfirmed'
  | 'zero-confirmed'
  | 'yuan-for-wan'
  | 'empty-narrative'
  | 'unknown-name'
  | 'copied-narrative'
  | 'copied-from-another'
  | 'wrong-text'
  | 'merged';

/** How a returned report is broken. */
export type Damage =
  'row' | 'column' | 'results' | 'dispute' | 'text-for-number' | 'misspelt-key' | 'truncated';
export const DAMAGES: readonly Damage[] = [
  'row',
  'column',
  'results',
  'dispute',
  'text-for-number',
  'misspelt-key',
  'truncated',
];

/** One flaw of one agency and year. At most one at a place. */
export interface PlannedFlaw {
  readonly kind: Exclude<FlawKind, 'merged'>;
  readonly agencyId: string;
  readonly year: number;
  /** `late`: days after the deadline. */
  readonly days?: number;
  /** `returned`, `returned-correction` and `unbalanced-then-corrected`: how; `row` unless stated. */
  readonly damage?: Damage;
  /** `copied-from-another`: the agency whose text of the year it is; one that files earlier. */
  readonly source?: string;
  /** `wrong-text`: how; the year before unless stated. */
  readonly slip?: TextSlip;
}

/** Agencies that report for the last time for the year before `year`, and the one that goes on with their cases. */
export interface PlannedMerger {
  readonly district: string;
  /** Slugs of profiles that the district has: `wlj`. */
  readonly predecessors: readonly string[];
  readonly successor: { readonly slug: string; readonly name: string };
  readonly year: number;
}

/** Rules that a broken report fails; no other. */
export const DAMAGE_RULES: Readonly<Record<Damage, readonly RuleId[]>> = {
  row: ['A1', 'A3'],
  column: ['A2'],
  results: ['A2', 'A3'],
  dispute: ['A4'],
  'text-for-number': ['S2'],
  'misspelt-key': ['S2'],
  truncated: ['S1'],
};

const DAMAGE_TEXTS: Readonly<Record<Damage, Text>> = {
  row: {
    zh: '「予以公开·自然人」多填 9 件,总计未改',
    en: 'granted to natural persons is stated 9 too high, its totals are not',
  },
  column: { zh: '结转下年度多填 1 件', en: 'one case too many is carried out' },
  results: { zh: '(七)总计一行留成 0', en: 'the row (7) Total is left at 0' },
  dispute: {
    zh: '行政复议总计比各项之和多 1',
    en: 'the total of reconsideration exceeds its parts by one',
  },
  'text-for-number': { zh: '一个数字写成了文字', en: 'a number is written as text' },
  'misspelt-key': { zh: '一个键名拼错', en: 'a key is misspelt' },
  truncated: { zh: '文件传到一半', en: 'the file is cut off half-way' },
};

/** What was planted, in one sentence. */
export function tellFlaw({
  kind,
  days = 0,
  damage = 'row',
  source = '',
  slip = 'year-before',
}: PlannedFlaw): Text {
  const how = DAMAGE_TEXTS[damage];
  switch (kind) {
    case 'missing':
      return { zh: '没有报送', en: 'nothing was filed' };
    case 'late':
      return { zh: `迟报 ${days} 天`, en: `filed ${days} days after the deadline` };
    case 'returned':
      return {
        zh: `被退回,一直没有更正:${how.zh}`,
        en: `returned and never corrected: ${how.en}`,
      };
    case 'returned-correction':
      return {
        zh: `接收之后的更正稿被退回,原稿仍然有效:${how.zh}`,
        en: `accepted; a later correction was returned and leaves it in force: ${how.en}`,
      };
    case 'unbalanced-then-corrected':
      return { zh: `先被退回(${how.zh}),期限内更正`, en: `first returned (${how.en}), corrected in time` };
    case 'corrected-after-acceptance':
      return {
        zh: `接收之后更正:重复计入的 ${DOUBLE_COUNTED} 件申请被减去`,
        en: `corrected after acceptance: ${DOUBLE_COUNTED} applications counted twice were taken out`,
      };
    case 'carried-over-wrong':
      return {
        zh: `上年结转(自然人)比上年的结转下年度多 ${CARRIED_TOO_MANY} 件`,
        en: `carried in (natural persons) exceeds last year's carried out by ${CARRIED_TOO_MANY}`,
      };
    case 'explained-warning':
      return {
        zh: `上年结转多 ${CARRIED_TOO_MANY} 件,已作说明`,
        en: `carried in exceeds last year's carried out by ${CARRIED_TOO_MANY}, and is explained`,
      };
    case 'zero-unconfirmed':
      return { zh: '零报告,没有确认', en: 'a report of zeros that is not confirmed' };
    case 'zero-confirmed':
      return { zh: '零报告,已确认', en: 'a confirmed report of zeros' };
    case 'yuan-for-wan':
      return {
        zh: '行政事业性收费以元填入(应为万元)',
        en: 'administrative fees are stated in yuan instead of 10 000 yuan',
      };
    case 'empty-narrative':
      return { zh: '存在的主要问题只写了“无”', en: 'the section on problems says only 无 (none)' };
    case 'unknown-name':
      return {
        zh: '机关名称与名录不同,也不是曾用名',
        en: 'the agency is called by a name that the roster does not know',
      };
    case 'copied-narrative':
      return {
        zh: '正文是上年的原文,只改了年份和数字',
        en: "the narrative is last year's, with other years and counts",
      };
    case 'copied-from-another':
      return {
        zh: `正文抄自 ${source},只改了机关名称和数字`,
        en: `the narrative is that of ${source}, with another name and other counts`,
      };
    case 'wrong-text':
      return tellSlip(slip);
  }
}

/**
 * Rules that the flawed year's reports fire, over all their versions; `[]` for facts that are no finding. Reports that
 * were received before a rule was in force are told of it, and not judged by it.
 */
export function listFlawRules({
  kind,
  damage = 'row',
  slip = 'year-before',
}: PlannedFlaw): readonly RuleId[] {
  switch (kind) {
    case 'late':
      return ['D1'];
    case 'returned':
    case 'returned-correction':
    case 'unbalanced-then-corrected':
      return DAMAGE_RULES[damage];
    case 'carried-over-wrong':
    case 'explained-warning':
      return ['Y1'];
    case 'zero-unconfirmed':
      return ['Q4'];
    case 'yuan-for-wan':
      return ['Q5'];
    case 'empty-narrative':
      return ['Q2'];
    case 'unknown-name':
      return ['Q6'];
    case 'copied-narrative':
    case 'copied-from-another':
      return ['Q3'];
    case 'wrong-text':
      return [findSlipRule(slip)];
    case 'missing':
    case 'corrected-after-acceptance':
    case 'zero-confirmed':
      return [];
  }
}

export const CARRIED_TOO_MANY = 2;
export const DOUBLE_COUNTED = 3;
