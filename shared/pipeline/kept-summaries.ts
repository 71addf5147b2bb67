/**
 * Summaries that were kept: what was told at a slot, and the newest one, of regions too large to be read anew each time.
 * They quote no text of a report, also those that an earlier version kept: it may be kept back by now, and nobody asks.
 */
import pMap from 'p-map';
import type { SummaryBucket } from '../adapters/bucket/summary-bucket.ts';
import type { SummaryLedger } from '../adapters/table/summary-ledger.ts';
import type { Digest, StoredSummary, SummaryPart } from '../contracts/bucket/stored-summary.ts';
import type { RegionOrder } from '../contracts/bucket/summary-keys.ts';
import type { IsoDay } from '../domain/basics/calendar.ts';
import type { Slot } from '../domain/compliance/summary-slots.ts';
import type {
  ChangedLine,
  ComplianceLine,
  ComplianceSummary,
  Mark,
} from '../domain/compliance/compliance.ts';
import { tellOrderKept } from '../domain/compliance/line-index.ts';
import type { ComplianceHead } from '../domain/compliance/outline.ts';
import { quoteNothing, quoteNothingIn } from '../domain/compliance/quote-nothing.ts';
import { PermanentError } from '../errors.ts';

interface KeptSummaryDeps {
  readonly ledger: Pick<SummaryLedger, 'summary' | 'newestSummary'>;
  readonly bucket: Pick<SummaryBucket, 'kept'>;
}

export type KeptSummaries = ReturnType<typeof createKeptSummaries>;

/** How every agency stood at a slot. */
interface KeptMarks {
  readonly slot: Slot;
  /** The name under which the summary was kept: another summary has another. */
  readonly sha256: string;
  readonly marks: ReadonlyMap<string, Mark>;
}

/** A kept summary of many agencies, without their lines. */
export interface KeptHead extends Digest {
  readonly slot: Slot;
  /** The name under which the summary was kept: another summary has another. */
  readonly sha256: string;
  readonly head: ComplianceHead;
  /** The lines at some positions, and in which changes each stands; no more is read than the parts in which they are. */
  readonly lines: (positions: readonly number[]) => Promise<ChangedLine[]>;
}

/** Parts read or written side by side. */
const CONCURRENCY = 8;

/** Loaded where one is read: all that knows its form is no part of how a site starts. */
const loadForm = () => import('../contracts/bucket/stored-summary.ts');

export function createKeptSummaries({ ledger, bucket }: KeptSummaryDeps) {
  async function readObject(order: RegionOrder, sha256: string): Promise<Uint8Array> {
    const bytes = await bucket.kept(order, sha256);
    if (!bytes) throw new PermanentError(`the kept summary of ${order.code} for ${order.slot} is gone`);
    return bytes;
  }
  const readHead = async (order: RegionOrder, sha256: string): Promise<StoredSummary> =>
    (await loadForm()).readStoredSummary(await readObject(order, sha256));
  const readPart = async (order: RegionOrder, sha256: string): Promise<SummaryPart> =>
    (await loadForm()).readStoredPart(await readObject(order, sha256));

  async function read(order: RegionOrder, sha256: string): Promise<ComplianceSummary> {
    const { summary, parts } = await readHead(order, sha256);
    if (parts.length === 0) return quoteNothing(summary);
    const read = await pMap(parts, (part) => readPart(order, part), { concurrency: CONCURRENCY });
    return quoteNothing((await loadForm()).joinParts(summary, read));
  }
  async function readMarks(order: RegionOrder, name: string): Promise<ReadonlyMap<string, Mark>> {
    const { summary, parts } = await readHead(order, name);
    const read = await pMap(
      parts,
      async (part) => (await readPart(order, part)).map(({ line }) => pickMark(line)),
      { concurrency: CONCURRENCY },
    );
    return new Map([...summary.agencies.map(pickMark), ...read.flat()]);
  }
  function makeReadingLines(
    order: RegionOrder,
    year: number,
    { index }: Digest,
    parts: readonly string[],
  ): KeptHead['lines'] {
    const places = new Int32Array(index.order.length);
    tellOrderKept(index).forEach((position, place) => (places[position] = place));
    /** Those of the last question: one that goes through all lines asks for most of them again. */
    let held = new Map<number, Promise<Uint8Array>>();
    return async (positions) => {
      const { AGENCIES_IN_PART, pickFromPart } = await loadForm();
      const wanted = positions.flatMap((position) => places[position] ?? []);
      const byPart = Map.groupBy(wanted, (place) => Math.floor(place / AGENCIES_IN_PART));
      const [before, found] = [held, new Map<number, ChangedLine>()];
      held = new Map();
      await pMap(
        byPart,
        async ([part, these]) => {
          const object = before.get(part) ?? readObject(order, parts[part] ?? '');
          held.set(part, object);
          const within = these.map((place) => place % AGENCIES_IN_PART);
          pickFromPart(await object, within).forEach(({ line, changes }, i) =>
            found.set(these[i] ?? 0, { line: quoteNothingIn(line, year), changes }),
          );
        },
        { concurrency: CONCURRENCY },
      );
      return wanted.flatMap((place) => found.get(place) ?? []);
    };
  }
  return {
    read,
    /** What was told at the slot. */
    async at(order: RegionOrder): Promise<ComplianceSummary | undefined> {
      const item = await ledger.summary(order);
      return item && read(order, item.sha256);
    },
    /** How every agency stood then, read part by part; `undefined` where nothing was kept. */
    async marks(order: RegionOrder): Promise<ReadonlyMap<string, Mark> | undefined> {
      const item = await ledger.summary(order);
      return item && readMarks(order, item.sha256);
    },
    /** The same at the newest kept slot of those of a slot and before. */
    async newestMarks(code: string, year: number, slot: Slot): Promise<KeptMarks | undefined> {
      const found = await ledger.newestSummary({ code, year, slot });
      if (!found) return undefined;
      const { order, sha256 } = found;
      return { slot: order.slot, sha256, marks: await readMarks(order, sha256) };
    },
    /** The newest of those of a slot and before, where it can be told without reading all of it. */
    async newestHead(code: string, year: number, slot: Slot): Promise<KeptHead | undefined> {
      const found = await ledger.newestSummary({ code, year, slot });
      if (!found) return undefined;
      const { order, sha256 } = found;
      const { summary, parts, digest } = await readHead(order, found.head ?? sha256);
      if (!digest) return undefined;
      const { agencies: _agencies, changes: _changes, ...head } = summary;
      return {
        ...digest,
        ...{ slot: order.slot, sha256, head },
        lines: makeReadingLines(order, year, digest, parts),
      };
    },
    /** The newest of those of a slot and before. */
    async newest(code: string, year: number, slot: IsoDay): Promise<ComplianceSummary | undefined> {
      const found = await ledger.newestSummary({ code, year, slot });
      return found && read(found.order, found.sha256);
    },
  };
}

/** What the site reads, with the summaries that were kept in it. */
export const withKeptSummaries = <Stores extends { readonly kept: KeptSummaryDeps }>({
  kept,
  ...stores
}: Stores) => ({ ...stores, summaries: createKeptSummaries(kept) });

/** Without the rest of the line, which is many times as large. */
const pickMark = ({
  id,
  state,
  lateDays,
  overdueDays,
  submissionId,
  correctedAt,
}: ComplianceLine): [string, Mark] => [id, { state, lateDays, overdueDays, submissionId, correctedAt }];

interface KeepDeps {
  readonly bucket: Pick<SummaryBucket, 'keep'>;
  readonly sha256: (bytes: Uint8Array) => string;
}

/** Answers the name under which `read` finds it. Parts come before the head that names them. */
export async function keepSummary(
  { bucket, sha256 }: KeepDeps,
  order: RegionOrder,
  summary: ComplianceSummary,
): Promise<string> {
  const keep = async (bytes: Uint8Array, isPacked = true): Promise<string> => {
    const name = sha256(bytes);
    await bucket.keep(order, name, bytes, { isPacked });
    return name;
  };
  const { parts, head } = (await loadForm()).storeSummary(summary);
  const names = await pMap(parts, (part) => keep(part), { concurrency: CONCURRENCY });
  // Those of few agencies are kept as earlier versions kept all, which read no packed ones.
  return keep(head(names), names.length > 0);
}
