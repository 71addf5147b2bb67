/**
 * The instant since which a reader asks what has changed: by a name, which means another one each day, by a day, or by a date
 * and time.
 */
import {
  addDays,
  endOfChinaDay,
  isIsoDay,
  parseInstant,
  tellChinaDay,
  toIsoDay,
  type Instant,
  type IsoDay,
} from '../basics/calendar.ts';
import { isMonday, slotInstant } from './summary-slots.ts';

/** Both are 08:00 in China: of the day before, and of the newest Monday before today. */
export const SINCE_NAMES = ['yesterday', 'monday'] as const;
export type SinceName = (typeof SINCE_NAMES)[number];

/** A form sends a time without its zone: it is China's, as all times on pages are. */
export const WITHOUT_ZONE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/;

/** The regulation came into force after this day: nothing was filed before, and calendars end at the year 0. */
const BEFORE_ALL = endOfChinaDay(toIsoDay('2008-04-30'));

/** A day alone is its beginning in China, so that what came on it has changed since. `at`: what the names are told from. */
export function parseSince(text: string, at: Instant): Instant | undefined {
  const since = readSince(text, at);
  return since !== undefined && since > BEFORE_ALL ? since : undefined;
}

function readSince(text: string, at: Instant): Instant | undefined {
  const name = SINCE_NAMES.find((one) => one === text);
  if (name) return findNamed(name, tellChinaDay(at));
  if (isIsoDay(text)) return parseInstant(`${text}T00:00+08:00`);
  if (WITHOUT_ZONE.test(text)) return parseInstant(`${text}+08:00`);
  // A plus sign that is not escaped arrives as a space.
  return parseInstant(text.replace(/ (?=\d{2}:\d{2}$)/, '+'));
}

function findNamed(name: SinceName, today: IsoDay): Instant {
  const yesterday = addDays(today, -1);
  return slotInstant(name === 'yesterday' ? yesterday : findMonday(yesterday));
}

const findMonday = (day: IsoDay): IsoDay => (isMonday(day) ? day : findMonday(addDays(day, -1)));
