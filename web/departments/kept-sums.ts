/** What nights keep by function of a province and of the nation, as it is read for a page: one object, and of the nation one a province. */
import pMap from 'p-map';
import { makeSumsBelowKey, makeSumsKey } from '../../shared/contracts/bucket/bulk-keys.ts';
import { decodeSums, decodeSumsBelow, type SumsBelow } from '../../shared/contracts/bucket/stored-sums.ts';
import type { Instant } from '../../shared/domain/basics/calendar.ts';
import { NATION } from '../../shared/domain/basics/region.ts';
import { CorruptItemError } from '../../shared/errors.ts';
import type { WebBulk } from '../ports.ts';

const PROVINCES_AT_ONCE = 40;

export interface KeptSums {
  /** The years asked for, with the regions right below, and the region itself for its own agencies. */
  readonly years: readonly SumsBelow[];
  /** When something was last added up. */
  readonly at: Instant;
  /** Codes of regions right below of which nothing is kept yet. */
  readonly missing: readonly string[];
}

interface Asked {
  readonly code: string;
  /** Codes of the regions right below, in one of the years. */
  readonly below: readonly string[];
  readonly years: readonly number[];
}

type Archive = Pick<WebBulk, 'text'>;

/** `undefined` before a night has made them. */
export async function readKeptSums(archive: Archive, asked: Asked): Promise<KeptSums | undefined> {
  const [own, others] = await Promise.all([
    readBelow(archive, asked),
    asked.code === NATION ? readProvinces(archive, asked) : [],
  ]);
  const all = [...own, ...others];
  const years = asked.years.flatMap((year) => joinYear(all.filter((one) => one.year === year)));
  if (years.length < asked.years.length) return undefined;
  const known = new Set(all.flatMap(({ regions }) => regions.map(({ code }) => code)));
  const added = all.map(({ at }) => at).sort();
  const at = added.at(-1);
  const lacking = [...(own.length < years.length ? [asked.code] : []), ...asked.below];
  return (
    at && { years, at, missing: asked.code === NATION ? lacking.filter((code) => !known.has(code)) : [] }
  );
}

async function readBelow(archive: Archive, { code, years }: Asked): Promise<readonly SumsBelow[]> {
  const text = await archive.text(makeSumsBelowKey(code));
  return text === undefined ? [] : unlessCorrupt(() => decodeSumsBelow(text, years));
}

/** The next night makes anew what it can't read: until then nothing is kept. */
function unlessCorrupt<Kept>(decode: () => readonly Kept[]): readonly Kept[] {
  try {
    return decode();
  } catch (error) {
    if (error instanceof CorruptItemError) return [];
    throw error;
  }
}

/** A province of which a year is not made yet has none. */
async function readProvinces(archive: Archive, { below, years }: Asked): Promise<readonly SumsBelow[]> {
  const read = await pMap(
    below,
    async (code): Promise<SumsBelow[]> => {
      const text = await archive.text(makeSumsKey(code));
      const kept = text === undefined ? [] : unlessCorrupt(() => decodeSums(text, years));
      return kept.length < years.length
        ? []
        : kept.map(({ lines, ...year }) => ({ ...year, regions: [{ code, lines }] }));
    },
    { concurrency: PROVINCES_AT_ONCE },
  );
  return read.flat();
}

function joinYear(parts: readonly SumsBelow[]): SumsBelow[] {
  const [first] = parts;
  if (!first) return [];
  return [
    {
      ...first,
      synthetic: parts.reduce((sum, { synthetic }) => sum + synthetic, 0),
      unreadable: parts.flatMap(({ unreadable }) => unreadable),
      regions: parts.flatMap(({ regions }) => regions),
    },
  ];
}
