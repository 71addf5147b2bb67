/** The page on which a report is made, as the server gives it: whose report, until when, what is there already. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOf } from '../../support/read-html.ts';
import { HOSTILE_NAME, startWebScene, type WebScene } from '../../support/web-scene.ts';

let scene: WebScene;
beforeAll(async () => {
  scene = await startWebScene();
});
afterAll(() => scene.stop());

async function open(query: string): Promise<{ status: number; html: string; text: string }> {
  const answer = await scene.app.request(`/file${query}`);
  const html = await answer.text();
  return { status: answer.status, html, text: textOf(html) };
}

/** What the script begins with. */
function startIn(html: string): unknown {
  const [, json = 'null'] = /id="filing-start">([^]*?)<\/script>/.exec(html) ?? [];
  return JSON.parse(json);
}

describe('the page on which a report is made', () => {
  it('asks whose report it is, and lists agencies that are found, never regions', async () => {
    const empty = await open('');
    expect(empty.text).toContain('哪个机关，哪个年度');
    expect(startIn(empty.html)).toBeNull();
    const found = await open(`?q=${encodeURIComponent('柳北')}&year=2023`);
    expect(found.html).toContain('/file?agency=missing-ju&amp;year=2023');
    expect(found.html).not.toContain('/regions/450205');
    const nothing = await open(`?q=${encodeURIComponent('水星')}`);
    expect(nothing.text).toContain('没有找到“水星”');
  });

  it.each([
    ['missing-ju', '这一年度还没有报过', undefined],
    ['returned-ju', '已退回。从退回的那一份开始改', 'returned'],
    ['accepted-ju', '已接收。再报一份，就更正它', 'in-force'],
    ['corrected-ju', '已退回。从退回的那一份开始改', 'returned'],
  ])('says of %s what is there: %s', async (id, said, state) => {
    const { text, html } = await open(`?agency=${id}&year=2024`);
    expect(text).toContain(said);
    expect(text).toContain('截止 2025-01-31');
    // Nothing is over for what has been accepted.
    expect(text.includes('已过 486 天')).toBe(state !== 'in-force');
    const start = startIn(html);
    expect(start).toMatchObject({ agencyId: id, district: '450205', year: 2024, edition: '2021' });
    if (state === undefined) expect(start).not.toHaveProperty('there');
    else expect(start).toMatchObject({ there: { state } });
  });

  it('gives the report of the year before to begin with', async () => {
    const { html } = await open('?agency=accepted-ju&year=2024');
    const start = startIn(html);
    expect(start).toMatchObject({ last: { year: 2023 } });
    expect(JSON.stringify(start)).toContain('2023年主动公开');
  });

  it('takes the newest year where none is asked for, and says why one is closed', async () => {
    expect((await open('?agency=missing-ju')).text).toContain('报送 柳北区审计局 2025年度报告');
    const future = await open('?agency=missing-ju&year=2026');
    expect(future.text).toContain('2026年度还没有结束，2027-01-01 起才能报送');
    expect(startIn(future.html)).toMatchObject({ year: 2025 });
    expect((await open('?agency=missing-ju&year=2018')).text).toContain('2018年度没有这种报告');
    expect((await open('?agency=missing-ju&year=soon')).status).toBe(400);
  });

  it('says so where the roster has no such agency, or it is not obliged', async () => {
    expect((await open('?agency=nobody-ju')).text).toContain('名录里没有“nobody-ju”');
    expect((await open('?agency=merged-ju&year=2024')).text).toContain('不必报送');
  });

  it('shows a hostile name as text, in the page and in what the script begins with', async () => {
    const { html } = await open('?agency=hostile-ju&year=2024');
    expect(html).not.toContain(HOSTILE_NAME);
    expect(html).not.toContain('<img');
    expect(startIn(html)).toMatchObject({ agencyName: HOSTILE_NAME });
  });

  it('gives no text that bears a person’s number', async () => {
    await scene.file({
      id: 'late-ju',
      year: 2023,
      received: 3,
      at: '2024-01-10T01:00:00Z',
      change: (document) => {
        document['narrative'] = { overview: '联系人身份证号 11010519491231002X。', problems: '', other: '' };
      },
    });
    const { html } = await open('?agency=late-ju&year=2023');
    expect(startIn(html)).toMatchObject({ there: { state: 'in-force' } });
    expect(html).toContain('applications');
    expect(html).not.toContain('11010519491231002X');
  });

  it('lets the browser send to the site and to the bucket alone', async () => {
    const { headers } = await scene.app.request('/file?agency=missing-ju&year=2024');
    const policy = headers.get('content-security-policy');
    expect(policy).toContain("connect-src 'self' https://gouji.s3.cn-local-1.amazonaws.com.cn");
    expect(policy).toContain("form-action 'self'");
  });
});
