import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseAnnotations } from '../../../shared/contracts/files/annotations-file.ts';
import { BUILT_IN_ANNOTATIONS, listAnnotations } from '../../../shared/domain/form/annotations.ts';

const HEAD = 'year,text,english,source,englishSource,concerns\n';
const complaints = (text: string) => {
  const parsed = parseAnnotations(text, 'csv');
  return parsed.kind === 'bad' ? parsed.complaints.map(({ line, column }) => `${line} ${column}`) : [];
};

describe('a file of annotations', () => {
  it('is what the documentation shows to begin with: the built-in list', () => {
    const text = readFileSync(new URL('../../../docs/annotations.csv', import.meta.url), 'utf8');
    expect(parseAnnotations(text, 'csv')).toMatchObject({ kind: 'ok', entries: BUILT_IN_ANNOTATIONS });
  });

  it('is read with Chinese heads, and without English', () => {
    expect(parseAnnotations('年度,说明,依据,适用图表\n2023,机构改革,某文件,received\n', 'csv')).toMatchObject(
      {
        kind: 'ok',
        entries: [
          {
            year: 2023,
            what: { zh: '机构改革', en: '机构改革' },
            source: { zh: '某文件', en: '某文件' },
            concerns: ['received'],
          },
        ],
      },
    );
  });

  it('without a line brings the built-in list back', () => {
    expect(parseAnnotations(HEAD, 'csv')).toMatchObject({ kind: 'ok', entries: [] });
    expect(listAnnotations({ entries: [] })).toBe(BUILT_IN_ANNOTATIONS);
  });

  it.each([
    ['a year is none', '24,说明,,依据,,disputes\n', ['2 year']],
    ['a year is before the form', '2018,说明,,依据,,disputes\n', ['2 year']],
    ['a text is missing', '2024,,,依据,,disputes\n', ['2 text']],
    ['a source is missing', '2024,说明,,,,disputes\n', ['2 source']],
    ['it concerns nothing', '2024,说明,,依据,,\n', ['2 concerns']],
    ['it concerns what is not there', '2024,说明,,依据,,disputes|weather\n', ['2 concerns']],
    ['a text is an essay', `2024,${'长'.repeat(301)},,依据,,disputes\n`, ['2 text']],
  ])('is refused where %s', (_, text, expected) => {
    expect(complaints(HEAD + text)).toEqual(expected);
  });
});
