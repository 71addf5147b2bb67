/**
 * The real half of the demonstration: figures of published reports, exactly as published, wrong sums included; their
 * texts are left out. Sources are stated in each document.
 */
import { readPlace } from '../shared/domain/basics/place.ts';
import type { RegionEntry } from '../shared/domain/roster/loaded-region.ts';
import type { RosterEntry } from '../shared/domain/roster/roster-entry.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { Filing } from '../generator/universe.ts';
import { parseRegions, parseRoster } from '../shared/contracts/files/roster-file.ts';
import {
  tellChinaDay,
  countEpochMs,
  makeInstant,
  parseInstant,
  type AgencyKind,
  type Instant,
} from '../shared/domain/basics/calendar.ts';
import { computeDeadline, type Reporter } from '../shared/domain/basics/deadlines.ts';

const FOLDER = fileURLToPath(new URL('published/', import.meta.url));
const DAY_MS = 86_400_000;
/** Nobody knows when these reports were filed; two days after publication is what we assume. */
const DAYS_TO_FILE = 2;

const placeSchema = z.object({
  year: z.number(),
  agency: z.object({ id: z.string() }),
  district: z.string(),
  publishedOn: z.string().optional(),
});

interface Published {
  readonly regions: readonly RegionEntry[];
  readonly roster: readonly RosterEntry[];
  readonly filings: readonly Filing[];
}

export function publishedReports(): Published {
  const regions = parseRegions(readFileSync(`${FOLDER}regions.csv`, 'utf8'), 'csv');
  const roster = parseRoster(readFileSync(`${FOLDER}roster.csv`, 'utf8'), 'csv');
  if (regions.kind === 'bad' || roster.kind === 'bad')
    throw new TypeError(`the published regions or roster do not parse: ${JSON.stringify([regions, roster])}`);
  const kinds = new Map(roster.agencies.map(({ id, kind }) => [id, kind]));
  const filings = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .map((name) => publishedFiling(readFileSync(`${FOLDER}${name}`, 'utf8'), kinds));
  return { regions: regions.regions, roster: roster.agencies, filings };
}

function publishedFiling(document: string, kinds: ReadonlyMap<string, AgencyKind>): Filing {
  const stated = placeSchema.parse(JSON.parse(document));
  const { year, agency, district, publishedOn } = stated;
  const kind = kinds.get(agency.id);
  if (kind === undefined) throw new TypeError(`${agency.id} is not on the published roster`);
  return {
    place: readPlace(stated),
    receivedAt: assumedReceipt({ kind, district }, year, publishedOn),
    document,
  };
}

/**
 * Noon two days after publication, but not after the deadline's noon, unless it was published after the deadline; the
 * deadline's noon where the day of publication is not known.
 */
export function assumedReceipt(reporter: Reporter, year: number, publishedOn: string | undefined): Instant {
  const deadline = computeDeadline(reporter, year);
  const lastNoon = noonOf(deadline);
  if (publishedOn === undefined) return lastNoon;
  const filed = makeInstant(countEpochMs(noonOf(publishedOn)) + DAYS_TO_FILE * DAY_MS);
  return publishedOn <= deadline && tellChinaDay(filed) > deadline ? lastNoon : filed;
}

/** Noon in China. */
function noonOf(day: string): Instant {
  const noon = parseInstant(`${day}T12:00:00+08:00`);
  if (noon === undefined) throw new TypeError(`${day} is no day`);
  return noon;
}
