/** 三、收到和处理政府信息公开申请情况: who asked, what came of it and why, and who moved the total most. */
import { APPLICANT_COLUMNS } from '../form/catalogue.ts';
import { listOutcomes, nameReason, RECEIVED, RESULTS, type OutcomeRows } from './application-cells.ts';
import type { DraftChild, Paragraph, Piece } from './draft.ts';
import { readFigure } from '../form/figures.ts';
import { enumerate, paragraph, say, sayAll, writeShare, type Say } from './say.ts';

export function draftApplications(n: Say): readonly Paragraph[] {
  const { figures } = n.basis;
  if (!figures) return [];
  const outcomes = listOutcomes(figures.edition);
  return [
    ...paragraph(applicants(n), moved(n)),
    ...paragraph(results(n, outcomes)),
    ...paragraph(...outcomes.map((outcome) => reasons(n, outcome))),
  ];
}

function applicants(n: Say): readonly Piece[] {
  if (n.sum(RECEIVED) === 0) return [`${n.whose}未收到政府信息公开申请。`];
  const parts = largestFirst(
    n,
    APPLICANT_COLUMNS.filter(({ key }) => key !== 'total').map(({ key, label }) => ({
      name: key === 'other' ? '其他组织' : label.zh,
      cells: [`/applications/received/${key}`],
    })),
  );
  const [only] = parts;
  if (!only) return [];
  if (parts.length === 1)
    return say`新收的${n.cells(RECEIVED)}件申请${sayAll(n.sum(RECEIVED))}由${only.name}提出。`;
  const said = parts.map(
    ({ name, cells }) => say`${name}${n.cells(...cells)}件${writeShare(n, cells, [RECEIVED])}`,
  );
  return say`新收的${n.cells(RECEIVED)}件申请中，${enumerate(said, '；')}。`;
}

interface Counted {
  readonly name: string;
  readonly cells: readonly string[];
}
/** Those that count something; equals in the form's order. */
const largestFirst = (n: Say, parts: readonly Counted[]): readonly Counted[] =>
  parts.filter(({ cells }) => n.sum(...cells) > 0).toSorted((a, b) => n.sum(...b.cells) - n.sum(...a.cells));

function results(n: Say, outcomes: readonly OutcomeRows[]): readonly Piece[] {
  if (n.sum(RESULTS) === 0) return [`${n.whose}没有办结的政府信息公开申请。`];
  const parts = outcomes.filter(({ cells }) => n.sum(...cells) > 0);
  const [only] = parts;
  if (!only) return [];
  if (parts.length === 1)
    return say`办结的${n.cells(RESULTS)}件申请，结果${sayAll(n.sum(RESULTS))}为${only.name}。`;
  const said = parts.map(
    ({ name, cells }) => say`${name}${n.cells(...cells)}件${writeShare(n, cells, [RESULTS])}`,
  );
  return say`办结的${n.cells(RESULTS)}件申请中，${enumerate(said, '；')}。`;
}

/** `不予公开的24件，原因依次为…`; nothing where the form gives the outcome no reasons. */
function reasons(n: Say, { name, rows, cells }: OutcomeRows): readonly Piece[] {
  if (rows.length < 2 || n.sum(...cells) === 0) return [];
  const parts = largestFirst(
    n,
    rows.map((row) => ({ name: nameReason(row), cells: [`${row.path}/total`] })),
  );
  const [only] = parts;
  if (parts.length === 1 && only)
    return say`${name}的${n.cells(...cells)}件，情形${sayAll(n.sum(...cells))}为${only.name}。`;
  const said = parts.map((part) => say`${part.name}${n.cells(...part.cells)}件`);
  return say`${name}的${n.cells(...cells)}件，按件数依次为${enumerate(said)}。`;
}

/** More than these that moved it alike are no news. */
const MAX_TIED = 3;

/** Who changed most in the total's own direction. */
function moved(n: Say): readonly Piece[] {
  const { figures, previous, children } = n.basis;
  const change = differenceIn({ now: figures, before: previous });
  if (change === undefined || change === 0) return [];
  const changed = children.flatMap((child) => {
    const difference = differenceIn(child);
    return difference !== undefined && difference * change > 0 ? [{ child, size: Math.abs(difference) }] : [];
  });
  const most = Math.max(0, ...changed.map(({ size }) => size));
  const first = changed.filter(({ size }) => size === most).map(({ child }) => child);
  const [one] = first;
  if (!one || first.length > MAX_TIED || children.length < 2) return [];
  const word = change > 0 ? '增加' : '减少';
  if (first.length > 1)
    return say`与上年相比，新收申请${word}最多的是${enumerate(first.map(({ name }) => name))}，均${word}${n.child(one.id, [RECEIVED], 'difference')}件。`;
  return say`与上年相比，新收申请${word}最多的是${one.name}，由${n.child(one.id, [RECEIVED], 'before')}件${change > 0 ? '增至' : '减至'}${n.child(one.id, [RECEIVED], 'now')}件。`;
}

function differenceIn({ now, before }: Pick<DraftChild, 'now' | 'before'>): number | undefined {
  const [received, last] = [now, before].map((figures) => figures && readFigure(figures, RECEIVED));
  return received === undefined || last === undefined ? undefined : received - last;
}
