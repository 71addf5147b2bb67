import type { Named } from './name-search.ts';

/** By what the regions and agencies of a province, or of all, are found. */
export interface NamesWithin {
  readonly regions: readonly Named[];
  /** By the code of their district. */
  readonly agencies: ReadonlyMap<string, readonly Named[]>;
}
