import { RequestError } from './request-error.ts';

/** Days are kept by the night's orders. */
const RETRY_AFTER_S = 3600;

export const refuseDayNotKept = (): RequestError =>
  new RequestError(503, (t) => t.dayNotKept, undefined, { 'retry-after': String(RETRY_AFTER_S) });
