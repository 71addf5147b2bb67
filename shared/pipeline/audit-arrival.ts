/** Each report that comes in is an entry of the audit trail, once, whichever way it came: from a page, by a program, by an operator. */
import type { UploadedVersion } from '../adapters/bucket/read-upload.ts';
import type { Actor } from '../domain/authority/actor.ts';
import type { AuditedThing, NewAuditEntry } from '../domain/authority/audit-entry.ts';
import type { Submission } from '../domain/standing/submission.ts';
import { later } from './arrival.ts';
import { parseDocumentKey } from '../contracts/bucket/object-keys.ts';

const MAX_KEY_LENGTH = 200;

/** At the instant that the store tells: a report's own may lie years back, and is later for one that came in parts. */
export function describeArrival(
  hash: (bytes: Uint8Array) => string,
  submission: Submission,
  { lastModified }: Pick<UploadedVersion, 'lastModified'>,
): NewAuditEntry {
  const { key, submissionId, outcome, sha256, receivedAt } = submission;
  return {
    id: hash(new TextEncoder().encode(`${key} ${submissionId}`)),
    at: later(lastModified, receivedAt),
    by: submission.by ?? tellByLane(key),
    act: 'receive',
    on: placeArrival(submission),
    detail: `${outcome} ${sha256 ?? ''} ${key.slice(0, MAX_KEY_LENGTH).toWellFormed()}`,
  };
}

/** Earlier years are an operator's to load; who filed otherwise than by ticket or session nobody knows. */
const tellByLane = (key: string): Actor => ({
  kind: parseDocumentKey(key)?.lane === 'backfill' ? 'operator' : 'unknown',
});

/** What no agency of the roster can be told from is the system's. */
const placeArrival = ({ place }: Submission): AuditedThing =>
  place === 'unplaced'
    ? { kind: 'system' }
    : { kind: 'agency', agency: place.agencyId, district: place.district, year: place.year };
