/** A region's value that a figure in doubt makes is marked where regions are compared. */
import { expect, it } from 'vitest';
import type { CompareView } from '../../web/compare/compare-view.ts';
import { drawSideChart } from '../../web/compare/compare-charts.ts';
import { yearsGrid } from '../../web/compare/compare-tables.tsx';
import { markedIn } from '../../web/compare/compared-text.ts';

const mark = {
  path: '/applications/received/total',
  agency: { id: 'jyj', name: '教育局' },
  figure: 900,
  previous: 9,
};
const view = (marks: readonly (typeof mark)[]): CompareView => ({
  measure: 'received',
  year: 2024,
  ids: ['450205'],
  years: [2023, 2024],
  medians: 'all',
  compared: [
    {
      id: '450205',
      name: '柳北区',
      formerNames: [],
      what: 'region',
      within: [],
      kind: undefined,
      rank: undefined,
      years: [2023, 2024].map((year) => ({
        year,
        value: { kind: 'count', count: year === 2024 ? 910 : 19 },
        peers: undefined,
        synthetic: false,
        syntheticPeers: false,
        marks: year === 2024 ? marks : [],
      })),
    },
  ],
  annotations: [],
  unreadable: [],
  unknown: [],
  left: 0,
  isPooled: false,
});

it('stands behind the value, and words say whose figure makes it', () => {
  const marked = view([mark]);
  for (const told of [
    JSON.stringify(yearsGrid(marked, 'zh-CN')),
    drawSideChart(marked, 'zh-CN').description,
    markedIn(marked, 'zh-CN'),
  ])
    expect(told).toContain('‡');
  expect(JSON.stringify(yearsGrid(marked, 'zh-CN'))).toContain('910‡');
  expect(markedIn(marked, 'zh-CN')).toContain('教育局');
  expect(markedIn(marked, 'en')).toContain('check this total');
  expect(markedIn(view([]), 'zh-CN') + JSON.stringify(yearsGrid(view([]), 'zh-CN'))).not.toContain('‡');
});
