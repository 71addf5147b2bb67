import { describe, expect, it } from 'vitest';
import { makeInstant } from '../../../shared/domain/basics/calendar.ts';
import { ConfirmView, tellWrong } from '../../../web/file/confirm/confirm-view.tsx';
import { checkDraft } from '../../../web/file/draft-check.ts';
import { startFromDocument } from '../../../web/file/draft-document.ts';
import { DoneView } from '../../../web/file/confirm/done-view.tsx';
import { applyEdit, explainWarning, type FilingDraft } from '../../../web/file/filing-draft.ts';
import { isWhole, needsWords, tellReadiness } from '../../../web/file/filing-readiness.ts';
import { fileEn } from '../../../web/texts/file-en.ts';
import { fileZhCn } from '../../../web/texts/file-zh-cn.ts';
import { TEXTS } from '../../../web/texts/texts.ts';
import { aBalancedReport } from '../../support/a-balanced-report.ts';
import { textOf } from '../../support/read-html.ts';

const PAGE = { lang: 'zh-CN', t: TEXTS['zh-CN'], file: fileZhCn, langInAddress: false } as const;
const ENGLISH = { lang: 'en', t: TEXTS.en, file: fileEn, langInAddress: false } as const;
const CHECKING = { now: makeInstant(Date.UTC(2026, 11, 1)), lastYear: undefined };
const WHOSE = { agencyId: 'sjj', agencyName: '柳北区审计局', district: '450205', year: 2024 };

const draftOf = (received: number, change: Record<string, unknown> = {}): FilingDraft =>
  startFromDocument(WHOSE, {
    ...aBalancedReport({ agencyId: 'sjj', district: '450205', year: 2024, received }),
    nil: undefined,
    ...change,
  });

const rendered = (view: { toString(): string }): string => view.toString();
const confirm = (draft: FilingDraft, page: typeof PAGE | typeof ENGLISH = PAGE): string =>
  rendered(
    <ConfirmView page={page} draft={draft} check={checkDraft(draft, CHECKING)} lastYear={undefined} />,
  );

const THIN = { narrative: { overview: '平稳。', problems: '个别栏目更新不够及时，将逐一改进。', other: '' } };

describe('the step that confirms', () => {
  it('has a field at each warning, with what was written there', () => {
    const draft = draftOf(5, THIN);
    expect(confirm(draft).match(/<textarea/g)).toHaveLength(1);
    const [warning] = checkDraft(draft, CHECKING).findings.filter(({ severity }) => severity === 'warning');
    if (!warning) throw new Error('nothing is to be explained');
    expect(confirm(explainWarning(draft, warning, '确实平稳。'))).toContain('确实平稳。</textarea>');
  });

  it('lets a nil report be confirmed where table three is all 0, and asks no words for it', () => {
    const nil = draftOf(0);
    expect(confirm(nil)).toContain('id="confirm-nil"');
    expect(textOf(confirm(nil))).toContain('没有要说明的地方');
    expect(confirm(draftOf(5))).not.toContain('confirm-nil');
    // Confirmed, and then a figure was typed: it can be taken back.
    const wrong = applyEdit(draftOf(5), [{ path: '/nil', to: 'true' }]);
    expect(textOf(confirm(wrong))).toContain('不能确认零报告');
  });

  it('speaks to clerks', () => {
    for (const page of [PAGE, ENGLISH])
      expect(textOf(confirm(draftOf(0, THIN), page))).not.toMatch(
        /explanations`|"nil"|JSON|RFC|pointer|\/nil/i,
      );
  });

  it.each([
    ['/publishedOn', '2025-01-20', ''],
    ['/publishedOn', '2025年1月20日', ''],
    ['/publishedOn', '2025-02-30', fileZhCn.confirm.badDay],
    ['/sourceUrl', '', ''],
    ['/sourceUrl', 'https://www.example.gov.cn/a', ''],
    ['/sourceUrl', 'www.example.gov.cn', fileZhCn.confirm.badUrl],
  ])('says what is wrong with %s %s', (path, value, wrong) => {
    expect(tellWrong(PAGE, path, value)).toBe(wrong);
  });
});

describe('the last step', () => {
  const done = (draft: FilingDraft): string =>
    textOf(rendered(<DoneView page={PAGE} draft={draft} check={checkDraft(draft, CHECKING)} />));

  it('says how far the report has come', () => {
    expect(done(draftOf(5))).toContain('报告做好了');
    expect(done(draftOf(5, THIN))).toContain('还有 1 处没有写情况说明');
    expect(done(draftOf(0))).toContain('零报告还没有确认');
    expect(done(applyEdit(draftOf(0), [{ path: '/nil', to: 'true' }]))).not.toContain('零报告还没有确认');
    const wrong = applyEdit(draftOf(5), [{ path: '/applications/received/total', to: '6' }]);
    expect(done(wrong)).toContain('现在报送会被退回');
    expect(done(applyEdit(draftOf(5), [{ path: '/proactive/rules/made', to: '' }]))).toContain('还没有填完');
  });

  it('shows the whole report, and names the file after agency and year', () => {
    expect(done(draftOf(5))).toContain('sjj-2024.json');
    expect(done(draftOf(5))).toContain('个别栏目信息更新不够及时');
  });

  it('counts what is open', () => {
    const open = applyEdit(draftOf(5), [
      { path: '/proactive/rules/made', to: '' },
      { path: '/narrative/problems', to: '' },
    ]);
    const readiness = tellReadiness(open, checkDraft(open, CHECKING));
    expect(readiness).toMatchObject({ missing: 2, errors: 0, asks: 0 });
    expect(isWhole(readiness)).toBe(false);
  });

  it('asks for no word about what is a fact, or is confirmed', () => {
    expect(needsWords({ rule: 'Y1', severity: 'warning' })).toBe(true);
    expect(needsWords({ rule: 'D1', severity: 'warning' })).toBe(false);
    expect(needsWords({ rule: 'Q4', severity: 'warning' })).toBe(false);
    expect(needsWords({ rule: 'Y1', severity: 'info' })).toBe(false);
  });
});
