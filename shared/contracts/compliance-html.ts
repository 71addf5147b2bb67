/** The compliance summary as one HTML file that needs nothing else: for archives, for print, and to be sent on. */
import { html, raw } from 'hono/html';
import { chinaMinuteOf, type Instant } from '../domain/calendar.ts';
import {
  CHANGE_NAMES,
  filingShare,
  listOf,
  LIST_NAMES,
  namesIn,
  onTimeShare,
  type ComplianceCounts,
  type ComplianceLine,
  type ComplianceSummary,
} from '../domain/compliance.ts';
import { ratioOf, type Share } from '../domain/derived-figures.ts';
import { CHANGE_WORDS, KIND_WORDS, LIST_WORDS, STATE_WORDS, ZERO_WORDS } from '../domain/state-words.ts';
import { showControlsInLines } from '../domain/shown-controls.ts';
import { openText } from './compliance-csv.ts';

const STYLE = `
body { font: 15px/1.6 -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; margin: 24px; color: #1a1d21; }
h1 { font-size: 24px; } h2 { font-size: 18px; margin-top: 32px; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { border: 1px solid #c9ced6; padding: 4px 8px; text-align: left; vertical-align: top; }
td.n, th.n { text-align: right; }
@media print { body { margin: 0; font-size: 11px; } tr { break-inside: avoid; } }
`;

const minute = (at: Instant | undefined): string => (at === undefined ? '–' : chinaMinuteOf(at));
const number = (value: number): string => value.toLocaleString('zh-CN');
function share({ part, whole }: Share): string {
  const ratio = ratioOf({ part, whole });
  return ratio === undefined ? '–' : `${(ratio * 100).toFixed(1)} % · ${number(part)} / ${number(whole)}`;
}

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

/** Why a list may be longer than its number. */
export const CONSOLIDATED_NOTE = '名单含全区汇总报告\uff0c它不计入机构数。';

const countCells = (counts: ComplianceCounts) =>
  html`${COUNTED.map(({ key }) => html`<td class="n">${number(counts[key])}</td>`)}
    <td class="n">${share(filingShare(counts))}</td>
    <td class="n">${share(onTimeShare(counts))}</td>`;

const countHeads = html`${COUNTED.map(({ zh }) => html`<th scope="col" class="n">${zh}</th>`)}
  <th scope="col" class="n">报送率</th>
  <th scope="col" class="n">按时报送率</th>`;

export async function complianceHtml(summary: ComplianceSummary): Promise<string> {
  const { region, year, at, changes } = summary;
  const nameOf = namesIn(summary);
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
        <ul class="deadlines">
          ${summary.deadlines.map(({ day, agencies }) => html`<li>${day} 截止：${number(agencies)} 个机构</li>`)}
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
            ${summary.byKind.map(
              ({ kind, ...counts }) =>
                html`<tr>
                  <th scope="row">${KIND_WORDS[kind].zh}</th>
                  ${countCells(counts)}
                </tr>`,
            )}
            ${summary.children.map(
              ({ name, code, ...counts }) =>
                html`<tr>
                  <th scope="row">${name} ${code}</th>
                  ${countCells(counts)}
                </tr>`,
            )}
          </tbody>
        </table>
        <h2>${minute(changes.since)} 以来的变化</h2>
        <table id="changes">
          <tbody>
            ${CHANGE_NAMES.map(
              (name) =>
                html`<tr>
                  <th scope="row">${CHANGE_WORDS[name].zh}</th>
                  <td class="n">${number(changes[name].length)}</td>
                  <td>
                    ${changes[name].map((agency) => html`<span data-id="${agency.id}">${nameOf(agency)}</span> `)}
                  </td>
                </tr>`,
            )}
          </tbody>
        </table>
        ${summary.agencies.some(({ kind }) => kind === 'consolidated') ? html`<p>${CONSOLIDATED_NOTE}</p>` : ''}
        ${LIST_NAMES.map((name) => listHtml(summary, name))}
      </body>
    </html> `;
  return showControlsInLines(document.toString());
}

function listHtml(summary: ComplianceSummary, name: (typeof LIST_NAMES)[number]) {
  const lines = listOf(summary, name);
  return html`<h2>${LIST_WORDS[name].zh}（${number(lines.length)}）</h2>
    ${
      lines.length === 0
        ? html`<p>无</p>`
        : html`<table id="${name}">
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
              ${lines.map((line) => lineHtml(summary.year, line))}
            </tbody>
          </table>`
    }`;
}

const lineHtml = (year: number, line: ComplianceLine) =>
  html`<tr>
    <th scope="row">${line.name}</th>
    <td>${line.id}</td>
    <td>${line.districtName ?? line.district}</td>
    <td>${KIND_WORDS[line.kind].zh}</td>
    <td>${STATE_WORDS[line.state].zh}${line.zero ? ` ${ZERO_WORDS[line.zero].zh}` : ''}</td>
    <td>${line.deadline}${line.extension === undefined ? '' : ` ${line.extension}`}</td>
    <td class="n">${number(line.overdueDays)}</td>
    <td class="n">${number(line.lateDays)}</td>
    <td>${minute(line.firstAcceptedAt)}</td>
    <td>${minute(line.correctedAt)}</td>
    <td>${minute(line.latestAt)}</td>
    <td class="n">${number(line.open.count)}</td>
    <td>${openText(year, line.open.findings, 'zh').map((text) => html`<div>${text}</div>`)}</td>
    <td>${line.mail ?? '–'}</td>
  </tr>`;
