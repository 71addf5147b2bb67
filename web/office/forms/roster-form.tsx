/** An agency's place in the roster, with its contacts and its history; and its merger with others. */
import { AGENCY_KINDS, printChinaMinute } from '../../../shared/domain/basics/calendar.ts';
import { pickContact } from '../../../shared/domain/roster/contact.ts';
import type { WholeRecord, WholeVersion } from '../../../shared/domain/roster/roster-entry.ts';
import { MAX_REASON } from '../../../shared/domain/standing/acts/check-act.ts';
import {
  EDITED_FIELDS,
  planMerger,
  previewEdit,
  type EditedAgency,
  type PlannedEdit,
} from '../../../shared/pipeline/edit-roster.ts';
import { compared, rosterFields } from '../../../shared/pipeline/preview-load.ts';
import { mergerPath, officeRosterPath } from '../../site/office-address.ts';
import { agencyPath, hrefNow, type PageContext } from '../../site/page-context.ts';
import { Named } from '../acts/named-actor.tsx';
import { onAgency } from '../acts/perform-act.ts';
import { makeOfficePage } from '../office-page.tsx';
import { OfficeRefusal } from '../office-problem.ts';
import type { OfficeContext, OfficeDeps } from '../ports.ts';
import { demandMay } from '../who-asks.ts';
import { converse, showForm, type OfficeForm, type Typed } from './converse.tsx';
import type { Field } from './field-view.tsx';
import { nameField, PlannedEditView, showValue, tellTexts } from './planned-edit.tsx';
import { demandAll, performRosterEdit } from './perform-roster-edit.ts';
import { ScrollTable } from './scroll-table.tsx';

export async function showRoster(c: OfficeContext, deps: OfficeDeps): Promise<Response> {
  const record = await findRecord(c, deps);
  const page = makeOfficePage(c, deps);
  const versions = await deps.table.wholeVersions(record.id);
  const found = versions.find(({ since }) => since === c.req.query('restore'));
  const restored = found && (isContactKept(found) ? found : { ...found, ...pickContact(record) });
  const form = makeForm(c, deps, record, versions);
  const values = writeFields(page, restored ?? record);
  const done =
    c.req.query('done') === undefined
      ? restored && tellTexts(page).restoring(printChinaMinute(restored.since))
      : tellTexts(page).done;
  return showForm(c, deps, form, (name) => values.get(name) ?? '', [], done);
}

export async function converseAboutRoster(c: OfficeContext, deps: OfficeDeps): Promise<Response> {
  const record = await findRecord(c, deps);
  return converse(c, deps, makeForm(c, deps, record, await deps.table.wholeVersions(record.id)));
}

export async function showMerger(c: OfficeContext, deps: OfficeDeps): Promise<Response> {
  const record = await findRecord(c, deps);
  const done = c.req.query('done') === undefined ? undefined : tellTexts(makeOfficePage(c, deps)).merger.done;
  const typed: Typed = (name) => (name === 'into' ? record.id : '');
  return showForm(c, deps, makeMergerForm(c, deps, record), typed, [], done);
}

export const converseAboutMerger = async (c: OfficeContext, deps: OfficeDeps): Promise<Response> =>
  converse(c, deps, makeMergerForm(c, deps, await findRecord(c, deps)));

/** A contact of earlier days goes after a while: going back leaves the one of today. */
const isContactKept = (version: WholeVersion): boolean =>
  version.contactSince === undefined || pickContact(version) !== undefined;

async function findRecord(c: OfficeContext, { table }: Pick<OfficeDeps, 'table'>): Promise<WholeRecord> {
  const id = c.req.param('agency') ?? '';
  const record = (await table.wholeRosterOf([id])).get(id);
  if (!record) throw new OfficeRefusal('unknown-agency');
  demandMay(c, 'edit-roster', onAgency(record));
  return record;
}

/** Its values as people write them. */
function writeFields(page: PageContext, entry: WholeRecord): ReadonlyMap<string, string> {
  const fields = new Map(rosterFields(entry));
  fields.set('reminders', entry.reminders === false ? 'no' : 'yes');
  for (const field of ['aliases', 'predecessors'])
    fields.set(field, showValue(page, field, fields.get(field) ?? ''));
  return fields;
}

function listFields(page: PageContext, typed: Typed): Field[] {
  const t = tellTexts(page);
  const hints = new Map(Object.entries(t.hint));
  const field = (
    name: (typeof EDITED_FIELDS)[number],
    kind: Field['kind'],
    more: Partial<Field> = {},
  ): Field => ({
    name,
    label: t.field[name],
    kind,
    value: typed(name),
    hint: hints.get(name),
    ...more,
  });
  return [
    field('name', 'text', { isRequired: true }),
    field('pinyin', 'text'),
    field('aliases', 'text'),
    field('kind', 'select', {
      options: AGENCY_KINDS.map((kind) => ({ value: kind, label: page.t.kinds[kind] })),
    }),
    field('from', 'number', { isRequired: true }),
    field('to', 'number'),
    field('predecessors', 'text'),
    field('mail', 'email'),
    field('phone', 'tel'),
    field('reminders', 'select', {
      options: [
        { value: 'yes', label: t.yes },
        { value: 'no', label: t.no },
      ],
    }),
    whyField(page, typed),
  ];
}

const whyField = (page: PageContext, typed: Typed): Field => ({
  name: 'why',
  label: tellTexts(page).why,
  kind: 'text',
  value: typed('why'),
  hint: tellTexts(page).whyHint,
  isRequired: true,
  maxLength: MAX_REASON,
});

function makeForm(
  c: OfficeContext,
  deps: OfficeDeps,
  record: WholeRecord,
  versions: readonly WholeVersion[],
): OfficeForm<PlannedEdit> {
  const page = makeOfficePage(c, deps);
  const t = tellTexts(page);
  const read = (typed: Typed): readonly EditedAgency[] => [
    { id: record.id, ...Object.fromEntries(EDITED_FIELDS.map((field) => [field, typed(field)])) },
  ];
  return {
    title: t.title(record.name),
    crumbs: [{ name: record.name, path: agencyPath(record.id) }],
    path: officeRosterPath(record.id),
    intro: t.intro,
    // What was looked at: where another says otherwise meanwhile, it is looked at anew.
    kept: [['seen', record.since]],
    before: (
      <dl class="asked-act">
        <dt>{t.id}</dt>
        <dd>{record.id}</dd>
        <dt>{t.district}</dt>
        <dd>{record.district}</dd>
      </dl>
    ),
    after: <History page={page} record={record} versions={versions} />,
    fields: (typed) => listFields(page, typed),
    async plan(typed) {
      const agencies = read(typed);
      await demandAll(c, deps, agencies);
      return previewEdit(deps.rosterEdits, { agencies, why: typed('why') });
    },
    tell: (plan) => <PlannedEditView page={page} plan={plan} />,
    perform: async (typed, id) => {
      const seen = new Map([[record.id, typed('seen')]]);
      const done = await performRosterEdit(c, deps, { id, agencies: read(typed), why: typed('why'), seen });
      return done ?? `${officeRosterPath(record.id)}?done`;
    },
  };
}

interface HistoryProps {
  readonly page: PageContext;
  readonly record: WholeRecord;
  readonly versions: readonly WholeVersion[];
}

const History = ({ page, record, versions }: HistoryProps) => {
  const t = tellTexts(page);
  const all: readonly WholeVersion[] = [...versions, record];
  return (
    <section aria-labelledby="history">
      <h2 id="history">{t.history}</h2>
      <p class="act-links">
        <a class="button" href={hrefNow(page, mergerPath(record.id))}>
          {t.merger.short}
        </a>
      </p>
      <ScrollTable
        page={page}
        caption={t.history}
        head={[t.since, t.who, t.what, t.reason, t.back]}
        rows={all
          .map((version, i) => {
            const when = printChinaMinute(version.since);
            return [
              version === record ? (
                <>
                  {when} <span class="detail">{t.current}</span>
                </>
              ) : (
                when
              ),
              version.act ? <Named page={page} by={version.act.by} /> : t.loaded,
              <Changed page={page} before={all[i - 1]} after={version} />,
              version.act?.why ?? '',
              version === record ? (
                ''
              ) : (
                <a
                  href={hrefNow(page, `${officeRosterPath(record.id)}?restore=${version.since}`)}
                  aria-label={t.restoreOf(when)}
                >
                  {t.restore}
                </a>
              ),
            ];
          })
          .toReversed()}
      />
    </section>
  );
};

const Changed = ({
  page,
  before,
  after,
}: {
  readonly page: PageContext;
  readonly before: WholeVersion | undefined;
  readonly after: WholeVersion;
}) => {
  const t = tellTexts(page);
  if (!before) return <>{t.first}</>;
  const [changed] = compared([after], () => before, rosterFields).changed;
  const isTold = isContactKept(before) && isContactKept(after);
  return (
    <>
      {!isTold && before.contactSince !== after.contactSince && <div>{t.contactChanged}</div>}
      {(changed?.changes ?? [])
        .filter(({ field }) => isTold || !isOfContact(field))
        .map(({ field, before: was, after: is }) => (
          <div>
            {nameField(page, field)}
            {page.t.colon}
            {showValue(page, field, was)} → {showValue(page, field, is)}
          </div>
        ))}
      {before.until !== undefined && t.removed}
    </>
  );
};

const isOfContact = (field: string): boolean => field === 'mail' || field === 'phone';

/** As people separate them. */
const readIds = (text: string): string[] =>
  text.split(/[\s,;|\u3001\uff0c\uff1b]+/u).filter((id) => id !== '');

function makeMergerForm(c: OfficeContext, deps: OfficeDeps, record: WholeRecord): OfficeForm<PlannedEdit> {
  const page = makeOfficePage(c, deps);
  const t = tellTexts(page).merger;
  const plan = (typed: Typed) =>
    planMerger(deps.rosterEdits, {
      merged: readIds(typed('merged')),
      into: typed('into'),
      from: Number(typed('from')),
    });
  return {
    title: t.title(record.name),
    crumbs: [
      { name: record.name, path: agencyPath(record.id) },
      { name: tellTexts(page).short, path: officeRosterPath(record.id) },
    ],
    path: mergerPath(record.id),
    intro: t.intro,
    fields: (typed) => [
      {
        name: 'merged',
        label: t.merged,
        kind: 'text',
        value: typed('merged'),
        hint: t.mergedHint,
        isRequired: true,
      },
      { name: 'into', label: t.into, kind: 'text', value: typed('into'), isRequired: true },
      { name: 'from', label: t.from, kind: 'number', value: typed('from'), isRequired: true },
      whyField(page, typed),
    ],
    async plan(typed) {
      const lines = await plan(typed);
      if (lines.kind === 'refused') return lines;
      await demandAll(c, deps, lines.agencies);
      return previewEdit(deps.rosterEdits, { agencies: lines.agencies, why: typed('why') });
    },
    tell: (planned) => <PlannedEditView page={page} plan={planned} />,
    async perform(typed, id) {
      const lines = await plan(typed);
      if (lines.kind === 'refused') return lines;
      const done = await performRosterEdit(c, deps, { id, agencies: lines.agencies, why: typed('why') });
      return done ?? `${mergerPath(record.id)}?done`;
    },
  };
}
