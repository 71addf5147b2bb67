/** `gouji act roster AGENCY` and `gouji act merge AGENCY…`: what the roster says, changed by an act that keeps who and why. */
import { randomUUID } from 'node:crypto';
import {
  editRoster,
  planMerger,
  previewEdit,
  type AskedMerger,
  type EditedAgency,
} from '../shared/pipeline/edit-roster.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import { askFirst } from './ask-first.ts';
import { appendToTrail } from './audit-trail.ts';
import type { RunningSystem } from './connect.ts';
import { openSpeller } from './spell-name.ts';
import { tellRoster } from './tell-load.ts';
import { tellProblems } from './tell-problems.ts';
import { sayLine } from './terminal.ts';

interface Wanted {
  readonly 'dry-run': boolean;
  readonly yes: boolean;
}

export async function changeRoster(
  system: RunningSystem,
  values: Wanted,
  what: { readonly agencies: readonly EditedAgency[]; readonly why: string },
): Promise<number> {
  const { table, bucket } = system;
  const deps = { table, now: systemClock, spell: await openSpeller(table), tell: bucket.orderRosterLetter };
  const planned = await previewEdit(deps, what);
  if (planned.kind === 'refused') return tellProblems(planned.problems);
  const lines = [
    ...tellRoster(planned.preview, [], planned.outside).details,
    ...planned.access.map(
      ({ id, lost = '–', gained = '–' }) => `登录邮箱 may sign in for ${id}: ${lost} → ${gained}`,
    ),
  ];
  const exit = await askFirst(system, values, lines);
  if (exit !== undefined) return exit;
  const id = randomUUID();
  for (const { entry, changes } of planned.preview.changed)
    await appendToTrail(system, {
      act: 'edit-roster',
      on: { kind: 'agency', agency: entry.id, district: entry.district },
      detail: `${id} ${changes.map(({ field }) => field).join(' ')} ${what.why}`,
    });
  const done = await editRoster(deps, { ...what, id, by: { kind: 'operator' } });
  if (done.kind === 'refused') return tellProblems(done.problems);
  for (const line of lines) sayLine(line);
  sayLine(`已记录 done: ${id}`);
  return 0;
}

export async function mergeAgencies(
  system: RunningSystem,
  values: Wanted,
  { why, ...merger }: Pick<AskedMerger, 'merged' | 'into' | 'from' | 'why'>,
): Promise<number> {
  const planned = await planMerger(system, merger);
  if (planned.kind === 'refused') return tellProblems(planned.problems);
  return changeRoster(system, values, { agencies: planned.agencies, why });
}
