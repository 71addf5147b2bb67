/**
 * Narratives of a year by what they say, so that a copy is found by a constant number of reads: one small Query for
 * each band of its fingerprint, and one BatchGet for what these find.
 */
import type { NarrativeEntry } from '../domain/narrative/narrative-entry.ts';
import type { AgencyYear, Original } from '../domain/standing/agency-year-record.ts';
import type { ReportTable } from '../adapters/table/report-table.ts';
import type { Instant } from '../domain/basics/calendar.ts';
import { tellTextSince } from '../domain/standing/text-row.ts';
import { findOriginals } from '../domain/narrative/original-text.ts';
import { splitIntoBands, COPIED_AT, estimateSimilarity } from '../domain/narrative/narrative-fingerprint.ts';
import type { Place } from '../domain/basics/place.ts';

export type NarrativeTable = Pick<
  ReportTable,
  'agencyYearsAt' | 'narrativeHolders' | 'putNarrative' | 'removeNarrative'
>;

/** A narrative, and since when somebody holds it. */
interface HeldNarrative {
  readonly place: Place;
  readonly receivedAt: Instant;
  readonly fingerprint: string;
}

/** Reports with the same text that are compared again at once when one of them changes; the nightly run sees to more. */
const FOLLOWED = 25;

/** The report that a narrative was copied from, if it was. */
export async function findOriginal(
  table: Pick<NarrativeTable, 'agencyYearsAt' | 'narrativeHolders'>,
  filed: HeldNarrative,
): Promise<Original | undefined> {
  return originalAmong(
    table,
    filed,
    await table.narrativeHolders(filed.place.year, splitIntoBands(filed.fingerprint)),
  );
}

async function originalAmong(
  table: Pick<NarrativeTable, 'agencyYearsAt'>,
  filed: HeldNarrative,
  holders: readonly NarrativeEntry[],
  onStale: (holder: NarrativeEntry) => Promise<void> = () => Promise.resolve(),
): Promise<Original | undefined> {
  const { place, receivedAt, fingerprint } = filed;
  const originals = findOriginals({ agencyId: place.agencyId, receivedAt, fingerprint }, holders);
  if (originals.length === 0) return undefined;
  const read = await table.agencyYearsAt(originals.map(({ holder }) => placeOf(holder)));
  for (const { holder, similarity } of originals) {
    const { agencyId, name = agencyId, year, sha256 } = holder;
    const item = read(placeOf(holder));
    const isInForce = item && holderOf(item)?.submissionId === holder.submissionId;
    if (isInForce) return { agencyId, name, year, sha256, similarity };
    // One that has filed another text since is no original.
    await onStale(holder);
  }
  return undefined;
}

const LOOK = { never: 'none', perhaps: 'consistent', 'most likely': 'eventual' } as const;

/** What is to be looked for once a narrative is entered. */
interface Entered {
  /** As it is entered, where others with the same text are to be looked for. */
  readonly sought: NarrativeEntry | undefined;
  /** Narratives that it had before: who has one of them may have copied it from another. */
  readonly left: readonly HeldNarrative[];
}

/**
 * Enters the narrative of the report in force, instead of those that it had before. `isEntered`: `never` where it has just
 * come; `most likely` where nothing is said to have happened to it: one that stands entered then, and was copied from nobody,
 * is looked for no further, as whoever comes before it looks for those who follow.
 */
export async function enterNarrative(
  table: Pick<NarrativeTable, 'putNarrative' | 'removeNarrative'>,
  item: AgencyYear | undefined,
  isEntered: 'never' | 'perhaps' | 'most likely',
  former: readonly HeldNarrative[] = [],
): Promise<Entered> {
  const holder = item && holderOf(item);
  if (!holder) {
    if (former.length > 0) await table.removeNarrative(...former.map(keyOf));
    return { sought: undefined, left: former };
  }
  const entry = await table.putNarrative(holder, LOOK[isEntered], former.map(keyOf));
  const isSettled = isEntered === 'most likely' && entry === 'there' && !item.inForce?.copiedFrom;
  return {
    sought: isSettled ? undefined : holder,
    left: former.filter(({ fingerprint }) => fingerprint !== holder.fingerprint),
  };
}

/** Followers: places of others with the same text, which must be compared again. */
export async function lookForText(
  table: NarrativeTable,
  { sought, left }: Entered,
): Promise<{ readonly original: Original | undefined; readonly followers: readonly Place[] }> {
  const leftBehind = await listFollowers(table, left);
  if (!sought) return { original: undefined, followers: leftBehind };
  const { year, receivedAt, fingerprint } = sought;
  const holders = await table.narrativeHolders(year, splitIntoBands(fingerprint), FOLLOWED);
  const held = { place: placeOf(sought), receivedAt, fingerprint };
  return {
    // What a lost event left behind would crowd out the others.
    original: await originalAmong(table, held, holders, (stale) => table.removeNarrative(stale)),
    followers: [...leftBehind, ...sameTextAs(sought, holders)],
  };
}

/** Others with a text that is no longer in force; the text that is, finds its own. */
async function listFollowers(
  table: Pick<NarrativeTable, 'narrativeHolders'>,
  former: readonly HeldNarrative[],
): Promise<Place[]> {
  const found = await Promise.all(
    former.map(async ({ place, fingerprint }) =>
      sameTextAs(
        { ...place, fingerprint },
        await table.narrativeHolders(place.year, splitIntoBands(fingerprint), FOLLOWED),
      ),
    ),
  );
  return found.flat();
}

/** Reports in force that were found to have copied an agency's text, with whichever of its documents it was filed first. */
export async function listCopies(
  table: Pick<NarrativeTable, 'agencyYearsAt' | 'narrativeHolders'>,
  own: Pick<NarrativeEntry, 'agencyId' | 'year' | 'fingerprint'>,
): Promise<readonly Place[]> {
  const holders = await table.narrativeHolders(own.year, splitIntoBands(own.fingerprint));
  const places = sameTextAs(own, holders);
  const read = places.length > 0 ? await table.agencyYearsAt(places) : () => undefined;
  return places.filter((place) => read(place)?.inForce?.copiedFrom?.agencyId === own.agencyId);
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

/** With the document with which its text was first filed. */
function holderOf({ agency, district, year, inForce }: AgencyYear): NarrativeEntry | undefined {
  if (inForce?.narrative === undefined) return undefined;
  const { receivedAt, order, submissionId, sha256 } = tellTextSince(inForce);
  const { id: agencyId, name } = agency;
  return {
    agencyId,
    name,
    district,
    year,
    receivedAt,
    order,
    submissionId,
    sha256,
    fingerprint: inForce.narrative,
  };
}

const keyOf = ({ place, ...held }: HeldNarrative) => ({ ...place, ...held });

const placeOf = ({ district, agencyId, year }: NarrativeEntry): Place => ({ district, agencyId, year });
