/** Chinese words of a region's agencies by function. */
import type { ReasonedOutcome } from '../../shared/domain/form/breakdowns.ts';

const reasonsOf: Record<ReasonedOutcome, string> = {
  refused: '不予公开的理由',
  unavailable: '无法提供的原因',
  declined: '不予处理的原因',
};

export const departmentsZhCn = {
  titleOf: (name: string) => `${name}：各部门比较`,
  says: '按机关的职能（住建、公安、教育等）把本地区及下级各地区的同类机关合在一起，可与另一年度并排。',
  measure: '比什么',
  year: '年度',
  before: '对比年度',
  noOther: '不对比',
  show: '显示',
  functions: '各部门',
  agenciesOf: (work: string) => `${work}：各机关`,
  regionsOf: (work: string) => `${work}：各地区`,
  ownOf: (name: string) => `${name}（本级）`,
  open: (work: string) => `${work}：展开各机关`,
  close: '收起',
  columns: {
    work: '职能',
    workId: '职能标识',
    english: '英文名称',
    agencies: '机关数',
    agency: '机关',
    district: '地区',
    code: '区划代码',
    results: (years: string) => `${years}办结`,
    part: (years: string) => `${years}分子`,
    whole: (years: string) => `${years}分母`,
    low: (years: string) => `${years} 95 % 区间下限`,
    high: (years: string) => `${years} 95 % 区间上限`,
    change: '变化',
    points: '变化（百分点）',
    cases: '变化（件）',
    rank: '位次',
    sharedBy: '并列个数',
    reason: (reason: string, years: string) => `${years}：${reason}`,
    dataset: '数据来源',
  },
  valueIn: (measure: string, years: string) => `${years}${measure}`,
  yearsFrom: (from: number, to: number) => (from === to ? `${to}年` : `${from}至${to}年`),
  agenciesIn: (n: string) => `${n} 个机关`,
  fromTo: (from: string, to: string) => `${from} → ${to}`,
  reasons: reasonsOf,
  reasonsTitle: (outcome: string, whose: string) => `${outcome}：${whose}`,
  allOfThem: '全部机关',
  reasonColumns: {
    number: '序号',
    reason: '理由',
    cases: (years: string) => `${years}件数`,
    share: (years: string) => `${years}占比`,
  },
  bars: (whose: string, told: string) => `${whose}：${told}`,
  barsIn: (years: string, told: string) => `${years} ${told}`,
  noReasons: '没有',
  legend: (outcome: string, isCompared: boolean) =>
    `小图：${outcome}，从左到右依次为表下所列各项；${isCompared ? '每项左边浅色的是对比年度，右边深色的是所选年度，' : ''}高低按本行最多的一项。`,
  sort: (column: string) => `按${column}排序`,
  highest: (years: string, measure: string, names: string) => `${years}${measure}最高的是${names}`,
  manyHighest: (n: string) => `并列的 ${n} 项职能`,
  value: (name: string, value: string) => `${name} ${value}`,
  mostGiven: (name: string, years: string, outcome: string, reasons: string) =>
    `${name}${years}${outcome}中最多的是${reasons}`,
  reasonWith: (reason: string, counts: string) => `「${reason}」${counts}`,
  nothing: (years: string) => `${years}没有可比的数字。`,
  end: '。',
  separator: '；',
  betweenSentences: '；',
  rule: (cases: string, agencies: string) =>
    `各职能的数字，是本地区和下级各地区应报送机关有效报告之和；职能见机关名录，名录未写的按机关名称判断。其中存疑的数字在这里不加标记，见地区和机关的页面。比率不足 ${cases} 件的（报送率：不足 ${agencies} 个机构的；三年合并时一个机构只算一个，以机构最多的一年为准）不排位次、不着色，只列件数；可三年合并再看。比率带 95 % 区间（威尔逊法）。原数不足 ${cases} 件的，变化只说件数，不说百分比。`,
  tooWide: (name: string, most: string) =>
    `${name}以下的地区超过 ${most} 个，不在一页中合并。请选一个下级地区：`,
  waiting: (name: string, next: string) =>
    `${name}的各部门数字每夜汇总一次，现在还没有：下一次从 ${next}（北京时间）开始。现在可以看下级地区：`,
  sums: (day: string) =>
    `本页是每夜汇总的数字，最近一次自 ${day} 夜汇总；此后的报送和更正，次夜计入。展开职能，看下级各地区。`,
  missing: (names: string) => `尚未汇总、没有计入的地区：${names}。`,
  unlike: {
    overlap: '两段合并的年度有重合，不算变化：请选更早的对比年度，或只看一年。',
    unequal: '两段合并的年数不同，件数不算变化。',
  },
  none: '所选年度没有应报送的机关。',
};
