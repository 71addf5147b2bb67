/** 一、总体情况: who has filed, and the year's cases in three sentences. */
import { CARRIED_IN, CARRIED_OUT, RECEIVED, RESULTS } from './application-cells.ts';
import type { Paragraph, Piece } from './draft.ts';
import { paragraph, say, sayAll, type Say } from './say.ts';

const GRANTED = ['/applications/results/granted/total', '/applications/results/partial/total'];
const RECONSIDERATION = '/reconsideration/total';
export const LITIGATION = ['/litigation/direct/total', '/litigation/afterReconsideration/total'];

export const draftOverview = (n: Say): readonly Paragraph[] => [
  ...paragraph(filing(n), notFiled(n), vertical(n)),
  ...(n.basis.figures ? paragraph(volume(n), outcome(n), disputes(n)) : []),
];

function filing(n: Say): readonly Piece[] {
  const { expected, accepted, late } = n.basis.reports;
  if (expected === 0) return [];
  const owed = say`${n.year()}年度，${n.basis.name}应报送政府信息公开工作年度报告的单位${n.reports('expected')}个，`;
  if (accepted === 0) return [...owed, `${sayAll(expected)}尚未报送合格报告。`];
  if (expected === 1) return [...owed, late === 0 ? '已按时报送。' : '已逾期报送。'];
  if (accepted === expected && late === 0) return [...owed, '已全部按时报送。'];
  const filed = accepted === expected ? say`已全部报送` : say`已报送${n.reports('accepted')}个`;
  const onTime =
    late === 0 || late === accepted
      ? say`，${sayAll(accepted)}为${late === 0 ? '按时' : '逾期'}报送`
      : say`，其中按时报送${n.reports('onTime')}个，占应报送单位的${n.onTimeShare()}，逾期报送${n.reports('late')}个`;
  return [...owed, ...filed, ...onTime, '。'];
}

/** They report inside their own system. */
const vertical = ({ basis }: Say): readonly Piece[] =>
  basis.hasVertical === true
    ? ['当地垂直管理系统的单位在本系统内报送，不在应报送单位之内，其数字不计入汇总。']
    : [];

function notFiled(n: Say): readonly Piece[] {
  const { expected, accepted, returned } = n.basis.reports;
  if (accepted === expected || accepted === 0) return [];
  const missing = n.countReports('missing');
  const said = [
    ...(missing > 0 ? say`尚有${n.reports('missing')}个单位未报送` : []),
    ...(missing > 0 && returned > 0 ? ['，'] : []),
    ...(returned > 0 ? say`有${n.reports('returned')}个单位的报告退回后未重新报送` : []),
  ];
  return say`截至${n.asOf()}，${said}，以下数字不含上述单位。`;
}

function volume(n: Say): readonly Piece[] {
  const received =
    n.sum(RECEIVED) === 0
      ? say`${n.whose}未收到政府信息公开申请${n.compared(RECEIVED)}`
      : say`${n.whose}新收政府信息公开申请${n.cells(RECEIVED)}件${n.compared(RECEIVED)}`;
  const carriedIn = n.sum(CARRIED_IN) === 0 ? [] : say`；上年结转${n.cells(CARRIED_IN)}件`;
  const handled =
    n.sum(RECEIVED, CARRIED_IN) === 0
      ? []
      : n.sum(RESULTS) === 0
        ? ['；尚未办结']
        : say`；办结${n.cells(RESULTS)}件`;
  const carriedOut =
    n.sum(CARRIED_OUT) > 0
      ? say`，结转下年度继续办理${n.cells(CARRIED_OUT)}件`
      : n.sum(RESULTS) > 0
        ? ['，没有结转下年度继续办理的申请']
        : [];
  return [...received, ...carriedIn, ...handled, ...carriedOut, '。'];
}

const outcome = (n: Say): readonly Piece[] =>
  n.sum(RESULTS) === 0
    ? []
    : n.sum(...GRANTED) === 0
      ? ['办结的申请中，没有予以公开或者部分公开的。']
      : say`办结的申请中，予以公开和部分公开共${n.cells(...GRANTED)}件，占${n.share(GRANTED, [RESULTS])}。`;

function disputes(n: Say): readonly Piece[] {
  const [reconsidered, sued] = [n.sum(RECONSIDERATION), n.sum(...LITIGATION)];
  if (reconsidered + sued === 0) return [`${n.whose}未发生因政府信息公开引起的行政复议、行政诉讼案件。`];
  if (reconsidered === 0)
    return say`因政府信息公开引起的行政诉讼案件${n.cells(...LITIGATION)}件，未发生行政复议案件。`;
  if (sued === 0)
    return say`因政府信息公开引起的行政复议案件${n.cells(RECONSIDERATION)}件，未发生行政诉讼案件。`;
  return say`因政府信息公开引起的行政复议案件${n.cells(RECONSIDERATION)}件、行政诉讼案件${n.cells(...LITIGATION)}件。`;
}
