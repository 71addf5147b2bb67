/** C1: a consolidated report beside its own agencies with the reports of the regions below, then beside all agencies. */
import { describe, expect, it } from 'vitest';
import { locateCell } from '../../../../shared/domain/form/catalogue.ts';
import { noFigures, type Figures } from '../../../../shared/domain/form/figures.ts';
import { EQUALS_REGION_TOTAL as C1 } from '../../../../shared/domain/rules/filing/c1-equals-region-total.ts';
import type { RegionPart } from '../../../../shared/domain/rules/rule.ts';

const RECEIVED = '/applications/received/total';

function received(count: number): Figures {
  const figures = noFigures('2021');
  figures.cells[locateCell('2021', RECEIVED)] = count;
  return figures;
}
const region = (name: string, computed: number, stated?: number): RegionPart => ({
  name,
  computed: received(computed),
  ...(stated !== undefined && { stated: received(stated) }),
});

/** The city's own agencies received 10. */
function check(stated: number, regions: readonly RegionPart[], accepted = 5) {
  const all = regions.reduce(
    (sum, { computed }) => sum + (computed.cells[locateCell('2021', RECEIVED)] ?? 0),
    10,
  );
  const [found, ...others] = C1.check(
    { year: 2024, figures: received(stated), name: undefined, publishedOn: undefined },
    { figures: received(all), reports: { expected: 5, accepted }, regions },
  );
  expect(others).toEqual([]);
  return found;
}

const ALIKE = [region('城中区', 20, 20), region('柳北区', 30)];
const BY_ONE = [region('城中区', 20, 20), region('柳北区', 30, 33), region('融安县', 7)];

describe('a prefecture’s report', () => {
  it('is right where it is what all agencies add up to, whatever a county states', () => {
    expect(check(60, ALIKE)).toBeUndefined();
    expect(check(67, BY_ONE)).toBeUndefined();
  });

  it('names the county that makes the difference, where it is drawn up rightly from the reports below', () => {
    const found = check(70, BY_ONE);
    expect(found).toMatchObject({ path: RECEIVED, found: 70, expected: 67 });
    expect(found?.message.zh).toContain('差在柳北区(汇总报告填 33,其各机关之和 30)');
    expect(found?.message.zh).not.toContain('本级各机关与下级汇总报告之和');
    expect(found?.message.en).toContain('The difference lies in 柳北区 (its consolidated report states 33');
    expect(found?.message.zh).not.toContain('城中区');
  });

  it('says what the reports below add up to, where it is not that either', () => {
    const found = check(65, BY_ONE);
    expect(found?.message.zh).toContain('本级各机关与下级汇总报告之和是 70。');
    expect(found?.message.zh).toContain('差在柳北区');
  });

  it('names a county that was left out or counted twice', () => {
    expect(check(60 - 20, ALIKE)?.message.zh).toContain('少的正好是城中区的 20,可能漏计');
    expect(check(60 + 30, ALIKE)?.message.zh).toContain('多出的正好是柳北区的 30,可能重复计入');
    expect(check(70 - 33, BY_ONE)?.message.zh).toContain('少的正好是柳北区的 33,可能漏计');
    // Two of one size: which of them nobody knows.
    expect(check(10 + 5, [region('甲县', 5, 5), region('乙县', 5, 5)])?.message.zh).not.toContain('正好');
  });

  it('is not compared before every agency is accepted', () => {
    expect(check(1, BY_ONE, 4)).toBeUndefined();
  });

  it('names few of many', () => {
    const many = Array.from({ length: 6 }, (_, i) => region(`第${i + 1}县`, 5, 6));
    expect(check(46, many)?.message.zh).toContain('等 6 个地区');
  });

  it('without counties is told as before', () => {
    expect(check(11, [])?.message.zh).toBe(
      '汇总报告的表三「本年新收政府信息公开申请数量·总计」填的是 11,本地区各机关报告之和是 10。请核对两边;确实如此的,请附情况说明。',
    );
  });
});
