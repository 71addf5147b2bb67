/** A short report as flattened text, in which a test may change a row. */
import { CATALOGUES, chooseEdition, type Edition } from '../../../shared/domain/form/catalogue.ts';
import type { Layout } from '../../../shared/domain/convert/layout.ts';

export interface FlatReport {
  readonly year?: number;
  readonly name?: string;
  /** By path: what stands behind the label instead of zeros. */
  readonly rows?: Readonly<Record<string, string>>;
  /** By path: what the row is called instead; `''` leaves the row out, figures and all. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Tables of another edition than the year's. */
  readonly proactive?: Edition;
  readonly applications?: Edition;
  readonly overview?: string;
  readonly other?: string;
  readonly disputes?: string;
  readonly end?: string;
  readonly before?: string;
}

const HEADS: Readonly<Record<Edition, string>> = {
  '2019': '信息内容本年新制作数量本年新公开数量对外公开总数量',
  '2021': '信息内容本年制发件数本年废止件数现行有效件数',
};
const OUTCOMES = '结果维持结果纠正其他结果尚未审结总计';

export function aFlatReport({
  year = 2023,
  name = '青石县水利局',
  rows = {},
  labels = {},
  proactive = chooseEdition(year),
  applications = chooseEdition(year),
  overview = `${year}年工作平稳有序。`,
  other = '无其他需要报告的事项。',
  disputes = '000000000000000',
  end = `${name} ${year + 1}年1月9日`,
  before = '',
}: FlatReport = {}): string {
  const table = (edition: Edition, key: string): string => {
    let head = '';
    return CATALOGUES[edition].rows
      .filter((row) => row.table === key)
      .map((row) => {
        const label = labels[row.path] ?? row.label.zh;
        const inner = row.heads.at(-1)?.zh ?? '';
        const isNew = inner !== head;
        head = inner;
        const columns =
          key === 'proactive' && isNew ? row.cells.map(({ column }) => column.label.zh).join('') : '';
        const figures = rows[row.path] ?? row.cells.map(() => '0').join('');
        return (
          (isNew ? inner + (columns === '' ? '' : `信息内容${columns}`) : '') +
          (label === '' ? '' : label + figures)
        );
      })
      .join('');
  };
  return [
    `${before}${name}${year}年政府信息公开工作年度报告 根据条例编制本报告。一、总体情况${overview}`,
    `二、主动公开政府信息情况${HEADS[proactive]}${table(proactive, 'proactive')}`,
    `三、收到和处理政府信息公开申请情况申请人情况自然人法人或其他组织总计${table(applications, 'applications')}`,
    `四、政府信息公开行政复议、行政诉讼情况行政复议行政诉讼${OUTCOMES}${OUTCOMES}${OUTCOMES}${disputes}`,
    `五、存在的主要问题及改进情况更新不够及时。六、其他需要报告的事项${other} ${end}`,
  ].join('');
}

/** As a reader of texts gives it. */
export const asLines = (text: string): Layout => ({
  kind: 'text',
  blocks: text
    .split('\n')
    .map((line, i) => ({ kind: 'paragraph', text: line, place: { line: i + 1, paragraph: i + 1 } })),
});
