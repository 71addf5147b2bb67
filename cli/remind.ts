/** `gouji act remind AGENCY/YEAR…`: a mail to each of what it owes, once a day at most. */
import type { Text } from '../shared/domain/basics/text.ts';
import { OWED_WORDS, REMINDER_REFUSAL_WORDS } from '../shared/domain/compliance/reminder.ts';
import type { Place } from '../shared/domain/basics/place.ts';
import { previewReminders, remindNow } from '../shared/pipeline/remind-agencies.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import { askFirst } from './ask-first.ts';
import { appendToTrail } from './audit-trail.ts';
import type { RunningSystem } from './connect.ts';
import { sayLine, warnLine } from './terminal.ts';

type Reminder = Awaited<ReturnType<typeof previewReminders> | ReturnType<typeof remindNow>>[number];

export async function remind(
  system: RunningSystem,
  values: { readonly 'dry-run': boolean; readonly yes: boolean },
  asked: { readonly on: readonly Place[]; readonly why: string },
): Promise<number> {
  const deps = {
    table: system.table,
    ledger: system.ledger,
    now: systemClock,
    keep: system.bucket.keepAct,
    tell: system.bucket.orderLetter,
  };
  const planned = await previewReminders(deps, asked);
  const open = planned.flatMap((one) => (one.kind === 'possible' ? [one.on] : []));
  if (open.length > 0) {
    const exit = await askFirst(system, values, planned.map(tellReminder));
    if (exit !== undefined) return exit;
    for (const { agencyId: agency, district, year } of open)
      await appendToTrail(system, {
        act: 'remind',
        on: { kind: 'agency', agency, district, year },
        detail: asked.why,
      });
  }
  // Those that can't be are asked for, too: of today's, the mail may not have been asked for.
  const done = await remindNow(deps, { ...asked, by: { kind: 'operator' } });
  for (const one of done) (one.kind === 'refused' ? warnLine : sayLine)(tellReminder(one));
  return done.every(({ kind }) => kind === 'reminded') ? 0 : 1;
}

function tellReminder(one: Reminder): string {
  const named = `${one.on.agencyId} ${one.name} ${one.on.year}`;
  if (one.kind === 'refused')
    return `${named}: 未催报 not reminded: ${both(REMINDER_REFUSAL_WORDS[one.why])}`;
  return `${named}: 催报 remind <${one.to}>: ${both(OWED_WORDS[one.owed])}, ${one.due}`;
}

const both = ({ zh, en }: Text): string => `${zh} / ${en}`;
