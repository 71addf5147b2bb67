/** A grant as it is kept: to an address, from a day on, until a day. */
import type { Instant, IsoDay } from '../basics/calendar.ts';
import type { Actor } from './actor.ts';

/** What is granted, by the names of a file. */
export type Granted =
  | { readonly role: 'agency'; readonly agency: string }
  | { readonly role: 'oversight'; readonly region: string }
  | { readonly role: 'operator' };

export type GrantRecord = Granted & {
  /** Folded. */
  readonly mail: string;
  /** The person's. */
  readonly name: string;
  readonly from?: IsoDay | undefined;
  /** The last day of it; a day that is past withdraws it. */
  readonly to?: IsoDay | undefined;
  /** When it was last changed, and by whom. */
  readonly since: Instant;
  readonly by: Actor;
};

/** `oversight 450200`: one of a person's grants is told from another by it. */
export function nameGrant(granted: Granted): string {
  switch (granted.role) {
    case 'agency':
      return `agency ${granted.agency}`;
    case 'oversight':
      return `oversight ${granted.region}`;
    case 'operator':
      return 'operator';
  }
}

export const isInForce = ({ from, to }: Pick<GrantRecord, 'from' | 'to'>, day: IsoDay): boolean =>
  (from === undefined || from <= day) && (to === undefined || day <= to);

/** Whether both say the same; by whom and when beside. */
export const isSameGrant = (a: GrantRecord, b: GrantRecord): boolean =>
  nameGrant(a) === nameGrant(b) &&
  a.mail === b.mail &&
  a.name === b.name &&
  a.from === b.from &&
  a.to === b.to;
