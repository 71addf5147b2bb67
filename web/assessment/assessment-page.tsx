/** Assessments (考核): the agencies of a region, and the sheet of one. */
import { printChinaMinute } from '../../shared/domain/basics/calendar.ts';
import { sumWorth, type Scheme } from '../../shared/domain/assessment/scheme.ts';
import type { Child } from 'hono/jsx';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import { MAX_REGIONS } from '../region/regions-within.ts';
import {
  agencyAssessmentPath,
  assessmentAddress,
  assessmentParameters,
  assessmentPath,
} from '../site/assessment-address.ts';
import { Layout, type Crumb } from '../site/layout.tsx';
import type { NamedRegion } from '../site/named-region.ts';
import {
  agencyYearPath,
  apiHref,
  compliancePath,
  href,
  inPinyin,
  regionName,
  type PageContext,
} from '../site/page-context.ts';
import { pageRows, RowPageLinks } from '../site/row-pages.tsx';
import { RowsTable, type TableOrder } from '../site/rows-table.tsx';
import type { RowTable } from '../site/table.ts';
import { TakeAlong } from '../site/take-along.tsx';
import { YearSwitch } from '../site/year-switch.tsx';
import { ASSESSMENT_TEXTS } from '../texts/assessment.ts';
import type { AgencyAssessmentView, AssessmentView } from './assessment-view.ts';
import { listFacts, listIndicators, listScores, listSheetFacts } from './assessment-tables.tsx';
import { pointsText } from './assessment-words.ts';

interface Props {
  readonly page: PageContext;
  readonly view: AssessmentView;
}

interface ListedProps extends Props {
  /** Which page of the agencies is shown, from 1. */
  readonly listed: number;
}

export const AssessmentPage = ({ page, view, listed }: ListedProps) => {
  const t = ASSESSMENT_TEXTS[page.lang];
  const { region, year } = view;
  const title = t.titleOf(regionName(page, region), year);
  return (
    <Layout page={page} title={title} crumbs={listCrumbs(page, view.lineage, year, true)}>
      <div class="title">
        <h1>{title}</h1>
        <p class="as-of">
          {page.t.asOf(page.asOf)} ·{' '}
          <a href={href(page, compliancePath(region.code, year))}>{t.compliance}</a>
        </p>
        <YearSwitch
          page={page}
          years={view.years}
          year={year}
          pathOf={(other) => assessmentAddress(region.code, { ...view, year: other })}
        />
        <p class="note">{t.says}</p>
      </div>
      {view.tooWide ? (
        <TooWide page={page} view={view} />
      ) : (
        <Agencies page={page} view={view} listed={listed} />
      )}
    </Layout>
  );
};

/** The current one is the region's own page; for an agency all of them lead on. */
const listCrumbs = (
  page: PageContext,
  lineage: readonly NamedRegion[],
  year: number,
  isOwn: boolean,
): Crumb[] =>
  lineage.map((region, i) => ({
    name: regionName(page, region),
    path: assessmentAddress(region.code, { year }),
    isCurrent: isOwn && i === lineage.length - 1,
    siblings: [],
  }));

/** Regions below, each of which has few enough within, or leads on. */
const TooWide = ({ page, view }: Props) => (
  <section class="empty">
    <p>{ASSESSMENT_TEXTS[page.lang].tooWide(regionName(page, view.region), formatNumber(MAX_REGIONS))}</p>
    <ul class="columns">
      {view.tooWide?.map((region) => (
        <li>
          <a href={href(page, assessmentAddress(region.code, view))}>{regionName(page, region)}</a>
        </li>
      ))}
    </ul>
  </section>
);

const SchemeNotice = ({
  page,
  scheme,
}: {
  readonly page: PageContext;
  readonly scheme: Scheme | undefined;
}) => {
  const t = ASSESSMENT_TEXTS[page.lang];
  if (!scheme) return <p class="banner">{t.noScheme}</p>;
  return (
    <p class="note">
      {t.schemeSince(
        printChinaMinute(scheme.since),
        formatNumber(scheme.rules.length),
        pointsText(sumWorth(scheme.rules)),
      )}
    </p>
  );
};

const Agencies = ({ page, view, listed }: ListedProps) => {
  const t = ASSESSMENT_TEXTS[page.lang];
  const { sheets, region, year } = view;
  if (sheets.length === 0)
    return (
      <section class="empty">
        <p>{t.none}</p>
      </section>
    );
  const scores = listScores(view, page.lang);
  const path = assessmentPath(region.code, year);
  const files = { path, filter: { query: assessmentParameters(view) } };
  const toPage =
    (anchor: string) =>
    (number: number): string =>
      `${href(page, assessmentAddress(region.code, { ...view, page: number }))}#${anchor}`;
  return (
    <>
      <SchemeNotice page={page} scheme={view.scheme} />
      <Notices page={page} view={view} />
      {scores && (
        <>
          <p class="summary">{summarise(view, page)}</p>
          <PagedSection
            page={page}
            table={scores}
            files={files}
            order={orderOf(view)}
            listed={listed}
            toPage={toPage}
          />
        </>
      )}
      <PagedSection
        page={page}
        table={listFacts(view, page.lang)}
        files={files}
        listed={listed}
        toPage={toPage}
      />
      <p class="note">{t.withoutConsolidated}</p>
      <Foot page={page} path={path} />
    </>
  );
};

function summarise({ sheets }: AssessmentView, page: PageContext): string {
  const scored = sheets.flatMap(({ score }) => (score?.scoreHundredths === undefined ? [] : [score]));
  const partly = scored.filter((score) => score.assessed < score.indicators.length);
  return ASSESSMENT_TEXTS[page.lang].summary(
    formatNumber(sheets.length),
    formatNumber(scored.length),
    formatNumber(partly.length),
  );
}

const orderOf = (view: AssessmentView): TableOrder => ({
  keys: ['name', 'district', 'score', 'deducted', ...(view.scheme?.rules ?? []).map((_, i) => `i${i + 1}`)],
  sorting: view.sorting,
  pathOf: (sorting) => `${assessmentAddress(view.region.code, { ...view, sorting })}#scores`,
});

const Notices = ({ page, view }: Props) => (
  <>
    {view.synthetic > 0 && (
      <p class="banner" data-origin>
        {page.t.data.syntheticBanner(formatNumber(view.synthetic))}
      </p>
    )}
    {view.unreadable.length > 0 && (
      <p class="banner" data-unreadable>
        {page.t.children.unreadable(view.unreadable.join(page.t.continued.separator))}
      </p>
    )}
  </>
);

const Foot = ({ page, path }: { readonly page: PageContext; readonly path: string }) => (
  <>
    <p class="note">{ASSESSMENT_TEXTS[page.lang].how}</p>
    <p class="api">
      <a href={apiHref(page, path)}>{page.t.api}</a>
    </p>
  </>
);

interface SectionProps<Row> {
  readonly page: PageContext;
  readonly table: RowTable<Row>;
  readonly files: { readonly path: string; readonly filter?: { readonly query: string } };
  readonly order?: TableOrder;
  readonly children?: Child;
}

interface PagedProps<Row> extends SectionProps<Row> {
  readonly listed: number;
  readonly toPage: (anchor: string) => (number: number) => string;
}

/** Both tables have the same agencies in the same order. */
function PagedSection<Row>({ listed, toPage, ...section }: PagedProps<Row>) {
  const { page, table } = section;
  const shown = pageRows(table.rows, listed);
  return (
    <TableSection {...section} table={{ ...table, rows: shown.rows }}>
      <RowPageLinks page={page} shown={shown} address={toPage(table.name)} />
    </TableSection>
  );
}

function TableSection<Row>({ page, table, files, order, children }: SectionProps<Row>) {
  return (
    <section aria-labelledby={table.name}>
      <h2 id={table.name}>{table.title}</h2>
      <RowsTable
        page={page}
        table={table}
        label={{ text: page.t.children.scroll(table.title) }}
        class="assessment"
        asCards
        order={order}
      />
      {children}
      <TakeAlong
        page={page}
        path={`${files.path}/tables/${table.name}`}
        title={table.title}
        {...(files.filter && { filter: files.filter })}
      />
    </section>
  );
}

interface SheetProps {
  readonly page: PageContext;
  readonly view: AgencyAssessmentView;
}

export const AgencyAssessmentPage = ({ page, view }: SheetProps) => {
  const t = ASSESSMENT_TEXTS[page.lang];
  const { sheet, year } = view;
  const title = t.titleOf(inPinyin(page, sheet.name), year);
  const path = agencyAssessmentPath(sheet.id, year);
  const indicators = listIndicators(view, page.lang);
  return (
    <Layout page={page} title={title} crumbs={listCrumbs(page, view.lineage, year, false)}>
      <div class="title">
        <h1>{title}</h1>
        <p class="as-of">
          {page.t.asOf(page.asOf)} · <a href={href(page, agencyYearPath(sheet.id, year))}>{t.report}</a>
          {' · '}
          <a href={href(page, assessmentPath(sheet.district.code, year))}>{t.region}</a>
        </p>
        <YearSwitch
          page={page}
          years={view.years}
          year={year}
          pathOf={(other) => agencyAssessmentPath(sheet.id, other)}
        />
        <p class="note">{t.says}</p>
      </div>
      {sheet.dataset === 'synthetic' && (
        <p class="banner" data-origin>
          {page.t.data.synthetic} – {page.t.data.syntheticHint}
        </p>
      )}
      <SchemeNotice page={page} scheme={view.scheme} />
      {indicators && (
        <>
          <p class="summary">{summariseSheet(view, page)}</p>
          <TableSection page={page} table={indicators} files={{ path }} />
        </>
      )}
      <TableSection page={page} table={listSheetFacts(view, page.lang)} files={{ path }} />
      <Foot page={page} path={path} />
    </Layout>
  );
};

function summariseSheet({ sheet: { score } }: AgencyAssessmentView, page: PageContext): string {
  const t = ASSESSMENT_TEXTS[page.lang];
  return score?.scoreHundredths === undefined
    ? t.notScored
    : t.sheetSummary(
        pointsText(score.scoreHundredths),
        pointsText(score.totalHundredths),
        pointsText(score.deductedHundredths),
        formatNumber(score.assessed),
        formatNumber(score.indicators.length),
        pointsText(score.assessedHundredths),
      );
}
