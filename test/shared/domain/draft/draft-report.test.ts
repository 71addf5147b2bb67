/** Every number of a drafted text is that of the cell that it names, and its sentences read as such reports are written. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tenthsOfPercent } from '../../../../shared/domain/basics/rounding.ts';
import { draftReport } from '../../../../shared/domain/draft/draft-report.ts';
import {
  writeText,
  type Draft,
  type DraftBasis,
  type DraftSection,
  type NumberPiece,
} from '../../../../shared/domain/draft/draft.ts';
import { CATALOGUES, EDITIONS, type Edition } from '../../../../shared/domain/form/catalogue.ts';
import { nestFigures, noFigures, toStored, type Figures } from '../../../../shared/domain/form/figures.ts';
import { addFees, NO_FEES, takeFees } from '../../../../shared/domain/form/processing-fees.ts';

type Cells = Readonly<Record<string, number>>;
function figuresOf(edition: Edition, cells: Cells): Figures {
  const figures = noFigures(edition);
  for (const [path, value] of Object.entries(cells)) {
    const cell = CATALOGUES[edition].cellByPath.get(path);
    if (!cell) throw new Error(`no cell ${path}`);
    figures.cells[cell.index] = toStored(cell.column.kind, value);
  }
  return figures;
}

const QUIET: DraftBasis = {
  name: '柳北区',
  year: 2024,
  asOf: '2025年3月1日',
  reports: { expected: 3, accepted: 3, flagged: 0, returned: 0, late: 0 },
  figures: figuresOf('2021', {}),
  previous: undefined,
  previousReports: { expected: 3, accepted: 3 },
  fees: NO_FEES,
  children: [],
};
const textIn = (draft: Draft, section: DraftSection): string =>
  draft[section]
    .filter(({ as }) => as === 'text')
    .map(writeText)
    .join('\n');
const say = (section: DraftSection, basis: Partial<DraftBasis>): string =>
  textIn(draftReport({ ...QUIET, ...basis }), section);

const R = '/applications/received';
const APPLICATIONS = '/applications/results';

describe('a total in doubt', () => {
  const FEES = '/proactive/fees/amountWanCny';
  const mark = { path: FEES, agency: { id: 'zjj', name: '住建局' }, figure: 9, previous: 1 };
  const marked = { figures: figuresOf('2021', { [FEES]: 395_900 }), marks: [mark] };
  const write = (section: DraftSection, basis: Partial<DraftBasis>): string =>
    draftReport({ ...QUIET, ...basis })
      [section].map(writeText)
      .join('\n');

  it('bears its mark in the draft, and words say whose figure makes it', () => {
    const text = write('proactive', marked);
    expect(text).toContain('行政事业性收费395900‡万元。');
    expect(text).toMatch(/\n〔‡ 住建局的.*收费金额.*与上年相差悬殊，尚未说明或更正/);
    expect(write('proactive', { ...marked, marks: [] })).not.toContain('‡');
    // Another section rests on other cells.
    expect(write('applications', marked)).not.toContain('‡');
  });

  it('is marked where its change, its share and its part of a child are told', () => {
    const of = (received: number) => figuresOf('2021', { [`${R}/total`]: received });
    const applications = { ...mark, path: `${R}/total` };
    const text = write('overview', { figures: of(900), previous: of(100), marks: [applications] });
    expect(text).toContain('新收政府信息公开申请900‡件，较上年增长800.0%‡');
    const child = { id: 'zjj', name: '住建局', now: of(880), before: of(80), marks: [applications] };
    const other = { id: 'jyj', name: '教育局', now: of(20), before: of(20), marks: [] };
    const told = write('applications', {
      figures: of(900),
      previous: of(100),
      marks: [],
      children: [child, other],
    });
    expect(told).toMatch(/住建局.*\d‡/);
  });
});

it('units of vertical systems are told not to be counted', () => {
  expect(say('overview', { hasVertical: true })).toContain('垂直管理系统的单位在本系统内报送');
  expect(say('overview', {})).not.toContain('垂直管理');
});

describe('总体情况', () => {
  it.each<[string, Partial<DraftBasis>, RegExp]>([
    ['all on time', {}, /^2024年度，柳北区应报送政府信息公开工作年度报告的单位3个，已全部按时报送。/],
    [
      'all, some late',
      { reports: { expected: 8, accepted: 8, flagged: 0, returned: 0, late: 2 } },
      /的单位8个，已全部报送，其中按时报送6个，占应报送单位的75\.0%，逾期报送2个。\n全年/,
    ],
    [
      'all late',
      { reports: { expected: 8, accepted: 8, flagged: 0, returned: 0, late: 8 } },
      /的单位8个，已全部报送，均为逾期报送。/,
    ],
    [
      'the only one, late',
      { reports: { expected: 1, accepted: 1, flagged: 0, returned: 0, late: 1 } },
      /的单位1个，已逾期报送。/,
    ],
    [
      'the only one, in time',
      { reports: { expected: 1, accepted: 1, flagged: 0, returned: 0, late: 0 } },
      /的单位1个，已按时报送。/,
    ],
    [
      'one of several',
      { reports: { expected: 8, accepted: 1, flagged: 0, returned: 0, late: 0 } },
      /已报送1个，为按时报送。/,
    ],
    [
      'not even the only one',
      { reports: { expected: 1, accepted: 0, flagged: 0, returned: 0, late: 0 }, figures: undefined },
      /的单位1个，尚未报送合格报告。/,
    ],
    [
      'some missing, some returned',
      { reports: { expected: 8, accepted: 4, flagged: 1, returned: 1, late: 0 } },
      /已报送4个，均为按时报送。截至2025年3月1日，尚有3个单位未报送，有1个单位的报告退回后未重新报送，以下数字不含上述单位。/,
    ],
    [
      'some missing alone',
      { reports: { expected: 8, accepted: 7, flagged: 0, returned: 0, late: 0 } },
      /截至2025年3月1日，尚有1个单位未报送，以下数字不含上述单位。/,
    ],
    [
      'nobody',
      { reports: { expected: 8, accepted: 0, flagged: 0, returned: 2, late: 0 }, figures: undefined },
      /^2024年度，柳北区应报送政府信息公开工作年度报告的单位8个，均尚未报送合格报告。$/,
    ],
  ])('says who has filed: %s', (_, basis, expected) => {
    expect(say('overview', basis)).toMatch(expected);
  });

  it.each<[string, Cells, RegExp]>([
    [
      'none granted',
      { [`${APPLICATIONS}/total/total`]: 3, [`${APPLICATIONS}/otherHandling/notCorrected/total`]: 3 },
      /办结的申请中，没有予以公开或者部分公开的。/,
    ],
    ['suits alone', { '/litigation/direct/total': 2 }, /行政诉讼案件2件，未发生行政复议案件。/],
    ['reviews alone', { '/reconsideration/total': 1 }, /行政复议案件1件，未发生行政诉讼案件。/],
  ])('counts no 0: %s', (_, cells, expected) => {
    expect(say('overview', { figures: figuresOf('2021', cells) })).toMatch(expected);
  });

  it.each<[string, Cells, Cells | undefined, RegExp]>([
    ['nothing at all, in the first year', {}, undefined, /全年未收到政府信息公开申请。全年未发生/],
    [
      'more, of many',
      {
        [`${R}/total`]: 120,
        [`${APPLICATIONS}/total/total`]: 110,
        [`${APPLICATIONS}/granted/total`]: 55,
        '/applications/carriedOut/total': 10,
      },
      { [`${R}/total`]: 100 },
      /全年新收政府信息公开申请120件，较上年增长20\.0%；办结110件，结转下年度继续办理10件。办结的申请中，予以公开和部分公开共55件，占50\.0%。/,
    ],
    ['fewer, of many', { [`${R}/total`]: 75 }, { [`${R}/total`]: 100 }, /75件，较上年下降25\.0%；尚未办结。/],
    ['more, of few', { [`${R}/total`]: 8 }, { [`${R}/total`]: 3 }, /8件，较上年增加5件；/],
    ['fewer, of few', { [`${R}/total`]: 3 }, { [`${R}/total`]: 8 }, /3件，较上年减少5件；/],
    ['none any more', {}, { [`${R}/total`]: 80 }, /全年未收到政府信息公开申请，较上年减少80件。/],
    ['as many', { [`${R}/total`]: 40 }, { [`${R}/total`]: 40 }, /40件，与上年持平；/],
    [
      'what was carried in alone',
      {
        '/applications/carriedIn/total': 2,
        [`${APPLICATIONS}/total/total`]: 2,
        [`${APPLICATIONS}/granted/total`]: 2,
      },
      undefined,
      /全年未收到政府信息公开申请；上年结转2件；办结2件，没有结转下年度继续办理的申请。办结的申请中，予以公开和部分公开共2件，占100\.0%。/,
    ],
  ])('tells the volume: %s', (_, now, before, expected) => {
    const previous = before && figuresOf('2021', before);
    expect(say('overview', { figures: figuresOf('2021', now), previous })).toMatch(expected);
  });
});

describe('while some have not filed', () => {
  const reports = { expected: 10, accepted: 3, flagged: 0, returned: 0, late: 0 };
  const of = (received: number) =>
    figuresOf('2021', { [`${R}/total`]: received, [`${R}/naturalPerson`]: received });
  const children = [
    { id: 'jia', name: '甲区', now: of(10), before: of(60) },
    { id: 'yi', name: '乙区', now: of(20), before: of(40) },
  ];
  const basis = { figures: of(30), previous: of(100), children };
  const write = (more: Partial<DraftBasis>): string =>
    Object.keys(draftReport(QUIET))
      .map((section) => say(section as DraftSection, { ...basis, ...more }))
      .join('\n');

  it('nothing is compared with the year before, and nothing said of the whole year', () => {
    const text = write({ reports });
    expect(text).toContain('已报送单位新收政府信息公开申请30件；');
    expect(text).toContain('已报送单位没有行政事业性收费。');
    expect(text).toContain('已报送单位未发生因政府信息公开引起的行政复议案件。');
    expect(text).not.toMatch(/上年|持平|减少|下降|全年/);
    expect(write({ reports, fees: takeFees({ collectedFen: 0 }) })).toContain(
      '2024年度，已报送单位未收取信息处理费',
    );
  });

  it('nor with a year before of which some never came', () => {
    for (const previousReports of [{ expected: 10, accepted: 9 }, undefined]) {
      const text = write({ previousReports });
      expect(text).toContain('全年新收政府信息公开申请30件；');
      expect(text).not.toMatch(/上年|持平|减少|下降/);
    }
  });

  it('it is as soon as all have', () => {
    expect(write({})).toMatch(/30件，较上年下降70\.0%[^]*减少最多的是甲区，由60件减至10件/);
  });
});

it.each<[string, Edition, Cells, string]>([
  [
    'nothing',
    '2021',
    {},
    '全年未制发、废止规章，也没有现行有效的规章。全年未制发、废止行政规范性文件，也没有现行有效的行政规范性文件。未作出行政许可、行政处罚、行政强制处理决定。全年没有行政事业性收费。',
  ],
  [
    'some',
    '2021',
    {
      '/proactive/normativeDocuments/made': 7,
      '/proactive/normativeDocuments/inForce': 2470,
      '/proactive/licensing/decisions': 2629,
      '/proactive/penalties/decisions': 1330,
      '/proactive/fees/amountWanCny': 5949.088667,
    },
    '全年未制发、废止规章，也没有现行有效的规章。行政规范性文件本年制发7件、未废止，现行有效2470件。作出行政许可处理决定2629件、行政处罚处理决定1330件；未作出行政强制处理决定。行政事业性收费5949.088667万元。',
  ],
  [
    'in the form of 2019',
    '2019',
    {
      '/proactive/rules/totalDisclosed': 3,
      '/proactive/procurement/projects': 2,
      '/proactive/procurement/amountCny': 0.5,
    },
    '本年未新制作规章，对外公开总数3件。本年未新制作规范性文件，对外公开总数0件。未作出行政许可、其他对外管理服务事项、行政处罚、行政强制处理决定。政府集中采购项目2个，采购总金额0.5元。',
  ],
])('主动公开: %s', (_, edition, cells, expected) => {
  expect(say('proactive', { figures: figuresOf(edition, cells) })).toBe(expected);
});

describe('申请', () => {
  it('names applicants, outcomes and reasons, the largest first, equals in the form’s order', () => {
    const figures = figuresOf('2021', {
      [`${R}/total`]: 81,
      [`${R}/naturalPerson`]: 80,
      [`${R}/commercial`]: 1,
      [`${APPLICATIONS}/total/total`]: 40,
      [`${APPLICATIONS}/granted/total`]: 30,
      [`${APPLICATIONS}/refused/thirdPartyRights/total`]: 2,
      [`${APPLICATIONS}/refused/internalAffairs/total`]: 4,
      [`${APPLICATIONS}/refused/inquiryMatters/total`]: 2,
      [`${APPLICATIONS}/unavailable/notHeld/total`]: 1,
      [`${APPLICATIONS}/otherHandling/notCorrected/total`]: 1,
    });
    expect(say('applications', { figures })).toBe(
      [
        '新收的81件申请中，自然人80件，占98.8%；商业企业1件，占1.2%。',
        '办结的40件申请中，予以公开30件，占75.0%；不予公开8件，占20.0%；无法提供1件，占2.5%；其他处理1件，占2.5%。',
        '不予公开的8件，按件数依次为属于三类内部事务信息4件、保护第三方合法权益2件、属于行政查询事项2件。无法提供的1件，情形为本机关不掌握相关政府信息。其他处理的1件，情形为申请人无正当理由逾期不补正。',
      ].join('\n'),
    );
  });

  it('says no shares of few, and what is all of one kind', () => {
    const figures = figuresOf('2021', {
      [`${R}/total`]: 3,
      [`${R}/other`]: 3,
      [`${APPLICATIONS}/total/total`]: 2,
      [`${APPLICATIONS}/granted/total`]: 1,
      [`${APPLICATIONS}/partial/total`]: 1,
    });
    expect(say('applications', { figures })).toBe(
      '新收的3件申请均由其他组织提出。\n办结的2件申请中，予以公开1件；部分公开1件。',
    );
    expect(say('applications', {})).toBe('全年未收到政府信息公开申请。\n全年没有办结的政府信息公开申请。');
  });

  it('says 均 of several alone', () => {
    const one = figuresOf('2021', {
      [`${R}/total`]: 1,
      [`${R}/naturalPerson`]: 1,
      [`${APPLICATIONS}/total/total`]: 1,
      [`${APPLICATIONS}/unavailable/notHeld/total`]: 1,
      '/reconsideration/upheld': 1,
      '/reconsideration/total': 1,
      '/litigation/direct/pending': 1,
      '/litigation/direct/total': 1,
    });
    expect(say('applications', { figures: one })).toBe(
      '新收的1件申请由自然人提出。\n办结的1件申请，结果为无法提供。\n无法提供的1件，情形为本机关不掌握相关政府信息。',
    );
    expect(say('disputes', { figures: one })).toBe(
      '因政府信息公开引起的行政复议案件1件，为结果维持。因政府信息公开引起的行政诉讼案件1件，其中未经复议直接起诉1件，尚未审结。',
    );
  });

  const child = (id: string, now: number | undefined, before: number | undefined) => ({
    id,
    name: `${id}局`,
    now: now === undefined ? undefined : figuresOf('2021', { [`${R}/total`]: now }),
    before: before === undefined ? undefined : figuresOf('2021', { [`${R}/total`]: before }),
  });
  it.each<[string, number, number, readonly ReturnType<typeof child>[], RegExp]>([
    [
      'one',
      30,
      20,
      [child('甲', 25, 10), child('乙', 5, 10)],
      /与上年相比，新收申请增加最多的是甲局，由10件增至25件。/,
    ],
    [
      'one, downwards',
      20,
      30,
      [child('甲', 10, 25), child('乙', 10, 5)],
      /减少最多的是甲局，由25件减至10件。/,
    ],
    ['two alike', 30, 20, [child('甲', 15, 10), child('乙', 15, 10)], /增加最多的是甲局、乙局，均增加5件。/],
    [
      'nobody, where too many are alike',
      8,
      4,
      '甲乙丙丁'.split('').map((id) => child(id, 2, 1)),
      /^(?!.*与上年相比)/,
    ],
    ['nobody, where nothing moved', 20, 20, [child('甲', 15, 10), child('乙', 5, 10)], /^(?!.*与上年相比)/],
    ['nobody new', 30, 20, [child('甲', 25, undefined), child('乙', 5, undefined)], /^(?!.*与上年相比)/],
  ])('tells who moved the total most: %s', (_, now, before, children, expected) => {
    const figures = figuresOf('2021', { [`${R}/total`]: now, [`${R}/naturalPerson`]: now });
    const previous = figuresOf('2021', { [`${R}/total`]: before });
    expect(say('applications', { figures, previous, children })).toMatch(expected);
  });
});

it.each<[string, Cells, string]>([
  ['none', {}, '全年未发生因政府信息公开引起的行政复议案件。全年未发生因政府信息公开引起的行政诉讼案件。'],
  [
    'some',
    {
      '/reconsideration/upheld': 1,
      '/reconsideration/corrected': 1,
      '/reconsideration/total': 2,
      '/litigation/direct/pending': 5,
      '/litigation/direct/total': 5,
      '/litigation/afterReconsideration/other': 2,
      '/litigation/afterReconsideration/total': 2,
    },
    '因政府信息公开引起的行政复议案件2件，结果维持1件、结果纠正1件。因政府信息公开引起的行政诉讼案件7件，其中未经复议直接起诉5件，均尚未审结；复议后起诉2件，均为其他结果。',
  ],
])('行政复议、行政诉讼: %s', (_, cells, expected) => {
  expect(say('disputes', { figures: figuresOf('2021', cells) })).toBe(expected);
});

describe('问题 and 其他', () => {
  it('tell what figures tell, and leave the rest to people', () => {
    expect(say('problems', {})).toBe('');
    expect(say('problems', { reports: { expected: 9, accepted: 9, flagged: 0, returned: 0, late: 2 } })).toBe(
      '从汇总数字看，报送不够及时，2个单位逾期报送。',
    );
    expect(
      say('problems', {
        reports: { expected: 9, accepted: 6, flagged: 2, returned: 1, late: 0 },
        figures: figuresOf('2021', { '/reconsideration/corrected': 1, '/litigation/direct/corrected': 2 }),
      }),
    ).toBe(
      '从汇总数字看，一是仍有2个单位未报送；二是1个单位的报告退回后未重新报送；三是2个单位的报告数据存疑，尚待核实说明；四是在行政复议、行政诉讼中被纠正3件，依法答复的质量有待提高。',
    );
    for (const section of ['problems', 'other'] as const)
      expect(draftReport(QUIET)[section].some(({ as }) => as === 'place')).toBe(true);
  });

  it.each<[string, Parameters<typeof takeFees>[0][], string]>([
    ['nobody states a fee', [], ''],
    [
      'none was collected',
      [{ collectedFen: 0 }, { notices: 0, collectedFen: 0 }, { collectedFen: 0 }],
      '2024年度，未收取信息处理费。',
    ],
    [
      'some, and some do not say',
      [{ notices: 2, noticedFen: 6005, collectedFen: 4010 }, { collectedFen: 0 }],
      '2024年度，发出信息处理费收费通知2件，通知金额60.05元，实际收取信息处理费40.1元（写明收取情况的单位2个，未写明的1个）。',
    ],
    [
      'no notice alone',
      [{ notices: 0 }, { notices: 0 }, { notices: 0 }],
      '2024年度，未发出信息处理费收费通知。',
    ],
    [
      'no notice, and some do not say',
      [{ notices: 0 }],
      '2024年度，未发出信息处理费收费通知（写明收取情况的单位1个，未写明的2个）。',
    ],
    ['notices alone', [{ notices: 2 }], '2024年度，发出信息处理费收费通知2件，实收金额各单位均未写明。'],
  ])('fees: %s', (_, stated, expected) => {
    expect(say('other', { fees: addFees(stated.map(takeFees)) })).toBe(expected);
  });
});

const edition = fc.constantFrom(...EDITIONS);
const figures = (of: Edition): fc.Arbitrary<Figures> =>
  fc
    .array(fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(5), fc.nat(99_999)), {
      minLength: CATALOGUES[of].width,
      maxLength: CATALOGUES[of].width,
    })
    .map((cells) => ({ edition: of, cells: Float64Array.from(cells) }));
const basis: fc.Arbitrary<DraftBasis> = edition.chain((of) =>
  fc.record({
    name: fc.constant('柳北区'),
    year: fc.constant(of === '2019' ? 2020 : 2024),
    asOf: fc.constant('2025年3月1日'),
    reports: fc
      .record({ accepted: fc.nat(40), missing: fc.nat(3), returned: fc.nat(2) })
      .chain(({ accepted, missing, returned }) =>
        fc.record({
          expected: fc.constant(accepted + missing + returned),
          accepted: fc.constant(accepted),
          returned: fc.constant(returned),
          flagged: fc.nat(accepted),
          late: fc.nat(accepted),
        }),
      ),
    figures: fc.option(figures(of), { nil: undefined }),
    previous: fc.option(figures(of), { nil: undefined }),
    previousReports: fc.option(
      fc.nat(2).chain((missing) => fc.nat(9).map((accepted) => ({ accepted, expected: accepted + missing }))),
      { nil: undefined },
    ),
    fees: fc
      .array(fc.record({ notices: fc.nat(9), collectedFen: fc.nat(99_999) }, { requiredKeys: [] }), {
        maxLength: 4,
      })
      .map((some) => addFees(some.map(takeFees))),
    children: fc.array(
      fc.record({
        id: fc.uuid(),
        name: fc.constantFrom('甲局', '乙局', '丙局'),
        now: fc.option(figures(of), { nil: undefined }),
        before: fc.option(figures(of), { nil: undefined }),
      }),
      { maxLength: 4 },
    ),
  }),
);

/** By walking the document's nesting, as a reader of the cell would. */
const valueAt = (of: Figures | undefined, cells: readonly string[]): number =>
  cells.reduce((sum, path) => {
    let node: unknown = of && nestFigures(of);
    for (const key of path.slice(1).split('/')) node = (node as Record<string, unknown> | undefined)?.[key];
    return sum + (typeof node === 'number' ? node : 0);
  }, 0);
const percent = (ratio: number): string => `${(tenthsOfPercent(Math.abs(ratio)) / 10).toFixed(1)}%`;

function expectedText({ source }: NumberPiece, of: DraftBasis): string {
  const { reports } = of;
  switch (source.kind) {
    case 'cells':
      return String(valueAt(source.at === 'now' ? of.figures : of.previous, source.cells));
    case 'difference':
      return String(Math.abs(valueAt(of.figures, source.cells) - valueAt(of.previous, source.cells)));
    case 'change':
      return percent(valueAt(of.figures, source.cells) / valueAt(of.previous, source.cells) - 1);
    case 'share':
      return percent(valueAt(of.figures, source.cells) / valueAt(of.figures, source.whole));
    case 'child': {
      const child = of.children.find(({ id }) => id === source.id);
      const [now, before] = [valueAt(child?.now, source.cells), valueAt(child?.before, source.cells)];
      return String(source.at === 'now' ? now : source.at === 'before' ? before : Math.abs(now - before));
    }
    case 'reports':
      return String(
        source.of === 'onTime'
          ? reports.accepted - reports.late
          : source.of === 'missing'
            ? reports.expected - reports.accepted - reports.returned
            : reports[source.of],
      );
    case 'onTimeShare':
      return percent((reports.accepted - reports.late) / reports.expected);
    case 'fee':
      return String(
        source.key === 'notices'
          ? of.fees.notices.sum
          : of.fees[source.key === 'noticedCny' ? 'noticedFen' : 'collectedFen'].sum / 100,
      );
    case 'feeStated':
      return String(of.fees[source.part].stated);
    case 'feeUnstated':
      return String(reports.accepted - of.fees[source.part].stated);
    case 'year':
      return String(of.year);
    case 'asOf':
      return of.asOf;
  }
}

it('every number is that of the cell that it names, and words hold none', () => {
  fc.assert(
    fc.property(basis, (of) => {
      for (const { pieces } of Object.values(draftReport(of)).flat())
        for (const piece of pieces) {
          if (typeof piece === 'string') expect(piece).not.toMatch(/[0-9]|NaN|undefined|–/);
          else expect(piece.text).toBe(expectedText(piece, of));
        }
    }),
    { numRuns: 300 },
  );
});

it('sentences end, and none is empty', () => {
  fc.assert(
    fc.property(basis, (of) => {
      for (const drafted of Object.values(draftReport(of)).flat())
        expect(writeText(drafted)).toMatch(
          drafted.as === 'text' ? /^[^，；、。][^]*[^，；、]。$/ : /^〔.+〕$/,
        );
    }),
    { numRuns: 300 },
  );
});
