/** What is open about an agency's year, by the rules of the desk: what its office waits for, or others wait for of it. */
import {
  describeDeskEntry,
  isOnList,
  tellDeskDays,
  type DeskList,
} from '../../../shared/domain/desk/desk.ts';
import { formatNumber } from '../../../shared/domain/form/number-text.ts';
import type { OfficeActsTexts } from '../../texts/office-acts-zh-cn.ts';
import type { OfficeYear } from './read-year.ts';

/** A sentence each, the most urgent first. */
export function tellOpen(
  { standing, item, acts, now }: Pick<OfficeYear, 'standing' | 'item' | 'acts' | 'now'>,
  t: OfficeActsTexts['open'],
): string[] {
  const { state, deadline, overdueDays } = standing;
  const entry = describeDeskEntry(item, acts, now, undefined);
  const { promise, explained } = entry;
  /** The day that was set for what stands in a list, and how it is told before it and after. */
  const tellDay = (
    list: DeskList,
    coming: (day: string) => string,
    over: (day: string) => string,
  ): string[] => {
    const due = isOnList(list, entry) ? tellDeskDays(entry, list) : undefined;
    return due ? [(due.days > 0 ? over : coming)(due.day)] : [];
  };
  return [
    ...(state === 'missing'
      ? [overdueDays > 0 ? t.overdue(formatNumber(overdueDays)) : t.missing(deadline)]
      : []),
    ...tellDay('returned-by-office', t.returned, t.returnedOver),
    ...tellDay('demanded-not-corrected', t.demanded, t.demandedOver),
    ...(isOnList('explanations-to-confirm', entry) ? [t.explanations(formatNumber(explained))] : []),
    ...(isOnList('newly-filed', entry) ? [t.confirm] : []),
    ...(promise ? [t.promised(promise.until, promise.why)] : []),
  ];
}
