/** What the table keeps comes back as it was, with what a newer release has added to it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agencyYearCodec } from '../../../shared/contracts/table/agency-year-codec.ts';
import { agencyFactsCodec } from '../../../shared/contracts/table/child-facts-codec.ts';
import { ITEM_VERSION } from '../../../shared/contracts/table/codec.ts';
import {
  makeAgencyFactsKey,
  makeAgencyYearKey,
  parseItemKey,
  makeRegionFactsKey,
  makeRegionYearKey,
  makeSubmissionKey,
  makeUnplacedKey,
} from '../../../shared/contracts/table/keys.ts';
import { toStoredFigures } from '../../../shared/contracts/table/stored-figures.ts';
import { findParent } from '../../../shared/domain/basics/region.ts';
import { CATALOGUES, EDITIONS, type Edition } from '../../../shared/domain/form/catalogue.ts';
import {
  sumCarriedOut,
  countDisclosed,
  countLawsuits,
  sumOutcomes,
  sumReceived,
  countReconsiderations,
  countRefused,
  sumResults,
} from '../../../shared/domain/form/derived-figures.ts';
import { noFigures, type Figures } from '../../../shared/domain/form/figures.ts';
import { listMainFigures, restoreMainFigures } from '../../../shared/domain/form/main-figures.ts';
import { CorruptItemError } from '../../../shared/errors.ts';

const PLACE = { district: '450205', agencyId: 'a-1', year: 2024 };
const RECEIVED_AT = '2025-01-20T08:00:00.000Z';
const FILED = { submissionId: 's-1', order: '1', receivedAt: RECEIVED_AT };
const RAW = {
  ...makeAgencyYearKey(PLACE),
  v: ITEM_VERSION,
  revision: 3,
  district: PLACE.district,
  year: PLACE.year,
  agency: { id: PLACE.agencyId, name: '柳北区公安局', aliases: [], kind: 'department' },
  obliged: true,
  since: '2024-12-31T16:00:00.000Z',
  inForce: {
    ...FILED,
    nil: false,
    name: '柳北区公安局',
    figures: toStoredFigures(noFigures('2021')),
    warnings: [],
    sha256: 'ab',
    openWarnings: 0,
  },
  latest: { ...FILED, outcome: 'accepted', errors: 0, rules: [] },
  firstAccepted: { order: '1', receivedAt: RECEIVED_AT },
};

describe('an agency-year', () => {
  it.each([
    ['at its top', { ...RAW, appeal: { open: 1 } }],
    ['of the report in force', { ...RAW, inForce: { ...RAW.inForce, annex: 'x' } }],
    ['of the agency', { ...RAW, agency: { ...RAW.agency, seal: [1, 2] } }],
  ])('is written again with an attribute that this release does not know, %s', (_, raw) => {
    const item = agencyYearCodec.decode(raw);
    expect(agencyYearCodec.encode(item)).toEqual(raw);
    // As a writer does.
    expect(agencyYearCodec.encode({ ...item, revision: 4 })).toEqual({ ...raw, revision: 4 });
  });

  it('of the next version is read, as far as it is known', () => {
    const next = { ...RAW, v: 2, appeal: 'open' };
    expect(agencyYearCodec.decode(next)).toMatchObject({ revision: 3, agency: RAW.agency, appeal: 'open' });
  });

  it('of a version behind the next is refused, with the key and the cure', () => {
    const read = (): unknown => agencyYearCodec.decode({ ...RAW, v: 3 });
    expect(read).toThrow(CorruptItemError);
    expect(read).toThrow(
      /^item 450205#2024 \| agency#a-1 is of version 3, .*: deploy the release that wrote it$/,
    );
  });

  it.each([undefined, 0, 1.5, '1'])('that states no version is corrupt: %s', (v) => {
    expect(() => agencyYearCodec.decode({ ...RAW, v })).toThrow(/states no version$/);
  });
});

describe('a key', () => {
  const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
  const id = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}$/);
  const place = fc.record({
    district: digits(6),
    agencyId: id,
    year: fc.integer({ min: 2019, max: 2099 }),
  });
  const code = fc
    .tuple(digits(2), digits(2), digits(2), fc.nat({ max: 3 }))
    .map(([a, b, c, level]) => [a, b, c].map((part, i) => (i < level ? part : '00')).join(''));
  const submissionId = fc.stringMatching(/^[A-Za-z0-9._-]{1,40}$/);

  it('tells the agency-year, and its facts, that it was made of', () => {
    fc.assert(
      fc.property(place, (of) => {
        const told = { kind: 'agency-year', place: of };
        expect(parseItemKey(makeAgencyYearKey(of))).toEqual(told);
        expect(parseItemKey(makeAgencyFactsKey(of))).toEqual(told);
      }),
    );
  });

  it('tells the region’s year, and its facts, that it was made of', () => {
    fc.assert(
      fc.property(code, fc.integer({ min: 2019, max: 2099 }), (of, year) => {
        const told = { kind: 'region-year', parent: findParent(of) ?? 'root', code: of, year };
        expect(parseItemKey(makeRegionYearKey(of, year))).toEqual(told);
        expect(parseItemKey(makeRegionFactsKey(of, year))).toEqual(told);
      }),
    );
  });

  it('tells the submission that it was made of', () => {
    fc.assert(
      fc.property(place, submissionId, (of, submission) => {
        const told = { kind: 'submission', place: of, of: of.agencyId, submissionId: submission };
        expect(parseItemKey(makeSubmissionKey(of, submission))).toEqual(told);
      }),
    );
  });

  it('tells what could not be placed, whatever its document’s key is', () => {
    const documentKey = fc.string({ unit: 'grapheme', maxLength: 60 });
    fc.assert(
      fc.property(documentKey, submissionId, (key, submission) => {
        const told = { kind: 'submission', place: 'unplaced', of: key, submissionId: submission };
        expect(parseItemKey(makeUnplacedKey(key, submission))).toEqual(told);
      }),
      { examples: [['inbox/450205/a#1/2024.json', 's-1']] },
    );
  });
});

/** Cells that the edition has: the others stay 0. */
function figuresOf(edition: Edition): fc.Arbitrary<Figures> {
  const { cells } = CATALOGUES[edition];
  const values = fc.array(fc.nat({ max: 1_000_000 }), { minLength: cells.length, maxLength: cells.length });
  return values.map((all) => {
    const figures = noFigures(edition);
    for (const [i, { index }] of cells.entries()) figures.cells[index] = all[i] ?? 0;
    return figures;
  });
}
const deriveAll = (figures: Figures): unknown => ({
  received: sumReceived(figures),
  results: sumResults(figures),
  outcomes: sumOutcomes(figures),
  disclosure: countDisclosed(figures),
  refusal: countRefused(figures),
  carriedOut: sumCarriedOut(figures),
  reconsiderations: countReconsiderations(figures),
  lawsuits: countLawsuits(figures),
});

describe.each(EDITIONS)('the main figures of edition %s', (edition) => {
  it('amount to what all figures amount to', () => {
    fc.assert(
      fc.property(figuresOf(edition), (figures) => {
        const restored = restoreMainFigures(edition, listMainFigures(figures));
        expect(restored && deriveAll(restored)).toEqual(deriveAll(figures));
      }),
      { numRuns: 30 },
    );
  });

  it('are none where their number is wrong, and the item that has them is corrupt', () => {
    const main = listMainFigures(noFigures(edition));
    const year = edition === '2019' ? 2020 : 2024;
    const item = agencyYearCodec.decode({ ...RAW, inForce: undefined });
    const { inForce } = agencyYearCodec.decode(RAW);
    if (!inForce) throw new Error('nothing is in force');
    const figures = noFigures(edition);
    const raw = agencyFactsCodec.encode({ ...item, year, inForce: { ...inForce, figures } });
    expect(agencyFactsCodec.decode(raw).inForce?.figures.edition).toBe(edition);
    for (const wrong of [[], main.slice(1), [...main, 0]]) {
      expect(restoreMainFigures(edition, wrong)).toBeUndefined();
      const facts = String(raw['facts']).replace(main.join(), wrong.join());
      expect(() => agencyFactsCodec.decode({ ...raw, facts })).toThrow(CorruptItemError);
    }
    for (const facts of ['', '{', '[]', '{"obliged":1}'])
      expect(() => agencyFactsCodec.decode({ ...raw, facts })).toThrow(CorruptItemError);
  });
});
