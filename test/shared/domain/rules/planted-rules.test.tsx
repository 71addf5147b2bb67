/** A rule is one file and one line in the list: everything that tells of rules draws on these. */
import { describe, expect, it } from 'vitest';
import { decodeReport } from '../../../../shared/domain/document/decode-report.ts';
import { exampleDocument } from '../../../../shared/domain/rules/rule-examples.ts';
import { bindRules, findLook, isContextual, RULES } from '../../../../shared/domain/rules/rule-book.ts';
import { checkDocument } from '../../../../shared/domain/verdict/check-report.ts';
import type { RuleSignals } from '../../../../web/rules/rule-signal.ts';
import { writeRulesAnswer } from '../../../../web/api/rules-answer.ts';
import { writeRulesDocument } from '../../../../web/api/rules-document.ts';
import { TEXTS } from '../../../../web/texts/texts.ts';
import type { PageContext } from '../../../../web/site/page-context.ts';
import { RulesPage } from '../../../../web/rules/rules-page.tsx';
import { DECISIONS_CONTINUE, TEXT_NAMES_NO_TEST } from '../../../fixtures/planted-rules.ts';
import { at, bytesOf } from '../../../support/a-report.ts';
import { runExample } from '../../../support/run-example.ts';

const PLANTED = [DECISIONS_CONTINUE, TEXT_NAMES_NO_TEST];
const BOOK = bindRules([...PLANTED, ...RULES.all]);
const NOW = at('2026-01-15T08:00:00+08:00');
const neverFired: RuleSignals = () => ({ all: { fired: 0, corrected: 0, explained: 0 }, parts: [] });

const PAGE: PageContext = {
  lang: 'zh-CN',
  t: TEXTS['zh-CN'],
  langInAddress: false,
  theme: 'auto',
  themeInAddress: false,
  path: '/rules',
  query: '',
  at: NOW,
  asOf: '2026-01-15 08:00',
  past: undefined,
  styles: 's',
  charts: 'c',
  drawing: 'd',
  check: { file: 'k', imports: [] },
  filing: { file: 'k', imports: [] },
  converter: 'w',
  fresh: 'f',
  version: undefined,
};

describe('a rule that is added to the list', () => {
  it('stands in the catalogue in the order of its id, on the page and in the document', () => {
    const { rules } = writeRulesAnswer(neverFired, BOOK);
    expect(rules.map(({ id }) => id).join(' ')).toBe(
      'S1 S2 S3 S4 S5 A1 A2 A3 A4 Y1 Y2 Y3 Y4 Y90 Q1 Q2 Q3 Q4 Q5 Q6 C1 D1 D2 T1 T2 T3 T4 T5 T6 T7 T8 T9 T10 T11 T12 T13 T14 T15 T16 T17 T18 T19 T20 T21 T22 T23 T90',
    );
    const view = <RulesPage page={PAGE} signals={neverFired} rules={BOOK} />;
    if (view instanceof Promise) throw new TypeError('the view is asynchronous');
    const page = view.toString();
    const document = writeRulesDocument(BOOK);
    for (const { id, severity, entry } of PLANTED) {
      const { title, formula, source, toDo, examples } = entry();
      const { fires, passes } = examples;
      expect(rules.find((rule) => rule.id === id)).toMatchObject({
        severity,
        title,
        formula,
        source,
        toDo,
        examples: { fires: fires.says, passes: passes.says },
      });
      expect(page).toContain(` id="${id}"`);
      expect(document).toContain(`\n### ${id} ${title.zh} · ${title.en}\n`);
      for (const text of [formula, toDo, fires.says, passes.says]) expect(document).toContain(text.zh);
    }
  });

  it('is contextual by what it looks at', () => {
    expect(PLANTED.map(({ id }) => [isContextual(id, BOOK), findLook(id, BOOK)])).toEqual([
      [true, 'yearBefore'],
      [false, 'document'],
    ]);
    expect(PLANTED.map(({ id }) => isContextual(id))).toEqual([false, false]);
  });

  it.each(BOOK.all)('leaves the examples of $id as they are, or has its own run', ({ id, entry }) => {
    const { fires, passes } = entry().examples;
    expect([...new Set(runExample(fires.filing, BOOK).findings.map(({ rule }) => rule))]).toEqual([id]);
    expect(runExample(passes.filing, BOOK).findings).toEqual([]);
  });

  it('finds what it looks at in a document alone', () => {
    const { filing } = TEXT_NAMES_NO_TEST.entry().examples.fires;
    const bytes = bytesOf(exampleDocument(filing));
    const { findings, outcome } = checkDocument(bytes, NOW, { rules: BOOK });
    expect([outcome, findings]).toMatchObject([
      'accepted',
      [
        {
          rule: 'T90',
          severity: 'warning',
          path: '/narrative/problems',
          message: { zh: '正文写有“测试”。' },
        },
      ],
    ]);
    expect(checkDocument(bytes, NOW).findings).toEqual([]);
  });

  it('may be explained in a document, as one that nobody knows may not', () => {
    const { filing } = DECISIONS_CONTINUE.entry().examples.fires;
    const explanation = { rule: 'Y90', path: '/proactive/licensing/decisions', text: '许可权已划转。' };
    const document = bytesOf({
      ...(JSON.parse(exampleDocument(filing)) as object),
      explanations: [explanation],
    });
    expect(checkDocument(document, NOW, { rules: BOOK }).findings).toEqual([]);
    expect(decodeReport(document).findings).toMatchObject([{ rule: 'S2', path: '/explanations/0/rule' }]);
  });

  it('needs an id of its own', () => {
    expect(() => bindRules([...RULES.all, ...PLANTED, TEXT_NAMES_NO_TEST])).toThrow('two rules have one id');
  });
});
