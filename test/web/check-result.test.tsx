import { describe, expect, it } from 'vitest';
import { makeInstant } from '../../shared/domain/basics/calendar.ts';
import { readFigure } from '../../shared/domain/form/figures.ts';
import { decodeReport } from '../../shared/domain/document/decode-report.ts';
import {
  applyRepair,
  checkAgain,
  checkBytes,
  checkSize,
  correctedName,
  type CheckedDocument,
} from '../../web/check/checked-document.ts';
import { groupSuspects } from '../../web/form/suspect-groups.ts';
import { fileLookZhCn } from '../../web/texts/file-look-zh-cn.ts';
import { TEXTS } from '../../web/texts/texts.ts';
import { CheckResult, writeHeadline } from '../../web/check/check-result.tsx';
import { aBalancedReport } from '../support/a-balanced-report.ts';
import {
  aBrokenReport,
  namingTheCulprit,
  repairTo,
  SPOILED,
  THE_REPAIR,
} from '../support/a-broken-report.ts';
import { elementWithId, textOf } from '../support/read-html.ts';
import { HOSTILE_NAME, HOSTILE_TEXT } from '../support/web-scene.ts';

const NOW = makeInstant(Date.UTC(2025, 5, 1));
const CHECKING = { now: NOW, lastYear: undefined };
const page = { lang: 'zh-CN', t: TEXTS['zh-CN'], look: fileLookZhCn, langInAddress: false } as const;
const english = { lang: 'en', t: TEXTS.en, langInAddress: false } as const;
const GOOD = aBalancedReport({ agencyId: 'shenji-ju', district: '450205', year: 2024, received: 21 });

const check = (document: unknown, name?: string): CheckedDocument =>
  checkBytes(name, new TextEncoder().encode(JSON.stringify(document)), CHECKING);
const named = (checked: CheckedDocument): CheckedDocument => ({
  ...checked,
  findings: namingTheCulprit(checked.findings.map(({ suspect: _, ...finding }) => finding)),
});
const unnamed = (checked: CheckedDocument): CheckedDocument => ({
  ...checked,
  findings: checked.findings.map(({ suspect: _, ...finding }) => finding),
});
function html(...documents: CheckedDocument[]): string {
  const view = <CheckResult page={page} documents={documents} open={0} />;
  if (view instanceof Promise) throw new TypeError('the view is asynchronous');
  return view.toString();
}

describe('the verdict in one line', () => {
  const broken = check(aBrokenReport());
  const warned = check({ ...GOOD, narrative: { overview: '平稳。', problems: '无', other: '' } });
  it.each<[string, string, CheckedDocument]>([
    ['可以报送', 'Ready to file', check(GOOD)],
    ['可以报送，有 1 处警告', 'Ready to file, with 1 warning', warned],
    ['有 2 处错误', '2 errors', unnamed(broken)],
    ['有 2 处错误，很可能只需改 1 个数', '2 errors; most likely only 1 figure is wrong', named(broken)],
    ['这份文件读不成报告', 'This document could not be read as a report', check([])],
    ['这份文件读不成报告', 'This document could not be read as a report', checkSize('b.json', 1e9)],
  ])('%s', (zh, en, checked) => {
    expect([writeHeadline(page, checked), writeHeadline(english, checked)]).toEqual([zh, en]);
  });

  it('does not promise that one figure is all where other errors are left', () => {
    const [first, ...others] = named(broken).findings;
    const { suspect: _, ...unexplained } = first!;
    expect(writeHeadline(page, { ...broken, findings: [unexplained, ...others] })).toBe(
      '有 2 处错误，其中 1 处很可能只需改 1 个数',
    );
  });
});

describe('a culprit', () => {
  const broken = named(check(aBrokenReport()));

  it('is told once, before the findings that stand on it, and leads to them and to its cell', () => {
    const shown = html(broken);
    expect(shown.match(/class="suspect"/g)).toHaveLength(1);
    expect(shown.indexOf('id="suspect-1"')).toBeLessThan(shown.indexOf('id="finding-1"'));
    const notice = elementWithId(shown, 'suspect-1');
    expect(textOf(notice)).toContain('12 → 改为 21');
    expect(notice).toContain('href="#cell-applications-results-granted-naturalPerson"');
    expect(notice).toContain('href="#finding-2"');
  });

  it('shows in its cell what it should be', () => {
    const cell = elementWithId(html(broken), 'cell-applications-results-granted-naturalPerson');
    expect(textOf(cell)).toBe('12 应为 21');
    expect(cell).toContain('href="#suspect-1"');
  });

  it('is left open, with a button for each candidate, where several explain it', () => {
    const suspect = {
      candidates: [THE_REPAIR, repairTo(22)],
    };
    const findings = broken.findings.map((finding) => ({ ...finding, suspect: structuredClone(suspect) }));
    const open = { ...broken, findings };
    expect(writeHeadline(page, open)).toBe('有 2 处错误');
    expect(html(open).match(/data-repair="[^"]+"/g)).toEqual(['data-repair="0.0"', 'data-repair="0.1"']);
    expect(html(open)).not.toContain('suspected');
    expect(groupSuspects(findings)).toHaveLength(1);
  });

  it('corrected, leaves a report that can be filed, and the original beside it', () => {
    const corrected = applyRepair(broken, THE_REPAIR, CHECKING);
    expect(corrected?.kind).toBe('accepted');
    expect(corrected?.corrections).toEqual([{ path: SPOILED, from: 12, to: 21 }]);
    expect(corrected?.figures && readFigure(corrected.figures, SPOILED)).toBe(21);
    expect(corrected?.original).toBe(broken);
    const again = corrected && applyRepair(corrected, repairTo(12), CHECKING);
    expect([again?.original, again?.corrections]).toEqual([broken, []]);
  });

  it('cannot be corrected in a document that does not state its cell', () => {
    expect(applyRepair(broken, repairTo(1, '/applications/none'), CHECKING)).toBe(undefined);
    expect(applyRepair(checkSize('a', 1e9), THE_REPAIR, CHECKING)).toBeUndefined();
  });
});

describe('the page', () => {
  it('shows a name and a text that would be markup as text', () => {
    const hostile = {
      ...GOOD,
      agency: { id: 'hostile-ju', name: HOSTILE_NAME },
      narrative: { overview: HOSTILE_TEXT, problems: HOSTILE_TEXT, other: HOSTILE_TEXT },
      [HOSTILE_TEXT]: HOSTILE_TEXT,
    };
    const shown = html(check(hostile, `${HOSTILE_TEXT}.json`), check(hostile, HOSTILE_NAME));
    expect(shown).not.toMatch(/<(script|img)/i);
    expect(textOf(shown)).toContain(HOSTILE_NAME);
    expect(textOf(shown)).toContain(`${HOSTILE_TEXT}.json`);
  });

  it('lists several files with their verdicts', () => {
    const shown = html(check(GOOD, 'good.json'), check(aBrokenReport(), 'broken.json'));
    expect(textOf(shown)).toMatch(/good\.json 可以报送 broken\.json 有 2 处错误/);
  });
});

describe('beside last year’s report', () => {
  const TEXT =
    '一是主动公开持续加强，全年通过门户网站和政务新媒体发布招生入学、学生资助、教师招聘各类信息，二是依申请公开件件有着落，设立专岗登记并按期答复，三是信息管理实行起草、审核、发布三级把关，四是平台专栏按月巡检并清理错链，五是监督保障方面开展考核评议，聘请家长代表担任监督员，未收取信息处理费。年内在办事大厅设查询点，由专人帮助老年人查找文件，组织各科室学习答复文书的写法并讲解常见差错，把近三年的招生片区方案装订成册放在街道图书馆供人翻阅。';
  const write = (problems: string) => ({ overview: TEXT, problems, other: '' });
  const report = (over: object, of: Partial<Parameters<typeof aBalancedReport>[0]>) => ({
    ...aBalancedReport({ agencyId: 'shenji-ju', district: '450205', year: 2024, received: 21, ...of }),
    ...over,
  });
  const give = (document: unknown, name = '2023.json') => {
    const decoded = decodeReport(new TextEncoder().encode(JSON.stringify(document)));
    if (decoded.kind !== 'read' || !decoded.report) throw new Error('no report');
    // By then the rules on texts are in force.
    return { now: makeInstant(Date.UTC(2026, 10, 30)), lastYear: { name, report: decoded.report } };
  };
  const LAST = report({ narrative: write('公开形式单一。') }, { year: 2023, carriedOut: 3 });
  const NOW_FILED = report({ narrative: write('栏目更新偏慢，解读数量偏少。') }, { carriedIn: 5 });

  it('compares figures and texts as the command line does, and shows both', () => {
    const alone = check(NOW_FILED, '2024.json');
    const checked = checkAgain(alone, give(LAST));
    const listRules = ({ findings }: CheckedDocument): string[] => findings.map(({ rule }) => rule);
    expect(listRules(alone)).toEqual([]);
    expect(listRules(checked)).toEqual(['T15', 'Y1', 'Y1']);
    const shown = html(checked);
    expect(textOf(shown)).toContain('已与 2023.json（2023 年度）比对。');
    expect(textOf(shown)).toContain('与上年同一部分重复 100%');
    expect(textOf(shown)).toContain('2023年的这一部分');
    expect(shown).toContain('<mark class="fresh">栏目更新偏慢，解读数量偏少。</mark>');
    expect(textOf(elementWithId(shown, 'cell-applications-carriedOut-total'))).toContain('3');
  });

  it('is not compared with another agency’s or year’s, and says which is which', () => {
    for (const of of [
      { year: 2022, agencyId: 'shenji-ju' },
      { year: 2023, agencyId: 'zwfwj' },
    ]) {
      const checked = checkAgain(check(NOW_FILED, '2024.json'), give(report({}, of), 'other.json'));
      expect(checked.findings).toEqual([]);
      const told = textOf(html(checked));
      expect(told).toContain(`other.json 是机关${of.agencyId}（${of.agencyId}）${of.year} 年度的报告`);
      expect(told).toContain('请换成后者 2023 年度的报告');
    }
  });

  it('keeps what was corrected, and how it was', () => {
    const corrected = applyRepair(check(aBrokenReport()), THE_REPAIR, CHECKING);
    const again = corrected && checkAgain(corrected, give(LAST));
    expect(again?.corrections).toEqual(corrected?.corrections);
    expect(again?.kind).toBe('accepted');
    expect(again?.original?.kind).toBe('returned');
    expect(again && checkAgain(again, CHECKING)).toEqual(corrected);
  });
});

describe('the name of what is downloaded', () => {
  it.each([
    ['2024-zwfwj.json', '2024-zwfwj-更正.json'],
    ['报告.JSON', '报告-更正.json'],
    ['report', 'report-更正.json'],
    [undefined, '2024-shenji-ju-更正.json'],
  ])('%s → %s', (name, corrected) => {
    expect(correctedName(check(GOOD, name), '更正')).toBe(corrected);
  });
});
