/** Acts of the office about what was filed in a test, each at an instant of its own. */
import { makeInstant, toIsoDay, type Instant } from '../../shared/domain/basics/calendar.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import type { Deed } from '../../shared/domain/standing/acts/act.ts';
import { recordAct, type ActDeps, type AskedAct } from '../../shared/pipeline/record-act.ts';
import type { Store } from './a-store.ts';

let acts = 0;

/** An act by an operator; what is left out is plausible. */
export const anAct = (
  on: Place,
  deed: Deed,
  more: Partial<Pick<AskedAct, 'id' | 'why' | 'by'>> = {},
): AskedAct => ({
  id: `act-${process.pid}-${++acts}`,
  by: { kind: 'operator' },
  on,
  why: '表三合计与台账不符',
  ...deed,
  ...more,
});

/** The clock of an act where a test says nothing else. */
export const ACTED_AT = makeInstant(Date.parse('2024-03-01T02:00:00Z'));
export const UNTIL = toIsoDay('2024-03-15');

/** Letters are nobody's here. */
export const acting = (store: Store, at: Instant = ACTED_AT): ActDeps => ({
  ...store,
  now: () => at,
  keep: store.bucket.keepAct,
  tell: () => Promise.resolve(),
});

/** Does an act, and fails where it is refused. */
export async function act(store: Store, asked: AskedAct, at: Instant = ACTED_AT): Promise<string> {
  const done = await recordAct(acting(store, at), asked);
  if (done.kind === 'refused') throw new Error(`${asked.kind} was refused: ${done.why}`);
  return done.act.id;
}
