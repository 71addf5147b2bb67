/** What is asked for is told under another address. */
import type { Context } from 'hono';
import { describeLeadOn } from './problem.ts';
import type { ErrorTexts } from '../texts/errors.ts';

export class LedOnError extends Error {
  override readonly name = 'LedOnError';
  readonly change: (address: URL) => void;
  /** Why, in the reader's language. */
  readonly detail: (texts: ErrorTexts) => string;

  /** `change`: makes the other address of the one that was asked for. */
  constructor(change: (address: URL) => void, detail: (texts: ErrorTexts) => string) {
    super('what is asked for is told under another address');
    this.change = change;
    this.detail = detail;
  }
}

export function answerLedOn(c: Context, { change, detail }: LedOnError): Response {
  const address = new URL(c.req.url);
  change(address);
  c.header('cache-control', 'no-cache');
  return describeLeadOn(c, address.pathname + address.search, detail);
}
