/** What has changed since an instant that the office chooses: as the compliance page tells it. */
import { isCounted } from '../../../shared/domain/compliance/compliance.ts';
import { tellChanges } from '../../../shared/domain/compliance/outline.ts';
import { parseSince } from '../../../shared/domain/compliance/since.ts';
import { readDeskChanges, type Untold } from '../../../shared/pipeline/read-desk-changes.ts';
import { ChangesSince, CHANGES_ID, printLocal, SinceChoice } from '../../site/changes-since.tsx';
import { DESK_PATH } from '../../site/office-address.ts';
import { compliancePath, hrefNow, langTag, type PageContext } from '../../site/page-context.ts';
import { DESK_TEXTS } from '../../texts/desk.ts';
import type { OfficeDeps } from '../ports.ts';
import { isOfFilter, queryText } from './desk-query.ts';
import { tellConsolidated, type DeskView } from './desk-view.ts';

/** Nothing is read before an instant is chosen. */
export async function drawDeskChanges(table: OfficeDeps['table'], page: PageContext, view: DeskView) {
  const { region, year, at, query, basis } = view;
  const { code } = region;
  const { since: asked, page: _page, pick: _pick, days, ...rest } = query;
  const since = asked === undefined ? undefined : parseSince(asked, at);
  const choice = {
    page,
    asked,
    since,
    address: (other: string) =>
      hrefNow(
        page,
        `${DESK_PATH}${queryText({ ...query, region: code, page: 1, pick: undefined, since: other })}`,
      ),
    action: DESK_PATH,
    kept: {
      ...rest,
      region: code,
      year: String(year),
      days: days === undefined ? undefined : String(days),
      lang: page.langInAddress ? langTag(page.lang) : undefined,
      theme: page.themeInAddress ? page.theme : undefined,
    },
    visited: `${code}/${year}`,
    latest: printLocal(at),
  };
  if (since === undefined) return <NothingChosen {...choice} />;
  const isOfPlace = isOfFilter(code, query);
  const told = await readDeskChanges(table, {
    ...{ code, year, at, since },
    isWanted: (agency) => isCounted(agency, basis) && isOfPlace(agency),
  });
  const whole = compliancePath(code, year);
  // Counted as here.
  const text = queryText({ since: asked, consolidated: tellConsolidated(view) });
  if (typeof told === 'string') return <NothingTold choice={choice} why={told} whole={`${whole}${text}`} />;
  return (
    <ChangesSince
      {...choice}
      changes={tellChanges(told.changes, told.agencies, basis)}
      year={year}
      whole={<a href={hrefNow(page, `${whole}.csv${text}`)}>{page.t.compliance.lists.wholeCsv}</a>}
    />
  );
}

type Choice = Parameters<typeof SinceChoice>[0];

const NothingChosen = (choice: Choice) => (
  <section class="compliance-changes" id={CHANGES_ID} aria-labelledby="changes-heading">
    <h2 id="changes-heading">{choice.page.t.compliance.changes.heading}</h2>
    <SinceChoice {...choice} />
  </section>
);

interface UntoldProps {
  readonly choice: Choice;
  readonly why: Untold;
  /** The compliance page. */
  readonly whole: string;
}

const NothingTold = ({ choice, why, whole }: UntoldProps) => {
  const { page } = choice;
  const t = DESK_TEXTS[page.lang];
  return (
    <section class="compliance-changes" id={CHANGES_ID} aria-labelledby="changes-heading">
      <h2 id="changes-heading">{page.t.compliance.changes.heading}</h2>
      <SinceChoice {...choice} />
      <p data-untold={why}>
        {why === 'too-many' ? t.changesTooMany : t.changesUnreadable}
        {page.t.gap}
        <a href={hrefNow(page, whole)}>{t.complianceLink}</a>
      </p>
    </section>
  );
};
