/** What the commands' exits mean, and which one an error leads to. Source: `docs/operations.md`, exit codes. */
import { readStatus } from '../shared/adapters/translate-error.ts';
import { UnansweredError, UnavailableError } from '../shared/errors.ts';

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

const REFUSED = new Set([401, 403]);

export function chooseExit(error: unknown): number {
  if (error instanceof UsageError) return EXIT.usage;
  if (error instanceof UnfinishedError) return error.exit;
  if (error instanceof RefusedError || REFUSED.has(readStatus(error))) return EXIT.refused;
  if (error instanceof UnavailableError) return isAnswer(error) ? EXIT.failure : EXIT.unavailable;
  return EXIT.failure;
}

/** A store that says it can't just now has answered. */
const isAnswer = (error: UnavailableError): boolean =>
  !(error instanceof UnansweredError) && readStatus(error.cause) > 0;

/** What failed, in a sentence; an error of the SDK or Node comes with what it means. */
export function describeFailure(error: unknown): string {
  const message = (error instanceof Error && error.message) || String(error);
  if (error instanceof UnansweredError)
    return `系统的存储没有应答 / the system’s store does not answer: ${message}`;
  if (error instanceof UnavailableError || error instanceof RefusedError) return message;
  if (REFUSED.has(readStatus(error))) return `系统的存储不允许 / the system’s store refuses: ${message}`;
  return message;
}
