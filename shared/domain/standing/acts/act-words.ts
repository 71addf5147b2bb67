/** The words for what an office does, and for why it can't be done. */
import type { Text } from '../../basics/text.ts';
import type { ActKind } from './act.ts';
import { MAX_ACTS, MAX_PATHS, MAX_REASON, type ActRefusal } from './check-act.ts';

export const ACT_WORDS: Readonly<Record<ActKind, Text>> = {
  return: { zh: '退回', en: 'return' },
  demand: { zh: '要求更正', en: 'demand a correction' },
  confirm: { zh: '审核通过', en: 'confirm' },
  'answer-explanation': { zh: '答复说明', en: 'answer the explanations' },
  note: { zh: '记录', en: 'note' },
  remind: { zh: '催报', en: 'remind' },
  extend: { zh: '延期', en: 'extend the deadline' },
  withhold: { zh: '遮蔽文字', en: 'withhold the texts' },
  withdraw: { zh: '撤销', en: 'withdraw' },
};

/** Each with what to do. */
export const REFUSAL_WORDS: Readonly<Record<ActRefusal, Text>> = {
  'unknown-agency-year': {
    zh: '这个机关没有这一年度',
    en: 'the agency has no such year: look whether id and year are right',
  },
  'unknown-submission': {
    zh: '这一年度没有这次报送',
    en: 'the year has no such submission: see its history for those that there are',
  },
  'returned-by-checks': {
    zh: '这次报送已由系统核对退回,没有计入,无需处理',
    en: 'the checks returned this submission, and it counts nowhere: there is nothing to be done',
  },
  'not-in-force': {
    zh: '这次报送不是现行版本,请对现行版本处理',
    en: 'this submission is not the one in force: act on that one',
  },
  'no-explanations': { zh: '这次报送没有说明', en: 'this submission explains nothing' },
  'unknown-act': {
    zh: '没有这项处理,或它本身就是撤销',
    en: 'there is no such act, or it is a withdrawal itself: do anew what was withdrawn',
  },
  'not-withdrawn-here': {
    zh: '催报邮件已发出,不能撤销;延期请在延期处撤销',
    en: 'a mail that went out can’t be taken back; an extension is withdrawn where extensions are made',
  },
  'withdrawn-before': { zh: '这项处理已撤销', en: 'the act is withdrawn already' },
  'reason-missing': { zh: '请写明理由', en: 'say why' },
  'reason-too-long': {
    zh: `理由请不超过 ${MAX_REASON} 字`,
    en: `the reason must not be longer than ${MAX_REASON} characters`,
  },
  'reason-private': {
    zh: '理由会公开显示,请去掉其中的个人号码(手机、身份证等)',
    en: 'everybody reads the reason: take out the number of a person (telephone, identity card)',
  },
  'day-past': { zh: '期限已过,请另定', en: 'the day is over: set a later one' },
  'day-too-far': { zh: '期限超过一年,请另定', en: 'the day is more than a year ahead: set an earlier one' },
  'unknown-place': {
    zh: '报告中没有这个位置',
    en: 'a report has no such place: name it as findings do, such as /applications/results/total',
  },
  'too-many-places': {
    zh: `位置请不超过 ${MAX_PATHS} 处`,
    en: `name at most ${MAX_PATHS} places, or what holds them`,
  },
  'too-many-acts': {
    zh: `这一年度的处理已有 ${MAX_ACTS} 项,不能再加`,
    en: `there are ${MAX_ACTS} acts about this year already`,
  },
  'id-taken': { zh: '这个编号已用于另一项处理', en: 'another act has this id' },
  'changed-meanwhile': {
    zh: '这一年度的情况在此期间有了变化,请重新核对再办理',
    en: 'the year has changed meanwhile: look at it anew before acting',
  },
};
