/** Answers of refusal as S3 gives them: code, status and XML. */
import S3Error from 's3rver/lib/models/error.js';

/** Those that s3rver has no status for; it knows the others. */
const STATUSES: Readonly<Record<string, number>> = {
  XAmzContentSHA256Mismatch: 400,
  AccessForbidden: 403,
};

export class Refusal extends S3Error {
  override readonly status: number;
  override readonly expose = true;

  constructor(code: string, message: string, detail: Record<string, unknown> = {}) {
    super(code, message, detail);
    this.status = STATUSES[code] ?? s3Status(code, message);
  }
}

const s3Status = (code: string, message: string): number => new S3Error(code, message).status;

export const deny = (why = 'Access Denied'): Refusal => new Refusal('AccessDenied', why);
