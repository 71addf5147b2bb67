/** A change of the roster by an office, asked for on a page or by a program. */
import { hasOffice } from '../../../shared/domain/authority/principal.ts';
import { editRoster, listMoved, planEdit, type EditedAgency } from '../../../shared/pipeline/edit-roster.ts';
import type { RefusedFields } from '../../../shared/pipeline/refused-fields.ts';
import { onAgency } from '../acts/perform-act.ts';
import type { OfficeContext, OfficeDeps } from '../ports.ts';
import { demandMay, whoAsks } from '../who-asks.ts';
import { appendAct, signPerson } from './sign-person.ts';

/** Asks for the right about each agency, and tells the audit trail before it begins. */
export async function performRosterEdit(
  c: OfficeContext,
  deps: OfficeDeps,
  asked: Omit<Parameters<typeof editRoster>[1], 'by'>,
): Promise<RefusedFields | undefined> {
  const by = signPerson(c);
  await demandAll(c, deps, asked.agencies);
  const planned = await planEdit(deps.rosterEdits, asked);
  if (planned.kind === 'refused') return planned;
  for (const { entry, changes } of planned.kind === 'possible' ? planned.preview.changed : [])
    await appendAct(deps, by, {
      act: 'edit-roster',
      on: onAgency(entry),
      // Which fields, not what they say: contacts are no auditor's.
      detail: `${asked.id} ${changes.map(({ field }) => field).join(' ')} ${asked.why}`,
    });
  const done = await editRoster(deps.rosterEdits, { ...asked, by });
  return done.kind === 'refused' ? done : undefined;
}

/** Whoever may not change one of them, or one that they follow, is told nothing of any. */
export async function demandAll(
  c: OfficeContext,
  { table }: Pick<OfficeDeps, 'table'>,
  agencies: readonly EditedAgency[],
): Promise<void> {
  const known = await table.rosterOf(agencies.map(({ id }) => id));
  const moved = await table.rosterOf(listMoved(agencies, known));
  for (const record of [...known.values(), ...moved.values()]) demandMay(c, 'edit-roster', onAgency(record));
  // Nor is whoever may change nothing told that there is no such agency.
  if (!hasOffice(whoAsks(c).grants)) demandMay(c, 'edit-roster', { kind: 'system' });
}
