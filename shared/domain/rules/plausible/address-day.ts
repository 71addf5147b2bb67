/** The day that a portal writes into an address of its pages, and how far it lies from the one that a report states. */
import { countDays, isIsoDay, type IsoDay } from '../../basics/calendar.ts';

export const MOST_DAYS_APART = 7;
/** `/20270119/`, `t20270119_`. */
const DAY_IN_ADDRESS = /(?:\/|\bt)(20\d\d)(\d\d)(\d\d)(?=[/_])/g;

/** Another day than the one stated. A portal that moves gives all of its pages the day of the move. */
interface OtherDay {
  readonly host: string;
  readonly day: IsoDay;
  readonly apart: number;
}

/** Undefined where the address has no day, or one that is near. */
export function findOtherDay({ hostname, pathname }: URL, published: IsoDay): OtherDay | undefined {
  const days = Array.from(pathname.matchAll(DAY_IN_ADDRESS), ([, y, m, d]) => `${y}-${m}-${d}`).filter(
    isIsoDay,
  );
  const day = days.at(-1);
  if (day === undefined || days.some((one) => Math.abs(countDays(published, one)) <= MOST_DAYS_APART))
    return undefined;
  return { host: hostname, day, apart: Math.abs(countDays(published, day)) };
}
