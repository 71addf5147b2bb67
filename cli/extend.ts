/** `gouji act extend AGENCY/YEAR|REGION/YEAR`: a later day by the calendar, or what was set withdrawn. */
import { randomUUID } from 'node:crypto';
import { isRegionCode } from '../shared/domain/basics/region.ts';
import {
  extendDeadlines,
  previewExtension,
  type AskedExtension,
} from '../shared/pipeline/extend-deadlines.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import { askFirst } from './ask-first.ts';
import { appendToTrail } from './audit-trail.ts';
import type { RunningSystem } from './connect.ts';
import { UsageError } from './exit-codes.ts';
import { countDeadlines, tellDeadlines } from './tell-load.ts';
import { tellProblems } from './tell-problems.ts';
import { sayLine } from './terminal.ts';

export async function extend(
  system: RunningSystem,
  values: { readonly 'dry-run': boolean; readonly yes: boolean },
  what: Omit<AskedExtension, 'id' | 'by'>,
): Promise<number> {
  const asked: AskedExtension = { ...what, id: randomUUID(), by: { kind: 'operator' } };
  const deps = {
    table: system.table,
    now: systemClock,
    keep: system.bucket.keepAct,
    tell: system.bucket.orderLetter,
  };
  const planned = await previewExtension(deps, asked);
  if (planned.kind === 'refused') return tellProblems(planned.problems);
  const { scope, year, until, kind = '*' } = asked;
  const lines = [
    `${until === '' ? '撤销延期 withdraw the extension' : '延期 extend'}: ${scope} ${year} ${kind} ${until}`.trimEnd(),
    ...tellDeadlines(planned.changes),
    countDeadlines(planned.changes),
  ];
  const exit = await askFirst(system, values, lines);
  if (exit !== undefined) return exit;
  await appendToTrail(system, {
    act: 'extend',
    on: await describeScope(system, asked),
    detail: [asked.id, kind, until, asked.why, asked.source].join(' '),
  });
  const done = await extendDeadlines(deps, asked);
  if (done.kind === 'refused') return tellProblems(done.problems);
  for (const line of lines) sayLine(line);
  sayLine(`已记录 done: ${asked.id}`);
  return 0;
}

async function describeScope({ table }: RunningSystem, { scope, year }: AskedExtension) {
  if (isRegionCode(scope)) return { kind: 'region', region: scope, year } as const;
  const roster = await table.roster(scope);
  if (!roster) throw new UsageError(`the roster knows no agency ${scope}`);
  return { kind: 'agency', agency: scope, district: roster.district, year } as const;
}
