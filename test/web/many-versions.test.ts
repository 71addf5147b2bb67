/** An agency that filed hundreds of bad versions: no answer and no read grows with them beyond bounds. */
import { makeSubmissionKey } from '../../shared/contracts/table/keys.ts';
import type { Submission } from '../../shared/domain/standing/submission.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { submissionOrder } from '../../shared/domain/standing/submission-order.ts';
import { DISTRICT, startWebScene, type WebScene } from '../support/web-scene.ts';

interface Answer {
  readonly submissions: readonly { readonly submissionId: string; readonly findings: unknown[] }[];
  readonly page?: { readonly total: number; readonly limit: number; readonly next: string | null };
}

const MANY = 60;
const PLACE = { district: DISTRICT, agencyId: 'returned-ju', year: 2024 };
const PATH = `/api/v1/agencies/${PLACE.agencyId}/years/${PLACE.year}`;
/** As S3 names versions: with letters that a cursor of the other lists does not have. */
const idOf = (i: number): string => `Ab_${i}.x-${i % 7}`;

let scene: WebScene;
/** The newest first. */
let ids: string[];
beforeAll(async () => {
  scene = await startWebScene();
  const [first] = await scene.store.table.submissions(PLACE);
  const [finding] = first?.findings ?? [];
  if (!first || !finding) throw new Error('nothing was returned');
  for (let i = 0; i < MANY; i++) {
    const submissionId = idOf(i);
    const bad: Submission = {
      ...first,
      ...makeSubmissionKey(PLACE, submissionId),
      submissionId,
      order: submissionOrder('inbox', first.receivedAt, i.toString(16).padStart(8, '0')),
      findings: Array.from({ length: 60 }, () => finding),
      findingCount: 60,
    };
    await scene.store.table.record(bad, undefined);
  }
  ids = [...Array.from({ length: MANY }, (_, i) => idOf(MANY - 1 - i)), first.submissionId];
});
afterAll(() => scene.stop());

async function ask(path: string) {
  const response = await scene.app.request(path);
  expect(response.status).toBe(200);
  const text = await response.text();
  expect(Buffer.byteLength(text)).toBeLessThan(1_000_000);
  return { answer: JSON.parse(text) as Answer, link: response.headers.get('link') };
}
const idsIn = ({ submissions }: Answer): string[] => submissions.map(({ submissionId }) => submissionId);

describe('an agency’s year with very many versions', () => {
  it('is answered with as many of the newest as fit into 1 MB, and leads on to all others', async () => {
    const first = await ask(PATH);
    expect(first.answer.page).toMatchObject({ total: MANY + 1 });
    expect(first.answer.page?.next).not.toBeNull();
    expect(first.answer.submissions.length).toBeGreaterThan(5);
    const found = idsIn(first.answer);
    let { link } = first;
    while (link?.includes('rel="next"')) {
      const next = await ask(/<([^>]+)>; rel="next"/.exec(link)?.[1] ?? '');
      expect(next.answer.submissions.length).toBeGreaterThan(0);
      found.push(...idsIn(next.answer));
      ({ link } = next);
    }
    expect(found).toEqual(ids);
  });

  it('is answered in pages of so many as are asked for', async () => {
    const { answer } = await ask(`${PATH}?limit=3`);
    expect(idsIn(answer)).toEqual(ids.slice(0, 3));
    expect(answer.page).toEqual({ total: MANY + 1, limit: 3, next: `2.${ids[2]}` });
    const next = await ask(`${PATH}?limit=3&cursor=${encodeURIComponent(answer.page?.next ?? '')}`);
    expect(idsIn(next.answer)).toEqual(ids.slice(3, 6));
    for (const wrong of ['limit=0', 'limit=3&cursor=x', 'cursor=2.x'])
      expect((await scene.app.request(`${PATH}?${wrong}`)).status).toBe(400);
  });

  it('with few is answered whole, as ever', async () => {
    const { answer, link } = await ask('/api/v1/agencies/corrected-ju/years/2024');
    expect(answer.submissions).toHaveLength(2);
    expect(answer.page).toBeUndefined();
    expect(link).toBeNull();
  });

  it('is read in heads, and whole only what is shown', async () => {
    const { heads, items } = await scene.store.table.filedSubmissions(PLACE);
    expect(heads.map(({ submissionId }) => submissionId)).toEqual(ids);
    expect(items).toEqual([]);
    expect(Buffer.byteLength(JSON.stringify(heads))).toBeLessThan(100_000);
    for (const path of ['', '/history', `/submissions/${encodeURIComponent(idOf(3))}`]) {
      const page = await scene.app.request(`/agencies/${PLACE.agencyId}/years/${PLACE.year}${path}`);
      expect(page.status).toBe(200);
      expect((await page.text()).length).toBeLessThan(400_000);
    }
  });
});
