import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../../shared/domain/findings/finding.ts';
import { redactFinding } from '../../../../shared/domain/standing/redact-submission.ts';

const NAME = '王小明';
const finding = (more: Partial<Finding>): Finding => ({
  rule: 'S2',
  severity: 'error',
  path: '/narrative/overview',
  found: null,
  expected: null,
  message: { zh: `写的是“${NAME}”`, en: `It says "${NAME}"` },
  ...more,
});

describe('what stays of a finding on a redacted document', () => {
  it.each([
    ['a text', finding({ rule: 'T10', found: NAME })],
    ['a name that the agency is not called', finding({ rule: 'Q6', path: '/agency/name', found: NAME })],
    ['a key that nobody knows', finding({ path: `/narrative/${NAME}` })],
    ['a key below one that nobody knows', finding({ path: `/${NAME}/overview` })],
    ['an element that there can’t be', finding({ path: '/notes/13900001234/text' })],
    [
      'a cell that a text speaks of',
      finding({ rule: 'T11', path: '/applications/received/total', found: 9 }),
    ],
  ])('is no quotation: %s', (_, one) => {
    const left = redactFinding(one, '2021');
    expect(JSON.stringify(left)).not.toMatch(/王小明|13900001234/);
    expect(left).toMatchObject({ rule: one.rule, severity: one.severity });
    expect(redactFinding(left, '2021')).toEqual(left);
  });

  it('is what it says of figures and facts', () => {
    const message = { zh: '相差 1', en: 'It differs by 1' };
    for (const one of [
      finding({ rule: 'A1', path: '/applications/received/total', found: 9, expected: 8, message }),
      finding({ path: '/district', found: '450200', message }),
    ])
      expect(redactFinding(one, '2021')).toEqual(one);
  });

  it('names the nearest place that the form knows', () => {
    expect(redactFinding(finding({ path: `/narrative/${NAME}` }), '2021').path).toBe('/narrative');
    expect(redactFinding(finding({ path: `/${NAME}` }), '2021').path).toBe('');
  });
});
