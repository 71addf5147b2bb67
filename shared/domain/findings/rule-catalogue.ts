/** The rules, once: what each one is called, what it computes and where it comes from. */
import type { Finding, RuleId, Severity, Stated } from './finding.ts';
import { shown, shownPointer } from './quotation.ts';
import type { Text } from '../basics/text.ts';

export interface Rule {
  readonly id: RuleId;
  readonly severity: Severity;
  readonly title: Text;
  readonly formula: Text;
  /** Article of the regulation, or section of the form, that the rule stands on. */
  readonly source: Text;
}

const t = (zh: string, en: string): Text => ({ zh, en });
const FORMAT = t('本系统报送格式', 'The submission format of this system');
const FORM = t(
  '《政府信息公开工作年度报告格式》(国办公开办函〔2019〕60号、〔2021〕30号)',
  'Annual-report format (国办公开办函〔2019〕60号, 〔2021〕30号)',
);
const FORM_TABLE_2 = t(`${FORM.zh}第二部分`, `${FORM.en}, section II`);
const FORM_TABLE_3 = t(`${FORM.zh}第三部分`, `${FORM.en}, section III`);
const FORM_TABLE_4 = t(`${FORM.zh}第四部分`, `${FORM.en}, section IV`);
const ARTICLE_49 = t('《政府信息公开条例》第四十九条', 'Decree 711, article 49');
const ARTICLE_50 = t('《政府信息公开条例》第五十条', 'Decree 711, article 50');

const error = (id: RuleId, title: Text, formula: Text, source: Text): Rule => ({
  id,
  severity: 'error',
  title,
  formula,
  source,
});
const warning = (id: RuleId, title: Text, formula: Text, source: Text): Rule => ({
  id,
  severity: 'warning',
  title,
  formula,
  source,
});

export const RULES: readonly Rule[] = [
  error(
    'S1',
    t('文件可读', 'The document can be read'),
    t(
      'UTF-8 编码的一个 JSON 对象,不超过 1 MiB,嵌套不超过 32 层,没有重复的项目;正文可在限定的步数内读完',
      'One JSON object in UTF-8, at most 1 MiB, nesting at most 32, no duplicate item; the narrative can be read within a bounded number of steps',
    ),
    FORMAT,
  ),
  error(
    'S2',
    t('结构完整', 'The structure is complete'),
    t(
      '没有多余、缺少或类型不符的项目;件数为 0 至 999 999 999 的整数',
      'No unknown, missing or mistyped item; counts are whole numbers from 0 to 999 999 999',
    ),
    FORMAT,
  ),
  error(
    'S3',
    t('机关、地区、年份一致', 'Agency, district and year agree'),
    t(
      '上传位置,报告中的机关编号、区划代码、年度与机关名录一致',
      'The place of the upload, and the report’s agency id, district code and year agree with the roster',
    ),
    FORMAT,
  ),
  error(
    'S4',
    t('版本与年份相符', 'The edition fits the year'),
    t(
      '2019、2020 年度用 2019 版,2021 年度起用 2021 版;报告年度已经结束(北京时间)',
      'Edition 2019 for 2019 and 2020, edition 2021 from 2021; the year has ended (China time)',
    ),
    FORM,
  ),
  error(
    'S5',
    t('统一社会信用代码校验位', 'Check character of the credit code'),
    t(
      '第十八位 = 31 − Σ(代码字符 × 3^(i−1) mod 31) mod 31',
      'Character 18 = 31 − Σ(character × 3^(i−1) mod 31) mod 31',
    ),
    t('GB 32100-2015 第 5 章', 'GB 32100-2015, clause 5'),
  ),
  error(
    'A1',
    t('表三逐行合计', 'Table III, sum of each row'),
    t('总计 = 其余六格之和', 'total = the sum of the other six cells'),
    FORM_TABLE_3,
  ),
  error(
    'A2',
    t('表三收办平衡', 'Table III, received and handled balance'),
    t(
      '每一列:第一项 + 第二项 = 第三项总计 + 第四项',
      'Each column: 1. received + 2. carried in = total of 3. results + 4. carried out',
    ),
    t(`${FORM_TABLE_3.zh}表头勾稽关系`, `${FORM_TABLE_3.en}, the equation in the table's head`),
  ),
  error(
    'A3',
    t('表三办理结果合计', 'Table III, sum of the results'),
    t(
      '每一列:第三项(七)总计 = (一)至(六)各行之和',
      'Each column: total of the results = the sum of the result rows',
    ),
    FORM_TABLE_3,
  ),
  error(
    'A4',
    t('表四逐组合计', 'Table IV, sum of each group'),
    t('总计 = 维持 + 纠正 + 其他 + 未审结', 'total = upheld + corrected + other + pending'),
    FORM_TABLE_4,
  ),
  warning(
    'Y1',
    t('结转与上年衔接', 'Carry-over continues last year’s'),
    t(
      '每一列:本年“上年结转” = 上年“结转下年度继续办理”',
      'Each column: carried in of Y = carried out of Y−1',
    ),
    FORM_TABLE_3,
  ),
  warning(
    'Y2',
    t('现行有效件数与上年衔接', 'Documents in force continue last year’s'),
    t(
      '本年现行有效 = 上年现行有效 + 本年制发 − 本年废止(2021 版)',
      'In force of Y = in force of Y−1 + made − repealed (edition 2021)',
    ),
    FORM_TABLE_2,
  ),
  warning(
    'Y3',
    t('上一年项目数量与上年衔接', 'Items of last year continue last year’s'),
    t(
      '本年“上一年项目数量” = 上年的上一年项目数量 + 增减(2019 版)',
      'Items of the previous year of Y = the same + change of Y−1 (edition 2019)',
    ),
    FORM_TABLE_2,
  ),
  warning(
    'Y4',
    t('申请量大幅变化', 'Applications changed greatly'),
    t(
      '新收申请总计与上年相差五倍以上,且相差超过 50 件',
      'The total received changed more than fivefold, and by more than 50, against Y−1',
    ),
    ARTICLE_50,
  ),
  warning(
    'Q1',
    t('正文与表格一致', 'The narrative agrees with the tables'),
    t(
      '正文写明的收到、办结、结转、行政复议、行政诉讼(两类之和)件数 = 表中相应的数;“受理”“办理”以及写明含上年结转的“收到”可含上年结转',
      'Applications received, handled and carried, reconsideration and litigation (both groups) as the narrative states them = the tables; 受理 and 办理, and 收到 where it says so, may include those carried in',
    ),
    ARTICLE_50,
  ),
  warning(
    'Q2',
    t('正文不为空', 'The narrative is not empty'),
    t(
      '“总体情况”“存在的主要问题及改进情况”有内容,不只写“无”',
      'Overview and problems say something other than 无',
    ),
    ARTICLE_50,
  ),
  warning(
    'Q3',
    t('正文不雷同', 'The narrative is not copied'),
    t(
      '正文除年份外不与上年或其他机关相同',
      'But for the year, the narrative is not that of Y−1 or of another agency',
    ),
    ARTICLE_50,
  ),
  warning(
    'Q4',
    t('零报告确认', 'A zero report is confirmed'),
    t(
      '表三全部为 0 时有零报告确认;有零报告确认时表三全部为 0',
      'A zero report is confirmed exactly where every figure of table III is 0',
    ),
    FORM_TABLE_3,
  ),
  warning(
    'Q5',
    t('收费金额的单位', 'Unit of the fees'),
    t(
      '收费金额不超过上年的 1 000 倍,不低于上年的千分之一(2021 版)',
      'The amount of fees is at most 1 000 times, and at least a thousandth of, last year’s (edition 2021)',
    ),
    FORM_TABLE_2,
  ),
  warning(
    'Q6',
    t('机关名称与名录一致', 'The agency’s name is the roster’s'),
    t(
      '机关名称是名录中的名称、曾用名或别名',
      'The agency’s name is the roster’s, a former one, or one of its aliases',
    ),
    FORMAT,
  ),
  warning(
    'C1',
    t('汇总报告与合计一致', 'A consolidated report equals the total'),
    t(
      '汇总报告的每一格 = 本地区各机关之和(各机关均已接收时)',
      'Each cell of a consolidated report = the computed total of its region, once all agencies are accepted',
    ),
    ARTICLE_49,
  ),
  warning(
    'D1',
    t('按时报送', 'Filed on time'),
    t(
      '首次合格报告的收到日期不晚于截止日:部门 1 月 31 日,政府 3 月 31 日,经批准延期的为延期后的日期',
      'The first acceptable report was received by 31 January (departments), 31 March (governments), or the day of an extension',
    ),
    ARTICLE_49,
  ),
  warning(
    'D2',
    t('公布日期合理', 'The date of publication is plausible'),
    t(
      '公布日期在报告年度结束之后,不晚于上传日和截止日',
      'The day of publication is after the report year, not after the upload, not after the deadline',
    ),
    ARTICLE_49,
  ),
];

const byId = new Map(RULES.map((rule) => [rule.id, rule]));

export function ruleOf(id: RuleId): Rule {
  const rule = byId.get(id);
  if (!rule) throw new RangeError(`no rule ${id}`);
  return rule;
}

/**
 * A finding of a rule, with the severity that the catalogue gives it. Every finding is made here: what it quotes from
 * the document is cut short and well-formed.
 */
export function findingOf(
  rule: RuleId,
  path: string,
  found: Stated,
  expected: Stated,
  zh: string,
  en: string,
): Finding {
  return {
    rule,
    severity: ruleOf(rule).severity,
    path: shownPointer(path),
    found: typeof found === 'string' ? shown(found) : found,
    expected: typeof expected === 'string' ? shown(expected) : expected,
    message: { zh: zh.toWellFormed(), en: en.toWellFormed() },
  };
}
