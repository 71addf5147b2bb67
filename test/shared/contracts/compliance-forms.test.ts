/** JSON, CSV and HTML of one summary are the same facts. */
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeComplianceAnswer } from '../../../shared/contracts/api/compliance-answer.ts';
import { writeComplianceCsv } from '../../../shared/letters/compliance-csv.ts';
import { COUNTED, listCounted, writeComplianceHtml } from '../../../shared/letters/compliance-html.ts';
import { printChinaMinute, parseInstant } from '../../../shared/domain/basics/calendar.ts';
import { LIST_NAMES, type ListName } from '../../../shared/domain/compliance/compliance.ts';
import {
  CHANGE_WORDS,
  KIND_WORDS,
  STATE_WORDS,
  ZERO_WORDS,
} from '../../../shared/domain/compliance/state-words.ts';
import { anAgencyYear, aSummary, instant, isoDay } from '../../support/a-summary.ts';
import { elementWithId, rowsIn, textOf } from '../../support/read-html.ts';

const agencies = [
  anAgencyYear('wjw', { overdueDays: 12, name: '卫生健康局' }),
  anAgencyYear('jyj', {
    state: 'returned',
    overdueDays: 12,
    errors: 7,
    submissionId: 'v1',
    latestAt: instant('2025-02-01T02:00Z'),
  }),
  anAgencyYear('czj', {
    state: 'flagged',
    submissionId: 'v2',
    openWarnings: 1,
    firstAcceptedAt: instant('2025-02-05T16:30Z'),
    latestAt: instant('2025-02-05T16:30Z'),
    lateDays: 6,
  }),
  anAgencyYear('mzj', {
    state: 'accepted',
    zero: 'confirmed',
    submissionId: 'v4',
    firstAcceptedAt: instant('2025-01-10T00:00Z'),
    correctedAt: instant('2025-02-11T00:00Z'),
    latestAt: instant('2025-02-11T00:00Z'),
  }),
  // A correction of it was returned.
  anAgencyYear('gzj', {
    state: 'accepted',
    submissionId: 'v5',
    errors: 2,
    firstAcceptedAt: instant('2025-01-12T00:00Z'),
    latestAt: instant('2025-02-11T03:30Z'),
  }),
  anAgencyYear('slj', {
    name: '=HYPERLINK("http://evil.example")<b>',
    state: 'flagged',
    zero: 'unconfirmed',
    openWarnings: 1,
    deadline: isoDay('2025-02-28'),
    extension: '机构改革',
  }),
  anAgencyYear('hz', { kind: 'consolidated', deadline: isoDay('2025-03-31') }),
  anAgencyYear('gone', { state: 'not-obliged' }),
];
const earlier = agencies.map((agency) =>
  agency.id === 'mzj'
    ? { ...agency, submissionId: 'v3' }
    : agency.id === 'jyj'
      ? anAgencyYear('jyj')
      : agency,
);
const finding = {
  rule: 'A1',
  severity: 'error',
  path: '/applications/results/total/total',
  found: 1200,
  expected: 1201,
  message: { zh: '合计不等于各项之和。', en: 'The total is not the sum.' },
  suspect: {
    path: '/applications/results/partial/naturalPerson',
    found: 12,
    value: 21,
    slip: 'transposed',
    clears: 3,
    changes: [{ path: '/applications/results/partial/naturalPerson', found: 12, value: 21 }],
  },
} as const;
const { suspect: _suspect, ...unsuspected } = finding;
const plain = { ...unsuspected, message: { zh: '不等。', en: 'They differ.' } };
const summary = aSummary({
  agencies,
  earlier,
  code: '450205',
  children: [],
  open: {
    jyj: { findings: [finding], count: 7 },
    // Without a comma or a quotation mark, for which a cell would be quoted anyway.
    gzj: { findings: [plain, { ...plain, path: '/applications/results/total/naturalPerson' }], count: 2 },
  },
  at: '2025-02-12T08:00+08:00',
});

describe('JSON, CSV and HTML', () => {
  const answer = writeComplianceAnswer(summary);
  const csv = writeComplianceCsv(summary, summary.agencies);
  const table = parse<Record<string, string>>(csv, { columns: true, bom: true });
  let html = '';
  beforeAll(async () => {
    html = await writeComplianceHtml(summary);
  });

  const minute = (at: string | null): string => (at === null ? '' : printChinaMinute(parseInstant(at)!));
  const inHtml = (name: ListName): string[][] =>
    answer[name].length > 0 ? rowsIn(elementWithId(html, name)).slice(1) : [];

  it('name the same agencies in the same lists', () => {
    const states = table.map((row) => [row['机构标识'], row['状态']]);
    for (const name of ['missing', 'returned', 'flagged', 'accepted'] as const) {
      const ids = answer[name].map(({ id }) => id);
      // A flagged report is an accepted one; one about a whole region is none of the agencies.
      const isOfList = (state = ''): boolean =>
        !state.startsWith('汇总报告') && state.split('、').includes(STATE_WORDS[name].zh);
      expect(states.filter(([, state]) => isOfList(state)).map(([id]) => id)).toEqual(ids);
      expect(inHtml(name).map((cells) => cells[1])).toEqual(ids);
    }
    expect(answer.late.map(({ id }) => id)).toEqual(['czj']);
    expect(answer.zeroUnconfirmed.map(({ id }) => id)).toEqual(['slj']);
    expect(answer.returnedCorrection.map(({ id }) => id)).toEqual(['gzj']);
    expect(inHtml('returnedCorrection').map((cells) => cells[1])).toEqual(['gzj']);
    expect(table.flatMap((row) => (row['更正被退回'] ? [[row['机构标识'], row['更正被退回']]] : []))).toEqual(
      [['gzj', '2025-02-11 11:30']],
    );
    expect(table.some((row) => row['机构标识'] === 'gone')).toBe(false);
  });

  it('have one line for each agency in a spreadsheet, which ends a line at either kind of line break', () => {
    const lines = parse(csv, { bom: true, record_delimiter: ['\r\n', '\n'], relax_column_count: true });
    expect(csv).toMatch(/[^\r]\n/);
    expect(lines.map(([id]) => id).sort()).toEqual(
      ['机构标识', ...summary.agencies.map(({ id }) => id)].sort(),
    );
  });

  it('say the same of every agency', () => {
    const lines = LIST_NAMES.flatMap((name) => answer[name].map((line) => ({ name, line })));
    expect(lines.length).toBeGreaterThan(agencies.length - 1);
    for (const { name, line } of lines) {
      const row = table.find((one) => one['机构标识'] === line.id)!;
      expect(row).toMatchObject({
        机构: line.name.startsWith('=') ? `'${line.name}` : line.name,
        地区代码: line.district,
        类别: KIND_WORDS[line.kind].zh,
        截止日: line.deadline,
        延期理由: line.extension ?? '',
        逾期天数: String(line.overdue),
        迟报天数: String(line.late),
        // Whoever counts columns finds it; contacts are not everybody's.
        联系邮箱: '',
        未结处数: String(line.openCount),
      });
      const times = [line.firstAcceptedAt, line.correctedAt, line.latestAt].map(minute);
      expect(Object.values(row).slice(12, 15)).toEqual(times);
      const cells = inHtml(name).find(([, id]) => id === line.id)!;
      expect(cells).toEqual([
        line.name,
        line.id,
        line.districtName,
        KIND_WORDS[line.kind].zh,
        [STATE_WORDS[line.state].zh, line.zero && ZERO_WORDS[line.zero].zh].filter(Boolean).join(' '),
        [line.deadline, line.extension].filter(Boolean).join(' '),
        String(line.overdue),
        String(line.late),
        ...times.map((time) => time || '–'),
        String(line.openCount),
        textOf(row['未结核对结果']!),
      ]);
    }
  });

  it('name what most likely went wrong', () => {
    const row = table.find((one) => one['机构标识'] === 'jyj')!;
    expect(row['未结核对结果']).toContain('应为 21');
    expect(answer.returned[0]?.openFindings).toEqual([finding]);
  });

  it('count the same', () => {
    const counted = rowsIn(elementWithId(html, 'counts'));
    const [, whole, ...kinds] = counted;
    const shown = listCounted(summary);
    const numbers = (cells: readonly string[] = []) => cells.slice(1, 1 + shown.length).map(Number);
    expect(numbers(whole)).toEqual(shown.map(({ key }) => answer.counts[key]));
    expect(kinds.map((cells) => [cells[0], ...numbers(cells)])).toEqual(
      answer.byKind.map(({ kind, counts }) => [
        kind === 'consolidated' ? `${KIND_WORDS[kind].zh}\uff08不计入\uff09` : KIND_WORDS[kind].zh,
        ...shown.map(({ key }) => counts[key]),
      ]),
    );
    expect(Object.keys(answer.counts).sort()).toEqual(COUNTED.map(({ key }): string => key).sort());
    // From the lines themselves; a consolidated report is none of the agencies counted.
    const own = table.filter((row) => row['类别'] !== KIND_WORDS.consolidated.zh);
    const ofState = (word: string) => own.filter((row) => row['状态'] === word).length;
    expect(answer.counts).toMatchObject({
      expected: own.length,
      missing: ofState(STATE_WORDS.missing.zh),
      returned: ofState(STATE_WORDS.returned.zh),
      flagged: ofState('已接收、待说明'),
      accepted: ofState('已接收、待说明') + ofState(STATE_WORDS.accepted.zh),
      late: own.filter((row) => row['迟报天数'] !== '0').length,
      overdue: own.filter((row) => row['逾期天数'] !== '0').length,
    });
    expect(answer.filingRate).toEqual({ part: 4, whole: 6, rate: 4 / 6 });
    expect(textOf(html)).toContain('66.7 % · 4 / 6');
  });

  it('tell the same changes', () => {
    const rows = rowsIn(elementWithId(html, 'changes'));
    const { since: _since, ...changes } = answer.changes;
    const names = ['newlyAccepted', 'newlyLate', 'newlyReturned', 'corrected', 'reopened'] as const;
    expect(rows).toEqual(
      names.map((name) => [
        CHANGE_WORDS[name].zh,
        String(changes[name].length),
        changes[name].map((agency) => agency.name).join(' '),
      ]),
    );
    expect(changes.corrected.map(({ id }) => id)).toEqual(['mzj']);
    const inCsv = table.filter((row) => row['变化'] !== '').map((row) => [row['机构标识'], row['变化']]);
    expect(inCsv).toEqual([
      ['jyj', '新逾期 新退回'],
      ['gzj', '新退回'],
      ['mzj', '已更正'],
    ]);
  });

  it('run no formula and no markup of a name', () => {
    expect(csv).toContain(`'=HYPERLINK`);
    expect(html).not.toContain('<b>');
  });
});
