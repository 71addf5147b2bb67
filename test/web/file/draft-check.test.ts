import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../../shared/domain/basics/calendar.ts';
import { decodeReport } from '../../../shared/domain/document/decode-report.ts';
import { checkDocument } from '../../../shared/domain/verdict/check-report.ts';
import { checkDraft, checkDraftSums, type DraftCheck } from '../../../web/file/draft-check.ts';
import { startDraft, startFromDocument, writeDocumentBytes } from '../../../web/file/draft-document.ts';
import { applyEdit, explainWarning, type FilingDraft } from '../../../web/file/filing-draft.ts';
import { aReport } from '../../support/a-report.ts';
import { FILED } from '../../support/an-asked-draft.ts';

const now = parseInstant('2026-12-15T08:00:00Z')!;
const lastYear = (() => {
  const bytes = new TextEncoder().encode(JSON.stringify(aReport({ year: 2023 })));
  const decoded = decodeReport(bytes);
  return decoded.kind === 'read' ? decoded.report : undefined;
})();
const TOTAL = '/applications/results/total/total';
const whole = (set: Record<string, unknown> = {}): FilingDraft => startFromDocument(FILED, aReport({ set }));
const errors = ({ findings }: DraftCheck): string[] =>
  findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule);

describe('a draft is checked', () => {
  it('as the document that it comes to would be', () => {
    for (const draft of [whole(), whole({ [TOTAL]: 61 }), whole({ '/narrative/overview': '略' })]) {
      const { findings } = checkDocument(writeDocumentBytes(draft), now, { lastYear });
      expect(
        checkDraft(draft, { now, lastYear }).findings.map(({ explanation: _, ...finding }) => finding),
      ).toEqual(findings);
    }
    expect(errors(checkDraft(whole({ [TOTAL]: 61 }), { now, lastYear: undefined }))).toEqual([
      'A1',
      'A3',
      'A2',
    ]);
  });

  it('without an error for what is not filled in yet: that is counted apart', () => {
    const empty = checkDraft(startDraft(FILED), { now, lastYear: undefined });
    expect(empty.findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
    expect(empty.missing).toHaveLength(200);
    expect(empty.emptyTexts).toEqual(['/narrative/overview', '/narrative/problems']);
    const one = applyEdit(whole({ [TOTAL]: 61 }), [{ path: '/proactive/rules/made', to: 'x' }]);
    const check = checkDraft(one, { now, lastYear: undefined });
    expect(check.missing.map(({ path }) => path)).toEqual(['/proactive/rules/made']);
    expect(errors(check)).toEqual(['A1', 'A3', 'A2']);
  });

  it('with each warning’s explanation, until that is emptied', () => {
    const draft = whole({ '/applications/carriedIn/naturalPerson': 3, '/applications/carriedIn/total': 3 });
    const warning = checkDraft(draft, { now, lastYear }).findings.find(({ rule }) => rule === 'Y1');
    expect(warning?.explanation).toBeUndefined();
    const explained = explainWarning(draft, warning!, '上年漏计');
    const again = checkDraft(explained, { now, lastYear }).findings.find(
      ({ rule, path }) => rule === 'Y1' && path === warning?.path,
    );
    expect(again?.explanation).toMatchObject({ text: '上年漏计', holds: true });
  });
});

describe('sums are checked at once', () => {
  it('to the same findings, but for what most likely went wrong', () => {
    const before = checkDraft(whole(), { now, lastYear });
    const draft = applyEdit(whole(), [{ path: TOTAL, to: '61' }]);
    const without = checkDraft(draft, { now, lastYear }).findings.map(
      ({ suspect: _, ...finding }) => finding,
    );
    expect(checkDraftSums(draft, before).findings).toEqual(without);
    const mended = applyEdit(draft, [{ path: TOTAL, to: '16' }]);
    expect(checkDraftSums(mended, checkDraft(draft, { now, lastYear })).findings).toEqual(before.findings);
  });
});
