/** A rate is printed alike wherever it is printed. */
import { describe, expect, it } from 'vitest';
import { writeComplianceHtml } from '../../shared/letters/compliance-html.ts';
import { parseInstant, type Instant } from '../../shared/domain/basics/calendar.ts';
import { formatShare } from '../../shared/domain/form/number-text.ts';
import { writeSummaryTables } from '../../cli/summary-tables.ts';
import type { Drawing } from '../../web/site/spec.ts';
import { valueText } from '../../web/site/value-text.ts';
import { writeCsvFile } from '../../web/downloads/csv-file.ts';
import { xlsxFile } from '../../web/downloads/xlsx-file.ts';
import { formatCell } from '../../web/site/format-cell.ts';
import { layTable, type TakenTable } from '../../web/site/table.ts';
import { zhCn } from '../../web/texts/zh-cn.ts';
import { aSummary, anAgencyYear } from '../support/a-summary.ts';
import { readCsv, readXlsx } from '../support/read-files.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

/** Halfway cases, and what is nearly none and nearly all. */
const RATES = [
  { part: 23, whole: 80, tenths: 288 },
  { part: 17, whole: 80, tenths: 213 },
  { part: 3_999, whole: 4_000, tenths: 999 },
  { part: 1, whole: 4_000, tenths: 1 },
  { part: 80, whole: 80, tenths: 1000 },
  { part: 0, whole: 80, tenths: 0 },
];
const textOf = (tenths: number): string => `${(tenths / 10).toFixed(1)} %`;

function taken(): TakenTable {
  const at: Instant | undefined = parseInstant('2026-01-01T00:00:00Z');
  if (at === undefined) throw new Error('no instant');
  return {
    ...layTable(
      { name: 'rates', title: '比率' },
      [{ key: 'rate', label: '比率', type: 'rate', read: ({ part, whole }) => part / whole }],
      RATES,
    ),
    provenance: { source: '来源', filter: [], asOf: at, link: 'https://gouji.example/' },
  };
}

describe('a rate', () => {
  it('is the same on a page, in CSV and in a workbook', async () => {
    const table = taken();
    const csv = readCsv(new TextEncoder().encode(writeCsvFile(table, zhCn)));
    const xlsx = await readXlsx(await xlsxFile(table, zhCn));
    for (const [i, { tenths, ...share }] of RATES.entries()) {
      expect(plain(formatShare(share))).toBe(textOf(tenths));
      expect(plain(formatCell(table.rows[i]?.[0], table.columns[0]))).toBe(textOf(tenths));
      expect(Number(csv.rows[i]?.[0])).toBe(tenths / 10);
      expect(xlsx.rows[i]?.[0]).toBe(tenths / 1000);
    }
  });

  it('is the same where a chart is pointed at', () => {
    for (const { part, whole, tenths } of RATES) {
      const drawing: Drawing = {
        kind: 'bars',
        asShares: true,
        addsUp: true,
        labels: ['一'],
        series: [
          { key: 'granted', name: '予以公开', values: [part] },
          { key: 'refused', name: '不予公开', values: [whole - part] },
        ],
        ends: [String(whole)],
      };
      expect(plain(valueText(drawing, 0, 0))).toContain(` · ${textOf(tenths)}`);
    }
  });

  it('is the same in the files and tables of a summary, thousands grouped as pages group them', async () => {
    const summary = aSummary({
      agencies: Array.from({ length: 4_000 }, (_, i) =>
        anAgencyYear(`a${i}`, i === 0 ? {} : { state: 'accepted', submissionId: 'one' }),
      ),
    });
    expect(plain(await writeComplianceHtml(summary))).toContain('99.9 % · 3 999 / 4 000');
    expect(plain(writeSummaryTables(summary))).toContain('99.9 %');
    expect(writeSummaryTables(summary)).not.toContain('100.0');
  });
});

describe('what is pointed at in a chart whose bars are no parts of a whole', () => {
  it('has no share of a sum that means nothing', () => {
    const drawing: Drawing = {
      kind: 'bars',
      asShares: false,
      addsUp: false,
      labels: ['城中区', '中位数'],
      series: [
        { key: 'received', name: '不予公开率', values: [11.6, null] },
        { key: 'pending', name: '同类中位数', values: [null, 10.7] },
      ],
      ends: ['11.6 % · 25 / 215', '10.7 % · n = 3'],
    };
    expect(valueText(drawing, 0, 0)).toBe('不予公开率  11.6 % · 25 / 215');
    expect(valueText(drawing, 1, 1)).toBe('同类中位数  10.7 % · n = 3');
    expect(valueText(drawing, 1, 0)).toBe('–');
  });
});
