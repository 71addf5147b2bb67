/** A place where tests file reports one after the other, on the embedded engines, and let the stream's work follow. */
import type { RosterEntry } from '../../shared/domain/roster/roster-entry.ts';
import type { AgencyYear } from '../../shared/domain/standing/agency-year-record.ts';
import { describeComparison, type Surroundings } from '../../shared/domain/verdict/findings-shown.ts';
import { makeDocumentKey } from '../../shared/contracts/bucket/object-keys.ts';
import type { Receipt } from '../../shared/contracts/bucket/receipt.ts';
import { parseInstant } from '../../shared/domain/basics/calendar.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import { applyContextualRules, RULES } from '../../shared/domain/rules/rule-book.ts';
import { recheckNeighbours } from '../../shared/pipeline/recheck-neighbour.ts';
import { receiveUpload } from '../../shared/pipeline/receive-upload.ts';
import { readSurroundings } from '../../shared/pipeline/surroundings.ts';
import { aBalancedReport } from './a-balanced-report.ts';
import { aStore, settle, type EngineAddresses, type Store } from './a-store.ts';

export interface DeskFiling {
  readonly id: string;
  readonly year: number;
  readonly received?: number;
  readonly carriedIn?: number;
  readonly carriedOut?: number;
  readonly district?: string;
  readonly explanations?: readonly { readonly rule: string; readonly path: string; readonly text: string }[];
  readonly change?: (document: ReturnType<typeof aBalancedReport>) => void;
  /** When it was received, as a backfilled one; now, where it is left out. */
  readonly at?: string;
}

export const DISTRICT = '450205';
export const REGIONS = ['000000', '450000', '450200', DISTRICT].map((code) => ({
  code,
  name: `区划${code}`,
}));

export const member = (id: string, more: Partial<RosterEntry> = {}): RosterEntry => ({
  id,
  name: `机关${id}`,
  aliases: [],
  district: DISTRICT,
  kind: 'department',
  from: 2019,
  predecessors: [],
  ...more,
});

export async function aDesk(engines: EngineAddresses, roster: readonly RosterEntry[]) {
  const store: Store = await aStore(engines, { regions: REGIONS, roster });
  const placeOf = ({
    id,
    year,
    district = DISTRICT,
  }: Pick<DeskFiling, 'id' | 'year' | 'district'>): Place => ({
    district,
    agencyId: id,
    year,
  });
  const all = (): Place[] =>
    roster.flatMap(({ id }) => [2022, 2023, 2024].map((year) => placeOf({ id, year })));

  async function item(id: string, year: number): Promise<AgencyYear> {
    const found = (await store.table.agencyYearsAt([placeOf({ id, year })]))(placeOf({ id, year }));
    if (!found) throw new Error(`no ${id} ${year}`);
    return found;
  }
  return {
    store,
    item,
    /** Uploads and receives; nothing else follows. */
    async receive(filing: DeskFiling): Promise<Receipt> {
      const place = placeOf(filing);
      const document = aBalancedReport({
        agencyId: filing.id,
        district: place.district,
        year: filing.year,
        received: filing.received ?? 10,
        carriedIn: filing.carriedIn ?? 0,
        carriedOut: filing.carriedOut ?? 0,
      });
      if (filing.explanations) document['explanations'] = filing.explanations;
      filing.change?.(document);
      const bytes = new TextEncoder().encode(JSON.stringify(document));
      const at = filing.at === undefined ? undefined : parseInstant(filing.at);
      const lane = at === undefined ? 'inbox' : 'backfill';
      const { versionId } = await store.bucket.upload(lane, place, bytes, at);
      const received = await receiveUpload(store, {
        key: makeDocumentKey(lane, place),
        versionId,
        sequencer: String(versionId),
      });
      if (received.kind !== 'received') throw new Error(received.kind);
      return received.receipt;
    },
    /** What the stream leads to, until nothing changes any more. */
    async settle(): Promise<void> {
      await settle(store, all());
      await recheckNeighbours(store, all());
      await settle(store, all());
    },
    async file(filing: DeskFiling): Promise<Receipt> {
      const receipt = await this.receive(filing);
      await this.settle();
      return receipt;
    },
    /** What the report in force is warned of by others: `Y1 /path found expected`. */
    async comparisons(id: string, year: number): Promise<string[]> {
      const current = await item(id, year);
      const before = await store.table.agencyYearsAt([placeOf({ id, year: year - 1 })]);
      const around: Surroundings = (await readSurroundings(store.table, [current], before))(current);
      if (!current.inForce) return [];
      const { compared, context } = describeComparison(current, current.inForce, around);
      return applyContextualRules(RULES, compared, context).map(
        ({ rule, path, found, expected }) => `${rule} ${path} ${String(found)} ${String(expected)}`,
      );
    },
  };
}
