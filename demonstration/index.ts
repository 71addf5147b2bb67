/** What an empty system is loaded with: published reports and a synthetic city, told apart by `dataset`. */
import type { RegionEntry } from '../shared/domain/roster/loaded-region.ts';
import type { Dataset, RosterEntry } from '../shared/domain/roster/roster-entry.ts';
import { listFlawRules, tellFlaw, type FlawKind } from '../generator/flaws.ts';
import { makeFiling, generateDrafts, makeRoster, type Filing } from '../generator/universe.ts';
import type { RuleId } from '../shared/domain/findings/finding.ts';
import type { Place } from '../shared/domain/basics/place.ts';
import type { Text } from '../shared/domain/basics/text.ts';
import { LIUZHOU } from './liuzhou.ts';
import { publishedReports } from './published.ts';

export type DemonstrationFiling = Filing & { readonly dataset: Dataset };

export interface PlantedFlaw {
  readonly flaw: FlawKind;
  readonly place: Place;
  readonly says: Text;
  /** Rules that the place's reports fire because of it, over all their versions. */
  readonly rules: readonly RuleId[];
}

interface Demonstration {
  /** The nation first, every region after its parent. */
  readonly regions: readonly RegionEntry[];
  readonly roster: readonly RosterEntry[];
  /** In order of receipt; made anew, and one by one, each time it is iterated. Each goes to `backfill/` with its `receivedAt`. */
  readonly filings: Iterable<DemonstrationFiling>;
  /** How many filings there are, told without writing them out. */
  readonly filingCount: number;
  readonly plantedFlaws: readonly PlantedFlaw[];
}

export function demonstration(): Demonstration {
  const published = publishedReports();
  const names = new Map([...LIUZHOU.regions, ...published.regions].map((region) => [region.code, region]));
  const drafts = [...generateDrafts(LIUZHOU)];
  const waiting = [
    ...published.filings.map((filing) => ({
      receivedAt: filing.receivedAt,
      write: (): DemonstrationFiling => ({ ...filing, dataset: 'published' }),
    })),
    ...drafts.map((draft) => ({
      receivedAt: draft.receivedAt,
      write: (): DemonstrationFiling => ({ ...makeFiling(draft), dataset: 'synthetic' }),
    })),
  ].sort((a, b) => (a.receivedAt < b.receivedAt ? -1 : a.receivedAt > b.receivedAt ? 1 : 0));
  return {
    // Codes sort every region behind its parent: a parent's code ends in zeros where its child's does not.
    regions: [...names.values()].sort((a, b) => (a.code < b.code ? -1 : 1)),
    roster: [...published.roster, ...makeRoster(LIUZHOU)],
    filings: {
      *[Symbol.iterator]() {
        for (const { write } of waiting) yield write();
      },
    },
    filingCount: waiting.length,
    plantedFlaws: plantedFlaws(),
  };
}

/** Sorted by year and place. */
export function plantedFlaws(): PlantedFlaw[] {
  const single = (LIUZHOU.flaws ?? []).map((flaw) => ({
    flaw: flaw.kind,
    place: { district: flaw.agencyId.slice(0, 6), agencyId: flaw.agencyId, year: flaw.year },
    says: tellFlaw(flaw),
    rules: listFlawRules(flaw),
  }));
  const merged = (LIUZHOU.mergers ?? []).map(({ district, predecessors, successor, year }) => {
    const ids = predecessors.map((slug) => `${district}-${slug}`);
    return {
      flaw: 'merged' as const,
      place: { district, agencyId: `${district}-${successor.slug}`, year },
      says: {
        zh: `由 ${ids.join('、')} 合并而成,上年结转的是它们的结转下年度`,
        en: `takes over from ${ids.join(' and ')}, carrying in what they carried out`,
      },
      rules: [],
    };
  });
  return [...single, ...merged].sort(
    (a, b) => a.place.year - b.place.year || (a.place.agencyId < b.place.agencyId ? -1 : 1),
  );
}
