/** Facts of a region's children: small, for lists; see `child-facts.ts` of the domain. */
import { isDeepStrictEqual } from 'node:util';
import {
  agencyFactsCodec,
  regionFactsCodec,
  wholeFactsCodec,
} from '../../contracts/table/child-facts-codec.ts';
import { keyOfRaw, type Item, type RawItem } from '../../contracts/table/codec.ts';
import {
  makeAgencyFactsKey,
  factsRange,
  isFactsOfRegion,
  makeRegionFactsKey,
  makeWholeFactsKey,
  type ItemKey,
} from '../../contracts/table/keys.ts';
import {
  listChildren,
  type AgencyYearFacts,
  type ChildFacts,
  type NamedChild,
  type RegionYearFacts,
} from '../../domain/standing/child-facts.ts';
import { isCountedKind } from '../../domain/basics/calendar.ts';
import { tellMoves, type ChildMoves } from '../../domain/standing/child-moves.ts';
import type { DamagedRecord, RecordName } from '../../domain/standing/damaged-record.ts';
import type { RegionChildren } from '../../domain/standing/region-year.ts';
import type { ReadOptions, TableAccess } from './table-access.ts';

export function childFactsRecords(
  { query, decode, lookUp, batchGetRaw, writeAll, putInstead }: TableAccess,
  readChildren: (region: string, year: number, options: ReadOptions) => Promise<RegionChildren>,
) {
  const encode = (child: NamedChild): Item =>
    child.kind === 'agency' ? agencyFactsCodec.encode(child.child) : regionFactsCodec.encode(child.child);
  const write = (items: readonly Item[]): Promise<void> =>
    writeAll(items.map((Item) => ({ PutRequest: { Item } })));

  const readKnown = async (region: string, year: number): Promise<Map<string, RawItem>> =>
    new Map((await query(factsRange(region, year), true)).map((raw) => [keyOfRaw(raw).sk, raw]));
  const findDiffering = (known: ReadonlyMap<string, RawItem>, children: RegionChildren): NamedChild[] =>
    listChildren(children).filter((child) => {
      const item = encode(child);
      return !isDeepStrictEqual(withoutGaps(known.get(item.sk) ?? {}), withoutGaps(item));
    });

  return {
    /**
     * Facts of a region's children for a year: one small Query. Where not all of them are kept yet, they are told from
     * the children themselves.
     */
    async childFacts(region: string, year: number, { onDamaged }: ReadOptions = {}): Promise<ChildFacts> {
      const raws = await query(factsRange(region, year), false);
      const whole = makeWholeFactsKey(region, year);
      if (!raws.some((raw) => keyOfRaw(raw).sk === whole.sk))
        return readChildren(region, year, { onDamaged });
      const agencies: AgencyYearFacts[] = [];
      const beside: AgencyYearFacts[] = [];
      const regions: RegionYearFacts[] = [];
      for (const raw of raws) {
        const key = keyOfRaw(raw);
        if (key.sk === whole.sk) continue;
        if (isFactsOfRegion(key)) {
          const facts = decode(regionFactsCodec, raw, onDamaged);
          if (facts) regions.push(facts);
        } else {
          const facts = decode(agencyFactsCodec, raw, onDamaged);
          if (facts) (isCountedKind(facts.agency.kind) ? agencies : beside).push(facts);
        }
      }
      return { agencies, beside, regions };
    },

    /** When something last came of each region's agencies; regions for which that is not kept yet are left out. */
    async childMoves(regions: readonly string[], year: number): Promise<Map<string, ChildMoves>> {
      const keys = regions.map((region) => makeWholeFactsKey(region, year));
      const read = await lookUp(keys, false);
      return new Map(
        keys.flatMap((key) => read(key, wholeFactsCodec) ?? []).map(({ region, moves }) => [region, moves]),
      );
    },

    /**
     * Keeps the facts of the children that changed; of all of them, where not all were kept before. `before`: the moves that
     * were kept before the children were read.
     */
    async putChangedFacts(
      region: string,
      year: number,
      children: RegionChildren,
      changed: ReadonlySet<string>,
      before: ChildMoves | undefined,
    ): Promise<void> {
      const all = listChildren(children);
      const moves = movesIn(children);
      const whole = wholeFactsCodec.encode({ region, year, moves });
      const items = (before ? all.filter(({ id }) => changed.has(id)) : all).map(encode);
      const isKnown = before !== undefined && isDeepStrictEqual(withoutGaps(before), withoutGaps(moves));
      if (before) await write(isKnown ? items : [...items, whole]);
      else {
        await write(items);
        // Last: it says that all of them are there.
        await write([whole]);
      }
    },

    /**
     * Marks children that can't be read: what is kept of them is what was known before. Where nothing was known, the
     * mark alone is kept: it can't be read either, so that lists name the child and do not pass over it.
     */
    async markDamaged(damaged: readonly DamagedRecord[]): Promise<void> {
      const keys = damaged.flatMap(({ what }) => nameFacts(what) ?? []);
      const known = [...(await batchGetRaw(keys)).values()];
      const kept = keys.map((key): Item => ({
        ...known.find(({ pk, sk }) => pk === key.pk && sk === key.sk),
        ...key,
      }));
      const unmarked = kept.filter((item) => item['damaged'] !== true);
      await write(unmarked.map((item) => ({ ...item, damaged: true })));
    },

    /** Children whose facts are not what the children say; none where their facts were never kept. */
    async compareFacts(region: string, year: number, children: RegionChildren): Promise<string[]> {
      const known = await readKnown(region, year);
      const isWhole = known.has(makeWholeFactsKey(region, year).sk);
      return isWhole ? findDiffering(known, children).map(({ id }) => id) : [];
    },

    /**
     * Writes the facts that differ. They are read before the children, and replaced only as they were read: what a
     * roll-up keeps meanwhile is newer. Answers the children, and whose facts were written.
     */
    async mendFacts(
      region: string,
      year: number,
      { onDamaged }: ReadOptions = {},
    ): Promise<{ readonly children: RegionChildren; readonly mended: readonly string[] }> {
      const known = await readKnown(region, year);
      const children = await readChildren(region, year, { consistent: true, onDamaged });
      const differing = findDiffering(known, children);
      const written = await Promise.all(
        differing.map(async (child) => {
          const item = encode(child);
          return (await putInstead(item, known.get(item.sk)?.['revision'])) === 'written' ? [child.id] : [];
        }),
      );
      const whole = wholeFactsCodec.encode({ region, year, moves: movesIn(children) });
      const isKnown = isDeepStrictEqual(known.get(whole.sk), withoutGaps(whole));
      if (!isKnown && listChildren(children).length > 0) await write([whole]);
      return { children, mended: written.flat() };
    },
  };
}

const movesIn = ({ agencies }: RegionChildren): ChildMoves => tellMoves(agencies);

function nameFacts(what: RecordName): ItemKey | undefined {
  switch (what.kind) {
    case 'agency-year':
      return makeAgencyFactsKey(what.place);
    case 'region-year':
      return makeRegionFactsKey(what.code, what.year);
    case 'submission':
    case 'act':
    case 'publication':
    case 'source-check':
    case 'source-visit':
    case 'other':
      return undefined;
  }
}

/** As it is stored: what is left out and what is `undefined` are one. */
const withoutGaps = (item: RawItem | ChildMoves): unknown => JSON.parse(JSON.stringify(item));
