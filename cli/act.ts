/** `gouji act …`: what an office does about an agency's year, done by the operator; what would change is told first. */
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { AGENCY_KINDS, isIsoDay, type IsoDay } from '../shared/domain/basics/calendar.ts';
import type { Place } from '../shared/domain/basics/place.ts';
import { EXPLANATION_ANSWERS, type Deed } from '../shared/domain/standing/acts/act.ts';
import { describeAudited } from '../shared/domain/standing/acts/audited-act.ts';
import { REFUSAL_WORDS } from '../shared/domain/standing/acts/act-words.ts';
import { EDITED_FIELDS } from '../shared/pipeline/edit-roster.ts';
import { previewAct, recordAct, type AskedAct } from '../shared/pipeline/record-act.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import { askFirst } from './ask-first.ts';
import { appendToTrail } from './audit-trail.ts';
import { COMMANDS } from './commands.ts';
import { connect, type RunningSystem } from './connect.ts';
import { changeRoster, mergeAgencies } from './edit-roster.ts';
import { UsageError } from './exit-codes.ts';
import { extend } from './extend.ts';
import { remind } from './remind.ts';
import { publication } from './state-publication.ts';
import { listActs, tellPreview } from './tell-act.ts';
import { sayLine, warnLine } from './terminal.ts';

type Options = ReturnType<typeof parseOptions>['values'];

const parseOptions = (args: string[]) =>
  parseArgs({ args, options: COMMANDS.act.options, allowPositionals: true });

const USAGE =
  'act what? gouji act return|demand|confirm|withhold|explanation REPORT, note|remind|withdraw|list AGENCY/YEAR, ' +
  'extend AGENCY/YEAR|REGION/YEAR, publication AGENCY/YEAR, roster AGENCY, merge AGENCY… --into AGENCY --from YEAR';

export async function act(args: string[]): Promise<number> {
  const { values, positionals } = parseOptions(args);
  const [what = '', report, ...more] = positionals;
  if (report === undefined || (more.length > 0 && what !== 'remind' && what !== 'merge'))
    throw new UsageError(USAGE);
  if (what === 'extend') return askToExtend(values, report);
  if (what === 'roster') return askToEdit(values, report);
  if (what === 'merge') return askToMerge(values, [report, ...more]);
  if (what === 'publication') return askToPublish(values, report);
  if (what === 'remind') return askToRemind(values, [report, ...more]);
  const make = what === 'list' ? undefined : DEEDS[what];
  if (what !== 'list' && !make) throw new UsageError(USAGE);
  const named = parseReport(report);
  // What is wrong with the words is said before anybody is asked.
  const deed = make?.(values, named.submissionId ?? '');
  const system = await connect(values.endpoint);
  const on = await findPlace(system, named);
  if (!make) return list(system, on);
  const why = values.reason?.trim() ?? '';
  if (deed?.kind === 'withdraw') {
    const undone = (await system.table.acts(on)).find(({ id }) => id === deed.act);
    if (undone?.kind === 'extend')
      return extend(system, values, {
        ...undone,
        year: on.year,
        kind: undone.of,
        until: '',
        why,
        source: '',
      });
  }
  const submissionId = named.submissionId ?? (await findNewest(system, on)) ?? '';
  return perform(system, values, {
    id: randomUUID(),
    by: { kind: 'operator' },
    on,
    why,
    ...make(values, submissionId),
  });
}

async function askToRemind(values: Options, reports: readonly string[]): Promise<number> {
  const named = reports.map(parseReport);
  const system = await connect(values.endpoint);
  const on = await Promise.all(named.map((one) => findPlace(system, one)));
  return remind(system, values, { on, why: values.reason?.trim() ?? '' });
}

async function askToExtend(values: Options, text: string): Promise<number> {
  const { agencyId: scope, year } = parseReport(text);
  const { until, kind, source = '', reason = '' } = values;
  if (until === undefined)
    throw new UsageError('until when? --until DAY, such as 2025-02-10; --until none withdraws what was set');
  const asked = AGENCY_KINDS.find((one) => one === kind);
  if (kind !== undefined && !asked)
    throw new UsageError(`--kind "${kind}" is none of ${AGENCY_KINDS.join(', ')}`);
  return extend(await connect(values.endpoint), values, {
    year,
    scope,
    kind: asked,
    until: until === 'none' ? '' : readDay(until),
    why: reason.trim(),
    source: source.trim(),
  });
}

async function askToEdit(values: Options, id: string): Promise<number> {
  const fields = EDITED_FIELDS.flatMap((field) => {
    const value = values[field];
    return value === undefined ? [] : [[field, value] as const];
  });
  if (fields.length === 0)
    throw new UsageError(`what is to be changed? ${EDITED_FIELDS.map((one) => `--${one}`).join(', ')}`);
  const agencies = [{ id, ...Object.fromEntries(fields) }];
  return changeRoster(await connect(values.endpoint), values, { agencies, why: values.reason?.trim() ?? '' });
}

async function askToMerge(values: Options, merged: readonly string[]): Promise<number> {
  const { into, from } = values;
  if (into === undefined || from === undefined || !/^\d{4}$/.test(from))
    throw new UsageError(
      'merge needs --into AGENCY and --from YEAR, the first year for which that one reports for all',
    );
  const what = { merged, into, from: Number(from), why: values.reason?.trim() ?? '' };
  return mergeAgencies(await connect(values.endpoint), values, what);
}

async function askToPublish(values: Options, text: string): Promise<number> {
  const named = parseReport(text);
  const { on: publishedOn, url: sourceUrl = '' } = values;
  if (publishedOn === undefined) throw new UsageError('published on which day? --on DAY, such as 2025-01-24');
  const system = await connect(values.endpoint);
  return publication(system, values, { on: await findPlace(system, named), publishedOn, sourceUrl });
}

async function perform(system: RunningSystem, values: Options, asked: AskedAct): Promise<number> {
  const { table, bucket } = system;
  const deps = { table, now: systemClock, keep: bucket.keepAct, tell: bucket.orderLetter };
  const preview = await previewAct(deps, asked);
  if (preview.kind === 'refused') return refuse(preview.why);
  if (preview.kind === 'repeated') throw new TypeError('a new id was taken before');
  const lines = tellPreview(asked, preview);
  const exit = await askFirst(system, values, lines);
  if (exit !== undefined) return exit;
  await appendToTrail(system, describeAudited(asked, preview.undone));
  const done = await recordAct(deps, asked);
  if (done.kind === 'refused') return refuse(done.why);
  for (const line of lines) sayLine(line);
  sayLine(`已记录 done: ${done.act.id}`);
  return 0;
}

function refuse(why: keyof typeof REFUSAL_WORDS): number {
  const { zh, en } = REFUSAL_WORDS[why];
  warnLine(`未写入 nothing was done: ${zh} / ${en}`);
  return 1;
}

async function list({ table }: RunningSystem, on: Place): Promise<number> {
  const illegible: string[] = [];
  const [acts, submissions] = await Promise.all([
    table.acts(on, { onDamaged: ({ message }) => void illegible.push(message) }),
    table.submissions(on),
  ]);
  for (const line of listActs(acts, submissions)) sayLine(line);
  for (const message of illegible)
    warnLine(`有一项处理读不出,请运行 gouji rebuild / an act can't be read, run gouji rebuild: ${message}`);
  return 0;
}

/** What each subcommand asks for, from its options. */
const DEEDS: Readonly<Record<string, (values: Options, submissionId: string) => Deed>> = {
  return: (values, submissionId) => ({ kind: 'return', submissionId, ...readCorrection(values) }),
  demand: (values, submissionId) => ({ kind: 'demand', submissionId, ...readCorrection(values) }),
  confirm: (_, submissionId) => ({ kind: 'confirm', submissionId }),
  withhold: (_, submissionId) => ({ kind: 'withhold', submissionId }),
  explanation({ answer: asked }, submissionId) {
    const answer = EXPLANATION_ANSWERS.find((one) => one === asked);
    if (!answer) throw new UsageError('explanation needs --answer recognised or --answer refused');
    return { kind: 'answer-explanation', submissionId, answer };
  },
  note: ({ until }) => ({ kind: 'note', ...(until !== undefined && { until: readDay(until) }) }),
  withdraw({ act: id }) {
    if (id === undefined)
      throw new UsageError('withdraw needs --act ID: gouji act list AGENCY/YEAR names them');
    return { kind: 'withdraw', act: id };
  },
};

function readCorrection({ until, place: paths }: Options) {
  if (until === undefined) throw new UsageError('until when? --until DAY, such as 2025-03-15');
  return { until: readDay(until), ...(paths && { paths }) };
}

function readDay(text: string): IsoDay {
  if (!isIsoDay(text)) throw new UsageError(`--until "${text}" is no day; write it as 2025-03-15`);
  return text;
}

/** AGENCY/YEAR, AGENCY/YEAR/SUBMISSION, or the address of its page. */
const NAMED =
  /(?:^|\/)([a-z0-9][a-z0-9-]*)\/(?:years\/)?(\d{4})(?:\/(?:submissions\/)?([^/?#]+))?\/?(?:[?#].*)?$/;

interface NamedReport {
  readonly agencyId: string;
  readonly year: number;
  readonly submissionId: string | undefined;
}

function parseReport(text: string): NamedReport {
  const [, agencyId, year, submissionId] = NAMED.exec(text) ?? [];
  if (agencyId === undefined)
    throw new UsageError(
      `"${text}" names no report: write AGENCY/YEAR, AGENCY/YEAR/SUBMISSION, or the address of its page`,
    );
  return {
    agencyId,
    year: Number(year),
    submissionId: submissionId === undefined ? undefined : decodeURIComponent(submissionId),
  };
}

async function findPlace({ table }: RunningSystem, { agencyId, year }: NamedReport): Promise<Place> {
  const roster = await table.roster(agencyId);
  if (!roster) throw new UsageError(`the roster knows no agency ${agencyId}`);
  return { district: roster.district, agencyId, year };
}

/** Where no version is named: the one in force, as it was filed last, or the newest. */
async function findNewest({ table }: RunningSystem, on: Place): Promise<string | undefined> {
  const { inForce, latest } = (await table.agencyYearsAt([on]))(on) ?? {};
  return inForce?.repeated?.submissionId ?? inForce?.submissionId ?? latest?.submissionId;
}
