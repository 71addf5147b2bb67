/**
 * An office, or an operator, records where and when a report was published, as a file put below `publication/` does: the same
 * rules judge it, the same function records it, and its receipt says what came of it. Who may is the caller's to say.
 */
import type { ReportBucket } from '../adapters/bucket/report-bucket.ts';
import type { ReportTable } from '../adapters/table/report-table.ts';
import { makePublicationKey } from '../contracts/bucket/object-keys.ts';
import { parsePublication } from '../contracts/bucket/publication-document.ts';
import type { PublicationReceipt } from '../contracts/bucket/publication-receipt.ts';
import type { Actor } from '../domain/authority/actor.ts';
import { TICKET_VALID_S } from '../domain/authority/ticket.ts';
import { countEpochMs, makeInstant, type Instant, type IsoDay } from '../domain/basics/calendar.ts';
import { deadlineFor } from '../domain/basics/deadlines.ts';
import type { Place } from '../domain/basics/place.ts';
import { explainMisplacement } from '../domain/rules/structure/s3-place-agrees.ts';
import { tellPublication, type PublicationStanding } from '../domain/standing/publication.ts';
import { placeUpload } from './place-upload.ts';
import type { FieldProblem, RefusedFields } from './refused-fields.ts';

export interface PublicationStatingDeps {
  readonly bucket: Pick<ReportBucket, 'putPublication' | 'publicationReceipt'>;
  readonly table: Pick<ReportTable, 'publicationFiling' | 'keepTicket'>;
  readonly now: () => Instant;
  readonly sha256: (bytes: Uint8Array) => string;
  /** 256 bits that nobody can guess. */
  readonly newTicketId: () => string;
}

/** As it was typed. */
export interface AskedPublication {
  readonly on: Place;
  readonly by: Actor;
  readonly publishedOn: string;
  /** '' where there is none. */
  readonly sourceUrl: string;
}

interface Possible {
  readonly kind: 'possible';
  readonly name: string;
  readonly deadline: IsoDay;
  /** `undefined` where nothing was filed or recorded. */
  readonly before: PublicationStanding | undefined;
  readonly after: PublicationStanding | undefined;
  /** What is put into the bucket. */
  readonly bytes: Uint8Array;
}

/** What the record would make of the report's publication; nothing is written. */
export async function previewPublication(
  { table, now }: Pick<PublicationStatingDeps, 'table' | 'now'>,
  { on, publishedOn, sourceUrl }: AskedPublication,
): Promise<Possible | RefusedFields> {
  const { roster, current } = await table.publicationFiling(on, '');
  const placed = placeUpload('', on, roster, current);
  if (placed.kind === 'misplaced')
    return refuse([{ field: 'on', message: explainMisplacement(placed.why, 'publication').message }]);
  const document = { publishedOn, ...(sourceUrl !== '' && { sourceUrl }) };
  const bytes = new TextEncoder().encode(JSON.stringify(document));
  const receivedAt = now();
  const stated = parsePublication(bytes, { year: on.year, receivedAt });
  if (stated.kind === 'bad')
    return refuse(stated.problems.map(({ path, message }) => ({ field: path.slice(1), message })));
  const { agencyYear: item } = placed;
  const deadline = deadlineFor(
    { kind: item.agency.kind, district: item.district },
    item.year,
    item.extension,
  );
  const { kind: _kind, ...says } = stated;
  return {
    kind: 'possible',
    name: item.agency.name,
    deadline,
    before: tellPublication(item, deadline),
    after: tellPublication({ ...item, publication: { ...says, receivedAt } }, deadline),
    bytes,
  };
}

const refuse = (problems: readonly FieldProblem[]): RefusedFields => ({ kind: 'refused', problems });

/** Puts it where it is recorded; its receipt comes a moment later. */
export async function statePublication(
  deps: PublicationStatingDeps,
  asked: AskedPublication,
): Promise<{ readonly kind: 'put'; readonly recordId: string } | RefusedFields> {
  const planned = await previewPublication(deps, asked);
  if (planned.kind === 'refused') return planned;
  const { on, by } = asked;
  const { bytes } = planned;
  const ticketId = deps.newTicketId();
  const at = deps.now();
  await deps.table.keepTicket({
    hash: deps.sha256(new TextEncoder().encode(ticketId)),
    by,
    place: on,
    sha256: deps.sha256(bytes),
    sizeBytes: bytes.length,
    at,
    until: makeInstant(countEpochMs(at) + TICKET_VALID_S * 1000),
  });
  const { versionId } = await deps.bucket.putPublication(on, bytes, ticketId);
  if (versionId === undefined) throw new TypeError('the bucket keeps no versions');
  return { kind: 'put', recordId: versionId };
}

/** `undefined` while it is not recorded. */
export const readPublicationReceipt = (
  { bucket }: Pick<PublicationStatingDeps, 'bucket'>,
  on: Place,
  recordId: string,
): Promise<PublicationReceipt | undefined> => bucket.publicationReceipt(makePublicationKey(on), recordId);
