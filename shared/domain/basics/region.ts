/**
 * Regions from their GB/T 2260 codes: the code holds its own ancestry, 450205 → 450200 → 450000 → 000000.
 * Municipalities (11, 12, 31, 50) have no prefecture level that carries figures; province-administered
 * counties (xx90yy) sit directly below the province.
 */
export const NATION = '000000';
/** From the top down. */
export const REGION_LEVELS = ['nation', 'province', 'prefecture', 'county'] as const;
export type RegionLevel = (typeof REGION_LEVELS)[number];

const CODE = /^[0-9]{6}$/;
const MUNICIPALITIES = new Set(['11', '12', '31', '50']);

export function isRegionCode(code: string): boolean {
  return CODE.test(code);
}

export function tellLevel(code: string): RegionLevel {
  if (code === NATION) return 'nation';
  if (code.endsWith('0000')) return 'province';
  return code.endsWith('00') ? 'prefecture' : 'county';
}

/** Whether it is the nation or a province. */
export const isAbovePrefecture = (code: string): boolean => ['nation', 'province'].includes(tellLevel(code));

/** The region whose figures include this one's; `undefined` above the nation. */
export function findParent(code: string): string | undefined {
  switch (tellLevel(code)) {
    case 'nation':
      return undefined;
    case 'province':
      return NATION;
    case 'prefecture':
      return `${code.slice(0, 2)}0000`;
    case 'county':
      return MUNICIPALITIES.has(code.slice(0, 2)) || code.slice(2, 4) === '90'
        ? `${code.slice(0, 2)}0000`
        : `${code.slice(0, 4)}00`;
  }
}

/** From the nation down to the region itself. */
export function traceLineage(code: string): string[] {
  const parent = findParent(code);
  return parent === undefined ? [code] : [...traceLineage(parent), code];
}

/** The province that a region lies in, or is; the nation lies in none, and stands for itself. */
export const findProvince = (code: string): string => traceLineage(code)[1] ?? NATION;

/** The one that all of them lie within; `undefined` where they have no such region in common. */
export function findTop(codes: Iterable<string>): string | undefined {
  const all = [...codes];
  const [highest] = all.toSorted((a, b) => traceLineage(a).length - traceLineage(b).length);
  return highest !== undefined && all.every((code) => traceLineage(code).includes(highest))
    ? highest
    : undefined;
}

/** What the codes of a region and of all below it begin with. */
export function tellCodePrefix(code: string): string {
  switch (tellLevel(code)) {
    case 'nation':
      return '';
    case 'province':
      return code.slice(0, 2);
    case 'prefecture':
      return code.slice(0, 4);
    case 'county':
      return code;
  }
}
