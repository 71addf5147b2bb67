/**
 * Narratives of a year by what they say, so that a copy is found by a constant number of reads: one small Query for
 * each band of its fingerprint, and one BatchGet for what these find.
 */
import type { NarrativeEntry } from '../domain/narrative/narrative-entry.ts';
import type { AgencyYear, Original } from '../domain/standing/agency-year-record.ts';
import type { ReportTable } from '../adapters/table/report-table.ts';
import type { Instant } from '../domain/basics/calendar.ts';
import { findOriginals } from '../domain/narrative/original-text.ts';
import { splitIntoBands, COPIED_AT, estimateSimilarity } from '../domain/narrative/narrative-fingerprint.ts';
import type { Place } from '../domain/basics/place.ts';

export type NarrativeTable = Pick<
  ReportTable,
  'agencyYearsAt' | 'narrativeHolders' | 'putNarrative' | 'removeNarrative'
>;

/** A narrative as one submission has it. */
interface FiledNarrative {
  readonly place: Place;
  readonly receivedAt: Instant;
  readonly fingerprint: string;
}

/** Reports with the same text that are compared again at once when one of them changes; the nightly run sees to more. */
const FOLLOWED = 25;

/** The report that a narrative was copied from, if it was. */
export async function findOriginal(
  table: Pick<NarrativeTable, 'agencyYearsAt' | 'narrativeHolders'>,
  filed: FiledNarrative,
): Promise<Original | undefined> {
  return originalAmong(
    table,
    filed,
    await table.narrativeHolders(filed.place.year, splitIntoBands(filed.fingerprint)),
  );
}

async function originalAmong(
  table: Pick<NarrativeTable, 'agencyYearsAt'>,
  filed: FiledNarrative,
  holders: readonly NarrativeEntry[],
  onStale: (holder: NarrativeEntry) => Promise<void> = () => Promise.resolve(),
): Promise<Original | undefined> {
  const { place, receivedAt, fingerprint } = filed;
  const originals = findOriginals({ agencyId: place.agencyId, receivedAt, fingerprint }, holders);
  if (originals.length === 0) return undefined;
  const read = await table.agencyYearsAt(originals.map(({ holder }) => placeOf(holder)));
  for (const { holder, similarity } of originals) {
    const { agencyId, name = agencyId, year, sha256 } = holder;
    const isInForce = read(placeOf(holder))?.inForce?.submissionId === holder.submissionId;
    if (isInForce) return { agencyId, name, year, sha256, similarity };
    // One that has filed another text since is no original.
    await onStale(holder);
  }
  return undefined;
}

const LOOK = { never: 'none', perhaps: 'consistent', 'most likely': 'eventual' } as const;

/** What entering a narrative brings to light, with one look at its bands. */
interface Entered {
  readonly original: Original | undefined;
  /** Places of others with the same text, which must be compared again. */
  readonly followers: readonly Place[];
}

/**
 * Enters the narrative of the report in force. `isEntered`: `never` where it has just come; `most likely` where nothing is
 * said to have happened to it: one that stands entered then, and was copied from nobody, is looked for no further, as
 * whoever comes before it looks for those who follow.
 */
export async function enterNarrative(
  table: NarrativeTable,
  item: AgencyYear,
  isEntered: 'never' | 'perhaps' | 'most likely' = 'perhaps',
): Promise<Entered> {
  const holder = holderOf(item);
  if (!holder) return { original: undefined, followers: [] };
  const entry = await table.putNarrative(holder, LOOK[isEntered]);
  if (isEntered === 'most likely' && entry === 'there' && !item.inForce?.copiedFrom)
    return { original: undefined, followers: [] };
  const holders = await table.narrativeHolders(holder.year, splitIntoBands(holder.fingerprint), FOLLOWED);
  const filed = { place: placeOf(holder), receivedAt: holder.receivedAt, fingerprint: holder.fingerprint };
  return {
    // What a lost event left behind would crowd out the others.
    original: await originalAmong(table, filed, holders, (stale) => table.removeNarrative(stale)),
    followers: sameTextAs(holder, holders),
  };
}

/** Takes out a text that is no longer in force. `inForce`: the one that is, and is entered: the same one finds the same others. */
export async function withdrawNarrative(
  table: NarrativeTable,
  { place, receivedAt, fingerprint }: FiledNarrative,
  inForce: string | undefined,
): Promise<Place[]> {
  const holder = { ...place, receivedAt, fingerprint };
  await table.removeNarrative(holder);
  if (fingerprint === inForce) return [];
  return sameTextAs(holder, await table.narrativeHolders(place.year, splitIntoBands(fingerprint), FOLLOWED));
}

/** Reports in force that were found to have copied one of these documents. */
export async function listCopies(
  table: Pick<NarrativeTable, 'agencyYearsAt' | 'narrativeHolders'>,
  { year, fingerprint }: Pick<NarrativeEntry, 'year' | 'fingerprint'>,
  hashes: readonly string[],
): Promise<readonly Place[]> {
  const places = (await table.narrativeHolders(year, splitIntoBands(fingerprint))).map(placeOf);
  const read = places.length > 0 ? await table.agencyYearsAt(places) : () => undefined;
  return places.filter((place) => hashes.includes(read(place)?.inForce?.copiedFrom?.sha256 ?? ''));
}

const sameTextAs = (
  { agencyId, fingerprint }: Pick<NarrativeEntry, 'agencyId' | 'fingerprint'>,
  holders: readonly NarrativeEntry[],
): Place[] =>
  holders
    .filter(
      (other) =>
        other.agencyId !== agencyId && estimateSimilarity(other.fingerprint, fingerprint) >= COPIED_AT,
    )
    .map(placeOf);

function holderOf({ agency, district, year, inForce }: AgencyYear): NarrativeEntry | undefined {
  if (inForce?.narrative === undefined) return undefined;
  const { receivedAt, order, submissionId, sha256, narrative: fingerprint } = inForce;
  const { id: agencyId, name } = agency;
  return { agencyId, name, district, year, receivedAt, order, submissionId, sha256, fingerprint };
}

const placeOf = ({ district, agencyId, year }: NarrativeEntry): Place => ({ district, agencyId, year });
