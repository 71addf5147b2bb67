import type { Refusal } from '../domain/convert/conversion.ts';

/** Thrown within the readers where nothing can be made of a file; `readFile` turns it into a result. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly refusal: Refusal;
  readonly detail: string | undefined;

  constructor(refusal: Refusal, detail?: string) {
    super(detail === undefined ? refusal : `${refusal}: ${detail}`);
    this.refusal = refusal;
    this.detail = detail;
  }
}
