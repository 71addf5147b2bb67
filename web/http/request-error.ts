/** A request that cannot be answered as it stands; everything else that is thrown is our own failure. */
import type { Texts } from '../texts/zh-cn.ts';

export type RequestStatus = 400 | 404 | 413;

export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly status: RequestStatus;
  /** What is wrong, in the reader's language. */
  readonly detail: (texts: Texts['errors']) => string;
  /** The parameter that is wrong, for 400. */
  readonly field: string | undefined;

  constructor(status: RequestStatus, detail: (texts: Texts['errors']) => string, field?: string) {
    super(field === undefined ? `request answered with ${status}` : `${field} of the request is malformed`);
    this.status = status;
    this.detail = detail;
    this.field = field;
  }
}
