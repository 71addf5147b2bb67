/** A grant as it is kept: to an address, from a day on, until a day. */
import type { Instant, IsoDay } from '../basics/calendar.ts';
import { isRegionCode } from '../basics/region.ts';
import { writeStretch } from '../basics/stretch.ts';
import type { Actor } from './actor.ts';
import type { On } from './may.ts';

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
  /** Why it was withdrawn before its last day. `to` is past then: releases that know no more read that. */
  readonly withdrawn?: { readonly why: string } | undefined;
};

/** As somebody wants it. */
export type WishedGrant = Granted & Pick<GrantRecord, 'mail' | 'name' | 'from' | 'to' | 'withdrawn'>;

/** One change of a grant, kept for ever; `id` tells it from another, and the same asked once more from a new one. */
export interface GrantChange {
  readonly id: string;
  readonly act: 'grant' | 'withdraw-grant';
  readonly at: Instant;
  readonly by: Actor;
  readonly before?: GrantRecord | undefined;
  readonly after: GrantRecord;
}

/** Whether it was last changed on the page: a list that is loaded later leaves it as it is. */
export const isFromPage = ({ by }: Pick<GrantRecord, 'by'>): boolean => by.kind === 'person';

export const MAX_NAME_LENGTH = 50;
/** Every act keeps it. */
export const isPersonName = (name: string): boolean =>
  name !== '' && name.length <= MAX_NAME_LENGTH && !/\p{Cc}/u.test(name);

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

/** Where it gives a say; an agency's district is the roster's to tell, and one that it lacks lies in no region. */
export function placeGrant(granted: Granted, findDistrict: (agency: string) => string | undefined): On {
  switch (granted.role) {
    case 'agency': {
      const { agency } = granted;
      const district = findDistrict(agency);
      return district === undefined ? { kind: 'system' } : { kind: 'agency', agency, district };
    }
    case 'oversight':
      return { kind: 'region', region: granted.region };
    case 'operator':
      return { kind: 'system' };
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

/** As the audit trail tells it: to whom, what, from when until when. */
export function describeGrant(grant: WishedGrant): string {
  const { mail, name, from, to } = grant;
  const span = from === undefined && to === undefined ? '' : ` ${writeStretch(from, to)}`;
  return `${mail} ${name} ${nameGrant(grant)}${span}`;
}

/** What `nameGrant` names. */
export function parseGranted(name: string): Granted | undefined {
  const [role, where = '', ...more] = name.split(' ');
  if (more.length > 0) return undefined;
  if (role === 'agency' && where !== '') return { role, agency: where };
  if (role === 'oversight' && isRegionCode(where)) return { role, region: where };
  return role === 'operator' && where === '' ? { role } : undefined;
}
