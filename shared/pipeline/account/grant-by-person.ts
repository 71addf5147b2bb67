/** A person gives or takes a grant on the page: what it would be, and doing it as it was seen. */
import type { AccountRecords } from '../../adapters/table/account-records.ts';
import type { PlaceNames } from '../../adapters/table/place-names.ts';
import { checkGrant, hasEnded, type GrantRefusal } from '../../domain/authority/check-grant.ts';
import {
  isSameGrant,
  placeGrant,
  type GrantChange,
  type Granted,
  type GrantRecord,
  type WishedGrant,
} from '../../domain/authority/grant-record.ts';
import { may, type On } from '../../domain/authority/may.ts';
import type { Principal } from '../../domain/authority/principal.ts';
import { addDays, tellChinaDay, type Instant } from '../../domain/basics/calendar.ts';
import { changeGrant, lookAtGrants, type GrantsThere, type GrantTable } from './change-grant.ts';

export interface GrantingDeps {
  readonly accounts: GrantTable & Pick<AccountRecords, 'agencies'>;
  readonly places: Pick<PlaceNames, 'regionsAt'>;
  readonly now: () => Instant;
}

export type GrantRefused =
  | GrantRefusal
  | 'unknown-agency'
  | 'unknown-region'
  /** Somebody changed it since it was looked at. */
  | 'changed';

interface Refused {
  readonly kind: 'refused';
  readonly why: GrantRefused;
}

export interface GrantPreview extends Omit<GrantsThere, 'operators'> {
  readonly kind: 'possible';
  readonly on: On;
}

/** `seen`: when the grant was last changed as it was looked at; empty where there was none. */
interface Confirmed {
  readonly id: string;
  readonly seen: string;
}

export async function previewGrant(
  deps: GrantingDeps,
  principal: Principal,
  wished: WishedGrant,
): Promise<GrantPreview | Refused> {
  const on = await findPlace(deps, principal, wished);
  if (typeof on === 'string') return { kind: 'refused', why: on };
  const { there } = await lookAtGrants(
    { table: deps.accounts, now: deps.now },
    { id: '', after: wished, on, by: nameActor(principal) },
  );
  const why = checkGrant(principal, { ...there, on }, tellChinaDay(deps.now()));
  const { before, after } = there;
  return why === undefined ? { kind: 'possible', before, after, on } : { kind: 'refused', why };
}

export async function giveGrant(
  deps: GrantingDeps,
  principal: Principal,
  wished: WishedGrant,
  { id, seen }: Confirmed,
): Promise<{ readonly kind: 'written' | 'repeated'; readonly change: GrantChange } | Refused> {
  const on = await findPlace(deps, principal, wished);
  if (typeof on === 'string') return { kind: 'refused', why: on };
  const by = nameActor(principal);
  const done = await changeGrant<GrantRefused>(
    { table: deps.accounts, now: deps.now },
    { id, after: wished, on, by },
    (there) => {
      const why = checkGrant(principal, { ...there, on }, tellChinaDay(deps.now()));
      return why ?? ((there.before?.since ?? '') === seen ? undefined : 'changed');
    },
  );
  if (done.kind !== 'repeated') return done;
  // Whoever made an id up for something else has not done this.
  const { after } = done.change;
  const isSame = isSameGrant(after, { ...after, ...wished }) && !after.withdrawn === !wished.withdrawn;
  return isSame ? done : { kind: 'refused', why: 'changed' };
}

/** A grant that the person may withdraw; of others they are told nothing. */
export async function findGrant(
  deps: GrantingDeps,
  principal: Principal,
  mail: string,
  granted: Granted,
): Promise<GrantRecord | undefined> {
  const on = await findPlace(deps, principal, { ...granted, mail, name: '' });
  return typeof on === 'string' ? undefined : (await deps.accounts.grantToChange(mail, granted, '')).before;
}

/** The grant as it would be withdrawn today. */
export function withdrawn(grant: GrantRecord, why: string, now: Instant): WishedGrant {
  const today = tellChinaDay(now);
  // One that has ended stays as it is, and is refused.
  const to = hasEnded(grant, today) ? grant.to : addDays(today, -1);
  return { ...grant, to, withdrawn: { why } };
}

/** Whoever may not is told nothing of what there is. */
async function findPlace(
  { accounts, places }: Pick<GrantingDeps, 'accounts' | 'places'>,
  principal: Principal,
  wished: WishedGrant,
): Promise<On | GrantRefused> {
  if (wished.role === 'agency') {
    const [agency] = await accounts.agencies([wished.agency]);
    const mayGrant =
      agency &&
      may(
        principal,
        'grant',
        placeGrant(wished, () => agency.district),
      );
    return mayGrant ? placeGrant(wished, () => agency.district) : 'unknown-agency';
  }
  const on = placeGrant(wished, () => undefined);
  if (!may(principal, 'grant', on)) return 'not-yours';
  if (wished.role === 'operator') return on;
  return (await places.regionsAt([wished.region])).length > 0 ? on : 'unknown-region';
}

const nameActor = ({ mail, name }: Principal) => ({ kind: 'person', mail, name }) as const;
