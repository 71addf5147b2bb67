/** What is told of a year before an agency was renamed bears the name of that year, and today's beside it. */
import { settle } from '../support/a-store.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeMailContent } from '../../shared/letters/compliance-mails.ts';
import { writeComplianceHtml } from '../../shared/letters/compliance-html.ts';
import { writeComplianceAnswer } from '../../shared/contracts/api/compliance-answer.ts';
import { loadRoster } from '../../shared/pipeline/load-roster.ts';
import { createDownloads } from '../../web/downloads/app.ts';
import { anAgencyYear, aSummary, NOTHING_OPEN } from '../support/a-summary.ts';
import { makeComparable } from '../support/comparable-scene.ts';
import { readCsv, readDocx, readXlsx } from '../support/read-files.ts';
import { textOf } from '../support/read-html.ts';
import { DISTRICT, startWebScene, type WebScene } from '../support/web-scene.ts';

const ID = 'late-ju';
const THEN = '柳北区教育局';
const TODAY = '柳北区教育和体育局';
const BESIDE = `现名 ${TODAY}`;
/** Never renamed. */
const OTHER = 'accepted-ju';

let scene: WebScene;
beforeAll(async () => {
  scene = await startWebScene();
  await makeComparable(scene);
  const { store } = scene;
  const before = (await store.table.rosterOf([ID])).get(ID);
  if (!before) throw new Error(`no ${ID}`);
  const { since: _since, ...entry } = before;
  await loadRoster(store.table, [{ ...entry, name: TODAY }], store.now());
  await settle(store, [{ district: entry.district, agencyId: ID, year: 2024 }]);
});
afterAll(() => scene.stop());

const get = async (path: string): Promise<string> => {
  const response = await scene.app.request(path);
  expect(response.status, path).toBe(200);
  return response.text();
};
const take = async (path: string): Promise<Uint8Array> => {
  const response = await createDownloads(scene.deps).request(path);
  expect(response.status, path).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
};
const headingOf = (html: string): string => textOf(/<h1>[\s\S]*?<\/h1>/.exec(html)?.[0] ?? 'none');
/** The row, or its head, that leads to an agency. */
const rowHeadOf = (html: string, id: string): string =>
  textOf(
    [...html.matchAll(/<th scope="row">[\s\S]*?<\/th>/g)]
      .map(([head]) => head)
      .findLast((head) => head.includes(`/agencies/${id}`)) ?? 'none',
  );

describe('a year before a rename', () => {
  it('has in its history the name of the year, today’s beside it', async () => {
    const html = await get(`/agencies/${ID}/years/2024/history`);
    expect(headingOf(html)).toContain(THEN);
    expect(textOf(html)).toContain(BESIDE);
    expect(await get(`/agencies/${OTHER}/years/2024/history`)).not.toContain('现名');
  });

  it('has it in the files of its form, and says today’s with what they are of', async () => {
    const form = (format: string, id = ID) => take(`/agencies/${id}/years/2024/form.${format}`);
    for (const said of [readCsv(await form('csv')).said, (await readXlsx(await form('xlsx'))).said]) {
      expect([...said.values()]).toContain(`${THEN} ${ID}`);
      expect(said.get('现名')).toBe(TODAY);
    }
    expect(JSON.parse(new TextDecoder().decode(await form('json')))).toMatchObject({
      filter: { agency: `${THEN} ${ID}`, nameToday: TODAY },
    });
    const word = JSON.stringify(await readDocx(await form('docx')));
    expect(word).toContain(`${THEN}2024年政府信息公开工作年度报告`);
    expect(word).toContain(`现名：${TODAY}`);
    expect(JSON.stringify(await readDocx(await form('docx', OTHER)))).not.toContain('现名');
    expect(readCsv(await form('csv', OTHER)).said.has('现名')).toBe(false);
  });

  it('is listed by it among its region’s agencies', async () => {
    const html = await get(`/regions/${DISTRICT}/years/2024`);
    expect(rowHeadOf(html, ID)).toMatch(new RegExp(`^${THEN} ${BESIDE}`, 'u'));
    expect(rowHeadOf(html, OTHER)).toContain('局');
    expect(rowHeadOf(html, OTHER)).not.toContain('现名');
    const { children } = JSON.parse(await get(`/api/v1/regions/${DISTRICT}/years/2024`)) as {
      children: { id: string }[];
    };
    expect(children.find(({ id }) => id === ID)).toMatchObject({ name: TODAY, nameInYear: THEN });
    expect(children.find(({ id }) => id === OTHER)).not.toHaveProperty('nameInYear');
  });

  it('is compared under today’s name, the former one beside it', async () => {
    const html = await get(`/compare?measure=received&year=2024&with=${ID}&with=${OTHER}`);
    expect(rowHeadOf(html, ID)).toMatch(new RegExp(`^${TODAY} 原名 ${THEN}`, 'u'));
    expect(rowHeadOf(html, OTHER)).not.toContain('原名');
  });

  it('is in the lists of compliance by it, and in their answers', async () => {
    const html = await get(`/compliance/${DISTRICT}/2024?list=late`);
    expect(rowHeadOf(html, ID)).toMatch(new RegExp(`^${THEN} ${BESIDE}`, 'u'));
    const { late } = JSON.parse(await get(`/api/v1/compliance/${DISTRICT}/2024`)) as {
      late: { id: string }[];
    };
    expect(late.find(({ id }) => id === ID)).toMatchObject({ name: TODAY, nameInYear: THEN });
  });

  it('has it in a column more of the tables taken along, and in the file that an office prints', async () => {
    const csv = readCsv(await take(`/regions/${DISTRICT}/years/2024/tables/agencies.csv`));
    expect(csv.heads.at(-1)).toBe('当年名称');
    expect(csv.rows.find(([id]) => id === ID)?.at(-1)).toBe(THEN);
    expect(csv.rows.find(([id]) => id === OTHER)?.at(-1)).toBeNull();
    const [heads = '', ...lines] = (await get(`/compliance/${DISTRICT}/2024.csv`)).trimEnd().split('\r\n');
    expect(heads).toMatch(/,当年名称$/);
    expect(lines.find((line) => line.startsWith(`${ID},`))).toMatch(new RegExp(`,${THEN}$`, 'u'));
    expect(await get('/compliance/530102/2024.csv')).not.toContain('当年名称');
    const renamed = anAgencyYear('a', { name: TODAY, nameInYear: THEN });
    const printed = await writeComplianceHtml(aSummary({ agencies: [renamed, anAgencyYear('b')] }));
    expect(printed).toContain(`<th scope="row">${THEN}</th>`);
  });

  it('is told in mails by it', () => {
    const agency = anAgencyYear('a', { name: TODAY, nameInYear: THEN });
    const summary = aSummary({ agencies: [agency, anAgencyYear('b')] });
    const due = { deadline: agency.deadline, daysLeft: 7 };
    const reminder = (one: typeof agency) =>
      writeMailContent(
        { summary, siteUrl: undefined },
        { kind: 'reminder', to: 'contact@example.org', agency: { ...one, open: NOTHING_OPEN }, due },
      );
    const { subject, text } = reminder(agency);
    expect(subject).toContain(THEN);
    expect(text).toContain(`${THEN}（现名 ${TODAY}）：贵单位`);
    expect(reminder(anAgencyYear('b')).text).not.toContain('现名');
    expect(writeComplianceAnswer(summary).missing).toMatchObject([{ nameInYear: THEN }, { name: '机关b' }]);
    expect(writeComplianceAnswer(summary).missing[1]).not.toHaveProperty('nameInYear');
  });
});
