/** The map of the regions right below one, as an operator loaded it: drawn when it is loaded, so that a page only colours it. */
import type { Instant } from '../basics/calendar.ts';
import type { Position } from './project-albers.ts';

/** What a file says of one area or line of a map. */
export interface Outline {
  /** GB/T 2260; left out for what is no region, such as a line at sea. */
  readonly region?: string | undefined;
  /** Each a ring and the holes in it. */
  readonly polygons: readonly (readonly (readonly Position[])[])[];
  readonly lines: readonly (readonly Position[])[];
}

/** The outlines of one map, before they are drawn. */
export interface OutlinedRegion {
  /** The region whose children they are. */
  readonly parent: string;
  readonly outlines: readonly Outline[];
}

export interface MapShape {
  readonly region?: string | undefined;
  /** An SVG path in units of the map. */
  readonly path: string;
  /** A line has nothing to fill. */
  readonly isLine?: true | undefined;
  /** The middle of its largest part, and how wide that is: where a name may stand. */
  readonly label?: { readonly x: number; readonly y: number; readonly width: number } | undefined;
}

export interface DrawnMap {
  readonly width: number;
  readonly height: number;
  /** What is no region lies below those that are. */
  readonly shapes: readonly MapShape[];
}

export interface RegionMap extends DrawnMap {
  readonly parent: string;
  /** The load that made it so. */
  readonly since: Instant;
  /** 审图号, printed below the map. */
  readonly approvalNumber: string;
}
