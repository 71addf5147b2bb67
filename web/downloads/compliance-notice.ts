/** The notice (通报) of a region's compliance, told from its summary: who filed when, who was late, and who has not filed. */
import {
  printChinaMinute,
  tellChinaDay,
  type Instant,
  type IsoDay,
} from '../../shared/domain/basics/calendar.ts';
import { DEADLINES_SOURCE } from '../../shared/domain/basics/deadlines.ts';
import {
  countAgencies,
  countSynthetic,
  filingShare,
  makeNaming,
  onTimeShare,
  setApart,
  type ComplianceCounts,
  type ComplianceLine,
  type ComplianceSummary,
} from '../../shared/domain/compliance/compliance.ts';
import { STATE_WORDS, syntheticNotice } from '../../shared/domain/compliance/state-words.ts';
import { formatNumber, formatShare } from '../../shared/domain/form/number-text.ts';
import { NOTICE_WORDS } from '../texts/notice-zh-cn.ts';

/** A column's head, and its part of the text's width. */
interface NoticeColumn {
  readonly head: string;
  readonly width: number;
}

interface NoticeTable {
  readonly columns: readonly NoticeColumn[];
  readonly rows: readonly (readonly string[])[];
  /** What is left out of a table that would be too long. */
  readonly more?: string | undefined;
}

interface NoticeSection {
  readonly heading: string;
  readonly passages: readonly string[];
  readonly table?: NoticeTable;
}

export interface Notice {
  readonly title: string;
  /** That figures are not real. */
  readonly mark?: string | undefined;
  readonly opening: string;
  readonly sections: readonly NoticeSection[];
  readonly closing: string;
  readonly day: IsoDay;
}

/** A nation's agencies would be a file of hundreds of megabytes. */
const MOST_ROWS = 500;

const t = NOTICE_WORDS;
const n = formatNumber;

/** `name`: the region's. Counted as the summary's basis says. */
export function makeNotice(summary: ComplianceSummary, name: string): Notice {
  const { year, at, counts } = summary;
  const synthetic = countSynthetic(summary);
  const sections = [
    { heading: t.overview, passages: tellCounts(summary) },
    ...tellDistricts(summary, name),
    ...listAgencies(summary),
  ];
  return {
    title: t.title(name, year),
    ...(synthetic > 0 && { mark: syntheticNotice(n(synthetic)).zh }),
    opening: t.opening(name, year, printChinaMinute(at)),
    sections: sections.map((section, i) => ({
      ...section,
      heading: `${CHINESE_DIGITS[i] ?? i + 1}、${section.heading}`,
    })),
    closing: tellClosing(counts),
    day: tellChinaDay(at),
  };
}

const CHINESE_DIGITS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

function tellCounts({ counts, agencies, basis }: ComplianceSummary): string[] {
  const { expected, accepted, late, returned, missing, overdue } = counts;
  const { consolidated } = setApart(agencies, basis);
  return [
    [
      t.counts(n(expected), n(accepted), formatShare(filingShare(counts))),
      t.onTime(n(accepted - late), n(late)),
      t.open(n(returned), n(missing)),
      ...(overdue > 0 ? [t.overdue(n(overdue))] : []),
    ].join(''),
    [
      ...(basis === 'with-consolidated' ? [t.counted] : []),
      ...(consolidated.length > 0 ? [t.apart(n(consolidated.length))] : []),
      t.source(DEADLINES_SOURCE.zh),
    ].join(''),
  ];
}

function tellDistricts(
  { children, agencies, region, basis }: ComplianceSummary,
  name: string,
): NoticeSection[] {
  if (children.length === 0) return [];
  const { heads } = t;
  const own = countAgencies(setApart(agencies, basis).own.filter(({ district }) => district === region.code));
  const row = (label: string, counts: ComplianceCounts): string[] => [
    label,
    n(counts.expected),
    n(counts.accepted),
    formatShare(filingShare(counts)),
    formatShare(onTimeShare(counts)),
    n(counts.overdue),
  ];
  return [
    {
      heading: t.districts,
      passages: [],
      table: {
        columns: [
          { head: heads.district, width: 3 },
          { head: heads.expected, width: 1.2 },
          { head: heads.accepted, width: 1.2 },
          { head: heads.filing, width: 1.4 },
          { head: heads.onTime, width: 1.6 },
          { head: heads.overdueCount, width: 1.6 },
        ],
        rows: [
          ...(own.expected > 0 ? [row(t.ownLevel(name), own)] : []),
          ...children.filter(({ expected }) => expected > 0).map((child) => row(child.name, child)),
        ],
      },
    },
  ];
}

interface AgencyColumn extends NoticeColumn {
  readonly read: (line: ComplianceLine) => string;
}

const COLUMNS = {
  received: {
    head: t.heads.received,
    width: 2.2,
    read: ({ firstAcceptedAt }) => tellInstant(firstAcceptedAt),
  },
  deadline: { head: t.heads.deadline, width: 1.6, read: ({ deadline }) => deadline },
  correctBy: {
    head: t.heads.correctBy,
    width: 1.6,
    read: ({ office }) => office?.returned?.until ?? t.notLate,
  },
  lateDays: { head: t.heads.lateDays, width: 1.2, read: ({ lateDays }) => n(lateDays) },
  overdueDays: {
    head: t.heads.overdueDays,
    width: 1.2,
    read: ({ overdueDays }) => (overdueDays > 0 ? n(overdueDays) : t.notLate),
  },
  state: { head: t.heads.state, width: 1.2, read: ({ state }) => STATE_WORDS[state].zh },
  remark: { head: t.heads.remark, width: 2.4, read: tellRemark },
} as const satisfies Record<string, AgencyColumn>;

/** Each agency stands in one of the lists. */
function listAgencies(summary: ComplianceSummary): NoticeSection[] {
  const nameAgency = makeNaming(summary);
  const { own, consolidated } = setApart(summary.agencies, summary.basis);
  const obliged = own.filter(({ state }) => state !== 'not-obliged');
  const filed = obliged
    .filter(({ state }) => state === 'accepted' || state === 'flagged')
    .toSorted(byReceipt);
  const { received, deadline, correctBy, lateDays, overdueDays, state, remark } = COLUMNS;
  const list = (
    heading: string,
    lines: readonly ComplianceLine[],
    ...columns: readonly AgencyColumn[]
  ): NoticeSection[] =>
    lines.length === 0 ? [] : [{ heading, passages: [], table: layAgencies(lines, nameAgency, columns) }];
  return [
    ...list(
      t.onTimeList,
      filed.filter((line) => line.lateDays === 0),
      received,
      remark,
    ),
    ...list(
      t.lateList,
      filed.filter((line) => line.lateDays > 0),
      deadline,
      received,
      lateDays,
      remark,
    ),
    ...list(
      t.returnedList,
      obliged.filter((line) => line.state === 'returned'),
      deadline,
      correctBy,
      overdueDays,
    ),
    ...list(
      t.overdueList,
      obliged.filter((line) => line.state === 'missing' && line.overdueDays > 0),
      deadline,
      overdueDays,
    ),
    ...list(
      t.waitingList,
      obliged.filter((line) => line.state === 'missing' && line.overdueDays === 0),
      deadline,
    ),
    ...list(t.consolidatedList, consolidated.toSorted(byReceipt), deadline, state, received, overdueDays),
  ];
}

function layAgencies(
  lines: readonly ComplianceLine[],
  nameAgency: (line: ComplianceLine) => string,
  columns: readonly AgencyColumn[],
): NoticeTable {
  const shown = lines.slice(0, MOST_ROWS);
  return {
    columns: [{ head: t.heads.number, width: 0.8 }, { head: t.heads.agency, width: 4 }, ...columns],
    rows: shown.map((line, i) => [String(i + 1), nameAgency(line), ...columns.map(({ read }) => read(line))]),
    ...(lines.length > shown.length && { more: t.more(n(lines.length - shown.length)) }),
  };
}

/** The first one first; who has filed nothing last. */
const byReceipt = (a: ComplianceLine, b: ComplianceLine): number => {
  const [first, second] = [a.firstAcceptedAt ?? '~', b.firstAcceptedAt ?? '~'];
  return first < second ? -1 : first > second ? 1 : a.id < b.id ? -1 : 1;
};

const tellInstant = (at: Instant | undefined): string =>
  at === undefined ? t.notLate : printChinaMinute(at);

function tellRemark({ correctedAt, openWarnings, state, zero }: ComplianceLine): string {
  return [
    ...(zero === 'confirmed' ? [t.nil] : []),
    ...(state === 'flagged' ? [t.flagged(n(openWarnings))] : []),
    ...(correctedAt === undefined ? [] : [t.corrected(printChinaMinute(correctedAt))]),
  ].join('；');
}

function tellClosing({ expected, accepted, overdue }: ComplianceCounts): string {
  if (expected === 0) return t.nobody;
  if (expected === accepted) return t.askNothing;
  const waiting = expected - accepted - overdue;
  return [...(overdue > 0 ? [t.askOverdue] : []), ...(waiting > 0 ? [t.askWaiting] : [])].join('');
}
