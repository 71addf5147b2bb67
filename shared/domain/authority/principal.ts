/** Who is signed in, and what was granted to them. */
export type Grant =
  | { readonly role: 'agency'; readonly agency: string; readonly district: string }
  | { readonly role: 'oversight'; readonly region: string }
  | { readonly role: 'operator' };

/** A person who is signed in, with what was granted to that address as of now. */
export interface Principal {
  readonly mail: string;
  readonly name: string;
  readonly grants: readonly Grant[];
  /** Whether a second step was done that counts today. */
  readonly secondStep: boolean;
}

/** Whether more than one agency's own affairs are at stake: such sessions end earlier. */
export const hasOffice = (grants: readonly Grant[]): boolean => grants.some(({ role }) => role !== 'agency');

/** The regions that a person is in charge of, each with all below it; `undefined`: everything, which is an operator's. */
export const listAreas = ({ grants }: Pick<Principal, 'grants'>): (string | undefined)[] =>
  grants.some(({ role }) => role === 'operator')
    ? [undefined]
    : grants.flatMap((grant) => (grant.role === 'oversight' ? [grant.region] : []));
