/** A summary of many agencies is kept in parts, and read as it was; of few, in one document, as earlier versions kept all. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { AGENCIES_IN_PART } from '../../shared/contracts/bucket/stored-summary.ts';
import type { RegionOrder } from '../../shared/contracts/bucket/summary-keys.ts';
import type { SummaryItem } from '../../shared/contracts/table/summary-items.ts';
import type { AgencyCompliance, ComplianceSummary } from '../../shared/domain/compliance/compliance.ts';
import { createKeptSummaries, keepSummary } from '../../shared/pipeline/kept-summaries.ts';
import { runSummary } from '../../shared/pipeline/run-summary.ts';
import { refusingTable } from '../support/refusing-table.ts';
import { anAgencyYear, aSummary, instant, isoDay } from '../support/a-summary.ts';

const ORDER: RegionOrder = { code: '450000', year: 2024, slot: isoDay('2025-01-24') };
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Every third has filed since the summary before, every thirtieth late; what is open stands in every seventh. */
function summaryWith(count: number): ComplianceSummary {
  const earlier = Array.from({ length: count }, (_, i) => anAgencyYear(`a${String(i).padStart(5, '0')}`));
  const agencies = earlier.map((agency, i): AgencyCompliance =>
    i % 3 === 0
      ? {
          ...agency,
          state: i % 7 === 0 ? 'flagged' : 'accepted',
          lateDays: i % 30 === 0 ? 2 : 0,
          firstAcceptedAt: instant('2025-01-23T09:00+08:00'),
          submissionId: `${agency.id}-1`,
        }
      : agency,
  );
  const open = { findings: [], count: 2 };
  return aSummary({
    agencies,
    earlier,
    code: ORDER.code,
    name: '广西壮族自治区',
    open: Object.fromEntries(agencies.filter((_, i) => i % 7 === 0).map(({ id }) => [id, open])),
  });
}

async function keptAs(summary: ComplianceSummary) {
  const objects = new Map<string, Uint8Array>();
  const written: string[] = [];
  const bucket = {
    keep: (_: RegionOrder, name: string, bytes: Uint8Array) => {
      written.push(name);
      objects.set(name, bytes);
      return Promise.resolve();
    },
    kept: (_: RegionOrder, name: string) => Promise.resolve(objects.get(name)),
  };
  const name = await keepSummary({ bucket, sha256 }, ORDER, summary);
  const ledger = {
    summary: () => Promise.resolve({ sha256: name } as never),
    newestSummary: () => Promise.resolve({ order: ORDER, sha256: name }),
  };
  return { name, objects, written, bucket, kept: createKeptSummaries({ ledger, bucket }) };
}

describe('a summary of many agencies', () => {
  const summary = summaryWith(2 * AGENCIES_IN_PART + 203);

  it('is kept in parts, before the head that names them', async () => {
    const { name, objects, written } = await keptAs(summary);
    expect(written).toHaveLength(4);
    expect(written.at(-1)).toBe(name);
    const text = (one: string): string => new TextDecoder().decode(objects.get(one));
    // The numbers, the first names of what changed, and a character a line; a third of it packed.
    expect(objects.get(name)?.length).toBeLessThan(25_000);
    const counts = written.slice(0, -1).map((one) => (JSON.parse(text(one)) as unknown[]).length);
    expect(counts).toEqual([AGENCIES_IN_PART, AGENCIES_IN_PART, 203]);
  });

  it('is read as it was: agencies, what changed, and how each stood', async () => {
    const { kept } = await keptAs(summary);
    expect(summary.changes.newlyAccepted.length).toBeGreaterThan(AGENCIES_IN_PART / 2);
    expect(summary.changes.newlyLate.length).toBeGreaterThan(0);
    expect(await kept.newest(ORDER.code, ORDER.year, ORDER.slot)).toEqual(summary);
    const marks = await kept.marks(ORDER);
    expect(marks?.size).toBe(summary.agencies.length);
    expect(marks?.get('a00000')).toEqual({
      state: 'flagged',
      lateDays: 2,
      overdueDays: 0,
      submissionId: 'a00000-1',
      correctedAt: undefined,
    });
  });

  it('is not told in part where one of them is gone', async () => {
    const { kept, objects, written } = await keptAs(summary);
    objects.delete(written[1] ?? '');
    await expect(kept.at(ORDER)).rejects.toThrow(/is gone/);
    await expect(kept.marks(ORDER)).rejects.toThrow(/is gone/);
  });
});

it('a summary of few agencies is one document, as it ever was', async () => {
  const summary = summaryWith(AGENCIES_IN_PART);
  const { kept, objects, name } = await keptAs(summary);
  expect(objects.size).toBe(1);
  const earlier = JSON.stringify(summary, (_, value: unknown) => value ?? null);
  expect(new TextDecoder().decode(objects.get(name))).toBe(earlier);
  expect(await kept.at(ORDER)).toEqual(summary);
  expect((await kept.marks(ORDER))?.size).toBe(AGENCIES_IN_PART);
});

it('an order of a slot makes the head that an earlier version did not keep, and tells nobody again', async () => {
  const summary = summaryWith(2_100);
  const { name, objects, bucket } = await keptAs(summary);
  const head = JSON.parse(new TextDecoder().decode(objects.get(name))) as Record<string, unknown>;
  delete head['digest'];
  objects.set(name, new TextEncoder().encode(JSON.stringify(head)));
  let item = { sha256: name } as SummaryItem;
  const ledger = {
    summary: () => Promise.resolve(item),
    newestSummary: () => Promise.resolve({ order: ORDER, ...item }),
    noteHead: (_: SummaryItem, made: string) => {
      item = { ...item, head: made };
      return Promise.resolve();
    },
  };
  const kept = createKeptSummaries({ ledger, bucket });
  const newest = () => kept.newestHead(ORDER.code, ORDER.year, ORDER.slot);
  expect(await newest()).toBeUndefined();
  const refuse = () => Promise.reject(new Error('nothing else is read or written'));
  const deps = { table: refusingTable(refuse), bucket: { ...bucket, file: refuse }, ledger, sha256 };
  const run = await runSummary({ ...deps, mail: {} } as never, ORDER);
  expect(run).toEqual({ kind: 'summarised', isNew: false, mails: 0 });
  const found = await newest();
  expect(found).toMatchObject({ sha256: name, head: { counts: summary.counts } });
  expect((await found?.lines([7, 2_000]))?.map(({ line }) => line)).toEqual(
    [7, 2_000].map((position) => summary.agencies[position]),
  );
  expect(await kept.newest(ORDER.code, ORDER.year, ORDER.slot)).toEqual(summary);
});
