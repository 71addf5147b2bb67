/** Who has filed and who has not: a head of office's answer in ten seconds, then the agencies to call. */
import { printChinaMinute } from '../../shared/domain/basics/calendar.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import type { ComplianceView } from './compliance-view.ts';
import { BurnUpFigure } from './burn-up-figure.tsx';
import {
  compliance,
  csvAddress,
  fileAddress,
  LISTS_ID,
  MOST_IN_WORKBOOK,
  type ComplianceProps,
} from './compliance-address.ts';
import { chooseChanged } from './chosen-lines.ts';
import { ChangesSection, CountsSection, ProgressSection } from './compliance-progress.tsx';
import { DistrictsSection, KindsSection } from './compliance-districts.tsx';
import { ListsSection } from './compliance-lists.tsx';
import { assessmentPath } from '../site/assessment-address.ts';
import { BasisSwitch } from '../site/basis-switch.tsx';
import { Contents, type Part } from '../site/contents.tsx';
import { Layout } from '../site/layout.tsx';
import { OutsideNotice } from '../region/outside-notice.tsx';
import { apiHref, href, regionName, regionPath, type PageContext } from '../site/page-context.ts';
import { StackPatterns } from '../site/state-stack.tsx';
import { YearSwitch } from '../site/year-switch.tsx';

export const CompliancePage = ({ page, view }: ComplianceProps) => {
  const t = page.t.compliance;
  const { region, year, at, counts } = view.summary;
  const name = regionName(page, region);
  const title = t.title(name, year);
  const { lines, isAllSynthetic, synthetic, obliged } = view.outline;
  const isEmpty = lines === 0;
  const changed = chooseChanged(view.told).total;
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
              {' · '}
              <a href={href(page, assessmentPath(region.code, year))}>{page.t.agency.assessment}</a>
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
      {!isEmpty && (
        <p class="take-along">
          {page.t.take.of}
          {counts.expected > 0 && (
            <>
              <a href={fileAddress(page, view, 'notice.docx')}>{t.lists.notice}</a>
              {' · '}
            </>
          )}
          {lines <= MOST_IN_WORKBOOK && (
            <>
              <a href={fileAddress(page, view, 'agencies.xlsx')}>{t.lists.wholeXlsx}</a>
              {' · '}
            </>
          )}
          <a href={csvAddress(page, view, {})}>{t.lists.wholeCsv}</a>
          {' · '}
          {changed <= MOST_IN_WORKBOOK ? (
            <a href={fileAddress(page, view, 'changes.xlsx')}>{t.lists.changesXlsx}</a>
          ) : (
            t.lists.changesInCsv(formatNumber(changed))
          )}
        </p>
      )}
      <Contents page={page} parts={listParts(page, view)} />
      <BasisSwitch
        page={page}
        basis={view.summary.basis ?? 'agencies'}
        agencies={obliged.agencies}
        consolidated={obliged.consolidated}
        address={(consolidated) =>
          href(
            page,
            compliance(view, {
              query: {
                ...view.query,
                page: 1,
                consolidated: consolidated === 'with' ? consolidated : undefined,
              },
            }),
          )
        }
      />
      <StackPatterns />
      {synthetic > 0 && (
        <p class="banner">
          {(isAllSynthetic ? page.t.data.syntheticEverywhere : page.t.data.syntheticBanner)(
            formatNumber(synthetic),
          )}
        </p>
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
      {!isEmpty && <ListsSection page={{ ...page, isAllSynthetic }} view={view} />}
      <p class="api">
        <a href={apiHref(page, compliance(view, {}))}>{page.t.api}</a>
      </p>
    </Layout>
  );
};

/** In the order of the page. */
function listParts({ t }: PageContext, { summary, burnUp, outline }: ComplianceView): Part[] {
  const { counts, children } = summary;
  const parts: readonly (readonly [isThere: boolean, id: string, name: string])[] = [
    [counts.expected > 0, 'changes-heading', t.compliance.changes.heading],
    [burnUp !== undefined, 'burn-up-heading', t.compliance.burnUp.heading],
    [children.length > 0, 'districts-heading', t.compliance.districts.heading],
    [outline.lines > 0, 'kinds-heading', t.compliance.byKind.heading],
    [outline.lines > 0, LISTS_ID, t.compliance.lists.heading],
  ];
  return parts.flatMap(([isThere, id, name]) => (isThere ? [{ id, name }] : []));
}

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
