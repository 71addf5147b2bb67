import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_DOCUMENT_BYTES } from '../../shared/contracts/bucket/object-keys.ts';
import { createApp } from '../../web/app.tsx';
import type { WebTable } from '../../web/ports.ts';
import { CATALOGUES } from '../../shared/domain/form/catalogue.ts';
import { typesetChinese } from '../../shared/domain/basics/typeset.ts';
import type { aBalancedReport } from '../support/a-balanced-report.ts';
import { elementWithId, rowOf, rowsIn, textOf } from '../support/read-html.ts';
import { HOSTILE_TEXT, startWebScene, type SceneFiling, type WebScene } from '../support/web-scene.ts';

type Document = ReturnType<typeof aBalancedReport>;

interface Answer {
  from: { submissionId: string; sha256: string; receivedAt: string; outcome: string; reading: string };
  to: Answer['from'];
  same: boolean;
  figures: {
    changed: number;
    tables: Record<string, number>;
    main: Record<string, { before: number | null; after: number | null; difference: number | null }>;
    cells: CellAnswer[];
    unread: CellAnswer[];
  } | null;
  texts: {
    narrative: { path: string; before: number | null; after: number | null; parts: Part[] | null }[];
    facts: ChangeAnswer[];
    notes: ChangeAnswer[];
    explanations: (ChangeAnswer & { rule: string })[];
  } | null;
}
interface CellAnswer {
  path: string;
  name: { zh: string; en: string };
  before: number | null;
  after: number | null;
}
interface ChangeAnswer {
  path: string;
  before: unknown;
  after: unknown;
}
interface Part {
  kind: string;
  text: string;
}

/** The agency with a history of its own; the newest last. */
const ID = 'city-ju';
const PLACE = { id: ID, district: '450200', year: 2024 };
const YEAR = `/agencies/${ID}/years/2024`;
const HISTORY = `${YEAR}/history`;
const TEXT = '上年漏报一件。';
const explained = (text: string) =>
  ['naturalPerson', 'total'].map((column) => ({
    rule: 'Y1',
    path: `/applications/carriedIn/${column}`,
    text,
  }));
const VERSIONS: readonly Omit<SceneFiling, 'id' | 'district' | 'year'>[] = [
  {
    received: 12,
    carriedIn: 2,
    at: '2025-02-10T02:00:00Z',
    change: (document: Document) => {
      document['narrative'] = {
        overview: '收到申请12件。\n工作平稳。',
        problems: '信息更新不够及时。',
        other: '',
      };
      document['explanations'] = explained(TEXT);
      document['publishedOn'] = '2025-01-25';
    },
  },
  {
    received: 12,
    carriedIn: 2,
    at: '2025-02-20T02:00:00Z',
    change: (document: Document) => {
      Object.assign(document.applications.received, { commercial: '十二' });
      document['narrative'] = {
        overview: '收到申请12件。\n工作平稳。',
        problems: '信息更新不够及时。',
        other: '',
      };
    },
  },
  {
    received: 21,
    carriedIn: 2,
    carriedOut: 4,
    at: '2025-03-02T02:00:00Z',
    change: (document: Document) => {
      document['narrative'] = {
        overview: '收到申请21件。\n工作平稳。',
        problems: '信息更新不够及时。',
        other: HOSTILE_TEXT,
      };
      document['explanations'] = explained(TEXT);
      document['publishedOn'] = '2025-02-25';
      document['notes'] = [{ path: '/proactive', text: '含上年结转3件' }];
      Object.assign(document['proactive'] as object, { fees: { amountWanCny: 12.345678 } });
      Object.assign(document['reconsideration'] as object, { upheld: 1, total: 1 });
    },
  },
];

let scene: WebScene;
/** The newest first, with the one of the scene last. */
let ids: string[];
beforeAll(async () => {
  scene = await startWebScene();
  await scene.file({ ...PLACE, year: 2023, received: 20, carriedOut: 3, at: '2024-01-20T02:00:00Z' });
  for (const version of VERSIONS) await scene.file({ ...PLACE, ...version });
  ids = await submissionsOf(ID);
});
afterAll(() => scene.stop());

async function get(path: string, status = 200): Promise<string> {
  const response = await scene.app.request(path);
  expect(response.status).toBe(status);
  return response.text();
}
async function answer<T>(path: string): Promise<T> {
  return JSON.parse(await get(`/api/v1${path}`)) as T;
}
async function submissionsOf(id: string): Promise<string[]> {
  const { submissions } = await answer<{ submissions: { submissionId: string }[] }>(
    `/agencies/${id}/years/2024`,
  );
  return submissions.map(({ submissionId }) => submissionId);
}
const pair = (from: string | undefined, to: string | undefined): string =>
  `from=${encodeURIComponent(from ?? '')}&to=${encodeURIComponent(to ?? '')}`;
const compare = (from: number, to: number): string => `${HISTORY}?${pair(ids[from], ids[to])}`;
const difference = (from: number, to: number): Promise<Answer> =>
  answer<Answer>(`${YEAR}/diff?${pair(ids[from], ids[to])}`);
/** The timeline's entries, as HTML. */
const entriesOf = (html: string): string[] =>
  html
    .slice(html.indexOf('<ol class="versions">'))
    .split('<li class="version')
    .slice(1)
    .map((entry) => entry.slice(0, entry.indexOf('</dl>')));

describe('the history as of an instant', () => {
  const asOf = (path: string, at: string): string =>
    `${path}${path.includes('?') ? '&' : '?'}asOf=${encodeURIComponent(at)}`;
  /** Two versions had come: the scene's own one is later. */
  const THEN = '2025-02-25T00:00:00.000Z';

  it('has the versions that had come by then, says of when it is, and keeps the instant', async () => {
    const html = await get(asOf(HISTORY, THEN));
    const versions = html.match(/<li class="version/g) ?? [];
    expect(versions.length).toBeGreaterThan(0);
    expect(versions.length).toBeLessThan(ids.length);
    expect(textOf(html)).toContain('这里显示截至 2025-02-25 08:00');
    expect(html).toContain(`<input type="hidden" name="asOf" value="2025-02-25T00:00Z"/>`);
    expect(html).toContain(`href="${YEAR}?asOf=2025-02-25T00:00Z"`);
  });

  it('compares no version that had not come by then, on the page and in the API', async () => {
    const later = `?${pair(ids.at(-1), ids[0])}`;
    expect((await scene.app.request(`${HISTORY}${later}`)).status).toBe(200);
    expect((await scene.app.request(asOf(`${HISTORY}${later}`, THEN))).status).toBe(404);
    expect((await scene.app.request(asOf(`/api/v1${YEAR}/diff${later}`, THEN))).status).toBe(404);
  });
});

describe('the history of an agency’s year', () => {
  it('tells of every submission, the newest first, what was decided and what it changed', async () => {
    const entries = entriesOf(await get(HISTORY)).map(textOf);
    expect(entries).toHaveLength(4);
    expect(entries[0]).toMatch(
      /2025-03-02 10:00 已接收 现行版本 与上一版（2025-02-20 10:00）相比：改了 11 格。1 格只有一个版本读得出。 看全部差异/,
    );
    expect(entries[0]).toContain('表三「本年新收政府信息公开申请数量·自然人」 原为 12 → 改为 21');
    expect(entries[0]).toContain('另有 7 格');
    expect(entries[0]).toContain(
      '另有变动：公布日期、一、总体情况、六、其他需要报告的事项、表中备注、情况说明',
    );
    expect(entries[1]).toContain('2025-02-20 10:00 已退回');
    expect(entries[1]).not.toContain('取代');
    expect(entries[1]).toContain('有读不出或没有写的地方');
    expect(entries[1]).toMatch(/核对结果 1 处错误，\d+ 处警告/);
    expect(entries[2]).toContain('2025-02-10 10:00 已接收 已被取代');
    expect(entries[3]).toContain('2025-01-20 16:00 已接收 首次接收，是否按时以此为准 已被取代 第一次报送。');
  });

  it('says where each came from, and nothing that the system does not know', async () => {
    const html = await get(HISTORY);
    expect(textOf(html)).toContain('不记录上传的人');
    const [newest] = entriesOf(html).map(textOf);
    const { sha256 } = (await difference(1, 0)).to;
    expect(newest).toMatch(
      new RegExp(
        `回执 看表格与回执 · JSON 处理 2026-06-01 12:30 大小 [\\d ]+ 字节 位置 补录 backfill/450200/${ID}/2024.json SHA-256 ${sha256}`,
      ),
    );
  });

  it('leads to each receipt, as a page and as JSON', async () => {
    const [, returned = ''] = entriesOf(await get(HISTORY));
    const path = `${YEAR}/submissions/${encodeURIComponent(ids[1] ?? '')}`;
    expect(returned).toContain(`href="${path}"`);
    expect(returned).toContain(`href="/api/v1${path}"`);
    const receipt = await answer<{ outcome: string; findings: { rule: string }[] }>(path);
    expect(receipt).toMatchObject({
      submissionId: ids[1],
      key: `backfill/450200/${ID}/2024.json`,
      outcome: 'returned',
      processedAt: '2026-06-01T04:30:00.000Z',
    });
    expect(receipt.findings.map(({ rule }) => rule)).toContain('S2');
    expect(textOf(await get(path))).toContain('报送历史');
  });

  it('proposes the two newest versions that can be read', async () => {
    const html = await get(HISTORY);
    const checked = [...html.matchAll(/<input[^>]*\schecked[^>]*>/g)].map(([input]) => [
      /name="(\w+)"/.exec(input)?.[1],
      /value="([^"]+)"/.exec(input)?.[1],
    ]);
    expect(checked).toEqual([
      ['to', ids[0]],
      ['from', ids[1]],
    ]);
    expect(html).toContain(`<form method="get" action="${HISTORY}"`);
    expect(await get(`${HISTORY}?lang=en`)).toContain('<input type="hidden" name="lang" value="en"/>');
  });

  it('tells since when an explanation holds that later versions carry along', async () => {
    const [newest = '', returned = '', first = ''] = entriesOf(await get(HISTORY)).map(textOf);
    const said = `Y1 表三「上年结转政府信息公开申请数量·总计」 ${TEXT} 有效 · 2025-02-10 10:00 起`;
    expect(newest).toContain(said);
    expect(newest.split(TEXT)).toHaveLength(1 + 2);
    expect(first).toContain(said);
    expect(returned).not.toContain('Y1');
  });

  it('tells what an explanation has come to', async () => {
    const id = 'nil-ju';
    const file = (carriedIn: number, at: string, text: string | undefined, broken = false) =>
      scene.file({
        id,
        year: 2024,
        received: 8,
        carriedIn,
        at,
        change: (document) => {
          if (text !== undefined) document['explanations'] = explained(text);
          if (broken) document.applications.received.total += 1;
        },
      });
    await scene.file({ id, year: 2023, received: 4, carriedOut: 1, at: '2024-01-10T01:00:00Z' });
    await file(3, '2025-02-01T01:00:00Z', '先前的说明');
    await file(3, '2025-02-02T01:00:00Z', '后来的说明');
    await file(3, '2025-02-03T01:00:00Z', '退回的说明', true);
    await file(3, '2025-02-04T01:00:00Z', undefined);
    const path = `/agencies/${id}/years/2024/history`;
    const said = async () => entriesOf(await get(path)).map(textOf);
    const kept = await said();
    expect(kept[0]).toContain('后来的说明 有效 · 2025-02-02 09:00 起 · 沿用以前版本的说明');
    expect(kept[1]).toContain('退回的说明 未采用：文件已退回');
    expect(kept[2]).toContain('后来的说明 有效 · 2025-02-02 09:00 起');
    expect(kept[3]).toContain('先前的说明 已有新的说明 · 2025-02-01 09:00 起');

    await file(4, '2025-02-05T01:00:00Z', undefined);
    const lapsed = await said();
    expect(lapsed[0]).toContain('后来的说明 已失效：所依据的数字或文字已变 · 2025-02-02 09:00 起 · 沿用');

    await file(1, '2025-02-06T01:00:00Z', '多余的说明');
    expect((await said())[0]).toContain('多余的说明 没有对应的待说明事项');
  });

  it('says that a file is the same, byte for byte', async () => {
    const again = { id: 'late-ju', year: 2024, received: 6, at: '2025-02-20T01:00:00Z' };
    await scene.file(again);
    const path = '/agencies/late-ju/years/2024/history';
    expect(entriesOf(await get(path)).map(textOf)[0]).toContain('文件逐字节相同。');
    const [to, from] = await submissionsOf('late-ju');
    const html = textOf(await get(`${path}?${pair(from, to)}`));
    expect(html).toContain('文件逐字节相同');
    expect(html).toContain('表二、表三、表四的数字全部相同');
    expect(html).toContain('正文、附注、说明和其他事项都相同');
  });

  it('says of what was filed again that it says the same, corrects nothing, and is not superseded', async () => {
    const reordered = (document: Document): void => {
      const { narrative } = document;
      delete document['narrative'];
      document['narrative'] = narrative;
    };
    const path = '/agencies/late-ju/years/2024';
    await scene.file({
      id: 'late-ju',
      year: 2024,
      received: 6,
      at: '2025-02-21T01:00:00Z',
      change: reordered,
    });
    const says = '内容与有效报告\uff082025-02-01 00:05 收到\uff09相同';
    const [newest] = entriesOf(await get(`${path}/history`)).map(textOf);
    expect(newest).toContain(says);
    expect(newest).toContain('内容相同，只有空格、换行或先后次序不同');
    expect(newest).not.toContain('已被取代');
    const [to, from] = await submissionsOf('late-ju');
    expect(textOf(await get(`${path}/submissions/${to}`))).toContain(says);
    expect(textOf(await get(path))).toContain(says);
    expect(await answer(`${path}/diff?${pair(from, to)}`)).toMatchObject({ same: false, sameContent: true });
    expect(await answer(`${path}/submissions/${to}`)).toMatchObject({ sameAs: { outcome: 'accepted' } });
    expect(await answer(path)).toMatchObject({ inForce: { receivedAt: '2025-01-31T16:05:00.000Z' } });
  });

  it('shows thirty to a page, each compared with the one before it, and any two when asked', async () => {
    const place = { district: '450200', agencyId: ID, year: 2024 };
    const [newest] = await scene.store.table.submissions(place);
    if (!newest) throw new Error('nothing was filed');
    const many = Array.from({ length: 500 }, (_, i) => ({
      ...newest,
      key: `inbox/450200/${ID}/2024.json`,
      submissionId: `version-${499 - i}`,
      order: `1#${String(499 - i).padStart(3, '0')}`,
    }));
    const read: string[] = [];
    const wanted: number[] = [];
    const table: WebTable = {
      ...scene.deps.table,
      filedSubmissions: () => Promise.resolve({ heads: many, items: [] }),
      submissionsAt: (keys) => {
        wanted.push(keys.length);
        return Promise.resolve(({ submissionId }) => many.find((one) => one.submissionId === submissionId));
      },
      observed: () => table,
    };
    const app = createApp({
      ...scene.deps,
      table,
      bucket: {
        ...scene.deps.bucket,
        archived: (sha256) => {
          read.push(sha256);
          return scene.deps.bucket.archived(sha256);
        },
      },
    });
    const history = await (await app.request(HISTORY)).text();
    const entries = entriesOf(history).map(textOf);
    expect(entries).toHaveLength(30);
    expect(textOf(history)).toContain('共 500 次报送');
    expect(read.length).toBeLessThan(40);
    expect(wanted).toEqual([31]);
    expect(entries[0]).toContain(`位置 收件箱 inbox/450200/${ID}/2024.json`);
    expect(entries[29]).toContain('文件逐字节相同');
    expect(history).toMatch(/<a rel="next" href="[^"]*\/history\?page=2#timeline-heading">/);
    const last = await (await app.request(`${HISTORY}?page=17`)).text();
    expect(entriesOf(last)).toHaveLength(20);
    expect(textOf(entriesOf(last).at(-1) ?? '')).toContain('第一次报送');
    expect((await app.request(`${HISTORY}?page=0`)).status).toBe(400);
    const asked = await app.request(`${HISTORY}?from=version-0&to=version-499`);
    expect(textOf(await asked.text())).toContain('表二、表三、表四的数字全部相同');
    // The agency's own page: the newest ten, and how many there are.
    wanted.length = 0;
    const year = await (await app.request(YEAR)).text();
    const listed = year.slice(year.indexOf('<section class="submissions"'));
    expect(rowsIn(listed)).toHaveLength(11);
    expect(textOf(year)).toContain('最新 10 次，共 500 次');
    expect(wanted.every((n) => n <= 11)).toBe(true);
  });

  it('says of a version that the archive lacks it', async () => {
    const app = createApp({
      ...scene.deps,
      bucket: { ...scene.deps.bucket, archived: () => Promise.resolve(undefined) },
    });
    const html = textOf(await (await app.request(compare(2, 0))).text());
    expect(html).toContain('存档里没有这个版本的文件，无从比较');
    expect(html).toContain('两个版本都没有能读的表格');
    expect(html).toContain('正文和其他事项无从比较');
  });

  it('shows the first ten explanations of a version and how many more there are', async () => {
    await scene.file({
      id: 'hostile-ju',
      year: 2024,
      received: 2,
      at: '2025-02-20T08:00:00Z',
      change: (document) => {
        document['explanations'] = CATALOGUES['2021'].cells
          .slice(0, 12)
          .map(({ path }) => ({ rule: 'Y2', path, text: HOSTILE_TEXT }));
      },
    });
    const [newest = ''] = entriesOf(await get('/agencies/hostile-ju/years/2024/history'));
    expect(newest.match(/<li class="given-idle">/g)).toHaveLength(10);
    expect(textOf(newest)).toContain('另有 2 条说明');
    expect(newest).not.toContain('<img');
  });

  it('says so where nothing came, and where one submission has nothing to be compared with', async () => {
    expect(textOf(await get('/agencies/missing-ju/years/2024/history'))).toContain('这一年还没有收到报告');
    expect(textOf(await get('/agencies/merged-ju/years/2024/history'))).toContain('按名册');
    const single = await get('/agencies/flagged-ju/years/2024/history');
    expect(textOf(single)).toContain('第一次报送');
    expect(single).not.toContain('type="radio"');
    // The day is chosen by a form; nothing else is.
    expect(single.slice(single.indexOf('<main')).match(/type="submit"/g)).toHaveLength(1);
  });

  it('is led to from the year and the submission, and leads back', async () => {
    expect(await get(YEAR)).toContain(`href="${HISTORY}"`);
    expect(await get(`${YEAR}?lang=en`)).toContain(`href="${HISTORY}?lang=en"`);
    expect(await get(`${YEAR}/submissions/${ids[0]}`)).toContain(`href="${HISTORY}"`);
    const html = await get(HISTORY);
    const crumbs = html.slice(html.indexOf('class="crumbs"')).split('</nav>')[0] ?? '';
    expect([...crumbs.matchAll(/href="([^"]+)"/g)].map(([, path]) => path).slice(-2)).toEqual([
      '/regions/450200/years/2024',
      YEAR,
    ]);
  });

  it('speaks English throughout', async () => {
    const html = await get(`${compare(2, 0)}&lang=en`);
    const ours = textOf(html.replaceAll(/<(\w+)[^>]* lang="zh-CN"[^>]*>[\s\S]*?<\/\1>/g, ''))
      .replaceAll(/柳州市\S*|广西壮族自治区|中文|含上年结转3件/g, '')
      .match(/[\u4e00-\u9fff]+/g);
    expect(ours).toBeNull();
    expect(html).toContain(`href="?${pair(ids[2], ids[0]).replaceAll('&', '&amp;')}&amp;lang=zh"`);
    expect(entriesOf(html)[0]).toContain(`&amp;to=${ids[0]}&amp;lang=en"`);
  });
});

describe('two versions compared', () => {
  it('says how many cells changed in which tables, and by how much the main figures differ', async () => {
    const html = await get(compare(2, 0));
    expect(textOf(html)).toContain(
      '改了 11 格：表二 1 格、表三 8 格、表四 2 格。本年新收 +9、办结 +5、予以公开和部分公开 +5。',
    );
    expect(rowOf(html, '本年新收')).toEqual(['本年新收', '12', '21', '+9']);
    expect(rowOf(html, '办结')).toEqual(['办结', '14', '19', '+5']);
    expect(rowOf(html, '予以公开和部分公开')).toEqual(['予以公开和部分公开', '14', '19', '+5']);
  });

  it('shows old and new in the cell itself, and every other cell as it is', async () => {
    const html = await get(compare(2, 0));
    const changed = elementWithId(html, 'cell-applications-received-total');
    expect(changed).toContain('<del><span class="unseen">原为 </span>12</del>');
    expect(changed).toContain('<ins><span class="unseen">改为 </span>21</ins>');
    expect(html).toContain('<td class="n unchanged" id="cell-applications-carriedIn-total">2</td>');
    expect(html.match(/<td class="n changed"/g)).toHaveLength(11);
    expect(html.match(/<td class="n unchanged"/g)).toHaveLength(CATALOGUES['2021'].cells.length - 11);
    expect(html).toContain('href="#cell-applications-received-total"');
    expect(textOf(elementWithId(html, 'cell-proactive-fees-amountWanCny'))).toBe('原为 0 改为 12.345678');
  });

  it('compares in either direction, and a version with itself', async () => {
    expect(textOf(elementWithId(await get(compare(0, 2)), 'cell-applications-received-total'))).toBe(
      '原为 21 改为 12',
    );
    const same = await get(compare(0, 0));
    expect(textOf(same)).toContain('表二、表三、表四的数字全部相同');
    expect(same).not.toContain('class="n changed"');
  });

  it('compares texts figure by figure and word by word, and escapes what agencies write', async () => {
    const html = await get(compare(2, 0));
    expect(html).toContain(
      '收到申请<del><span class="unseen" lang="zh-CN">删去：</span>12</del><ins><span class="unseen" lang="zh-CN">增加：</span>21</ins>件。\n工作平稳。',
    );
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt;');
    expect(textOf(html)).not.toContain('五、存在的主要问题及改进情况 信息');
  });

  it('compares notes, explanations and other facts', async () => {
    const html = await get(compare(2, 0));
    expect(rowOf(html, '公布日期')).toEqual(['公布日期', '2025-01-25', '2025-02-25']);
    expect(rowOf(html, '表二 主动公开政府信息情况')).toEqual([
      '表二 主动公开政府信息情况',
      '没有写',
      '含上年结转3件',
    ]);
    expect(html).not.toContain('id="explanations-heading"');
    expect(await get(compare(1, 0))).toContain('id="explanations-heading"');
  });

  it('compares what could be read of a returned version, and says what could not', async () => {
    const html = await get(compare(1, 0));
    expect(textOf(html)).toContain('2025-02-20 10:00 收到的版本 ：有读不出或没有写的地方');
    expect(textOf(elementWithId(html, 'cell-applications-received-commercial'))).toBe('原为 读不出 改为 0');
    expect(textOf(html)).toContain('只有一个版本读得出的格 1');
    expect(html).not.toContain('NaN');
  });

  it('shows the one form that could be read, where the other version could not', async () => {
    const id = 'unreadable-ju';
    const path = `/agencies/${id}/years/2024`;
    await scene.file({ id, year: 2024, received: 5, at: '2025-02-20T08:00:00Z' });
    const [to, from] = await submissionsOf(id);
    const html = await get(`${path}/history?${pair(from, to)}`);
    expect(textOf(html)).toContain('这个版本读不成报告，无从比较');
    expect(textOf(html)).toContain('只有一个版本有能读的表格');
    expect(rowOf(html, '一、本年新收')[7]).toBe('5');
    expect(html).not.toContain('class="n changed"');
    const { figures, texts, from: before } = await answer<Answer>(`${path}/diff?${pair(from, to)}`);
    expect([figures, texts, before.reading]).toEqual([null, null, 'unreadable']);
  });

  it('says of a version that it was too large to be kept', async () => {
    const id = 'returned-ju';
    await scene.file({
      id,
      year: 2024,
      received: 5,
      at: '2025-02-20T08:00:00Z',
      change: (document) => {
        document['narrative'] = { overview: 'x'.repeat(MAX_DOCUMENT_BYTES), problems: '', other: '' };
      },
    });
    const path = `/agencies/${id}/years/2024/history`;
    const [to, from] = await submissionsOf(id);
    expect(entriesOf(await get(path)).map(textOf)[0]).toContain('这个版本文件过大，没有存档，无从比较');
    expect(textOf(await get(`${path}?${pair(from, to)}`))).toContain('文件过大，没有存档');
    // Nothing but this pair is left where only one of two can be read.
    expect((await answer<Answer>(`/agencies/${id}/years/2024/diff`)).to.reading).toBe('too-large');
  });

  it('proposes the newest that can be read, not the newest of all', async () => {
    const id = 'corrected-ju';
    const readable = await submissionsOf(id);
    await scene.file({
      id,
      year: 2024,
      received: 5,
      at: '2025-03-20T08:00:00Z',
      change: (document) => {
        document['narrative'] = { overview: 'x'.repeat(MAX_DOCUMENT_BYTES), problems: '', other: '' };
      },
    });
    expect(await submissionsOf(id)).toHaveLength(3);
    const { from, to } = await answer<Answer>(`/agencies/${id}/years/2024/diff`);
    expect([to.submissionId, from.submissionId]).toEqual(readable);
  });

  it('stays quick and small where a hostile text was rewritten', async () => {
    const id = 'partly-ju';
    for (const [text, at] of [
      ['甲', '2025-02-20T08:00:00Z'],
      ['乙', '2025-02-21T08:00:00Z'],
    ] as const)
      await scene.file({
        id,
        year: 2024,
        received: 5,
        at,
        change: (document) => {
          document['narrative'] = {
            overview: text.repeat(340_000),
            problems: '信息更新不够及时。',
            other: '',
          };
        },
      });
    const [to, from] = await submissionsOf(id);
    const html = await get(`/agencies/${id}/years/2024/history?${pair(from, to)}`);
    expect(textOf(html)).toContain('全文改动很大，不逐字比较：原有 340 000 字，现有 340 000 字。');
    expect(html.length).toBeLessThan(100_000);
    const { texts } = await answer<Answer>(`/agencies/${id}/years/2024/diff?${pair(from, to)}`);
    expect(texts?.narrative).toMatchObject([{ before: 340_000, after: 340_000, parts: null }]);
  });

  it('leaves out what stays the same between changes of a long text', async () => {
    const id = 'corrected-ju';
    const long = '主动公开各类信息，回应社会关切。'.repeat(40);
    for (const [start, end, at] of [
      ['甲', '甲', '2025-04-20T08:00:00Z'],
      ['乙', '乙', '2025-04-21T08:00:00Z'],
    ] as const)
      await scene.file({
        id,
        year: 2024,
        received: 8,
        at,
        change: (document) => {
          document['narrative'] = { overview: `${start}${long}${end}`, problems: '不够及时。', other: '' };
        },
      });
    const [to, from] = await submissionsOf(id);
    const html = await get(`/agencies/${id}/years/2024/history?${pair(from, to)}`);
    expect(textOf(html)).toContain('……（520 字相同）……');
    expect(textOf(html)).not.toContain(long);
  });
});

describe('page and JSON of a comparison', () => {
  it('state the same cells, counts and facts', async () => {
    const html = await get(compare(1, 0));
    const { figures, texts, from, to } = await difference(1, 0);
    expect([from.submissionId, to.submissionId]).toEqual([ids[1], ids[0]]);
    expect([from.reading, from.outcome, to.reading, to.outcome]).toEqual([
      'partly',
      'returned',
      'whole',
      'accepted',
    ]);
    if (!figures || !texts) throw new Error('nothing compared');
    const said = (value: number | null): string => (value === null ? '读不出' : String(value));
    const inForm = [...html.matchAll(/<td class="n changed" id="cell([^"]+)"[^>]*>([\s\S]*?)<\/td>/g)].map(
      ([, id, inside]) => [id, textOf(inside ?? '')],
    );
    const inAnswer = [...figures.cells, ...figures.unread].map(({ path, before, after }) => [
      path.replaceAll('/', '-'),
      `原为 ${said(before)} 改为 ${said(after)}`,
    ]);
    expect(inForm.sort()).toEqual(inAnswer.sort());
    const inList = [...html.matchAll(/<li><a href="#cell([^"]+)">([^<]+)<\/a>/g)].map(([, id, name]) => [
      id,
      name,
    ]);
    expect(inList).toEqual(
      [...figures.cells, ...figures.unread].map(({ path, name }) => [
        path.replaceAll('/', '-'),
        typesetChinese(name.zh),
      ]),
    );
    expect(figures.changed).toBe(figures.cells.length);
    expect(Object.values(figures.tables).reduce((sum, n) => sum + n)).toBe(figures.changed);
    const { tables } = figures;
    expect(textOf(html)).toContain(
      `改了 ${figures.changed} 格：表二 ${tables['proactive']} 格、表三 ${tables['applications']} 格、表四 ${tables['disputes']} 格`,
    );
    expect(
      Object.values(figures.main).map(({ before, after, difference: by }) => [before, after, by]),
    ).toEqual(
      ['本年新收', '办结', '予以公开和部分公开'].map((head) =>
        rowOf(html, head)
          .slice(1)
          .map((text) => Number(text.replace(/^\+/, ''))),
      ),
    );
    const rows = rowsIn(html.slice(html.indexOf('facts-heading'), html.indexOf('notes-heading'))).slice(1);
    expect(rows.map((row) => row.slice(1))).toEqual(
      texts.facts.map(({ before, after }) => [before ?? '没有写', after ?? '没有写']),
    );
    expect(texts.narrative.map(({ path }) => path)).toEqual(['/narrative/overview', '/narrative/other']);
    for (const { parts } of texts.narrative)
      for (const { text } of parts ?? [])
        expect(textOf(html)).toContain(textOf(text.replaceAll('<', '&lt;').replaceAll('>', '&gt;')));
    expect(texts.notes).toMatchObject([{ path: '/proactive', before: null, after: '含上年结转3件' }]);
    expect(texts.explanations).toHaveLength(2);
    expect(html).toContain(`href="/api/v1${YEAR}/diff?${pair(ids[1], ids[0]).replaceAll('&', '&amp;')}"`);
  });

  it('take the newest two where none is named, and the newest other where one is', async () => {
    const named = ({ from, to }: Answer): (string | undefined)[] => [from.submissionId, to.submissionId];
    expect(named(await answer<Answer>(`${YEAR}/diff`))).toEqual([ids[1], ids[0]]);
    expect(named(await answer<Answer>(`${YEAR}/diff?from=${ids[3]}`))).toEqual([ids[3], ids[0]]);
    expect(named(await answer<Answer>(`${YEAR}/diff?to=${ids[0]}`))).toEqual([ids[1], ids[0]]);
    expect(textOf(await get(`${HISTORY}?from=${ids[3]}`))).toContain(
      '从 2025-01-20 16:00 收到的版本，到 2025-03-02 10:00 收到的版本',
    );
  });

  it.each([
    ['/agencies/city-ju/years/2024/diff?from=nothing&to=nothing', 404, 'is not among'],
    ['/agencies/city-ju/years/2024/diff?from=&to=', 404, 'is not among'],
    ['/agencies/flagged-ju/years/2024/diff', 404, 'no two versions'],
    ['/agencies/missing-ju/years/2024/diff', 404, 'no two versions'],
    ['/agencies/nobody/years/2024/diff', 404, 'no agency'],
    ['/agencies/UPPER/years/2024/diff', 400, 'lower-case'],
    ['/agencies/city-ju/years/2018/diff', 404, '2018'],
    ['/agencies/city-ju/years/2024/submissions/nothing', 404, 'no such submission'],
    ['/agencies/nobody/years/2024/submissions/nothing', 404, 'no such submission'],
  ])('%s: %i as problem details', async (path, status, detail) => {
    const response = await scene.app.request(`/api/v1${path}`);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      status,
      'application/problem+json',
    ]);
    expect(await response.json()).toMatchObject({ status, detail: expect.stringContaining(detail) });
  });

  it.each([
    ['/agencies/city-ju/years/2024/history?from=nothing', 404, '请从报送历史里选'],
    ['/agencies/city-ju/years/2024/history?from=<script>&to=1', 404, '请从报送历史里选'],
    ['/agencies/flagged-ju/years/2024/history?from=', 404, '请从报送历史里选'],
    ['/agencies/nobody/years/2024/history', 404, '名录里没有'],
  ])('%s: %i as a page', async (path, status, says) => {
    expect(textOf(await get(path, status))).toContain(says);
  });
});
