import { describe, expect, it } from 'vitest';
import { demonstration } from '../../../../demonstration/index.ts';
import { checkDocument } from '../../../../shared/domain/verdict/check-report.ts';
import {
  findContradictions,
  readNarrativeCounts,
} from '../../../../shared/domain/narrative/check-narrative.ts';
import { ReadingBudget } from '../../../../shared/domain/narrative/reading-budget.ts';
import { aReport, at, bytesOf, figuresOf } from '../../../support/a-report.ts';

const NOW = at('2026-01-15T08:00:00+08:00');
const OF = { year: 2024, agencyName: '柳北区教育局' };
type Set = Readonly<Record<string, unknown>>;

/** The report says: received 15, carried in 2, handled 16, carried out 1, reconsideration 2, litigation 0. */
const told = (overview: string, set: Set = {}): string[] =>
  findContradictions(readNarrativeCounts([overview], OF, new ReadingBudget()), figuresOf({ set })).map(
    ({ thing, stated, expected }) => `${thing} ${stated} ${expected}`,
  );

describe('a count that the tables contradict', () => {
  it.each<[string, string[]]>([
    ['新收政府信息公开申请9件。', ['received 9 15']],
    ['办结政府信息公开申请9件。', ['handled 9 16']],
    ['政府信息公开申请上年结转3件,结转下年度2件。', ['carriedIn 3 2', 'carriedOut 2 1']],
    ['因政府信息公开引起行政复议3件、行政诉讼1件。', ['reconsideration 3 2', 'litigation 1 0']],
    ['政府信息公开行政复议、行政诉讼共3件。', ['disputes 3 2']],
    ['受理政府信息公开申请16件。', ['accepted 16 15']],
    ['未收到政府信息公开申请,未发生行政复议、行政诉讼。', ['received 0 15', 'reconsideration 0 2']],
  ])('%s', (text, expected) => {
    expect(told(text).toSorted()).toEqual(expected.toSorted());
  });

  it.each([
    '新收政府信息公开申请15件,上年结转2件;办结16件,结转下年度1件。',
    '受理政府信息公开申请15件。',
    '收办政府信息公开申请17件。',
    '办理政府信息公开申请16件。',
    '答复政府信息公开申请15件。',
    '因政府信息公开引起行政复议2件,行政诉讼0件。',
    // One count of the whole that agrees shows that the other one is of a part.
    '全区收到政府信息公开申请15件,区政府收到政府信息公开申请3件。',
  ])('not: %s', (text) => {
    expect(told(text)).toEqual([]);
  });

  it('adds both groups of litigation', () => {
    const set = { '/litigation/direct/total': 2, '/litigation/afterReconsideration/total': 1 };
    expect(told('因政府信息公开引起行政诉讼3件。', set)).toEqual([]);
    expect(told('因政府信息公开引起行政诉讼2件。', set)).toEqual(['litigation 2 3']);
  });

  it('is told once, with all cells that were read', () => {
    const text = '受理政府信息公开申请16件。';
    const [found, ...more] = findContradictions(
      readNarrativeCounts([text, text], OF, new ReadingBudget()),
      figuresOf(),
    );
    expect(more).toEqual([]);
    expect(found).toMatchObject({
      path: '/narrative/overview',
      passage: { path: '/narrative/overview', start: 0, end: text.length - 1 },
      cells: ['/applications/received/total'],
      about: ['/applications/received/total', '/applications/carriedIn/total'],
    });
  });
});

describe('Q1', () => {
  const findingsOf = (set: Set) => {
    const { findings } = checkDocument(bytesOf(aReport({ set })), NOW);
    return { q1: findings.filter(({ rule }) => rule === 'Q1') };
  };
  const set = { '/narrative/problems': '收到政府信息公开申请9件。下一步将予改进。' };

  it('quotes the passage and names the cell', () => {
    const { q1 } = findingsOf(set);
    expect(q1).toMatchObject([
      {
        severity: 'warning',
        path: '/narrative/problems',
        found: 9,
        expected: 15,
        passage: { path: '/narrative/problems', start: 0, end: 12 },
      },
    ]);
    expect(q1[0]?.message.zh).toMatch(
      /“收到政府信息公开申请9件”,但表三「本年新收政府信息公开申请数量·总计」是 15/,
    );
    expect(q1[0]?.message.en).toContain('"收到政府信息公开申请9件" (9)');
  });

  it('says nothing where the cell or the text could not be read', () => {
    expect(findingsOf({ ...set, '/applications/received/total': 'x' }).q1).toEqual([]);
    expect(findingsOf({ '/narrative/problems': 9 }).q1).toEqual([]);
  });

  it('has no finding in the synthetic reports, but where a cell was spoilt after the text was written', () => {
    let checked = 0;
    const alarms: string[] = [];
    for (const { dataset, document, place } of demonstration().filings) {
      if (dataset !== 'synthetic') continue;
      checked++;
      const bytes = typeof document === 'string' ? new TextEncoder().encode(document) : document;
      const { outcome, findings } = checkDocument(bytes, NOW);
      for (const { rule, message } of findings)
        if (rule === 'Q1' && outcome === 'accepted')
          alarms.push(`${place.agencyId} ${place.year}: ${message.zh}`);
    }
    expect(alarms).toEqual([]);
    expect(checked).toBeGreaterThan(2000);
  });
});
