import type { Instant } from '../basics/calendar.ts';

/** What is kept of a sign-in between the page that leads to the provider and the provider's answer. */
export interface PendingSignIn {
  /** Proves to the provider that whoever began asks for the tokens (PKCE). */
  readonly verifier: string;
  /** Binds the provider's ID token to this sign-in. */
  readonly nonce: string;
  /** Where the provider sends the browser back to: from the deployment, never from a request's `Host`. */
  readonly redirectUri: string;
  /** The path of this site that was to be seen. */
  readonly returnTo: string;
  /** The provider was asked for a second factor: it isn't asked again where it gave none. */
  readonly isStepUp: boolean;
  readonly until: Instant;
}

/** Long enough to find a telephone for the second factor, short enough that what is left open closes. */
export const PENDING_MINUTES = 10;
