/**
 * What waits for an office, and its rectification ledger: of a region's year two small Queries for the region and for each
 * below it, the facts of its agencies and what was done about them. No report is read, and nothing of another region.
 */
import pMap from 'p-map';
import type { ReportTable } from '../adapters/table/report-table.ts';
import { tellChinaDay, type Instant } from '../domain/basics/calendar.ts';
import type { Place } from '../domain/basics/place.ts';
import { describeDeskEntry, type DeskEntry } from '../domain/desk/desk.ts';
import { listRectifications, type RectificationLine } from '../domain/desk/rectifications.ts';
import type { AgencyKind } from '../domain/basics/calendar.ts';
import { namesOfYear, type NamedInYear } from '../domain/roster/former-names.ts';
import { keepActs, type Act } from '../domain/standing/acts/act.ts';
import { isShown, type AgencyYearFacts } from '../domain/standing/child-facts.ts';
import type { DamagedRecord } from '../domain/standing/damaged-record.ts';

export type DeskTable = Pick<
  ReportTable,
  'childFacts' | 'regionsWithin' | 'actsIn' | 'agencyYearsAt' | 'filedSubmissions'
>;

interface DeskOrder {
  readonly code: string;
  readonly year: number;
  readonly at: Instant;
}

export interface DeskRegion {
  readonly code: string;
  readonly name: string;
}

interface Desk {
  readonly region: DeskRegion;
  /** The region, and all below it. */
  readonly regions: readonly DeskRegion[];
  /** All agencies that the region's roster shows in the year. */
  readonly entries: readonly DeskEntry[];
  /** What can't be read: whoever it is about may be missing above. */
  readonly damaged: readonly DamagedRecord[];
}

export interface LedgerLine extends RectificationLine, NamedInYear {
  readonly place: Place;
  readonly kind: AgencyKind;
  readonly districtName: string;
}

interface Ledger {
  readonly region: DeskRegion;
  readonly regions: readonly DeskRegion[];
  /** The oldest first. */
  readonly lines: readonly LedgerLine[];
  readonly damaged: readonly DamagedRecord[];
}

const CONCURRENCY = 16;

/** `undefined` where the region is not on record. */
export async function readDesk(
  table: Omit<DeskTable, 'filedSubmissions'>,
  { code, year, at }: DeskOrder,
): Promise<Desk | undefined> {
  const found = await readRegions(table, code, year);
  if (!found) return undefined;
  const entries = found.read.flatMap(({ name, facts, acts }) =>
    facts.filter(isShown).map((one) => describeDeskEntry(one, acts.get(one.agency.id) ?? [], at, name)),
  );
  const { region, regions, damaged } = found;
  return { region, regions, entries, damaged };
}

/** Submissions are read of those agencies alone whose reports the office asked to be corrected. */
export async function readLedger(
  table: DeskTable,
  { code, year, at }: DeskOrder,
): Promise<Ledger | undefined> {
  const found = await readRegions(table, code, year);
  if (!found) return undefined;
  const today = tellChinaDay(at);
  const asked = found.read.flatMap(({ code: district, name, facts, acts }) =>
    [...acts]
      .filter(([, done]) => done.some(({ kind }) => kind === 'return' || kind === 'demand'))
      .map(([agencyId, done]) => ({
        place: { district, agencyId, year },
        districtName: name,
        facts: facts.find(({ agency }) => agency.id === agencyId),
        acts: done,
      })),
  );
  const lines = await pMap(
    asked,
    async ({ place, districtName, facts, acts }) => {
      const { heads } = await table.filedSubmissions(place);
      const named = facts ? namesOfYear(facts.agency, year) : { name: place.agencyId };
      return listRectifications(acts, heads, today).map((line): LedgerLine => ({
        ...line,
        ...named,
        place,
        districtName,
        kind: facts?.agency.kind ?? 'department',
      }));
    },
    { concurrency: CONCURRENCY },
  );
  const { region, regions, damaged } = found;
  return {
    region,
    regions,
    damaged,
    lines: lines.flat().sort((a, b) => (a.act.at < b.act.at ? -1 : 1)),
  };
}

async function readRegions(table: Omit<DeskTable, 'filedSubmissions'>, code: string, year: number) {
  const regions = await table.regionsWithin(code);
  const region = regions.find((one) => one.code === code);
  if (!region) return undefined;
  const damaged: DamagedRecord[] = [];
  const onDamaged = (one: DamagedRecord) => void damaged.push(one);
  const read = await pMap(
    regions,
    async ({ code: district, name }) => {
      const [{ agencies, beside }, acts] = await Promise.all([
        table.childFacts(district, year, { onDamaged }),
        table.actsIn(district, year, { consistent: false, onDamaged }),
      ]);
      const facts = await renewed(table, [...agencies, ...beside], acts);
      return { code: district, name, facts, acts };
    },
    { concurrency: CONCURRENCY },
  );
  return { region, regions, read, damaged };
}

/** Facts follow an act a moment later: who has just acted must not find it still to be done. */
async function renewed(
  table: Pick<DeskTable, 'agencyYearsAt'>,
  facts: readonly AgencyYearFacts[],
  acts: ReadonlyMap<string, readonly Act[]>,
): Promise<readonly AgencyYearFacts[]> {
  const places = facts
    .filter(({ agency, office }) => isBehind(office?.actedAt, acts.get(agency.id) ?? []))
    .map(({ district, year, agency }): Place => ({ district, year, agencyId: agency.id }));
  if (places.length === 0) return facts;
  const read = await table.agencyYearsAt(places);
  return facts.map((one) => {
    const { district, year, agency } = one;
    const isRead = places.some(({ agencyId }) => agencyId === agency.id);
    return (isRead ? read({ district, year, agencyId: agency.id }) : undefined) ?? one;
  });
}

const isBehind = (told: Instant | undefined, acts: readonly Act[]): boolean =>
  (keepActs(acts) ?? []).some(({ at }) => told === undefined || at > told);
