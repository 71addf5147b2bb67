/** The compliance summary as one HTML file that needs nothing else: for archives, for print, and to be sent on. */
import { html, raw } from 'hono/html';
import { KINDS_BESIDE, printChinaMinute, type AgencyKind, type Instant } from '../domain/basics/calendar.ts';
import {
  CHANGE_NAMES,
  countSynthetic,
  filingShare,
  isAgencysOwn,
  hasInternalDates,
  listNamesIn,
  pickList,
  makeNaming,
  onTimeShare,
  setApart,
  type AgencyCompliance,
  type ComplianceCounts,
  type ComplianceLine,
  type ComplianceSummary,
} from '../domain/compliance/compliance.ts';
import { listDatesInForce, tellDates } from '../domain/compliance/dates-in-force.ts';
import { calledIn } from '../domain/roster/former-names.ts';
import { showControlsInLines } from '../domain/basics/shown-controls.ts';
import type { Share } from '../domain/form/derived-figures.ts';
import { formatCounts, formatNumber, formatShare } from '../domain/form/number-text.ts';
import {
  BASIS_WORDS,
  BESIDE_NOTES,
  BESIDE_WORDS,
  CHANGE_WORDS,
  KIND_WORDS,
  LIST_WORDS,
  STATE_WORDS,
  syntheticNotice,
  ZERO_WORDS,
} from '../domain/compliance/state-words.ts';
import { listOfficeWords } from '../domain/compliance/office-in-lists.ts';
import { openText } from './open-text.ts';

const STYLE = `
body { font: 15px/1.6 -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; margin: 24px; color: #1a1d21; }
h1 { font-size: 24px; } h2 { font-size: 18px; margin-top: 32px; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { border: 1px solid #c9ced6; padding: 4px 8px; text-align: left; vertical-align: top; }
td.n, th.n { text-align: right; }
@media print { body { margin: 0; font-size: 11px; } tr { break-inside: avoid; } }
`;

const minute = (at: Instant | undefined): string => (at === undefined ? '–' : printChinaMinute(at));
const share = (of: Share): string =>
  of.whole === 0 ? formatShare(of) : `${formatShare(of)} · ${formatCounts(of)}`;

/** What is counted, in one order, each with its words. */
export const COUNTED: readonly { readonly key: keyof ComplianceCounts; readonly zh: string }[] = [
  { key: 'expected', zh: '应报送' },
  { key: 'accepted', zh: '已接收\uff08含待说明\uff09' },
  { key: 'flagged', zh: STATE_WORDS.flagged.zh },
  { key: 'returned', zh: STATE_WORDS.returned.zh },
  { key: 'missing', zh: STATE_WORDS.missing.zh },
  { key: 'notObliged', zh: STATE_WORDS['not-obliged'].zh },
  { key: 'late', zh: LIST_WORDS.late.zh },
  { key: 'afterInternal', zh: LIST_WORDS.afterInternal.zh },
  { key: 'overdue', zh: '逾期未接收' },
  { key: 'corrected', zh: CHANGE_WORDS.corrected.zh },
  { key: 'zeroConfirmed', zh: ZERO_WORDS.confirmed.zh },
  { key: 'zeroUnconfirmed', zh: ZERO_WORDS.unconfirmed.zh },
];

/** Internal dates are counted by only where there are any. */
export const listCounted = (summary: ComplianceSummary): typeof COUNTED =>
  COUNTED.filter(({ key }) => key !== 'afterInternal' || hasInternalDates(summary));

/** `2026-02-20 截止：0 个机构，汇总报告 10 份`. */
export const writeDeadline = ({ day, ...bound }: ComplianceSummary['deadlines'][number]): string =>
  `${day} 截止\uff1a${writeBound(bound)}`;

const writeBound = ({
  agencies,
  consolidated = 0,
}: Omit<ComplianceSummary['deadlines'][number], 'day'>): string =>
  [
    ...(agencies > 0 ? [`${formatNumber(agencies)} 个机构`] : []),
    ...(consolidated > 0 ? [`汇总报告 ${formatNumber(consolidated)} 份`] : []),
  ].join('\uff0c');

/** A sentence for each kind that is added to nothing, where there are any of it. */
export const besideTexts = (lines: readonly AgencyCompliance[]): string[] =>
  KINDS_BESIDE.flatMap((kind) => {
    const count = setApart(lines)[kind].length;
    return count > 0 ? [`${BESIDE_NOTES[kind](formatNumber(count)).zh}。`] : [];
  });

/** `2025-02-10 延期：3 个机构（原因）`, for every day that holds; of very many, for those that bind most. */
export function writeDates(summary: ComplianceSummary): string[] {
  const { dates, datesTotal = dates.length } = tellDates({ dates: listDatesInForce(summary) });
  return [
    ...dates.map(
      ({ basis, day, source, edition, ...bound }) =>
        `${day} ${BASIS_WORDS[basis].zh}\uff1a${writeBound(bound)}\uff08${source.zh}${edition === undefined ? '' : `\uff0c${edition} 版`}\uff09`,
    ),
    ...(datesTotal > dates.length
      ? [`另外 ${formatNumber(datesTotal - dates.length)} 项约束的机构更少。`]
      : []),
  ];
}

const kindName = (kind: AgencyKind): string =>
  `${KIND_WORDS[kind].zh}${isAgencysOwn({ kind }) ? '' : '\uff08不计入\uff09'}`;

const countRow = (counted: typeof COUNTED, name: string, counts: ComplianceCounts) =>
  html`<tr>
    <th scope="row">${name}</th>
    ${counted.map(({ key }) => html`<td class="n">${formatNumber(counts[key])}</td>`)}
    <td class="n">${share(filingShare(counts))}</td>
    <td class="n">${share(onTimeShare(counts))}</td>
  </tr>`;

/** The region, its kinds and its parts; behind them the kinds that are added to nothing. */
function countsHtml(summary: ComplianceSummary) {
  const counted = listCounted(summary);
  const kinds = setApart(summary.byKind);
  return html`<table id="counts">
    <thead>
      <tr>
        <th scope="col">地区、类别</th>
        ${counted.map(({ zh }) => html`<th scope="col" class="n">${zh}</th>`)}
        <th scope="col" class="n">报送率</th>
        <th scope="col" class="n">按时报送率</th>
      </tr>
    </thead>
    <tbody>
      ${countRow(counted, summary.region.name, summary.counts)}
      ${kinds.own.map(({ kind, ...counts }) => countRow(counted, kindName(kind), counts))}
      ${summary.children.map(({ name, code, ...counts }) => countRow(counted, `${name} ${code}`, counts))}
      ${kinds.consolidated.map(({ kind, ...counts }) => countRow(counted, kindName(kind), counts))}
    </tbody>
  </table>`;
}

export async function writeComplianceHtml(summary: ComplianceSummary): Promise<string> {
  const { region, year, at, changes } = summary;
  const nameAgency = makeNaming(summary);
  const named = (agency: AgencyCompliance) =>
    html`<span data-id="${agency.id}">${nameAgency(agency)}</span> `;
  const beside = setApart(summary.agencies);
  const synthetic = countSynthetic(summary);
  const title = `${region.name} ${year}年度报告报送情况`;
  const document = await html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <h1>${title}</h1>
        <p>截至 ${minute(at)}（北京时间）</p>
        ${synthetic > 0 ? html`<p><b>${syntheticNotice(formatNumber(synthetic)).zh}</b></p>` : ''}
        <ul class="deadlines">
          ${summary.deadlines.map((deadline) => html`<li>${writeDeadline(deadline)}</li>`)}
        </ul>
        <ul class="dates">
          ${writeDates(summary).map((text) => html`<li>${text}</li>`)}
        </ul>
        ${countsHtml(summary)} ${besideTexts(summary.agencies).map((text) => html`<p>${text}</p>`)}
        <h2>${minute(changes.since)} 以来的变化</h2>
        <table id="changes">
          <tbody>
            ${CHANGE_NAMES.map((name) => {
              const changed = setApart(changes[name]);
              return html`<tr>
                <th scope="row">${CHANGE_WORDS[name].zh}</th>
                <td class="n">${formatNumber(changed.own.length)}</td>
                <td>
                  ${changed.own.map(named)}
                  ${
                    changed.consolidated.length > 0
                      ? html`${BESIDE_NOTES.consolidated(formatNumber(changed.consolidated.length)).zh}。
                        ${changed.consolidated.map(named)}`
                      : ''
                  }
                </td>
              </tr>`;
            })}
          </tbody>
        </table>
        ${listNamesIn({ hasInternalDates: hasInternalDates(summary) }).map((name) => listHtml(summary.year, name, LIST_WORDS[name].zh, pickList(summary, name)))}
        ${KINDS_BESIDE.filter((kind) => beside[kind].length > 0).map((kind) =>
          listHtml(summary.year, kind, `${BESIDE_WORDS[kind].zh}\uff0c不计入机构数`, beside[kind]),
        )}
      </body>
    </html> `;
  return showControlsInLines(document.toString());
}

function listHtml(year: number, id: string, title: string, lines: readonly ComplianceLine[]) {
  return html`<h2>${title}（${formatNumber(lines.length)}）</h2>
    ${
      lines.length === 0
        ? html`<p>无</p>`
        : html`<table id="${id}">
            <thead>
              <tr>
                <th scope="col">机构</th>
                <th scope="col">机构标识</th>
                <th scope="col">地区</th>
                <th scope="col">类别</th>
                <th scope="col">状态</th>
                <th scope="col">截止日</th>
                <th scope="col" class="n">逾期天数</th>
                <th scope="col" class="n">迟报天数</th>
                <th scope="col">首次接收</th>
                <th scope="col">更正</th>
                <th scope="col">最近报送</th>
                <th scope="col" class="n">未结处数</th>
                <th scope="col">未结核对结果</th>
              </tr>
            </thead>
            <tbody>
              ${lines.map((line) => lineHtml(year, line))}
            </tbody>
          </table>`
    }`;
}

const internalText = ({ internal, afterInternalDays }: ComplianceLine): string =>
  internal
    ? `\uff1b${BASIS_WORDS.internal.zh} ${internal.until} ${internal.reason}` +
      (afterInternalDays > 0 ? `\uff0c已过 ${formatNumber(afterInternalDays)} 天` : '')
    : '';

const stateText = (line: ComplianceLine): string =>
  [STATE_WORDS[line.state], ...(line.zero ? [ZERO_WORDS[line.zero]] : []), ...listOfficeWords(line)]
    .map(({ zh }) => zh)
    .join(' ');

const lineHtml = (year: number, line: ComplianceLine) =>
  html`<tr>
    <th scope="row">${calledIn(line)}</th>
    <td>${line.id}</td>
    <td>${line.districtName ?? line.district}</td>
    <td>${KIND_WORDS[line.kind].zh}</td>
    <td>${stateText(line)}</td>
    <td>${line.deadline}${line.extension === undefined ? '' : ` ${line.extension}`}${internalText(line)}</td>
    <td class="n">${formatNumber(line.overdueDays)}</td>
    <td class="n">${formatNumber(line.lateDays)}</td>
    <td>${minute(line.firstAcceptedAt)}</td>
    <td>${minute(line.correctedAt)}</td>
    <td>${minute(line.latestAt)}</td>
    <td class="n">${formatNumber(line.open.count)}</td>
    <td>${openText(year, line.open.findings, 'zh').map((text) => html`<div>${text}</div>`)}</td>
  </tr>`;
