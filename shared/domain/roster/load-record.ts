/**
 * What the last load of a file brought, so that it can be taken back: a head, and what each thing was that the load adds
 * or changes, written before the load itself. The last load of each kind of file alone; how it is kept:
 * `load-record.ts` of the pipeline.
 */
import type { Instant } from '../basics/calendar.ts';

/** What a file is loaded of, and can be taken back. The command line's words stand in `cli/load-words.ts`. */
export const LOADABLE = [
  'regions',
  'roster',
  'calendar',
  'phrases',
  'functions',
  'scheme',
  'disclosure',
  'annotations',
  'population',
  'map',
] as const;
export type Loadable = (typeof LOADABLE)[number];
export const isLoadable = (what: string): what is Loadable => LOADABLE.some((one) => one === what);

export interface LoadHead {
  /** When it began. */
  readonly at: Instant;
  /** `loading`: it is under way, or broke off; `undoing`: so is its undo. */
  readonly state: 'loading' | 'loaded' | 'undoing' | 'undone';
  /** The load before it broke off, and it went on from there: the record is of both. */
  readonly resumed?: true | undefined;
}

export interface LoadEntry<Thing> {
  /** An agency's id, a region's code, that of the region above for inhabitants and maps, the name of a day in the calendar, or `list` for a list that is loaded whole. */
  readonly id: string;
  /** As it was before the load; left out where the load adds it. */
  readonly before?: Thing | undefined;
  /** For an agency: the districts where the load, or several loads, made its name be found. */
  readonly districts?: readonly string[] | undefined;
}
