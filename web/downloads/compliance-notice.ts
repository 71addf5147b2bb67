/** The notice (通报) of a region's compliance, told from its summary: who filed when, who was late, and who has not filed. */
import {
  printChinaMinute,
  tellChinaDay,
  type Instant,
  type IsoDay,
} from '../../shared/domain/basics/calendar.ts';
import { DEADLINES_SOURCE } from '../../shared/domain/basics/deadlines.ts';
import {
  filingShare,
  isCounted,
  makeNaming,
  onTimeShare,
  setApart,
  type ComplianceCounts,
  type ComplianceLine,
  type ComplianceSummary,
  type CountingBasis,
  type ListName,
} from '../../shared/domain/compliance/compliance.ts';
import { findPositions, type LineCell } from '../../shared/domain/compliance/line-index.ts';
import type { ComplianceFacts } from '../../shared/domain/compliance/outline.ts';
import { calledIn } from '../../shared/domain/roster/former-names.ts';
import type { KeptHead } from '../../shared/pipeline/kept-summaries.ts';
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

/** Each agency stands in one of them. */
type NoticeLists = Readonly<
  Record<
    'onTime' | 'late' | 'returned' | 'overdue' | 'waiting' | 'consolidated',
    /** The first of them, as many as are shown. */
    { readonly total: number; readonly lines: readonly ComplianceLine[] }
  >
>;

interface NoticeInput {
  /** Counted as the summary's basis says. */
  readonly facts: ComplianceFacts;
  readonly lists: NoticeLists;
  readonly nameAgency: (line: ComplianceLine) => string;
}

/** `name`: the region's. */
export function makeNotice({ facts, ...lists }: NoticeInput, name: string): Notice {
  const { year, at, counts } = facts.head;
  const { synthetic } = facts.outline;
  const sections = [
    { heading: t.overview, passages: tellCounts(facts) },
    ...tellDistricts(facts, name),
    ...listAgencies(lists),
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

function tellCounts({ head: { counts, basis }, outline }: ComplianceFacts): string[] {
  const { expected, accepted, late, returned, missing, overdue } = counts;
  const consolidated = outline.beside.find(({ kind }) => kind === 'consolidated')?.count ?? 0;
  return [
    [
      t.counts(n(expected), n(accepted), formatShare(filingShare(counts))),
      t.onTime(n(accepted - late), n(late)),
      t.open(n(returned), n(missing)),
      ...(overdue > 0 ? [t.overdue(n(overdue))] : []),
    ].join(''),
    [
      ...(basis === 'with-consolidated' ? [t.counted] : []),
      ...(consolidated > 0 ? [t.apart(n(consolidated))] : []),
      t.source(DEADLINES_SOURCE.zh),
    ].join(''),
  ];
}

function tellDistricts(
  { head: { children }, outline: { ownLevel } }: ComplianceFacts,
  name: string,
): NoticeSection[] {
  if (children.length === 0) return [];
  const { heads } = t;
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
          ...(ownLevel && ownLevel.expected > 0 ? [row(t.ownLevel(name), ownLevel)] : []),
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

function listAgencies({ lists, nameAgency }: Omit<NoticeInput, 'facts'>): NoticeSection[] {
  const { received, deadline, correctBy, lateDays, overdueDays, state, remark } = COLUMNS;
  const list = (
    heading: string,
    { total, lines }: NoticeLists['late'],
    ...columns: readonly AgencyColumn[]
  ): NoticeSection[] =>
    total === 0 ? [] : [{ heading, passages: [], table: layAgencies(lines, total, nameAgency, columns) }];
  return [
    ...list(t.onTimeList, lists.onTime, received, remark),
    ...list(t.lateList, lists.late, deadline, received, lateDays, remark),
    ...list(t.returnedList, lists.returned, deadline, correctBy, overdueDays),
    ...list(t.overdueList, lists.overdue, deadline, overdueDays),
    ...list(t.waitingList, lists.waiting, deadline),
    ...list(t.consolidatedList, lists.consolidated, deadline, state, received, overdueDays),
  ];
}

/** Those of a summary in memory: who has filed in the order of receipt. */
export function pickForNotice(summary: ComplianceSummary): Omit<NoticeInput, 'facts'> {
  const { own, consolidated } = setApart(summary.agencies, summary.basis);
  const obliged = own.filter(({ state }) => state !== 'not-obliged');
  const filed = obliged
    .filter(({ state }) => state === 'accepted' || state === 'flagged')
    .toSorted(byReceipt);
  const missing = obliged.filter(({ state }) => state === 'missing');
  const first = (lines: readonly ComplianceLine[]): NoticeLists['late'] => ({
    total: lines.length,
    lines: lines.slice(0, MOST_ROWS),
  });
  return {
    lists: {
      onTime: first(filed.filter(({ lateDays }) => lateDays === 0)),
      late: first(filed.filter(({ lateDays }) => lateDays > 0)),
      returned: first(obliged.filter(({ state }) => state === 'returned')),
      overdue: first(missing.filter(({ overdueDays }) => overdueDays > 0)),
      waiting: first(missing.filter(({ overdueDays }) => overdueDays === 0)),
      consolidated: first(consolidated.toSorted(byReceipt)),
    },
    nameAgency: makeNaming(summary),
  };
}

/** Where there are very many: the first in the order of urgency, for all would have to be read for another. Names come with their district. */
export async function readForNotice(
  { index, lines }: KeptHead,
  basis: CountingBasis,
): Promise<Omit<NoticeInput, 'facts'>> {
  const read = async (matches: (cell: LineCell) => boolean): Promise<NoticeLists['late']> => {
    const positions = findPositions(index, matches);
    const first = await lines(positions.slice(0, MOST_ROWS));
    return { total: positions.length, lines: first.map(({ line }) => line) };
  };
  const inList =
    (name: ListName, isWanted: (cell: LineCell) => boolean = () => true) =>
    (cell: LineCell): boolean =>
      isCounted(cell, basis) && cell.lists.includes(name) && isWanted(cell);
  return {
    lists: {
      onTime: await read(inList('accepted', (cell) => !cell.lists.includes('late'))),
      late: await read(inList('late')),
      returned: await read(inList('returned')),
      overdue: await read(inList('missing', ({ isOverdue }) => isOverdue)),
      waiting: await read(inList('missing', ({ isOverdue }) => !isOverdue)),
      consolidated: await read((cell) => cell.kind === 'consolidated' && !isCounted(cell, basis)),
    },
    nameAgency: (line) => `${calledIn(line)}\uff08${line.districtName ?? line.district}\uff09`,
  };
}

function layAgencies(
  shown: readonly ComplianceLine[],
  total: number,
  nameAgency: (line: ComplianceLine) => string,
  columns: readonly AgencyColumn[],
): NoticeTable {
  return {
    columns: [{ head: t.heads.number, width: 0.8 }, { head: t.heads.agency, width: 4 }, ...columns],
    rows: shown.map((line, i) => [String(i + 1), nameAgency(line), ...columns.map(({ read }) => read(line))]),
    ...(total > shown.length && { more: t.more(n(total - shown.length)) }),
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
