/**
 * An act of the office becomes part of an agency-year's history: its copy in the bucket makes it done, then the table gets
 * it. The same act again changes nothing, and finishes one that was broken off between. Who may act is the caller's to say.
 */
import type { NamedAct } from '../contracts/bucket/letter-keys.ts';
import type { ReportTable } from '../adapters/table/report-table.ts';
import type { Actor } from '../domain/authority/actor.ts';
import type { Instant } from '../domain/basics/calendar.ts';
import type { Place } from '../domain/basics/place.ts';
import { traceLineage } from '../domain/basics/region.ts';
import {
  joinActs,
  mayTell,
  type Act,
  type Deed,
  type KeptAct,
  type NamedSubmission,
} from '../domain/standing/acts/act.ts';
import { checkAct, type ActRefusal } from '../domain/standing/acts/check-act.ts';
import { listConsequences, type Consequence } from '../domain/standing/acts/consequences.ts';
import type { AgencyYear } from '../domain/standing/agency-year-record.ts';
import type { Submission } from '../domain/standing/submission.ts';
import { completeAct, nextByAct, type CompletingTable } from './complete-act.ts';
import { keepOnce, type KeepAct } from './keep-act.ts';

/** What is asked for. `id`: made up by the caller, another for each act; the same where it is asked once more. */
export type AskedAct = Deed & {
  readonly id: string;
  readonly by: Actor;
  readonly on: Place;
  readonly why: string;
};

export interface ActDeps {
  readonly table: Pick<ReportTable, 'regionYears' | 'submissionsAt'> & CompletingTable;
  readonly now: () => Instant;
  readonly keep: KeepAct;
  /** Asks for the letter about an act, to be written once however often it is asked for. */
  readonly tell: (act: NamedAct) => Promise<void>;
}

interface Refused {
  readonly kind: 'refused';
  readonly why: ActRefusal;
}

export type RecordedAct =
  | { readonly kind: 'recorded'; readonly act: Act }
  /** It was done before. */
  | { readonly kind: 'repeated'; readonly act: Act }
  | Refused;

export type ActPreview =
  | {
      readonly kind: 'possible';
      /** As it would be written now. */
      readonly act: Act;
      /** What it withdraws. */
      readonly undone: Act | KeptAct | undefined;
      readonly before: AgencyYear;
      readonly after: AgencyYear;
      /** What changes in the totals, from the agency's region up to the nation; empty where nothing does. */
      readonly consequences: readonly Consequence[];
    }
  | { readonly kind: 'repeated'; readonly act: Act }
  | Refused;

/** `seen`: the revision of the agency-year that whoever acts has looked at; another one is refused. */
export async function recordAct(deps: ActDeps, asked: AskedAct, seen?: number): Promise<RecordedAct> {
  const done = await writeAct(deps, asked, seen);
  // Also of one that was done before: whoever did it may have been killed before this.
  if (done.kind !== 'refused' && mayTell(done.act)) await deps.tell({ on: done.act.on, id: done.act.id });
  return done;
}

async function writeAct(deps: ActDeps, asked: AskedAct, seen: number | undefined): Promise<RecordedAct> {
  const plan = await planAct(deps, asked);
  if (plan.kind !== 'possible') return plan;
  if (seen !== undefined) return writeAsSeen(deps, asked, plan, seen);
  const act = await keepOnce(deps.keep, plan.act, (kept) => isSame(kept, asked));
  if (!act) return refused('id-taken');
  // Done from here on, whatever comes between: who wrote the agency-year meanwhile undoes nothing of it.
  const isWritten =
    (act === plan.act && (await deps.table.recordAct(act, plan.after)) === 'written') ||
    (await completeAct(deps.table, act)) === 'written';
  return { kind: isWritten ? 'recorded' : 'repeated', act };
}

/**
 * Nothing of what was looked at may have changed: so the table, which tells, is written before the copy. One that is killed
 * between gets its copy in the night.
 */
async function writeAsSeen(
  deps: ActDeps,
  asked: AskedAct,
  { act, before, after }: PlannedAct,
  seen: number,
): Promise<RecordedAct> {
  const isWritten = seen === before.revision && (await deps.table.recordAct(act, after)) === 'written';
  if (isWritten) {
    await keepOnce(deps.keep, act, (kept) => isSame(kept, asked));
    return { kind: 'recorded', act };
  }
  // The same sent twice at once is done; anything else has changed what was looked at.
  const now = await planAct(deps, asked);
  return now.kind === 'possible' ? refused('changed-meanwhile') : now;
}

/** What an act would do, as of now; nothing is written. */
export async function previewAct(deps: Omit<ActDeps, 'keep' | 'tell'>, asked: AskedAct): Promise<ActPreview> {
  const plan = await planAct(deps, asked);
  if (plan.kind !== 'possible') return plan;
  const { act, undone, before, after = before } = plan;
  const { district, year } = asked.on;
  const totals = await Promise.all(
    traceLineage(district)
      .toReversed()
      .map(async (code) => {
        const { years, names } = await deps.table.regionYears(code, [year], [code]);
        const total = years.get(year);
        return total ? [{ ...total, name: names.get(code) ?? total.name }] : [];
      }),
  );
  return {
    kind: 'possible',
    act,
    undone,
    before,
    after,
    consequences: listConsequences(totals.flat(), before, after),
  };
}

interface PlannedAct {
  readonly kind: 'possible';
  readonly act: Act;
  readonly undone: Act | KeptAct | undefined;
  readonly before: AgencyYear;
  /** `undefined` where the act leaves it as it is. */
  readonly after: AgencyYear | undefined;
}

async function planAct(
  { table, now }: Omit<ActDeps, 'keep' | 'tell'>,
  asked: AskedAct,
): Promise<PlannedAct | Exclude<RecordedAct, { kind: 'recorded' }>> {
  const { on } = asked;
  const known = await table.actFiling(on, asked.id);
  const listed = await table.acts(on);
  // Among those that are read last: the same act sent twice at once must not stand in its own way.
  const done = known.act ? known.act.act : listed.find(({ id }) => id === asked.id);
  if (done && isSame(done, asked)) return { kind: 'repeated', act: done };
  if (known.act || done) return refused('id-taken');
  const { current: before, previous } = known;
  if (!before) return refused('unknown-agency-year');
  const acts = joinActs(listed, before.acts);
  const submission = await readNamed(table, asked);
  const at = now();
  const why = checkAct(asked, { item: before, submission, acts, now: at });
  if (why !== undefined) return refused(why);
  const act = signAct(asked, at, submission);
  const undone = act.kind === 'withdraw' ? acts.find(({ id }) => id === act.act) : undefined;
  return {
    kind: 'possible',
    act,
    undone,
    before,
    after: await nextByAct(table, { before, previous, acts }, act),
  };
}

const refused = (why: ActRefusal): Refused => ({ kind: 'refused', why });

async function readNamed(table: ActDeps['table'], asked: AskedAct): Promise<Submission | undefined> {
  if (!('submissionId' in asked)) return undefined;
  const name = { place: asked.on, submissionId: asked.submissionId };
  return (await table.submissionsAt([name], { consistent: true }))(name);
}

function signAct(asked: AskedAct, at: Instant, submission: Submission | undefined): Act {
  if (!('submissionId' in asked)) return { ...asked, at };
  const { submissionId: _id, ...deed } = asked;
  return { ...deed, at, submission: nameSubmission(submission) };
}

function nameSubmission(submission: Submission | undefined): NamedSubmission {
  if (!submission) throw new TypeError('an act was found possible about a submission that there is not');
  const { submissionId, order, sha256, content } = submission;
  return { submissionId, order, sha256, ...(content !== undefined && { content }) };
}

/** Whether it is the same thing that was done under that id. */
const isSame = (act: Act, asked: AskedAct): boolean =>
  JSON.stringify(describeDeed(act)) === JSON.stringify(describeDeed(asked));

const describeDeed = (deed: Act | AskedAct): readonly unknown[] => [
  deed.kind,
  deed.why,
  'submission' in deed ? deed.submission.submissionId : 'submissionId' in deed ? deed.submissionId : null,
  'until' in deed ? deed.until : null,
  'paths' in deed ? deed.paths : null,
  'answer' in deed ? deed.answer : null,
  'act' in deed ? deed.act : null,
];
