import { describe, expect, it } from 'vitest';
import { nextVisit, readVisit } from '../../web/client/visits.ts';

const MINUTE = 60_000;

describe('the last visit', () => {
  it('is none in the first, however often the page is loaded again', () => {
    const first = nextVisit(undefined, 0);
    expect(first).toEqual({ seen: 0 });
    expect(nextVisit(first, 29 * MINUTE)).toEqual({ seen: 29 * MINUTE });
  });

  it('is when the one before ended, as long as this one lasts', () => {
    const again = nextVisit({ seen: 0 }, 31 * MINUTE);
    expect(again).toEqual({ seen: 31 * MINUTE, before: 0 });
    expect(nextVisit(again, 40 * MINUTE)).toEqual({ seen: 40 * MINUTE, before: 0 });
    expect(nextVisit(again, 90 * MINUTE)).toEqual({ seen: 90 * MINUTE, before: 31 * MINUTE });
  });

  it('is read from what was kept, and from nothing else', () => {
    expect(readVisit(JSON.stringify({ seen: 5, before: 1 }))).toEqual({ seen: 5, before: 1 });
    expect(readVisit('{"seen":5,"before":"1"}')).toEqual({ seen: 5 });
    for (const kept of [null, 'null', '7', '{}', '{"seen":"5"}']) expect(readVisit(kept)).toBeUndefined();
  });
});
