/** What the rules stand on. */
import type { Text } from '../basics/text.ts';

export const FORMAT: Text = { zh: '本系统报送格式', en: 'The submission format of this system' };
export const FORM: Text = {
  zh: '《政府信息公开工作年度报告格式》(国办公开办函〔2019〕60号、〔2021〕30号)',
  en: 'Annual-report format (国办公开办函〔2019〕60号, 〔2021〕30号)',
};
export const FORM_TABLE_2: Text = { zh: `${FORM.zh}第二部分`, en: `${FORM.en}, section II` };
export const FORM_TABLE_3: Text = { zh: `${FORM.zh}第三部分`, en: `${FORM.en}, section III` };
export const FORM_TABLE_4: Text = { zh: `${FORM.zh}第四部分`, en: `${FORM.en}, section IV` };
/** 逐级汇总. */
export const CONSOLIDATION: Text = {
  zh: '国办公开办函〔2021〕30号二(二)',
  en: '国办公开办函〔2021〕30号, II (2)',
};
export const ARTICLE_15: Text = {
  zh: '《政府信息公开条例》第十五条;《个人信息保护法》第二十八条',
  en: 'Decree 711, article 15; Personal Information Protection Law, article 28',
};
export const ARTICLE_50: Text = { zh: '《政府信息公开条例》第五十条', en: 'Decree 711, article 50' };
/** 总体情况, 存在的主要问题及改进情况; how a report is written. */
export const CONTENT: Text = {
  zh: '国办公开办函〔2021〕30号一(一)、一(五)、三',
  en: 'notice 30 of 2021 of the State Council’s General Office, I (1), I (5) and III',
};
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
