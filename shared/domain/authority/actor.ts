/** Who did something: every submission and every act keeps it for ever. */
export type Actor =
  | { readonly kind: 'person'; readonly mail: string; readonly name: string }
  /** A program, by a credential that a person made. */
  | { readonly kind: 'credential'; readonly mail: string; readonly name: string; readonly credential: string }
  /** Whoever holds the data folder or the deploy role. */
  | { readonly kind: 'operator' }
  | { readonly kind: 'unknown' };
