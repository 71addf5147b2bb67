/** Answers to programs about very many agencies: the first of them, as many as fit, and where the others are. */
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noFigures } from '../../shared/domain/form/figures.ts';
import type { AgencyYear } from '../../shared/domain/standing/agency-year-record.ts';
import {
  countConsolidated,
  type AgencyCompliance,
  type ListName,
} from '../../shared/domain/compliance/compliance.ts';
import { listDatesInForce } from '../../shared/domain/compliance/dates-in-force.ts';
import { writeCompliancePage } from '../../web/api/compliance-answers.ts';
import { createApp } from '../../web/app.tsx';
import { anAgencyYear, aSummary, instant, isoDay } from '../support/a-summary.ts';
import { NO_SUMMARIES, refusingTable } from '../support/refusing-table.ts';
import { TEST_ASSETS } from '../support/test-assets.ts';

const PROVINCE = '450000';
const DISTRICT = '450205';
const MANY = 2_400;
const CHILDREN = 700;
const MOST_BYTES = 1_000_000;
const unused = () => Promise.reject(new Error('the answer needs no more than its region'));
const idOf = (i: number): string => `a${String(i).padStart(4, '0')}`;

/** Half have filed since yesterday, late; a third of the others is returned. */
const agencies = Array.from({ length: MANY }, (_, i): AgencyCompliance => {
  const agency = anAgencyYear(idOf(i), { extension: '演示', district: '451000' });
  if (i % 2 === 1) return i % 3 === 0 ? { ...agency, state: 'returned', errors: 2 } : agency;
  return {
    ...agency,
    state: 'accepted',
    lateDays: 3,
    firstAcceptedAt: instant('2025-01-23T20:00+08:00'),
    submissionId: `${agency.id}-1`,
  };
});
const summary = aSummary({
  agencies,
  earlier: agencies.map(({ id }) => anAgencyYear(id)),
  code: PROVINCE,
  name: '广西壮族自治区',
});

const received = { submissionId: 'v1', order: '1#v1', receivedAt: instant('2025-01-20T09:00+08:00') };
const children = Array.from({ length: CHILDREN }, (_, i): AgencyYear => ({
  revision: 1,
  agency: { id: idOf(i), name: `机关${i}`, aliases: [], kind: 'department' },
  district: DISTRICT,
  year: 2024,
  obliged: true,
  since: instant('2024-01-01T00:00Z'),
  latest: { ...received, outcome: 'accepted', errors: 0, rules: [] },
  firstAccepted: { order: received.order, receivedAt: received.receivedAt },
  inForce: {
    ...received,
    sha256: 'f'.repeat(64),
    nil: true,
    figures: noFigures('2021'),
    name: `机关${i}`,
    warnings: [],
    openWarnings: 0,
  },
}));

const deps = {
  table: refusingTable(unused, {
    regionsWithin: () =>
      Promise.resolve(
        Array.from({ length: 201 }, (_, i) => ({ code: String(450_000 + i), name: `区划${i}` })),
      ),
    children: () => Promise.resolve({ agencies: children, beside: [], regions: [] }),
    regionYears: () =>
      Promise.resolve({ years: new Map(), below: new Map(), spans: new Map(), names: new Map() }),
  }),
  summaries: { ...NO_SUMMARIES, newest: () => Promise.resolve(summary) },
  bucket: { archived: unused, receipt: unused },
  now: () => instant('2025-01-25T08:00+08:00'),
  version: '1',
  store: 'table',
  assets: TEST_ASSETS,
  connection: undefined,
  log: {
    error: (_: string, { error }: { readonly error: unknown }) => {
      failures.push(error);
    },
  },
};
const app = createApp(deps);
const failures: unknown[] = [];
beforeAll(() => {
  failures.length = 0;
});
afterAll(() => {
  expect(failures).toEqual([]);
});

interface Item {
  readonly id: string;
}
interface Answer {
  readonly page?: { readonly total: number; readonly limit: number; readonly next: string | null };
}

/** Follows `rel="next"` to the end; no answer is above a megabyte. */
async function inPages<Body extends Answer>(path: string, site = app): Promise<Body[]> {
  const answers: Body[] = [];
  for (let next: string | undefined = path; next !== undefined;) {
    const response: Response = await site.request(next);
    const text = await response.text();
    expect([next, response.status]).toEqual([next, 200]);
    expect(Buffer.byteLength(text)).toBeLessThan(MOST_BYTES);
    answers.push(JSON.parse(text) as Body);
    next = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
    expect(next === undefined).toBe(answers.at(-1)?.page?.next === null);
  }
  return answers;
}

describe('a compliance of very many agencies', () => {
  const path = `/api/v1/compliance/${PROVINCE}/2024`;
  type Compliance = Answer &
    Record<ListName, Item[]> & {
      readonly counts: object;
      readonly dates: object;
      readonly changes: Record<'newlyAccepted' | 'newlyLate', Item[]>;
    };

  it('comes in pages, also where none are asked for, each agency once and in order', async () => {
    const pages = await inPages<Compliance>(path);
    expect(pages.length).toBeGreaterThan(2);
    for (const name of ['missing', 'returned', 'late', 'accepted'] as const) {
      const expected = summary.agencies.filter((agency) =>
        name === 'late' ? agency.lateDays > 0 : agency.state === name,
      );
      expect(pages.flatMap((page) => page[name].map(({ id }) => id))).toEqual(expected.map(({ id }) => id));
    }
    for (const name of ['newlyAccepted', 'newlyLate'] as const)
      expect(pages.flatMap(({ changes }) => changes[name].map(({ id }) => id)).sort()).toEqual(
        summary.changes[name].map(({ id }) => id),
      );
    for (const { counts, dates, page } of pages) {
      expect([counts, dates]).toEqual([pages[0]?.counts, pages[0]?.dates]);
      expect(page?.total).toBe(MANY);
    }
    expect(pages[0]?.counts).toEqual(summary.counts);
  });

  it('comes in pages of as many as are asked for', async () => {
    const [first] = await inPages<Compliance>(`${path}?limit=300`);
    expect(first?.missing.length).toBe(300);
    expect(first?.page).toMatchObject({ total: MANY, limit: 300 });
  });

  it('has lists whose first thousand is answered', async () => {
    const pages = await inPages<Answer & { readonly items: Item[] }>(`${path}?list=accepted`);
    expect(pages.map(({ items }) => items.length)).toEqual([1000, 200]);
    expect(pages[0]?.page).toMatchObject({ total: 1200, limit: 1000 });
  });
});

describe('a compliance of very many dates, each with a reason of its own', () => {
  const dated = aSummary({
    agencies: agencies.map((agency, i) => ({
      ...agency,
      extension: i % 3 === 0 ? '全区统一延期' : `${'洪水'.repeat(90)}${i}`,
      internal: { until: isoDay('2025-01-20'), reason: `${'提前'.repeat(90)}${i}` },
    })),
    ...{ code: PROVINCE, name: '广西壮族自治区' },
  });
  const all = listDatesInForce(dated);
  const site = createApp({
    ...deps,
    summaries: { ...NO_SUMMARIES, newest: () => Promise.resolve(dated) },
  });
  interface Dated extends Answer {
    readonly dates: readonly { readonly basis: string; readonly agencies: number }[];
    readonly datesTotal: number;
  }

  it.each(['', '?list=missing'])('tells those that bind most, and how many there are: %s', async (query) => {
    const pages = await inPages<Dated>(`/api/v1/compliance/${PROVINCE}/2024${query}`, site);
    for (const { dates, datesTotal } of pages) {
      expect(datesTotal).toBe(all.length);
      expect(dates).toHaveLength(100);
      expect(dates).toEqual(all.filter((date) => dates.some((one) => isDeepStrictEqual(one, date))));
      // It stands behind hundreds that bind one each.
      expect(dates).toContainEqual(expect.objectContaining({ basis: 'law', agencies: MANY }));
      expect(dates).toContainEqual(expect.objectContaining({ basis: 'extension', agencies: MANY / 3 }));
    }
  });

  it.each([
    ['', '另外 3\u00a0902 项'],
    ['?lang=en', '3\u00a0902 more'],
  ])('has a page that names them, and says where the others are: %s', async (lang, told) => {
    const text = await (await site.request(`/compliance/${PROVINCE}/2024${lang}`)).text();
    const section = /<details class="dates-in-force".*?<\/details>/s.exec(text)?.[0] ?? '';
    expect(section.match(/<li>/g)).toHaveLength(100);
    expect(section).toContain(told);
  });
});

describe('the page of a compliance of very many agencies', () => {
  it.each(['', '?lang=en'])(
    'names the first of those that changed, and where the others are: %s',
    async (lang) => {
      const response = await app.request(`/compliance/${PROVINCE}/2024${lang}`);
      const text = await response.text();
      expect(response.status).toBe(200);
      expect(Buffer.byteLength(text)).toBeLessThan(MOST_BYTES / 2);
      const section = /<section class="compliance-changes".*?<\/section>/s.exec(text)?.[0] ?? '';
      // Newly accepted, late and returned, each 12 at a glance and 200 folded behind them.
      expect(section.slice(section.indexOf('<dl>')).match(/<li>/g)).toHaveLength(3 * 212);
      expect(section.match(/compliance\/450000\/2024\.csv/g)).toHaveLength(3);
      expect(section).toContain(lang === '' ? '另外 1\u00a0188 个' : '1\u00a0188 more');
    },
  );
});

describe('a region of very many agencies', () => {
  it('comes in pages of as many children as fit, and its totals with each', async () => {
    const pages = await inPages<Answer & { readonly children: Item[]; readonly reports: object }>(
      `/api/v1/regions/${DISTRICT}/years/2024`,
    );
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.flatMap((page) => page.children.map(({ id }) => id))).toEqual(
      children.map(({ agency }) => agency.id),
    );
    for (const { reports, page } of pages) {
      expect(reports).toMatchObject({ expected: CHILDREN, accepted: CHILDREN });
      expect(page?.total).toBe(CHILDREN);
    }
  });
});

it('reports about whole regions that are counted stand in two places, for which there is room', () => {
  const wide = Array.from({ length: 1_000 }, (_, i) =>
    anAgencyYear(idOf(i), { kind: 'consolidated', name: '汇'.repeat(200) }),
  );
  const counted = countConsolidated(aSummary({ agencies: wide }));
  const answer = writeCompliancePage(counted, { limit: 1_000, cursor: undefined });
  expect(JSON.stringify(answer.missing)).toBe(JSON.stringify(answer.consolidated));
  expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThanOrEqual(MOST_BYTES);
});
