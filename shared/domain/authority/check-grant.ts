/** Whether a person may give or take a grant: within what they have a say in, never their own, never the last operator's. */
import type { IsoDay } from '../basics/calendar.ts';
import { isInForce, isSameGrant, type GrantRecord } from './grant-record.ts';
import { may, type On } from './may.ts';
import type { Principal } from './principal.ts';

export type GrantRefusal =
  /** Above or beside their own region; what is an operator's is granted by operators alone. */
  | 'not-yours'
  /** Nobody widens or changes what they have themselves. */
  | 'own'
  /** Nobody would be left who may load data, or grant this. */
  | 'last-operator'
  /** It stands so already. */
  | 'unchanged'
  /** It is not in force, and will not be. */
  | 'ended';

interface Asked {
  /** `undefined` where it is new. */
  readonly before: GrantRecord | undefined;
  readonly after: GrantRecord;
  readonly on: On;
  /** Everybody's that is an operator's, as it is before. */
  readonly operators: readonly GrantRecord[];
}

export function checkGrant(
  principal: Principal,
  { before, after, on, operators }: Asked,
  today: IsoDay,
): GrantRefusal | undefined {
  if (!may(principal, 'grant', on)) return 'not-yours';
  if (after.mail === principal.mail) return 'own';
  if (after.withdrawn && (!before || hasEnded(before, today))) return 'ended';
  if (!after.withdrawn && hasEnded(after, today)) return 'ended';
  if (before && !before.withdrawn && !after.withdrawn && isSameGrant(before, after)) return 'unchanged';
  return after.role === 'operator' && leavesNobody(operators, after, today) ? 'last-operator' : undefined;
}

export const hasEnded = ({ to }: Pick<GrantRecord, 'to'>, today: IsoDay): boolean =>
  to !== undefined && to < today;

/** Neither now, nor once those have ended that end by themselves; unless it was so before. */
function leavesNobody(operators: readonly GrantRecord[], after: GrantRecord, today: IsoDay): boolean {
  const left = [...operators.filter(({ mail }) => mail !== after.mail), after];
  const inForce = (grants: readonly GrantRecord[]) => grants.filter((grant) => isInForce(grant, today));
  const lasting = (grants: readonly GrantRecord[]) => inForce(grants).filter(({ to }) => to === undefined);
  return [inForce, lasting].some((count) => count(operators).length > 0 && count(left).length === 0);
}
