/** What regions' levels are called. */
import type { RegionLevel } from '../../shared/domain/basics/region.ts';

export const levelsZhCn: Readonly<Record<RegionLevel, string>> = {
  nation: '国家',
  province: '省级',
  prefecture: '市级',
  county: '县级',
};
export const levelsEn: Readonly<Record<RegionLevel, string>> = {
  nation: 'Nation',
  province: 'Province',
  prefecture: 'City',
  county: 'County or district',
};
