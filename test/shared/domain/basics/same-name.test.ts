import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureDistance, searchTerms } from '../../../../shared/domain/search/name-search.ts';
import { cleanName, foldName } from '../../../../shared/domain/basics/same-name.ts';
import { compare } from '../../../support/a-report.ts';

/** Each beside another spelling of it that no eye, or no clerk, would tell from it. */
const SAME: readonly (readonly [string, string])[] = [
  ['石桥区司法局', '石桥区\u200b司法局'],
  ['石桥区民政局', '\u2f6f桥区民政局'],
  ['石桥区财政局', '石桥区财政局\u00ad'],
  ['石桥区审计局', '石桥区\u2060审计局'],
  ['石桥区卫健局', '石桥区 卫健局'],
  ['石桥区卫健局', '石桥区\u3000卫健局\u00a0'],
  ['石桥区数据局(大数据局)', '石桥区数据局（大数据局）'],
  ['石桥区数据局(大数据局)', '石桥区数据局〔大数据局〕'],
  ['石桥区“一窗”中心', '石桥区"一窗"中心'],
  ['石桥区“一窗”中心', '石桥区「一窗」中心'],
  ['石桥区第3中学', '石桥区第３中学'],
];
const OTHER: readonly (readonly [string, string])[] = [
  ['石桥区司法局', '石桥区司法所'],
  ['石桥区数据局(大数据局)', '石桥区数据局大数据局'],
  ['石桥区未来中心', '石桥区末来中心'],
];

describe('two spellings of one name', () => {
  it.each(SAME)('%s is %j for Q6, both ways, and for a search', (one, another) => {
    expect(compare({ name: another }, { roster: { name: one, aliases: [] } })).toEqual([]);
    expect(compare({ name: one }, { roster: { name: '某局', aliases: [another] } })).toEqual([]);
    const named = { id: 'a', kind: 'department', spellings: [{ text: another, initials: '' }] };
    expect(measureDistance(searchTerms(one), named)).toBe(0);
    expect(
      measureDistance(searchTerms(another), { ...named, spellings: [{ text: one, initials: '' }] }),
    ).toBeDefined();
  });

  it.each(OTHER)('%s is not %s', (one, another) => {
    expect(compare({ name: another }, { roster: { name: one, aliases: [] } })).toMatchObject([
      { rule: 'Q6' },
    ]);
  });

  it('are one however often they are folded or cleaned, and cleaning makes no other name', () => {
    const text = fc.string({
      unit: fc.constantFrom(...Array.from('石\u2f6f桥 \u3000\u200b（)“"a３\u00ad〔'), '\u{1f468}', 'ﬁ'),
    });
    fc.assert(
      fc.property(text, (name) => {
        expect(foldName(foldName(name))).toBe(foldName(name));
        expect(cleanName(cleanName(name))).toBe(cleanName(name));
        expect(foldName(cleanName(name))).toBe(foldName(name));
      }),
    );
  });
});
