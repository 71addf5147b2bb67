/** 二、主动公开政府信息情况: what each edition's table counts. */
import type { Paragraph, Piece } from './draft.ts';
import { enumerate, paragraph, say, type Say } from './say.ts';

export function draftProactive(n: Say): readonly Paragraph[] {
  const { figures } = n.basis;
  if (!figures) return [];
  return figures.edition === '2021' ? draft2021(n) : draft2019(n);
}

const at = (row: string, cell: string): string => `/proactive/${row}/${cell}`;

const draft2021 = (n: Say): readonly Paragraph[] =>
  paragraph(
    documents(n, 'rules', '规章'),
    documents(n, 'normativeDocuments', '行政规范性文件'),
    decisions(n, [
      ['licensing', '行政许可'],
      ['penalties', '行政处罚'],
      ['coercion', '行政强制'],
    ]),
    n.sum(at('fees', 'amountWanCny')) === 0
      ? `${n.whose}没有行政事业性收费。`
      : say`行政事业性收费${n.cells(at('fees', 'amountWanCny'))}万元。`,
  );

function documents(n: Say, row: string, name: string): readonly Piece[] {
  const [made, repealed, inForce] = ['made', 'repealed', 'inForce'].map((cell) => at(row, cell));
  if (made === undefined || repealed === undefined || inForce === undefined) return [];
  if (n.sum(made, repealed, inForce) === 0)
    return [`${n.whose}未制发、废止${name}，也没有现行有效的${name}。`];
  const changed = [
    n.sum(made) === 0 ? '未制发' : say`制发${n.cells(made)}件`,
    n.sum(repealed) === 0 ? '未废止' : say`废止${n.cells(repealed)}件`,
  ];
  return say`${name}本年${enumerate(changed)}，现行有效${n.cells(inForce)}件。`;
}

/** `作出行政许可处理决定12件、行政处罚处理决定3件；未作出行政强制处理决定。` */
function decisions(n: Say, rows: readonly (readonly [row: string, name: string])[]): readonly Piece[] {
  const made = rows.filter(([row]) => n.sum(at(row, 'decisions')) > 0);
  const none = rows.filter(([row]) => n.sum(at(row, 'decisions')) === 0).map(([, name]) => name);
  const said = [
    ...(made.length === 0
      ? []
      : say`作出${enumerate(made.map(([row, name]) => say`${name}处理决定${n.cells(at(row, 'decisions'))}件`))}`),
    ...(made.length > 0 && none.length > 0 ? ['；'] : []),
    ...(none.length === 0 ? [] : say`未作出${enumerate(none)}处理决定`),
  ];
  return [...said, '。'];
}

const draft2019 = (n: Say): readonly Paragraph[] =>
  paragraph(
    newlyMade(n, 'rules', '规章'),
    newlyMade(n, 'normativeDocuments', '规范性文件'),
    decisions(n, [
      ['licensing', '行政许可'],
      ['otherServices', '其他对外管理服务事项'],
      ['penalties', '行政处罚'],
      ['coercion', '行政强制'],
    ]),
    n.sum(at('procurement', 'projects')) === 0
      ? `${n.whose}没有政府集中采购项目。`
      : say`政府集中采购项目${n.cells(at('procurement', 'projects'))}个，采购总金额${n.cells(at('procurement', 'amountCny'))}元。`,
  );

function newlyMade(n: Say, row: string, name: string): readonly Piece[] {
  const made = at(row, 'newlyMade');
  const total = say`对外公开总数${n.cells(at(row, 'totalDisclosed'))}件`;
  return n.sum(made) === 0
    ? say`本年未新制作${name}，${total}。`
    : say`本年新制作${name}${n.cells(made)}件，新公开${n.cells(at(row, 'newlyDisclosed'))}件，${total}。`;
}
