/** Phrases that reports get wrong: what they write, what is right, and by which source. An operator loads more. */

import type { Text } from '../basics/text.ts';

export interface WrongPhrase {
  readonly wrong: string;
  readonly right: string;
  readonly source: Text;
}

const FORM: Text = { zh: '国办公开办函〔2021〕30号附件', en: 'the form of the annual report' };
const DECREE: Text = { zh: '《政府信息公开条例》', en: 'Decree 711' };
const DICTIONARY: Text = { zh: '《现代汉语词典》第7版', en: 'Contemporary Chinese Dictionary, 7th edition' };

/** As the plain text has them: without spaces, digits and marks narrow. */
export const WRONG_PHRASES: readonly WrongPhrase[] = [
  { wrong: '危机“三安全', right: '危及“三安全', source: FORM },
  { wrong: '危机"三安全', right: '危及“三安全', source: FORM },
  { wrong: '危机三安全', right: '危及“三安全', source: FORM },
  { wrong: '行政法复议', right: '行政复议', source: FORM },
  { wrong: '行政复义', right: '行政复议', source: FORM },
  { wrong: '行政诉颂', right: '行政诉讼', source: FORM },
  { wrong: '收到的处理政府信息', right: '收到和处理政府信息', source: FORM },
  { wrong: '投诉诉求类申请', right: '投诉类申请', source: FORM },
  { wrong: '勾籍关系', right: '勾稽关系', source: FORM },
  { wrong: '信息公开条列', right: '信息公开条例', source: DECREE },
  { wrong: '信息公公开', right: '信息公开', source: DECREE },
  { wrong: '截止目前', right: '截至目前', source: DICTIONARY },
  { wrong: '截止到目前', right: '截至目前', source: DICTIONARY },
  { wrong: '布署', right: '部署', source: DICTIONARY },
  { wrong: '既使', right: '即使', source: DICTIONARY },
];

/** Words that nobody writes twice in a row; 信息公开公开指南 and 人民政府政府信息 are right, and such words not here. */
export const NEVER_TWICE: readonly string[] = [
  '资金', '进行', '加强', '进一步', '及时', '我局', '本局', '我委', '我镇', '完善', '开展', '提高', 
  '按照', '根据', '认真', '积极', '不断', '持续', '以及', '并且', '对于', '由于', '为了', '应当', '已经', 
  '有关', '相关', '存在', '总体', '全年', '同时', '切实', '充分', '严格', '深入',
]; // prettier-ignore
