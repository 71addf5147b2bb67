/** What an office must be allowed to do, that it may do an act. */
import type { Act, ActKind, Deed } from './act.ts';

/** Named as the acts of `may` are. */
type ActRight = Exclude<ActKind, 'withdraw'>;

/** Who may do something may undo it; `undefined` where there is nothing to be undone. */
export function tellRight(
  deed: Pick<Extract<Deed, { kind: 'withdraw' }>, 'kind' | 'act'> | { readonly kind: ActRight },
  acts: readonly Act[],
): ActRight | undefined {
  if (deed.kind !== 'withdraw') return deed.kind;
  const undone = acts.find(({ id }) => id === deed.act)?.kind;
  return undone === 'withdraw' ? undefined : undone;
}
