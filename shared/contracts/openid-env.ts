/** Variables by which the sign-in finds a provider of identities (OpenID Connect); without an issuer there is none. */
import * as z from 'zod/mini';
import type { RequiredAssurance } from '../domain/authority/provider-assurance.ts';
import type { StepPolicy } from '../domain/authority/step-done.ts';

const text = z.string().check(z.minLength(1));

/** What a provider must show of offices: whoever reads sessions needs to know it. */
export const officeDemandEnv = {
  OPENID_ISSUER: z.optional(z.url()),
  /** Classes (`acr`) and methods (`amr`), separated by spaces, of which offices and operators must show one. */
  OPENID_OFFICE_ACR: z.optional(text),
  OPENID_OFFICE_AMR: z.optional(text),
};

export const openIdEnv = {
  ...officeDemandEnv,
  OPENID_CLIENT_ID: z.optional(text),
  /** One of the two, or neither where the provider takes this system for a public client. */
  OPENID_CLIENT_SECRET: z.optional(text),
  /** A private key in PEM (PKCS #8; EC P-256, RSA or Ed25519), with which the client signs for itself. */
  OPENID_CLIENT_KEY: z.optional(text),
  /** What the provider is called on the page. */
  OPENID_NAME: z.optional(text),
  OPENID_SCOPE: z.optional(text),
  OPENID_MAIL_CLAIM: z.optional(text),
  OPENID_NAME_CLAIM: z.optional(text),
  /** `accept`: the provider's addresses are the employer's own, and it sends no `email_verified`. */
  OPENID_UNVERIFIED_MAIL: z.optional(z.enum(['accept', 'refuse'])),
};
type OfficeDemandEnv = z.infer<z.ZodMiniObject<typeof officeDemandEnv>>;
export type OpenIdEnv = z.infer<z.ZodMiniObject<typeof openIdEnv>>;

export interface OpenIdSettings {
  readonly issuer: URL;
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
  readonly clientKey?: string | undefined;
  readonly name?: string | undefined;
  readonly scope: string;
  readonly mailClaim: string;
  readonly nameClaim: string;
  readonly acceptsUnverifiedMail: boolean;
  readonly forOffices: RequiredAssurance;
}

const LOOPBACK = /^(?:127\.0\.0\.1|localhost|\[::1\])$/;

/** Whether an address may be asked without TLS: what listens there is on this machine. */
export const isLoopback = ({ hostname }: URL): boolean => LOOPBACK.test(hostname);

/** The provider that the environment names. Throws where it names one by halves, and says no value. */
export function readOpenIdSettings(env: OpenIdEnv): OpenIdSettings | undefined {
  if (env.OPENID_ISSUER === undefined) return undefined;
  const issuer = new URL(env.OPENID_ISSUER);
  if (issuer.protocol !== 'https:' && !(issuer.protocol === 'http:' && isLoopback(issuer)))
    throw new Error('OPENID_ISSUER must begin with https://');
  if (env.OPENID_CLIENT_ID === undefined) throw new Error('OPENID_ISSUER needs OPENID_CLIENT_ID');
  if (env.OPENID_CLIENT_SECRET !== undefined && env.OPENID_CLIENT_KEY !== undefined)
    throw new Error('OPENID_CLIENT_SECRET and OPENID_CLIENT_KEY exclude each other');
  return {
    issuer,
    clientId: env.OPENID_CLIENT_ID,
    clientSecret: env.OPENID_CLIENT_SECRET,
    clientKey: env.OPENID_CLIENT_KEY,
    name: env.OPENID_NAME,
    scope: env.OPENID_SCOPE ?? 'openid email profile',
    mailClaim: env.OPENID_MAIL_CLAIM ?? 'email',
    nameClaim: env.OPENID_NAME_CLAIM ?? 'name',
    acceptsUnverifiedMail: env.OPENID_UNVERIFIED_MAIL === 'accept',
    forOffices: listDemanded(env),
  };
}

/** What counts as a second step where the system is deployed. */
export const readStepPolicy = (env: OfficeDemandEnv): StepPolicy => ({
  ofProvider: env.OPENID_ISSUER === undefined ? undefined : listDemanded(env),
  hasDemonstration: false,
});

const listDemanded = (env: OfficeDemandEnv): RequiredAssurance => ({
  acr: listWords(env.OPENID_OFFICE_ACR),
  amr: listWords(env.OPENID_OFFICE_AMR),
});

const listWords = (words = ''): readonly string[] => words.split(/\s+/).filter((word) => word !== '');
