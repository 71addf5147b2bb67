import { describe, expect, it } from 'vitest';
import { CATALOGUES, EDITIONS } from '../../shared/domain/form/catalogue.ts';
import { headDepth, itemGroups, mergeHeads, placeLabels, listRows } from '../../web/form/form-layout.ts';

describe.each(EDITIONS)('the form of edition %s', (edition) => {
  const rows = listRows(edition, 'applications');

  it('fills every row of table 三 from edge to edge', () => {
    const depth = headDepth(rows);
    const covered = rows.map(() => 0);
    mergeHeads(rows).forEach(({ heads }, i) => {
      for (const { rowSpan, colSpan } of heads)
        for (let r = i; r < i + rowSpan; r++) covered[r] = (covered[r] ?? 0) + colSpan;
    });
    expect(new Set(covered)).toEqual(new Set([depth]));
  });

  it('has every cell of the catalogue once', () => {
    const shown = (['proactive', 'applications', 'reconsideration', 'litigation'] as const)
      .flatMap((table) => listRows(edition, table))
      .flatMap(({ cells }) => cells.map(({ path }) => path));
    expect(shown.sort()).toEqual(CATALOGUES[edition].cells.map(({ path }) => path).sort());
  });

  it('groups table 二 by article', () => {
    const groups = itemGroups(listRows(edition, 'proactive'));
    expect(groups.flatMap(({ rows: members }) => members)).toEqual(listRows(edition, 'proactive'));
    for (const { columns, rows: members } of groups)
      for (const { cells } of members)
        expect(cells.map(({ column }) => column.key)).toEqual(columns.map(({ key }) => key));
  });
});

it('tells a finding’s place by row and column', () => {
  expect(placeLabels('2021', '/applications/results/partial/naturalPerson')?.map(({ en }) => en)).toEqual([
    '(2) Partly disclosed',
    'Natural persons',
  ]);
  expect(placeLabels('2021', '/narrative/overview')).toBeUndefined();
});
