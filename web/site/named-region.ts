import { NATION, traceLineage } from '../../shared/domain/basics/region.ts';
import type { Texts } from '../texts/zh-cn.ts';

export interface NamedRegion {
  readonly code: string;
  /** `undefined` for a region that no file has named. */
  readonly name: string | undefined;
}

export const nameRegion = ({ code, name }: NamedRegion, t: Pick<Texts, 'nation'>): string =>
  code === NATION ? t.nation : (name ?? code);

/** From the top down to the region itself: regions above it that nobody has loaded are none of this system's. */
export const nameLineage = (code: string, names: ReadonlyMap<string, string>): NamedRegion[] =>
  traceLineage(code)
    .filter((region) => region === code || names.has(region))
    .map((region) => ({ code: region, name: names.get(region) }));
