import { describe, expect, it } from 'vitest';
import { computeDeadline } from '../../../../shared/domain/basics/deadlines.ts';
import type { FilingContext } from '../../../../shared/domain/verdict/check-report.ts';
import { checkDocument, checkFiling, tooLarge } from '../../../../shared/domain/verdict/check-report.ts';
import { CATALOGUES, EDITIONS } from '../../../../shared/domain/form/catalogue.ts';
import type { Finding } from '../../../../shared/domain/findings/finding.ts';
import { MAX_READING_STEPS, ReadingBudget } from '../../../../shared/domain/narrative/reading-budget.ts';
import { RULES } from '../../../../shared/domain/rules/rule-book.ts';
import { aFiling, aReport, at, bytesOf, compare, figuresOf } from '../../../support/a-report.ts';

const NOW = at('2026-01-15T08:00:00+08:00');
const brief = ({ rule, path, found, expected }: Finding): string =>
  `${rule} ${path} ${String(found)} ${String(expected)}`;
type Overrides = Parameters<typeof aReport>[0];
const findingsOf = (overrides: Overrides, now = NOW): string[] =>
  checkDocument(bytesOf(aReport(overrides)), now).findings.map(brief);
const filed = (overrides: Overrides, context: Partial<FilingContext> & { year?: number } = {}): string[] =>
  checkFiling(bytesOf(aReport(overrides)), aFiling(context)).findings.map(brief);

const received = '/applications/received';
const results = '/applications/results';

/** Every figure of 三 at 0, and so balanced. */
const ZEROS = Object.fromEntries(
  CATALOGUES['2021'].rows
    .filter(({ table }) => table === 'applications')
    .flatMap(({ cells }) => cells.map(({ path }) => [path, 0])),
);

describe('a correct report', () => {
  it.each([2019, 2020, 2021, 2024])('of %i has no finding, alone or filed', (year) => {
    const alone = checkDocument(bytesOf(aReport({ year })), NOW);
    expect(alone).toMatchObject({ outcome: 'accepted', findings: [], report: { year } });
    expect(checkFiling(bytesOf(aReport({ year })), aFiling({ year }))).toEqual(alone);
  });
});

describe('each rule fires on its fault, and not on its near miss', () => {
  it.each<[string, Overrides, string[]]>([
    // S4
    [
      'S4: the other edition for the year',
      { set: { '/year': 2020, '/publishedOn': '2021-01-20' } },
      ['S4 /edition 2021 2019'],
    ],
    ['S4: a year that has not ended', { year: 2026, without: ['/publishedOn'] }, ['S4 /year 2026 2025']],
    ['S4 not: the year that has just ended', { year: 2025, without: ['/publishedOn'] }, []],
    // S5
    [
      'S5: a wrong check character',
      { set: { '/agency/creditCode': '91350100M000100Y42' } },
      ['S5 /agency/creditCode 91350100M000100Y42 91350100M000100Y43'],
    ],
    [
      'S5: a letter that is not in use',
      { set: { '/agency/creditCode': '91350100M0001O0Y43' } },
      ['S5 /agency/creditCode 91350100M0001O0Y43 null'],
    ],
    // The standard's own example.
    ['S5 not: the right one', { set: { '/agency/creditCode': '91350100M000100Y43' } }, []],
    // A1–A4
    [
      'A1: the total of a row that no column equation contains',
      { set: { [`${results}/granted/total`]: 8, [`${results}/partial/total`]: 4 } },
      [`A1 ${results}/granted/total 8 9`, `A1 ${results}/partial/total 4 3`],
    ],
    [
      'A2: more handled than received',
      { set: { '/applications/carriedIn/research': 0, '/applications/carriedOut/other': 1 } },
      [`A1 /applications/carriedOut/total 1 2`, `A2 /applications/carriedOut/other 1 0`],
    ],
    [
      'A3: two columns whose totals are swapped',
      {
        set: {
          [`${results}/total/commercial`]: 2,
          [`${results}/total/research`]: 1,
          '/applications/received/commercial': 2,
          '/applications/received/research': 1,
        },
      },
      [`A3 ${results}/total/commercial 2 3`, `A3 ${results}/total/research 1 0`],
    ],
    ['A4: of reconsideration', { set: { '/reconsideration/total': 3 } }, ['A4 /reconsideration/total 3 2']],
    [
      'A4: of either litigation',
      { set: { '/litigation/direct/upheld': 1, '/litigation/afterReconsideration/pending': 2 } },
      ['A4 /litigation/direct/total 0 1', 'A4 /litigation/afterReconsideration/total 0 2'],
    ],
    // Q2
    [
      'Q2: an empty section and one that says only 无',
      { set: { '/narrative/overview': ' \n', '/narrative/problems': '无。' } },
      ['Q2 /narrative/overview  \n null', 'Q2 /narrative/problems 无。 null'],
    ],
    [
      'Q2: spaces only, however many',
      {
        set: {
          '/narrative/overview': ' '.repeat(13),
          '/narrative/problems': `${'\n\u3000'.repeat(500)}无。  `,
        },
      },
      [
        `Q2 /narrative/overview ${' '.repeat(13)} null`,
        `Q2 /narrative/problems ${'\n\u3000'.repeat(32)}… null`,
      ],
    ],
    ['Q2 not: a short section', { set: { '/narrative/problems': '无突出问题。' } }, []],
    ['Q2 not: section six may be empty', { set: { '/narrative/other': '' } }, []],
    // Q4
    ['Q4: an unconfirmed zero report', { set: ZEROS }, ['Q4 /applications null null']],
    ['Q4 not: a confirmed one', { set: { ...ZEROS, '/nil': true } }, []],
    ['Q4: a zero report that is none', { set: { '/nil': true } }, ['Q4 /applications 12 0']],
    // D2, as far as the document tells
    [
      'D2: published before the year ended',
      { set: { '/publishedOn': '2024-12-31' } },
      ['D2 /publishedOn 2024-12-31 2025-01-01'],
    ],
    ['D2 not: on the first day after it', { set: { '/publishedOn': '2025-01-01' } }, []],
    [
      'D2: published after every deadline',
      { set: { '/publishedOn': '2025-04-01' } },
      ['D2 /publishedOn 2025-04-01 2025-03-31'],
    ],
    ['D2 not: on the governments’ deadline', { set: { '/publishedOn': '2025-03-31' } }, []],
    [
      'D2: published tomorrow',
      { year: 2025, set: { '/publishedOn': '2026-01-16' } },
      ['D2 /publishedOn 2026-01-16 2026-01-15'],
    ],
    ['D2 not: published today', { year: 2025, set: { '/publishedOn': '2026-01-15' } }, []],
  ])('%s', (_, overrides, expected) => {
    expect(findingsOf(overrides).toSorted()).toEqual(expected.toSorted());
  });

  it('S4 counts years by China time', () => {
    const overrides = { year: 2025, without: ['/publishedOn'] };
    expect(findingsOf(overrides, at('2025-12-31T15:59:59Z'))).toEqual(['S4 /year 2025 2024']);
    expect(findingsOf(overrides, at('2025-12-31T16:00:00Z'))).toEqual([]);
  });

  it.each<[string, Overrides, Parameters<typeof filed>[1], string[]]>([
    [
      'S3: another agency',
      { set: { '/agency/id': '450205-mzj' } },
      {},
      ['S3 /agency/id 450205-mzj 450205-jyj'],
    ],
    ['S3: another district', { set: { '/district': '450204' } }, {}, ['S3 /district 450204 450205']],
    [
      'S3: another year',
      { year: 2023 },
      { year: 2024, previous: figuresOf({ year: 2023, set: { '/applications/carriedOut/total': 7 } }) },
      ['S3 /year 2023 2024'],
    ],
    [
      'Q6: a name that the roster does not know',
      { set: { '/agency/name': '柳北教育局' } },
      {},
      ['Q6 /agency/name 柳北教育局 柳北区教育局'],
    ],
    ['Q6 not: an alias', { set: { '/agency/name': '区教育局' } }, {}, []],
    [
      'D1: received on the day after the deadline',
      {},
      { receivedAt: at('2025-01-31T16:00:00Z') },
      ['D1  2025-02-01 2025-01-31'],
    ],
    ['D1 not: in the last second of the deadline', {}, { receivedAt: at('2025-01-31T15:59:59.999Z') }, []],
    [
      'D1 not: a county’s consolidated report has until 20 February',
      {},
      {
        receivedAt: at('2025-02-20T23:00:00+08:00'),
        deadline: computeDeadline({ kind: 'consolidated', district: '450205' }, 2024),
      },
      [],
    ],
    [
      'D1 not: a late correction of a report that was on time',
      {},
      { receivedAt: at('2025-06-01T00:00:00Z'), firstAcceptedAt: at('2025-01-30T00:00:00Z') },
      [],
    ],
    [
      'D1: a correction keeps the date of the first acceptable report',
      {},
      { receivedAt: at('2025-06-01T00:00:00Z'), firstAcceptedAt: at('2025-02-03T00:00:00Z') },
      ['D1  2025-02-03 2025-01-31'],
    ],
    [
      'D1 not: a report that is returned is no first acceptable one',
      { set: { '/reconsideration/total': 9 } },
      { receivedAt: at('2025-03-01T00:00:00Z') },
      ['A4 /reconsideration/total 9 2'],
    ],
    [
      'D2: published after the department’s deadline',
      { set: { '/publishedOn': '2025-02-01' } },
      { receivedAt: at('2025-02-02T00:00:00Z'), firstAcceptedAt: at('2025-01-20T00:00:00Z') },
      ['D2 /publishedOn 2025-02-01 2025-01-31'],
    ],
    [
      'D2: published after the upload',
      { set: { '/publishedOn': '2025-01-26' } },
      {},
      ['D2 /publishedOn 2025-01-26 2025-01-25'],
    ],
    [
      'Y1 against last year',
      {},
      { previous: figuresOf({ year: 2023, set: { '/applications/carriedOut/total': 7 } }) },
      [
        'Y1 /applications/carriedIn/naturalPerson 2 1',
        'Y1 /applications/carriedIn/total 2 7',
        'Y2 /proactive/normativeDocuments/inForce 9 11',
      ],
    ],
  ])('%s', (_, overrides, context, expected) => {
    expect(filed(overrides, context).toSorted()).toEqual(expected.toSorted());
  });
});

describe('a text that takes more steps than a document may', () => {
  const dense = { '/narrative/overview': '无上年结转,'.repeat(55_000) };
  const prose = {
    '/narrative/overview': '全年主动公开信息三百条,收到政府信息公开申请15件,均已按时办结。'.repeat(9_000),
  };

  it('returns the document, alone and filed, with what to do about it', () => {
    const alone = checkDocument(bytesOf(aReport({ set: dense })), NOW);
    expect(alone).toMatchObject({
      outcome: 'returned',
      report: undefined,
      findings: [{ rule: 'S1', path: '' }],
    });
    expect(alone.findings[0]?.message.zh).toContain('精简后重新上传');
    expect(checkFiling(bytesOf(aReport({ set: dense })), aFiling())).toEqual(alone);
  });

  it('is not one of as many bytes of prose, nor one that is read within the budget to the last step', () => {
    const bytes = bytesOf(aReport({ set: prose }));
    expect(bytes.length).toBeGreaterThan(750_000);
    const budget = new ReadingBudget();
    expect(checkDocument(bytes, NOW, { budget }).findings.map(({ rule }) => rule)).not.toContain('S1');
    const steps = MAX_READING_STEPS - budget.left;
    expect(checkDocument(bytes, NOW, { budget: new ReadingBudget(steps) }).outcome).toBe('accepted');
    expect(checkDocument(bytes, NOW, { budget: new ReadingBudget(steps - 1) }).outcome).toBe('returned');
  });
});

describe('the findings of one document', () => {
  it('come errors first, then in the order of the document', () => {
    const findings = findingsOf({
      set: {
        '/publishedOn': '2024-01-01',
        '/narrative/problems': '',
        '/applications/received/total': 14,
        '/reconsideration/total': 5,
        '/district': '45020',
        '/surplus': 1,
      },
    });
    expect(findings.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'S2 /surplus',
      'S2 /district',
      `A1 ${received}/total`,
      'A2 /applications/carriedOut/total',
      'A4 /reconsideration/total',
      'D2 /publishedOn',
      'Q2 /narrative/problems',
    ]);
  });

  it('leave out equations that contain a cell which cannot be read', () => {
    expect(findingsOf({ set: { [`${received}/naturalPerson`]: '12' } })).toEqual([
      `S2 ${received}/naturalPerson 12 12`,
    ]);
    expect(findingsOf({ without: [`${results}/total`] })).toEqual([`S2 ${results}/total null null`]);
  });

  it('do not contradict a zero report of which a cell cannot be read', () => {
    const set = { ...ZEROS, '/nil': true, [`${received}/naturalPerson`]: null };
    expect(findingsOf({ set })).toEqual([`S2 ${received}/naturalPerson null null`]);
  });

  it.each<[string, string, string, string[]]>([
    ['a year', '"year":2024', '"year":2023,"year":2024', ['S1 /year year null']],
    [
      'a text',
      '"district":"450205"',
      '"district":"450204","district":"450205"',
      ['S1 /district district null'],
    ],
    ['an edition', '"edition":"2021"', '"edition":"2021","edition":"2019"', ['S1 /edition edition null']],
    [
      'an object of texts',
      '"agency":{"id"',
      '"agency":{"id":"450205-mzj","name":"民政局"},"agency":{"id"',
      ['S1 /agency agency null'],
    ],
    ['a name', '"name":"', '"name":"民政局","name":"', ['S1 /agency/name name null']],
    [
      'a list',
      '"district":',
      '"explanations":[{"rule":"A1","path":"","text":""}],"explanations":[],"district":',
      ['S1 /explanations explanations null'],
    ],
    [
      'a text of a list',
      '"district":',
      '"explanations":[{"rule":"A1","rule":"Y1","path":"","text":"x"}],"district":',
      ['S1 /explanations/0/rule rule null'],
    ],
    [
      'an object of figures',
      '"reconsideration":{',
      '"reconsideration":{"total":7},"reconsideration":{',
      ['S1 /reconsideration reconsideration null'],
    ],
  ])('take neither value of a duplicate for what the document says: %s', (_, from, to, expected) => {
    const text = JSON.stringify(aReport());
    expect(text).toContain(from);
    const { findings, report } = checkFiling(bytesOf(text.replace(from, to)), aFiling());
    const told = findings.filter(({ path }) => !/^\/reconsideration\/./.test(path));
    expect(told.map(brief)).toEqual(expected);
    expect(report === undefined || report.explanations.length === 0).toBe(true);
  });

  it('still hold the cells that can be read to the rules', () => {
    expect(findingsOf({ set: { [`${received}/naturalPerson`]: null, '/reconsideration/total': 5 } })).toEqual(
      [`S2 ${received}/naturalPerson null null`, 'A4 /reconsideration/total 5 2'],
    );
  });

  it('are at most a thousand, the last of which says how many more there are', () => {
    const surplus = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`/surplus${i}`, i]));
    const { findings, outcome } = checkDocument(
      bytesOf(aReport({ set: { ...surplus, '/reconsideration/total': 5 } })),
      NOW,
    );
    expect(outcome).toBe('returned');
    expect(findings).toHaveLength(1000);
    expect(findings.at(-1)).toMatchObject({ rule: 'S2', path: '', found: 5001 - 999 });
  });

  it('tell a clerk in both languages which cell says what, and what it should say', () => {
    const { findings } = checkDocument(bytesOf(aReport({ set: { [`${results}/partial/total`]: 12 } })), NOW);
    expect(findings[0]?.message.zh).toMatch(/^表三「部分公开·总计」填的是 12,应为 3/);
    expect(findings[0]?.message.en).toMatch(/^Table III "Partly disclosed \/ Total" is 12, but should be 3/);
  });
});

describe('a name', () => {
  const roster = { name: '柳北区教育局', aliases: ['区教育局'] };
  it('alone is told Q6, by the roster as it is now', () => {
    expect(compare({ name: '区教育局 ' }, { roster })).toEqual([]);
    const told = checkFiling(bytesOf(aReport({ set: { '/agency/name': '教育局' } })), aFiling()).findings;
    expect(told).toHaveLength(1);
    expect(compare({ name: '教育局' }, { roster })).toEqual(told);
    expect(compare({ name: '教育局' }, { roster: { ...roster, aliases: ['教育局'] } })).toEqual([]);
  });
});

/** As report-format.md says. */
const INFOS = new Set(['T5', 'T6', 'T7', 'T14', 'T19', 'T23']);

describe('the catalogue of rules', () => {
  it('has every rule of the format once, errors first', () => {
    expect(RULES.all.map(({ id }) => id).join(' ')).toBe(
      'S1 S2 S3 S4 S5 A1 A2 A3 A4 Y1 Y2 Y3 Y4 Q1 Q2 Q3 Q4 Q5 Q6 C1 D1 D2 T1 T2 T3 T4 T5 T6 T7 T8 T9 T10 T11 T12 T13 T14 T15 T16 T17 T18 T19 T20 T21 T22 T23',
    );
    for (const rule of RULES.all) {
      const severity = /^(?:[SA]|T4$)/.test(rule.id) ? 'error' : INFOS.has(rule.id) ? 'info' : 'warning';
      expect([rule.id, rule.severity]).toEqual([rule.id, severity]);
      expect(RULES.byId.get(rule.id)).toBe(rule);
    }
  });

  it('gives findings the severity of their rule', () => {
    expect(tooLarge(2_000_000)).toMatchObject({ rule: 'S1', severity: 'error', found: 2_000_000 });
  });
});

describe('the sums of every row and column', () => {
  it.each(EDITIONS)('are checked: whichever cell of edition %s is changed, an error names it', (edition) => {
    const year = edition === '2019' ? 2019 : 2024;
    for (const { path } of CATALOGUES[edition].cells) {
      if (path.startsWith('/proactive')) continue;
      const findings = findingsOf({ year, set: { [path]: 777 } });
      expect(
        findings.some((line) => /^A\d/.test(line)),
        path,
      ).toBe(true);
    }
  });
});
