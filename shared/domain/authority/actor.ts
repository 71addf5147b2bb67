/** Who did something: every submission and every act keeps it for ever. */
export type Actor =
  | { readonly kind: 'person'; readonly mail: string; readonly name: string }
  /** A program, by a credential that a person made: `credential` is what that person calls it, `id` tells it from another. */
  | {
      readonly kind: 'credential';
      readonly mail: string;
      readonly name: string;
      readonly credential: string;
      readonly id?: string | undefined;
    }
  /** Whoever holds the data folder or the deploy role. */
  | { readonly kind: 'operator' }
  | { readonly kind: 'unknown' };
