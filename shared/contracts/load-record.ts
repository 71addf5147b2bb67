/**
 * What the last load of a file brought, so that it can be taken back: a head, and what each thing was that the load adds or
 * changes, written before the load itself. Of every kind of file the last load alone; how it is kept: `load-record.ts` of
 * the pipeline.
 *
 * | partition key | sort key             | item |
 * | ------------- | -------------------- | ---- |
 * | `load#<what>` | `head`               | `LoadHead` |
 * | `load#<what>` | `entry#<load>#<id>`  | `LoadEntry`; `<load>` is the instant at which the load began |
 */
import * as z from 'zod/mini';
import type { Instant } from '../domain/basics/calendar.ts';
import {
  calendarItemSchema,
  regionItemSchema,
  rosterItemSchema,
  type CalendarItem,
  type ItemKey,
  type RegionItem,
  type RosterItem,
} from './items.ts';
import { instantSchema } from './receipt.ts';

const LOADABLE = ['regions', 'roster', 'calendar'] as const;
export type Loadable = (typeof LOADABLE)[number];
export const isLoadable = (what: string): what is Loadable => LOADABLE.some((one) => one === what);

/** What each kind of file becomes in the table. */
export interface Loadables {
  readonly regions: RegionItem;
  readonly roster: RosterItem;
  readonly calendar: CalendarItem;
}

const loadPartition = (what: Loadable): string => `load#${what}`;
export const loadHeadKey = (what: Loadable): ItemKey => ({ pk: loadPartition(what), sk: 'head' });
/** What the sort keys of a load's entries, or of all loads', begin with. */
export const loadEntryRange = (what: Loadable, load?: Instant): ItemKey => ({
  pk: loadPartition(what),
  sk: load === undefined ? 'entry#' : `entry#${load}#`,
});
export function loadEntryKey(what: Loadable, load: Instant, id: string): ItemKey {
  const { pk, sk } = loadEntryRange(what, load);
  return { pk, sk: `${sk}${id}` };
}

export const loadHeadSchema = z.object({
  pk: z.string(),
  sk: z.string(),
  v: z.literal(1),
  /** When it began. */
  at: instantSchema,
  /** `loading`: it is under way, or broke off; `undoing`: so is its undo. */
  state: z.enum(['loading', 'loaded', 'undoing', 'undone']),
  /** The load before it broke off, and it went on from there: the record is of both. */
  resumed: z.optional(z.literal(true)),
});
export type LoadHead = Readonly<Omit<z.infer<typeof loadHeadSchema>, keyof ItemKey | 'v'>>;

export interface LoadEntry<Item> {
  /** An agency's id, a region's code, or the key of an extension. */
  readonly id: string;
  /** The item as it was before the load; left out where the load adds it. */
  readonly before?: Item | undefined;
  /** Of an agency: where the load, or several, made its name be found. */
  readonly districts?: readonly string[] | undefined;
}

const entrySchema = <Item>(item: z.ZodMiniType<Item>) =>
  z.object({
    pk: z.string(),
    sk: z.string(),
    v: z.literal(1),
    id: z.string(),
    before: z.optional(item),
    districts: z.optional(z.readonly(z.array(z.string()))),
  });
export const LOAD_ENTRY_SCHEMAS: {
  readonly [What in Loadable]: z.ZodMiniType<LoadEntry<Loadables[What]>>;
} = {
  regions: entrySchema<RegionItem>(regionItemSchema),
  roster: entrySchema<RosterItem>(rosterItemSchema),
  calendar: entrySchema<CalendarItem>(calendarItemSchema),
};
