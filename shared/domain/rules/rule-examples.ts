/**
 * For each rule what to do, a filing that it finds fault with, and a near miss that it lets pass: a few values changed
 * in one balanced report. The shown sentence and the checked document are made of the same values; a test checks them.
 */
import type { AgencyKind } from '../basics/calendar.ts';
import { editionOf, type Edition } from '../form/catalogue.ts';
import type { RuleId } from '../findings/finding.ts';
import { nestFigures, noFigures } from '../form/figures.ts';
import type { Place } from '../basics/place.ts';
import type { Text } from '../basics/text.ts';

/** Values by JSON Pointer. */
export type Patch = Readonly<Record<string, string | number | boolean>>;

export interface ExampleFiling {
  readonly year: number;
  /** That of the year, unless the example is about it. */
  readonly edition: Edition;
  /** What differs from the base report. */
  readonly set: Patch;
  /** A change of the document's text, where its values cannot make the example. */
  readonly rewrite?: { readonly from: string; readonly to: string };
  /** The report of the year before, as differing from the base report; without it nothing is compared. */
  readonly previous?: Patch;
  /** C1: the computed total of the region, as differing from the base report; the report is a consolidated one. */
  readonly computed?: Patch;
  readonly kind: AgencyKind;
  readonly receivedAt: string;
}

interface Example {
  readonly says: Text;
  readonly filing: ExampleFiling;
}

interface RuleExamples {
  readonly toDo: Text;
  readonly fires: Example;
  readonly passes: Example;
}

/** Whose report the base report is. */
export const EXAMPLE_AGENCY = {
  id: '450205-jyj',
  name: '柳北区教育局',
  aliases: ['区教育局'],
  district: '450205',
} as const;

const YEAR = 2024;

const t = (zh: string, en: string): Text => ({ zh, en });
const example = (zh: string, en: string, set: Patch, filing: Partial<ExampleFiling> = {}): Example => {
  const year = filing.year ?? YEAR;
  return {
    says: t(zh, en),
    filing: {
      year,
      edition: editionOf(year),
      set,
      kind: 'department',
      receivedAt: `${year + 1}-01-20T10:00:00+08:00`,
      ...filing,
    },
  };
};
/** Two examples that differ in one value: the first fires, the second passes. */
const pair = <T>(make: (value: T) => Example, firing: T, passing: T) => ({
  fires: make(firing),
  passes: make(passing),
});

const CORRECT_SUM = t('核对这些格,改正填错的一格。', 'Check these cells and correct the wrong one.');
const EXPLAIN_DIFFERENCE = t(
  '核对两年的数;确实如此的,附情况说明。',
  'Check both years; where they are right, add an explanation.',
);

/** Rows of the base report other than 0: natural persons, enterprises, total. They balance. */
const BASE_ROWS: Readonly<Record<string, readonly [number, number, number]>> = {
  received: [10, 2, 12],
  carriedIn: [2, 0, 2],
  'results/granted': [8, 1, 9],
  'results/partial': [3, 1, 4],
  'results/total': [11, 2, 13],
  carriedOut: [1, 0, 1],
};
const row = (key: string, [persons, enterprises, total]: readonly [number, number, number]): Patch => ({
  [`/applications/${key}/naturalPerson`]: persons,
  [`/applications/${key}/commercial`]: enterprises,
  [`/applications/${key}/total`]: total,
});
const BASE: Patch = Object.fromEntries(
  Object.entries(BASE_ROWS).flatMap(([key, cells]) => Object.entries(row(key, cells))),
);
const NO_APPLICATION: Patch = Object.fromEntries(Object.keys(BASE).map((path) => [path, 0]));

const OVERVIEW = (year: number): string => `${year}年主动公开信息300条。`;
/** Long enough that two agencies do not write it by chance. */
const LONG_OVERVIEW = (year: number): string =>
  `${year}年,本机关认真贯彻落实条例,坚持以公开为常态、不公开为例外,及时回应群众关切,全年主动公开信息300条,没有因公开工作被举报。年内修订了公开目录和指南,对照清单逐项补充了招生入学、资助和教师招聘的信息;在办事大厅设查询点,由专人帮助老年人查找文件;组织各科室学习答复文书的写法,并请法制机构讲解常见差错。`;
/** The same matters in words of another year. */
const OTHER_OVERVIEW = (year: number): string =>
  `${year}年,公开工作围绕“双减”和学位供给展开。招生片区调整前在三个街道张贴示意图并开了六场说明会,收集的意见逐条答复;资助政策改写成问答,随录取通知书寄出。网站栏目由二十二个并为九个,旧文件标注了失效日期。申请多与编班和收费有关,已把办理流程和标准一并公布,此类申请随之减少。`;
const PROBLEMS = '政策解读形式单一,将予改进。';

/** As much of a narrative as an example shows of it. */
const start = (text: string): string => `${text.slice(0, 28)}…`;

export const RULE_EXAMPLES: Readonly<Record<RuleId, RuleExamples>> = {
  S1: {
    toDo: t(
      '另存为 UTF-8 编码的 JSON,删去重复的项目,重新上传。',
      'Save it as JSON in UTF-8 without duplicate items and upload it again.',
    ),
    fires: example(
      '行政区划代码写了两次,无法确定以哪个为准',
      'The district code is there twice: which one holds?',
      {},
      { rewrite: { from: '"district":', to: '"district":"450206","district":' } },
    ),
    passes: example(
      '文件以 BOM 开头,其余是一个 JSON 对象',
      'The document begins with a BOM; the rest is one JSON object',
      {},
      { rewrite: { from: '{"edition"', to: '\uFEFF{"edition"' } },
    ),
  },
  S2: {
    toDo: t(
      '按格式补上、删去或改正这一项;没有的数填 0。',
      'Add, remove or correct the item by the format; write 0 where there is none.',
    ),
    fires: example(
      '行政许可处理决定填 1.5 件(件数应为整数)',
      '1.5 licensing decisions (a count is a whole number)',
      { '/proactive/licensing/decisions': 1.5 },
    ),
    passes: example(
      '收费金额填 1.5 万元(金额可有小数)',
      'Fees of 1.5 × 10 000 yuan (money may have decimals)',
      {
        '/proactive/fees/amountWanCny': 1.5,
      },
    ),
  },
  S3: {
    toDo: t(
      '上传到本机关、本年度的位置,或改正报告中的编号、区划、年度。',
      'Upload to the place of this agency and year, or correct the id, district or year in the report.',
    ),
    ...pair(
      (district) =>
        example(
          `报告写的区划代码是 ${district},上传位置和名录是 ${EXAMPLE_AGENCY.district}`,
          `The report says district ${district}; the place and the roster say ${EXAMPLE_AGENCY.district}`,
          { '/district': district },
        ),
      '450206',
      EXAMPLE_AGENCY.district,
    ),
  },
  S4: {
    toDo: t(
      '改用与年度相符的版本;年度未结束的,结束后再报。',
      'Use the edition of the year; where the year has not ended, file when it has.',
    ),
    ...pair(
      (year) =>
        example(
          `${year} 年度的报告用 2021 版`,
          `A report for ${year} in edition 2021`,
          {},
          { year, edition: '2021' },
        ),
      2020,
      2021,
    ),
  },
  S5: {
    toDo: t('按登记证书核对统一社会信用代码。', 'Check the credit code against the certificate.'),
    ...pair(
      (code) =>
        example(`统一社会信用代码 ${code},校验位应为 3`, `Credit code ${code}; its check character is 3`, {
          '/agency/creditCode': code,
        }),
      '91350100M000100Y44',
      '91350100M000100Y43',
    ),
  },
  A1: {
    toDo: CORRECT_SUM,
    ...pair(
      (total) =>
        example(
          `本年新收:其余六格 10 + 2 + 0 + 0 + 0 + 0 = 12,总计 ${total}`,
          `Received: the other six cells 10 + 2 + 0 + 0 + 0 + 0 = 12, total ${total}`,
          // The column stays balanced.
          { '/applications/received/total': total, '/applications/carriedOut/total': total - 11 },
        ),
      13,
      12,
    ),
  },
  A2: {
    toDo: CORRECT_SUM,
    ...pair(
      (carriedOut) =>
        example(
          `自然人列:新收加上年结转 10 + 2 = 12,办结加结转下年 11 + ${carriedOut} = ${11 + carriedOut}`,
          `Natural persons: received and carried in 10 + 2 = 12, results and carried out 11 + ${carriedOut} = ${11 + carriedOut}`,
          row('carriedOut', [carriedOut, 0, carriedOut]),
        ),
      2,
      1,
    ),
  },
  A3: {
    toDo: CORRECT_SUM,
    ...pair(
      (granted) =>
        example(
          `自然人列:${granted} + 3 = ${granted + 3},(七)总计 11`,
          `Natural persons: ${granted} + 3 = ${granted + 3}, results total 11`,
          row('results/granted', [granted, 1, granted + 1]),
        ),
      7,
      8,
    ),
  },
  A4: {
    toDo: CORRECT_SUM,
    ...pair(
      (total) =>
        example(
          `行政复议:1 + 0 + 0 + 1 = 2,总计 ${total}`,
          `Reconsideration: 1 + 0 + 0 + 1 = 2, total ${total}`,
          { '/reconsideration/upheld': 1, '/reconsideration/pending': 1, '/reconsideration/total': total },
        ),
      3,
      2,
    ),
  },
  Y1: {
    toDo: EXPLAIN_DIFFERENCE,
    ...pair(
      (carriedOut) =>
        example(
          `上年结转下年度 ${carriedOut} 件,本年上年结转 2 件`,
          `Last year carried out ${carriedOut}; this year carries in 2`,
          {},
          { previous: row('carriedOut', [carriedOut, 0, carriedOut]) },
        ),
      3,
      2,
    ),
  },
  Y2: {
    toDo: EXPLAIN_DIFFERENCE,
    ...pair(
      (inForce) =>
        example(
          `行政规范性文件:上年 8 + 制发 2 − 废止 1 = 9,现行有效 ${inForce}`,
          `Normative documents: last year 8 + made 2 − repealed 1 = 9, in force ${inForce}`,
          {
            '/proactive/normativeDocuments/made': 2,
            '/proactive/normativeDocuments/repealed': 1,
            '/proactive/normativeDocuments/inForce': inForce,
          },
          { previous: { ...row('carriedOut', [2, 0, 2]), '/proactive/normativeDocuments/inForce': 8 } },
        ),
      10,
      9,
    ),
  },
  Y3: {
    toDo: EXPLAIN_DIFFERENCE,
    ...pair(
      (items) =>
        example(
          `行政许可:上年 20 − 3 = 17,上一年项目数量 ${items}`,
          `Licensing: last year 20 − 3 = 17, previous items ${items}`,
          { '/proactive/licensing/previousItems': items },
          {
            year: 2020,
            previous: {
              ...row('carriedOut', [2, 0, 2]),
              '/proactive/licensing/previousItems': 20,
              '/proactive/licensing/change': -3,
            },
          },
        ),
      18,
      17,
    ),
  },
  Y4: {
    toDo: EXPLAIN_DIFFERENCE,
    ...pair(
      (received) =>
        example(
          `上年新收 ${received} 件,本年 12 件:相差 ${received - 12} 件`,
          `Received ${received} last year, 12 this year: a difference of ${received - 12}`,
          {},
          { previous: { ...row('carriedOut', [2, 0, 2]), '/applications/received/total': received } },
        ),
      63,
      62,
    ),
  },
  Q1: {
    toDo: t('核对正文和表格,改正写错的一处。', 'Check narrative and table, and correct the wrong one.'),
    ...pair(
      (count) =>
        example(
          `正文“新收政府信息公开申请${count}件”,表三新收总计 12`,
          `The narrative says ${count} applications were received, table III says 12`,
          { '/narrative/overview': `${YEAR}年新收政府信息公开申请${count}件。` },
        ),
      13,
      12,
    ),
  },
  Q2: {
    toDo: t('补写这一部分。', 'Write this section.'),
    ...pair(
      (problems) =>
        example(`“存在的主要问题”写“${problems}”`, `The section on problems says “${problems}”`, {
          '/narrative/problems': problems,
        }),
      '无。',
      '无重大问题,个别栏目更新不及时。',
    ),
  },
  Q3: {
    toDo: t(
      '按本年情况重写;确实相同的,附情况说明。',
      'Write it anew for this year; where it is rightly the same, add an explanation.',
    ),
    ...pair(
      (overview) =>
        example(
          `上年“${start(LONG_OVERVIEW(YEAR - 1))}”,本年“${start(overview)}”`,
          `Last year “${start(LONG_OVERVIEW(YEAR - 1))}”, this year “${start(overview)}”`,
          { '/narrative/overview': overview },
          {
            previous: { ...row('carriedOut', [2, 0, 2]), '/narrative/overview': LONG_OVERVIEW(YEAR - 1) },
          },
        ),
      LONG_OVERVIEW(YEAR),
      OTHER_OVERVIEW(YEAR),
    ),
  },
  Q4: {
    toDo: t(
      '确实没有的作零报告确认;否则删去零报告确认,补填表三。',
      'Confirm a zero report; otherwise remove the confirmation and fill in table III.',
    ),
    fires: example(
      '表三全部是 0,没有零报告确认',
      'Every figure of table III is 0, and no zero report is confirmed',
      NO_APPLICATION,
    ),
    passes: example(
      '表三全部是 0,已作零报告确认',
      'Every figure of table III is 0, confirmed as a zero report',
      {
        ...NO_APPLICATION,
        '/nil': true,
      },
    ),
  },
  Q5: {
    toDo: t(
      '核对单位是万元还是元;确实如此的,附情况说明。',
      'Check the unit, 10 000 yuan or yuan; where it is right, add an explanation.',
    ),
    ...pair(
      (amount) =>
        example(
          `上年收费 1.2 万元,本年 ${amount} 万元`,
          `Fees of 1.2 last year and ${amount} this year (10 000 yuan)`,
          { '/proactive/fees/amountWanCny': amount },
          { previous: { ...row('carriedOut', [2, 0, 2]), '/proactive/fees/amountWanCny': 1.2 } },
        ),
      1201,
      1200,
    ),
  },
  Q6: {
    toDo: t(
      '改用名录中的名称;已更名的,请主管部门更新名录。',
      'Use the name in the roster; if it was renamed, ask the oversight office to update the roster.',
    ),
    ...pair(
      (name) =>
        example(
          `报告写“${name}”,名录是“${EXAMPLE_AGENCY.name}”,别名“${EXAMPLE_AGENCY.aliases[0]}”`,
          `The report says “${name}”, the roster “${EXAMPLE_AGENCY.name}” or “${EXAMPLE_AGENCY.aliases[0]}”`,
          { '/agency/name': name },
        ),
      '柳北教育局',
      EXAMPLE_AGENCY.aliases[0],
    ),
  },
  C1: {
    toDo: t(
      '核对汇总报告和各机关的报告;确实如此的,附情况说明。',
      'Check the consolidated report against those of the agencies; where it is right, add an explanation.',
    ),
    ...pair(
      (computed) =>
        example(
          `汇总报告新收 12 件,各机关之和 ${computed} 件`,
          `The consolidated report received 12, its agencies together ${computed}`,
          {},
          { kind: 'consolidated', computed: { '/applications/received/total': computed } },
        ),
      11,
      12,
    ),
  },
  D1: {
    toDo: t('无需说明;下一年度在截止日前报送。', 'Nothing to explain; file before the deadline next year.'),
    ...pair(
      (minute) =>
        example(
          `部门的首次合格报告于 ${minute} 收到(北京时间)`,
          `A department’s first acceptable report was received at ${minute} (China time)`,
          {},
          { receivedAt: `${minute.replace(' ', 'T')}:00+08:00` },
        ),
      '2025-02-01 00:00',
      '2025-01-31 23:59',
    ),
  },
  D2: {
    toDo: t('核对公布日期;确实如此的,附情况说明。', 'Check the date; where it is right, add an explanation.'),
    ...pair(
      (day) =>
        example(`${YEAR} 年度的报告,公布日期 ${day}`, `A report for ${YEAR}, published on ${day}`, {
          '/publishedOn': day,
        }),
      '2024-12-31',
      '2025-01-01',
    ),
  },
};

type Json = string | number | boolean | JsonObject;
interface JsonObject {
  [key: string]: Json;
}

/** The document of an example: the base report with its changes. */
export function exampleDocument({ year, edition, set, rewrite }: ExampleFiling): string {
  const text = documentOf(year, edition, set);
  return rewrite ? text.replace(rewrite.from, () => rewrite.to) : text;
}

/** The document of the year before, where the example has one. */
export function previousDocument({ year, previous }: ExampleFiling): string | undefined {
  return previous && documentOf(year - 1, editionOf(year - 1), previous);
}

/** A document with the figures that are the region's computed total, where the example has one. */
export function computedDocument({ year, edition, computed }: ExampleFiling): string | undefined {
  return computed && documentOf(year, edition, computed);
}

/** Where the example was uploaded to. */
export const examplePlace = ({ year }: ExampleFiling): Place => ({
  district: EXAMPLE_AGENCY.district,
  agencyId: EXAMPLE_AGENCY.id,
  year,
});

function documentOf(year: number, edition: Edition, patch: Patch): string {
  const { id, name, district } = EXAMPLE_AGENCY;
  const document: JsonObject = {
    edition,
    year,
    agency: { id, name },
    district,
    narrative: { overview: OVERVIEW(year), problems: PROBLEMS, other: '' },
    ...nestFigures(noFigures(edition)),
  };
  for (const [path, value] of Object.entries({ ...BASE, ...patch })) put(document, path, value);
  return JSON.stringify(document);
}

function put(document: JsonObject, path: string, value: Json): void {
  const keys = path.slice(1).split('/');
  const last = keys.pop() ?? '';
  let node = document;
  for (const key of keys) {
    const inner = node[key];
    if (typeof inner !== 'object') throw new RangeError(`the base report has no ${path}`);
    node = inner;
  }
  node[last] = value;
}
