/** Who has filed and who has not: a head of office's answer in ten seconds, then the agencies to call. */
import { tellChinaDay, printChinaMinute } from '../../shared/domain/basics/calendar.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import type { ComplianceView } from './compliance-view.ts';
import { BurnUpFigure } from './burn-up-figure.tsx';
import { compliance, type ComplianceProps } from './compliance-address.ts';
import { ChangesSection, CountsSection, ProgressSection } from './compliance-progress.tsx';
import { DistrictsSection, KindsSection } from './compliance-districts.tsx';
import { ListsSection } from './compliance-lists.tsx';
import { Layout } from '../site/layout.tsx';
import { OutsideNotice } from '../region/outside-notice.tsx';
import { apiHref, href, langTag, regionName, regionPath, type PageContext } from '../site/page-context.ts';
import { StackPatterns } from '../site/state-stack.tsx';
import { YearSwitch } from '../site/year-switch.tsx';

export const CompliancePage = ({ page, view }: ComplianceProps) => {
  const t = page.t.compliance;
  const { region, year, at, counts } = view.summary;
  const name = regionName(page, region);
  const title = t.title(name, year);
  const isEmpty = view.summary.agencies.length === 0;
  // A summary that was kept is of its slot.
  const shown = page.past === undefined ? page : { ...page, asOf: printChinaMinute(at) };
  return (
    <Layout
      page={shown}
      title={title}
      crumbs={view.ancestors.map((ancestor) => ({
        name: regionName(page, ancestor),
        path: compliance(view, { code: ancestor.code }),
      }))}
    >
      <div class="title">
        <h1>{title}</h1>
        <p class="as-of">
          {page.t.asOf(printChinaMinute(at))}
          {chinaYearHasFigures(view) && (
            <>
              {' · '}
              <a href={href(page, regionPath(region.code, year))}>{t.region}</a>
            </>
          )}
        </p>
        <YearSwitch
          page={page}
          years={view.years}
          year={year}
          pathOf={(other) => compliance(view, { year: other })}
        />
      </div>
      <StackPatterns />
      {view.synthetic > 0 && (
        <p class="banner">{page.t.data.syntheticBanner(formatNumber(view.synthetic))}</p>
      )}
      <OutsideNotice
        page={page}
        year={year}
        outside={view.outside}
        pathOf={(code) => compliance(view, { code })}
      />
      {counts.expected === 0 ? (
        !view.outside && (
          <section class="empty">
            <h2>{t.sentence.nobody(year)}</h2>
            <p>{t.sentence.nobodyHelp}</p>
          </section>
        )
      ) : (
        <>
          <p class="summary">{summaryOf(page, view)}</p>
          <ProgressSection page={page} view={view} />
          <CountsSection page={page} view={view} />
          <ChangesSection page={page} view={view} />
        </>
      )}
      {view.burnUp && <BurnUpFigure page={page} view={view} chart={view.burnUp} />}
      {view.summary.children.length > 0 && <DistrictsSection page={page} view={view} />}
      {!isEmpty && <KindsSection page={page} view={view} />}
      {!isEmpty && <ListsSection page={page} view={view} />}
      <AsOfForm page={page} view={view} />
      <p class="api">
        <a href={apiHref(page, compliance(view, {}))}>{page.t.api}</a>
      </p>
    </Layout>
  );
};

/** The region's own page knows no year that has not ended. */
const chinaYearHasFigures = ({ summary, today }: ComplianceView): boolean =>
  Number(today.slice(0, 4)) > summary.year;

/** `318 / 331 已接收;13 个未接收,其中 8 个已逾期;已接收的报告中 5 份待说明。` */
function summaryOf(page: PageContext, { summary, isBeforeSeason }: ComplianceView): string {
  const t = page.t.compliance.sentence;
  const { expected, accepted, overdue, flagged, returned } = summary.counts;
  const n = formatNumber;
  if (isBeforeSeason && accepted + returned === 0) return t.beforeSeason(summary.year, n(expected));
  const open = expected - accepted;
  const head =
    open === 0
      ? t.all(n(expected))
      : accepted + returned === 0
        ? t.none(n(expected))
        : t.open(n(accepted), n(expected), n(open));
  const late = overdue === 0 ? '' : overdue === open ? t.overdueAll : t.overdue(n(overdue));
  return [head, late, flagged > 0 ? t.flagged(n(flagged)) : '', t.end].join('');
}

/** A day of the past, at its end; what else the address asks for stays. */
const AsOfForm = ({ page, view }: ComplianceProps) => {
  const t = page.t.compliance;
  const { list, kind, district } = view.query;
  const kept = Object.entries({
    list,
    kind,
    district,
    lang: page.langInAddress ? langTag(page.lang) : undefined,
  });
  return (
    <form class="as-of-form" method="get" autocomplete="off">
      <label for="as-of">{t.asOfLabel}</label>
      <input
        id="as-of"
        type="date"
        name="asOf"
        required
        max={view.today}
        value={tellChinaDay(view.summary.at)}
      />
      {kept.flatMap(([name, value]) =>
        value === undefined ? [] : [<input type="hidden" name={name} value={value} />],
      )}
      <button type="submit" class="button">
        {t.asOfShow}
      </button>
    </form>
  );
};
