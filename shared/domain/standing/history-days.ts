/**
 * What came of a region's year, day by day of China, as sums of hashes: they add up like figures. A total as it stood at the end
 * of a day follows from what had come by then, so that one that was kept holds for as long as that sum is the same, in
 * whichever order things came to be known.
 */
import { tellChinaDay, toIsoDay, type Instant, type IsoDay } from '../basics/calendar.ts';
import type { AgencyYear } from './agency-year-record.ts';
import type { DaySums } from './day-sums.ts';
import type { Submission } from './submission.ts';

export interface HistoryDays {
  readonly days: DaySums;
  /** Other districts whose agencies' last year is compared with: agencies here open with their cases. */
  readonly opensWith: readonly string[];
}

/** What holds on every day, before anything came: whom the first load of a district's roster named, and what texts were taken away. */
export const FROM_THE_START = toIsoDay('0001-01-01');
/** Nothing was filed before. */
const FIRST_DAY = toIsoDay('2000-01-01');
/** Eight digits of base 36 hold a sum. */
const MODULUS = 2 ** 41;

const NOTHING_YET: HistoryDays = { days: new Map(), opensWith: [] };

/** `undefined` where one of them is not known: an earlier version kept none. */
export function addHistories(all: readonly (HistoryDays | undefined)[]): HistoryDays | undefined {
  const known = all.filter((one) => one !== undefined);
  if (known.length < all.length) return undefined;
  if (known.length === 0) return NOTHING_YET;
  return {
    days: addSums(known.map(({ days }) => days)),
    opensWith: [...new Set(known.flatMap(({ opensWith }) => opensWith))].sort(),
  };
}

export const equalHistories = (a: HistoryDays | undefined, b: HistoryDays | undefined): boolean =>
  a === undefined || b === undefined
    ? a === b
    : a.days.size === b.days.size &&
      [...a.days].every(([day, sum]) => b.days.get(day) === sum) &&
      a.opensWith.join() === b.opensWith.join();

/** What the agency's year is told from on its own; `undefined` where it does not know its submissions. */
export function tellHistory(item: AgencyYear): HistoryDays | undefined {
  const { agency, district, before = [], acts = [], latest, received } = item;
  if (latest && !received) return undefined;
  const enrolments = [...before, item];
  return {
    days: addSums([
      received ?? new Map(),
      ...acts.map(({ id, at }) => sumAt(at, `act#${id}`)),
      ...enrolments.map(({ since }) => sumAt(since, nameEnrolment(agency, since))),
    ]),
    opensWith: [
      ...new Set(enrolments.flatMap(({ opensWith = [] }) => opensWith.map((one) => one.district))),
    ].filter((one) => one !== district),
  };
}

/**
 * What the roster of a district's year said first held before, too. Whoever came to it later leaves earlier days as they are: a
 * load of some new agencies makes nothing anew that was kept of closed years.
 */
export function tellFirstRoster(agencies: readonly AgencyYear[]): HistoryDays {
  const said = agencies.map((item) => ({
    agency: item.agency,
    since: item.before?.[0]?.since ?? item.since,
  }));
  const first = said.map(({ since }) => since).sort()[0];
  const named = said.filter(({ since }) => since === first);
  if (named.length === 0) return NOTHING_YET;
  const sums = named.map(
    ({ agency, since }) => new Map([[FROM_THE_START, hash(nameEnrolment(agency, since))]]),
  );
  return { days: addSums(sums), opensWith: [] };
}

const nameEnrolment = ({ id }: AgencyYear['agency'], since: Instant): string => `roster#${id}#${since}`;

/** By day of receipt; a text that was taken away is none on any day. */
export const sumReceived = (
  submissions: readonly Pick<Submission, 'submissionId' | 'receivedAt' | 'redacted'>[],
): DaySums =>
  addSums(
    submissions.flatMap(({ submissionId, receivedAt, redacted }) => [
      sumAt(receivedAt, `submission#${submissionId}`),
      ...(redacted ? [new Map([[FROM_THE_START, hash(`redacted#${submissionId}`)]])] : []),
    ]),
  );

/** The last day up to `day` on which anything came; `undefined` where nothing had. */
export const lastDay = (histories: readonly HistoryDays[], day: IsoDay): IsoDay | undefined =>
  histories.flatMap(({ days }) => [...days.keys()].filter((one) => one <= day)).reduce(later, undefined);

const later = (a: IsoDay | undefined, b: IsoDay): IsoDay => (a === undefined || b > a ? b : a);

/** What a total of that day was made from. */
export const stampDay = (histories: readonly HistoryDays[], day: IsoDay): string =>
  histories
    .map(({ days }) =>
      [...days].reduce((sum, [one, added]) => (one <= day ? (sum + added) % MODULUS : sum), 0).toString(36),
    )
    .join('.');

/** Every day on which a total may have changed, the earliest first. */
export const daysIn = (histories: readonly HistoryDays[]): IsoDay[] =>
  [...new Set(histories.flatMap(({ days }) => [...days.keys()]))].sort();

function sumAt(at: Instant, what: string): DaySums {
  const day = tellChinaDay(at);
  return new Map([[day < FIRST_DAY ? FROM_THE_START : day, hash(what)]]);
}

export function addSums(all: readonly DaySums[]): DaySums {
  const sums = new Map<IsoDay, number>();
  for (const days of all)
    for (const [day, sum] of days) sums.set(day, ((sums.get(day) ?? 0) + sum) % MODULUS);
  return sums;
}

/** FNV-1a with the last mixing of MurmurHash 3: sums of 32 bits that tell one set of names from another. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
