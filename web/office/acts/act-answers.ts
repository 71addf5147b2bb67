/** Acts and previews as the API answers them. */
import { isIsoDay, type IsoDay } from '../../../shared/domain/basics/calendar.ts';
import type {
  ActPreviewAnswer,
  ActsAnswer,
  ActShown,
  AskedActBody,
} from '../../../shared/contracts/api/acts-api.ts';
import { nameInYear } from '../../../shared/domain/roster/former-names.ts';
import { tellState } from '../../../shared/domain/standing/agency-year.ts';
import type { AgencyYear } from '../../../shared/domain/standing/agency-year-record.ts';
import { listWithdrawn, type Act, type Deed } from '../../../shared/domain/standing/acts/act.ts';
import { OfficeRefusal } from '../office-problem.ts';
import type { PreviewedAct } from './perform-act.ts';
import type { RosterRecord } from '../../../shared/domain/roster/roster-entry.ts';

export function readAskedDeed(body: AskedActBody): Deed {
  const { id: _id, why: _why, seen: _seen, ...said } = body;
  switch (said.kind) {
    case 'return':
    case 'demand':
      return { ...said, until: readDay(said.until) };
    case 'note': {
      const { until, ...note } = said;
      return { ...note, ...(until !== undefined && { until: readDay(until) }) };
    }
    case 'confirm':
    case 'withhold':
    case 'answer-explanation':
    case 'withdraw':
      return said;
  }
}

/** February has no 30th. */
function readDay(text: string): IsoDay {
  if (!isIsoDay(text)) throw new OfficeRefusal('malformed');
  return text;
}

/** `isOffice`: whoever asks sees who did it. */
export function writeAct(act: Act, withdrawn: ReadonlySet<string>, isOffice: boolean): ActShown {
  const { id, kind, at, why, by } = act;
  const isNamed = isOffice && 'name' in by;
  return {
    id,
    kind,
    at,
    by: { kind: by.kind, ...(isNamed && { name: by.name, mail: by.mail }) },
    why,
    ...('submission' in act && { submissionId: act.submission.submissionId }),
    ...('until' in act && act.until !== undefined && { until: act.until }),
    ...('paths' in act && act.paths && { paths: [...act.paths] }),
    ...('answer' in act && { answer: act.answer }),
    ...('act' in act && { act: act.act }),
    withdrawn: withdrawn.has(id),
  };
}

/** Notes, and what became of them, are for offices. */
export function writeActs(
  roster: RosterRecord,
  year: number,
  acts: readonly Act[],
  isOffice: boolean,
): ActsAnswer {
  const withdrawn = listWithdrawn(acts);
  const notes = new Set(acts.flatMap(({ kind, id }) => (kind === 'note' ? [id] : [])));
  const shown = acts.filter(
    (act) => isOffice || !(notes.has(act.id) || (act.kind === 'withdraw' && notes.has(act.act))),
  );
  return {
    agency: { id: roster.id, name: nameInYear(roster, year) },
    year,
    acts: shown.map((act) => writeAct(act, withdrawn, isOffice)),
  };
}

export function writePreview({
  before,
  after,
  consequences,
  letter,
}: Extract<PreviewedAct, { kind: 'possible' }>): ActPreviewAnswer {
  return {
    revision: before.revision,
    before: writeStanding(before),
    after: writeStanding(after),
    regions: consequences.map(({ code, name, reports, figures }) => ({
      code,
      name,
      accepted: { before: reports.before.accepted, after: reports.after.accepted },
      returned: { before: reports.before.returned, after: reports.after.returned },
      figures: figures.map(({ path, before: then, after: now }) => ({ path, before: then, after: now })),
    })),
    letter: letter ?? null,
  };
}

function writeStanding({ obliged, inForce, latest, office }: AgencyYear): ActPreviewAnswer['before'] {
  const { returned, marks = [] } = office ?? {};
  return {
    state: tellState({ obliged, inForce, submitted: latest !== undefined }),
    ...(returned && { returned: { at: returned.at, until: returned.until, reason: returned.reason } }),
    marks: marks.map(({ kind }) => kind),
  };
}
