/** Synthetic regions with valid GB/T 2260 codes: real province codes, invented cities and districts below them. */
import type { RegionEntry } from '../shared/domain/roster/loaded-region.ts';
import { tellLevel, traceLineage, NATION } from '../shared/domain/basics/region.ts';

/** A region that has agencies of its own. */
export interface DistrictSpec {
  readonly code: string;
  readonly name: string;
  readonly agencies: number;
}

export interface NationSize {
  readonly provinces: number;
  readonly cities: number;
  readonly districts: number;
  /** Per district; each city has as many of its own. */
  readonly agencies: number;
}

/** Provinces that have a prefecture level. Source: GB/T 2260. */
const PROVINCES = [
  ['45', '广西壮族自治区'], ['35', '福建省'], ['32', '江苏省'], ['33', '浙江省'], ['44', '广东省'], ['37', '山东省'],
  ['41', '河南省'], ['42', '湖北省'], ['43', '湖南省'], ['51', '四川省'], ['52', '贵州省'], ['53', '云南省'],
  ['61', '陕西省'], ['62', '甘肃省'], ['63', '青海省'], ['64', '宁夏回族自治区'], ['65', '新疆维吾尔自治区'],
  ['54', '西藏自治区'], ['46', '海南省'], ['36', '江西省'], ['34', '安徽省'], ['23', '黑龙江省'], ['22', '吉林省'],
  ['21', '辽宁省'], ['15', '内蒙古自治区'], ['14', '山西省'], ['13', '河北省'],
] as const; // prettier-ignore
/** 01–20 and 51–70 are prefecture-level cities; 90 is for counties below the province. */
const CITY_NUMBERS = [...range(1, 20), ...range(51, 70)];
/** 02–20 are districts of a city, 21–80 counties, 81–99 county-level cities. */
const DISTRICT_NUMBERS = range(2, 99);

export const MAX_NATION: NationSize = {
  provinces: PROVINCES.length,
  cities: CITY_NUMBERS.length,
  districts: DISTRICT_NUMBERS.length,
  agencies: 1_000,
};

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** The oversight office's, at a domain that nobody can own (RFC 2606). */
export const makeOfficeMail = (code: string): string => `zwgk-${code}@example.org`;

const twoDigits = (n: number): string => String(n).padStart(2, '0');

/** Cities after their districts, so that a region's total is known when its own turn comes. */
export function syntheticNation({ provinces, cities, districts, agencies }: NationSize): {
  regions: RegionEntry[];
  districts: DistrictSpec[];
} {
  const regions: RegionEntry[] = [{ code: NATION, name: '全国' }];
  const specs: DistrictSpec[] = [];
  for (const [province, provinceName] of PROVINCES.slice(0, provinces)) {
    const provinceCode = `${province}0000`;
    regions.push({ code: provinceCode, name: provinceName, mail: makeOfficeMail(provinceCode) });
    for (const city of CITY_NUMBERS.slice(0, cities)) {
      const cityCode = `${province}${twoDigits(city)}00`;
      const cityName = `演示${twoDigits(city)}市`;
      regions.push({ code: cityCode, name: cityName, mail: makeOfficeMail(cityCode) });
      for (const district of DISTRICT_NUMBERS.slice(0, districts)) {
        const name = `演示${twoDigits(city)}${twoDigits(district)}${district <= 20 ? '区' : district <= 80 ? '县' : '市'}`;
        const code = `${province}${twoDigits(city)}${twoDigits(district)}`;
        regions.push({ code, name, mail: makeOfficeMail(code) });
        specs.push({ code, name, agencies });
      }
      specs.push({ code: cityCode, name: cityName, agencies });
    }
  }
  return { regions, districts: specs };
}

/** Deepest first: a region's total needs those below it. */
export function belowFirst(districts: readonly DistrictSpec[]): DistrictSpec[] {
  const depth = ({ code }: DistrictSpec): number => traceLineage(code).length;
  return districts.toSorted((a, b) => depth(b) - depth(a));
}

export function tellSettlement({ code, name }: DistrictSpec): 'city' | 'district' | 'county' {
  if (tellLevel(code) !== 'county') return 'city';
  return name.endsWith('区') ? 'district' : 'county';
}
