import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ask } from '../../../shared/domain/convert/conversion.ts';
import { CATALOGUES } from '../../../shared/domain/form/catalogue.ts';
import { decodeReport } from '../../../shared/domain/document/decode-report.ts';
import { encodeReport } from '../../../shared/domain/document/encode-report.ts';
import {
  startDraft,
  startFromConversion,
  startFromDocument,
  startFromLastYear,
  writeDay,
  writeDocument,
  writeDocumentBytes,
} from '../../../web/file/draft-document.ts';
import {
  applyEdit,
  confirmAsk,
  explainWarning,
  fillIn,
  isAskOpen,
  isLastYears,
  listMissingCells,
  listOpenAsks,
  readExplanation,
  readValue,
  redo,
  settleAsk,
  undo,
  type FilingDraft,
  type NewValue,
} from '../../../web/file/filing-draft.ts';
import { readTypedNumber } from '../../../shared/domain/convert/typed-number.ts';
import { aReport } from '../../support/a-report.ts';

const FILED = { agencyId: '450205-jyj', agencyName: '柳北区教育局', district: '450205', year: 2024 };
const FILED_2019 = { ...FILED, year: 2019 };

const RECEIVED = '/applications/received';
const GRANTED = '/applications/results/granted';
const rowAsk = (row: string): Ask => ({
  path: row,
  why: 'several-readings',
  text: '1 2 0 0 0 0 0 12',
  cells: [`${row}/naturalPerson`, `${row}/commercial`],
  candidates: [
    [1, 2],
    [12, 0],
  ],
});
const ASKS: readonly Ask[] = [
  rowAsk(RECEIVED),
  rowAsk(GRANTED),
  { path: '/litigation/direct', why: 'missing-row', text: '' },
  { path: '/nil', why: 'nil', text: '全年未收到申请', candidates: [['true']] },
  { path: '/narrative/other', why: 'doubtful-source', text: '其他' },
];
const asked = (): FilingDraft =>
  startFromConversion(FILED, {
    outcome: 'asks',
    kind: 'docx',
    edition: '2021',
    document: aReport({
      set: Object.fromEntries(
        [
          ...[RECEIVED, GRANTED].flatMap((row) => [`${row}/naturalPerson`, `${row}/commercial`]),
          ...['upheld', 'corrected', 'other', 'pending', 'total'].map((key) => `/litigation/direct/${key}`),
        ].map((path) => [path, null]),
      ),
    }),
    asks: ASKS,
    notes: [],
  });

/** What a draft says, without how it came to it. */
const said = ({ values, settled }: FilingDraft): unknown => ({ values, settled });

const CELLS = CATALOGUES['2021'].cells.map(({ path }) => path);
const aNews = fc.array(
  fc.record<NewValue>({
    path: fc.constantFrom(...CELLS.slice(0, 20), '/narrative/other', '/nil', '/publishedOn'),
    to: fc.oneof(fc.constantFrom('', '0', '12', 'x'), fc.string({ maxLength: 5 })),
  }),
  { minLength: 1, maxLength: 4 },
);

describe('edits', () => {
  it('are taken back by undo and made again by redo, whatever came before', () => {
    fc.assert(
      fc.property(fc.array(aNews, { maxLength: 5 }), aNews, (earlier, news) => {
        const before = earlier.reduce((draft, each) => applyEdit(draft, each), asked());
        const after = applyEdit(before, news);
        if (after === before) return;
        expect(said(undo(after))).toEqual(said(before));
        expect(said(redo(undo(after)))).toEqual(said(after));
      }),
    );
  });

  it('are all taken back one after the other', () => {
    fc.assert(
      fc.property(fc.array(aNews, { maxLength: 6 }), (edits) => {
        const all = edits.reduce((draft, each) => applyEdit(draft, each), asked());
        const back = all.done.reduce((draft) => undo(draft), all);
        expect(said(back)).toEqual(said(asked()));
        expect(said(all.done.reduce((draft) => redo(draft), back))).toEqual(said(all));
      }),
    );
  });

  it('that continue typing in one field are one step', () => {
    let draft = asked();
    for (const [to, continues] of [
      ['1', false],
      ['12', true],
      ['123', true],
    ] as const)
      draft = applyEdit(draft, [{ path: `${RECEIVED}/total`, to }], { continues });
    expect(readValue(draft, `${RECEIVED}/total`)).toBe('123');
    expect(said(undo(draft))).toEqual(said(asked()));
    const elsewhere = applyEdit(draft, [{ path: `${GRANTED}/total`, to: '4' }], { continues: true });
    expect(readValue(undo(elsewhere), `${RECEIVED}/total`)).toBe('123');
  });

  it('that change nothing are no step', () => {
    const draft = asked();
    const path = `${RECEIVED}/total`;
    expect(applyEdit(draft, [{ path, to: readValue(draft, path) }])).toBe(draft);
    expect(undo(draft)).toBe(draft);
    expect(redo(draft)).toBe(draft);
  });

  it('survive being stored as JSON', () => {
    const draft = undo(applyEdit(asked(), [{ path: `${RECEIVED}/total`, to: '7' }]));
    expect(JSON.parse(JSON.stringify(draft))).toEqual(draft);
  });
});

describe('asks', () => {
  it('are open until every cell of theirs holds a number', () => {
    let draft = asked();
    expect(listOpenAsks(draft)).toEqual([0, 1, 2, 3, 4]);
    draft = applyEdit(draft, [{ path: `${RECEIVED}/naturalPerson`, to: '12' }]);
    expect(isAskOpen(draft, 0)).toBe(true);
    draft = applyEdit(draft, [{ path: `${RECEIVED}/commercial`, to: 'x' }]);
    expect(isAskOpen(draft, 0)).toBe(true);
    draft = applyEdit(draft, [{ path: `${RECEIVED}/commercial`, to: '３' }]);
    expect(isAskOpen(draft, 0)).toBe(false);
    expect(isAskOpen(undo(draft), 0)).toBe(true);
  });

  it('are settled by a candidate, an edit of the text, or by leaving it as it is', () => {
    expect(listOpenAsks(settleAsk(asked(), 1, 1))).toEqual([0, 2, 3, 4]);
    expect(readValue(settleAsk(asked(), 1, 1), `${GRANTED}/naturalPerson`)).toBe('12');
    expect(readValue(settleAsk(asked(), 3, 0), '/nil')).toBe('true');
    expect(listOpenAsks(confirmAsk(asked(), 3))).toEqual([0, 1, 2, 4]);
    expect(listOpenAsks(applyEdit(asked(), [{ path: '/narrative/other', to: '今年没有。' }]))).toEqual([
      0, 1, 2, 3,
    ]);
    expect(listOpenAsks(undo(confirmAsk(asked(), 3)))).toEqual([0, 1, 2, 3, 4]);
    expect(settleAsk(asked(), 9, 0)).toEqual(asked());
  });

  it('come to the same in whatever order they are settled', () => {
    const settle: readonly ((draft: FilingDraft) => FilingDraft)[] = [
      (draft) => settleAsk(draft, 0, 0),
      (draft) => settleAsk(draft, 1, 1),
      (draft) => applyEdit(draft, [{ path: '/litigation/direct/upheld', to: '1' }]),
      (draft) => settleAsk(draft, 3, 0),
      (draft) => confirmAsk(draft, 4),
    ];
    const expected = said(settle.reduce((draft, act) => act(draft), asked()));
    fc.assert(
      fc.property(fc.shuffledSubarray([...settle], { minLength: settle.length }), (order) => {
        expect(said(order.reduce((draft, act) => act(draft), asked()))).toEqual(expected);
      }),
    );
  });

  it('about agency and year are decided before', () => {
    const draft = startFromConversion(FILED, {
      outcome: 'asks',
      kind: 'text',
      edition: '2021',
      document: aReport(),
      asks: [
        { path: '/agency', why: 'no-agency', text: '' },
        { path: '/year', why: 'contradicting', text: '2023', candidates: [[2024], [2023]] },
        { path: '/edition', why: 'other-edition', text: '' },
      ],
      notes: [],
    });
    expect(draft.asks.map(({ path }) => path)).toEqual(['/edition']);
  });
});

describe('the document', () => {
  it('is the report again, letter by letter', () => {
    for (const filed of [FILED, FILED_2019]) {
      const decoded = decodeReport(
        new TextEncoder().encode(
          JSON.stringify(
            aReport({
              year: filed.year,
              set: {
                '/notes': [{ path: RECEIVED, text: '含上年度' }],
                '/explanations': [{ rule: 'Y4', path: `${RECEIVED}/total`, text: '试点' }],
                '/publishedOn': `${filed.year + 1}-01-20`,
                '/signature': { name: '柳北区教育局', date: `${filed.year + 1}-01-19` },
                ...(filed.year > 2020 ? { '/processingFee': { notices: 1, noticedCny: 100.5 } } : {}),
              },
            }),
          ),
        ),
      );
      if (decoded.kind !== 'read' || !decoded.report) throw new Error('no report');
      const written = encodeReport(decoded.report);
      const document: unknown = JSON.parse(written);
      const draft = startFromDocument(filed, document as Record<string, unknown>);
      expect(writeDocument(draft)).toBe(written);
      expect(listMissingCells(draft)).toEqual([]);
    }
  });

  it('has null where there is no number yet, and is otherwise readable', () => {
    const draft = applyEdit(startDraft(FILED), [
      { path: `${RECEIVED}/total`, to: '１,２３４' },
      { path: '/proactive/fees/amountWanCny', to: '0.5万元' },
      { path: `${GRANTED}/total`, to: 'zwölf' },
      { path: '/signature/date', to: '2025年1月9日' },
    ]);
    const document = JSON.parse(writeDocument(draft));
    expect(document.applications.received).toMatchObject({ total: 1234, naturalPerson: null });
    expect(document.applications.results.granted.total).toBeNull();
    expect(document.proactive.fees.amountWanCny).toBe(0.5);
    expect(document.signature).toEqual({ name: '', date: '2025-01-09' });
    expect(decodeReport(writeDocumentBytes(draft)).kind).toBe('read');
    expect(listMissingCells(draft)).toHaveLength(CELLS.length - 2);
  });

  it('of last year gives texts, marked until they are changed, and the cases that it carried out', () => {
    const bytes = new TextEncoder().encode(JSON.stringify(aReport({ year: 2023 })));
    const decoded = decodeReport(bytes);
    if (decoded.kind !== 'read' || !decoded.report) throw new Error('no report');
    const draft = startFromLastYear(FILED, decoded.report);
    expect(readValue(draft, '/applications/carriedIn/naturalPerson')).toBe('1');
    expect(readValue(draft, `${RECEIVED}/total`)).toBe('');
    expect(isLastYears(draft, '/narrative/overview')).toBe(true);
    const changed = applyEdit(draft, [{ path: '/narrative/overview', to: '今年' }]);
    expect(isLastYears(changed, '/narrative/overview')).toBe(false);
    expect(isLastYears(undo(changed), '/narrative/overview')).toBe(true);
    expect(isLastYears(draft, '/preamble')).toBe(false);
  });

  it('holds an explanation beside its warning until it is emptied', () => {
    const warning = { rule: 'Y4', path: `${RECEIVED}/total` };
    const draft = explainWarning(startDraft(FILED), warning, '试点');
    expect(readExplanation(draft, warning)).toBe('试点');
    expect(JSON.parse(writeDocument(draft)).explanations).toEqual([{ ...warning, text: '试点' }]);
    const emptied = explainWarning(draft, warning, ' ');
    expect(JSON.parse(writeDocument(emptied)).explanations).toBeUndefined();
  });

  it('leaves what is filled in beside the form alone where the form’s edits are undone', () => {
    const warning = { rule: 'Y4', path: `${RECEIVED}/total` };
    const edited = applyEdit(startDraft(FILED), [{ path: `${RECEIVED}/total`, to: '3' }]);
    const draft = fillIn(explainWarning(edited, warning, '试点'), { path: '/publishedOn', to: '2025-01-09' });
    const undone = undo(draft);
    expect(readValue(undone, `${RECEIVED}/total`)).toBe('');
    expect([readExplanation(undone, warning), readValue(undone, '/publishedOn')]).toEqual([
      '试点',
      '2025-01-09',
    ]);
    const again = redo(explainWarning(undone, warning, '改过的说明'));
    expect([readExplanation(again, warning), readValue(again, `${RECEIVED}/total`)]).toEqual([
      '改过的说明',
      '3',
    ]);
  });
});

describe('what is typed', () => {
  it.each([
    ['12', 'count', '12'],
    ['１２', 'count', '12'],
    ['1,234', 'count', '1234'],
    ['1，234', 'count', '1234'],
    ['3件', 'count', '3'],
    ['-', 'count', '0'],
    ['无', 'count', '0'],
    ['007', 'count', '7'],
    ['−3', 'change', '-3'],
    ['+3', 'change', '3'],
    ['12.50', 'yuan', '12.5'],
    ['0.5万元', 'wanYuan', '0.5'],
  ] as const)('%s in a cell of %s is %s', (typed, kind, text) => {
    expect(readTypedNumber(typed, kind)).toMatchObject({ kind: 'number', text });
  });

  it.each([
    ['1 2', 'count', 'no-number'],
    ['12,34', 'count', 'no-number'],
    ['abc', 'count', 'no-number'],
    ['-3', 'count', 'negative'],
    ['1.5', 'count', 'fraction'],
    ['1e3', 'count', 'exponent'],
    ['1234567890', 'count', 'too-large'],
    ['1.234', 'yuan', 'too-many-decimals'],
  ] as const)('%s in a cell of %s is wrong: %s', (typed, kind, problem) => {
    expect(readTypedNumber(typed, kind)).toEqual({ kind: 'wrong', problem });
  });

  it('is nothing where nothing was typed', () => {
    expect(readTypedNumber('  ', 'count')).toEqual({ kind: 'empty' });
  });

  it('is a day in the ways that people write it', () => {
    expect(['2025年1月9日', '2025/1/9', '２０２５-01-09', '2025-02-30', '年初'].map(writeDay)).toEqual([
      '2025-01-09',
      '2025-01-09',
      '2025-01-09',
      '2025-02-30',
      '年初',
    ]);
  });
});
