/** The words for what waits for an office and what comes next, the same on pages and in files. */
import type { Text } from '../basics/text.ts';
import type { DeskList, NextAct } from './desk.ts';
import type { RectificationOutcome } from './rectifications.ts';

export const DESK_LIST_WORDS: Readonly<Record<DeskList, Text>> = {
  'returned-by-office': { zh: '主管部门退回未更正', en: 'Returned by the office, not corrected' },
  'returned-by-checks': { zh: '核对退回未更正', en: 'Returned by the checks, not corrected' },
  'demanded-not-corrected': { zh: '要求更正未更正', en: 'Correction demanded, not made' },
  'explanations-to-confirm': { zh: '说明待确认', en: 'Explanations to confirm' },
  'newly-filed': { zh: '新报送待审核', en: 'Newly filed, to be confirmed' },
  overdue: { zh: '逾期未报', en: 'Overdue' },
  'promised-and-due': { zh: '承诺已到期', en: 'Promised and due' },
};

export const NEXT_ACT_WORDS: Readonly<Record<NextAct, Text>> = {
  remind: { zh: '催报', en: 'Remind' },
  wait: { zh: '等待到期', en: 'Wait for the day' },
  'answer-explanation': { zh: '答复说明', en: 'Answer the explanations' },
  confirm: { zh: '审核', en: 'Look through and confirm' },
};

export const RECTIFICATION_WORDS: Readonly<Record<RectificationOutcome, Text>> = {
  open: { zh: '未到期', en: 'Not due yet' },
  overdue: { zh: '逾期未更正', en: 'Not corrected' },
  'in-time': { zh: '按期更正', en: 'Corrected in time' },
  late: { zh: '逾期更正', en: 'Corrected late' },
  confirmed: { zh: '未更正\uff0c后审核通过', en: 'Confirmed without a correction' },
  withdrawn: { zh: '已撤销', en: 'Withdrawn' },
};
