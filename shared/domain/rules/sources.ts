/** What the rules stand on. */
import type { Text } from '../basics/text.ts';

export const FORMAT: Text = { zh: '本系统报送格式', en: 'The submission format of this system' };

const NOTICE_60: Text = {
  zh: '国办公开办函〔2019〕60号',
  en: 'notice 60 of 2019 of the State Council’s General Office',
};
const NOTICE_30: Text = {
  zh: '国办公开办函〔2021〕30号',
  en: 'notice 30 of 2021 of the State Council’s General Office',
};
export const FORM: Text = {
  zh: `《政府信息公开工作年度报告格式》(${NOTICE_60.zh}、〔2021〕30号)`,
  en: 'Annual-report format (notices 60 of 2019 and 30 of 2021 of the State Council’s General Office)',
};
export const FORM_TABLE_2: Text = { zh: `${FORM.zh}第二部分`, en: `${FORM.en}, section II` };
export const FORM_TABLE_3: Text = { zh: `${FORM.zh}第三部分`, en: `${FORM.en}, section III` };
export const FORM_TABLE_4: Text = { zh: `${FORM.zh}第四部分`, en: `${FORM.en}, section IV` };
/** The one equation that the form prints. */
export const PRINTED_EQUATION: Text = {
  zh: `${FORM_TABLE_3.zh}表头勾稽关系`,
  en: `${FORM_TABLE_3.en}, the equation printed in the table's head`,
};
/** What a total is follows from its table: the form prints no equation of it. */
const followsFrom = (table: Text): Text => ({
  zh: `${table.zh},由表格本身的加法得出,表上没有印`,
  en: `${table.en}: arithmetic of its table, which the form does not print`,
});
export const ARITHMETIC_OF_TABLE_3: Text = followsFrom(FORM_TABLE_3);
export const ARITHMETIC_OF_TABLE_4: Text = followsFrom(FORM_TABLE_4);
/** No document demands it; who reports goes by it, too. */
const inferFrom = (table: Text): Text => ({
  zh: `本项目由${table.zh}推断,文件没有规定;各地也这样衔接,如常州市 2023 年度报告以“清理”说明现行有效件数与上年不衔接`,
  en: `This project’s inference; no document demands it. Others go by it, too: Changzhou’s report for 2023 explains a break in the documents in force by a clean-up. ${table.en}`,
});
export const INFERENCE_FROM_TABLE_2: Text = inferFrom(FORM_TABLE_2);
export const INFERENCE_FROM_TABLE_3: Text = inferFrom(FORM_TABLE_3);

/** 总体情况, 存在的主要问题及改进情况; how a report is written. */
export const CONTENT: Text = {
  zh: `${NOTICE_30.zh}一(一)、一(五)、三`,
  en: `${NOTICE_30.en}, I (1), I (5) and III`,
};
/** 逐级汇总. */
export const CONSOLIDATION: Text = { zh: `${NOTICE_30.zh}二(二)`, en: `${NOTICE_30.en}, II (2)` };
/** For report year 2019 agencies could keep to the shape of earlier years. */
export const OTHER_SHAPE_OF_2019: Text = { zh: `${NOTICE_60.zh}二`, en: `${NOTICE_60.en}, II` };
export const ARTICLE_15: Text = {
  zh: '《政府信息公开条例》第十五条;《个人信息保护法》第二十八条',
  en: 'Decree 711, article 15; Personal Information Protection Law, article 28',
};
export const ARTICLE_50: Text = { zh: '《政府信息公开条例》第五十条', en: 'Decree 711, article 50' };
/** What section one tells, and how long it may be. */
export const NOTICE_OVERVIEW: Text = {
  zh: '国办公开办函〔2021〕30号一(一)',
  en: '国办公开办函〔2021〕30号, I (1)',
};
/** Section six states the processing fee. */
export const NOTICE_FEES: Text = {
  zh: '国办公开办函〔2021〕30号一(六)',
  en: '国办公开办函〔2021〕30号, I (6)',
};
export const FEE_DECREE: Text = {
  zh: '《政府信息公开信息处理费管理办法》(国办函〔2020〕109号)',
  en: 'The decree on the processing fee (国办函〔2020〕109号)',
};
