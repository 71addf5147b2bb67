/** A region's parts side by side, each leading to its own page, and its agencies by kind and state. */
import {
  filingShare,
  onTimeShare,
  setApart,
  type ComplianceCounts,
} from '../../shared/domain/compliance/compliance.ts';
import { formatNumber, formatShare } from '../../shared/domain/form/number-text.ts';
import { LISTS_ID, compliance, listed, type ComplianceProps } from './compliance-address.ts';
import { href, regionName, type PageContext } from '../site/page-context.ts';
import { nameState } from '../site/office-mark.tsx';
import { StateStack } from '../site/state-stack.tsx';

export const DistrictsSection = ({ page, view }: ComplianceProps) => {
  const t = page.t.compliance.districts;
  const { region, children } = view.summary;
  const { ownLevel, overdueMissing } = view.outline;
  return (
    <section aria-labelledby="districts-heading">
      <h2 id="districts-heading">
        {t.heading} <span class="count">{formatNumber(children.length)}</span>
      </h2>
      <p class="note">{t.note}</p>
      <ul class="districts">
        {children.map((child) => (
          <District
            page={page}
            name={regionName(page, child)}
            address={href(page, compliance(view, { code: child.code }))}
            counts={child}
            overdueMissing={overdueMissing.byChild[child.code] ?? 0}
          />
        ))}
        {ownLevel && ownLevel.expected > 0 && (
          <District
            page={page}
            name={t.ownLevel(regionName(page, region))}
            address={`${href(page, listed(view, { list: undefined, kind: undefined, district: region.code }))}#${LISTS_ID}`}
            counts={ownLevel}
            overdueMissing={overdueMissing.byChild[region.code] ?? 0}
          />
        )}
      </ul>
    </section>
  );
};

interface DistrictProps {
  readonly page: PageContext;
  readonly name: string;
  readonly address: string;
  readonly counts: ComplianceCounts;
  readonly overdueMissing: number;
}

const District = ({ page, name, address, counts, overdueMissing }: DistrictProps) => {
  const t = page.t.compliance.districts;
  // Agencies that are not obliged are a roster, too.
  const hasRoster = counts.expected + counts.notObliged > 0;
  return (
    <li class={hasRoster ? 'district' : 'district district-empty'}>
      <h3>
        <a href={address}>{name}</a>
      </h3>
      {!hasRoster ? (
        <p class="quiet">{t.noRoster}</p>
      ) : (
        <>
          <p class="rate">
            <b>{formatShare(filingShare(counts))}</b>{' '}
            <span class="basis">
              {t.acceptedOf(formatNumber(counts.accepted), formatNumber(counts.expected))}
            </span>
          </p>
          <StateStack counts={counts} overdueMissing={overdueMissing} height={14} />
          <Tallies page={page} counts={counts} overdueMissing={overdueMissing} />
        </>
      )}
    </li>
  );
};

/** The missing are red where all of them are overdue; where some are, how many is said beside. */
const Tallies = ({
  page,
  counts,
  overdueMissing,
}: Pick<DistrictProps, 'page' | 'counts' | 'overdueMissing'>) => {
  const t = page.t.compliance.districts;
  const states = (['missing', 'returned', 'flagged'] as const).filter((state) => counts[state] > 0);
  return (
    <p class="tallies">
      {states.map((state) => (
        <span class={nameState(state, overdueMissing === counts.missing)}>
          {page.t.states[state]} {formatNumber(counts[state])}
        </span>
      ))}
      <span class={counts.overdue > 0 ? 'overdue' : 'quiet'}>
        {counts.overdue > 0 ? t.overdue(formatNumber(counts.overdue)) : t.noneOverdue}
      </span>
    </p>
  );
};

export const KindsSection = ({ page, view }: ComplianceProps) => {
  const t = page.t.compliance.byKind;
  const { counts, byKind, basis } = view.summary;
  const {
    own,
    consolidated: [consolidated],
  } = setApart(byKind, basis);
  const { states } = page.t;
  const heads = [t.expected, t.accepted, states.flagged, states.returned, states.missing, t.overdue];
  return (
    <section aria-labelledby="kinds-heading">
      <h2 id="kinds-heading">{t.heading}</h2>
      <div class="scroll" tabindex={0} role="region" aria-label={page.t.children.scroll(t.heading)}>
        <table class="children kinds">
          <thead>
            <tr>
              <th scope="col">{t.kind}</th>
              {[...heads, page.t.children.late].map((head) => (
                <th scope="col" class="n">
                  {head}
                </th>
              ))}
              <th scope="col" class="n">
                {page.t.compliance.counts.filing}
              </th>
              <th scope="col" class="n">
                {page.t.compliance.counts.onTime}
              </th>
            </tr>
          </thead>
          <tbody>
            {own.map(({ kind, ...of }) => (
              <CountsRow name={page.t.kinds[kind]} counts={of} />
            ))}
            <CountsRow name={t.total} counts={counts} isSum />
            {consolidated && <CountsRow name={page.t.kinds.consolidated} counts={consolidated} />}
          </tbody>
        </table>
      </div>
      <p class="note">
        {t.note}
        {page.t.gap}
        {consolidated && t.consolidated}
        {basis === 'with-consolidated' && t.withConsolidated}
      </p>
    </section>
  );
};

interface RowProps {
  readonly name: string;
  readonly counts: ComplianceCounts;
  readonly isSum?: boolean;
}

const CountsRow = ({ name, counts, isSum = false }: RowProps) => (
  <tr class={isSum ? 'sum' : undefined}>
    <th scope="row">{name}</th>
    <td class="n">{formatNumber(counts.expected)}</td>
    <td class="n">{formatNumber(counts.accepted)}</td>
    <Tally n={counts.flagged} tone="flagged" />
    <Tally n={counts.returned} tone="returned" />
    <Tally n={counts.missing} tone="missing" />
    <Tally n={counts.overdue} tone="overdue" />
    <Tally n={counts.late} tone="late" />
    <td class="n">{formatShare(filingShare(counts))}</td>
    <td class="n">{formatShare(onTimeShare(counts))}</td>
  </tr>
);

const Tally = ({ n, tone }: { n: number; tone: string }) => (
  <td class={`n ${n === 0 ? 'zero' : `tally-${tone}`}`}>{formatNumber(n)}</td>
);
