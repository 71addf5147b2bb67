/** What a change of the roster would do: fields, years, filed reports, and who may sign in. */
import { AGENCY_KINDS } from '../../../shared/domain/basics/calendar.ts';
import { STATE_WORDS } from '../../../shared/domain/compliance/state-words.ts';
import type { PlannedEdit } from '../../../shared/pipeline/edit-roster.ts';
import { inLang } from '../../texts/language.ts';
import { OFFICE_ROSTER_TEXTS } from '../../texts/office-roster.ts';
import type { OfficeRosterTexts } from '../../texts/office-roster-zh-cn.ts';
import type { PageContext } from '../../site/page-context.ts';
import { tellTexts as tellFormTexts } from './converse.tsx';
import { ScrollTable } from './scroll-table.tsx';

export const tellTexts = ({ lang }: Pick<PageContext, 'lang'>): OfficeRosterTexts =>
  OFFICE_ROSTER_TEXTS[lang];

const isField = (t: OfficeRosterTexts, field: string): field is keyof OfficeRosterTexts['field'] =>
  Object.hasOwn(t.field, field);

/** As people call it. */
export const nameField = (page: PageContext, field: string): string => {
  const t = tellTexts(page);
  return isField(t, field) ? t.field[field] : field;
};

/** As people write it: kinds and answers by their words, several separated as in a sentence. */
export function showValue(page: PageContext, field: string, value: string): string {
  const t = tellTexts(page);
  const kind = AGENCY_KINDS.find((one) => one === value);
  if (field === 'kind' && kind) return page.t.kinds[kind];
  if (field === 'reminders') return value === 'no' ? t.no : t.yes;
  return value.replaceAll('|', page.lang === 'en' ? '; ' : '、');
}

export const PlannedEditView = ({
  page,
  plan: { preview, access, outside },
}: {
  readonly page: PageContext;
  readonly plan: PlannedEdit;
}) => {
  const t = tellTexts(page);
  const years = (all: readonly number[]): string => all.join(page.lang === 'en' ? ', ' : '、');
  const named = (name: string, words: string): string => `${name}${page.t.colon}${words}`;
  const notes = [
    ...preview.begins.map((one) => named(one.entry.name, t.begins(years(one.years)))),
    ...preview.ends.map((one) => named(one.entry.name, t.ends(years(one.years)))),
    ...outside.map((one) => named(one.entry.name, t.outside(years(one.years)))),
    ...preview.namesakes.map(({ one, other }) =>
      t.namesakes(`${one.name}、${other.name}`.replace('、', page.lang === 'en' ? ', ' : '、')),
    ),
  ];
  return (
    <>
      <ScrollTable
        page={page}
        caption={t.changes}
        head={[tellFormTexts(page).agency, t.item, t.before, t.after]}
        rows={preview.changed.flatMap(({ entry, changes }) =>
          changes.map(({ field, before, after }) => [
            entry.name,
            nameField(page, field),
            showValue(page, field, before),
            showValue(page, field, after),
          ]),
        )}
      />
      {notes.length > 0 && (
        <ul class="links">
          {notes.map((note) => (
            <li>{note}</li>
          ))}
        </ul>
      )}
      {preview.filed.length > 0 && (
        <section aria-labelledby="filed">
          <h2 id="filed">{t.filed}</h2>
          <ul class="links">
            {preview.filed.map(({ name, year, before, after, opened, lapsed, closed }) => (
              <li>
                {page.t.titleOf(name, year)}
                {page.t.colon}
                {before === after
                  ? t.sameState
                  : `${inLang(STATE_WORDS[before], page.lang)} → ${inLang(STATE_WORDS[after], page.lang)}`}
                {opened.length + lapsed.length > 0 && ` · ${t.opened([...opened, ...lapsed].join(' '))}`}
                {closed.length > 0 && ` · ${t.closed(closed.join(' '))}`}
              </li>
            ))}
          </ul>
        </section>
      )}
      {access.length > 0 && (
        <section aria-labelledby="access">
          <h2 id="access">{t.access}</h2>
          <ul class="links">
            {access.map(({ name, lost, gained }) => (
              <>
                {lost !== undefined && <li>{named(name, t.lost(lost))}</li>}
                {gained !== undefined && <li>{named(name, t.gained(gained))}</li>}
              </>
            ))}
          </ul>
        </section>
      )}
    </>
  );
};
