/**
 * Sections 一, 五 and 六 of a synthetic report, in sentences of our own: true to the report's figures, and of another
 * wording and other particulars every year and at every agency.
 */
import type { Figures } from '../shared/domain/form/figures.ts';
import type { Report } from '../shared/domain/form/report.ts';
import {
  readCell,
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

/** Sentences of what was done: occasion, work and outcome, drawn apart, so that hardly two texts share a passage. */
const OCCASIONS = [
  '年初部署工作时', '春节前后', '第一季度末', '清明假期之前', '主要领导调研基层时', '机构职责调整以后',
  '汛期值守期间', '接到群众来信之后', '半年小结会上', '网站改版期间', '暑期咨询增多时', '上级抽查通报以后',
  '邀请居民代表座谈时', '第三季度自查中', '办公楼搬迁前后', '国庆长假过后', '编制下年预算时', '年底清点台账时',
  '与兄弟单位交流之后', '新任信息员上岗时', '窗口延时服务试行中', '听取法律顾问意见以后', '举办开放日当天', '档案移交进馆之前',
] as const; // prettier-ignore
const WORKS = [
  '把办事指南逐项改写成问答', '对照权责清单核对公开目录', '清点了散在各科室的旧文件', '给每份文件注明公开属性和理由',
  '请保密员逐篇复看拟发稿件', '将补贴名单的身份证号码遮去中段', '把图片表格换成可以复制的文字', '为老年人录制了方言语音讲解',
  '在服务大厅摆放自助查询机', '向乡镇和社区寄送纸质公报', '约请申请人当面弄清所需内容', '汇编历年答复书供经办人参考',
  '把征求意见稿提前挂网听取看法', '逐条公布意见采纳与否的缘由', '检查外链并更换打不开的附件', '统一了文号、日期和落款的写法',
  '为热线接线员准备应答口径', '在集市和学校门口设点宣讲', '给会议纪要划分可公开的部分', '将重要决定的起草过程写成短文',
  '让业务骨干轮流到窗口值班', '为政策配上流程图和实例', '核对了双公示数据与案卷', '重新测试手机页面的显示效果',
] as const; // prettier-ignore
const OUTCOMES = [
  '读者来电询问明显少了', '过期内容当天就撤了下来', '经办人知道该找谁会签', '查一份文件不必再翻几个柜子',
  '错别字和漏项得到更正', '个人隐私没有再被误登', '数据可以直接下载核算', '行动不便的人也能听懂',
  '来访者自己就能找到答案', '没有网络的村屯同样看得到', '需要补正的来信随之减少', '类似问题有了一致的说法',
  '商户提出的修改建议被吸收', '反对意见也得到了回音', '页面跳转恢复正常', '检索时不再出现重复条目',
  '热线与网站口径保持一致', '赶集的农户当场领走了资料', '参会记录能够及时对外提供', '旁听者了解了来龙去脉',
  '答复前的会商缩短为半天', '同一事项不用反复解释', '两边台账从此对得上', '小屏幕上也能看清表格',
] as const; // prettier-ignore
/** What comes of a shortcoming, in the agency's own terms. */
const CAUSES = [
  '究其原因,是平时只重视完成数量而很少回头看效果', '问题出在岗位轮换太快,经验没有写下来', '归根到底,各环节之间缺一张人人认得的时间表',
  '检查中发现,旧系统不支持批量修改是主要的障碍', '据经办人反映,专门术语与百姓说法之间隔了一层', '座谈会上大家认为,考核办法偏重形式而轻内容',
  '比较邻近地区的做法,我们在人手配置上确有差距', '从来信看,读者想知道结果多于想知道过程', '调阅卷宗后看到,会签意见往往等到期限将至才给出',
  '回访得知,不少人根本不晓得有公开专栏', '法律顾问指出,说理部分过于简略', '年终评议时,代表们希望多些数据少些口号',
  '信息员自己坦言,遇到拿不准的材料宁可先放着', '培训测验表明,新进人员对例外情形尚不熟悉', '设备老旧造成扫描缓慢,归档跟不上形成的速度',
  '外包编辑不了解业务,稿件常需返工',
] as const; // prettier-ignore

const EPISODES = 5;

function tellEpisodes(random: Random): string {
  const [occasions, works, outcomes] = [OCCASIONS, WORKS, OUTCOMES].map((pool) =>
    draw(pool, EPISODES, random),
  );
  return Array.from(
    { length: EPISODES },
    (_, i) => `${occasions?.[i]},${works?.[i]},${outcomes?.[i]}。`,
  ).join('');
}

/** `count` of a pool, none twice. */
function draw(pool: readonly string[], count: number, random: Random): string[] {
  const left = [...pool];
  return Array.from({ length: count }, () => left.splice(random.int(0, left.length - 1), 1).join(''));
}

const INTRODUCTIONS = [
  (year: number, name: string) =>
    `本报告由${name}按照《中华人民共和国政府信息公开条例》编制,数据统计期限为${year}年1月1日至${year}年12月31日。`,
  (year: number, name: string) =>
    `依据《中华人民共和国政府信息公开条例》,${name}编制了${year}年度政府信息公开工作年度报告,所列数据起止时间为${year}年1月1日至12月31日。`,
  (year: number, name: string) =>
    `现公布${name}${year}年度政府信息公开工作年度报告。报告中的数据按${year}年1月1日至12月31日统计,可在政府网站信息公开专栏查阅。`,
] as const;
/** Where the report is read, and how its office is reached: what most reports say before section one. */
const READING = ['', '对本报告有疑问的,请与办公室联系。', '本报告的电子版可在政府网站下载。'] as const;

/** What stands before section 一. */
export const introduce = (year: number, name: string, random: Random): string =>
  random.pick(INTRODUCTIONS)(year, name) + random.pick(READING);

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
      tellEpisodes(random) +
      tellApplications(figures) +
      tellDisputes(figures),
    problems: `${name}的工作还有不足:${PROBLEMS[first]};${PROBLEMS[second]}。${draw(CAUSES, 2, random).join(';')}。${random.pick(REMEDIES)(random.int(2, 60))}。`,
    other: random.pick(OTHERS),
  };
}

function tellApplications({ cells }: Figures): string {
  const received = readCell(cells, RECEIVED + TOTAL);
  const carriedIn = readCell(cells, CARRIED_IN + TOTAL);
  if (received === 0 && carriedIn === 0) return '本年没有收到政府信息公开申请。';
  const before = carriedIn === 0 ? '' : `,上年结转${carriedIn}件`;
  return `新收政府信息公开申请${received}件${before};办结${readCell(cells, RESULTS_TOTAL + TOTAL)}件,结转下年度继续办理${readCell(cells, CARRIED_OUT + TOTAL)}件。`;
}

function tellDisputes({ cells }: Figures): string {
  const reconsidered = readCell(cells, RECONSIDERATION + DISPUTE_TOTAL);
  const sued =
    readCell(cells, LITIGATION_DIRECT + DISPUTE_TOTAL) + readCell(cells, LITIGATION_AFTER + DISPUTE_TOTAL);
  return reconsidered + sued === 0
    ? '没有因政府信息公开引起的复议和诉讼。'
    : `因政府信息公开引起行政复议${reconsidered}件,行政诉讼${sued}件。`;
}
