/** What is open about an agency's year: what its office waits for, or others wait for of it. */
import type { Instant } from '../../../shared/domain/basics/calendar.ts';
import { formatNumber } from '../../../shared/domain/form/number-text.ts';
import { listWithdrawn } from '../../../shared/domain/standing/acts/act.ts';
import type { OfficeActsTexts } from '../../texts/office-acts-zh-cn.ts';
import { tellToday, type OfficeYear } from './read-year.ts';

/** A sentence each, the most urgent first. */
export function tellOpen(
  {
    standing,
    subject,
    acts,
    now,
  }: Pick<OfficeYear, 'standing' | 'subject' | 'acts'> & { readonly now: Instant },
  t: OfficeActsTexts['open'],
): string[] {
  const today = tellToday({ now });
  const { state, office, deadline, overdueDays } = standing;
  const { returned, marks = [] } = office ?? {};
  const demanded = marks.find(({ kind }) => kind === 'demanded')?.until;
  const isAnswered = marks.some(({ kind }) => kind.startsWith('explanation-'));
  const explanations = subject?.explanationCount ?? 0;
  return [
    ...(state === 'missing'
      ? [overdueDays > 0 ? t.overdue(formatNumber(overdueDays)) : t.missing(deadline)]
      : []),
    ...(returned
      ? [returned.until < today ? t.returnedOver(returned.until) : t.returned(returned.until)]
      : []),
    ...(demanded === undefined ? [] : [demanded < today ? t.demandedOver(demanded) : t.demanded(demanded)]),
    ...(subject && explanations > 0 && !isAnswered ? [t.explanations(formatNumber(explanations))] : []),
    ...(subject && marks.every(({ kind }) => kind !== 'confirmed' && kind !== 'demanded') ? [t.confirm] : []),
    ...listPromises(acts, t),
  ];
}

function listPromises(acts: OfficeYear['acts'], t: OfficeActsTexts['open']): string[] {
  const withdrawn = listWithdrawn(acts);
  return acts.flatMap((act) =>
    act.kind === 'note' && act.until !== undefined && !withdrawn.has(act.id)
      ? [t.promised(act.until, act.why)]
      : [],
  );
}
