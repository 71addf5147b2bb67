import { describe, expect, it } from 'vitest';
import { CATALOGUES } from '../../../shared/domain/form/catalogue.ts';
import { checkSums } from '../../../shared/domain/rules/sums/check-sums.ts';
import { readFigures, startDraft, startFromDocument } from '../../../web/file/draft-document.ts';
import { fillBlanks, proposeSums } from '../../../web/file/look/fill-blanks.ts';
import { applyEdit, listMissingCells, readValue } from '../../../web/file/filing-draft.ts';
import { aReport } from '../../support/a-report.ts';
import { anAskedDraft, FILED } from '../../support/an-asked-draft.ts';

const at = (path: string): number => CATALOGUES['2021'].cellByPath.get(path)!.index;
const TOTAL = '/applications/results/total/total';
const without = (...paths: string[]) =>
  startFromDocument(FILED, aReport({ set: Object.fromEntries(paths.map((path) => [path, null])) }));

describe('an empty cell', () => {
  it('is proposed what the sums make of it, where it is their only unknown', () => {
    expect([...proposeSums(readFigures(without(TOTAL)))]).toEqual([[at(TOTAL), 16]]);
    expect([...proposeSums(readFigures(without('/applications/carriedOut/naturalPerson')))]).toEqual([
      [at('/applications/carriedOut/naturalPerson'), 1],
    ]);
    expect(proposeSums(readFigures(without(TOTAL, '/applications/results/total/other'))).has(at(TOTAL))).toBe(
      true,
    );
    expect(proposeSums(readFigures(startDraft(FILED))).size).toBe(0);
  });

  it('is proposed nothing where sums disagree, or make no count', () => {
    const disagree = applyEdit(without(TOTAL), [{ path: '/applications/results/total/other', to: '5' }]);
    expect(proposeSums(readFigures(disagree)).has(at(TOTAL))).toBe(false);
    const negative = applyEdit(without('/applications/carriedOut/naturalPerson'), [
      { path: '/applications/received/naturalPerson', to: '0' },
    ]);
    expect(proposeSums(readFigures(negative)).size).toBe(0);
  });
});

describe('filling what is blank', () => {
  it('makes a whole report of the figures that differ from 0', () => {
    const figures = ['received', 'results/granted'].map((row) => ({
      path: `/applications/${row}/naturalPerson`,
      to: '7',
    }));
    const typed = applyEdit(startDraft(FILED), figures);
    const filled = applyEdit(typed, fillBlanks(typed));
    expect(listMissingCells(filled)).toEqual([]);
    expect(readValue(filled, TOTAL)).toBe('7');
    expect(checkSums(readFigures(filled))).toEqual([]);
  });

  it('leaves what is asked about, what is no number, and the totals that hang on them', () => {
    const asked = applyEdit(anAskedDraft({ set: { '/applications/received/total': null } }), [
      { path: '/proactive/rules/made', to: 'x' },
    ]);
    expect(fillBlanks(asked)).toEqual([]);
  });
});
