/** The examples that the catalogue shows, run through the code that they describe. */
import { describe, expect, it } from 'vitest';
import { previousDocument } from '../../../../shared/domain/rules/rule-examples.ts';
import { RULES } from '../../../../shared/domain/rules/rule-book.ts';
import { readReport, runExample } from '../../../support/run-example.ts';

describe.each(RULES.all)('the examples of $id', ({ id, entry }) => {
  const {
    toDo,
    examples: { fires, passes },
  } = entry();

  it('say in both languages what they are and what to do', () => {
    for (const text of [toDo, fires.says, passes.says]) {
      expect(text.zh).toMatch(/[\u4e00-\u9fff]/);
      expect(text.en).toMatch(/^[A-Z0-9]/);
    }
    expect(fires.says.zh).not.toBe(passes.says.zh);
    expect(fires.says.en).not.toBe(passes.says.en);
  });

  it('fire this rule and no other, or none', () => {
    expect([...new Set(runExample(fires.filing).findings.map(({ rule }) => rule))]).toEqual([id]);
    expect(runExample(passes.filing).findings).toEqual([]);
  });

  it('compare with a report of last year that can be read', () => {
    for (const { filing } of [fires, passes])
      expect(readReport(previousDocument(filing)) === undefined).toBe(filing.previous === undefined);
  });
});
