/** The record of the last load of each kind of file, in the table. */
import * as z from 'zod/mini';
import type { LoadEntry, LoadHead, Loadable } from '../../domain/roster/load-record.ts';
import type { LoadedRegion } from '../../domain/roster/loaded-region.ts';
import type { WholeRecord } from '../../domain/roster/roster-entry.ts';
import type { Scheme } from '../../domain/assessment/scheme.ts';
import type { DisclosureRecord } from '../../domain/roster/disclosure.ts';
import type { AnnotationList } from '../../domain/form/annotations.ts';
import type { PopulationList } from '../../domain/form/population.ts';
import type { RegionMap } from '../../domain/map/region-map.ts';
import type { FunctionList } from '../../domain/roster/agency-functions.ts';
import type { WrongPhrases } from '../../domain/narrative/phrase-list.ts';
import type { CalendarRecord } from '../../domain/standing/calendar-entry.ts';
import { instantSchema } from '../bucket/receipt.ts';
import { annotationsCodec } from './annotations-codec.ts';
import { createCodec, type Codec, type Item } from './codec.ts';
import { disclosureCodec } from './disclosure-codec.ts';
import { functionsCodec } from './functions-codec.ts';
import { loadEntryKey, loadHeadKey } from './keys.ts';
import { mapCodec } from './map-codec.ts';
import { wrongPhrasesCodec } from './phrase-codecs.ts';
import { schemeCodec } from './scheme-codec.ts';
import { populationCodec } from './population-codec.ts';
import { calendarCodec, regionCodec, wholeRosterCodec } from './roster-codecs.ts';

/** What each kind of file becomes. */
export interface Loadables {
  readonly regions: LoadedRegion;
  readonly roster: WholeRecord;
  readonly calendar: CalendarRecord;
  readonly phrases: WrongPhrases;
  readonly functions: FunctionList;
  readonly scheme: Scheme;
  readonly disclosure: DisclosureRecord;
  readonly annotations: AnnotationList;
  readonly population: PopulationList;
  readonly map: RegionMap;
}
const THINGS: { readonly [What in Loadable]: Codec<Loadables[What]> } = {
  regions: regionCodec,
  roster: wholeRosterCodec,
  calendar: calendarCodec,
  phrases: wrongPhrasesCodec,
  functions: functionsCodec,
  scheme: schemeCodec,
  disclosure: disclosureCodec,
  annotations: annotationsCodec,
  population: populationCodec,
  map: mapCodec,
};

const headSchema = z.looseObject({
  at: instantSchema,
  state: z.enum(['loading', 'loaded', 'undoing', 'undone']),
  resumed: z.optional(z.literal(true)),
});
export const loadHeadCodec = (what: Loadable): Codec<LoadHead> =>
  createCodec<z.infer<typeof headSchema>, LoadHead>({
    schema: headSchema,
    decode: (stored) => stored,
    encode: (head): Item => ({ ...loadHeadKey(what), ...head }),
  });

const entrySchema = z.looseObject({
  id: z.string(),
  /** The whole item, key and all. */
  before: z.optional(z.record(z.string(), z.unknown())),
  districts: z.optional(z.array(z.string())),
});
export function loadEntryCodec<What extends Loadable>(
  what: What,
  load: LoadHead['at'],
): Codec<LoadEntry<Loadables[What]>> {
  const things = THINGS[what];
  return createCodec<z.infer<typeof entrySchema>, LoadEntry<Loadables[What]>>({
    schema: entrySchema,
    decode: ({ before, ...rest }) => ({ ...rest, ...(before && { before: things.decode(before) }) }),
    encode: ({ before, ...rest }): Item => ({
      ...loadEntryKey(what, load, rest.id),
      ...rest,
      ...(before && { before: things.encode(before) }),
    }),
  });
}
