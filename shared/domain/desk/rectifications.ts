/** The rectification ledger (整改台账): every return and every demand of a correction, and what came of it. */
import { countDays, tellChinaDay, type Instant, type IsoDay } from '../basics/calendar.ts';
import { saysTheSame } from '../document/same-document.ts';
import { inTheirOrder, keepActs, listWithdrawn, type Act, type KeptAct } from '../standing/acts/act.ts';
import { findCorrection } from '../standing/acts/office-standing.ts';
import type { SubmissionHead } from '../standing/submission.ts';

/** `open`: the day is to come; `overdue`: it is over; `confirmed`: the office took the report as it was. */
export const RECTIFICATION_OUTCOMES = [
  'overdue',
  'open',
  'late',
  'in-time',
  'confirmed',
  'withdrawn',
] as const;
export type RectificationOutcome = (typeof RECTIFICATION_OUTCOMES)[number];

type Asked = Extract<Act, { kind: 'return' | 'demand' }>;

/** A line of the ledger, without whose it is. */
export interface RectificationLine {
  readonly act: Asked;
  readonly outcome: RectificationOutcome;
  /** When the correction came, the report was confirmed, or the act withdrawn. */
  readonly endedAt: Instant | undefined;
  /** From the day of the act to that of the correction. */
  readonly days: number | undefined;
  /** Past the day that was set, until the correction or until now; 0 while it is in time. */
  readonly daysOver: number;
}

const isAsked = (act: Act): act is Asked => act.kind === 'return' || act.kind === 'demand';

/** `acts`: all that was done about an agency's year; `heads`: all that was filed in it. The oldest first. */
export function listRectifications(
  acts: readonly Act[],
  heads: readonly SubmissionHead[],
  today: IsoDay,
): RectificationLine[] {
  return inTheirOrder(acts)
    .filter(isAsked)
    .map((asked) => ({ act: asked, ...tellOutcome(asked, acts, heads, today) }));
}

function tellOutcome(
  asked: Asked,
  acts: readonly Act[],
  heads: readonly SubmissionHead[],
  today: IsoDay,
): Omit<RectificationLine, 'act'> {
  const over = (day: IsoDay): number => Math.max(0, countDays(asked.until, day));
  const withdrawal = acts.find((act) => act.kind === 'withdraw' && act.act === asked.id);
  if (withdrawal) return { outcome: 'withdrawn', endedAt: withdrawal.at, days: undefined, daysOver: 0 };
  const correction = findCorrection(keepActs(acts), asked, heads);
  const confirmed = findConfirmation(asked, acts);
  if (confirmed !== undefined && (!correction || confirmed < correction.receivedAt))
    return { outcome: 'confirmed', endedAt: confirmed, days: undefined, daysOver: 0 };
  if (!correction) {
    const daysOver = over(today);
    return { outcome: daysOver > 0 ? 'overdue' : 'open', endedAt: undefined, days: undefined, daysOver };
  }
  const day = tellChinaDay(correction.receivedAt);
  const daysOver = over(day);
  return {
    outcome: daysOver > 0 ? 'late' : 'in-time',
    endedAt: correction.receivedAt,
    days: countDays(tellChinaDay(asked.at), day),
    daysOver,
  };
}

/** The office confirmed what it had asked to be corrected, as it was or filed once more. */
export function findConfirmation(
  { at, submission }: Pick<Asked, 'at' | 'submission'>,
  acts: readonly (Act | KeptAct)[],
): Instant | undefined {
  const withdrawn = listWithdrawn(acts);
  return inTheirOrder(acts).find(
    (act) =>
      act.kind === 'confirm' &&
      act.at > at &&
      !withdrawn.has(act.id) &&
      (act.submission.submissionId === submission.submissionId || saysTheSame(act.submission, submission)),
  )?.at;
}
