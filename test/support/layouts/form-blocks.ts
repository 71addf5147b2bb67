/** The official form as paragraphs and tables with spans: what every layout is drawn from. */
import { CATALOGUES, type Row } from '../../../shared/domain/form/catalogue.ts';
import { printStated } from '../../../shared/domain/form/stated-number.ts';
import type { FilledForm } from './a-filled-form.ts';

export interface FormCell {
  readonly text: string;
  readonly colSpan: number;
  readonly rowSpan: number;
  readonly isFigure: boolean;
}

export type FormBlock =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'table'; readonly rows: readonly (readonly FormCell[])[] };

export const words = (text: string, colSpan = 1, rowSpan = 1): FormCell => ({
  text,
  colSpan,
  rowSpan,
  isFigure: false,
});
const figure = (text: string, colSpan = 1): FormCell => ({ text, colSpan, rowSpan: 1, isFigure: true });
const text = (line: string): FormBlock => ({ kind: 'text', text: line });

const APPLICANTS = ['商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他'];
const OUTCOMES = ['结果维持', '结果纠正', '其他结果', '尚未审结', '总计'];

export function printForm(form: FilledForm): FormBlock[] {
  return [
    text(`${form.name}${form.year}年政府信息公开工作年度报告`),
    text('根据《中华人民共和国政府信息公开条例》编制本报告。'),
    text('一、总体情况'),
    ...form.overview.map(text),
    text('二、主动公开政府信息情况'),
    { kind: 'table', rows: printProactive(form) },
    text('三、收到和处理政府信息公开申请情况'),
    { kind: 'table', rows: printApplications(form) },
    text('四、政府信息公开行政复议、行政诉讼情况'),
    { kind: 'table', rows: printDisputes(form) },
    text('五、存在的主要问题及改进情况'),
    text(form.problems),
    text('六、其他需要报告的事项'),
    text(form.other),
    text(form.name),
    text(form.signedOn),
  ];
}

function printFigures({ cells }: FilledForm, row: Row, last = 1): FormCell[] {
  return row.cells.map(({ index, column }, i) =>
    figure(printStated(column.kind, cells[index]!), i === row.cells.length - 1 ? last : 1),
  );
}

const WIDTH = 4;

function printProactive(form: FilledForm): FormCell[][] {
  const rows = CATALOGUES[form.edition].tables[0]!.rows;
  const printed: FormCell[][] = [];
  let head = '';
  for (const row of rows) {
    const last = WIDTH - row.cells.length;
    if (row.heads[0]!.zh !== head) {
      head = row.heads[0]!.zh;
      printed.push([words(head, WIDTH)]);
      printed.push([
        words('信息内容'),
        ...row.cells.map(({ column }, i) => words(column.label.zh, i === row.cells.length - 1 ? last : 1)),
      ]);
    }
    printed.push([words(row.label.zh), ...printFigures(form, row, last)]);
  }
  return printed;
}

/** Three columns of labels, seven of figures. */
export const APPLICATIONS_HEAD: readonly (readonly FormCell[])[] = [
  [words('(本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和)', 3, 3), words('申请人情况', 7)],
  [words('自然人', 1, 2), words('法人或其他组织', 5), words('总计', 1, 2)],
  APPLICANTS.map((label) => words(label)),
];

function printApplications(form: FilledForm): FormCell[][] {
  const rows = CATALOGUES[form.edition].tables[1]!.rows;
  const printed: FormCell[][] = APPLICATIONS_HEAD.map((row) => [...row]);
  let [section, group] = ['', ''];
  for (const row of rows) {
    const [outer, inner] = row.heads.map(({ zh }) => zh);
    const cells: FormCell[] = [];
    if (outer !== undefined && outer !== section)
      cells.push(words(outer, 1, rows.filter(({ heads }) => heads[0]?.zh === outer).length));
    if (inner !== undefined && inner !== group)
      cells.push(words(inner, 1, rows.filter(({ heads }) => heads[1]?.zh === inner).length));
    section = outer ?? '';
    group = inner ?? '';
    cells.push(words(row.label.zh, outer === undefined ? 3 : inner === undefined ? 2 : 1));
    printed.push([...cells, ...printFigures(form, row)]);
  }
  return printed;
}

function printDisputes(form: FilledForm): FormCell[][] {
  const rows = [...CATALOGUES[form.edition].tables[2]!.rows, ...CATALOGUES[form.edition].tables[3]!.rows];
  const outcome = (label: string, rowSpan = 1): FormCell => words(label, 1, rowSpan);
  return [
    [words('行政复议', 5), words('行政诉讼', 10)],
    [...OUTCOMES.map((label) => outcome(label, 2)), words('未经复议直接起诉', 5), words('复议后起诉', 5)],
    [...OUTCOMES, ...OUTCOMES].map((label) => outcome(label)),
    rows.flatMap((row) => printFigures(form, row)),
  ];
}
