/** Marks of totals climb region by region as one look at all agencies would tell them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { locateCell } from '../../../../shared/domain/form/catalogue.ts';
import { addFigures, noFigures, type Figures } from '../../../../shared/domain/form/figures.ts';
import {
  keepMarks,
  MAX_MARKS,
  measureReach,
  type Mark,
} from '../../../../shared/domain/standing/marked-total.ts';

const RECEIVED = '/applications/received/total';
const FEES = '/proactive/fees/amountWanCny';
const PATHS = [RECEIVED, FEES];

/** As the rule is written down: more than half of what the total would be with last year's figure. */
const marksByDefinition = (total: number, { figure, previous }: Mark): boolean =>
  Math.abs(figure - previous) > (total - figure + previous) / 2;

interface Agency {
  readonly figures: Figures;
  readonly doubts: readonly Mark[];
}
interface Region {
  readonly figures: Figures;
  readonly marks: readonly Mark[];
}

const amount = fc.oneof(fc.nat({ max: 60 }), fc.nat({ max: 5_000 }), fc.nat({ max: 9_000_000_000_000 }));
const agency = fc.record({
  id: fc.uuid(),
  figures: fc.tuple(amount, amount),
  previous: fc.tuple(fc.option(amount), fc.option(amount)),
});
const makeAgency = ({
  id,
  figures,
  previous,
}: typeof agency extends fc.Arbitrary<infer T> ? T : never): Agency => {
  const own = noFigures('2021');
  PATHS.forEach((path, i) => (own.cells[locateCell('2021', path)] = figures[i] ?? 0));
  return {
    figures: own,
    doubts: PATHS.flatMap((path, i) => {
      const before = previous[i] ?? null;
      return before === null
        ? []
        : [{ path, agency: { id, name: id }, figure: figures[i] ?? 0, previous: before }];
    }),
  };
};

function sum(children: readonly (Agency | Region)[]): Region {
  const figures = addFigures(
    '2021',
    children.map((child) => child.figures),
  );
  return {
    figures,
    marks: keepMarks(
      figures,
      children.flatMap((child) => ('marks' in child ? child.marks : child.doubts)),
    ),
  };
}

const named = (marks: readonly Mark[]): string[] => marks.map(({ path, agency: { id } }) => `${path} ${id}`);

describe('marks of a total', () => {
  it('are those of the definition, in whatever order and through whatever regions they climb', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(agency, fc.nat({ max: 3 }), fc.nat({ max: 1 })), { maxLength: 40 }),
        (members) => {
          const agencies = members.map(([one]) => makeAgency(one));
          const flat = sum(agencies);
          const reversed = sum(agencies.toReversed());
          const counties = [0, 1, 2, 3].map((code) => ({
            city: code % 2,
            region: sum(agencies.filter((_, i) => members[i]?.[1] === code)),
          }));
          const cities = [0, 1].map((code) =>
            sum([...counties.filter(({ city }) => city === code).map(({ region }) => region)]),
          );
          const climbed = sum(cities);
          expect(climbed.marks).toEqual(flat.marks);
          expect(reversed.marks).toEqual(flat.marks);
          for (const path of PATHS) {
            const total = flat.figures.cells[locateCell('2021', path)] ?? 0;
            const defined = agencies
              .flatMap(({ doubts }) => doubts)
              .filter((mark) => mark.path === path && marksByDefinition(total, mark));
            const kept = flat.marks.filter((mark) => mark.path === path);
            expect(kept).toHaveLength(Math.min(defined.length, MAX_MARKS));
            expect(new Set(named(defined))).toEqual(new Set([...named(defined), ...named(kept)]));
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('end where the figure is no longer most of the change', () => {
    const mark: Mark = { path: RECEIVED, agency: { id: 'a', name: '甲局' }, figure: 100, previous: 10 };
    const totalOf = (received: number): Figures => {
      const figures = noFigures('2021');
      figures.cells[locateCell('2021', RECEIVED)] = received;
      return figures;
    };
    // 90 is more than half of 269 − 100 + 10, and not of one more.
    expect(measureReach(mark)).toBe(270);
    expect(keepMarks(totalOf(269), [mark])).toEqual([mark]);
    expect(keepMarks(totalOf(270), [mark])).toEqual([]);
    const fallen = { ...mark, figure: 10, previous: 100 };
    expect(keepMarks(totalOf(89), [fallen])).toEqual([fallen]);
    expect(keepMarks(totalOf(90), [fallen])).toEqual([]);
  });
});
