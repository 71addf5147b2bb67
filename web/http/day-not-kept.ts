import { RequestError } from './request-error.ts';

/** Days are kept by the night's orders. */
const RETRY_AFTER_S = 3600;

/** Nobody keeps them, tonight or later. */
export const refuseTooManyReplayed = (): RequestError =>
  new RequestError(400, (t) => t.tooManyReplayed, 'asOf');

/** Not there yet: whoever asks for it makes nobody's failure of it. */
export const refuseDayNotKept = (): RequestError =>
  new RequestError(404, (t) => t.dayNotKept, undefined, { 'retry-after': String(RETRY_AFTER_S) });
