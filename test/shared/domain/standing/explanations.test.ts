import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeInstant } from '../../../../shared/domain/basics/calendar.ts';
import {
  bindExplanations,
  describeWarning,
  findExplanation,
  keepExplanations,
  stateOfWarning,
  type KeptExplanation,
} from '../../../../shared/domain/standing/explanations.ts';
import { compare, figuresOf } from '../../../support/a-report.ts';

const explanation = fc.record({
  rule: fc.constantFrom('Y1', 'Q2'),
  path: fc.constantFrom('/a', '/b', '/c'),
  order: fc.constantFrom('1', '2', '3'),
  words: fc.constantFrom('x', 'y'),
});
/** One document explains a warning once: the same order is the same explanation. */
const kept = ({
  rule,
  path,
  order,
  words = order,
}: {
  rule: string;
  path: string;
  order: string;
  words?: string;
}): KeptExplanation => ({
  rule,
  path,
  order,
  since: order,
  words,
  sha256: order,
  receivedAt: makeInstant(Number(order)),
  basis: `${path}${order}`,
});
const explanations = fc.array(explanation, { maxLength: 8 }).map((all) => all.map(kept));

describe('the explanations kept', () => {
  it('are the newest of each warning, in whatever order and however often documents come', () => {
    fc.assert(
      fc.property(explanations, explanations, explanations, (a, b, c) => {
        const ab = keepExplanations(keepExplanations([], a), b);
        expect(keepExplanations(keepExplanations([], b), a)).toEqual(ab);
        expect(keepExplanations(ab, a)).toEqual(ab);
        expect(keepExplanations(ab, c)).toEqual(keepExplanations(a, keepExplanations(b, c)));
        for (const { rule, path } of ab) {
          const newest = [...a, ...b]
            .filter((one) => one.rule === rule && one.path === path)
            .reduce((last, one) => (one.order > last ? one.order : last), '');
          expect(findExplanation({ rule, path }, ab)?.order).toBe(newest);
        }
      }),
    );
  });

  it('are at most 200, the newest', () => {
    const many = Array.from({ length: 300 }, (_, i) =>
      kept({ rule: 'Y1', path: `/${i}`, order: String(1000 + i) }),
    );
    const all = keepExplanations(many.slice(0, 150), many.slice(150));
    expect(all).toHaveLength(200);
    expect(all.at(-1)?.order).toBe('1100');
    expect(keepExplanations(many.slice(150), many.slice(0, 150))).toEqual(all);
  });
});

describe('an explanation', () => {
  const warning = { rule: 'Y1', path: '/a', basis: '[3,2]' };
  const given = { ...kept({ rule: 'Y1', path: '/a', order: '1' }), basis: '[3,2]' };

  it('holds while what its warning read is the same, and lapses when it is not', () => {
    expect(stateOfWarning(warning, [given])).toBe('explained');
    expect(stateOfWarning({ ...warning, basis: '[4,2]' }, [given])).toBe('lapsed');
    expect(stateOfWarning({ ...warning, path: '/b' }, [given])).toBe('open');
    expect(stateOfWarning({ ...warning, rule: 'Y2' }, [given])).toBe('open');
  });

  it('given before there was a comparison is bound to the first, once', () => {
    const { basis: _basis, ...early } = given;
    const [bound] = bindExplanations([early], [warning]);
    expect(bound?.basis).toBe('[3,2]');
    expect(bindExplanations([bound!], [{ ...warning, basis: '[9,9]' }])).toEqual([bound]);
    expect(bindExplanations([early], [])).toEqual([early]);
  });
});

describe('what a warning reads', () => {
  const normative = '/proactive/normativeDocuments';
  const basis = (set: Record<string, number>, before: Record<string, number>): string => {
    const previous = figuresOf({ year: 2023, set: before });
    const current = figuresOf({ set });
    const context = { yearBefore: { previous } };
    const finding = compare({ figures: current }, context).find(({ rule }) => rule === 'Y2');
    if (!finding) throw new Error('Y2 does not fire');
    return describeWarning(finding, { figures: current }, context).basis;
  };

  it('is every cell of its equation, so that two changes that cancel out are seen', () => {
    const changed = (made: number, repealed: number): string =>
      basis(
        { [`${normative}/inForce`]: 20, [`${normative}/made`]: made, [`${normative}/repealed`]: repealed },
        { [`${normative}/inForce`]: 7 },
      );
    const one = changed(2, 0);
    const both = changed(5, 3);
    expect(changed(2, 0)).toBe(one);
    expect(both).not.toBe(one);
  });
});
