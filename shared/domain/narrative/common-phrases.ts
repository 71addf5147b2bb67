/**
 * What every such report says in the same words: left out where a text is compared with last year's. A province's list is
 * made of its own reports (`find-common-phrases.ts`); this one serves where there is none.
 */
export const COMMON_PHRASES_EDITION = '2026-11';

export const COMMON_PHRASES: readonly string[] = [
  '中华人民共和国政府信息公开条例',
  '政府信息公开工作年度报告',
  '国务院办公厅政府信息与政务公开办公室',
  '以公开为常态不公开为例外',
  '决策执行管理服务结果公开',
  '主动公开政府信息',
  '依申请公开政府信息',
  '政府信息公开申请',
  '政府信息公开平台建设',
  '政府信息公开指南和目录',
  '公民法人和其他组织',
  '自然人法人或者其他组织',
  '保障人民群众的知情权参与权表达权监督权',
  '因政府信息公开引起的行政复议行政诉讼',
  '存在的主要问题及改进情况',
  '其他需要报告的事项',
];
