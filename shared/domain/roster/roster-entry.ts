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
  /** 信息公开工作机构 of the agency, as its information guide publishes it (Decree 711 article 12). */
  readonly mail?: string | undefined;
  /** `false`: it is not reminded by mail. */
  readonly reminders?: false | undefined;
}

export interface RosterEntry extends AgencyFacts {
  readonly district: string;
  readonly from: number;
  readonly to?: number | undefined;
  readonly predecessors: readonly string[];
  /** Agencies on the roster that name this one as a predecessor. */
  readonly successors?: readonly string[] | undefined;
  /** The telephone of whom `mail` reaches. On the roster alone: no list or page that anybody may read is made of it. */
  readonly phone?: string | undefined;
}

export interface RosterRecord extends RosterEntry {
  /** The load that made it say so. */
  readonly since: Instant;
  /** The office's act that did, where it was no load. */
  readonly act?: (SignedAct & { readonly why: string }) | undefined;
}

/** What the roster said before. */
export interface RosterVersion extends RosterRecord {
  /** When the load that put the agency on the roster was taken back: nothing was said of it from then on. */
  readonly until?: Instant | undefined;
}

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
  mail,
  reminders,
  district,
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
  ...(mail !== undefined && { mail }),
  ...(reminders === false && { reminders }),
  district,
  from,
  ...(to !== undefined && { to }),
  predecessors,
  ...(successors && { successors }),
  ...(phone !== undefined && { phone }),
});
