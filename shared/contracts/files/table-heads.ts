/** What offices write above the columns of their tables, and for the kinds of agencies. */
import { AGENCY_KINDS, type AgencyKind } from '../../domain/basics/calendar.ts';
import { foldName } from '../../domain/basics/same-name.ts';

/** A head may stand for several columns; a file has one of them. */
const CHINESE_HEADS: Readonly<Record<string, readonly string[]>> = {
  id: ['机构标识', '机关标识', '单位标识', '标识', '机关编号', '机构编号', '单位编号', '编号', '机关编码', '机构编码', '单位编码', '编码', '机关代码', '机构代码', '单位代码'], // prettier-ignore
  code: ['区划代码', '行政区划代码', '地区代码', '区划编码', '区划', '代码'],
  name: ['名称', '机关名称', '机构名称', '单位名称', '单位', '机关', '全称', '区划名称', '行政区划名称', '地区名称', '姓名'], // prettier-ignore
  district: ['区划', '所属区划', '所在区划', '行政区划', '区划代码', '行政区划代码', '所属区划代码', '地区', '所属地区', '地区代码'], // prettier-ignore
  role: ['角色', '身份', '权限', '职责'],
  region: ['主管区划', '区划', '区划代码', '行政区划代码', '主管地区'],
  agency: ['机构标识', '机关标识', '单位标识', '所属机关标识'],
  kind: ['类别', '类型', '种类', '机关类别', '机关类型', '机构类别', '机构类型', '单位类别', '单位类型', '单位性质'], // prettier-ignore
  from: [
    '起始年度',
    '起始年份',
    '开始年度',
    '开始年份',
    '起始年',
    '启用年度',
    '设立年度',
    '自',
    '起始日期',
    '开始日期',
  ],
  to: [
    '终止年度',
    '终止年份',
    '截止年度',
    '截止年份',
    '结束年度',
    '结束年份',
    '终止年',
    '撤销年度',
    '至',
    '终止日期',
    '结束日期',
  ],
  aliases: ['别名', '曾用名', '曾用名称', '其他名称', '简称', '曾用名/别名', '别名/曾用名'],
  predecessors: ['前身', '前身标识', '前身编号', '前身机关', '前身机构', '合并自'],
  mail: ['邮箱', '电子邮箱', '邮件', '电子邮件', '邮箱地址', '邮件地址', '联系邮箱', '工作邮箱'],
  phone: ['电话', '联系电话', '办公电话', '工作电话', '电话号码', '咨询电话', '固定电话', '座机', '手机'], // prettier-ignore
  reminders: ['催报', '邮件催报', '是否催报', '是否邮件催报', '提醒', '是否提醒'],
  dataset: ['数据来源', '数据集'],
  function: ['职能', '职能类别', '部门职能', '所属系统', '条线'],
  pinyin: ['拼音', '汉语拼音', '名称拼音', '罗马字母拼写'],
  english: ['英文名称', '英文名', '英文'],
  title: ['标题', '事项名称', '文件名称', '场所名称'],
  url: ['网址', '链接', '链接地址', '网页地址'],
  updated: ['更新日期', '最近更新', '更新时间'],
  address: ['地址', '办公地址', '详细地址'],
  hours: ['开放时间', '办公时间', '工作时间', '时间'],
  inhabitants: ['人口', '常住人口', '人数', '年末常住人口'],
  text: ['说明', '内容', '注释'],
  englishSource: ['英文依据', '依据英文'],
  concerns: ['适用图表', '有关图表', '适用范围'],
  patterns: ['名称用字', '名称关键词', '关键词', '识别字', '名称含'],
  indicator: ['指标', '考核指标', '指标名称', '考核内容'],
  measure: ['事实', '考核事实', '计什么'],
  deduction: ['扣分', '每次扣分', '扣分值'],
  group: ['考核项目', '项目'],
  cap: ['项目分值', '项目上限'],
  per: ['每'],
  limit: ['最多扣', '最多扣分', '分值', '扣分上限'],
  within: ['以内不扣', '不扣范围'],
  year: ['年度', '报告年度', '年份', '报告年份'],
  scope: ['范围', '适用范围', '对象', '适用对象'],
  until: ['截止日期', '延至', '延期至', '延期截止日期', '期限', '截止日', '日期', '时限'],
  type: ['期限类别', '期限类型', '时限类别', '时限类型', '事项'],
  wrong: ['错误写法', '错误用语', '错误表述', '错词'],
  right: ['正确写法', '正确用语', '正确表述', '正词'],
  source: ['依据', '来源', '出处'],
  reason: ['原因', '理由', '延期原因', '依据', '事由'],
};

const KINDS: Readonly<Record<AgencyKind, readonly string[]>> = {
  department: ['部门', '工作部门', '政府部门', '政府工作部门', '职能部门', '组成部门', '直属机构'],
  government: ['政府', '人民政府', '本级政府'],
  township: ['乡镇街道', '乡镇(街道)', '乡镇', '街道', '乡', '镇', '乡镇政府', '街道办', '街道办事处', '镇(街道)', '乡镇人民政府'], // prettier-ignore
  institution: ['事业单位', '公共企事业单位', '企事业单位', '法律、法规授权组织', '授权组织'],
  vertical: ['垂直管理系统单位', '垂直管理单位', '垂直管理', '垂管单位', '垂管', '垂直领导', '垂直领导部门', '垂直管理部门'], // prettier-ignore
  consolidated: ['汇总', '汇总报告', '全区汇总', '全市汇总', '全县汇总', '全省汇总', '地区汇总', '本级汇总'],
};

/** 机关名称（必填）, *机关名称 and 机关 名称 are one head. */
const plainHead = (head: string): string =>
  foldName(head)
    .toLowerCase()
    .replace(/\([^)]*\)|[*::]/gu, '');

/** The column of a file that a head names; `undefined` where none does. */
export function findColumn(head: string, columns: readonly string[]): string | undefined {
  const said = plainHead(head);
  return (
    columns.find((column) => column === said) ??
    columns.find((column) => CHINESE_HEADS[column]?.includes(said))
  );
}

/** A column with a Chinese head for it, as a person may write either. */
export const nameColumn = (column: string): string => {
  const chinese = CHINESE_HEADS[column]?.[0];
  return chinese === undefined ? column : `${column}(${chinese})`;
};

const kindsByWord: ReadonlyMap<string, AgencyKind> = new Map(
  AGENCY_KINDS.flatMap((kind) => [kind, ...KINDS[kind]].map((word) => [foldName(word), kind] as const)),
);
export const findKind = (text: string): AgencyKind | undefined =>
  kindsByWord.get(foldName(text).toLowerCase());
/** Both words for it. */
export const tellKind = (kind: AgencyKind): string => `${kind}(${KINDS[kind][0] ?? ''})`;
export const KINDS_TOLD: readonly string[] = AGENCY_KINDS.map(tellKind);
