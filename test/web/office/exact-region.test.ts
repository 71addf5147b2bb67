/** Instants within a day of regions with others below: the public is led to the day, an office that is signed in is told them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeInstant } from '../../../shared/domain/basics/calendar.ts';
import { anOffice, clerkOf, officerOf } from '../../support/an-office.ts';
import { DISTRICT, NOW, startWebScene, type WebScene } from '../../support/web-scene.ts';

const SITE = 'http://127.0.0.1:8787';
const CITY = '/regions/450200/years/2024';
/** A late report came in the second between them. */
const BEFORE = '2025-01-31T16:04:59.000Z';
const AFTER = '2025-01-31T16:05:00.000Z';

let scene: WebScene;
let office: ReturnType<typeof anOffice>;
beforeAll(async () => {
  scene = await startWebScene();
  office = anOffice(
    scene.engines,
    scene.store,
    {
      city: officerOf('450200'),
      district: officerOf(DISTRICT),
      clerk: clerkOf('accepted-ju', DISTRICT),
    },
    () => makeInstant(Date.parse(NOW)),
  );
});
afterAll(() => scene.stop());

interface Told {
  readonly asOf?: string;
  readonly reports: { readonly accepted: number };
}
const ask = (session: string | undefined, asOf: string, region = CITY) =>
  office.app.request(`${SITE}/api/v1/office${region}?asOf=${asOf}`, {
    headers: session === undefined ? {} : { cookie: `test-session=${session}` },
  });
async function told(session: string, asOf: string): Promise<Told> {
  const answer = await ask(session, asOf);
  expect(answer.status).toBe(200);
  return (await answer.json()) as Told;
}

describe('a city as of an instant within a day', () => {
  it('is told to its office, to the second', async () => {
    const [before, after] = [await told('city', BEFORE), await told('city', AFTER)];
    expect([before.asOf, after.asOf]).toEqual([BEFORE, AFTER]);
    expect(after.reports.accepted).toBe(before.reports.accepted + 1);
    expect((await scene.app.request(`/api/v1${CITY}?asOf=${AFTER}`)).status).toBe(307);
  });

  it('is what the public is told of the end of a day, and of now', async () => {
    for (const query of ['asOf=2025-02-01', '']) {
      const answer = await office.app.request(`${SITE}/api/v1/office${CITY}?${query}`, {
        headers: { cookie: 'test-session=city' },
      });
      expect(await answer.json()).toEqual(await (await scene.app.request(`/api/v1${CITY}?${query}`)).json());
    }
  });

  it('is told to no office of one of its districts, no agency, and nobody who is not signed in', async () => {
    expect((await ask('district', AFTER)).status).toBe(403);
    expect((await ask('district', AFTER, `/regions/${DISTRICT}/years/2024`)).status).toBe(200);
    expect((await ask('clerk', AFTER)).status).toBe(403);
    expect((await ask(undefined, AFTER)).status).toBe(401);
  });

  it('is refused as a malformed call where it is no instant, or no year', async () => {
    expect((await ask('city', 'soon')).status).toBe(400);
    expect((await ask('city', AFTER, '/regions/450200/years/2044')).status).toBe(400);
  });
});
