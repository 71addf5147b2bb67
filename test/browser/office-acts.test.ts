/** How the office's acts look in a browser: readable to everybody, on a phone and in the dark, too. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeInstant, toIsoDay } from '../../shared/domain/basics/calendar.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import { act, anAct } from '../support/acting.ts';
import { settle } from '../support/a-store.ts';
import { PHONE } from '../support/browser.ts';
import { startBrowsing, type Browsing } from '../support/browsing.ts';
import { DISTRICT } from '../support/web-scene.ts';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const VIOLATIONS = 'axe.run().then(({ violations }) => violations.map(({ id }) => id))';
const AT = makeInstant(Date.parse('2026-05-20T02:00:00Z'));
const UNTIL = toIsoDay('2026-06-25');
const place = (agencyId: string): Place => ({ district: DISTRICT, agencyId, year: 2024 });

let browsing: Browsing;
beforeAll(async () => {
  browsing = await startBrowsing();
  const { store } = browsing.scene;
  const newest = async (id: string) => (await store.table.submissions(place(id)))[0]?.submissionId ?? '';
  const paths = ['/applications/results/granted/total', '/narrative/overview'];
  const returned = {
    kind: 'return',
    submissionId: await newest('accepted-ju'),
    until: UNTIL,
    paths,
  } as const;
  await act(store, anAct(place('accepted-ju'), returned), AT);
  const submissionId = await newest('late-ju');
  await act(store, anAct(place('late-ju'), { kind: 'demand', submissionId, until: UNTIL }), AT);
  await act(store, anAct(place('late-ju'), { kind: 'confirm', submissionId }), AT);
  await settle(store, [place('accepted-ju'), place('late-ju')]);
}, 300_000);
afterAll(() => browsing.stop());

describe.each([
  ['at a desk', {}],
  ['on a phone, in the dark', { ...PHONE, colorScheme: 'dark' }],
] as const)('what the office did, %s', (_, options) => {
  it.each([
    '/agencies/accepted-ju/years/2024',
    '/agencies/late-ju/years/2024?lang=en',
    '/agencies/accepted-ju/years/2024/history',
    `/compliance/${DISTRICT}/2024`,
  ])('is told on %s without a fault', { timeout: 120_000 }, async (path) => {
    const { page, status, complaints, close } = await browsing.open(path, options);
    expect({ status, complaints }).toEqual({ status: 200, complaints: [] });
    await page.evaluate(axe);
    expect(await page.evaluate(VIOLATIONS)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    await close();
  });
});
