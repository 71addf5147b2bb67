/**
 * A data folder's table with a nation that owes its reports: the items that loading regions and roster would leave, written
 * into the engine's file directly. The healthy night that follows shows that they are those: it writes nothing.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { marshall } from '@aws-sdk/util-dynamodb';
import { spellName } from '../../cli/spell-name.ts';
import { PRESENT_FORM } from '../../cli/migrate-folder.ts';
import { makeRoster } from '../../generator/universe.ts';
import { fillTable } from '../../local/fill-table.ts';
import { packNames } from '../../shared/adapters/table/pack-names.ts';
import { toItemLine } from '../../shared/contracts/files/export-file.ts';
import { agencyYearCodec } from '../../shared/contracts/table/agency-year-codec.ts';
import {
  agencyFactsCodec,
  regionFactsCodec,
  wholeFactsCodec,
} from '../../shared/contracts/table/child-facts-codec.ts';
import { packedHeadCodec, type PackedHead } from '../../shared/contracts/table/packed-names.ts';
import { regionYearCodec } from '../../shared/contracts/table/region-year-codec.ts';
import { regionCodec, rosterCodec } from '../../shared/contracts/table/roster-codecs.ts';
import { splitNames } from '../../shared/contracts/table/stored-names.ts';
import type { Instant } from '../../shared/domain/basics/calendar.ts';
import { findParent, findProvince, traceLineage } from '../../shared/domain/basics/region.ts';
import { agencyNames } from '../../shared/domain/roster/former-names.ts';
import { pickEntry, type RosterEntry } from '../../shared/domain/roster/roster-entry.ts';
import { REGION_NAMES, type Named } from '../../shared/domain/search/name-search.ts';
import type { AgencyYear } from '../../shared/domain/standing/agency-year-record.ts';
import { tellMoves } from '../../shared/domain/standing/child-moves.ts';
import { sumRegion, type RegionYear } from '../../shared/domain/standing/region-year.ts';
import { planYears, regionItems, type RosterTable } from '../../shared/pipeline/load-roster.ts';
import type { specifyNation } from './plan.ts';

type Encoded = Readonly<Record<string, unknown>>;

/** Answers how many items there are, and agencies. */
export async function seedNation(
  dataDir: string,
  specs: ReturnType<typeof specifyNation>,
  at: Instant,
): Promise<{ readonly items: number; readonly agencies: number }> {
  const counts = { items: 0, agencies: 0 };
  async function* lines(): AsyncGenerator<string, void> {
    for await (const item of nationItems(specs, at, counts)) {
      counts.items += 1;
      yield toItemLine(marshall(item, { removeUndefinedValues: true }));
    }
  }
  await fillTable(dataDir, lines());
  // No earlier version has written here: there is nothing to bring to the present form.
  writeFileSync(join(dataDir, 'form.json'), JSON.stringify({ form: PRESENT_FORM }));
  return counts;
}

async function* nationItems(
  { regions, filing, others }: ReturnType<typeof specifyNation>,
  at: Instant,
  counts: { agencies: number },
): AsyncGenerator<Encoded, void> {
  for (const region of regionItems([], regions)) yield regionCodec.encode(region);
  const roster = Map.groupBy([...makeRoster(filing), ...makeRoster(others)], ({ district }) => district);
  const names = new Map<string, Named[]>();
  const totals = new Map<string, RegionYear[]>();
  const deepestFirst = regions.toSorted((a, b) => traceLineage(b.code).length - traceLineage(a.code).length);
  for (const { code, name } of deepestFirst) {
    const entries = (roster.get(code) ?? []).map(withoutMail);
    counts.agencies += entries.length;
    const years = new Map<number, AgencyYear[]>();
    for await (const planned of planYears(EMPTY_TABLE, entries, at))
      for (const { entry, changed } of planned) {
        yield rosterCodec.encode({ ...pickEntry(entry), since: at });
        for (const [year, item] of changed) {
          yield agencyYearCodec.encode(item);
          years.set(year, [...(years.get(year) ?? []), item]);
        }
      }
    if (entries.length > 0) names.set(code, entries.map(nameAgency));
    yield* regionTotals({ code, name }, years, totals);
  }
  yield* namesItems(regions, names);
}

/** The region's totals and its children's facts, year by year; `totals`: by parent, of those below. */
function* regionTotals(
  { code, name }: { readonly code: string; readonly name: string },
  own: ReadonlyMap<number, readonly AgencyYear[]>,
  totals: Map<string, RegionYear[]>,
): Generator<Encoded, void> {
  const below = Map.groupBy(totals.get(code) ?? [], ({ year }) => year);
  totals.delete(code);
  for (const year of new Set([...own.keys(), ...below.keys()])) {
    const children = { agencies: own.get(year) ?? [], beside: [], regions: below.get(year) ?? [] };
    for (const agency of children.agencies) yield agencyFactsCodec.encode(agency);
    for (const region of children.regions) yield regionFactsCodec.encode(region);
    yield wholeFactsCodec.encode({ region: code, year, moves: tellMoves(children.agencies) });
    const total = { revision: 1, code, name, year, ...sumRegion(year, children) };
    yield regionYearCodec.encode(total);
    const parent = findParent(code) ?? '';
    totals.set(parent, [...(totals.get(parent) ?? []), total]);
  }
}

function* namesItems(
  regions: readonly { readonly code: string; readonly name: string }[],
  agencies: ReadonlyMap<string, Named[]>,
): Generator<Encoded, void> {
  const named = regions.map(({ code, name }) => nameIt({ id: code, kind: '' }, [name]));
  yield* splitNames(REGION_NAMES, 1, named);
  for (const [district, names] of agencies) yield* splitNames(district, 1, names);
  const provinces: Record<string, PackedHead['provinces'][string]> = {};
  for (const [province, within] of Map.groupBy(named, ({ id }) => findProvince(id))) {
    const own = new Map([...agencies].filter(([district]) => findProvince(district) === province));
    const { items, version, parts } = packNames(province, { regions: within, agencies: own });
    yield* items;
    provinces[province] = { version, parts };
  }
  yield packedHeadCodec.encode({ revision: 1, provinces, isWhole: true });
}

const nameAgency = (entry: RosterEntry): Named => nameIt(entry, agencyNames(entry));
const nameIt = ({ id, kind }: { readonly id: string; readonly kind: string }, texts: readonly string[]) => ({
  id,
  kind,
  spellings: texts.map((text) => ({ text, ...spellName(text) })),
});

/** Nobody is written to. */
const withoutMail = ({ mail: _mail, ...entry }: RosterEntry): RosterEntry => entry;

/** What a load finds in it. */
const EMPTY_TABLE: RosterTable = {
  agencyYears: () => Promise.resolve(new Map()),
  agencyYearsAt: () => Promise.resolve(() => undefined),
  rosterOf: () => Promise.resolve(new Map()),
  wholeRosterOf: () => Promise.resolve(new Map()),
  calendar: () => Promise.resolve([]),
  enrol: () => Promise.reject(new TypeError('a plan writes nothing')),
};
