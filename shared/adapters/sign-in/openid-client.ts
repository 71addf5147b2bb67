/** The provider of identities as the library sees it: discovered once, asked within seconds, over TLS. */
import { createPrivateKey, type KeyObject } from 'node:crypto';
import {
  ClientSecretBasic,
  ClientSecretPost,
  None,
  PrivateKeyJwt,
  allowInsecureRequests,
  customFetch,
  discovery,
  type ClientAuth,
  type Configuration,
  type CustomFetch,
} from 'openid-client';
import { isLoopback, type OpenIdSettings } from '../../contracts/openid-env.ts';
import { UnavailableError } from '../../errors.ts';

/** A provider that takes longer is taken for one that does not answer. */
const ANSWER_WITHIN_S = 8;

/** Asks the provider where its parts are: once, and again where that failed. */
export function createOpenIdConfiguration(settings: OpenIdSettings): () => Promise<Configuration> {
  const authentication = chooseAuthentication(settings);
  let found: Promise<Configuration> | undefined;
  return () =>
    (found ??= discovery(settings.issuer, settings.clientId, undefined, authentication, {
      timeout: ANSWER_WITHIN_S,
      [customFetch]: askProvider,
      ...(isLoopback(settings.issuer) && { execute: [allowInsecureRequests] }),
    }).catch((error: unknown) => {
      found = undefined;
      throw new UnavailableError(`the provider of identities ${settings.issuer.origin} can't be used`, {
        cause: error,
      });
    }));
}

/** The library wraps what fails in its own errors; what did not answer must be told from what answered wrongly. */
const askProvider: CustomFetch = async (url, { body, signal, ...options }) => {
  let response: Response;
  try {
    response = await fetch(url, { ...options, body: body ?? null, signal: signal ?? null });
  } catch (error) {
    throw new UnavailableError('the provider of identities does not answer', { cause: error });
  }
  if (response.status >= 500)
    throw new UnavailableError(`the provider of identities answers ${response.status}`);
  return response;
};

function chooseAuthentication({ clientKey, clientSecret }: OpenIdSettings): ClientAuth {
  if (clientKey !== undefined) return signForItself(createPrivateKey(clientKey));
  if (clientSecret === undefined) return None();
  const [basic, post] = [ClientSecretBasic(clientSecret), ClientSecretPost(clientSecret)];
  return (server, ...rest) => {
    // Where a provider lists nothing, the standard says basic.
    const takes = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    (takes.includes('client_secret_basic') ? basic : post)(server, ...rest);
  };
}

function signForItself(key: KeyObject): ClientAuth {
  return PrivateKeyJwt(key.toCryptoKey(tellAlgorithm(key), false, ['sign']));
}

function tellAlgorithm({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject) {
  if (asymmetricKeyType === 'rsa') return { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  if (asymmetricKeyType === 'ed25519') return { name: 'Ed25519' };
  if (asymmetricKeyDetails?.namedCurve === 'prime256v1') return { name: 'ECDSA', namedCurve: 'P-256' };
  throw new Error('OPENID_CLIENT_KEY is neither EC P-256 nor RSA nor Ed25519');
}
