/** How long a command waits for one answer of a system: a network that swallows a request must not hold it for ever. */
import { UnavailableError } from '../shared/errors.ts';
import { UsageError } from './exit-codes.ts';

const VARIABLE = 'GOUJI_TIMEOUT_S';
const DEFAULT_S = 20;

/** In milliseconds; an operator on a slow line sets it in the environment, in seconds. */
export function answerLimitMs(): number {
  const text = process.env[VARIABLE];
  if (text === undefined || text === '') return DEFAULT_S * 1000;
  const seconds = Number(text);
  if (!(seconds > 0 && seconds <= 3600))
    throw new UsageError(`${VARIABLE}="${text}" is no number of seconds, such as ${DEFAULT_S}`);
  return seconds * 1000;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** The whole answer within the limit; `times` the limit where much work lies before it. */
export async function fetchInTime(url: URL, init: RequestInit = {}, times = 1): Promise<Answer> {
  const limitMs = answerLimitMs() * times;
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(limitMs) });
    return { status: response.status, text: await response.text() };
  } catch (cause) {
    throw new UnavailableError(
      cause instanceof Error && cause.name === 'TimeoutError'
        ? `${url.origin} took the call and did not answer within ${limitMs / 1000} s (set ${VARIABLE} to wait longer)`
        : `nothing answers at ${url.origin}. Is the system running? Start it with: gouji start`,
      { cause },
    );
  }
}
