/** What is kept of the archive of all years: which parts there are, and what each has. */
import {
  BULK_INDEX_KEY,
  makeBulkManifestKey,
  nameBulkPart,
  parseBulkPart,
  type BulkPart,
} from '../../shared/contracts/bucket/bulk-keys.ts';
import {
  decodeBulkIndex,
  decodeBulkManifest,
  type BulkIndex,
  type BulkManifest,
} from '../../shared/contracts/bucket/stored-bulk.ts';
import { NATION, traceLineage } from '../../shared/domain/basics/region.ts';
import { RequestError } from '../http/request-error.ts';
import type { WebBulk } from '../ports.ts';

interface ArchiveDeps {
  readonly archive?: WebBulk | undefined;
}

/** With its text, which tells one from another. */
interface ReadIndex {
  readonly index: BulkIndex;
  readonly version: string;
}
interface ReadManifest {
  readonly manifest: BulkManifest;
  readonly version: string;
}

const COME_BACK_AFTER_S = 3600;

/** It is made every night: before the first there is none. */
const notMade = (): RequestError =>
  new RequestError(404, (t) => t.archiveNotMade, undefined, { 'retry-after': String(COME_BACK_AFTER_S) });

/** `undefined` before it was first made. */
export async function findIndex({ archive }: ArchiveDeps): Promise<ReadIndex | undefined> {
  const text = await archive?.text(BULK_INDEX_KEY);
  return text === undefined ? undefined : { index: decodeBulkIndex(text), version: text };
}

export async function readIndex(deps: ArchiveDeps): Promise<ReadIndex> {
  const found = await findIndex(deps);
  if (!found) throw notMade();
  return found;
}

/** `undefined` where the part waits to be made. */
export async function findManifest(
  { archive }: ArchiveDeps,
  part: BulkPart,
): Promise<ReadManifest | undefined> {
  const text = await archive?.text(makeBulkManifestKey(part));
  return text === undefined ? undefined : { manifest: decodeBulkManifest(text), version: text };
}

export async function readManifest(deps: ArchiveDeps, part: BulkPart): Promise<ReadManifest> {
  const found = await findManifest(deps, part);
  if (found) return found;
  await refuseNoPart(deps, part);
  throw notMade();
}

/** What will never be made is no part that waits: of a small system all is in one. */
export async function refuseNoPart(deps: ArchiveDeps, part: BulkPart): Promise<void> {
  const found = await findIndex(deps);
  const isPart = (one: BulkPart): boolean => nameBulkPart(one) === nameBulkPart(part);
  if (!found || found.index.parts.some(isPart)) return;
  const names = listPartsWith(found.index, part.code).map(nameBulkPart);
  throw new RequestError(404, (t) => t.noSuchPart(names));
}

export function readPartParam(value: string | undefined): BulkPart {
  const part = parseBulkPart(value ?? '');
  if (!part) throw new RequestError(404, (t) => t.noSuchPath);
  return part;
}

/** Parts that a region lies in, or that lie in it. */
export const listPartsWith = ({ parts }: BulkIndex, region: string): BulkIndex['parts'] =>
  parts.filter(
    ({ code, scope }) =>
      code === region ||
      traceLineage(code).includes(region) ||
      (scope === 'whole' && (code === NATION || traceLineage(region).includes(code))),
  );

/** Where the API tells of a part; its files lie below. */
export const makeArchivePath = (part: BulkPart): string => `/api/v1/archive/${nameBulkPart(part)}`;
