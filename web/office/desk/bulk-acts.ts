/** One act about several agencies: previewed for each, then done about each under an id of its own. */
import pMap from 'p-map';
import { may, type On } from '../../../shared/domain/authority/may.ts';
import type { Principal } from '../../../shared/domain/authority/principal.ts';
import { isIsoDay, type IsoDay } from '../../../shared/domain/basics/calendar.ts';
import type { Place } from '../../../shared/domain/basics/place.ts';
import type { Text } from '../../../shared/domain/basics/text.ts';
import { REMINDER_REFUSAL_WORDS } from '../../../shared/domain/compliance/reminder.ts';
import { nameInYear } from '../../../shared/domain/roster/former-names.ts';
import type { Deed } from '../../../shared/domain/standing/acts/act.ts';
import { REFUSAL_WORDS } from '../../../shared/domain/standing/acts/act-words.ts';
import type { Consequence } from '../../../shared/domain/standing/acts/consequences.ts';
import type { AgencyYear } from '../../../shared/domain/standing/agency-year-record.ts';
import { previewAct, type AskedAct } from '../../../shared/pipeline/record-act.ts';
import { previewReminders, remindNow } from '../../../shared/pipeline/remind-agencies.ts';
import { AGENCY_ID } from '../../../shared/domain/basics/place.ts';
import { isRegionCode } from '../../../shared/domain/basics/region.ts';
import { deskEn } from '../../texts/desk-en.ts';
import { deskZhCn } from '../../texts/desk-zh-cn.ts';
import { performAct } from '../acts/perform-act.ts';
import type { OfficeDeps } from '../ports.ts';
import { BULK_ACTS, BULK_RIGHTS, type BulkAct } from './bulk-panel.tsx';
import { PAGE_SIZE } from './desk-view.ts';

const CONCURRENCY = 8;

/** An agency's year that is to be acted on. */
interface BulkRow {
  readonly on: Place;
  /** Empty where nothing was filed. */
  readonly submissionId: string;
}

export interface BulkAsked {
  readonly act: BulkAct;
  readonly why: string;
  readonly until: IsoDay | undefined;
  readonly rows: readonly BulkRow[];
}

/** A row with the id of its act, and the revision of the agency-year that was looked at. */
interface IdentifiedRow extends BulkRow {
  readonly id: string;
  readonly seen: number | undefined;
}

interface Named {
  readonly on: Place;
  readonly name: string;
}
export interface PossibleRow extends Named {
  readonly kind: 'possible';
  readonly row: IdentifiedRow;
  readonly before?: AgencyYear;
  readonly after?: AgencyYear;
  readonly consequences: readonly Consequence[];
  /** The address that a reminder goes to. */
  readonly to?: string;
}
interface RefusedRow extends Named {
  readonly kind: 'refused';
  readonly why: Text;
}
export type PreviewedRow = PossibleRow | RefusedRow;
export type DoneRow = (Named & { readonly kind: 'done' | 'repeated' }) | RefusedRow;

type BulkDeps = Parameters<typeof performAct>[0] &
  Pick<OfficeDeps, 'acts' | 'reminders' | 'table' | 'trail' | 'now' | 'log'>;

type Fields = ((name: string) => string | undefined) & { readonly all: (name: string) => readonly string[] };

const sayTexts = (say: (t: (typeof deskZhCn)['bulk']) => string): Text => ({
  zh: say(deskZhCn.bulk),
  en: say(deskEn.bulk),
});

/** What is wrong with the form as a whole, in words; else what it asks for. */
export function readBulk(fields: Fields, year: number): BulkAsked | Text {
  const act = BULK_ACTS.find((one) => one === fields('act'));
  if (!act) return sayTexts((t) => t.unknownAct);
  const typed = fields('until')?.trim() ?? '';
  const until = isIsoDay(typed) ? typed : undefined;
  if (typed !== '' && until === undefined) return sayTexts((t) => t.badDay);
  if ((act === 'return' || act === 'demand') && until === undefined) return sayTexts((t) => t.dayMissing);
  const rows = fields.all('row').flatMap((value) => readRow(value, year) ?? []);
  if (rows.length === 0) return sayTexts((t) => t.nonePicked);
  if (rows.length > PAGE_SIZE) return sayTexts((t) => t.tooMany(String(PAGE_SIZE)));
  // A form sends ends of lines as the network has them.
  const why = (fields('why') ?? '').replaceAll('\r\n', '\n').trim();
  return { act, why, until, rows };
}

/** As `nameRow` writes it. */
function readRow(value: string, year: number): BulkRow | undefined {
  const [district = '', agencyId = '', submissionId = ''] = value.split(' ');
  if (!isRegionCode(district) || !AGENCY_ID.test(agencyId)) return undefined;
  return { on: { district, agencyId, year }, submissionId };
}

/** As `nameIdentified` writes it. */
export const readIdentified = (values: readonly string[], year: number): IdentifiedRow[] =>
  values.flatMap((value) => {
    const [id = '', seen = '', ...rest] = value.split(' ');
    const row = readRow(rest.join(' '), year);
    return row && ID.test(id) ? [{ ...row, id, seen: seen === '-' ? undefined : Number(seen) }] : [];
  });
const ID = /^[0-9a-f-]{36}$/;

export const nameIdentified = ({ id, seen, on, submissionId }: IdentifiedRow): string =>
  [id, seen ?? '-', on.district, on.agencyId, submissionId].join(' ').trimEnd();

const onAgency = ({ district, agencyId: agency }: Place): On => ({ kind: 'agency', agency, district });

export async function previewBulk(
  deps: BulkDeps,
  principal: Principal,
  asked: BulkAsked,
): Promise<readonly PreviewedRow[]> {
  const [mine, others] = await partRows(deps, principal, asked.act, asked.rows);
  const previewed =
    asked.act === 'remind'
      ? await previewReminding(deps, asked, mine)
      : await previewDeeds(deps, principal, asked, mine);
  return [...previewed, ...others];
}

/** Those that the person may act on, with their names; the others are refused. Where a row lies is proved by what is there. */
async function partRows<Row extends BulkRow>(
  { table }: BulkDeps,
  principal: Principal,
  act: BulkAct,
  rows: readonly Row[],
): Promise<readonly [readonly (Row & Named)[], readonly RefusedRow[]]> {
  const read = await table.agencyYearsAt(rows.map(({ on }) => on));
  const named = rows.map((row) => {
    const agency = read(row.on)?.agency;
    return { ...row, name: agency ? nameInYear(agency, row.on.year) : row.on.agencyId };
  });
  const isMine = ({ on }: Row): boolean => may(principal, BULK_RIGHTS[act], onAgency(on));
  return [
    named.filter(isMine),
    named
      .filter((row) => !isMine(row))
      .map(({ on, name }) => ({ kind: 'refused', on, name, why: sayTexts((t) => t.notYours) })),
  ];
}

async function previewReminding(
  deps: BulkDeps,
  { why }: BulkAsked,
  rows: readonly (BulkRow & Named)[],
): Promise<readonly PreviewedRow[]> {
  const previews = await previewReminders(deps.reminders, { on: rows.map(({ on }) => on), why });
  return previews.map((one): PreviewedRow =>
    one.kind === 'refused'
      ? { kind: 'refused', on: one.on, name: one.name, why: REMINDER_REFUSAL_WORDS[one.why] }
      : {
          kind: 'possible',
          on: one.on,
          name: one.name,
          row: { on: one.on, submissionId: '', id: crypto.randomUUID(), seen: undefined },
          consequences: [],
          to: one.to,
        },
  );
}

function previewDeeds(
  deps: BulkDeps,
  principal: Principal,
  asked: BulkAsked,
  rows: readonly (BulkRow & Named)[],
): Promise<readonly PreviewedRow[]> {
  return pMap(
    rows,
    async (row): Promise<PreviewedRow> => {
      const { on, name } = row;
      const id = crypto.randomUUID();
      const preview = await previewAct(deps.acts, signRow(asked, principal, { ...row, id }));
      switch (preview.kind) {
        case 'refused':
          return { kind: 'refused', on, name, why: REFUSAL_WORDS[preview.why] };
        case 'repeated':
          throw new TypeError('a new id was taken before');
        case 'possible': {
          const { before, after, consequences } = preview;
          const identified = { on, submissionId: row.submissionId, id, seen: before.revision };
          return { kind: 'possible', on, name, row: identified, before, after, consequences };
        }
      }
    },
    { concurrency: CONCURRENCY },
  );
}

const signRow = (
  asked: Omit<BulkAsked, 'rows'>,
  { mail, name }: Principal,
  { on, id, submissionId }: BulkRow & { readonly id: string },
): AskedAct => ({
  id,
  on,
  by: { kind: 'person', mail, name },
  why: asked.why,
  ...makeDeed(asked, submissionId),
});

function makeDeed({ act, until }: Omit<BulkAsked, 'rows' | 'why'>, submissionId: string): Deed {
  switch (act) {
    case 'confirm':
      return { kind: 'confirm', submissionId };
    case 'recognise':
      return { kind: 'answer-explanation', submissionId, answer: 'recognised' };
    case 'demand':
    case 'return':
      if (until === undefined) throw new TypeError('a correction without a day was let through');
      return { kind: act, submissionId, until };
    case 'note':
    case 'remind':
      return { kind: 'note', ...(until !== undefined && { until }) };
  }
}

/** Each by itself: what fails about one keeps nobody else from it. */
export async function performBulk(
  deps: BulkDeps,
  principal: Principal,
  asked: Omit<BulkAsked, 'rows'>,
  rows: readonly IdentifiedRow[],
): Promise<readonly DoneRow[]> {
  const [mine, others] = await partRows(deps, principal, asked.act, rows);
  const done =
    asked.act === 'remind'
      ? await performReminding(deps, principal, asked, mine)
      : await pMap(mine, (row) => performOne(deps, principal, asked, row), { concurrency: CONCURRENCY });
  return [...done, ...others];
}

async function performOne(
  deps: BulkDeps,
  principal: Principal,
  asked: Omit<BulkAsked, 'rows'>,
  row: IdentifiedRow & Named,
): Promise<DoneRow> {
  const { on, name } = row;
  try {
    const done = await performAct(deps, signRow(asked, principal, row), row.seen);
    if (done.kind === 'refused') return { kind: 'refused', on, name, why: REFUSAL_WORDS[done.why] };
    return { kind: done.kind === 'recorded' ? 'done' : 'repeated', on, name };
  } catch (error) {
    deps.log.error('an act of several failed', { requestId: row.id, error });
    return { kind: 'refused', on, name, why: sayTexts((t) => t.failed) };
  }
}

async function performReminding(
  deps: BulkDeps,
  { mail, name }: Principal,
  { why }: Omit<BulkAsked, 'rows'>,
  rows: readonly (IdentifiedRow & Named)[],
): Promise<readonly DoneRow[]> {
  const by = { kind: 'person', mail, name } as const;
  const on = rows.map((row) => row.on);
  for (const preview of await previewReminders(deps.reminders, { on, why }))
    if (preview.kind === 'possible')
      await deps.trail.append({
        id: crypto.randomUUID(),
        at: deps.now(),
        by,
        act: 'remind',
        on: {
          kind: 'agency',
          agency: preview.on.agencyId,
          district: preview.on.district,
          year: preview.on.year,
        },
        detail: why,
      });
  const done = await remindNow(deps.reminders, { on, by, why });
  return done.map((one): DoneRow => {
    if (one.kind === 'reminded') return { kind: 'done', on: one.on, name: one.name };
    if (one.isDone) return { kind: 'repeated', on: one.on, name: one.name };
    return { kind: 'refused', on: one.on, name: one.name, why: REMINDER_REFUSAL_WORDS[one.why] };
  });
}
