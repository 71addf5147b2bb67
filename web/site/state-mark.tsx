import type { Dataset } from '../../shared/domain/roster/roster-entry.ts';
import type { AgencyStanding } from './agency-standing.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import { OfficeMarks, StateWord } from './office-mark.tsx';
import type { PageContext } from './page-context.ts';

/** A word with a shape beside it: never colour alone. */
export const StateMark = ({ page, standing }: { page: PageContext; standing: AgencyStanding }) => {
  const { t } = page;
  const { state, filed, errors, openWarnings, overdueDays, deadline, internal, nil, office } = standing;
  const came = filed ?? state;
  const detail =
    came === 'returned'
      ? office?.returned && errors === 0
        ? undefined
        : t.state.errors(formatNumber(errors))
      : came === 'flagged'
        ? t.state.warnings(formatNumber(openWarnings))
        : state === 'missing'
          ? overdueDays > 0
            ? t.state.overdue(formatNumber(overdueDays))
            : internal && standing.afterInternalDays === 0
              ? t.state.dueInternal(internal.until, deadline)
              : t.state.due(deadline)
          : undefined;
  return (
    <span class="standing">
      <StateWord page={page} state={state} office={office} isOverdue={overdueDays > 0} />
      {filed !== undefined && <span class="detail">{t.state.filedAllTheSame(t.states[filed])}</span>}
      {detail !== undefined && <span class="detail">{detail}</span>}
      {nil && <span class="nil">{t.state.nil}</span>}
      <OfficeMarks page={page} state={came} office={office} />
    </span>
  );
};

/** The clock of a late report, which stays after corrections; after the internal date alone nothing is late. */
export const LateMark = ({ page, standing }: { page: PageContext; standing: AgencyStanding }) =>
  standing.lateDays > 0 ? (
    <span class="late">{page.t.state.late(formatNumber(standing.lateDays))}</span>
  ) : standing.afterInternalDays > 0 ? (
    <span class="after-internal">{page.t.state.afterInternal(formatNumber(standing.afterInternalDays))}</span>
  ) : standing.state === 'accepted' || standing.state === 'flagged' ? (
    <span class="quiet">{page.t.children.onTime}</span>
  ) : (
    <span class="quiet">–</span>
  );

/** Tells the generator's figures from those of published reports; nothing for a report filed in earnest, or what a banner has said of all. */
export const DatasetMark = ({ page, dataset }: { page: PageContext; dataset: Dataset | undefined }) =>
  dataset === undefined || (dataset === 'synthetic' && page.isAllSynthetic === true) ? (
    <></>
  ) : (
    <span
      class={`dataset dataset-${dataset}`}
      title={dataset === 'synthetic' ? page.t.data.syntheticHint : page.t.data.publishedHint}
    >
      {dataset === 'synthetic' ? page.t.data.synthetic : page.t.data.published}
    </span>
  );
