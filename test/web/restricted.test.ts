/** What is not everybody's is in no public answer: a walk over every route, in both languages, now and as of a day. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeInstant, toIsoDay } from '../../shared/domain/basics/calendar.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import { loadRegions, loadRoster } from '../../shared/pipeline/load-roster.ts';
import { act, anAct } from '../support/acting.ts';
import { settle } from '../support/a-store.ts';
import { walkAnswers, type Answer, type Places } from '../support/walk-answers.ts';
import { DISTRICT, NOW, startWebScene, type SceneFiling, type WebScene } from '../support/web-scene.ts';

const MAIL = 'kanbujian';
const PHONE = '9087651';
const MARK = '菉竹猗猗';
const WITHHELD_AT = makeInstant(Date.parse('2026-05-20T02:00:00Z'));
const AGENCIES = ['secret-ju', 'silent-ju', 'back-ju'];
const YEARS = [2024];
const ON_TIME = '2025-01-20T08:00:00Z';

let scene: WebScene;
let places: Places;
beforeAll(async () => {
  scene = await startWebScene();
  const { table } = scene.store;
  await loadRegions(table, [{ code: DISTRICT, name: '柳北区', mail: `office-${MAIL}@example.cn` }]);
  await loadRoster(
    table,
    AGENCIES.map((id) => ({
      id,
      name: `柳北区${id}`,
      kind: 'department' as const,
      district: DISTRICT,
      aliases: [],
      from: 2019,
      predecessors: [],
      mail: `${id}-${MAIL}@example.cn`,
      phone: `0772-${PHONE}`,
    })),
    NOW,
  );
  await scene.file({ id: 'secret-ju', year: 2024, received: 5, at: ON_TIME });
  await scene.file({ id: 'secret-ju', year: 2024, received: 6, at: '2025-01-22T08:00:00Z' });
  await settle(
    scene.store,
    AGENCIES.flatMap((agencyId) => YEARS.map((year) => ({ district: DISTRICT, agencyId, year }))),
  );
  places = {
    regions: [DISTRICT],
    agencies: AGENCIES,
    years: YEARS,
    asOf: toIsoDay('2026-05-19'),
    submissions: [],
    words: ['secret', MAIL, PHONE, '柳北区'],
  };
});
afterAll(() => scene.stop());

const saying = (answers: readonly Answer[], ...words: readonly string[]): string[] =>
  answers.filter(({ text }) => words.some((word) => text.includes(word))).map(({ address }) => address);

describe('the contacts of agencies', () => {
  let answers: readonly Answer[];
  beforeAll(async () => {
    const { table } = scene.store;
    const [first] = await table.submissions({ district: DISTRICT, agencyId: 'secret-ju', year: 2024 });
    const submissions = [{ id: 'secret-ju', year: 2024, submissionId: first!.submissionId }];
    const walked = await walkAnswers(scene.deps, { ...places, submissions });
    ({ answers } = walked);
    expect(walked.unfilled).toEqual([]);
  });

  it('are asked for at every route', () => {
    const answered = new Set(answers.filter(({ status }) => status === 200).map(({ route }) => route));
    const leading = new Set(answers.filter(({ status }) => status === 302).map(({ route }) => route));
    const asked = new Set(answers.map(({ route }) => route));
    expect([...asked].filter((route) => !answered.has(route) && !leading.has(route))).toEqual([]);
    expect(scene.failures).toEqual([]);
    // What the pages say of the agencies is there.
    expect(saying(answers, '柳北区silent-ju').length).toBeGreaterThan(10);
  });

  it('find nobody', () => {
    const found = answers.filter(({ address }) => /[?&]q=(?:kanbujian|9087651)/.test(address));
    expect(found.length).toBeGreaterThan(3);
    expect(saying(found, ...AGENCIES)).toEqual([]);
  });

  it('are in no answer', () => {
    expect(saying(answers, `ju-${MAIL}`, `office-${MAIL}`, `0772-${PHONE}`)).toEqual([]);
  });
});

describe('the texts that an office withholds', () => {
  const at = (agencyId: string, year = 2024): Place => ({ district: DISTRICT, agencyId, year });
  const newest = async (place: Place): Promise<string> =>
    (await scene.store.table.submissions(place))[0]!.submissionId;
  /** As lists quote it: a text in a cell, what a template left in the narrative. The agency's name is a fact, and stays. */
  const speak = (document: Parameters<NonNullable<SceneFiling['change']>>[0]): void => {
    document.agency.name = '另一个局';
    document['preamble'] = `${MARK}引言`;
    document['narrative'] = {
      overview: `${MARK}概况（文字描述${MARK}），平稳。`,
      problems: `存在的主要问题（文字描述${MARK}）待补充。`,
      other: `${MARK}其他`,
    };
    document['signature'] = { name: `${MARK}局`, date: '2025-01-10' };
  };
  let before: readonly Answer[];
  let answers: readonly Answer[];
  let asked: Places;
  beforeAll(async () => {
    const { store } = scene;
    await scene.file({ id: 'secret-ju', year: 2024, received: 7, at: '2025-01-24T08:00:00Z', change: speak });
    await scene.file({
      id: 'back-ju',
      year: 2024,
      received: 7,
      at: ON_TIME,
      change: (document) => {
        speak(document);
        Object.assign(document.applications.received, { commercial: MARK });
      },
    });
    const withheld = [at('secret-ju'), at('back-ju')];
    const submissions = await Promise.all(
      withheld.map(async (place) => ({
        id: place.agencyId,
        year: place.year,
        submissionId: await newest(place),
      })),
    );
    const [last, previous] = await store.table.submissions(at('secret-ju'));
    const compared = { id: 'secret-ju', year: 2024, from: previous!.submissionId, to: last!.submissionId };
    asked = { ...places, agencies: ['secret-ju', 'back-ju'], words: ['secret'], submissions, compared };
    before = (await walkAnswers(scene.deps, asked)).answers;
    for (const { id, year, submissionId } of submissions)
      await act(
        store,
        anAct(at(id, year), { kind: 'withhold', submissionId }, { why: '正在核实' }),
        WITHHELD_AT,
      );
    await settle(store, withheld);
    ({ answers } = await walkAnswers(scene.deps, asked));
  }, 240_000);

  it('are quoted before, by lists, pages, files and the API', () => {
    const quoting = new Set(before.filter(({ text }) => text.includes(MARK)).map(({ route }) => route));
    expect([...quoting].sort()).toEqual(
      expect.arrayContaining([
        '/agencies/:id/years/:year',
        '/agencies/:id/years/:year/:file{form\\.(csv|xlsx|json|docx)}',
        '/agencies/:id/years/:year/history',
        '/api/v1/agencies/:id/years/:year',
        '/api/v1/agencies/:id/years/:year/diff',
        '/api/v1/agencies/:id/years/:year/submissions/:submissionId',
        '/api/v1/compliance/:code/:year',
        '/compliance/:code/:year',
        '/compliance/:code/:year{.+\\.csv}',
        '/file',
      ]),
    );
    expect(saying(before, MARK)).toContain(`/compliance/${DISTRICT}/2024?list=returned`);
  });

  it('are in no answer afterwards, neither now nor as of a day before', () => {
    expect(scene.failures).toEqual([]);
    expect(saying(answers, MARK)).toEqual([]);
  });

  it('leave rule, place and number of what is open', () => {
    const line = (list: readonly Answer[]): string =>
      list
        .find(({ address }) => address === `/api/v1/compliance/${DISTRICT}/2024`)
        ?.text.split('\n')
        .at(-1) ?? '';
    const openOf = (text: string) =>
      JSON.parse(text) as Record<
        'flagged' | 'returned',
        { id: string; openCount: number; openFindings: { rule: string; path: string }[] }[]
      >;
    for (const list of ['flagged', 'returned'] as const) {
      const places = (text: string) =>
        openOf(text)
          [list].filter(({ id }) => asked.agencies.includes(id))
          .map(({ id, openCount, openFindings }) => [
            id,
            openCount,
            openFindings.map(({ rule, path }) => `${rule} ${path}`),
          ]);
      expect(places(line(answers))).toEqual(places(line(before)));
      expect(places(line(answers))).toHaveLength(1);
    }
  });
});
