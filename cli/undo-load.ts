/** `gouji load undo …`: the last load of that file, told before it is taken back. */
import { isLoadable, type LoadHead, type Loadable } from '../shared/domain/roster/load-record.ts';
import { planUndoCalendar } from '../shared/pipeline/undo-calendar.ts';
import { planUndoDisclosure, writeDisclosure } from '../shared/pipeline/load-disclosure.ts';
import { planUndoFunctions, writeFunctions } from '../shared/pipeline/load-functions.ts';
import { planUndoScheme, writeScheme } from '../shared/pipeline/load-scheme.ts';
import { planUndoAnnotations, writeAnnotations } from '../shared/pipeline/load-annotations.ts';
import { planUndoPopulation, writePopulation } from '../shared/pipeline/load-population.ts';
import { planUndoMaps, writeMaps } from '../shared/pipeline/load-map.ts';
import { planUndoPhrases, writePhrases } from '../shared/pipeline/load-phrases.ts';
import { canBeUndone, undoLoad, type Obstacle, type UndoDeps } from '../shared/pipeline/undo-load.ts';
import { planUndoRegions } from '../shared/pipeline/undo-regions.ts';
import { planUndoRoster } from '../shared/pipeline/undo-roster.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import { appendToTrail } from './audit-trail.ts';
import { confirm, isAsked } from './confirm.ts';
import { connect } from './connect.ts';
import { UsageError } from './exit-codes.ts';
import { UNDO_USAGE } from './load-words.ts';
import { respellAgencies } from './respell-agencies.ts';
import { openSpeller, spellName } from './spell-name.ts';
import {
  tellAnnotations,
  tellDisclosure,
  tellFunctions,
  tellMaps,
  tellPhrases,
  tellPopulation,
  tellScheme,
  type Told,
} from './tell-load.ts';
import {
  tellCalendarUndo,
  tellLoad,
  tellMeanwhile,
  tellNothing,
  tellObstacles,
  tellRegionsUndo,
  tellRosterUndo,
} from './tell-undo.ts';
import { sayLine, warnLine } from './terminal.ts';

export interface LoadOptions {
  readonly 'over-page'?: boolean;
  readonly 'approval-number'?: string;
  readonly 'dry-run': boolean;
  readonly yes: boolean;
  readonly endpoint?: string;
}

interface Planned {
  readonly told: Told;
  readonly obstacles: readonly Obstacle[];
  readonly write: () => Promise<unknown>;
}

const PLANS: Readonly<Record<Loadable, (deps: UndoDeps, head: LoadHead) => Promise<Planned>>> = {
  async regions(deps, { at }) {
    // What is stated of how regions are read goes with the load.
    const undo = await planUndoRegions(
      { ...deps, spell: spellName },
      await deps.loads.entries('regions', at),
    );
    return {
      ...undo,
      told: tellRegionsUndo(undo),
      async write() {
        await respellAgencies(
          deps.table,
          undo.changed.map(({ entry }) => entry),
        );
        await undo.write();
      },
    };
  },
  async roster(deps, { at }) {
    const undo = await planUndoRoster(deps, await deps.loads.entries('roster', at), at);
    return { ...undo, told: tellRosterUndo(undo) };
  },
  async calendar(deps, { at }) {
    const undo = await planUndoCalendar(deps, await deps.loads.entries('calendar', at), at);
    return { ...undo, told: tellCalendarUndo(undo) };
  },
  async phrases({ table, loads, now }, { at }) {
    const undo = await planUndoPhrases(table, await loads.entries('phrases', at));
    // What was received meanwhile stays judged by the list that held.
    return { told: tellPhrases(undo), obstacles: [], write: () => writePhrases(table, undo, now) };
  },
  async disclosure({ table, loads, now }, { at }) {
    const undo = await planUndoDisclosure(table, await loads.entries('disclosure', at));
    return { told: tellDisclosure(undo), obstacles: [], write: () => writeDisclosure(table, undo, now) };
  },
  async functions({ table, loads, now }, { at }) {
    const undo = await planUndoFunctions(table, await loads.entries('functions', at));
    return { told: tellFunctions(undo), obstacles: [], write: () => writeFunctions(table, undo, now) };
  },
  async scheme({ table, loads, now }, { at }) {
    const undo = await planUndoScheme(table, await loads.entries('scheme', at));
    return { told: tellScheme(undo), obstacles: [], write: () => writeScheme(table, undo, now) };
  },
  async annotations({ table, loads, now }, { at }) {
    const undo = await planUndoAnnotations(table, await loads.entries('annotations', at));
    return { told: tellAnnotations(undo), obstacles: [], write: () => writeAnnotations(table, undo, now) };
  },
  async population({ table, loads, now }, { at }) {
    const undo = await planUndoPopulation(table, await loads.entries('population', at));
    return { told: tellPopulation(undo), obstacles: [], write: () => writePopulation(table, undo, now) };
  },
  async map({ table, loads, now }, { at }) {
    const undo = await planUndoMaps(table, await loads.entries('map', at));
    return { told: tellMaps(undo), obstacles: [], write: () => writeMaps(table, undo, now) };
  },
};

export async function undoLastLoad(args: readonly string[], options: LoadOptions): Promise<number> {
  const [what = '', ...more] = args;
  if (!isLoadable(what) || more.length > 0) throw new UsageError(`take back which load? gouji ${UNDO_USAGE}`);
  const { table, loads, trail, endpoint, connection } = await connect(options.endpoint);
  warnLine(`系统 system: ${endpoint} (${connection.table})`);
  const head = await loads.head(what);
  if (!canBeUndone(head)) {
    warnLine(tellNothing(what, head));
    return 1;
  }
  const spell = await openSpeller(table);
  const plan = () => PLANS[what]({ table, loads, spell, now: systemClock() }, head);
  const { told, obstacles } = await plan();
  const isBegun = head.state === 'undoing';
  for (const line of [...tellLoad(what, head), ...told.details]) sayLine(line);
  if (obstacles.length > 0 && !isBegun) {
    for (const line of tellObstacles(what, obstacles)) warnLine(line);
    return 1;
  }
  for (const line of tellMeanwhile(obstacles)) warnLine(line);
  if (options['dry-run']) {
    sayLine(`试运行,未撤回 dry run, nothing was taken back: ${told.summary}`);
    return 0;
  }
  if (isAsked(options)) {
    warnLine(told.summary);
    if ((await confirm(`从 ${endpoint} 撤回吗 Take this back from ${endpoint}?`)) === false) {
      warnLine('未撤回 nothing was taken back');
      return 1;
    }
  }
  // Somebody may have filed while the question was read.
  const now = await plan();
  if (now.obstacles.length > 0 && !isBegun) {
    for (const line of tellObstacles(what, now.obstacles)) warnLine(line);
    return 1;
  }
  await appendToTrail(
    { trail },
    { act: 'undo-load', on: { kind: 'system' }, detail: `${what}: ${now.told.summary}` },
  );
  await undoLoad(loads, what, head, now.write);
  sayLine(now.told.summary);
  return 0;
}
