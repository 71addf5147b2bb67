/** What an office returned and marked, as the API answers it: left out where there is nothing to say. */
import type { AgencyYearState } from '../../domain/standing/agency-year.ts';
import type {
  OfficeMark,
  OfficeReturn,
  OfficeStanding,
  Rectification,
} from '../../domain/standing/acts/office-standing.ts';

/** `by`, `reason` and `until` say more of the state; a returned correction of a report in force is a mark. */
export function writeOfficeAnswer(
  state: AgencyYearState,
  office: Pick<OfficeStanding, 'returned' | 'unchanged' | 'marks'> | undefined,
) {
  const { returned, unchanged, marks = [] } = office ?? {};
  if (returned && state === 'returned') {
    const { at: returnedAt, ...said } = writeReturn(returned);
    return { by: 'office' as const, returnedAt, ...said };
  }
  const told = [
    ...(returned ? [{ kind: 'returned' as const, ...writeReturn(returned) }] : []),
    ...writeMarks(marks),
  ];
  return {
    ...(unchanged && { unchangedSinceReturn: writeReturn(unchanged) }),
    ...(told.length > 0 && { marks: told }),
  };
}

const writeReturn = ({ at, reason, until, paths }: OfficeReturn) => ({
  at,
  reason,
  until,
  ...(paths && { paths: [...paths] }),
});

export const writeMarks = (marks: readonly OfficeMark[]) =>
  marks.map(({ kind, at, reason, until, paths }) => ({
    kind,
    at,
    ...(reason !== undefined && { reason }),
    ...(until !== undefined && { until }),
    ...(paths && { paths: [...paths] }),
  }));

/** The return of one submission, with what corrected it. */
export const writeRectification = ({ correctedAt, days, ...returned }: Rectification) => ({
  by: 'office' as const,
  ...writeReturn(returned),
  correctedAt: correctedAt ?? null,
  days: days ?? null,
});
