/** Chinese words of a region's further figures. */
import type { PathRelation, PathStage, PathStepKey } from '../../shared/domain/form/path-of-year.ts';

const stages: Record<PathStage, string> = {
  received: '收到',
  results: '办理结果',
  reconsideration: '行政复议',
  litigation: '行政诉讼',
  corrected: '结果纠正',
};
const steps: Record<PathStepKey, string> = {
  received: '本年新收',
  carriedIn: '上年结转',
  toHandle: '应办理',
  results: '办结',
  disclosed: '予以公开和部分公开',
  notDisclosed: '其他结果',
  carriedOut: '结转下年',
  reconsiderations: '行政复议',
  reconsiderationsEnded: '复议已审结',
  reconsiderationsCorrected: '复议纠正',
  direct: '未经复议直接起诉',
  afterReconsideration: '复议后起诉',
  lawsuits: '行政诉讼',
  lawsuitsEnded: '诉讼已审结',
  lawsuitsCorrected: '诉讼纠正',
  ended: '复议、诉讼已审结',
  corrected: '复议、诉讼纠正',
};
const relations: Record<PathRelation, string> = { share: '占', ratio: '相当于' };
const against: Record<PathRelation, (basis: string, count: string) => string> = {
  share: (basis, count) => `占${basis} ${count}`,
  ratio: (basis, count) => `相当于${basis} ${count}`,
};

export const figuresZhCn = {
  titleOf: (name: string, year: number) => `${name} ${year}年：更多图表`,
  step: (from: number, to: number | undefined) => (to === undefined ? `${from} % 以上` : `${from}–${to} %`),
  reasons: {
    title: (outcome: string) => `${outcome}，按年`,
    legend: '占当年全部理由：',
    trend: '占比走势',
    trendIn: (reason: string) => `${reason}：各年占比走势，数字在同一行`,
    share: (year: string) => `${year}占比`,
    quoted: (reason: string) => `「${reason}」`,
    most: (year: number, whole: string, outcome: string, reasons: string, share: string) =>
      `${year}年${outcome}共 ${whole} 件，最多的是${reasons} ${share}`,
    was: (year: number, share: string) => `；${year}年为 ${share}。`,
    few: (enough: string) => `（不足 ${enough} 件，不算占比）。`,
  },
  path: {
    title: (year: number) => `${year}年申请的去向`,
    unit: '件',
    says: (year: number, toHandle: string, received: string, carriedIn: string, results: string) =>
      `${year}年应办理 ${toHandle} 件（新收 ${received}，上年结转 ${carriedIn}），办结 ${results}；`,
    disputes: (reviews: string, lawsuits: string, corrected: string) =>
      `行政复议 ${reviews} 件、行政诉讼 ${lawsuits} 件，已审结的当中结果纠正 ${corrected}。复议、诉讼按当年计，可能针对以前年度的答复，因此与办结数只作对照，不是其中的一部分。`,
    noneEnded: (reviews: string, lawsuits: string) =>
      `行政复议 ${reviews} 件、行政诉讼 ${lawsuits} 件，没有已审结的。`,
    stages,
    steps,
    relations,
    against,
    columns: {
      stage: '阶段',
      step: '步骤',
      cases: '件数',
      relation: '与基数的关系',
      basis: '基数',
      basisCases: '基数件数',
      rate: '比率',
    },
  },
};
