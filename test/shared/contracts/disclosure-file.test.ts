/** `disclosure.csv`: a line for each thing; what is wrong is told with line, reason and cure. */
import { expect, it } from 'vitest';
import { parseDisclosure } from '../../../shared/contracts/files/disclosure-file.ts';
import { toIsoDay } from '../../../shared/domain/basics/calendar.ts';
import { isOutdated } from '../../../shared/domain/roster/disclosure.ts';

const HEAD = 'agency,kind,title,url,updated,address,hours,phone,mail\n';
const KNOWN = { agencies: new Set(['a-1', 'a-2']), today: toIsoDay('2026-06-01') };
const parse = (lines: string, head = HEAD) => parseDisclosure(head + lines, 'csv', KNOWN);
const complaints = (lines: string): string[] => {
  const parsed = parse(lines);
  return parsed.kind === 'ok'
    ? []
    : parsed.complaints.map(({ line, column, problem }) => `${line} ${column}: ${problem.en}`);
};

it('is all that an agency has, a line for each thing, with heads and kinds in either language', () => {
  const parsed = parse(
    [
      'a-1,指南,,https://a.gov.cn/guide,2026-03-01,,,,',
      'a-1,catalogue,目录,http://a.gov.cn/catalogue,,,,,',
      'a-1,受理机构,办公室,,,跃进路 1 号,工作日,０７７２-2812345;0772-2812346,info@a.gov.cn',
      'a-1,查阅点,档案馆,,,胜利路 2 号,,,',
      'a-1,point,图书馆,,,胜利路 3 号,周末,,',
      'a-1,社会评议,,https://a.gov.cn/review,2026-01-01,,,,',
      'a-2,none,,,,,,,',
    ].join('\n'),
    '机构标识,类别,标题,网址,更新日期,地址,开放时间,电话,邮箱\n',
  );
  expect(parsed).toMatchObject({
    kind: 'ok',
    entries: [
      {
        agency: 'a-1',
        disclosure: {
          guide: { url: 'https://a.gov.cn/guide', updated: '2026-03-01' },
          catalogue: { title: '目录', url: 'http://a.gov.cn/catalogue' },
          contact: { title: '办公室', phone: '0772-2812345、0772-2812346', mail: 'info@a.gov.cn' },
          points: [{ title: '档案馆' }, { title: '图书馆', address: '胜利路 3 号', hours: '周末' }],
          reviews: [{ url: 'https://a.gov.cn/review', updated: '2026-01-01' }],
        },
      },
      { agency: 'a-2', disclosure: { points: [], reviews: [] } },
    ],
  });
});

it.each([
  ['nobody,guide,,https://a.gov.cn,,,,,', '2 agency: The roster has no agency "nobody"'],
  ['a-1,map,,https://a.gov.cn,,,,,', '2 kind: "map" is no kind of thing: state one of guide'],
  ['a-1,guide,,,,,,,', '2 url: A guide has an address on the web'],
  ['a-1,guide,,javascript:alert(1),,,,,', '2 url: The address "javascript:alert(1)" must begin with http'],
  ['a-1,guide,,https://u:p@a.gov.cn,,,,,', '2 url: The address "https://u:p@a.gov.cn" must begin'],
  ['a-1,guide,,https://a.gov.cn,2026-13-01,,,,', '2 updated: "2026-13-01" is no day'],
  ['a-1,guide,,https://a.gov.cn,2026-06-02,,,,', '2 updated: The last update, 2026-06-02, is after today'],
  ['a-1,guide,,https://a.gov.cn,,路 1 号,,,', '2 address: A guide has no address: remove it'],
  ['a-1,review,,https://a.gov.cn,,,,0772-2812345,', '2 phone: A review has no phone'],
  ['a-1,point,,,2026-01-01,路 1 号,,,', '2 updated: A point has no updated'],
  ['a-1,none,无,,,,,,', '2 title: A none has no title'],
  ['a-1,point,馆,,,,,,', '2 address: A reading point has an address'],
  ['a-1,contact,办公室,,,,,,', '2 phone: A contact has a telephone'],
  ['a-1,contact,,,,,,张三,', '2 phone: "张三" is not a telephone number'],
  ['a-1,contact,,,,,,,张三', '2 mail: "张三" is no mail address'],
  [`a-1,point,,,,${'路'.repeat(201)},,,`, '2 address: It has 201 characters, and 200 are the most'],
  [
    'a-1,guide,,https://a.gov.cn,,,,,\na-1,guide,,https://b.gov.cn,,,,,',
    '3 kind: The guide of a-1 is already in line 2',
  ],
  [
    'a-1,none,,,,,,,\na-1,guide,,https://a.gov.cn,,,,,',
    '2 kind: a-1 has other lines, and "none" stands alone',
  ],
  [
    Array.from({ length: 41 }, (_, i) => `a-1,point,,,,路 ${i} 号,,,`).join('\n'),
    '42 : a-1 has 41 lines, and at most 40 fit',
  ],
])('%s is complained of', (lines, complaint) => {
  const [first = '', ...others] = complaints(lines);
  expect(others).toEqual([]);
  expect(first.slice(0, complaint.length)).toBe(complaint);
});

it('is out of date a year and a day after its last update', () => {
  const today = toIsoDay('2026-06-01');
  expect(isOutdated(toIsoDay('2025-06-01'), today)).toBe(false);
  expect(isOutdated(toIsoDay('2025-05-31'), today)).toBe(true);
  // Between these lies a 29 February.
  expect(isOutdated(toIsoDay('2027-06-01'), toIsoDay('2028-06-01'))).toBe(false);
  expect(isOutdated(toIsoDay('2027-06-01'), toIsoDay('2028-06-02'))).toBe(true);
  expect(isOutdated(toIsoDay('2028-02-29'), toIsoDay('2029-02-28'))).toBe(false);
  expect(isOutdated(toIsoDay('2028-02-29'), toIsoDay('2029-03-01'))).toBe(true);
});
