export type Grant =
  | { readonly role: 'agency'; readonly agency: string; readonly district: string }
  | { readonly role: 'oversight'; readonly region: string }
  | { readonly role: 'operator' };
/** A person who is signed in, with what was granted to that address as of now. */
export interface Principal {
  readonly mail: string;
  readonly name: string;
  readonly grants: readonly Grant[];
  readonly secondStep: boolean;
}
