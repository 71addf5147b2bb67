/**
 * The compliance of very many agencies, from what was kept of it: the same as from all lines, and no more is read than is shown.
 * Random summaries; `GOUJI_PROPERTY_RUNS` draws more.
 */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { AGENCIES_IN_PART } from '../../shared/contracts/bucket/stored-summary.ts';
import type { RegionOrder } from '../../shared/contracts/bucket/summary-keys.ts';
import { AGENCY_KINDS, type AgencyKind } from '../../shared/domain/basics/calendar.ts';
import { computeDeadline } from '../../shared/domain/basics/deadlines.ts';
import {
  LIST_NAMES,
  type AgencyCompliance,
  type ComplianceSummary,
  type CountingBasis,
  type OpenFindings,
} from '../../shared/domain/compliance/compliance.ts';
import { ORDER_KEPT, tellOrderKept } from '../../shared/domain/compliance/line-index.ts';
import { tellFacts, tellKeptFacts } from '../../shared/domain/compliance/outline.ts';
import { createKeptSummaries, keepSummary } from '../../shared/pipeline/kept-summaries.ts';
import { createApp } from '../../web/app.tsx';
import { chooseChanged, chooseLines, makeCounting } from '../../web/compliance/chosen-lines.ts';
import type { ComplianceQuery } from '../../web/compliance/compliance-query.ts';
import { countedAs, type ComplianceTold } from '../../web/compliance/compliance-summary.ts';
import { createDownloads } from '../../web/downloads/app.ts';
import type { WebSummaries } from '../../web/ports.ts';
import { anAgencyYear, aSummary, instant, isoDay } from '../support/a-summary.ts';
import { NO_SUMMARIES, refusingTable } from '../support/refusing-table.ts';
import { TEST_ASSETS } from '../support/test-assets.ts';

const NATION = '000000';
const YEAR = 2024;
const SLOT = isoDay('2025-02-12');
const ORDER: RegionOrder = { code: NATION, year: YEAR, slot: SLOT };
const AT = '2025-02-12T08:00+08:00';
const NOW = instant('2025-02-12T13:00+08:00');
const CHILDREN = ['110000', '450000'];
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The same for the same seed: numbers below a limit. */
function drawNumbers(seed: number): (below: number) => number {
  let state = seed + 1;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

const STATES = ['missing', 'returned', 'flagged', 'accepted', 'accepted', 'missing', 'not-obliged'] as const;
function drawAgency(draw: (below: number) => number, i: number): AgencyCompliance {
  const kind: AgencyKind = AGENCY_KINDS[draw(AGENCY_KINDS.length)] ?? 'department';
  const state = kind === 'vertical' ? 'not-obliged' : (STATES[draw(STATES.length)] ?? 'missing');
  const isIn = state === 'accepted' || state === 'flagged';
  const at = instant(`2025-02-${String(1 + draw(11)).padStart(2, '0')}T10:00+08:00`);
  const district = draw(40) === 0 ? NATION : (['110101', '450205', '450200'][draw(3)] ?? '110101');
  const byLaw = { deadline: computeDeadline({ kind, district }, YEAR) };
  return anAgencyYear(`a${String(i).padStart(5, '0')}`, {
    // Some have one name.
    name: `机关${draw(400)}`,
    kind,
    state,
    dataset: draw(3) === 0 ? 'synthetic' : undefined,
    district,
    zero: isIn && draw(20) === 0 ? 'unconfirmed' : undefined,
    ...(draw(30) === 0 ? { extension: '洪灾', deadline: isoDay('2025-02-20') } : byLaw),
    ...(draw(30) === 0 && { internal: { until: isoDay('2025-01-20'), reason: '内部' } }),
    ...(draw(50) === 0 && { nameInYear: '旧名' }),
    afterInternalDays: draw(30) === 0 ? 3 : 0,
    lateDays: isIn ? draw(3) : 0,
    overdueDays: state === 'missing' || state === 'returned' ? draw(3) * 6 : 0,
    firstAcceptedAt: isIn ? at : undefined,
    latestAt: state === 'missing' ? undefined : at,
    errors: state === 'returned' || draw(40) === 0 ? 2 : 0,
    submissionId: state === 'missing' ? undefined : `s${i}`,
  });
}

const QUOTE = '菉竹猗猗';
const OPEN: OpenFindings = {
  count: 1,
  findings: [
    {
      rule: 'T2',
      severity: 'warning',
      path: '/narrative/problems',
      found: QUOTE,
      expected: null,
      message: { zh: `写的是“${QUOTE}”`, en: `says "${QUOTE}"` },
    },
  ],
};

function drawSummary(seed: number, count: number, open: Readonly<Record<string, OpenFindings>> = {}) {
  const draw = drawNumbers(seed);
  const agencies = Array.from({ length: count }, (_, i) => drawAgency(draw, i));
  return aSummary({
    agencies,
    earlier: agencies.map((one) => (draw(3) === 0 ? anAgencyYear(one.id) : one)),
    ...{ code: NATION, name: '全国', at: AT, open },
    children: CHILDREN.map((code) => ({ code, name: `省${code}` })),
  });
}

/** Kept by the functions' own code; what is read of it is counted. */
async function keep(summary: ComplianceSummary) {
  const objects = new Map<string, Uint8Array>();
  const reads: number[] = [];
  const bucket = {
    keep: (_: RegionOrder, name: string, bytes: Uint8Array) => {
      objects.set(name, bytes);
      return Promise.resolve();
    },
    kept: (_: RegionOrder, name: string) => {
      const found = objects.get(name);
      reads.push(found?.byteLength ?? 0);
      return Promise.resolve(found);
    },
  };
  const name = await keepSummary({ bucket, sha256 }, ORDER, summary);
  const ledger = {
    summary: () => Promise.resolve({ sha256: name } as never),
    newestSummary: () => Promise.resolve({ order: ORDER, sha256: name }),
  };
  return { objects, name, reads, summaries: createKeptSummaries({ ledger, bucket }) };
}

const BASES: readonly CountingBasis[] = ['agencies', 'with-consolidated'];
const QUERIES: readonly Partial<ComplianceQuery>[] = [undefined, 'with' as const].flatMap((consolidated) =>
  [undefined, ...LIST_NAMES].flatMap((list) =>
    [undefined, ...AGENCY_KINDS].flatMap((kind) =>
      [undefined, NATION].map((district) => ({ list, kind, district, consolidated })),
    ),
  ),
);

it('head and parts together say what all lines say: numbers, changes, and each list in its order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.integer({ min: 700, max: 1_800 }), async (seed, count) => {
      const summary = drawSummary(seed, count);
      const { summaries } = await keep(summary);
      expect(await summaries.newest(NATION, YEAR, SLOT)).toEqual(summary);
      const kept = await summaries.newestHead(NATION, YEAR, SLOT);
      if (!kept) throw new Error('the summary was kept without a head');
      for (const basis of BASES)
        expect(tellKeptFacts(kept.head, kept.outline, basis)).toEqual(tellFacts(countedAs(summary, basis)));
      const fromKept: ComplianceTold = { kind: 'kept', kept, isTooLarge: true };
      const fromWhole: ComplianceTold = { kind: 'whole', summary };
      const read = async (told: ComplianceTold, query: Partial<ComplianceQuery>, most = Infinity) =>
        (await chooseLines(told, query).read(0, most)).map(({ line, changes }) => [line, changes]);
      for (const query of QUERIES) {
        expect(makeCounting(fromKept)(query)).toBe(makeCounting(fromWhole)(query));
        expect(await read(fromKept, query, 20)).toEqual(await read(fromWhole, query, 20));
      }
      expect(await read(fromKept, {})).toEqual(await read(fromWhole, {}));
      const changed = async (told: ComplianceTold) => await chooseChanged(told).read(0, Infinity);
      expect(await changed(fromKept)).toEqual(await changed(fromWhole));
    }),
    { numRuns: Number(process.env['GOUJI_PROPERTY_RUNS'] ?? 3), endOnFailure: true },
  );
}, 120_000);

const refuse = () => Promise.reject(new Error('nothing else is read'));
const failures: unknown[] = [];
afterEach(() => {
  expect(failures).toEqual([]);
});

function siteOf(expected: number, summaries: Partial<WebSummaries>) {
  const deps = {
    table: refusingTable(refuse, {
      regionYears: (_, years) =>
        Promise.resolve({
          years: new Map(
            years.map((year) => [year, { year, reports: { expected }, filings: new Map() }]),
          ) as never,
          names: new Map(),
          spans: new Map(),
          below: new Map(),
        }),
    }),
    bucket: { archived: refuse, receipt: refuse },
    summaries: { ...NO_SUMMARIES, ...summaries },
    now: () => NOW,
    log: { error: (_: string, { error }: { readonly error: unknown }) => void failures.push(error) },
  };
  const site = { version: '1', store: 'table', assets: TEST_ASSETS, connection: undefined };
  return { app: createApp({ ...deps, ...site }), downloads: createDownloads(deps) };
}

describe('the site of a region of too many agencies', () => {
  const COUNT = 3_100;
  const summary = drawSummary(7, COUNT, { a00001: OPEN, a00002: OPEN });
  const lines = summary.agencies.length;
  const page = `/compliance/${NATION}/${YEAR}`;
  const scene = async (expected = 184_000) => {
    const kept = await keep(summary);
    const whole = { newest: refuse, newestMarks: refuse, marks: refuse };
    return { ...kept, ...siteOf(expected, { ...kept.summaries, ...whole }) };
  };

  it('reads a head and the parts in which the lines are that it shows, and never all', async () => {
    const { app, reads, objects } = await scene();
    const parts = objects.size - 1;
    expect(parts).toBe(Math.ceil(lines / AGENCIES_IN_PART));
    for (const query of [
      '',
      '?page=9',
      '?list=returnedCorrection',
      `?district=${NATION}`,
      '?consolidated=with',
      '?since=2025-02-12T09:00',
    ]) {
      reads.length = 0;
      const response = await app.request(page + query);
      expect([query, response.status]).toEqual([query, 200]);
      expect([query, reads.length > 1 && reads.length <= parts]).toEqual([query, true]);
    }
  });

  it('says the numbers of all, quotes no text, and links no order but that of urgency', async () => {
    const { app } = await scene();
    const text = await (await app.request(`${page}?page=2`)).text();
    expect(text).toContain(`第 101 至 200 个`);
    expect(text).not.toContain(QUOTE);
    expect(text).not.toContain('sort=');
    const answer = await app.request(`${page}?sort=name`);
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('按紧急程度')]);
  });

  it('leads to a part’s own page for its list, with all else that was asked for', async () => {
    const { app } = await scene();
    const response = await app.request(`${page}?list=missing&district=450000&lang=en`);
    expect([response.status, response.headers.get('location')]).toEqual([
      307,
      `/compliance/450000/${YEAR}?list=missing&lang=en`,
    ]);
  });

  it('says since when changes are told, where another instant was asked for', async () => {
    const { app } = await scene();
    const text = await (await app.request(`${page}?since=monday`)).text();
    expect(text).toContain('data-since-kept');
    const none = await (await app.request(`/api/v1${page}?since=2025-02-12T09:00%2B08:00&limit=1000`)).json();
    expect(none).toMatchObject({
      changes: { since: instant(AT), received: { agencies: 0 }, newlyAccepted: [] },
    });
  });

  it('answers programs in pages of one summary, each agency once', async () => {
    const { app } = await scene();
    const follow = async (path: string): Promise<{ ids: string[]; last: unknown }> => {
      const ids: string[] = [];
      let last: unknown;
      for (let next: string | undefined = path; next !== undefined;) {
        const response: Response = await app.request(next);
        const text = await response.text();
        expect([next, response.status]).toEqual([next, 200]);
        expect(Buffer.byteLength(text)).toBeLessThan(1_000_000);
        last = JSON.parse(text);
        const { items, missing, returned, accepted } = last as Record<string, { id: string }[]>;
        ids.push(...(items ?? [missing, returned, accepted].flatMap((one) => one ?? [])).map(({ id }) => id));
        next = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
      }
      return { ids, last };
    };
    const list = await follow(`/api/v1${page}?list=accepted`);
    const accepted = summary.agencies.filter(
      ({ kind, state }) =>
        kind !== 'consolidated' && kind !== 'vertical' && ['accepted', 'flagged'].includes(state),
    );
    expect(list.ids).toEqual(accepted.map(({ id }) => id));
    expect(list.last).toMatchObject({ counts: summary.counts, page: { total: accepted.length } });
    const all = await follow(`/api/v1${page}`);
    expect(all.ids.length).toBe(summary.counts.missing + summary.counts.returned + summary.counts.accepted);
    expect(new Set(all.ids).size).toBe(all.ids.length);
  });

  it('sends all lines as CSV while it reads them, and the notice', async () => {
    const { app, downloads } = await scene();
    const led = await app.request(`${page}.csv?list=missing`);
    const path = `${page}/tables/agencies.csv`;
    expect([led.status, led.headers.get('location')]).toEqual([307, `${path}?list=missing`]);
    // A form sends an empty day for now.
    const now = await app.request(`${page}.csv?list=missing&asOf=`);
    expect((await downloads.request(now.headers.get('location') ?? '')).status).toBe(200);
    const csv = await (await downloads.request(path)).text();
    const counted = chooseLines({ kind: 'whole', summary }, {}).total;
    expect(csv.trimEnd().split('\r\n')).toHaveLength(counted + 1);
    expect(csv).not.toContain(QUOTE);
    expect((await downloads.request(`${page}/tables/notice.docx`)).status).toBe(200);
    expect((await downloads.request(`${page}/tables/changes.xlsx`)).status).toBe(200);
  });

  it.each([
    [20_000, true, ''],
    [20_001, false, '20\u00a0001'],
  ])('offers a workbook of %d that changed where it answers one', async (changed, isOffered, told) => {
    const kept = await keep(summary);
    const newestHead: WebSummaries['newestHead'] = async (...asked) => {
      const head = await kept.summaries.newestHead(...asked);
      const [cell] = head?.index.cells ?? [];
      return head && cell
        ? { ...head, index: { cells: [{ ...cell, came: true }], order: '0'.repeat(changed) } }
        : undefined;
    };
    const { app, downloads } = siteOf(184_000, { newestHead });
    const text = await (await app.request(page)).text();
    const take = /<p class="take-along">.*?<\/p>/s.exec(text)?.[0] ?? '';
    expect([take.includes('changes.xlsx'), take.includes(told)]).toEqual([isOffered, true]);
    const answer = await downloads.request(`${page}/tables/changes.xlsx`);
    expect(answer.status).toBe(isOffered ? 200 : 413);
    if (!isOffered) expect(await answer.text()).toContain('“Change”');
  });

  it('sends a sorted CSV of so many while it is laid, too', async () => {
    const larger = drawSummary(8, 4_500);
    const kept = await keep(larger);
    const { app, downloads } = siteOf(4_500, kept.summaries);
    const led = await app.request(`${page}.csv?sort=-days`);
    const path = `${page}/tables/agencies.csv?sort=-days`;
    expect([led.status, led.headers.get('location')]).toEqual([307, path]);
    const [, ...rows] = (await (await downloads.request(path)).text()).trimEnd().split('\r\n');
    const whole = chooseLines(
      { kind: 'whole', summary: larger },
      { sort: { key: 'days', descending: true } },
    );
    const sorted = await whole.read(0, whole.total);
    expect(whole.total).toBeGreaterThan(2_000);
    expect(rows).toHaveLength(whole.total);
    expect(rows.filter((row, i) => !row.includes(sorted[i]?.line.id ?? ''))).toEqual([]);
    expect((await app.request(`${page}.csv?sort=-days&list=returned`)).status).toBe(200);
  });

  it('sorts, and compares with any kept summary, where the agencies are few enough to be read', async () => {
    const kept = await keep(summary);
    const { app } = siteOf(3_000, { ...kept.summaries, newestMarks: () => Promise.resolve(undefined) });
    for (const query of ['?sort=name', '?district=450000', '?since=monday']) {
      kept.reads.length = 0;
      expect((await app.request(page + query)).status).toBe(200);
      expect(kept.reads.length).toBeGreaterThan(kept.objects.size - 1);
    }
  });
});

it('asks for the summary of the cursor’s slot, though a newer one may be there', async () => {
  const asked: string[] = [];
  const { app } = siteOf(184_000, {
    newestHead: (_code, _year, slot) => {
      asked.push(slot);
      return Promise.resolve(undefined);
    },
  });
  await app.request(`/api/v1/compliance/${NATION}/${YEAR}?limit=1&cursor=0.2025-01-10`);
  await app.request(`/api/v1/compliance/${NATION}/${YEAR}?limit=1`);
  expect(asked).toEqual(['2025-01-10', SLOT]);
});

it('reads nothing live for a cursor of a summary that was never kept', async () => {
  const { app } = siteOf(3_000, {
    newestHead: () => Promise.resolve(undefined),
    newest: () => Promise.resolve(undefined),
  });
  const address = `/api/v1/compliance/${NATION}/${YEAR}?limit=1&cursor=0.2000-01-01`;
  const answer = await app.request(address);
  expect([answer.status, ((await answer.json()) as { field: string }).field]).toEqual([400, 'cursor']);
});

it('goes on behind a cursor of a summary where its lines are read at once by now, and repeats none', async () => {
  const summary = drawSummary(6, 600);
  const { app } = siteOf(2_100, {
    newestHead: () => Promise.resolve(undefined),
    newest: () => Promise.resolve(summary),
  });
  const all = `/api/v1/compliance/${NATION}/${YEAR}?list=missing&limit=600`;
  const askItems = async (address: string) =>
    ((await (await app.request(address)).json()) as { readonly items: readonly { readonly id: string }[] })
      .items;
  const items = await askItems(all);
  expect(items.length).toBeGreaterThan(3);
  expect(await askItems(`${all}&cursor=2.${SLOT}`)).toEqual(items.slice(3));
});

describe('the order in which lines are kept', () => {
  const keptWith = async (change: (digest: Record<string, unknown>) => unknown) => {
    const summary = drawSummary(5, 900);
    const { objects, name, summaries } = await keep(summary);
    const head = JSON.parse(new TextDecoder().decode(objects.get(name))) as Record<string, unknown>;
    head['digest'] = change(head['digest'] as Record<string, unknown>);
    objects.set(name, new TextEncoder().encode(JSON.stringify(head)));
    return { summary, summaries };
  };

  it('has a version: lines are found by none that is not known, whatever is kept beside it', async () => {
    const { summary, summaries } = await keptWith(() => ({ orderKept: 2, index: 'of a later version' }));
    expect(await summaries.newestHead(NATION, YEAR, SLOT)).toBeUndefined();
    expect(await summaries.newest(NATION, YEAR, SLOT)).toEqual(summary);
    const page = `/compliance/${NATION}/${YEAR}`;
    expect((await siteOf(3_000, summaries).app.request(page)).status).toBe(200);
    const none = await siteOf(184_000, summaries).app.request(page);
    expect([none.status, await none.text()]).toEqual([404, expect.stringContaining('汇总')]);
  });

  it('is the first where none is named, as earlier versions kept it', async () => {
    const { summaries } = await keptWith(({ orderKept, ...digest }) => (expect(orderKept).toBe(1), digest));
    expect(await summaries.newestHead(NATION, YEAR, SLOT)).toBeDefined();
  });

  it('is this one: whoever changes it gives it another number', () => {
    const cell = { kind: 'department', isOverdue: false, changes: [], came: false } as const;
    const cells = (
      ['', 'missing', 'afterInternal', 'zeroUnconfirmed', 'returnedCorrection'] as const
    ).flatMap((list) =>
      [false, true].map((isOwnLevel) => ({ ...cell, isOwnLevel, lists: list === '' ? [] : [list] })),
    );
    expect([ORDER_KEPT, tellOrderKept({ cells, order: '0123456789'.repeat(2) })]).toEqual([
      1,
      [1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 8, 18, 6, 16, 4, 14, 0, 2, 10, 12],
    ]);
  });
});

describe('a summary that an earlier version kept', () => {
  const earlier = async (count: number, expected: number) => {
    const summary = drawSummary(3, count);
    const whole = { newestHead: () => Promise.resolve(undefined), newest: () => Promise.resolve(summary) };
    const { app } = siteOf(expected, whole);
    return (await app.request(`/compliance/${NATION}/${YEAR}`)).status;
  };
  it('is read as before, or is none where the agencies are too many', async () => {
    expect(await earlier(2_500, 2_500)).toBe(200);
    expect(await earlier(2_500, 184_000)).toBe(404);
  });

  it('is read part by part in the order in which it was kept, without what tells of all', async () => {
    const summary = drawSummary(5, 900);
    const { objects, name, summaries } = await keep(summary);
    const head = JSON.parse(new TextDecoder().decode(objects.get(name))) as Record<string, unknown>;
    delete head['digest'];
    objects.set(name, new TextEncoder().encode(JSON.stringify(head)));
    expect(await summaries.newestHead(NATION, YEAR, SLOT)).toBeUndefined();
    expect(await summaries.newest(NATION, YEAR, SLOT)).toEqual(summary);
  });
});
