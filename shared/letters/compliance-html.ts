/** The compliance summary as one HTML file that needs nothing else: for archives, for print, and to be sent on. */
import { html, raw } from 'hono/html';
import { printChinaMinute, type Instant } from '../domain/basics/calendar.ts';
import {
  CHANGE_NAMES,
  countSynthetic,
  filingShare,
  isAgencysOwn,
  pickList,
  LIST_NAMES,
  makeNaming,
  onTimeShare,
  setApart,
  type AgencyCompliance,
  type ComplianceCounts,
  type ComplianceLine,
  type ComplianceSummary,
} from '../domain/compliance/compliance.ts';
import { calledIn } from '../domain/roster/former-names.ts';
import { showControlsInLines } from '../domain/basics/shown-controls.ts';
import type { Share } from '../domain/form/derived-figures.ts';
import { formatCounts, formatNumber, formatShare } from '../domain/form/number-text.ts';
import {
  CHANGE_WORDS,
  consolidatedNote,
  KIND_WORDS,
  LIST_WORDS,
  STATE_WORDS,
  syntheticNotice,
  ZERO_WORDS,
} from '../domain/compliance/state-words.ts';
import { openText } from './compliance-csv.ts';

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
  { key: 'overdue', zh: '逾期未接收' },
  { key: 'corrected', zh: CHANGE_WORDS.corrected.zh },
  { key: 'zeroConfirmed', zh: ZERO_WORDS.confirmed.zh },
  { key: 'zeroUnconfirmed', zh: ZERO_WORDS.unconfirmed.zh },
];

/** `2026-02-20 截止：0 个机构，汇总报告 10 份`. */
export function writeDeadline({
  day,
  agencies,
  consolidated = 0,
}: ComplianceSummary['deadlines'][number]): string {
  const bound = [
    ...(agencies > 0 ? [`${formatNumber(agencies)} 个机构`] : []),
    ...(consolidated > 0 ? [`汇总报告 ${formatNumber(consolidated)} 份`] : []),
  ];
  return `${day} 截止\uff1a${bound.join('\uff0c')}`;
}

export const consolidatedText = (lines: readonly unknown[]): string =>
  `${consolidatedNote(formatNumber(lines.length)).zh}。`;

const kindRow = ({ kind, ...counts }: ComplianceSummary['byKind'][number]) =>
  html`<tr>
    <th scope="row">${KIND_WORDS[kind].zh}${isAgencysOwn({ kind }) ? '' : '\uff08不计入\uff09'}</th>
    ${countCells(counts)}
  </tr>`;

const countCells = (counts: ComplianceCounts) =>
  html`${COUNTED.map(({ key }) => html`<td class="n">${formatNumber(counts[key])}</td>`)}
    <td class="n">${share(filingShare(counts))}</td>
    <td class="n">${share(onTimeShare(counts))}</td>`;

const countHeads = html`${COUNTED.map(({ zh }) => html`<th scope="col" class="n">${zh}</th>`)}
  <th scope="col" class="n">报送率</th>
  <th scope="col" class="n">按时报送率</th>`;

export async function writeComplianceHtml(summary: ComplianceSummary): Promise<string> {
  const { region, year, at, changes } = summary;
  const nameAgency = makeNaming(summary);
  const named = (agency: AgencyCompliance) =>
    html`<span data-id="${agency.id}">${nameAgency(agency)}</span> `;
  const { consolidated } = setApart(summary.agencies);
  const kinds = setApart(summary.byKind);
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
        <table id="counts">
          <thead>
            <tr>
              <th scope="col">地区、类别</th>
              ${countHeads}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">${region.name}</th>
              ${countCells(summary.counts)}
            </tr>
            ${kinds.own.map(kindRow)}
            ${summary.children.map(
              ({ name, code, ...counts }) =>
                html`<tr>
                  <th scope="row">${name} ${code}</th>
                  ${countCells(counts)}
                </tr>`,
            )}
            ${kinds.consolidated.map(kindRow)}
          </tbody>
        </table>
        ${consolidated.length > 0 ? html`<p>${consolidatedText(consolidated)}</p>` : ''}
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
                      ? html`${consolidatedText(changed.consolidated)} ${changed.consolidated.map(named)}`
                      : ''
                  }
                </td>
              </tr>`;
            })}
          </tbody>
        </table>
        ${LIST_NAMES.map((name) => listHtml(summary.year, name, LIST_WORDS[name].zh, pickList(summary, name)))}
        ${
          consolidated.length > 0
            ? listHtml(summary.year, 'consolidated', '汇总报告\uff0c不计入机构数', consolidated)
            : ''
        }
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
                <th scope="col">联系邮箱</th>
              </tr>
            </thead>
            <tbody>
              ${lines.map((line) => lineHtml(year, line))}
            </tbody>
          </table>`
    }`;
}

const lineHtml = (year: number, line: ComplianceLine) =>
  html`<tr>
    <th scope="row">${calledIn(line)}</th>
    <td>${line.id}</td>
    <td>${line.districtName ?? line.district}</td>
    <td>${KIND_WORDS[line.kind].zh}</td>
    <td>${STATE_WORDS[line.state].zh}${line.zero ? ` ${ZERO_WORDS[line.zero].zh}` : ''}</td>
    <td>${line.deadline}${line.extension === undefined ? '' : ` ${line.extension}`}</td>
    <td class="n">${formatNumber(line.overdueDays)}</td>
    <td class="n">${formatNumber(line.lateDays)}</td>
    <td>${minute(line.firstAcceptedAt)}</td>
    <td>${minute(line.correctedAt)}</td>
    <td>${minute(line.latestAt)}</td>
    <td class="n">${formatNumber(line.open.count)}</td>
    <td>${openText(year, line.open.findings, 'zh').map((text) => html`<div>${text}</div>`)}</td>
    <td>${line.mail ?? '–'}</td>
  </tr>`;
