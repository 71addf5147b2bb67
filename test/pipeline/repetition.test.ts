/** How much of a report stood in last year's (rule T15): by the province's common phrases, and after corrections. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parseInstant, type Instant } from '../../shared/domain/basics/calendar.ts';

import { readTableAt } from '../../shared/pipeline/as-of.ts';
import { rebuildYear } from '../../shared/pipeline/rebuild.ts';
import { recheckNeighbours } from '../../shared/pipeline/recheck-neighbour.ts';
import { reconcile } from '../../shared/pipeline/reconcile.ts';
import { verifyYear } from '../../shared/pipeline/verify.ts';
import type { Receipt } from '../../shared/contracts/bucket/receipt.ts';
import { findRepetition } from '../../shared/domain/verdict/findings-shown.ts';
import { aDesk, DISTRICT, member, type DeskFiling } from '../support/a-desk.ts';
import { aBucket } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());

const instant = (text: string): Instant => {
  const parsed = parseInstant(text);
  if (!parsed) throw new Error(text);
  return parsed;
};
/** Words that nobody else writes. */
const ownWords = (i: number, length: number): string =>
  Array.from({ length }, (_, at) => String.fromCharCode(0x4e00 + i * 200 + at)).join('');
const says =
  (overview: string): NonNullable<DeskFiling['change']> =>
  (document) => {
    document['narrative'] = { overview, problems: '有的栏目更新偏慢。', other: '' };
  };
/** The rule holds from 28 November 2026 on: earlier instants are judged without it. */
const FIRST = '2026-11-28T04:00:00Z';
const THIS_YEAR = '2026-11-28T05:00:00Z';
const CORRECTED = '2026-11-28T06:00:00Z';

const [KEPT, OLD, OTHER, NEW] = [ownWords(1, 90), ownWords(2, 60), ownWords(3, 150), ownWords(4, 60)];
/** Sixty percent of the text was last year's. */
const filings = {
  last: { id: 'aa', year: 2024, change: says(KEPT + OLD), at: FIRST },
  now: { id: 'aa', year: 2025, change: says(KEPT + NEW), at: THIS_YEAR },
  corrected: { id: 'aa', year: 2024, change: says(OTHER), at: CORRECTED },
} satisfies Record<string, DeskFiling>;

const lastYear = { district: DISTRICT, agencyId: 'aa', year: 2024 };
const thisYear = { ...lastYear, year: 2025 };

type Desk = Awaited<ReturnType<typeof aDesk>>;
/** As the stream does it. */
async function file(desk: Desk, filing: DeskFiling): Promise<Receipt> {
  const receipt = await desk.receive(filing);
  await recheckNeighbours(desk.store, [{ ...lastYear, year: filing.year }]);
  return receipt;
}
const repeated = async (desk: Desk) =>
  (await desk.comparisons('aa', 2025)).filter((one) => one.startsWith('T15'));
const measuredAt = async ({ store }: Desk, at: string): Promise<number | undefined> => {
  const read = await readTableAt(store.table, instant(at)).agencyYearsAt([lastYear, thisYear]);
  return findRepetition(read(thisYear)?.inForce ?? {}, read(lastYear)?.inForce)?.overview;
};

describe('what stood in last year’s report', () => {
  it('is measured again when that is corrected, or comes later', async () => {
    const desk = await aDesk(engines, [member('aa')]);
    await file(desk, filings.now);
    expect(await repeated(desk)).toEqual([]);
    await file(desk, { ...filings.last, change: says(KEPT + NEW.slice(0, 30)) });
    expect(await repeated(desk)).toEqual(['T15 /narrative/overview 79 null']);
    await file(desk, { ...filings.last, at: '2026-11-28T04:30:00Z' });
    expect(await repeated(desk)).toEqual(['T15 /narrative/overview 59 null']);
    await file(desk, filings.corrected);
    expect(await repeated(desk)).toEqual([]);
    const { discrepancies } = await verifyYear(desk.store.table, desk.store.bucket, 2025);
    expect(discrepancies.map(({ id }) => id)).not.toContain('aa');
    expect((await rebuildYear(desk.store, 2025)).mended).not.toContain('aa');
  });

  it('is not measured again where last year’s figures alone are corrected', async () => {
    const desk = await aDesk(engines, [member('aa')]);
    await file(desk, filings.last);
    await file(desk, filings.now);
    const measured = async () => {
      const [own] = await desk.store.table.submissions(thisYear);
      return own?.accepted?.repetitions?.map(({ overview }) => overview);
    };
    expect(await measured()).toEqual([59]);
    const corrected: DeskFiling = { ...filings.last, at: CORRECTED, received: 7 };
    expect((await file(desk, corrected)).outcome).toBe('accepted');
    expect(await measured()).toEqual([59]);
    expect(await measuredAt(desk, '2026-11-28T06:30:00Z')).toBe(59);
    expect(await repeated(desk)).toEqual(['T15 /narrative/overview 59 null']);
    // Nor is this year's, with the same words; its receipt says the same.
    const archived = vi.spyOn(desk.store.bucket, 'archived');
    const again = await desk.receive({ ...filings.now, received: 9, at: '2026-11-28T06:05:00Z' });
    expect(again.findings.filter(({ rule }) => rule === 'T15').map(({ found }) => found)).toEqual([59]);
    expect(archived).not.toHaveBeenCalled();
    archived.mockRestore();
    // One that says something else is.
    await file(desk, { ...corrected, at: '2026-11-28T06:10:00Z', change: says(KEPT + OLD + OTHER) });
    expect(await measured()).toHaveLength(2);
    const { discrepancies } = await verifyYear(desk.store.table, desk.store.bucket, 2025);
    expect(discrepancies.map(({ id }) => id)).not.toContain('aa');
  });

  it('is measured of a returned report, too', async () => {
    const desk = await aDesk(engines, [member('aa')]);
    await file(desk, {
      ...filings.now,
      change: (document) => {
        filings.now.change(document);
        document.applications.received.total += 1;
      },
    });
    await file(desk, filings.last);
    const [newest] = await desk.store.table.submissions(thisYear);
    expect(newest).toMatchObject({ outcome: 'returned', stated: { repetitions: [{ overview: 59 }] } });
  });

  it.each([
    ['last', 'now', 'corrected'],
    ['now', 'last', 'corrected'],
    ['last', 'corrected', 'now'],
  ] as const)('is told of every instant, whichever comes first: %s, %s, %s', async (...order) => {
    const desk = await aDesk(engines, [member('aa')]);
    for (const one of order) await file(desk, filings[one]);
    expect(await repeated(desk)).toEqual([]);
    expect(await measuredAt(desk, '2026-11-28T06:30:00Z')).toBe(0);
    // A report of last year that was in force for nobody who looked was never compared.
    if (order[1] !== 'corrected') expect(await measuredAt(desk, '2026-11-28T05:30:00Z')).toBe(59);
  });
});

describe('the common phrases of a province', () => {
  const AGENCIES = Array.from({ length: 24 }, (_, i) => `a${i + 10}`);
  const NOTICE = ownWords(90, 60);
  const roster = [member('aa'), ...AGENCIES.map((id) => member(id))];

  it('are left out of what comes after the list, which the finding names; what came before stays', async () => {
    const bucket = await aBucket(engines, `phrases-${process.pid}`);
    const desk = await aDesk({ ...engines, bucket }, roster);
    for (const [i, id] of AGENCIES.entries())
      await desk.receive({ id, year: 2024, change: says(ownWords(10 + i, 140) + NOTICE), at: FIRST });
    await file(desk, { ...filings.last, change: says(KEPT + NOTICE) });
    const night = async (): Promise<readonly string[]> => {
      const { phrases, failures } = await reconcile(
        { ...desk.store, now: () => instant('2026-11-28T05:30:00Z') },
        { graceMs: 0 },
      );
      expect(failures).toEqual([]);
      return phrases;
    };
    const now = { ...filings.now, change: says(KEPT.slice(0, 80) + NOTICE + NEW.slice(0, 50)) };
    const before = await file(desk, now);
    const [found] = before.findings.filter(({ rule }) => rule === 'T15');
    expect(found).toMatchObject({ found: 71, severity: 'info' });
    expect(found?.message.zh).toContain('没有本省上年报告的通用语句表,按内置的 2026-11 版不计');
    expect(await night()).toEqual(['450000/2024/2026-11-29']);
    expect(await night()).toEqual([]);
    // Still of the day on which the list was made.
    const same = await file(desk, { ...now, received: 11, at: '2026-11-28T15:59:00Z' });
    expect(same.findings.find(({ rule }) => rule === 'T15')?.found).toBe(71);
    const later = await file(desk, { ...now, received: 12, at: '2026-11-28T16:00:00Z' });
    const [after] = later.findings.filter(({ rule }) => rule === 'T15');
    expect(after?.found).toBe(58);
    expect(after?.message.zh).toContain('通用语句表 450000/2024/2026-11-29 版不计');
    expect(await measuredAt(desk, '2026-11-28T15:59:59Z')).toBe(71);
    // Measured again, by the list that held when it came.
    await file(desk, { ...filings.last, change: says(KEPT.slice(0, 60) + NOTICE), at: CORRECTED });
    expect(await repeated(desk)).toEqual([]);
    expect((await desk.item('aa', 2025)).inForce?.repetitions).toContainEqual(
      expect.objectContaining({ phrases: '450000/2024/2026-11-29', overview: 43 }),
    );
    expect((await rebuildYear(desk.store, 2025)).mended).not.toContain('aa');
  });
});
