/** The same for programs: reminders, extensions, publications and changes of the roster, done or only looked at. */
import type {
  EditedAnswer,
  EditPreviewAnswer,
  ExtensionAnswer,
  RefusedFormAnswer,
  RemindersAnswer,
  StatedPublicationAnswer,
} from '../../../shared/contracts/api/office-forms-answers.ts';
import {
  askedEditSchema,
  askedExtensionSchema,
  askedMergerSchema,
  askedPublicationSchema,
  askedRemindersSchema,
} from '../../../shared/contracts/api/office-forms-api.ts';
import { isRegionCode } from '../../../shared/domain/basics/region.ts';
import { REMINDER_REFUSAL_WORDS } from '../../../shared/domain/compliance/reminder.ts';
import {
  extendDeadlines,
  listDeadlines,
  previewExtension,
  type AskedExtension,
} from '../../../shared/pipeline/extend-deadlines.ts';
import { planMerger, previewEdit } from '../../../shared/pipeline/edit-roster.ts';
import type { RefusedFields } from '../../../shared/pipeline/refused-fields.ts';
import { previewReminders, remindNow } from '../../../shared/pipeline/remind-agencies.ts';
import { previewPublication, statePublication } from '../../../shared/pipeline/state-publication.ts';
import { nameReminded } from '../../site/office-address.ts';
import { OfficeRefusal } from '../office-problem.ts';
import type { OfficeApp, OfficeContext, OfficeDeps } from '../ports.ts';
import { readJson } from '../read-json.ts';
import { demandMay } from '../who-asks.ts';
import { MAX_EXTENDED } from './extension-form.tsx';
import { findPlaces } from './reminder-form.tsx';
import { demandAll, performRosterEdit } from './perform-roster-edit.ts';
import { appendAct, appendActs, signPerson } from './sign-person.ts';

export function routeFormsApi(app: OfficeApp, deps: OfficeDeps): void {
  app.post('/api/v1/office/reminders', async (c) => {
    const parsed = askedRemindersSchema.safeParse(await readJson(c));
    if (!parsed.success) throw new OfficeRefusal('malformed');
    const { agencies, why, dryRun } = parsed.data;
    const names = agencies.map(({ agency, year }) => nameReminded(agency, year));
    const on = await findPlaces(c, deps, names);
    const planned = await previewReminders(deps.reminders, { on, why });
    if (dryRun) return c.json({ dryRun, agencies: planned.map(writeReminder) } satisfies RemindersAnswer);
    const by = signPerson(c);
    const possible = planned.flatMap((one) => (one.kind === 'possible' ? [one.on] : []));
    await appendActs(deps, by, { act: 'remind', on: possible, detail: why });
    const done = await remindNow(deps.reminders, { on, by, why });
    return c.json({ dryRun, agencies: done.map(writeReminder) } satisfies RemindersAnswer);
  });

  app.post('/api/v1/office/extensions', async (c) => {
    const parsed = askedExtensionSchema.safeParse(await readJson(c));
    if (!parsed.success) throw new OfficeRefusal('malformed');
    const { dryRun, until, ...what } = parsed.data;
    const on = await findScope(deps, what.scope);
    demandMay(c, 'extend', on);
    const asked: AskedExtension = { ...what, until: until ?? '', by: signPerson(c) };
    const planned = await previewExtension(deps.extensions, asked);
    if (planned.kind === 'refused') return refuse(c, planned);
    const changes = listDeadlines(planned);
    const answer: ExtensionAnswer = { dryRun, id: what.id, deadlines: changes };
    if (dryRun) return c.json(answer);
    if (changes.length > MAX_EXTENDED) throw new OfficeRefusal('too-many-agencies');
    await appendAct(deps, asked.by, {
      act: 'extend',
      on: { ...on, year: what.year },
      detail: [asked.id, asked.kind ?? '*', asked.until, asked.why, asked.source].join(' '),
    });
    const done = await extendDeadlines(deps.extensions, asked);
    return done.kind === 'refused' ? refuse(c, done) : c.json(answer);
  });

  app.post('/api/v1/office/roster', async (c) => {
    const parsed = askedEditSchema.safeParse(await readJson(c));
    if (!parsed.success) throw new OfficeRefusal('malformed');
    const { dryRun, ...asked } = parsed.data;
    return answerEdit(c, deps, asked, dryRun);
  });

  app.post('/api/v1/office/mergers', async (c) => {
    const parsed = askedMergerSchema.safeParse(await readJson(c));
    if (!parsed.success) throw new OfficeRefusal('malformed');
    const { dryRun, id, why, ...merger } = parsed.data;
    await demandAll(
      c,
      deps,
      [...merger.merged, merger.into].map((agency) => ({ id: agency })),
    );
    const lines = await planMerger(deps.rosterEdits, merger);
    if (lines.kind === 'refused') return refuse(c, lines);
    return answerEdit(c, deps, { id, why, agencies: lines.agencies }, dryRun);
  });

  app.post('/api/v1/office/publications', async (c) => {
    const parsed = askedPublicationSchema.safeParse(await readJson(c));
    if (!parsed.success) throw new OfficeRefusal('malformed');
    const { agency, year, publishedOn, sourceUrl = '', dryRun } = parsed.data;
    const scope = await findScope(deps, agency);
    if (scope.kind !== 'agency') throw new OfficeRefusal('unknown-agency');
    demandMay(c, 'record-publication', scope);
    const place = { district: scope.district, agencyId: agency, year };
    const asked = { on: place, by: signPerson(c), publishedOn, sourceUrl };
    const stating = { ...deps, ...deps.publications };
    const planned = await previewPublication(stating, asked);
    if (planned.kind === 'refused') return refuse(c, planned);
    const { before = null, after = null } = planned;
    if (dryRun) return c.json({ dryRun, before, after } satisfies StatedPublicationAnswer);
    await appendAct(deps, asked.by, {
      act: 'record-publication',
      on: { ...scope, year },
      detail: `${publishedOn} ${sourceUrl}`.trim(),
    });
    const put = await statePublication(stating, asked);
    if (put.kind === 'refused') return refuse(c, put);
    const answer: StatedPublicationAnswer = { dryRun, before, after, recordId: put.recordId };
    return c.json(answer, 202);
  });
}

type Reminder = Awaited<ReturnType<typeof previewReminders> | ReturnType<typeof remindNow>>[number];

function writeReminder(one: Reminder): RemindersAnswer['agencies'][number] {
  const { agencyId: agency, year } = one.on;
  if (one.kind !== 'refused') {
    const { kind: outcome, owed, due, to } = one;
    return { agency, year, outcome, owed, due, to };
  }
  return {
    agency,
    year,
    outcome: one.kind,
    problem: { code: one.why, message: REMINDER_REFUSAL_WORDS[one.why] },
  };
}

async function answerEdit(
  c: OfficeContext,
  deps: OfficeDeps,
  asked: Parameters<typeof performRosterEdit>[2],
  dryRun: boolean,
): Promise<Response> {
  await demandAll(c, deps, asked.agencies);
  if (!dryRun) {
    const refused = await performRosterEdit(c, deps, asked);
    return refused ? refuse(c, refused) : c.json({ dryRun, id: asked.id } satisfies EditedAnswer);
  }
  const planned = await previewEdit(deps.rosterEdits, asked);
  if (planned.kind === 'refused') return refuse(c, planned);
  const { changed, begins, ends, filed } = planned.preview;
  const tellYears = ({ entry, years }: (typeof begins)[number]) => ({ agency: entry.id, years });
  return c.json({
    dryRun,
    changed: changed.map(({ entry, changes }) => ({ agency: entry.id, changes })),
    begins: begins.map(tellYears),
    ends: ends.map(tellYears),
    filed,
    access: planned.access,
  } satisfies EditPreviewAnswer);
}

/** What a scope is to `may`: nothing is told of one that nobody knows. */
async function findScope({ table }: Pick<OfficeDeps, 'table'>, scope: string) {
  if (isRegionCode(scope)) return { kind: 'region', region: scope } as const;
  const roster = await table.roster(scope);
  if (!roster) throw new OfficeRefusal('unknown-agency');
  return { kind: 'agency', agency: scope, district: roster.district } as const;
}

/** Each with its field and cure. */
const refuse = (c: OfficeContext, { problems }: RefusedFields): Response =>
  c.body(
    JSON.stringify({
      type: 'about:blank',
      title: 'The act is refused',
      status: 422,
      detail: problems.map(({ message }) => message.en).join(' '),
      instance: new URL(c.req.url).pathname,
      code: 'refused',
      problems,
    } satisfies RefusedFormAnswer),
    422,
    { 'content-type': 'application/problem+json' },
  );
