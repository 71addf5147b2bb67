import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeInstant, toIsoDay } from '../../../../shared/domain/basics/calendar.ts';
import {
  findPublication,
  newestRecord,
  tellPublication,
  type PublicationRecord,
} from '../../../../shared/domain/standing/publication.ts';

const DEADLINE = toIsoDay('2025-01-31');
const at = (hours: number) => makeInstant(Date.parse('2025-01-10T00:00:00Z') + hours * 3_600_000);
const day = toIsoDay;

const aRecord = (hours: number, publishedOn = '2025-01-24'): PublicationRecord => ({
  recordId: `v${hours}`,
  order: `1#${String(hours).padStart(3, '0')}`,
  receivedAt: at(hours),
  publishedOn: day(publishedOn),
  sourceUrl: `https://www.example.gov.cn/${hours}.html`,
});

describe('the state of publication', () => {
  it.each([
    ['2025-01-31', 'on-time', 0],
    ['2025-02-01', 'late', 1],
    ['2025-03-02', 'late', 30],
  ] as const)('%s against a deadline of 31 January: %s', (publishedOn, state, lateDays) => {
    const inForce = { receivedAt: at(0), publishedOn: day(publishedOn) };
    expect(tellPublication({ inForce }, DEADLINE)).toMatchObject({ state, lateDays, publishedOn });
  });

  it('goes by the day of an extension', () => {
    const inForce = { receivedAt: at(0), publishedOn: day('2025-02-10') };
    expect(tellPublication({ inForce }, day('2025-02-10'))?.state).toBe('on-time');
  });

  it('is not stated where nobody says a day, and the address is told all the same', () => {
    expect(tellPublication({}, DEADLINE)).toBeUndefined();
    expect(tellPublication({ inForce: { receivedAt: at(0) } }, DEADLINE)).toEqual({
      state: 'not-stated',
      lateDays: 0,
    });
    const inForce = { receivedAt: at(0), sourceUrl: 'https://www.example.gov.cn/1.html' };
    expect(tellPublication({ inForce }, DEADLINE)).toEqual({
      state: 'not-stated',
      lateDays: 0,
      sourceUrl: 'https://www.example.gov.cn/1.html',
    });
  });
});

describe('a document and a record', () => {
  it('the later by receipt holds', () => {
    const document = { publishedOn: day('2025-02-03') };
    const publication = aRecord(5);
    expect(findPublication({ inForce: { ...document, receivedAt: at(4) }, publication })).toMatchObject({
      publishedOn: '2025-01-24',
      sourceUrl: publication.sourceUrl,
    });
    expect(findPublication({ inForce: { ...document, receivedAt: at(6) }, publication })).toEqual({
      publishedOn: '2025-02-03',
      sourceUrl: publication.sourceUrl,
      receivedAt: at(6),
    });
  });

  it('a day alone leaves the address that was stated before', () => {
    const { sourceUrl: _none, ...publication } = aRecord(5);
    const inForce = { receivedAt: at(4), sourceUrl: 'https://www.example.gov.cn/1.html' };
    expect(findPublication({ inForce, publication })).toEqual({
      publishedOn: '2025-01-24',
      sourceUrl: inForce.sourceUrl,
      receivedAt: at(5),
    });
  });

  it('one that states no day takes nothing back', () => {
    expect(findPublication({ inForce: { receivedAt: at(9) }, publication: aRecord(5) })?.publishedOn).toBe(
      '2025-01-24',
    );
  });

  it('the newest record is the same, in whatever order and however often they come', () => {
    const records = fc.array(
      fc.nat({ max: 9 }).map((hours) => aRecord(hours)),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(records, fc.func(fc.nat()), (all, shuffle) => {
        const newest = newestRecord(all);
        const mixed = [...all, ...all].sort((a, b) => shuffle(a.order) - shuffle(b.order));
        expect(newestRecord(mixed)).toEqual(newest);
        expect(newest?.order).toBe(
          all
            .map(({ order }) => order)
            .sort()
            .at(-1),
        );
      }),
    );
  });
});
