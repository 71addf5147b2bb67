/** What an act would change, and what was done before, in words. */
import type { Actor } from '../shared/domain/authority/actor.ts';
import { printChinaMinute } from '../shared/domain/basics/calendar.ts';
import { STATE_WORDS } from '../shared/domain/compliance/state-words.ts';
import { chooseEdition } from '../shared/domain/form/catalogue.ts';
import { placeName } from '../shared/domain/form/cell-names.ts';
import { formatNumber } from '../shared/domain/form/number-text.ts';
import { tellState } from '../shared/domain/standing/agency-year.ts';
import type { AgencyYear } from '../shared/domain/standing/agency-year-record.ts';
import { isBeside, listWithdrawn, type Act } from '../shared/domain/standing/acts/act.ts';
import { ACT_WORDS } from '../shared/domain/standing/acts/act-words.ts';
import type { ChangedFigure, Consequence } from '../shared/domain/standing/acts/consequences.ts';
import { findRectification, isUnchangedSinceReturn } from '../shared/domain/standing/acts/office-standing.ts';
import {
  MARK_WORDS,
  RETURNED_BY_OFFICE,
  UNCHANGED_SINCE_RETURN,
} from '../shared/domain/standing/acts/office-words.ts';
import type { Submission } from '../shared/domain/standing/submission.ts';
import type { AskedAct } from '../shared/pipeline/record-act.ts';

interface Preview {
  readonly before: AgencyYear;
  readonly after: AgencyYear;
  readonly consequences: readonly Consequence[];
}

/** Figures of a region's total that are told one by one. */
const MAX_FIGURES = 6;

export function tellPreview(asked: AskedAct, { before, after, consequences }: Preview): string[] {
  const { zh, en } = ACT_WORDS[asked.kind];
  const { agency, year } = before;
  const version = 'submissionId' in asked ? ` ${asked.submissionId}` : '';
  const [then, now] = [nameStanding(before), nameStanding(after)];
  return [
    `${zh} ${en}: ${agency.name} ${agency.id} ${year}${version}`,
    then === now ? `状态不变 the state stays: ${now}` : `状态 state: ${then} → ${now}`,
    ...(consequences.length === 0 ? ['合计不变 no total changes'] : consequences.flatMap(tellRegion(year))),
  ];
}

function nameStanding({ obliged, inForce, latest, office }: AgencyYear): string {
  const state = tellState({ obliged, inForce, submitted: latest !== undefined });
  const words = [
    state === 'returned' && office?.returned ? RETURNED_BY_OFFICE : STATE_WORDS[state],
    ...(isUnchangedSinceReturn(office) ? [UNCHANGED_SINCE_RETURN] : []),
    ...(office?.marks ?? []).map(({ kind }) => MARK_WORDS[kind]),
  ];
  return words.map(({ zh, en }) => `${zh} ${en}`).join(', ');
}

const tellRegion =
  (year: number) =>
  ({ code, name, reports: { before, after }, figures }: Consequence): string[] => {
    const totals = figures.filter(({ path }) => path.endsWith('/total')).slice(0, MAX_FIGURES);
    const rest = figures.length - totals.length;
    return [
      `${name} ${code}: 已接收 accepted ${formatNumber(before.accepted)} → ${formatNumber(after.accepted)},已退回 returned ${formatNumber(before.returned)} → ${formatNumber(after.returned)}`,
      ...totals.map((figure) => tellFigure(year, figure)),
      ...(rest > 0 ? [`  另有 ${rest} 格 and ${rest} more figures`] : []),
    ];
  };

function tellFigure(year: number, { path, before, after }: ChangedFigure): string {
  const { zh, en } = placeName(chooseEdition(year), path);
  return `  ${zh} ${en}: ${formatNumber(before)} → ${formatNumber(after)}`;
}

/** The oldest first, each with who did it and what came of it. */
export function listActs(acts: readonly Act[], submissions: readonly Submission[]): string[] {
  if (acts.length === 0) return ['没有处理记录 nothing was done'];
  const withdrawn = listWithdrawn(acts);
  return acts.map((act) => {
    const { zh, en } = ACT_WORDS[act.kind];
    const until =
      'until' in act && act.until !== undefined
        ? ` → ${act.until}`
        : act.kind === 'extend'
          ? ' → 撤销 withdrawn'
          : '';
    const about =
      'submission' in act ? ` ${act.submission.submissionId}` : act.kind === 'withdraw' ? ` ${act.act}` : '';
    const undone = withdrawn.has(act.id) ? ' [已撤销 withdrawn]' : '';
    return `${act.id} ${printChinaMinute(act.at)} ${nameActor(act.by)} ${zh} ${en}${about}${until}${undone}${tellCorrection(act, acts, submissions)}: ${act.why}`;
  });
}

function tellCorrection(act: Act, acts: readonly Act[], submissions: readonly Submission[]): string {
  if (act.kind !== 'return') return '';
  const kept = acts.flatMap((one) => (isBeside(one) ? [] : [one]));
  const { correctedAt, days } = findRectification(kept, act.submission, submissions) ?? {};
  return correctedAt === undefined
    ? ''
    : ` [${printChinaMinute(correctedAt)} 已更正 corrected, ${days ?? 0} 天 days]`;
}

function nameActor(by: Actor): string {
  switch (by.kind) {
    case 'person':
    case 'credential':
      return `${by.name} <${by.mail}>`;
    case 'operator':
      return '管理员 operator';
    case 'unknown':
      return '未知 unknown';
  }
}
