/** A list of the desk as its files have it. */
import type { Actor } from '../../../shared/domain/authority/actor.ts';
import { printChinaMinute } from '../../../shared/domain/basics/calendar.ts';
import { listOfficeWords } from '../../../shared/domain/compliance/office-in-lists.ts';
import { KIND_WORDS, STATE_WORDS } from '../../../shared/domain/compliance/state-words.ts';
import { DESK_LIST_WORDS, NEXT_ACT_WORDS } from '../../../shared/domain/desk/desk-words.ts';
import {
  findOpenReturn,
  tellDeskDays,
  tellNextAct,
  type DeskEntry,
  type DeskList,
} from '../../../shared/domain/desk/desk.ts';
import { calledIn } from '../../../shared/domain/roster/former-names.ts';
import { layTable, type ColumnOf, type Table } from '../../site/table.ts';
import { DESK_TEXTS } from '../../texts/desk.ts';
import type { DeskTexts } from '../../texts/desk-zh-cn.ts';
import { inLang, type Lang } from '../../texts/language.ts';
import type { DeskView } from './desk-view.ts';

/** A person's name, and never the address; else what is known instead. */
export function nameActor(actor: Actor, t: DeskTexts): string {
  switch (actor.kind) {
    case 'person':
    case 'credential':
      return actor.name;
    case 'operator':
      return t.operator;
    case 'unknown':
      return t.unknown;
  }
}

type Column = ColumnOf<DeskEntry>;

/** Why the office waits: the reason of its return, or of its demand. */
export const tellReason = (entry: DeskEntry): string | undefined =>
  findOpenReturn(entry)?.reason ??
  entry.agency.office?.marks?.find(({ kind }) => kind === 'demanded')?.reason;

export function layDeskList(view: DeskView, list: DeskList, lang: Lang): Table {
  const t = DESK_TEXTS[lang];
  const c = t.columns;
  const columns: Column[] = [
    text('agency', c.agency, ({ agency }) => calledIn(agency)),
    text('district', c.district, ({ agency }) => agency.districtName ?? agency.district),
    text('kind', c.kind, ({ agency }) => inLang(KIND_WORDS[agency.kind], lang)),
    text('state', c.state, ({ agency }) =>
      [STATE_WORDS[agency.state], ...listOfficeWords(agency)].map((word) => inLang(word, lang)).join(' · '),
    ),
    {
      key: 'days',
      label: c.days,
      type: 'number',
      read: (entry) => tellDeskDays(entry, list)?.days ?? null,
    },
    text('day', c.day, (entry) => tellDeskDays(entry, list)?.day ?? null),
    text('reason', c.reason, (entry) => tellReason(entry) ?? null),
    ...(view.mayDo('see-contacts') ? contactColumns(view, t) : []),
    ...(view.mayDo('see-notes') ? noteColumns(t) : []),
    text('next', c.next, (entry) => inLang(NEXT_ACT_WORDS[tellNextAct(entry, list)], lang)),
    text('id', c.id, ({ agency }) => agency.id),
    text('districtCode', c.districtCode, ({ agency }) => agency.district),
  ];
  return layTable({ name: list, title: inLang(DESK_LIST_WORDS[list], lang) }, columns, view.entries);
}

const text = (key: string, label: string, read: Column['read']): Column => ({
  key,
  label,
  type: 'text',
  read,
});

const contactColumns = ({ contacts }: DeskView, { columns: c }: DeskTexts): Column[] => [
  text('mail', c.mail, ({ agency }) => contacts.get(agency.id)?.mail ?? null),
  text('phone', c.phone, ({ agency }) => contacts.get(agency.id)?.phone ?? null),
];

const noteColumns = (t: DeskTexts): Column[] => [
  text('contactedAt', t.columns.contactedAt, ({ contact }) =>
    contact ? printChinaMinute(contact.at) : null,
  ),
  text('contactedBy', t.columns.contactedBy, ({ contact }) => (contact ? nameActor(contact.by, t) : null)),
  text('contactedWhy', t.columns.contactedWhy, ({ contact }) =>
    contact ? (contact.why === '' ? t.bulk.remind : contact.why) : null,
  ),
  text('promised', t.columns.promised, ({ promise }) => promise?.until ?? null),
];
