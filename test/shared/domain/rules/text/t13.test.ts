/** T13: which agency a report names as its own, and which names are its own. */
import { describe, expect, it } from 'vitest';
import { findStatedAgency, listOtherNames } from '../../../../../shared/domain/narrative/stated-names.ts';
import { toIsoDay } from '../../../../../shared/domain/basics/calendar.ts';

const named = (id: string, ...names: string[]) => ({
  id,
  kind: 'department',
  spellings: names.map((text) => ({ text, initials: '' })),
});
const OWN = {
  name: '青禾区教育局',
  aliases: ['区教育局', '教育局'],
  formerNames: [{ name: '青禾区教育体育局', until: 2023 }],
};
const AGENCIES = [
  named('czj', '青禾区财政局', '财政局'),
  named('zf', '青禾区人民政府'),
  named('city-jyj', '云川市教育局', '教育局'),
  // In another region an agency may have the same id.
  named('jyj', '白杨区教育局', '区教育局'),
  named('she-jyj', '歙县教育局', '县教育局'),
];

const tell = (texts: { signature?: string; preamble?: string; overview?: string }): string | undefined => {
  const { signature, preamble, overview = '' } = texts;
  const stated = listOtherNames(
    {
      ...(signature !== undefined && { signature: { name: signature, date: toIsoDay('2027-01-10') } }),
      ...(preamble !== undefined && { preamble }),
      narrative: { overview, problems: '', other: '' },
    },
    OWN,
  );
  const found = findStatedAgency(stated, AGENCIES, OWN);
  return found && `${found.path} ${found.agencyId}`;
};

describe('a name of another agency', () => {
  it.each([
    ['signs', { signature: '青禾区财政局' }, '/signature/name czj'],
    ['signs, with spaces', { signature: ' 青禾区 财政局' }, '/signature/name czj'],
    ['of the region above signs', { signature: '云川市教育局' }, '/signature/name city-jyj'],
    ['of the region beside it signs', { signature: '白杨区教育局' }, '/signature/name jyj'],
    [
      'of the region beside it is the title',
      { preamble: '现发布白杨区教育局2026年政府信息公开工作年度报告' },
      '/preamble jyj',
    ],
    ['of a county with a short name signs', { signature: '歙县教育局' }, '/signature/name she-jyj'],
    ['is the title', { preamble: '青禾区财政局2026年政府信息公开工作年度报告\n本报告…' }, '/preamble czj'],
    [
      'follows other words of the title',
      { preamble: '现发布青禾区财政局2026年度政府信息公开年度报告。' },
      '/preamble czj',
    ],
    [
      'begins section one',
      { overview: '青禾区财政局二〇二六年政府信息公开工作年度报告如下。' },
      '/narrative/overview czj',
    ],
  ])('%s', (_, texts, told) => {
    expect(tell(texts)).toBe(told);
  });
});

describe('a name is not another’s where it is', () => {
  it.each([
    ['its own', { signature: '青禾区教育局' }],
    ['an alias', { signature: '区教育局' }],
    ['a former name', { signature: '青禾区教育体育局' }],
    ['one of its offices', { signature: '青禾区教育局办公室' }],
    ['its own with the city before it', { signature: '云川市青禾区教育局' }],
    ['nobody’s on the roster', { signature: '青禾区水利局' }],
    ['one that many have', { signature: '财政局' }],
    ['a partner’s', { overview: '本局会同青禾区财政局办理申请两件。' }],
    [
      'that of a report that is cited',
      { preamble: '参照《青禾区财政局2026年政府信息公开工作年度报告》编制。' },
    ],
    ['an alias behind the short name of its place', { signature: '青禾教育局' }],
    ['an alias behind other words', { preamble: '现发布区教育局2026年政府信息公开工作年度报告' }],
    ['its own, in the title', { preamble: '青禾区教育局2026年政府信息公开工作年度报告' }],
    ['the agency itself', { preamble: '现将我局2026年政府信息公开工作年度报告公布如下。' }],
    [
      'far within the text',
      { overview: `${'主动公开信息。'.repeat(60)}青禾区财政局2026年政府信息公开工作年度报告` },
    ],
  ])('%s', (_, texts) => {
    expect(tell(texts)).toBeUndefined();
  });
});
