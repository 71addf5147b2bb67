/** A region as the list of regions (GB/T 2260) has it. */
import type { RegionSpan } from '../basics/region-span.ts';

/** With the report years of its code; see `region-span.ts`. */
export interface RegionName {
  readonly code: string;
  readonly name: string;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** What a file says of a region. */
export interface RegionEntry extends RegionName {
  /** 政务公开主管部门: its office's mail address. */
  readonly mail?: string | undefined;
  /** How its name is read, where the operator says so; a dictionary reads it elsewhere. */
  readonly pinyin?: string | undefined;
  readonly predecessors?: readonly string[] | undefined;
}

export interface LoadedRegion extends RegionEntry, RegionSpan {
  /** The loaded regions that name it as a predecessor. */
  readonly successors?: readonly string[] | undefined;
  /** The loaded regions right below it, by code: who reads the region knows them without another request. */
  readonly below?: readonly RegionName[] | undefined;
}
