/** What was wrong with a request, in Chinese. The type of this object is what every other language must fill. */
import { writeStretch } from '../../shared/domain/basics/stretch.ts';
import type { NoPair } from './history-kinds.ts';

interface ParameterUnknown {
  readonly name: string;
  readonly meant: string | undefined;
  readonly known: readonly string[];
}

export const errorsZhCn = {
  notFound: '没有这一页',
  badRequest: '地址里有一处不对',
  tooLarge: '文件太大',
  failed: '出了故障',
  failedText: '这次没能读到数字，不代表数字是零。请稍后再试；再不行，请把下面的编号告诉管理员。',
  requestId: '编号',
  home: '回到首页',
  nearest: (name: string) => `您要找的是不是：${name}`,
  regionUnknown: (code: string) => `没有代码为 ${code} 的地区。`,
  agencyUnknown: (id: string) => `机关名录里没有标识为 ${id} 的机构。`,
  yearUnknown: (year: number, from: number, to: number) =>
    to < from
      ? `没有 ${year} 年的报告：截至所问的时刻，第一个有报告的年度 ${from} 年还没有结束。`
      : `没有 ${year} 年的报告；可看 ${writeStretch(from, to, ' 至 ')} 年。`,
  parameterUnknown: ({ name, meant, known }: ParameterUnknown) =>
    `这个地址不认识参数“${name}”。${meant === undefined ? '' : `是不是“${meant}”？`}可用的有：${known.join('、')}。`,
  submissionUnknown: '没有这次报送。',
  documentKept: '原文件不提供：文字不予显示，或者没有接收。',
  tooWide: (most: number) => `这里只限下级地区不超过 ${most} 个的地区：请改查其下级地区。`,
  choiceMalformed: (choices: string) => `应为 ${choices} 之一。`,
  rankMalformed: '应为正整数。',
  noPair: {
    'unknown-version': '要比较的版本，这个机构这一年没有。请从报送历史里选。',
    'no-two-versions': '这一年没有两个版本可以比较。',
  } satisfies Record<NoPair, string>,
  yearMalformed: '年度应为四位数字，例如 2024。',
  codeMalformed: '地区代码应为六位数字（GB/T 2260），例如 450200。',
  idMalformed: '机构标识由小写字母、数字和连字符组成，2 至 63 个字符。',
  oneOf: (name: string, values: readonly string[]) => `${name} 应为下列之一：${values.join('、')}。`,
  pageMalformed: 'page 应为正整数。',
  rangeMalformed: 'from 不能晚于 to。',
  asOfMalformed:
    'asOf 应为日期，例如 2025-03-01（当日 24:00，北京时间），或带时区的日期时间，例如 2025-03-01T00:00+08:00；网址中的加号可写作 %2B。',
  sinceMalformed:
    'since 应为 yesterday（昨日 8:00）、monday（今天之前最近的周一 8:00）、日期（当日 0:00）或日期时间，例如 2026-01-20T08:00；不写时区的按北京时间，不早于 2008 年 5 月 1 日。',
  sinceLater: 'since 不能晚于所看的时刻。',
  tooManyForWorkbook: (n: string) =>
    `XLSX 文件最多 ${n} 个机构。全部机构的名单请下载 CSV（有变化的见“变化”一列），或者按名单、类别、地区筛选后再下载。`,
  toldByDay: (day: string) =>
    `有下级的地区按日查看，请看 ${day} 日终的情况；设区的市的主管部门登录后可以按时刻查看，网址见数据接口说明。`,
  noSummaryThen: '这一地区的机构太多，以往的报送情况只有当时汇总过的才能看；那时没有可看的汇总。',
  noSummaryYet: '这一地区的机构太多，报送情况汇总后才能看，目前没有可看的汇总；可以先看下级地区。',
  tooManyToSort: 'sort：机构太多，名单只按紧急程度排列；要别的次序，请看下级地区，或者下载 CSV。',
  toldByPart: '请在下级地区的页面看它的名单。',
  toldByStream: '请从这个网址下载。',
  notYet: '暂时还看不到',
  dayNotKept: '这一天的合计还没有整理好，夜间整理之后就能查看；可以先看前一天的，或者现在的情况。',
  tooManyReplayed:
    '以往的情况要由每个机关的报送经过推算，这里的机关太多：请选下级地区、少选几个机构，或看现在的情况。',
  asOfFuture: 'asOf 不能晚于现在：还没有发生的事无从查起。',
  method: '这个地址不能这样用',
  methodNotAllowed: (method: string, allowed: string) => `这里不能用 ${method}，可用 ${allowed}。`,
  kind: '不收这种文件',
  notJson:
    '请直接发送报告的 JSON（application/json），不要压缩，也不要放在表单里（curl 用 --data-binary @report.json）。',
  listUnknown: (names: readonly string[]) => `list 可选 ${names.join('\u3001')}。`,
  limitMalformed: (most: number) => `limit 应为 1 至 ${most} 的整数。`,
  cursorMalformed: 'cursor 取自上一页的答复：page.next，或 Link 头里的地址。',
  cursorWithoutLimit: 'cursor 须与 limit 同用，照抄上一页答复 Link 头里的地址即可。',
  documentTooLarge: '一份报告最大 1 MiB。',
  noConnection: '这个系统不对外公布上传地址。',
  noSuchPath: '没有这个地址。',
  kindUnknown: (kinds: string) => `kind 应为 ${kinds} 之一。`,
  tableUnknown: '这一页没有这张表。',
  datasetUnknown: (known: string) => `dataset 只能是 ${known}，可用逗号隔开几个。`,
  datasetInTotals: '只有机构名单可以按数据来源筛选。',
  noSuchPart: (parts: readonly string[]) =>
    `归档里没有这一部分${parts.length > 0 ? `；该地区在 ${parts.join('、')} 里` : ''}。`,
  sumsNotMade: '各部门的数字每夜汇总一次，现在还没有：请过一夜再来，或查下级地区。',
  archiveNotMade: '还没有整理出来：每晚整理一次。',
  archiveWhole: '只要几年的，请取 CSV。',
};

export type ErrorTexts = typeof errorsZhCn;
