/** The audit trail part by part: all of it, once, in order, however little one request reads. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewAuditEntry } from '../../shared/domain/authority/audit-entry.ts';
import type { On } from '../../shared/domain/authority/may.ts';
import { parseInstant } from '../../shared/domain/basics/calendar.ts';
import { isAuditPosition, readAuditPart } from '../../shared/pipeline/read-audit-page.ts';
import { aStore, type Store } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';

const at = (text: string) => parseInstant(text)!;
const ALL = { from: at('2025-11-01T00:00:00Z'), until: at('2026-03-01T00:00:00Z'), maySee: () => true };
const PLACES: readonly On[] = [
  { kind: 'agency', agency: 'jyj', district: '450205' },
  { kind: 'region', region: '450300' },
  { kind: 'agency', agency: 'zwj', district: '110105' },
  { kind: 'system' },
];
const SCOPES = ['system', '000000', '450000', '110000'];
const MONTHS = ['2025-12', '2026-01', '2026-02'];

const entries = MONTHS.flatMap((month) =>
  Array.from({ length: 60 }, (_, i): NewAuditEntry => ({
    // Several at one instant, in several scopes.
    at: at(`${month}-${String(1 + (i % 20)).padStart(2, '0')}T03:00:00Z`),
    id: `${month}-${String(i).padStart(3, '0')}`,
    by: { kind: 'person', mail: i % 2 ? 'a@example.cn' : 'b@example.cn', name: '甲' },
    act: i % 3 ? 'sign-in' : 'grant',
    on: PLACES[i % PLACES.length]!,
    detail: '',
  })),
);
const newestFirst = (all: readonly NewAuditEntry[]): string[] =>
  all.toSorted((a, b) => (`${a.at}#${a.id}` < `${b.at}#${b.id}` ? 1 : -1)).map(({ id }) => id);

let engines: TestEngines;
let store: Store;
beforeAll(async () => {
  engines = await startEngines();
  store = await aStore(engines, { regions: [], roster: [] });
  for (const entry of entries) await store.trail.append(entry);
});
afterAll(() => engines.stop());

async function readAll(
  scopes: readonly string[],
  question: Partial<Parameters<typeof readAuditPart>[1]>,
  bounds: Parameters<typeof readAuditPart>[2],
): Promise<{ ids: string[]; parts: number; most: number; requests: number }> {
  const ids: string[] = [];
  let before: string | undefined;
  let [parts, most, requests] = [0, 0, 0];
  do {
    let asked = 0;
    const trail: Pick<Store['trail'], 'before'> = {
      before: (...args) => {
        asked++;
        return store.trail.before(...args);
      },
    };
    const part = await readAuditPart({ trail, scopes }, { ...ALL, ...question, before }, bounds);
    ids.push(...part.entries.map(({ id }) => id));
    before = part.next?.before;
    if (before !== undefined) expect(isAuditPosition(before), before).toBe(true);
    parts++;
    most = Math.max(most, part.entries.length);
    requests = Math.max(requests, asked);
  } while (before !== undefined && parts < 500);
  return { ids, parts, most, requests };
}

describe('a part of the trail', () => {
  it.each([
    ['whole', 1000, 1000, 1000],
    ['a few at once', 7, 100, 50],
    ['one request at once', 1000, 1, 5],
    ['one entry of a request', 1000, 9, 1],
    ['two entries of a request', 3, 5, 2],
  ])('and the next give everything once, the newest first: %s', async (_, most, requests, chunk) => {
    const read = await readAll(SCOPES, {}, { most, requests, chunk });
    expect(read.ids).toEqual(newestFirst(entries));
    expect(read.most).toBeLessThanOrEqual(most);
    expect(read.requests).toBeLessThanOrEqual(Math.max(requests, SCOPES.length));
  });

  it('of one place costs no more where nearly nothing fits, and says how far it came', async () => {
    const part = await readAuditPart(
      { trail: store.trail, scopes: ['450000'] },
      { ...ALL, within: '450205', mail: 'nobody@example.cn' },
      { most: 100, requests: 2, chunk: 10 },
    );
    expect(part.entries).toEqual([]);
    // Twenty of the newest month's thirty.
    expect(part.next?.readTo.slice(0, 7)).toBe('2026-02');
    const read = await readAll(['450000'], { within: '450205' }, { most: 100, requests: 2, chunk: 10 });
    const fitting = entries.filter(({ on }) => on.kind === 'agency' && on.district === '450205');
    expect(read.ids).toEqual(newestFirst(fitting));
    expect(read.parts).toBeGreaterThan(3);
    expect(read.requests).toBe(2);
  });

  it('holds what was asked for, and nothing that may not be seen', async () => {
    const bounds = { most: 1000, requests: 99, chunk: 100 };
    const grants = await readAll(SCOPES, { act: 'grant', agency: 'jyj', mail: 'A@example.cn' }, bounds);
    expect(grants.ids).toEqual(
      newestFirst(
        entries.filter(
          ({ act, on, by }) =>
            act === 'grant' &&
            on.kind === 'agency' &&
            on.agency === 'jyj' &&
            'mail' in by &&
            by.mail === 'a@example.cn',
        ),
      ),
    );
    const seen = await readAll(SCOPES, { maySee: ({ on }) => on.kind === 'region' }, bounds);
    expect(seen.ids).toEqual(newestFirst(entries.filter(({ on }) => on.kind === 'region')));
    const day = await readAll(
      SCOPES,
      { from: at('2026-01-05T00:00:00Z'), until: at('2026-01-06T03:00:00Z') },
      bounds,
    );
    expect(day.ids).toEqual(newestFirst(entries.filter((entry) => entry.at === '2026-01-05T03:00:00.000Z')));
  });

  it('is at its end before what was asked for begins', async () => {
    const bounds = { most: 1000, requests: 99, chunk: 100 };
    const read = await readAuditPart(
      { trail: store.trail, scopes: SCOPES },
      { ...ALL, from: at('2026-01-15T00:00:00Z'), before: '2026-01' },
      bounds,
    );
    expect(read).toEqual({ entries: [], next: undefined });
  });

  it.each(['2026-01', '2026-01-05T03:00:00.000Z#x'])('begins at a position: %s', (text) => {
    expect(isAuditPosition(text)).toBe(true);
  });
  it.each(['', '2026', '2026-01-05T03:00:00.000Z', 'x', `2026-01-05T03:00:00.000Z#${'x'.repeat(501)}`])(
    'begins at no other: %s',
    (text) => {
      expect(isAuditPosition(text)).toBe(false);
    },
  );
});
