/** Regions too large to be read anew: what is told of them, and compared with, are summaries that were kept. */
import { describe, expect, it } from 'vitest';
import type { ComplianceSummary } from '../../shared/domain/compliance/compliance.ts';
import { readSummary } from '../../web/compliance/compliance-summary.ts';
import { createDownloads } from '../../web/downloads/app.ts';
import { record } from '../../web/http/recording.ts';
import type { WebSummaries, WebTable } from '../../web/ports.ts';
import { aSummary, anAgencyYear, instant, isoDay } from '../support/a-summary.ts';
import { NO_SUMMARIES, refusingTable } from '../support/refusing-table.ts';

const PROVINCE = '450000';
const YEAR = 2024;
const NOW = instant('2025-01-21T09:05+08:00');
const SLOT = instant('2025-01-21T08:00+08:00');
const refuse = () => Promise.reject(new Error('nothing else is read'));
const wide = Array.from({ length: 201 }, (_, i) => ({ code: String(450_000 + i), name: '县' }));
/** Each year owes so many reports. */
const sized = (expected: number): WebTable['regionYears'] =>
  function (_, years) {
    const owed = years.map((year) => [year, { year, reports: { expected } }]);
    return Promise.resolve({
      years: new Map(owed as never),
      names: new Map(),
      spans: new Map(),
      below: new Map(),
    });
  };
const table = refusingTable(refuse, {
  regionsWithin: () => Promise.resolve(wide),
  regionYears: sized(1500),
});

const accepted = anAgencyYear('a', {
  state: 'accepted',
  firstAcceptedAt: instant('2025-01-18T10:00+08:00'),
  latestAt: instant('2025-01-18T10:00+08:00'),
});
const newest = aSummary({ code: PROVINCE, agencies: [accepted], at: SLOT });
const MARKS = { slot: isoDay('2025-01-17'), sha256: 'x', marks: new Map([['a', anAgencyYear('a')]]) };

const read = (since: string, summaries: Partial<WebSummaries>, from: WebTable = table) =>
  readSummary(
    { table: from, summaries: { ...NO_SUMMARIES, ...summaries } },
    { code: PROVINCE, year: YEAR, now: NOW, since: instant(since) },
  );
const tellNewly = (summary: ComplianceSummary | undefined) => ({
  since: summary?.changes.since,
  newly: summary?.changes.newlyAccepted.map(({ id }) => id),
});

describe('changes of a region with many below', () => {
  it('are told since the newest summary kept before, which says its instant', async () => {
    const asked: unknown[] = [];
    const found = await read('2025-01-17T10:00+08:00', {
      newest: () => Promise.resolve(newest),
      newestMarks: (...order) => {
        asked.push(order);
        return Promise.resolve(MARKS);
      },
    });
    expect(asked).toEqual([[PROVINCE, YEAR, '2025-01-17']]);
    expect(tellNewly(found)).toEqual({ since: instant('2025-01-17T08:00+08:00'), newly: ['a'] });
  });

  it('are none since an instant after the summary that is shown, and nothing more is read for that', async () => {
    const found = await read('2025-01-21T08:30+08:00', {
      newest: () => Promise.resolve(newest),
      newestMarks: refuse,
    });
    expect(tellNewly(found)).toEqual({ since: SLOT, newly: [] });
  });

  it('are told since the usual instant where nothing was kept before', async () => {
    const found = await read('2025-01-17T10:00+08:00', { newest: () => Promise.resolve(newest) });
    expect(found?.changes.since).toBe(newest.changes.since);
  });
});

describe('a province of few regions', () => {
  const few = (expected: number, more: Partial<WebTable> = {}) =>
    refusingTable(refuse, {
      regionsWithin: () => Promise.resolve(wide.slice(0, 122)),
      regionYears: sized(expected),
      ...more,
    });
  const readOf = (from: WebTable, summaries: Partial<WebSummaries>) =>
    readSummary(
      { table: from, summaries: { ...NO_SUMMARIES, ...summaries } },
      { code: PROVINCE, year: YEAR, now: NOW },
    );

  it('with many agencies is shown as it was summarised', async () => {
    const found = await readOf(few(2001), { newest: () => Promise.resolve(newest) });
    expect(found).toEqual(newest);
  });

  it('is read as it stands with fewer, and where nothing was summarised', async () => {
    const live = { newest: () => Promise.resolve(newest) };
    await expect(readOf(few(2000), live)).rejects.toThrow('nothing else is read');
    await expect(readOf(few(12_000), {})).rejects.toThrow('nothing else is read');
  });

  it('is not read at all with so many that nobody would wait for it', async () => {
    await expect(readOf(few(12_001), {})).rejects.toMatchObject({ status: 404 });
  });
});

describe('changes of a region in which too many have moved', () => {
  const crowded = (moved: string | undefined) =>
    refusingTable(refuse, {
      regionsWithin: () => Promise.resolve([{ code: PROVINCE, name: '广西' }]),
      regionYears: sized(1001),
      childFacts: (_, year) =>
        Promise.resolve({
          agencies: [],
          beside: [],
          regions: year === YEAR ? ([{ code: '450200', reports: { expected: 1_001 } }] as never) : [],
        }),
      childMoves: () =>
        Promise.resolve(new Map([[PROVINCE, moved === undefined ? {} : { filed: instant(moved) }]])),
      history: refuse,
    });

  it('are told since the newest summary kept before', async () => {
    const found = await read(
      '2025-01-17T10:00+08:00',
      { newestMarks: () => Promise.resolve(MARKS) },
      crowded('2025-01-18T10:00+08:00'),
    );
    expect(found?.changes.since).toBe(instant('2025-01-17T08:00+08:00'));
  });

  it('are told since the very instant where nothing has moved', async () => {
    const found = await read('2025-01-17T10:00+08:00', { newestMarks: refuse }, crowded(undefined));
    expect(found?.changes.since).toBe(instant('2025-01-17T10:00+08:00'));
  });
});

it('an answer is another one as soon as what it compares with is another summary', async () => {
  const versionWith = async (sha256: string): Promise<string> => {
    const recording = record({
      table,
      bucket: { archived: refuse, receipt: refuse },
      summaries: { ...NO_SUMMARIES, newestMarks: () => Promise.resolve({ ...MARKS, sha256 }) },
    });
    await recording.summaries.newestMarks(PROVINCE, YEAR, MARKS.slot);
    return recording.version();
  };
  expect(await versionWith('x')).toBe(await versionWith('x'));
  expect(await versionWith('y')).not.toBe(await versionWith('x'));
});

it('of more agencies than a workbook holds there is none, but what changed, and the notice', async () => {
  const agencies = Array.from({ length: 20_001 }, (_, i) => anAgencyYear(`x-${i}`));
  const many = aSummary({ code: PROVINCE, agencies, at: SLOT });
  const downloads = createDownloads({
    table: refusingTable(refuse, {
      regionsWithin: () => Promise.resolve(wide),
      regionYears: () =>
        Promise.resolve({ years: new Map(), names: new Map(), spans: new Map(), below: new Map() }),
    }),
    summaries: { ...NO_SUMMARIES, newest: () => Promise.resolve(many) },
    bucket: { archived: refuse },
    now: () => NOW,
    log: {
      error: (message, { error }) => {
        throw new Error(message, { cause: error });
      },
    },
  });
  const statuses = await Promise.all(
    ['agencies.xlsx', 'agencies.xlsx?list=accepted', 'changes.xlsx', 'notice.docx'].map(
      async (file) => (await downloads.request(`/compliance/${PROVINCE}/${YEAR}/tables/${file}`)).status,
    ),
  );
  expect(statuses).toEqual([413, 200, 200, 200]);
});
