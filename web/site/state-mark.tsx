import type { Dataset } from '../../shared/domain/roster/roster-entry.ts';
import type { AgencyStanding } from './agency-standing.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import type { PageContext } from './page-context.ts';

/** A word with a shape beside it: never colour alone. */
export const StateMark = ({ page, standing }: { page: PageContext; standing: AgencyStanding }) => {
  const { t } = page;
  const { state, errors, openWarnings, overdueDays, deadline, nil } = standing;
  const detail =
    state === 'returned'
      ? t.state.errors(formatNumber(errors))
      : state === 'flagged'
        ? t.state.warnings(formatNumber(openWarnings))
        : state === 'missing'
          ? overdueDays > 0
            ? t.state.overdue(formatNumber(overdueDays))
            : t.state.due(deadline)
          : undefined;
  return (
    <span class="standing">
      <span class={`state state-${state}`}>{t.states[state]}</span>
      {detail !== undefined && <span class="detail">{detail}</span>}
      {nil && <span class="nil">{t.state.nil}</span>}
    </span>
  );
};

/** The clock of a late report; it stays after corrections. */
export const LateMark = ({ page, standing }: { page: PageContext; standing: AgencyStanding }) =>
  standing.lateDays > 0 ? (
    <span class="late">{page.t.state.late(formatNumber(standing.lateDays))}</span>
  ) : standing.state === 'accepted' || standing.state === 'flagged' ? (
    <span class="quiet">{page.t.children.onTime}</span>
  ) : (
    <span class="quiet">–</span>
  );

/** Tells the generator's figures from those of published reports; nothing for a report filed in earnest. */
export const DatasetMark = ({ page, dataset }: { page: PageContext; dataset: Dataset | undefined }) =>
  dataset === undefined ? (
    <></>
  ) : (
    <span
      class={`dataset dataset-${dataset}`}
      title={dataset === 'synthetic' ? page.t.data.syntheticHint : page.t.data.publishedHint}
    >
      {dataset === 'synthetic' ? page.t.data.synthetic : page.t.data.published}
    </span>
  );
