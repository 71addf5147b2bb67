/** Between two sentences Chinese has no space, and English has one: on every page, also where elements meet. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeInstant, toIsoDay } from '../../shared/domain/basics/calendar.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import { act, anAct } from '../support/acting.ts';
import { settle } from '../support/a-store.ts';
import { walkAnswers, type Answer } from '../support/walk-answers.ts';
import { DISTRICT, startWebScene, type WebScene } from '../support/web-scene.ts';

const AT = makeInstant(Date.parse('2026-05-20T02:00:00Z'));
const place = (agencyId: string): Place => ({ district: DISTRICT, agencyId, year: 2024 });
const AGENCIES = ['accepted-ju', 'late-ju', 'corrected-ju', 'returned-ju'];

let scene: WebScene;
let pages: readonly Answer[];
beforeAll(async () => {
  scene = await startWebScene();
  const { store } = scene;
  const newest = async (id: string) => (await store.table.submissions(place(id)))[0]!.submissionId;
  const returned = { kind: 'return', submissionId: await newest('accepted-ju') } as const;
  const paths = ['/applications/results/granted/total'];
  await act(store, anAct(place('accepted-ju'), { ...returned, until: toIsoDay('2026-06-20'), paths }), AT);
  const demanded = { kind: 'demand', submissionId: await newest('late-ju') } as const;
  await act(store, anAct(place('late-ju'), { ...demanded, until: toIsoDay('2026-06-20'), paths }), AT);
  await settle(store, AGENCIES.map(place));
  const submissions = await Promise.all(
    AGENCIES.map(async (id) => ({ id, year: 2024, submissionId: await newest(id) })),
  );
  const { answers } = await walkAnswers(scene.deps, {
    regions: [DISTRICT],
    agencies: AGENCIES,
    years: [2024],
    asOf: '2026-05-25',
    submissions,
    words: ['柳北区', '没有'],
  });
  pages = answers.filter(({ text }) => text.includes('content-type: text/html'));
});
afterAll(() => scene.stop());

/** What stands on one line: elements within a line are taken away, any other begins a new one. */
const linesIn = (html: string): string[] =>
  html
    .replaceAll(/<script[\s\S]*?<\/script>/g, '\n')
    .replaceAll(/<\/?(?:a|b|abbr|bdi|code|em|i|q|small|span|strong|time)(?:\s[^>]*)?>/g, '')
    .replaceAll(/<[^>]+>/g, '\n')
    .split('\n');

const spaced = (html: string): string[] => linesIn(html).filter((line) => /[。！？；] +\S/.test(line));
/** What lies side by side as items of a row is kept apart by the sheet. */
const joined = (html: string): string[] =>
  linesIn(html.replaceAll(/<\/span>(?=<)/g, '<br>')).filter((line) =>
    /[a-z)][.!?](?=[A-Z][a-z]*\b)/.test(line),
  );

it('sees a space behind a Chinese sentence, and none behind an English one', () => {
  expect(spaced('<p>退回了。 <a href="/x">查看</a></p>')).toHaveLength(1);
  expect(spaced('<p>退回了。<a href="/x">查看</a></p><p>第一。</p> <p>第二</p>')).toEqual([]);
  expect(joined('<p>It is returned.<a href="/x">See it</a></p>')).toHaveLength(1);
  expect(joined('<p>It is returned. <a href="/x">See it</a></p>')).toEqual([]);
});

it('holds on every page', () => {
  expect(pages.length).toBeGreaterThan(40);
  const wrong = pages.flatMap(({ address, text }) =>
    (/[?&]lang=en/.test(address) ? joined(text) : spaced(text)).map((line) => `${address}: ${line.trim()}`),
  );
  expect(wrong).toEqual([]);
});
