/**
 * `gouji load … FILE`: an operator's data, from CSV or JSON; all of it or nothing, and with a record of what was before
 * (`undo-load.ts`).
 */
import { isLoadable, type Loadable } from '../shared/domain/roster/load-record.ts';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { agenciesNamedIn, CALENDAR_COLUMNS, parseCalendar } from '../shared/contracts/files/calendar-file.ts';
import { agenciesOfDisclosure, parseDisclosure } from '../shared/contracts/files/disclosure-file.ts';
import { agenciesOfOfficers, parseOfficers } from '../shared/contracts/files/officers-file.ts';
import { parseAnnotations } from '../shared/contracts/files/annotations-file.ts';
import { parseFunctions } from '../shared/contracts/files/functions-file.ts';
import { parseScheme } from '../shared/contracts/files/scheme-file.ts';
import { parsePopulation } from '../shared/contracts/files/population-file.ts';
import { parseMap } from '../shared/contracts/files/map-file.ts';
import { parsePhrases } from '../shared/contracts/files/phrases-file.ts';
import {
  mentionedIn,
  parseRegions,
  parseRoster,
  REGION_COLUMNS,
  ROSTER_COLUMNS,
} from '../shared/contracts/files/roster-file.ts';
import {
  decodeTable,
  readTable,
  complaint,
  type Complaint,
  type TableFormat,
} from '../shared/contracts/files/table-file.ts';
import { tellChinaDay, tellChinaYear } from '../shared/domain/basics/calendar.ts';
import { AGENCY_ID } from '../shared/domain/basics/place.ts';
import { findFunction, indexFunctions } from '../shared/domain/roster/agency-functions.ts';
import {
  changedByAnnotations,
  planAnnotations,
  writeAnnotations,
} from '../shared/pipeline/load-annotations.ts';
import { changedByCalendar, dated, loadCalendar, planCalendar } from '../shared/pipeline/load-calendar.ts';
import { changedByDisclosure, planDisclosure, writeDisclosure } from '../shared/pipeline/load-disclosure.ts';
import { changedByFunctions, planFunctions, writeFunctions } from '../shared/pipeline/load-functions.ts';
import { changedByMaps, findTooLarge, planMaps, writeMaps } from '../shared/pipeline/load-map.ts';
import { planOfficers, writeOfficers, type OfficersPlan } from '../shared/pipeline/load-officers.ts';
import { changedByPhrases, planPhrases, writePhrases } from '../shared/pipeline/load-phrases.ts';
import { changedByScheme, planScheme, writeScheme } from '../shared/pipeline/load-scheme.ts';
import { changedByPopulation, planPopulation, writePopulation } from '../shared/pipeline/load-population.ts';
import { recordLoad } from '../shared/pipeline/load-record.ts';
import { indexAgencies, indexRegions } from '../shared/pipeline/name-index.ts';
import {
  changedByRegions,
  changedByRoster,
  loadRegions,
  loadRoster,
  movedAgencies,
  regionItems,
  yearsUpTo,
} from '../shared/pipeline/load-roster.ts';
import {
  measureAgencyNames,
  measureCalendar,
  measureRegionNames,
  measureRegions,
} from '../shared/pipeline/measure-load.ts';
import { recomputeRegion } from '../shared/pipeline/recompute-region.ts';
import {
  agenciesOutside,
  previewRegions,
  previewRoster,
  yearsOutside,
} from '../shared/pipeline/preview-load.ts';
import type { AccountRecords } from '../shared/adapters/table/account-records.ts';
import type { LoadLedger } from '../shared/adapters/table/load-ledger.ts';
import type { ReportTable } from '../shared/adapters/table/report-table.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import { appendToTrail } from './audit-trail.ts';
import { complainOfSizes } from './complain-of-sizes.ts';
import { COMMANDS } from './commands.ts';
import { confirm, isAsked } from './confirm.ts';
import { connect } from './connect.ts';
import { UsageError } from './exit-codes.ts';
import { respellAgencies } from './respell-agencies.ts';
import { createSpeller, spellName } from './spell-name.ts';
import { LOAD_USAGE, UNDO_USAGE } from './load-words.ts';
import { undoLastLoad, type LoadOptions } from './undo-load.ts';
import { BROKEN_OFF, UNFINISHED_UNDO } from './tell-undo.ts';
import { tellOfficers } from './tell-officers.ts';
import {
  tellAnnotations,
  tellCalendar,
  tellDisclosure,
  tellFunctions,
  tellMaps,
  tellPhrases,
  tellPopulation,
  tellRegions,
  tellRoster,
  tellScheme,
  withCleaned,
  type Told,
} from './tell-load.ts';
import { sayLine, warnLine } from './terminal.ts';
import { describeUnreadable } from './unreadable-file.ts';

/** Officers are withdrawn by their last day, not by taking a load back. */
type LoadableFile = Loadable | 'officers';

interface Loading {
  readonly table: ReportTable;
  readonly accounts: AccountRecords;
  readonly loads: LoadLedger;
  readonly text: string;
  readonly format: TableFormat;
  readonly options: LoadOptions;
}
/** What a load would change, and how it is done. */
interface Planned {
  readonly told: Told;
  readonly write: () => Promise<unknown>;
}
type Loader = (loading: Loading) => Promise<Planned | { readonly complaints: readonly Complaint[] }>;

const LOADERS: Readonly<Record<LoadableFile, Loader>> = {
  regions: loadRegionsFile,
  roster: loadRosterFile,
  calendar: loadCalendarFile,
  phrases: loadPhrasesFile,
  functions: loadFunctionsFile,
  scheme: loadSchemeFile,
  disclosure: loadDisclosureFile,
  annotations: loadAnnotationsFile,
  population: loadPopulationFile,
  map: loadMapFile,
  officers: loadOfficersFile,
};

export async function load(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: COMMANDS.load.options });
  const [what = '', file, ...more] = positionals;
  if (what === 'undo') return undoLastLoad(positionals.slice(1), values);
  if (!(isLoadable(what) || what === 'officers') || file === undefined || more.length > 0)
    throw new UsageError(`load what? gouji ${LOAD_USAGE}; gouji ${UNDO_USAGE} takes the last load back`);
  return loadFile(what, file, values);
}

async function loadFile(what: LoadableFile, file: string, values: LoadOptions): Promise<number> {
  const bytes = await readFile(file).catch((error: unknown) => {
    const { zh, en } = describeUnreadable(error).message;
    throw new UsageError(`${file}: ${zh} / ${en}`, { cause: error });
  });
  const decoded = decodeTable(bytes);
  if (decoded.kind === 'bad') return complain(file, decoded.complaints);
  const format = file.toLowerCase().endsWith('.json') ? 'json' : 'csv';
  const system = await connect(values.endpoint);
  warnLine(`系统 system: ${system.endpoint} (${system.connection.table})`);
  const last = isLoadable(what) ? await system.loads.head(what) : undefined;
  if (isLoadable(what) && last?.state === 'undoing') {
    warnLine(UNFINISHED_UNDO(what));
    return 1;
  }
  const planned = await LOADERS[what]({ ...system, text: decoded.text, format, options: values });
  if ('complaints' in planned) return complain(file, planned.complaints);
  const { told, write } = planned;
  if (isLoadable(what) && last?.state === 'loading') warnLine(BROKEN_OFF(what, last));
  if (values['dry-run']) {
    for (const line of told.details) sayLine(line);
    sayLine(`试运行,未写入 dry run, nothing was written: ${told.summary}`);
    return 0;
  }
  if (isAsked(values)) {
    for (const line of [...told.details, told.summary]) warnLine(line);
    if ((await confirm(`写入 ${system.endpoint} 吗 Load this into ${system.endpoint}?`)) === false) {
      warnLine('未写入 nothing was loaded');
      return 1;
    }
  }
  await appendToTrail(system, { act: 'load', on: { kind: 'system' }, detail: `${what}: ${told.summary}` });
  await write();
  sayLine(told.summary);
  for (const line of told.warnings) warnLine(line);
  return 0;
}

async function loadRegionsFile({ table, loads, text, format }: Loading): ReturnType<Loader> {
  const loaded = await table.regions();
  const parsed = parseRegions(text, format, {
    regions: new Set(loaded.map(({ code }) => code)),
    offices: new Map(loaded.map((region) => [region.code, region])),
  });
  if (parsed.kind === 'bad') return parsed;
  const preview = previewRegions(loaded, parsed.regions);
  const changed = preview.changed.map(({ entry }) => entry);
  const tooLarge = [
    ...measureRegions(table.sizes, regionItems(loaded, parsed.regions)),
    ...(await measureRegionNames(table, parsed.regions, spellName)),
  ];
  if (tooLarge.length > 0) return complainOfSizes(tooLarge, readTable(text, format, REGION_COLUMNS), 'code');
  const now = systemClock();
  const runningYear = tellChinaYear(now);
  const outside = await agenciesOutside(table, [...preview.added, ...changed], runningYear);
  return {
    told: withCleaned(tellRegions(preview, outside), parsed.cleaned),
    async write() {
      // As they are now: the preview may have been read for a while.
      const entries = changedByRegions(await table.regions(), parsed.regions);
      await recordLoad(loads, 'regions', entries, systemClock(), async () => {
        await indexRegions(table, parsed.regions, spellName);
        await respellAgencies(table, parsed.regions);
        await loadRegions(table, parsed.regions);
        // Whoever looked through them meanwhile may have put the old names back.
        await indexRegions(table, parsed.regions, spellName);
        // A region's totals bear its name.
        for (const { code } of changed)
          for (const year of yearsUpTo(runningYear)) await recomputeRegion(table, code, year);
      });
    },
  };
}

async function loadRosterFile({ table, accounts, loads, text, format }: Loading): ReturnType<Loader> {
  const now = systemClock();
  const runningYear = tellChinaYear(now);
  const { agencies, predecessors } = mentionedIn(text, format);
  const [functions, regions, known, moved] = await Promise.all([
    table.functions().then(indexFunctions),
    table.regions(),
    table.wholeRosterOf([...new Set([...predecessors, ...agencies.map(({ id }) => id)])]),
    movedAgencies(table, agencies, runningYear),
  ]);
  const parsed = parseRoster(text, format, {
    regions: new Set(regions.map(({ code }) => code)),
    agencies: known,
    known,
    functions: {
      find: (named) => findFunction(named, functions)?.id,
      told: functions.entries.map(({ id, name }) => `${id}(${name.zh})`).join('、'),
    },
    filedElsewhere: new Set(moved),
  });
  if (parsed.kind === 'bad') return parsed;
  const preview = await previewRoster(table, parsed.agencies, now);
  const spell = createSpeller(regions);
  const tooLarge = [...preview.tooLarge, ...(await measureAgencyNames(table, parsed.agencies, spell, now))];
  if (tooLarge.length > 0) return complainOfSizes(tooLarge, readTable(text, format, ROSTER_COLUMNS), 'id');
  const outside = yearsOutside(parsed.agencies, regions, runningYear);
  return {
    told: withCleaned(tellRoster(preview, parsed.absent, outside), parsed.cleaned),
    async write() {
      const at = systemClock();
      const changed = await changedByRoster(table, parsed.agencies, at);
      await recordLoad(loads, 'roster', changed, at, async () => {
        await indexAgencies(table, parsed.agencies, spell, at);
        await loadRoster(table, parsed.agencies, at);
        await indexAgencies(table, parsed.agencies, spell, at);
      });
      for (const { id, district } of parsed.agencies) {
        const before = known.get(id)?.district ?? district;
        if (before !== district) await accounts.moveAgencyGrants(id, before, district);
      }
    },
  };
}

async function loadCalendarFile({ table, loads, text, format }: Loading): ReturnType<Loader> {
  const [regions, agencies, calendar] = await Promise.all([
    table.regions(),
    table.rosterOf([...new Set(agenciesNamedIn(text, format))]),
    table.calendar(),
  ]);
  const parsed = parseCalendar(text, format, {
    regions: new Set(regions.map(({ code }) => code)),
    agencies,
    calendar,
  });
  if (parsed.kind === 'bad') return parsed;
  const now = systemClock();
  const plan = await planCalendar(table, parsed.lines, now);
  const tooLarge = measureCalendar(
    table.sizes,
    plan.entries,
    plan.changes.map((change) => dated(change, now)),
  );
  if (tooLarge.length > 0)
    return complainOfSizes(tooLarge, readTable(text, format, CALENDAR_COLUMNS), 'scope');
  return {
    told: withCleaned(tellCalendar(plan, parsed.lines), parsed.cleaned),
    async write() {
      const at = systemClock();
      const changed = await changedByCalendar(table, await planCalendar(table, parsed.lines, at));
      await recordLoad(loads, 'calendar', changed, at, () => loadCalendar(table, parsed.lines, at));
    },
  };
}

async function loadPhrasesFile({ table, loads, text, format }: Loading): ReturnType<Loader> {
  const last = await table.wrongPhrases();
  const parsed = parsePhrases(text, format, last?.entries ?? []);
  if (parsed.kind === 'bad') return parsed;
  return {
    told: withCleaned(tellPhrases(await planPhrases(table, parsed.lines)), parsed.cleaned),
    async write() {
      const at = systemClock();
      const plan = await planPhrases(table, parsed.lines);
      await recordLoad(loads, 'phrases', changedByPhrases(plan), at, () => writePhrases(table, plan, at));
    },
  };
}

async function loadFunctionsFile({ table, loads, text, format }: Loading): ReturnType<Loader> {
  const parsed = parseFunctions(text, format);
  if (parsed.kind === 'bad') return parsed;
  return {
    told: withCleaned(tellFunctions(await planFunctions(table, parsed.entries)), parsed.cleaned),
    async write() {
      const at = systemClock();
      const plan = await planFunctions(table, parsed.entries);
      await recordLoad(loads, 'functions', changedByFunctions(plan), at, () =>
        writeFunctions(table, plan, at),
      );
    },
  };
}

async function loadSchemeFile({ table, loads, text, format }: Loading): ReturnType<Loader> {
  const parsed = parseScheme(text, format);
  if (parsed.kind === 'bad') return parsed;
  return {
    told: withCleaned(tellScheme(await planScheme(table, parsed.rules)), parsed.cleaned),
    async write() {
      const at = systemClock();
      const plan = await planScheme(table, parsed.rules);
      await recordLoad(loads, 'scheme', changedByScheme(plan), at, () => writeScheme(table, plan, at));
    },
  };
}

async function loadDisclosureFile({ table, loads, text, format }: Loading): ReturnType<Loader> {
  const roster = await table.rosterOf(agenciesOfDisclosure(text, format).filter((id) => AGENCY_ID.test(id)));
  const parsed = parseDisclosure(text, format, {
    agencies: new Set(roster.keys()),
    today: tellChinaDay(systemClock()),
  });
  if (parsed.kind === 'bad') return parsed;
  return {
    told: withCleaned(tellDisclosure(await planDisclosure(table, parsed.entries)), parsed.cleaned),
    async write() {
      const at = systemClock();
      const plan = await planDisclosure(table, parsed.entries);
      await recordLoad(loads, 'disclosure', changedByDisclosure(plan), at, () =>
        writeDisclosure(table, plan, at),
      );
    },
  };
}

async function loadAnnotationsFile({ table, loads, text, format }: Loading): ReturnType<Loader> {
  const parsed = parseAnnotations(text, format);
  if (parsed.kind === 'bad') return parsed;
  return {
    told: withCleaned(tellAnnotations(await planAnnotations(table, parsed.entries)), parsed.cleaned),
    async write() {
      const at = systemClock();
      const plan = await planAnnotations(table, parsed.entries);
      await recordLoad(loads, 'annotations', changedByAnnotations(plan), at, () =>
        writeAnnotations(table, plan, at),
      );
    },
  };
}

async function loadPopulationFile({ table, loads, text, format }: Loading): ReturnType<Loader> {
  const parsed = parsePopulation(text, format, new Set((await table.regions()).map(({ code }) => code)));
  if (parsed.kind === 'bad') return parsed;
  return {
    told: withCleaned(tellPopulation(await planPopulation(table, parsed.entries)), parsed.cleaned),
    async write() {
      const at = systemClock();
      const plan = await planPopulation(table, parsed.entries);
      await recordLoad(loads, 'population', changedByPopulation(plan), at, () =>
        writePopulation(table, plan, at),
      );
    },
  };
}

const complainOfMap = (parent: string): Complaint =>
  complaint(
    1,
    'features',
    `${parent} 的地图太大,画得再粗也存不下:请把小岛等并入所属区划的 MultiPolygon,并减少坐标点。`,
    `The map of ${parent} is too large to be kept, however coarsely it is drawn: join islets and the like into one MultiPolygon, and give it fewer points.`,
  );

async function loadMapFile({ table, loads, text, options }: Loading): ReturnType<Loader> {
  const parsed = parseMap(text, {
    regions: new Set((await table.regions()).map(({ code }) => code)),
    approvalNumber: options['approval-number'],
  });
  if (parsed.kind === 'bad') return parsed;
  const plan = () => planMaps(table, parsed.maps, parsed.approvalNumber);
  const planned = await plan();
  const tooLarge = findTooLarge(table.sizes, planned);
  if (tooLarge.length > 0) return { complaints: tooLarge.map(complainOfMap) };
  return {
    told: tellMaps(planned, parsed.unknown),
    async write() {
      const at = systemClock();
      const now = await plan();
      await recordLoad(loads, 'map', changedByMaps(now), at, () => writeMaps(table, now, at));
    },
  };
}

async function loadOfficersFile({ table, accounts, text, format, options }: Loading): ReturnType<Loader> {
  const [regions, agencies] = await Promise.all([
    table.regions(),
    table.rosterOf([...new Set(agenciesOfOfficers(text, format))]),
  ]);
  const parsed = parseOfficers(text, format, {
    regions: new Set(regions.map(({ code }) => code)),
    agencies: new Set(agencies.keys()),
  });
  if (parsed.kind === 'bad') return parsed;
  const plan = (): Promise<OfficersPlan> =>
    planOfficers(accounts, parsed.lines, {
      now: systemClock(),
      by: { kind: 'operator' },
      overPage: options['over-page'] === true,
    });
  return {
    told: withCleaned(tellOfficers(await plan(), tellChinaDay(systemClock())), parsed.cleaned),
    write: async () => writeOfficers(accounts, await plan()),
  };
}

function complain(file: string, complaints: readonly Complaint[]): number {
  for (const { line, column, problem } of complaints)
    warnLine(`${file}:${line} ${column}: ${problem.zh} / ${problem.en}`);
  warnLine(`nothing was loaded: ${complaints.length} complaint(s)`);
  return 1;
}
