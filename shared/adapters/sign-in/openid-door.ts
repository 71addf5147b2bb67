/**
 * Signing in with a provider of identities (OpenID Connect): authorization code flow with PKCE, state and nonce. What the
 * provider says is who somebody is and how sure it is of that; what that person may do stands with us, never in its claims.
 */
import { createHash } from 'node:crypto';
import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type Configuration,
} from 'openid-client';
import type { OpenIdSettings } from '../../contracts/openid-env.ts';
import { countEpochMs, makeInstant, type Instant } from '../../domain/basics/calendar.ts';
import { PENDING_MINUTES, type PendingSignIn } from '../../domain/authority/pending-sign-in.ts';
import type { Assurance } from '../../domain/authority/provider-assurance.ts';
import { UnavailableError } from '../../errors.ts';
import type { PendingSignIns } from '../table/pending-sign-ins.ts';
import { createOpenIdConfiguration } from './openid-client.ts';

type Refusal =
  /** The answer reached another browser than the one that began, or none began. */
  | 'other-browser'
  /** It was used already, or is too old. */
  | 'not-pending'
  /** The person or the provider said no. */
  | 'denied'
  /** What came is not what was asked for: another issuer, another nonce, a wrong signature. */
  | 'wrong-answer'
  | 'no-mail'
  | 'mail-unverified';

export type OpenIdAnswer =
  | {
      readonly kind: 'identified';
      readonly mail: string;
      readonly name: string;
      readonly assurance: Assurance;
      readonly returnTo: string;
      readonly isStepUp: boolean;
    }
  | { readonly kind: 'refused'; readonly why: Refusal };

/** The provider does not answer, or can't be used: another door may do, or another time. */
interface Away {
  readonly kind: 'away';
  readonly error: UnavailableError;
}

export type OpenIdDoor = ReturnType<typeof createOpenIdDoor>;

export function createOpenIdDoor({
  settings,
  pending,
  now,
}: {
  readonly settings: OpenIdSettings;
  readonly pending: PendingSignIns;
  readonly now: () => Instant;
}) {
  const configure = createOpenIdConfiguration(settings);

  return {
    /** What the provider is called on the page, where the deployment says it. */
    name: settings.name,
    forOffices: settings.forOffices,

    /** Where the browser is to be sent, and the state that its cookie must hold when it comes back. */
    async begin({
      redirectUri,
      returnTo,
      isStepUp = false,
    }: Pick<PendingSignIn, 'redirectUri' | 'returnTo'> & Partial<Pick<PendingSignIn, 'isStepUp'>>): Promise<
      { readonly kind: 'led'; readonly location: string; readonly state: string } | Away
    > {
      const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()];
      const config = await configure().catch(tellAway);
      if ('kind' in config) return config;
      const until = makeInstant(countEpochMs(now()) + PENDING_MINUTES * 60_000);
      await pending.keep(hashState(state), { verifier, nonce, redirectUri, returnTo, isStepUp, until });
      const location = buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: settings.scope,
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        ...(isStepUp && { prompt: 'login', ...nameClasses(settings) }),
      });
      return { kind: 'led', location: location.href, state };
    },

    /**
     * Where the browser ends its session with the provider, and comes back from: by our name there, no ID token is kept for it.
     * `undefined` where the provider has no such address, or is away.
     */
    async tellWayOut(backTo: string): Promise<string | undefined> {
      const config = await configure().catch(tellAway);
      if ('kind' in config || config.serverMetadata().end_session_endpoint === undefined) return undefined;
      return buildEndSessionUrl(config, { post_logout_redirect_uri: backTo }).href;
    },

    /**
     * What the provider answered. `query` is that of the address to which the browser was sent back, `state` what its
     * cookie holds.
     */
    async finish({
      query,
      state,
    }: {
      readonly query: string;
      readonly state: string | undefined;
    }): Promise<OpenIdAnswer | Away> {
      if (state === undefined || new URLSearchParams(query).get('state') !== state)
        return refuse('other-browser');
      const begun = await pending.take(hashState(state));
      if (begun === undefined || begun.until <= now()) return refuse('not-pending');
      const url = new URL(begun.redirectUri);
      url.search = query;
      const config = await configure().catch(tellAway);
      if ('kind' in config) return config;
      const claims = await askClaims(config, url, state, begun, settings).catch(tellFailure);
      if ('kind' in claims) return claims;
      return identify(claims, begun, settings);
    },
  };
}

const refuse = (why: Refusal): OpenIdAnswer & { readonly kind: 'refused' } => ({ kind: 'refused', why });

/** The state itself stands in addresses and logs of proxies: the table knows it by its hash, as it does sessions. */
const hashState = (state: string): string => createHash('sha256').update(state).digest('hex');

const nameClasses = ({ forOffices: { acr } }: OpenIdSettings) =>
  acr.length > 0 ? { acr_values: acr.join(' ') } : {};

interface Claims {
  readonly values: Readonly<Record<string, unknown>>;
  readonly assurance: Assurance;
}

/** Issuer, audience, signature, nonce, state and times are checked by the library. */
async function askClaims(
  config: Configuration,
  url: URL,
  state: string,
  { verifier, nonce }: PendingSignIn,
  { mailClaim, nameClaim }: OpenIdSettings,
): Promise<Claims> {
  const tokens = await authorizationCodeGrant(config, url, {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
  });
  const idToken = tokens.claims();
  if (idToken === undefined) throw new ClientError('the provider sent no ID token');
  // How sure the provider is stands in what it signed, and nowhere else.
  const { acr, amr } = idToken;
  const assurance = {
    acr: isText(acr) ? acr : undefined,
    amr: Array.isArray(amr) ? amr.filter(isText) : [],
  };
  const isWhole = [mailClaim, nameClaim].every((claim) => idToken[claim] !== undefined);
  if (isWhole || config.serverMetadata().userinfo_endpoint === undefined)
    return { values: idToken, assurance };
  const more = await fetchUserInfo(config, tokens.access_token, idToken.sub);
  return { values: { ...more, ...idToken }, assurance };
}

function identify(
  { values, assurance }: Claims,
  { returnTo, isStepUp }: PendingSignIn,
  { mailClaim, nameClaim, acceptsUnverifiedMail }: OpenIdSettings,
): OpenIdAnswer {
  const mail = values[mailClaim];
  if (!isText(mail) || mail.trim() === '') return refuse('no-mail');
  // It speaks of the claim `email`, and of no other that may hold an address.
  const verified = mailClaim === 'email' ? values['email_verified'] : false;
  if (verified !== true && verified !== 'true' && !acceptsUnverifiedMail) return refuse('mail-unverified');
  const name = values[nameClaim];
  return {
    kind: 'identified',
    mail: mail.trim(),
    name: isText(name) && name.trim() !== '' ? name.trim() : mail.trim(),
    assurance,
    returnTo,
    isStepUp,
  };
}

const isText = (value: unknown): value is string => typeof value === 'string';

function tellAway(error: unknown): Away {
  if (error instanceof UnavailableError) return { kind: 'away', error };
  throw error;
}

/** What did not answer is told apart, out of the library's wrapping, from what answered wrongly. */
function tellFailure(error: unknown): Away | (OpenIdAnswer & { readonly kind: 'refused' }) {
  if (error instanceof Error && error.cause instanceof UnavailableError) return tellAway(error.cause);
  if (error instanceof AuthorizationResponseError) return refuse('denied');
  if (
    error instanceof ClientError ||
    error instanceof ResponseBodyError ||
    error instanceof WWWAuthenticateChallengeError
  )
    return refuse('wrong-answer');
  throw error;
}
