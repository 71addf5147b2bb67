/** What of the audit trail is asked for, and whether whoever asks may see it. */
import { isAuditedAct } from '../../../shared/domain/authority/audit-entry.ts';
import { liesWithin, may } from '../../../shared/domain/authority/may.ts';
import { listAreas, type Principal } from '../../../shared/domain/authority/principal.ts';
import {
  addDays,
  countEpochMs,
  endOfChinaDay,
  isIsoDay,
  makeInstant,
  tellChinaDay,
  type Instant,
  type IsoDay,
} from '../../../shared/domain/basics/calendar.ts';
import { AGENCY_ID } from '../../../shared/domain/basics/place.ts';
import { isRegionCode, tellLevel } from '../../../shared/domain/basics/region.ts';
import { listAuditScopes, type AuditQuestion } from '../../../shared/pipeline/list-audit.ts';
import { isAuditPosition, readAuditPart, type AuditPart } from '../../../shared/pipeline/read-audit-page.ts';
import type { AuditTexts } from '../../texts/audit-zh-cn.ts';
import type { OfficeDeps } from '../ports.ts';

/** As it was typed. */
export interface AuditTyped {
  readonly from: string;
  readonly to: string;
  readonly act: string;
  readonly mail: string;
  readonly region: string;
  readonly agency: string;
  readonly before: string;
}
export const AUDIT_FIELDS = ['from', 'to', 'act', 'mail', 'region', 'agency', 'before'] as const;

type AuditField = (typeof AUDIT_FIELDS)[number];
export type AuditComplaints = ReadonlyMap<AuditField, keyof AuditTexts['bad']>;

export interface AuditAsked extends Omit<AuditQuestion, 'within'> {
  /** Each with all below it; `undefined`: everything. */
  readonly areas: readonly (string | undefined)[];
  readonly before: string | undefined;
}

const DAYS_BACK = 31;

export function readAuditTyped(field: (name: string) => string | undefined): AuditTyped {
  const text = (name: AuditField): string => field(name)?.trim() ?? '';
  return {
    from: text('from'),
    to: text('to'),
    act: text('act'),
    mail: text('mail'),
    region: text('region'),
    agency: text('agency'),
    before: text('before'),
  };
}

export async function parseAuditAsked(
  { table, now }: Pick<OfficeDeps, 'table' | 'now'>,
  principal: Principal,
  typed: AuditTyped,
): Promise<
  | { readonly kind: 'asked'; readonly asked: AuditAsked; readonly days: { from: IsoDay; to: IsoDay } }
  | { readonly kind: 'bad'; readonly complaints: AuditComplaints }
> {
  const complaints = new Map<AuditField, keyof AuditTexts['bad']>();
  const to = readDay(typed.to, tellChinaDay(now()));
  if (to === undefined) complaints.set('to', 'day');
  const from = readDay(typed.from, addDays(to ?? tellChinaDay(now()), -DAYS_BACK));
  if (from === undefined) complaints.set('from', 'day');
  else if (to !== undefined && from > to) complaints.set('to', 'order');
  let areas = listAreas(principal);
  if (typed.region !== '') {
    const code = typed.region.slice(0, 6);
    if (isRegionCode(code) && may(principal, 'see-audit', { kind: 'region', region: code })) areas = [code];
    else complaints.set('region', 'region');
  }
  if (typed.agency !== '') {
    const agency = AGENCY_ID.test(typed.agency) ? await table.roster(typed.agency) : undefined;
    const { district = '' } = agency ?? {};
    if (agency && may(principal, 'see-audit', { kind: 'agency', agency: agency.id, district }))
      areas = [district];
    else complaints.set('agency', 'agency');
  }
  if (from === undefined || to === undefined || complaints.size > 0) return { kind: 'bad', complaints };
  const asked: AuditAsked = {
    areas,
    from: beginOfDay(from),
    until: beginOfDay(addDays(to, 1)),
    act: isAuditedAct(typed.act) ? typed.act : undefined,
    mail: typed.mail === '' ? undefined : typed.mail,
    agency: typed.agency === '' ? undefined : typed.agency,
    before: isAuditPosition(typed.before) ? typed.before : undefined,
  };
  return { kind: 'asked', asked, days: { from, to } };
}

const readDay = (text: string, otherwise: IsoDay): IsoDay | undefined =>
  text === '' ? otherwise : isIsoDay(text) ? text : undefined;

const beginOfDay = (day: IsoDay): Instant => makeInstant(countEpochMs(endOfChinaDay(addDays(day, -1))) + 1);

/** What one answer may cost: `requests` and entries of each. */
interface AuditCost {
  readonly most: number;
  readonly reads: number;
}
/** Entries of one request where one province is read, some 400 kB; where a nation's are, less of each. */
const CHUNK = 1000;
const CHUNK_OF_MANY = 50;

export async function readAsked(
  { table, trail }: Pick<OfficeDeps, 'table' | 'trail'>,
  principal: Principal,
  { areas, before, ...question }: AuditAsked,
  { most, reads }: AuditCost,
): Promise<AuditPart> {
  const needsProvinces = areas.some((area) => area === undefined || tellLevel(area) === 'nation');
  const provinces = needsProvinces
    ? (await table.regions()).map(({ code }) => code).filter((code) => tellLevel(code) === 'province')
    : [];
  const scopes = [...new Set(areas.flatMap((area) => listAuditScopes(area, provinces)))];
  const chunk = scopes.length > 2 ? CHUNK_OF_MANY : CHUNK;
  return readAuditPart(
    { trail, scopes },
    {
      ...question,
      before,
      // A narrower region may have been asked for; nothing is shown that is not the reader's.
      maySee: ({ on }) =>
        may(principal, 'see-audit', on) && areas.some((area) => area === undefined || liesWithin(on, area)),
    },
    { most, requests: Math.ceil(reads / chunk), chunk },
  );
}
