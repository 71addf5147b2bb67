/**
 * Who may do what, where. What a role may do stands in one table; where it may do it is told by its grant: an agency by
 * its id, an office within its region and all below by their codes, an operator everywhere.
 */
import { traceLineage } from '../basics/region.ts';
import type { Grant, Principal } from './principal.ts';

export const ROLES = ['agency', 'oversight', 'operator'] as const;
export type Role = (typeof ROLES)[number];

const MAY = {
  /** An office files for an agency that can't. */
  file: ['agency', 'oversight'],
  /** What is not filed yet is its agency's own. */
  'read-drafts': ['agency'],
  'see-contacts': ['agency', 'oversight', 'operator'],
  /** What offices write of agencies. */
  'see-notes': ['oversight'],
  /** What waits for an office, with its rectification ledger. */
  'see-desk': ['oversight', 'operator'],
  return: ['oversight'],
  demand: ['oversight'],
  confirm: ['oversight'],
  'answer-explanation': ['oversight'],
  extend: ['oversight'],
  note: ['oversight'],
  remind: ['oversight'],
  withhold: ['oversight'],
  'edit-roster': ['oversight', 'operator'],
  'record-publication': ['oversight', 'operator'],
  grant: ['oversight', 'operator'],
  'make-credential': ['agency', 'oversight'],
  'see-audit': ['oversight', 'operator'],
  load: ['operator'],
} as const satisfies Record<string, readonly Role[]>;

export type Act = keyof typeof MAY;

/** What an act is done to. */
export type On =
  | { readonly kind: 'agency'; readonly agency: string; readonly district: string }
  | { readonly kind: 'region'; readonly region: string }
  /** The whole system: what belongs to no region. */
  | { readonly kind: 'system' };

/** What a grant was given for: an office's has all below it. */
export function tellGranted(grant: Grant): On {
  switch (grant.role) {
    case 'agency':
      return { kind: 'agency', agency: grant.agency, district: grant.district };
    case 'oversight':
      return { kind: 'region', region: grant.region };
    case 'operator':
      return { kind: 'system' };
  }
}

/** Whoever something was granted to, person or office. */
export type Granted = Pick<Principal, 'grants'>;

export function may(principal: Granted | undefined, act: Act, on: On): boolean {
  const roles: readonly Role[] = MAY[act];
  return (principal?.grants ?? []).some((grant) => roles.includes(grant.role) && reaches(grant, on));
}

function reaches(grant: Grant, on: On): boolean {
  switch (grant.role) {
    case 'agency':
      return on.kind === 'agency' && on.agency === grant.agency;
    case 'oversight':
      return liesWithin(on, grant.region);
    case 'operator':
      return true;
  }
}

/** In the region or one below it; what is the system's lies in none. */
export const liesWithin = (on: On, region: string): boolean =>
  on.kind !== 'system' && traceLineage(on.kind === 'agency' ? on.district : on.region).includes(region);
