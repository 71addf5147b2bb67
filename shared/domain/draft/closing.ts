/** 五、存在的主要问题及改进情况 and 六、其他需要报告的事项: what figures tell of them; the rest is for people to write. */
import { isAnyStated, type FeePart } from '../form/processing-fees.ts';
import type { Paragraph, Piece } from './draft.ts';
import { isWhole, paragraph, place, say, type Say } from './say.ts';

const ORDINALS = ['一是', '二是', '三是', '四是', '五是'];
const CORRECTED = [
  '/reconsideration/corrected',
  '/litigation/direct/corrected',
  '/litigation/afterReconsideration/corrected',
];

export function draftProblems(n: Say): readonly Paragraph[] {
  const { late, returned, flagged } = n.basis.reports;
  const seen = [
    ...(late > 0 ? [say`报送不够及时，${n.reports('late')}个单位逾期报送`] : []),
    ...(n.countReports('missing') > 0 ? [say`仍有${n.reports('missing')}个单位未报送`] : []),
    ...(returned > 0 ? [say`${n.reports('returned')}个单位的报告退回后未重新报送`] : []),
    ...(flagged > 0 ? [say`${n.reports('flagged')}个单位的报告数据存疑，尚待核实说明`] : []),
    ...(n.basis.figures && n.sum(...CORRECTED) > 0
      ? [say`在行政复议、行政诉讼中被纠正${n.cells(...CORRECTED)}件，依法答复的质量有待提高`]
      : []),
  ];
  const told = seen.flatMap((words, i): readonly Piece[] => [
    ...(i === 0 ? [] : ['；']),
    ...(seen.length > 1 ? [ORDINALS[i] ?? ''] : []),
    ...words,
  ]);
  return [
    ...(seen.length === 0 ? [] : paragraph('从汇总数字看，', told, '。')),
    place(
      seen.length === 0 ? '〔请填写存在的主要问题及改进情况〕' : '〔请核对上文，并填写其他问题和改进情况〕',
    ),
  ];
}

export function draftOther(n: Say): readonly Paragraph[] {
  const { figures, fees } = n.basis;
  const rest = place('〔其他需要报告的事项请在此填写〕');
  if (figures?.edition !== '2021') return [rest];
  if (!isAnyStated(fees)) return [place('〔各单位报告均未写明信息处理费收取情况，请核实后填写〕'), rest];
  return [...paragraph(fee(n)), rest];
}

function fee(n: Say): readonly Piece[] {
  const whose = isWhole(n.basis.reports) ? '' : n.whose;
  return say`${n.year()}年度，${whose}${notified(n)}${collected(n)}。`;
}

/** Nothing where none was sent and what was collected tells more. */
function notified(n: Say): readonly Piece[] {
  const { notices, noticedFen, collectedFen } = n.basis.fees;
  if (notices.sum + noticedFen.sum === 0)
    return collectedFen.stated > 0 || notices.stated + noticedFen.stated === 0
      ? []
      : say`未发出信息处理费收费通知${unstated(n, notices.stated > 0 ? 'notices' : 'noticedFen')}`;
  return [
    ...(notices.sum > 0 ? say`发出信息处理费收费通知${n.fee('notices')}件，` : []),
    ...(noticedFen.sum > 0 ? say`通知金额${n.fee('noticedCny')}元，` : []),
  ];
}

function collected(n: Say): readonly Piece[] {
  const { notices, noticedFen, collectedFen } = n.basis.fees;
  if (collectedFen.stated === 0) return notices.sum + noticedFen.sum === 0 ? [] : ['实收金额各单位均未写明'];
  return collectedFen.sum === 0
    ? say`未收取信息处理费${unstated(n, 'collectedFen')}`
    : say`实际收取信息处理费${n.fee('collectedCny')}元${unstated(n, 'collectedFen')}`;
}

/** How many do not say, where some do. */
const unstated = (n: Say, part: FeePart): readonly Piece[] =>
  n.basis.fees[part].stated < n.basis.reports.accepted
    ? say`（写明收取情况的单位${n.feeStated(part)}个，未写明的${n.feeUnstated(part)}个）`
    : [];
