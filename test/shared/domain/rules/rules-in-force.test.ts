/** What a rule says of a filing depends on when that was received; what weighs nothing changes no outcome. */
import { describe, expect, it } from 'vitest';
import { toIsoDay } from '../../../../shared/domain/basics/calendar.ts';
import { bindRules, RULES } from '../../../../shared/domain/rules/rule-book.ts';
import type { OwnRule } from '../../../../shared/domain/rules/rule.ts';
import { checkFiling } from '../../../../shared/domain/verdict/check-report.ts';
import { DECISIONS_CONTINUE, TEXT_NAMES_NO_TEST } from '../../../fixtures/planted-rules.ts';
import { aFiling, aReport, at, bytesOf, figuresOf } from '../../../support/a-report.ts';

const SINCE = toIsoDay('2025-01-26');
const spoken = bytesOf(aReport({ set: { '/narrative/problems': '这是测试的文字,将予改进。' } }));
const rulesSaid = (receivedAt: string, rules: Parameters<typeof bindRules>[0], overrides = {}): string[] =>
  checkFiling(spoken, aFiling({ receivedAt: at(receivedAt), ...overrides }), {
    rules: bindRules([...rules, ...RULES.all]),
  }).findings.map(({ rule, severity }) => `${rule} ${severity}`);

describe('a rule that is in force from a day on', () => {
  const own = { ...TEXT_NAMES_NO_TEST, since: SINCE };
  const contextual = { ...DECISIONS_CONTINUE, since: SINCE };

  it('judges what is received on that day in China, and nothing from before it', () => {
    expect(rulesSaid('2025-01-25T23:59:59+08:00', [own])).toEqual([]);
    expect(rulesSaid('2025-01-26T00:00:00+08:00', [own])).toEqual(['T90 warning']);
  });

  it('does so too where it compares', () => {
    const previous = figuresOf({ year: 2023, set: { '/proactive/licensing/decisions': 5 } });
    const bytes = bytesOf(aReport({ set: { '/proactive/licensing/decisions': 0 } }));
    const said = (receivedAt: string): string[] =>
      checkFiling(bytes, aFiling({ receivedAt: at(receivedAt), previous }), {
        rules: bindRules([contextual, ...RULES.all]),
      })
        .findings.map(({ rule }) => rule)
        .filter((rule) => rule === contextual.id);
    expect(said('2025-01-25T12:00:00Z')).toEqual([]);
    expect(said('2025-01-25T16:00:00Z')).toEqual([contextual.id]);
  });
});

describe('an info', () => {
  const { reads: _reads, ...rest } = TEXT_NAMES_NO_TEST as OwnRule & { reads: unknown };
  const info: OwnRule = { ...rest, severity: 'info' };

  it('returns nothing, and stands behind errors and warnings', () => {
    expect(rulesSaid('2025-01-25T12:00:00Z', [info])).toEqual(['T90 info']);
    const broken = bytesOf(
      aReport({
        set: {
          '/narrative/overview': '',
          '/narrative/problems': '这是测试的文字,将予改进。',
          '/applications/received/total': 16,
        },
      }),
    );
    const { outcome, findings } = checkFiling(broken, aFiling(), { rules: bindRules([info, ...RULES.all]) });
    expect(outcome).toBe('returned');
    expect(
      findings.map(({ severity }) => severity).filter((severity, i, all) => severity !== all[i - 1]),
    ).toEqual(['error', 'warning', 'info']);
    expect(bindRules([info, ...RULES.all]).explainable.has(info.id)).toBe(false);
  });

  it('may be what a rule says where it weighs less', () => {
    const milder: OwnRule = {
      ...TEXT_NAMES_NO_TEST,
      check: (read, upload) =>
        TEXT_NAMES_NO_TEST.check(read, upload).map((observation) => ({
          ...observation,
          severity: 'info' as const,
        })),
    };
    expect(rulesSaid('2025-01-25T12:00:00Z', [milder])).toEqual(['T90 info']);
  });
});
