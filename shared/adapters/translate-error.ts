/** What the AWS SDK and the network throw, as the families of `errors.ts`. What passes by itself is told apart from the rest. */
import { UnansweredError, UnavailableError } from '../errors.ts';

/** Names and codes that the SDK and Node give where nobody answers. */
const UNANSWERED: ReadonlySet<string> = new Set([
  'TimeoutError',
  'RequestTimeout',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'UND_ERR_SOCKET',
]);

/** Refusals for want of capacity, or because another request is at the same item. */
const PASSING: ReadonlySet<string> = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'SlowDown',
  'ThrottlingException',
  'TransactionConflictException',
  'TransactionInProgressException',
]);

const TOO_MANY_REQUESTS = 429;
const NOT_IMPLEMENTED = 501;

/** The same error where it neither passes nor is told already: a refusal, a request that is wrong, a bug. */
export function translateError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof UnavailableError) return error;
  // An error of several attempts has no words of its own.
  const message = error.message || String(error);
  const code = 'code' in error ? String(error.code) : '';
  if (UNANSWERED.has(error.name) || UNANSWERED.has(code))
    return new UnansweredError(message, { cause: error });
  return PASSING.has(error.name) || isServerFault(readStatus(error))
    ? new UnavailableError(message, { cause: error })
    : error;
}

const isServerFault = (status: number): boolean =>
  status === TOO_MANY_REQUESTS || (status >= 500 && status !== NOT_IMPLEMENTED);

/** The status that a store answered; 0 where it answered none. */
export function readStatus(error: unknown): number {
  if (!(error instanceof Error) || !('$metadata' in error)) return 0;
  const { $metadata: metadata } = error;
  return typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata
    ? Number(metadata.httpStatusCode)
    : 0;
}

/** An object's bytes. They come after the answer began: what breaks off here has left the SDK's client. */
export async function readBytes(
  body: { transformToByteArray(): Promise<Uint8Array> } | undefined,
): Promise<Uint8Array | undefined> {
  try {
    return await body?.transformToByteArray();
  } catch (error) {
    throw translateError(error);
  }
}
