/** A request that cannot be answered as it stands; everything else that is thrown is our own failure. */
import type { NoPair } from '../texts/history-kinds.ts';
import type { ErrorTexts } from '../texts/errors.ts';

type RequestStatus = 400 | 404 | 405 | 413 | 415;

export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly status: RequestStatus;
  /** What is wrong, in the reader's language. */
  readonly detail: (texts: ErrorTexts) => string;
  /** The parameter that is wrong, for 400. */
  readonly field: string | undefined;
  /** What the answer's head says beside: `Allow` for 405. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: RequestStatus,
    detail: (texts: ErrorTexts) => string,
    field?: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(field === undefined ? `request answered with ${status}` : `${field} of the request is malformed`);
    this.status = status;
    this.detail = detail;
    this.field = field;
    this.headers = headers;
  }
}

/** What was asked for, or 404. */
export async function found<Answer>(
  answer: Promise<Answer | undefined>,
  otherwise: (texts: ErrorTexts) => string,
): Promise<Answer> {
  const there = await answer;
  if (there === undefined) throw new RequestError(404, otherwise);
  return there;
}

/** The same of two versions, where it is known which of them is not there. */
export async function foundPair<Answer extends object>(
  answer: Promise<Answer | NoPair | undefined>,
  otherwise: (texts: ErrorTexts) => string,
): Promise<Answer> {
  const there = await found(answer, otherwise);
  if (typeof there === 'string') throw new RequestError(404, (t) => t.noPair[there]);
  return there;
}
