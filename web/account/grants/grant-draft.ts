/** What somebody typed to grant something, and what it means. */
import type { Role } from '../../../shared/domain/authority/may.ts';
import { ROLES } from '../../../shared/domain/authority/may.ts';
import {
  isPersonName,
  type Granted,
  type WishedGrant,
} from '../../../shared/domain/authority/grant-record.ts';
import { isIsoDay, type IsoDay } from '../../../shared/domain/basics/calendar.ts';
import { foldMail, isMailAddress } from '../../../shared/domain/basics/mail-address.ts';
import { cleanName } from '../../../shared/domain/basics/same-name.ts';
import type { GrantsTexts } from '../../texts/grants-zh-cn.ts';

/** As it was typed. */
export interface GrantDraft {
  readonly role: Role | undefined;
  /** A code, once it is found. */
  readonly region: string;
  readonly agency: string;
  readonly mail: string;
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

export type GrantField = keyof GrantDraft | 'why';
export type Complaints = ReadonlyMap<GrantField, keyof GrantsTexts['complaints']>;

export function readDraft(field: (name: string) => string | undefined): GrantDraft {
  const text = (name: string): string => field(name)?.trim() ?? '';
  return {
    role: ROLES.find((role) => role === field('role')),
    region: text('region'),
    agency: text('agency'),
    mail: text('mail'),
    name: cleanName(text('name')),
    from: text('from'),
    to: text('to'),
  };
}

/** What is wrong with it, or what is wished for. The region is found already. */
export function readWish(
  draft: GrantDraft,
):
  | { readonly kind: 'wish'; readonly wish: WishedGrant }
  | { readonly kind: 'bad'; readonly complaints: Complaints } {
  const complaints = new Map<GrantField, keyof GrantsTexts['complaints']>();
  const granted = readGranted(draft);
  if (!granted)
    complaints.set(draft.role === 'agency' ? 'agency' : 'role', draft.role === 'agency' ? 'agency' : 'role');
  if (!isMailAddress(draft.mail)) complaints.set('mail', 'mail');
  if (!isPersonName(draft.name)) complaints.set('name', 'name');
  const from = readDay(draft.from);
  const to = readDay(draft.to);
  if (from === 'no day') complaints.set('from', 'from');
  if (to === 'no day') complaints.set('to', 'to');
  else if (from !== undefined && to !== undefined && to < from) complaints.set('to', 'order');
  if (!granted || complaints.size > 0 || from === 'no day' || to === 'no day')
    return { kind: 'bad', complaints };
  return {
    kind: 'wish',
    wish: {
      ...granted,
      mail: foldMail(draft.mail),
      name: draft.name,
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
    },
  };
}

function readGranted({ role, region, agency }: GrantDraft): Granted | undefined {
  switch (role) {
    case 'agency':
      return agency === '' ? undefined : { role, agency };
    case 'oversight':
      return { role, region };
    case 'operator':
      return { role };
    case undefined:
      return undefined;
  }
}

const readDay = (text: string): IsoDay | 'no day' | undefined =>
  text === '' ? undefined : isIsoDay(text) ? text : 'no day';
