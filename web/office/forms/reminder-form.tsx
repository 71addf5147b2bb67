/** Reminding agencies now, one or several: who they are, what each owes, and what the office adds. */
import { AGENCY_ID, type Place } from '../../../shared/domain/basics/place.ts';
import { OWED_WORDS, REMINDER_REFUSAL_WORDS } from '../../../shared/domain/compliance/reminder.ts';
import { formatNumber } from '../../../shared/domain/form/number-text.ts';
import { MAX_REASON } from '../../../shared/domain/standing/acts/check-act.ts';
import { previewReminders, remindNow } from '../../../shared/pipeline/remind-agencies.ts';
import { readFields } from '../../http/form-fields.ts';
import { inLang } from '../../texts/language.ts';
import { nameReminded, officeAgencyPath, REMINDERS_PATH, remindersPath } from '../../site/office-address.ts';
import { hrefNow, type PageContext } from '../../site/page-context.ts';
import { makeOfficePage } from '../office-page.tsx';
import { OfficeRefusal } from '../office-problem.ts';
import type { OfficeApp, OfficeContext, OfficeDeps } from '../ports.ts';
import { demandMay } from '../who-asks.ts';
import { converse, showForm, tellTexts, type OfficeForm } from './converse.tsx';
import { ScrollTable } from './scroll-table.tsx';
import { appendActs, signPerson } from './sign-person.ts';

/** A page and its request have room for them. */
const MAX_AT_ONCE = 200;

export function routeReminders(app: OfficeApp, deps: OfficeDeps): void {
  app.get(REMINDERS_PATH, async (c) => {
    const on = await findPlaces(c, deps, c.req.queries('on') ?? []);
    const done = Number(c.req.query('done') ?? Number.NaN);
    const words = tellTexts(makeOfficePage(c, deps)).reminder;
    return showForm(
      c,
      deps,
      await makeForm(c, deps, on),
      () => '',
      [],
      Number.isInteger(done) ? words.done(formatNumber(done)) : undefined,
    );
  });

  app.post(REMINDERS_PATH, async (c) => {
    const on = await findPlaces(c, deps, (await readFields(c)).all('on'));
    return converse(c, deps, await makeForm(c, deps, on));
  });
}

/** Where the roster has them now: whoever may not remind one of them reminds none. */
export async function findPlaces(
  c: OfficeContext,
  { table }: Pick<OfficeDeps, 'table'>,
  names: readonly string[],
): Promise<readonly Place[]> {
  const asked = [...new Set(names)].map((name) => /^([^/]+)\/([0-9]{4})$/.exec(name));
  if (asked.length > MAX_AT_ONCE) throw new OfficeRefusal('malformed');
  return Promise.all(
    asked.map(async (match) => {
      const [, agencyId = '', year] = match ?? [];
      if (!AGENCY_ID.test(agencyId)) throw new OfficeRefusal('malformed');
      const roster = await table.roster(agencyId);
      if (!roster) throw new OfficeRefusal('unknown-agency');
      const { district } = roster;
      demandMay(c, 'remind', { kind: 'agency', agency: agencyId, district });
      return { district, agencyId, year: Number(year) };
    }),
  );
}

interface Plan {
  readonly kind: 'planned';
  readonly all: Awaited<ReturnType<typeof previewReminders>>;
}

async function makeForm(c: OfficeContext, deps: OfficeDeps, on: readonly Place[]): Promise<OfficeForm<Plan>> {
  const page = makeOfficePage(c, deps);
  const t = tellTexts(page).reminder;
  const names = on.map(({ agencyId, year }) => nameReminded(agencyId, year));
  const standing = await previewReminders(deps.reminders, { on, why: '' });
  return {
    title: t.title,
    crumbs: [],
    path: REMINDERS_PATH,
    intro: t.intro,
    kept: names.map((name) => ['on', name] as const),
    before:
      on.length === 0 ? <p>{t.nobody}</p> : <ReminderTable page={page} all={standing} caption={t.whom} />,
    fields: (typed) => [
      {
        name: 'why',
        label: `${t.words}${tellTexts(page).optional}`,
        kind: 'textarea',
        value: typed('why'),
        hint: t.wordsHint,
        maxLength: MAX_REASON,
      },
    ],
    async plan(typed) {
      if (on.length === 0) return refuse('why', { zh: t.wordsMissing, en: t.wordsMissing });
      if (typed('why').length > MAX_REASON) return refuse('why', REMINDER_REFUSAL_WORDS['too-long']);
      return { kind: 'planned', all: await previewReminders(deps.reminders, { on, why: typed('why') }) };
    },
    tell: ({ all }) => (
      <ReminderTable
        page={page}
        all={all}
        caption={t.preview(countPossible(all), formatNumber(all.length))}
      />
    ),
    canConfirm: ({ all }) => all.some(({ kind }) => kind === 'possible'),
    async perform(typed) {
      const by = signPerson(c);
      const why = typed('why');
      const possible = (await previewReminders(deps.reminders, { on, why })).flatMap((one) =>
        one.kind === 'possible' ? [one.on] : [],
      );
      await appendActs(deps, by, { act: 'remind', on: possible, detail: why });
      const done = await remindNow(deps.reminders, { on, by, why });
      const count = done.filter(({ kind }) => kind === 'reminded').length;
      return `${remindersPath(names)}&done=${count}`;
    },
  };
}

const refuse = (field: string, message: { readonly zh: string; readonly en: string }) =>
  ({ kind: 'refused', problems: [{ field, message }] }) as const;

const countPossible = (all: Plan['all']): string =>
  formatNumber(all.filter(({ kind }) => kind === 'possible').length);

const ReminderTable = ({
  page,
  all,
  caption,
}: {
  readonly page: PageContext;
  readonly all: Plan['all'];
  readonly caption: string;
}) => {
  const texts = tellTexts(page);
  const t = texts.reminder;
  return (
    <ScrollTable
      page={page}
      caption={caption}
      head={[texts.agency, texts.year, t.owes, t.due, t.to]}
      rows={all.map((one) => {
        const { agencyId, year } = one.on;
        const name = <a href={hrefNow(page, officeAgencyPath(agencyId, year))}>{one.name}</a>;
        return one.kind === 'possible'
          ? [name, year, inLang(OWED_WORDS[one.owed], page.lang), one.due, one.to]
          : [
              name,
              year,
              `${t.not}${page.t.colon}${inLang(REMINDER_REFUSAL_WORDS[one.why], page.lang)}`,
              '',
              '',
            ];
      })}
    />
  );
};
