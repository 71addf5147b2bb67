/**
 * When summaries are made: at 08:00 China time, every day from 2 January to 30 April, when reports are due and come in;
 * on Mondays otherwise. The crons of the wiring say the same to EventBridge.
 */
import {
  tellChinaDay,
  countDays,
  makeInstant,
  isIsoDay,
  parseInstant,
  addDays,
  countEpochMs,
  type Instant,
  type IsoDay,
} from '../basics/calendar.ts';

/** A slot by its civil day in China, which names it in keys and mails. */
export type Slot = IsoDay;

/** A nation or a province of more is shown as it was summarised: a thousand agencies take half a second of processor time. */
export const MOST_READ_LIVE = { regions: 200, agencies: 2000 };

const SLOT_TIME = 'T08:00:00+08:00';
const DAYS_OF_A_WEEK = 7;

export const slotInstant = (slot: Slot): Instant => instantOn(slot, SLOT_TIME);

function instantOn(day: IsoDay, time: string): Instant {
  const at = parseInstant(`${day}${time}`);
  if (at === undefined) throw new RangeError(`${day} is not a day`);
  return at;
}

/** Whether a summary is made on this day. */
export function isSlot(day: IsoDay): boolean {
  const monthAndDay = day.slice(-5);
  return (monthAndDay >= '01-02' && monthAndDay <= '04-30') || isMonday(day);
}

/** 1970-01-05 was a Monday. */
export function isMonday(day: IsoDay): boolean {
  return countDays(FIRST_MONDAY, day) % DAYS_OF_A_WEEK === 0;
}
const FIRST_MONDAY = dayOf('1970-01-05');

function dayOf(text: string): IsoDay {
  if (!isIsoDay(text)) throw new RangeError(`${text} is not a day`);
  return text;
}

/** The newest slot that is not after the instant. */
export function findSlotAtOrBefore(at: Instant): Slot {
  const today = tellChinaDay(at);
  return slotOnOrBefore(slotInstant(today) <= at ? today : addDays(today, -1));
}

/** The newest slot that is before the instant. */
export function findSlotBefore(at: Instant): Slot {
  return findSlotAtOrBefore(makeInstant(countEpochMs(at) - 1));
}

/** Until noon the summary of the morning has just been told: what it told is still news. */
const MORNING_ENDS = 'T12:00:00+08:00';

/**
 * The slot since which changes are told to a reader at an instant: the newest slot before it; on the morning of a slot
 * the one before that, so that the page says what the summary of 08:00 said, and not that nothing has changed since.
 */
export function findSlotToCompare(at: Instant): Slot {
  const newest = findSlotBefore(at);
  return at < instantOn(newest, MORNING_ENDS) ? findSlotBefore(slotInstant(newest)) : newest;
}

function slotOnOrBefore(day: IsoDay): Slot {
  return isSlot(day) ? day : slotOnOrBefore(addDays(day, -1));
}
