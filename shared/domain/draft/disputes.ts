/** 四、政府信息公开行政复议、行政诉讼情况: how many, how they ended, and how many were corrected. */
import { DISPUTE_COLUMNS } from '../form/catalogue.ts';
import type { Paragraph, Piece } from './draft.ts';
import { LITIGATION } from './overview.ts';
import { enumerate, paragraph, say, sayAll, type Say } from './say.ts';

export function draftDisputes(n: Say): readonly Paragraph[] {
  if (!n.basis.figures) return [];
  return paragraph(reconsideration(n), litigation(n));
}

function reconsideration(n: Say): readonly Piece[] {
  const total = '/reconsideration/total';
  if (n.sum(total) === 0) return [`${n.whose}未发生因政府信息公开引起的行政复议案件。`];
  return say`因政府信息公开引起的行政复议案件${n.cells(total)}件${n.compared(total)}${ends(n, '/reconsideration')}。`;
}

function litigation(n: Say): readonly Piece[] {
  if (n.sum(...LITIGATION) === 0) return [`${n.whose}未发生因政府信息公开引起的行政诉讼案件。`];
  const groups = (
    [
      ['/litigation/direct', '未经复议直接起诉'],
      ['/litigation/afterReconsideration', '复议后起诉'],
    ] as const
  ).filter(([path]) => n.sum(`${path}/total`) > 0);
  const said = groups.map(([path, name]) => say`${name}${n.cells(`${path}/total`)}件${ends(n, path)}`);
  return say`因政府信息公开引起的行政诉讼案件${n.cells(...LITIGATION)}件${n.compared(...LITIGATION)}，其中${enumerate(said, '；')}。`;
}

/** `，结果维持1件、尚未审结2件`; `，均为结果维持`. */
function ends(n: Say, path: string): readonly Piece[] {
  const parts = DISPUTE_COLUMNS.filter(({ key }) => key !== 'total' && n.sum(`${path}/${key}`) > 0);
  const [only] = parts;
  if (parts.length === 1 && only) {
    const all = sayAll(n.sum(`${path}/${only.key}`));
    return [only.key === 'pending' ? `，${all}尚未审结` : `，${all}为${only.label.zh}`];
  }
  return parts.length === 0
    ? []
    : say`，${enumerate(parts.map(({ key, label }) => say`${label.zh}${n.cells(`${path}/${key}`)}件`))}`;
}
