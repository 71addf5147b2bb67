/** An agency as the roster (机关名录) has it, now and before. */
import type { SignedAct } from '../authority/signed-act.ts';
import { isObligedKind, type AgencyKind, type Instant } from '../basics/calendar.ts';
import type { FormerName } from './former-names.ts';

/** Where a report comes from: a published one, or the generator's (演示数据). Absent: a report filed in earnest. */
export const DATASETS = ['published', 'synthetic'] as const;
export type Dataset = (typeof DATASETS)[number];

/** What the roster says of an agency in each of its years. */
export interface AgencyFacts {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  /** The oldest first; see `former-names.ts`. */
  readonly formerNames?: readonly FormerName[] | undefined;
  readonly kind: AgencyKind;
  readonly dataset?: Dataset | undefined;
  /** What it is there for, by its id, where the roster says so (`agency-functions.ts`). */
  readonly function?: string | undefined;
  /** `false`: it is not reminded by mail. */
  readonly reminders?: false | undefined;
}

/** What everybody may know of it. */
interface RosterFacts extends AgencyFacts {
  readonly district: string;
  /** How its name is read, where the roster says so; a dictionary reads it elsewhere. */
  readonly pinyin?: string | undefined;
  readonly from: number;
  readonly to?: number | undefined;
  readonly predecessors: readonly string[];
  /** Agencies on the roster that name this one as a predecessor. */
  readonly successors?: readonly string[] | undefined;
}

/** As files have it, contact and all. */
export interface RosterEntry extends RosterFacts {
  /** 信息公开工作机构 of the agency, as its information guide publishes it (Decree 711 article 12). */
  readonly mail?: string | undefined;
  /** The telephone of whom `mail` reaches. */
  readonly phone?: string | undefined;
}

/** Without its contact, which lies in an item of its own: whoever reads this may not be one who may see it. */
export interface RosterRecord extends RosterFacts {
  /** The load that made it say so. */
  readonly since: Instant;
  /** The office's act that did, where it was no load. */
  readonly act?: (SignedAct & { readonly why: string }) | undefined;
  /** Since when its contact has been what it is in this version; left out where it has none. */
  readonly contactSince?: Instant | undefined;
}

/** What the roster said before. */
export interface RosterVersion extends RosterRecord {
  /** When the load that put the agency on the roster was taken back: nothing was said of it from then on. */
  readonly until?: Instant | undefined;
}

/** With its contact, for whoever may see or change it. The key is never left out, so that no other record is taken for one. */
export type WholeRecord = RosterRecord & RosterEntry & { readonly contactSince: Instant | undefined };
/** A contact of earlier days is there as long as it is kept. */
export type WholeVersion = RosterVersion & WholeRecord;

/** Whether it is there in the year, and may file. */
export const isOnRoster = ({ from, to }: Pick<RosterEntry, 'from' | 'to'>, year: number): boolean =>
  year >= from && (to === undefined || year <= to);

export const isObliged = (entry: Pick<RosterEntry, 'kind' | 'from' | 'to'>, year: number): boolean =>
  isObligedKind(entry.kind) && isOnRoster(entry, year);

/** The entry alone, of a record too. */
export const pickEntry = ({
  id,
  name,
  aliases,
  formerNames,
  kind,
  dataset,
  function: functionId,
  mail,
  reminders,
  district,
  pinyin,
  from,
  to,
  predecessors,
  successors,
  phone,
}: RosterEntry): RosterEntry => ({
  id,
  name,
  aliases,
  ...(formerNames && { formerNames }),
  kind,
  ...(dataset && { dataset }),
  ...(functionId !== undefined && { function: functionId }),
  ...(mail !== undefined && { mail }),
  ...(reminders === false && { reminders }),
  district,
  ...(pinyin !== undefined && { pinyin }),
  from,
  ...(to !== undefined && { to }),
  predecessors,
  ...(successors && { successors }),
  ...(phone !== undefined && { phone }),
});
