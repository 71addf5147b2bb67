/** What the commands' exits mean, and which one an error leads to. Source: `docs/operations.md`, exit codes. */
import { UnavailableError } from '../shared/errors.ts';

export const EXIT = {
  /** The command was not written as it must be. */
  usage: 64,
  /** No system answers, or not in time. */
  unavailable: 69,
  failure: 70,
  /** The system answers, and does not allow it. */
  refused: 77,
} as const;

/** What the user asked for can't be done as it was written. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The system does not allow what was asked. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}

/** What stopped a command in the middle, with the exit that its causes have. */
export class UnfinishedError extends Error {
  override readonly name = 'UnfinishedError';
  readonly exit: number;

  constructor(message: string, causes: readonly unknown[]) {
    super(message);
    this.exit = Math.max(...causes.map(chooseExit));
  }
}

/** Names and codes of errors that the SDK and Node give where nobody answers. */
const UNANSWERED = new Set([
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
const REFUSED = new Set([401, 403]);

export function chooseExit(error: unknown): number {
  if (error instanceof UsageError) return EXIT.usage;
  if (error instanceof UnfinishedError) return error.exit;
  if (error instanceof RefusedError || REFUSED.has(statusIn(error))) return EXIT.refused;
  if (error instanceof UnavailableError || isUnanswered(error)) return EXIT.unavailable;
  return EXIT.failure;
}

/** The status that an S3 or a table answered. */
function statusIn(error: unknown): number {
  if (!(error instanceof Error) || !('$metadata' in error)) return 0;
  const { $metadata: metadata } = error;
  return typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata
    ? Number(metadata.httpStatusCode)
    : 0;
}

/** In a sentence; of what the SDK or Node threw with what it means. */
export function describeFailure(error: unknown): string {
  // An error of several attempts has no words of its own.
  const message = (error instanceof Error && error.message) || String(error);
  if (error instanceof UnavailableError || error instanceof RefusedError) return message;
  if (REFUSED.has(statusIn(error))) return `系统的存储不允许 / the system’s store refuses: ${message}`;
  return isUnanswered(error)
    ? `系统的存储没有应答 / the system’s store does not answer: ${message}`
    : message;
}

function isUnanswered(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  // What the disk says has a `path`; what the network says has none.
  return (UNANSWERED.has(error.name) || UNANSWERED.has(code)) && !('path' in error);
}
