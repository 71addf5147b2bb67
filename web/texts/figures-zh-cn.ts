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
  cut: (shown: string, all: string) => `数据表只列前 ${shown} 行，文件中有全部 ${all} 行。`,
  tied: (count: string, value: string) => `并列的 ${count} 个 ${value}`,
  dataset: '数据来源',
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
  movers: {
    title: (before: number | null, year: number) =>
      before === null ? '收到申请的增减' : `收到申请：${before}年到${year}年，增减来自哪里`,
    total: (year: number) => `${year}年合计`,
    rest: (count: string) => `其余 ${count} 个`,
    columns: {
      name: '地区、机关',
      kind: '类别',
      id: '代码、标识',
      cases: (year: number) => `${year}年收到`,
      change: '增减',
      bar: '逐项累计',
    },
    says: (years: readonly [number, number], counts: readonly [string, string], change: string) =>
      `${years[0]}年收到 ${counts[0]} 件，${years[1]}年 ${counts[1]} 件（${change}）`,
    most: {
      more: (names: string) => `增加最多的是${names}`,
      fewer: (names: string) => `减少最多的是${names}`,
    },
    mover: (name: string, change: string, note?: string) =>
      `${name} ${change}${note === undefined ? '' : `（${note}）`}`,
    /** Said of a region or an agency that was not yet there, or no more. */
    none: (year: number) => `${year}年无此下级`,
    separator: '；',
    reports: (year: number, accepted: string, expected: string) =>
      `${year}年已接收 ${accepted} / ${expected}，没有报告的不计。`,
    notCompared: (before: number | null, year: number) =>
      before === null
        ? '没有更早的年度可比。'
        : `${before}年和${year}年不能逐项相比：有一年还没有数字，或数字属于其他区划。`,
  },
  concentration: {
    title: (are: 'agencies' | 'children'): string =>
      are === 'agencies' ? '申请集中在多少机关' : '申请集中在多少下级地区和机关',
    columns: {
      name: '名称',
      id: '代码、标识',
      received: (year: number) => `${year}年收到`,
      sum: '累计',
      share: '累计占比',
    },
    who: {
      agencies: (count: string) => `${count} 个机关`,
      children: (count: string) => `${count} 个下级地区和机关`,
    },
    says: (year: number, members: string, total: string) => `${year}年报告的 ${members}共收到 ${total} 件，`,
    half: (half: string, share: string) => `其中最多的 ${half} 个就占 ${share}。`,
    halfCounted: (half: string, cases: string) => `其中最多的 ${half} 个收到 ${cases} 件。`,
    few: (cases: string, members: string) => `不足 ${cases} 件或不足 ${members} 个，不算占比，不画曲线。`,
    none: (year: number, members: string) => `${year}年报告的 ${members}没有收到申请。`,
    silent: (members: string) => `另有 ${members}没有有效报告，不在其中。`,
    picture: '洛伦兹曲线：从收到最少的开始，机关累计占比与申请累计占比；越偏离对角线越集中。数字在数据表里',
    axes: { members: '机关累计占比（从少到多）', count: '申请累计占比' },
  },
  workload: {
    title: '工作量与复议纠错率',
    unit: '每点一个地区或机关',
    columns: {
      name: '名称',
      id: '代码、标识',
      toHandle: '应办理',
      ended: '复议已审结',
      corrected: '复议纠正',
      rate: '复议纠错率',
    },
    highest: (year: number, names: string) => `${year}年行政复议纠错率最高的是${names}。`,
    noRates: (year: number) => `${year}年没有可比的复议纠错率。`,
    few: (count: string, enough: string) =>
      `${count} 个的复议已审结不足 ${enough} 件，不算比率，画成线下的空心圆。`,
    value: (name: string, value: string) => `${name} ${value}`,
    point: (name: string, toHandle: string, rate: string) => `${name}：应办理 ${toHandle}，纠正 ${rate}`,
    picture: '散点图：横轴为应办理件数（每一格为十倍），纵轴为复议纠错率。数字在数据表里',
    axes: { toHandle: '应办理（件，每格十倍）', rate: '复议纠错率', few: '件数少' },
  },
  children: {
    title: (measure: string) => `${measure}：下级各年`,
    percent: '%',
    points: '百分点',
    columns: {
      name: '地区、机关',
      kind: '类别',
      id: '代码、标识',
      trend: '走势',
      part: (year: number) => `${year}年分子`,
      whole: (year: number) => `${year}年分母`,
      change: (before: number, year: number) => `${before}→${year} 增减`,
      noChange: '增减',
    },
    trendIn: (name: string) => `${name}：各年走势，数字在同一行`,
    value: (name: string, value: string) => `${name} ${value}`,
    highest: (year: number, measure: string, names: string, told: string, all: string) =>
      `${year}年${measure}最高的是${names}；${all} 个下级中 ${told} 个可比。`,
    nothing: (year: number, measure: string) => `${year}年没有可比的${measure}。`,
  },
  choice: { label: '选择对比的年度和下级的指标', before: '对比年度', measure: '下级按什么比', show: '显示' },
  litigation: {
    title: '复议、直接起诉和复议后起诉，按年',
    unit: '件',
    kinds: {
      reconsideration: '行政复议',
      direct: '未经复议直接起诉',
      afterReconsideration: '复议后起诉',
    },
    short: { reconsideration: '复议', direct: '直接起诉', afterReconsideration: '复议后起诉' },
    says: (year: number, direct: string, after: string) =>
      `${year}年未经复议直接起诉 ${direct} 件，复议后起诉 ${after} 件`,
    was: (direct: string, after: string) => `；上年分别为 ${direct} 件和 ${after} 件。`,
    picture: '折线图：行政复议、未经复议直接起诉、复议后起诉的各年件数，竖虚线处口径有变。数字在数据表里',
  },
  tiles: {
    title: (measure: string, year: number) => `${year}年${measure}：下级地区一览`,
    columns: { name: '地区', code: '区划代码', step: '档次' },
    order: '方格按区划代码排列，不是地图。',
    says: (all: string, told: string, low: string, high: string) =>
      `下级地区 ${all} 个，${told} 个可比，从 ${low} 到 ${high}，各档地区数大致相同。`,
    nothing: (all: string) => `下级地区 ${all} 个；没有可比的数字。`,
    range: (from: string, to: string) => `${from}–${to}`,
    unknown: '没有数字或件数少',
    map: {
      picture: '地图：各下级地区按档次着色，名称和数字也在数据表里',
      approval: (number: string) => `审图号：${number}`,
      without: '图上没有轮廓的地区：',
      layouts: { tiles: '看方格', outlines: '看地图' },
      value: (name: string, value: string) => `${name}：${value}`,
      marked: (name: string, dataset: string) => `${name}（${dataset}）`,
    },
  },
  population: {
    title: (year: number) => `${year}年每万人收到的申请`,
    unit: '件每万人',
    columns: {
      name: '地区',
      code: '区划代码',
      received: '收到申请',
      accepted: '已接收',
      expected: '应报送',
      inhabitants: '人口',
      rate: '每万人',
      bar: '比较',
      source: '人口来源',
    },
    value: (name: string, value: string) => `${name} ${value}`,
    whole: (year: number, rate: string) => `${year}年每万人收到 ${rate} 件申请`,
    highest: (names: string) => `下级地区中最高的是${names}`,
    nothing: (year: number) => `${year}年没有可比的数字。`,
    separator: '；',
    rule: '人口由管理员导入，取同一年度；不足 30 件的不算。',
  },
};
