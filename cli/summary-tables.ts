/** The compliance summary for a terminal: what is counted, what changed, and who is meant. */
import { eastAsianWidth } from 'get-east-asian-width';
import { openText } from '../shared/letters/open-text.ts';
import { besideTexts, listCounted, writeDates, writeDeadline } from '../shared/letters/compliance-html.ts';
import { KINDS_BESIDE, printChinaMinute } from '../shared/domain/basics/calendar.ts';
import {
  CHANGE_NAMES,
  countSynthetic,
  filingShare,
  hasChanges,
  hasInternalDates,
  pickList,
  listNamesIn,
  makeNaming,
  onTimeShare,
  setApart,
  type ComplianceCounts,
  type ComplianceLine,
  type ComplianceSummary,
} from '../shared/domain/compliance/compliance.ts';
import type { AgencyContact } from '../shared/domain/roster/contact.ts';
import { formatShare } from '../shared/domain/form/number-text.ts';
import {
  BESIDE_WORDS,
  CHANGE_WORDS,
  KIND_WORDS,
  LIST_WORDS,
  STATE_WORDS,
  syntheticNotice,
  ZERO_WORDS,
} from '../shared/domain/compliance/state-words.ts';

type Cell = string | number;
type Contacts = ReadonlyMap<string, AgencyContact>;

/** `contacts`: of those that the reader may see, by agency. */
export function writeSummaryTables(summary: ComplianceSummary, contacts: Contacts = new Map()): string {
  const { region, year, at, deadlines, changes } = summary;
  const beside = setApart(summary.agencies);
  const nameAgency = makeNaming(summary);
  const synthetic = countSynthetic(summary);
  const parts = [
    `${region.name} ${year}年度报告报送情况，截至 ${printChinaMinute(at)}（北京时间）`,
    synthetic > 0 ? syntheticNotice(String(synthetic)).zh : '',
    deadlines.map(writeDeadline).join('；') || '本年没有应报送的机构。',
    writeDates(summary).join('\n'),
    countsTable(summary),
    ...besideTexts(summary.agencies),
    ...(hasChanges(changes)
      ? [
          `${printChinaMinute(changes.since)} 以来的变化`,
          aligned(
            CHANGE_NAMES.filter((name) => changes[name].length > 0).map((name) => {
              const { own, consolidated: apart } = setApart(changes[name]);
              return [
                CHANGE_WORDS[name].zh,
                own.length,
                [
                  own.map(nameAgency).join('、'),
                  apart.length > 0 ? `汇总报告 ${apart.length} 份：${apart.map(nameAgency).join('、')}` : '',
                ]
                  .filter(Boolean)
                  .join('；'),
              ];
            }),
          ),
        ]
      : [`${printChinaMinute(changes.since)} 以来没有变化`]),
    ...listNamesIn({ hasInternalDates: hasInternalDates(summary) })
      .filter((name) => name !== 'accepted')
      .flatMap((name) => listTable(year, LIST_WORDS[name].zh, pickList(summary, name), contacts)),
    ...KINDS_BESIDE.flatMap((kind) =>
      listTable(year, `${BESIDE_WORDS[kind].zh}，不计入机构数`, beside[kind], contacts),
    ),
  ];
  // A terminal's text is searched and cut at spaces.
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`.replaceAll('\u00a0', ' ');
}

function countsTable(summary: ComplianceSummary): string {
  const { region, counts, byKind, children } = summary;
  const counted = listCounted(summary);
  const kinds = setApart(byKind);
  const row = (name: string, these: ComplianceCounts): Cell[] => [
    name,
    ...counted.map(({ key }) => these[key]),
    formatShare(filingShare(these)),
    formatShare(onTimeShare(these)),
  ];
  return aligned([
    ['', ...counted.map(({ zh }) => zh), '报送率', '按时报送率'],
    row(region.name, counts),
    ...kinds.own.map(({ kind, ...these }) => row(`  ${KIND_WORDS[kind].zh}`, these)),
    ...children.map(({ code, name, ...these }) => row(`${code} ${name}`, these)),
    ...kinds.consolidated.map(({ kind, ...these }) => row(`${KIND_WORDS[kind].zh}（不计入）`, these)),
  ]);
}

function listTable(
  year: number,
  title: string,
  lines: readonly ComplianceLine[],
  contacts: Contacts,
): string[] {
  if (lines.length === 0) return [];
  return [
    `${title}（${lines.length}）`,
    aligned(lines.map((line) => lineCells(year, line, contacts.get(line.id)))),
  ];
}

function lineCells(year: number, line: ComplianceLine, contact: AgencyContact | undefined): Cell[] {
  const { overdueDays, lateDays, afterInternalDays, deadline, internal } = line;
  return [
    line.id,
    line.name,
    line.districtName ?? line.district,
    [STATE_WORDS[line.state].zh, line.zero && ZERO_WORDS[line.zero].zh].filter(Boolean).join(' '),
    [
      overdueDays > 0 ? `逾期 ${overdueDays} 天` : lateDays > 0 ? `迟报 ${lateDays} 天` : `${deadline} 截止`,
      ...(internal ? [`内部时限 ${internal.until}`] : []),
      ...(afterInternalDays > 0 ? [`已过 ${afterInternalDays} 天`] : []),
    ].join('，'),
    [contact?.mail, contact?.phone].filter((one) => one !== undefined).join(' ') || '–',
    line.open.count === 0
      ? ''
      : `${line.open.count} 处：${openText(year, line.open.findings, 'zh')[0] ?? ''}`,
  ];
}

function widthOf(text: string): number {
  let width = 0;
  for (const char of text) width += eastAsianWidth(char.codePointAt(0) ?? 0);
  return width;
}

/** Columns padded to the width that a terminal gives them; numbers to the right, the last column as it is. */
function aligned(rows: readonly (readonly Cell[])[]): string {
  const widths: number[] = [];
  for (const row of rows)
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, widthOf(String(cell)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => {
          const space = ' '.repeat((widths[i] ?? 0) - widthOf(String(cell)));
          return typeof cell === 'number' ? `${space}${cell}` : `${cell}${space}`;
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
