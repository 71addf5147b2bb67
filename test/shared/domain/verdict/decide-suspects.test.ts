/** Several repairs explain a sum as well: the text or last year's row tells which, and says so. */
import { describe, expect, it } from 'vitest';
import type { Suspect } from '../../../../shared/domain/findings/suspect.ts';
import { writeSuspectText } from '../../../../shared/domain/suspects/suspect-text.ts';
import { checkFiling } from '../../../../shared/domain/verdict/check-report.ts';
import { aFiling, aReport, bytesOf, figuresOf } from '../../../support/a-report.ts';

/** One upheld, one pending, and a total of three: any of five cells may be wrong. */
const WRONG = { '/reconsideration/total': 3 };
const OVERVIEW = '/narrative/overview';

function suspectOf(set: Record<string, unknown>, lastYear?: Record<string, unknown>): Suspect | undefined {
  const previous = lastYear && figuresOf({ year: 2023, set: lastYear });
  const { findings } = checkFiling(bytesOf(aReport({ set })), aFiling({ previous }));
  return findings.find(({ path }) => path === '/reconsideration/total')?.suspect;
}

describe('a sum that several repairs explain', () => {
  it('has candidates where nothing tells which', () => {
    expect(suspectOf(WRONG)).toHaveProperty('candidates');
  });

  it('is decided by a count that the text states', () => {
    const suspect = suspectOf({ ...WRONG, [OVERVIEW]: '全年公开信息300条。因政府信息公开引起行政复议2件。' });
    expect(suspect).toMatchObject({ path: '/reconsideration/total', value: 2, decidedBy: 'text' });
    expect(suspect && writeSuspectText('2021', suspect).zh).toContain('与正文写明的件数一致');
  });

  it('is not decided by a text that fits several, or none', () => {
    const says = (count: number) =>
      suspectOf({ ...WRONG, [OVERVIEW]: `全年公开信息300条。因政府信息公开引起行政复议${count}件。` });
    expect(says(3)).toHaveProperty('candidates');
    expect(says(9)).toHaveProperty('candidates');
  });

  it('is decided by a row that is then last year’s', () => {
    const suspect = suspectOf(WRONG, { '/reconsideration/pending': 2, '/reconsideration/total': 3 });
    expect(suspect).toMatchObject({ path: '/reconsideration/pending', value: 2, decidedBy: 'last-year' });
    expect(suspect && writeSuspectText('2021', suspect).en).toContain('that of last year');
  });

  it('is not decided by another row of last year', () => {
    expect(suspectOf(WRONG, { '/reconsideration/upheld': 5, '/reconsideration/total': 6 })).toHaveProperty(
      'candidates',
    );
  });
});
