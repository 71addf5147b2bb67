/**
 * Sections 一, 五 and 六 of a synthetic report, in sentences of our own: true to the report's figures, and of another
 * wording and other particulars every year and at every agency.
 */
import type { Figures } from '../shared/domain/figures.ts';
import type { Report } from '../shared/domain/report.ts';
import {
  cellOf,
  CARRIED_IN,
  CARRIED_OUT,
  DISPUTE_TOTAL,
  LITIGATION_AFTER,
  LITIGATION_DIRECT,
  RECEIVED,
  RECONSIDERATION,
  RESULTS_TOTAL,
  TOTAL,
} from './cells.ts';
import type { Random } from './random.ts';

const OPENINGS = [
  (year: number, name: string, topic: string) => `${year}年,${name}把${topic}信息作为公开重点,由办公室统一审核发布。`,
  (year: number, name: string, topic: string) => `${name}在${year}年重新梳理了${topic}方面的公开事项,明确了各股室的责任。`,
  (year: number, name: string, topic: string) => `本报告反映${name}${year}年的情况。群众最关心的仍是${topic},公开工作也由此展开。`,
  (year: number, name: string, topic: string) => `一年来,${name}按月检查${topic}栏目,及时补充、更正和下架信息(${year}年)。`,
  (year: number, name: string, topic: string) => `${year}年度,${name}由一名副职分管信息公开,${topic}等信息做到随产生、随审查、随公开。`,
] as const; // prettier-ignore

const PUBLISHED = [
  (n: number, m: number) => `全年在网站发布信息${n}条,政务新媒体发布${m}条。`,
  (n: number, m: number) => `网站全年更新${n}次,公开栏和村(社区)公示点张贴${m}次。`,
  (n: number, m: number) => `主动公开各类信息${n}条,并制作图解、问答等解读材料${m}份。`,
  (n: number, m: number) => `通过政府网站公开信息${n}条,回应网民留言${m}条。`,
] as const;

const PROBLEMS = [
  '信息发布集中在年底,平时更新不够均匀',
  '个别股室对哪些信息应当公开把握不准',
  '政策解读以文字为主,形式偏少',
  '答复书的文字还不够规范,引用条款时有疏漏',
  '工作人员兼职较多,岗位变动后交接不够细致',
  '公开目录多年未作大的调整,查找不够方便',
  '征求意见的时间偏短,反馈情况公布得不够及时',
  '与申请人事前沟通不足,补正次数偏多',
  '历史文件电子化程度不高,检索耗时较长',
  '移动端页面显示不全,老年人使用不便',
  '部分数据以图片形式发布,不便于再利用',
  '第三方意见征询的流程还不够熟练',
  '保密审查留痕不够完整',
  '基层公示点更新依赖人工,偶有滞后',
  '热点问题回应还停留在转载,缺少本地情况',
  '申请渠道较为单一,网上提交系统使用率低',
] as const;

const REMEDIES = [
  (n: number) => `下一步将每季度通报一次发布情况,全年已组织业务培训${n}场`,
  (n: number) => `已整理常见答复样式${n}种,供各股室对照使用`,
  (n: number) => `计划把公开事项清单细化到${n}个岗位,逐一明确时限`,
  (n: number) => `今后发布前由两人核对,当年已纠正差错${n}处`,
  (n: number) => `将增设专人负责,并与法制机构会商疑难事项,当年会商${n}次`,
  (n: number) => `已清理失效信息${n}条,其余将在明年上半年完成`,
] as const;

const OTHERS = [
  '没有其他需要报告的事项。',
  '本年度没有收取信息处理费。',
  '本报告的统计期限为当年1月1日至12月31日。',
  '',
] as const;

/** `topic`: what the agency's texts speak of. */
export function narrate(
  year: number,
  name: string,
  topic: string,
  figures: Figures,
  random: Random,
): Report['narrative'] {
  const first = random.int(0, PROBLEMS.length - 1);
  const second = (first + random.int(1, PROBLEMS.length - 1)) % PROBLEMS.length;
  return {
    overview:
      random.pick(OPENINGS)(year, name, topic) +
      random.pick(PUBLISHED)(random.int(40, 1900), random.int(3, 190)) +
      tellApplications(figures) +
      tellDisputes(figures),
    problems: `${name}的工作还有不足:${PROBLEMS[first]};${PROBLEMS[second]}。${random.pick(REMEDIES)(random.int(2, 60))}。`,
    other: random.pick(OTHERS),
  };
}

function tellApplications({ cells }: Figures): string {
  const received = cellOf(cells, RECEIVED + TOTAL);
  const carriedIn = cellOf(cells, CARRIED_IN + TOTAL);
  if (received === 0 && carriedIn === 0) return '本年没有收到政府信息公开申请。';
  const before = carriedIn === 0 ? '' : `,上年结转${carriedIn}件`;
  return `新收政府信息公开申请${received}件${before};办结${cellOf(cells, RESULTS_TOTAL + TOTAL)}件,结转下年度继续办理${cellOf(cells, CARRIED_OUT + TOTAL)}件。`;
}

function tellDisputes({ cells }: Figures): string {
  const reconsidered = cellOf(cells, RECONSIDERATION + DISPUTE_TOTAL);
  const sued =
    cellOf(cells, LITIGATION_DIRECT + DISPUTE_TOTAL) + cellOf(cells, LITIGATION_AFTER + DISPUTE_TOTAL);
  return reconsidered + sued === 0
    ? '没有因政府信息公开引起的复议和诉讼。'
    : `因政府信息公开引起行政复议${reconsidered}件,行政诉讼${sued}件。`;
}
