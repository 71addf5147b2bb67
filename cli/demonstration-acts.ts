/** The acts of the demonstration's offices, done once: each has an id of its own, so that the same again changes nothing. */
import { ACTED_YEAR, listDemonstrationActs, type DemonstrationAct } from '../demonstration/acts.ts';
import type { ReportTable } from '../shared/adapters/table/report-table.ts';
import { addDays, tellChinaDay, type IsoDay } from '../shared/domain/basics/calendar.ts';
import type { Deed } from '../shared/domain/standing/acts/act.ts';
import { recordAct, type ActDeps } from '../shared/pipeline/record-act.ts';

/** Nobody is written to: the addresses are examples. What can't be done any more is left out. */
export async function doDemonstrationActs(deps: {
  readonly table: ActDeps['table'] & Pick<ReportTable, 'agencyYearsAt'>;
  readonly now: ActDeps['now'];
  readonly keep: ActDeps['keep'];
}): Promise<void> {
  const today = tellChinaDay(deps.now());
  for (const act of listDemonstrationActs()) {
    const { agency, kind, why, by: mail, name } = act;
    const on = { district: agency.slice(0, 6), agencyId: agency, year: ACTED_YEAR };
    const inForce = (await deps.table.agencyYearsAt([on]))(on)?.inForce;
    await recordAct(
      { ...deps, tell: () => Promise.resolve() },
      {
        id: `demonstration-${kind}`,
        by: { kind: 'person', mail, name },
        on,
        why,
        ...describeDeed(act, inForce?.submissionId ?? '', today),
      },
    );
  }
}

function describeDeed({ kind, until }: DemonstrationAct, submissionId: string, today: IsoDay): Deed {
  const day = until === undefined ? undefined : addDays(today, until);
  switch (kind) {
    case 'return':
    case 'demand':
      return { kind, submissionId, until: day ?? today };
    case 'confirm':
      return { kind, submissionId };
    case 'note':
      return { kind, ...(day !== undefined && { until: day }) };
  }
}
