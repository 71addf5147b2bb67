/** What the API answers, of what pages show; `api-answers.ts` of the contracts describes it. */
import type { Submission } from '../../shared/domain/standing/submission.ts';
import type {
  AgencyYearAnswer,
  PublicationsAnswer,
  RegionYearAnswer,
  SeriesAnswer,
  VerdictAnswer,
} from '../../shared/contracts/api/api-answers.ts';
import { mapNames } from '../../shared/contracts/api/compliance-answer.ts';
import {
  writeMarks,
  writeOfficeAnswer,
  writeRectification,
} from '../../shared/contracts/api/office-answer.ts';
import {
  findRectification,
  isTextWithheld,
  listMarks,
} from '../../shared/domain/standing/acts/office-standing.ts';
import { redactFindings } from '../../shared/domain/standing/redact-submission.ts';
import { countShown, listShownFindings } from '../../shared/domain/verdict/findings-shown.ts';
import type { Finding, Outcome } from '../../shared/domain/findings/finding.ts';
import { KINDS_BESIDE } from '../../shared/domain/basics/calendar.ts';
import { CATALOGUES, chooseEdition } from '../../shared/domain/form/catalogue.ts';
import type { Mark } from '../../shared/domain/standing/marked-total.ts';
import { namesOfYear } from '../../shared/domain/roster/former-names.ts';
import {
  fromStored,
  nestFigures,
  type Figures,
  type NestedFigures,
} from '../../shared/domain/form/figures.ts';
import {
  FEE_PARTS,
  isAnyStated,
  readFee,
  takeFees,
  type FeeKey,
  type FeePart,
  type ProcessingFees,
} from '../../shared/domain/form/processing-fees.ts';
import { NATION } from '../../shared/domain/basics/region.ts';
import {
  countMissing,
  sumContributions,
  type ReportCounts,
} from '../../shared/domain/standing/region-total.ts';
import { countStates, type PublicationsView } from '../publications/publications-view.ts';
import { pickCheck, type SourceCheck } from '../../shared/domain/standing/source-check.ts';
import { notCompared } from '../../shared/domain/rules/not-compared.ts';
import { zhCn } from '../texts/zh-cn.ts';
import type { AgencyRow, RegionRow } from '../region/child-rows.ts';
import {
  identified,
  withPassage,
  type AgencyYearPart,
  type AgencyYearRecord,
} from '../agency/agency-view.ts';
import {
  askFirst,
  countJsonBytes,
  MAX_LIST_BYTES,
  pageOfList,
  thoseThatFit,
  type PageAsked,
} from '../http/page-of-list.ts';
import type { AgencyStanding } from '../site/agency-standing.ts';
import type { NamedRegion } from '../site/named-region.ts';
import type { RegionView, YearTotal } from '../region/region-view.ts';

const reportsAnswer = (reports: ReportCounts) => ({
  expected: reports.expected,
  accepted: reports.accepted,
  flagged: reports.flagged,
  returned: reports.returned,
  missing: countMissing(reports),
  late: reports.late,
});

/** null where no report is in force: nothing reported is not zero. */
const figuresAnswer = (figures: Figures | undefined): NestedFigures | null =>
  figures ? nestFigures(figures) : null;

/** What a report states, in the document's words; nothing where it states none. */
const feeAnswer = (fees: ProcessingFees) =>
  isAnyStated(fees) && {
    processingFee: Object.fromEntries(
      FEE_PARTS.flatMap(({ key }) => {
        const value = readFee(fees, key);
        return value === undefined ? [] : [[key, value]];
      }),
    ),
  };

const feesAnswer = (figures: Figures | undefined, fees: ProcessingFees) => {
  const sum = (part: FeePart, key: FeeKey) => ({
    sum: readFee(fees, key) ?? null,
    stated: fees[part].stated,
  });
  return figures?.edition === '2021'
    ? {
        notices: sum('notices', 'notices'),
        noticedCny: sum('noticedFen', 'noticedCny'),
        collectedCny: sum('collectedFen', 'collectedCny'),
      }
    : null;
};

const regionName = ({ code, name }: NamedRegion): string => name ?? (code === NATION ? zhCn.nation : code);

const regionAnswer = ({ span: { from, to, predecessors, successors }, ...region }: RegionView['region']) => ({
  code: region.code,
  name: regionName(region),
  level: region.level,
  ...(from !== undefined && { from }),
  ...(to !== undefined && { to }),
  ...(predecessors && { predecessors }),
  ...(successors && { successors }),
});

const internalAnswer = ({ internal, afterInternalDays }: AgencyStanding) =>
  internal && {
    internalDeadline: internal.until,
    internalReason: internal.reason,
    afterInternal: afterInternalDays,
  };

const agencyChild = ({ id, name, nameInYear, kind, dataset, standing, figures, fees }: AgencyRow) => ({
  kind: 'agency' as const,
  id,
  name,
  ...(nameInYear !== undefined && { nameInYear }),
  agencyKind: kind,
  ...(dataset === undefined ? {} : { dataset }),
  state: standing.state,
  /** Days; 0 where on time. */
  late: standing.lateDays,
  ...internalAnswer(standing),
  ...writeOfficeAnswer(standing.state, standing.office),
  publication: publicationInList(standing),
  figures: figuresAnswer(figures),
  ...feeAnswer(fees),
});

const publicationInList = ({ publication, sourceCheck }: AgencyRow['standing']) =>
  publication
    ? {
        state: publication.state,
        late: publication.lateDays,
        publishedOn: publication.publishedOn ?? null,
        source: sourceCheck?.state ?? null,
      }
    : null;

/** With the address, and all that was found there. */
function publicationAnswer({ standing: { publication }, item }: Pick<AgencyYearRecord, 'standing' | 'item'>) {
  if (!publication) return null;
  const { state, lateDays, publishedOn = null, sourceUrl = null } = publication;
  const check = pickCheck(item?.sourceCheck, publication.sourceUrl);
  return { state, late: lateDays, publishedOn, sourceUrl, check: check ? writeCheckAnswer(check) : null };
}

function writeCheckAnswer({ checkedAt, state, fault, status, movedTo, comparison }: SourceCheck) {
  return {
    checkedAt,
    state,
    ...(fault && { fault }),
    ...(status !== undefined && { status }),
    ...(movedTo !== undefined && { movedTo }),
    comparison,
  };
}

/** The collective publication of a region's year, as a portal embeds it. */
export const writePublicationsAnswer = ({ region, year, rows }: PublicationsView): PublicationsAnswer => ({
  region: { code: region.code, name: regionName(region) },
  year,
  counts: countStates(rows),
  publications: rows.map(
    ({ id, name, kind, isSynthetic, state, lateDays, publishedOn, sourceUrl, check }) => ({
      id,
      name,
      kind,
      ...(isSynthetic && { dataset: 'synthetic' as const }),
      title: zhCn.publication.reportOf(name, year),
      state,
      late: lateDays,
      publishedOn: publishedOn ?? null,
      sourceUrl: sourceUrl ?? null,
      check: check ? writeCheckAnswer(check) : null,
    }),
  ),
});

/** Left out where there is none. */
const markedAnswer = (year: number, marks: readonly Mark[]) =>
  marks.length === 0
    ? {}
    : {
        marked: marks.map(({ path, agency, figure, previous }) => {
          const kind = CATALOGUES[chooseEdition(year)].cellByPath.get(path)?.column.kind ?? 'count';
          return { path, agency, figure: fromStored(kind, figure), previous: fromStored(kind, previous) };
        }),
      };

const regionChild = (year: number, { code, name, reports, figures, marks, fees }: RegionRow) => ({
  kind: 'region' as const,
  id: code,
  name,
  state: null,
  late: null,
  reports: reportsAnswer(reports),
  synthetic: reports.synthetic,
  figures: figuresAnswer(figures),
  processingFee: feesAnswer(figures, fees),
  ...markedAnswer(year, marks),
});

function yearAnswer({ year, reports, figures, marks, fees, continuedFrom }: YearTotal) {
  const edition = chooseEdition(year);
  const counts = reports ?? sumContributions(edition, []).reports;
  return {
    year,
    edition,
    reports: reportsAnswer(counts),
    synthetic: counts.synthetic,
    figures: figuresAnswer(figures),
    ...markedAnswer(year, marks),
    processingFee: feesAnswer(figures, fees),
    ...(continuedFrom && {
      continuedFrom: continuedFrom.map((region) => ({ code: region.code, name: regionName(region) })),
    }),
  };
}

/** A region's year with as many children as are asked for and fit. */
export function writeRegionYearAnswer(view: RegionView, asked: PageAsked | undefined): RegionYearAnswer {
  const children = [
    ...view.regions.map((child) => ({ id: child.code, write: () => regionChild(view.year, child) })),
    ...view.agencies.map((child) => ({ id: child.id, write: () => agencyChild(child) })),
  ];
  const { items, page } = pageOfList(children, asked ?? askFirst(children), ({ write }) =>
    countJsonBytes(write()),
  );
  const isWhole = items.length === children.length;
  return {
    region: regionAnswer(view.region),
    ...yearAnswer({ year: view.year, ...view.total }),
    children: items.map(({ write }) => write()),
    ...mapNames(KINDS_BESIDE, (kind) => view[kind].map(agencyChild)),
    ...(asked === undefined && isWhole ? {} : { page }),
  };
}

export const writeSeriesAnswer = (series: Pick<RegionView, 'region' | 'years'>): SeriesAnswer => ({
  region: regionAnswer(series.region),
  years: series.years.map(yearAnswer),
});

/** Whole, or in pages where that is asked for, or all of it would be too much. */
export const writeAgencyYearAnswer = (record: AgencyYearPart): AgencyYearAnswer => {
  const { roster, year, standing, item, comparison, filed, asked } = record;
  const submissions = thoseThatFit(
    record.submissions.map((submission) => submissionAnswer(record, submission)),
    MAX_LIST_BYTES,
  );
  const shown = { limit: Math.max(1, submissions.length), cursor: asked?.cursor };
  const { page } = pageOfList(filed.heads.map(identified), shown);
  return {
    agency: {
      id: roster.id,
      ...namesOfYear(roster, year),
      kind: roster.kind,
      district: roster.district,
      ...(roster.dataset === undefined ? {} : { dataset: roster.dataset }),
    },
    year,
    state: standing.state,
    late: standing.lateDays,
    deadline: standing.deadline,
    ...(standing.extension !== undefined && { extension: standing.extension }),
    ...internalAnswer(standing),
    ...writeOfficeAnswer(standing.state, standing.office),
    inForce: item?.inForce
      ? {
          submissionId: item.inForce.submissionId,
          sha256: item.inForce.sha256,
          receivedAt: item.inForce.receivedAt,
          nil: item.inForce.nil,
          openWarnings: standing.openWarnings,
          ...feeAnswer(takeFees(item.inForce.processingFee)),
        }
      : null,
    publication: publicationAnswer(record),
    /** Consolidated reports only: compared with the region's total where no agency is missing in that. */
    ...(comparison && {
      comparison: {
        compared: comparison.lacking === 0 && comparison.expected > 0,
        missing: comparison.lacking,
        expected: comparison.expected,
      },
    }),
    submissions,
    ...((asked !== undefined || page.next !== null) && {
      page: { ...page, limit: asked?.limit ?? page.limit },
    }),
  };
};

const submissionAnswer = (record: AgencyYearRecord, submission: Submission) => ({
  submissionId: submission.submissionId,
  sha256: submission.sha256,
  receivedAt: submission.receivedAt,
  outcome: submission.outcome,
  ...(submission.sameAs && { sameAs: submission.sameAs }),
  ...officeOnSubmission(record, submission),
  ...writeNotComparedAnswer(submission),
  /** Where there are very many, `findings` has the first of them; the receipt has all. */
  findingCount: countShown(submission, record.item, record.surroundings),
  findings: findingsAnswer(record, submission),
});

/** That the office returned it, and what it says of it; nothing where it did neither. */
function officeOnSubmission({ item, filed }: AgencyYearRecord, submission: Submission) {
  const returned = findRectification(item?.acts, submission, filed.heads);
  const marks = listMarks(item?.acts, submission);
  return {
    ...(returned && { returned: writeRectification(returned) }),
    ...(marks.length > 0 && { marks: writeMarks(marks) }),
  };
}

/** Those of the report in force with the agency's explanations and the passage of a copied text. */
function findingsAnswer(
  { item, surroundings, explanations, copied }: AgencyYearRecord,
  submission: Submission,
) {
  if (!item) return [...submission.findings, ...submission.contextualFindings].map(writeFindingAnswer);
  const isInForce = submission.submissionId === item.inForce?.submissionId;
  const told = withPassage(listShownFindings(submission, item, surroundings), isInForce ? copied : []);
  const isKeptBack = isTextWithheld(item.acts, submission);
  const findings = isKeptBack ? redactFindings(told, chooseEdition(item.year)) : told;
  if (!isInForce) return findings.map(writeFindingAnswer);
  return findings.map((finding) => {
    const explanation = explanations(finding);
    return { ...writeFindingAnswer(finding), ...(explanation && { explanation }) };
  });
}

export function writeNotComparedAnswer({ rules }: Pick<Submission, 'rules'>) {
  const text = notCompared(rules);
  return text && { notCompared: text };
}

export const writeFindingAnswer = ({
  rule,
  severity,
  path,
  found,
  expected,
  message,
  suspect,
  passage,
}: Finding) => ({
  rule,
  severity,
  path,
  found,
  expected,
  message,
  ...(suspect && { suspect }),
  ...(passage && { passage }),
});

export const writeVerdictAnswer = ({
  outcome,
  findings,
}: {
  readonly outcome: Outcome;
  readonly findings: readonly Finding[];
}): VerdictAnswer => ({
  outcome,
  findings: findings.map(writeFindingAnswer),
});
