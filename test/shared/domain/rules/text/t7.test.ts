/** T7: whether a report states the processing fee at all. */
import { expect, it } from 'vitest';
import type { ExampleFiling, Patch } from '../../../../../shared/domain/rules/rule-examples.ts';
import { findByRule } from '../../../../support/tell-rules.ts';

const OVERVIEW = '全年主动公开信息40条,收到申请12件,文件公开前逐件审核,网站栏目定期维护,工作列入考核。';
const other = (text: string): Patch => ({ '/narrative/overview': OVERVIEW, '/narrative/other': text });

it.each<[string, Patch, number, Partial<ExampleFiling>?]>([
  ['nothing in section six', other('无其他事项。'), 1],
  ['an empty section six', other(''), 1],
  ['a fee of table two', other('全年行政事业性收费标准已在网站列明。'), 1],
  ['a consolidated report', other('无其他事项。'), 1, { kind: 'consolidated' }],
  ['a word that only looks like it', other('本局依法处理费时较长的事项。'), 1],
  ['a toll station', other('收费站公开栏已更新。'), 1],
  ['fees for schools', other('公布教育收费项目清单。'), 1],
  ['fees for parking', other('公布停车收费标准。'), 1],
  ['costs, that there were none', other('信息公开费用:无。'), 0],
  ['the rate of the fee', other('按国家规定的信息公开收费标准执行。'), 0],
  ['none collected', other('2026年没有收取信息处理费。'), 0],
  ['none, in other words', other('办理公开申请未向任何人收取费用。'), 0],
  ['a sum', other('依规收取申请人信息处理费120元。'), 0],
  ['no notices', other('没有发出收费通知。'), 0],
  ['words parted by a line end', other('未收取信息处\n理费。'), 0],
  ['words of another section', { ...other('无。'), '/narrative/overview': `${OVERVIEW}全年没有收费。` }, 0],
  [
    'a report of edition 2019',
    other('无。'),
    0,
    { year: 2020, edition: '2019', receivedAt: '2027-01-10T12:00:00+08:00' },
  ],
])('of %s', (_, set, times, filing) => {
  expect(findByRule('T7', set, filing)).toHaveLength(times);
});

it('is silent where a part of it is filled in', () => {
  const rewrite = (fee: string) => ({ from: '"district"', to: `"processingFee":${fee},"district"` });
  for (const fee of ['{"notices":0}', '{"noticedCny":0}', '{"collectedCny":12.5}'])
    expect(findByRule('T7', other('无。'), { rewrite: rewrite(fee) })).toEqual([]);
  expect(findByRule('T7', other('无。'), { rewrite: rewrite('{}') })).toHaveLength(1);
});
