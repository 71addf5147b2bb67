/** Who signed a request, in its header or its query, and what its body must therefore be. */
import {
  hashText,
  joinHeader,
  readQuery,
  writeCanonicalRequest,
  type Query,
  type RawRequest,
} from './canonical-request.ts';
import { findKey, type Identity, type Keyring } from './keyring.ts';
import { deny, Refusal } from './refusal.ts';
import { ALGORITHM, checkSignature, deriveSigningKey, readAmzDate, readScope } from './signature.ts';

/** What the signature says of the body. */
export type SignedPayload =
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'whole'; readonly sha256: string }
  /** In chunks, each of them signed where there is a `chain`. */
  | { readonly kind: 'chunks'; readonly chain?: SignatureChain };

/** Every chunk's signature covers the one before it; the first covers the request's own. */
export interface SignatureChain {
  readonly key: Buffer;
  readonly date: string;
  readonly scope: string;
  readonly seed: string;
}

interface SignedRequest {
  readonly identity: Identity;
  readonly payload: SignedPayload;
  /** Query parameters that stand for headers. */
  readonly hoisted: Query;
}

const MAX_SKEW_MS = 15 * 60 * 1000;
const MAX_EXPIRES_S = 7 * 24 * 3600;
/** Those of the signature itself. */
const OWN_PARAMETERS = /^X-Amz-(Algorithm|Credential|Date|Expires|SignedHeaders|Signature|Security-Token)$/;
const VERSION_4_ONLY =
  'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.';

interface Stated {
  readonly credential: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly date: string;
  readonly token: string | undefined;
  readonly payload: string;
}

/** Throws a Refusal where nobody signed the request, where whoever did is not known, or where it is not what was signed. */
export function checkSignedRequest(request: RawRequest, keyring: Keyring): SignedRequest {
  const query = readQuery(request.url);
  const authorization = joinHeader(request, 'authorization');
  const isPresigned = query.some(([name]) => name === 'X-Amz-Algorithm');
  if (query.some(([name]) => name === 'AWSAccessKeyId')) throw new Refusal('InvalidRequest', VERSION_4_ONLY);
  if (authorization !== undefined && isPresigned)
    throw new Refusal('InvalidArgument', 'Only one auth mechanism allowed');
  if (authorization === undefined && !isPresigned) throw deny();
  const nowEpochMs = keyring.nowEpochMs();
  const stated =
    authorization === undefined
      ? readPresigned(request, query, nowEpochMs)
      : readHeader(request, authorization, nowEpochMs);
  checkAllSigned(request, stated.signedHeaders);

  const scope = readScope(stated.credential);
  if (!stated.date.startsWith(scope.day))
    throw new Refusal('AuthorizationHeaderMalformed', 'The credential is of another day than the request.');
  const { secretAccessKey, identity } = findKey(keyring, scope.accessKeyId, stated.token);
  const key = deriveSigningKey(secretAccessKey, scope);
  const canonical = writeCanonicalRequest(request, { query, ...stated });
  const toSign = [ALGORITHM, stated.date, scope.text, hashText(canonical)].join('\n');
  checkSignature(stated.signature, key, toSign, scope.accessKeyId);
  return {
    identity,
    payload: readPayload(stated.payload, {
      key,
      date: stated.date,
      scope: scope.text,
      seed: stated.signature,
    }),
    hoisted: isPresigned ? query.filter(([name]) => /^x-amz-/i.test(name) && !OWN_PARAMETERS.test(name)) : [],
  };
}

function readHeader(request: RawRequest, authorization: string, nowEpochMs: number): Stated {
  if (authorization.startsWith('AWS ')) throw new Refusal('InvalidRequest', VERSION_4_ONLY);
  const [, credential, signedHeaders, signature] =
    /^AWS4-HMAC-SHA256 +Credential=([^,\s]+), *SignedHeaders=([^,\s]+), *Signature=([0-9a-f]+)$/.exec(
      authorization,
    ) ?? [];
  if (credential === undefined || signedHeaders === undefined || signature === undefined)
    throw new Refusal(
      'AuthorizationHeaderMalformed',
      'The authorization header must have Credential, SignedHeaders and Signature.',
    );
  const payload = joinHeader(request, 'x-amz-content-sha256');
  if (payload === undefined)
    throw new Refusal('InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
  const date = joinHeader(request, 'x-amz-date') ?? '';
  const epochMs = readAmzDate(date);
  if (epochMs === undefined) throw deny('AWS authentication requires a valid x-amz-date header');
  if (Math.abs(nowEpochMs - epochMs) > MAX_SKEW_MS)
    throw new Refusal(
      'RequestTimeTooSkewed',
      'The difference between the request time and the current time is too large.',
      { RequestTime: date, ServerTime: new Date(nowEpochMs).toISOString() },
    );
  return {
    credential,
    signedHeaders: signedHeaders.split(';'),
    signature,
    date,
    token: joinHeader(request, 'x-amz-security-token'),
    payload,
  };
}

function readPresigned(request: RawRequest, query: Query, nowEpochMs: number): Stated {
  const parameter = (name: string): string => {
    const [value, ...more] = query.filter(([one]) => one === name).map(([, stated]) => stated);
    if (value === undefined || more.length > 0)
      throw new Refusal('AuthorizationQueryParametersError', `${name} must be stated once.`);
    return value;
  };
  if (parameter('X-Amz-Algorithm') !== ALGORITHM)
    throw new Refusal('AuthorizationQueryParametersError', `X-Amz-Algorithm only supports "${ALGORITHM}"`);
  const date = parameter('X-Amz-Date');
  const epochMs = readAmzDate(date);
  const expires = parameter('X-Amz-Expires');
  if (epochMs === undefined || !/^[0-9]{1,6}$/.test(expires) || Number(expires) > MAX_EXPIRES_S)
    throw new Refusal(
      'AuthorizationQueryParametersError',
      'X-Amz-Date must be yyyymmddThhmmssZ, X-Amz-Expires at most 604800 seconds.',
    );
  if (nowEpochMs > epochMs + Number(expires) * 1000) throw deny('Request has expired');
  if (nowEpochMs < epochMs - MAX_SKEW_MS) throw deny('Request is not yet valid');
  return {
    credential: parameter('X-Amz-Credential'),
    signedHeaders: parameter('X-Amz-SignedHeaders').split(';'),
    signature: parameter('X-Amz-Signature'),
    date,
    token: query.find(([name]) => name === 'X-Amz-Security-Token')?.[1],
    payload:
      query.find(([name]) => name === 'X-Amz-Content-Sha256')?.[1] ??
      joinHeader(request, 'x-amz-content-sha256') ??
      'UNSIGNED-PAYLOAD',
  };
}

/** Else somebody on the way could add a ticket, a storage class or another owner. */
function checkAllSigned({ headers }: RawRequest, signedHeaders: readonly string[]): void {
  const left = ['host', ...Object.keys(headers).filter((name) => name.startsWith('x-amz-'))].filter(
    (name) => !signedHeaders.includes(name),
  );
  if (left.length > 0)
    throw new Refusal('AccessDenied', 'There were headers present in the request which were not signed', {
      HeadersNotSigned: left.join(', '),
    });
}

function readPayload(stated: string, chain: SignatureChain): SignedPayload {
  if (/^[0-9a-f]{64}$/.test(stated)) return { kind: 'whole', sha256: stated };
  switch (stated) {
    case 'UNSIGNED-PAYLOAD':
      return { kind: 'unsigned' };
    case 'STREAMING-UNSIGNED-PAYLOAD-TRAILER':
      return { kind: 'chunks' };
    case 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD':
    case 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER':
      return { kind: 'chunks', chain };
    default:
      throw new Refusal(
        'InvalidArgument',
        'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, or a valid sha256 value.',
        { ArgumentName: 'x-amz-content-sha256', ArgumentValue: stated },
      );
  }
}
