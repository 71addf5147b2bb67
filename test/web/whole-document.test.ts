/** Preamble and signature in their places; texts that must not be shown are shown nowhere; later rules for information. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDocumentKey } from '../../shared/contracts/bucket/object-keys.ts';
import { redact } from '../../shared/pipeline/redact.ts';
import { textOf } from '../support/read-html.ts';
import { NOW, startWebScene, type SceneFiling, type WebScene } from '../support/web-scene.ts';

const YEAR = 2024;
const PREAMBLE = '本报告依据条例编制,统计期限为全年。';
const NUMBER = '13900001234';
/** What Q1 quotes. */
const COUNT = '收到政府信息公开申请99件';
const PRIVATE = `申请人来电${NUMBER}询问办理进度,已经答复。`;
/** An own agency of the scene. */
const ID = 'city-ju';
const PATH = `/agencies/${ID}/years/${YEAR}`;
const filing = (at: string, change: SceneFiling['change']): SceneFiling => ({
  id: ID,
  district: '450200',
  year: YEAR,
  received: 12,
  at,
  ...(change && { change }),
});

let scene: WebScene;
beforeAll(async () => {
  scene = await startWebScene();
  await scene.file(
    filing('2025-03-01T02:00:00Z', (document) => {
      document['preamble'] = PREAMBLE;
      document['signature'] = { name: '柳州市某局', date: '2025-01-15' };
      document['narrative'] = {
        overview: `工作平稳,${COUNT}。`,
        problems: `栏目更新偏慢。${PRIVATE}`,
        other: '',
      };
    }),
  );
});
afterAll(() => scene.stop());

async function get(path: string): Promise<string> {
  const response = await scene.app.request(path);
  expect(response.status).toBe(200);
  return response.text();
}

describe('a report that came before the rule on private data', () => {
  it('keeps its state, and shows none of its texts until an operator redacts it', async () => {
    const answer = JSON.parse(await get(`/api/v1${PATH}`)) as { state: string; submissions: unknown[] };
    expect(answer.state).not.toBe('returned');
    for (const path of [PATH, `${PATH}?lang=en`, `${PATH}/history`, `/api/v1${PATH}`]) {
      const html = await get(path);
      expect([path, html.includes(NUMBER), html.includes('申请人来电')]).toEqual([path, false, false]);
    }
    const page = textOf(await get(PATH));
    expect(page).toContain('原文不予引用');
    expect(page).not.toContain('99件');
    expect(page).toContain('已遮蔽:文字中有个人隐私数据'.replace(':', '：'));
  });
});

describe('a corrected one', () => {
  beforeAll(async () => {
    await scene.file(
      filing('2025-03-02T02:00:00Z', (document) => {
        document['preamble'] = PREAMBLE;
        document['signature'] = { name: '柳州市某局', date: '2025-01-15' };
        document['narrative'] = {
          overview: '工作平稳。',
          problems: '栏目更新偏慢。联系电话13800005678。',
          other: '',
        };
      }),
    );
  });

  it('stands whole and in the order of the form', async () => {
    const text = textOf(await get(PATH)).replaceAll(/\s+/g, '');
    const places = [
      PREAMBLE,
      '一、总体情况',
      '二、主动公开',
      '六、其他需要报告的事项',
      '柳州市某局',
      '2025年1月15日',
    ];
    const order = places.map((place) => text.lastIndexOf(place.replaceAll(',', '，')));
    const plain = places.map((place) => text.lastIndexOf(place));
    const found = order.map((at, i) => Math.max(at, plain[i] ?? -1));
    expect(found.every((at) => at >= 0)).toBe(true);
    expect(found).toEqual(found.toSorted((a, b) => a - b));
  });

  it('is told what a later rule says, for information, on its page and nowhere else', async () => {
    expect(textOf(await get(PATH))).toMatch(/提示（仅供参考）.*手机号码/s);
    const { state, submissions } = JSON.parse(await get(`/api/v1${PATH}`)) as {
      state: string;
      submissions: { findings: { rule: string }[] }[];
    };
    expect(state).not.toBe('returned');
    expect(JSON.stringify(submissions[0]?.findings)).not.toContain('2026-11-28');
  });
});

describe('one that comes now', () => {
  it('is returned, and its text is in no page and no receipt', async () => {
    await scene.file(
      filing('2026-11-28T02:00:00Z', (document) => {
        document['narrative'] = { overview: '工作平稳。', problems: PRIVATE, other: '' };
      }),
    );
    const { submissions } = JSON.parse(await get(`/api/v1${PATH}`)) as {
      submissions: {
        outcome: string;
        submissionId: string;
        findings: { path: string; message: { zh: string } }[];
      }[];
    };
    const [newest] = submissions;
    expect(newest?.outcome).toBe('returned');
    const finding = newest?.findings.find(({ path }) => path === '/narrative/problems');
    expect(finding?.message.zh).toMatch(/第 1 句有手机号码\(末两位 34\)/);
    for (const path of [
      PATH,
      `${PATH}/history`,
      `${PATH}/submissions/${newest?.submissionId}`,
      `${PATH}/submissions/${newest?.submissionId}?lang=en`,
      `/api/v1${PATH}/submissions/${newest?.submissionId}`,
    ]) {
      const html = await get(path);
      expect([path, html.includes(NUMBER), html.includes('申请人来电')]).toEqual([path, false, false]);
    }
  });
});

describe('a text that repeats last year’s', () => {
  const SAME =
    '本机关把重大项目和民生工程的信息作为公开重点,每周由专人核对栏目的更新情况并留下记录;在办事大厅设立查询点,配备工作人员帮助老年人查找所需的文件;对申请较多的征收补偿事项主动公布流程、标准和结果,减少了同类申请;组织各股室学习条例,请法制机构讲解答复文书的写法。';
  const NEW = '今年夏天还把三百份旧文件扫描成可检索的文本,供居民在线查阅。';
  const of = (year: number, at: string, overview: string): SceneFiling => ({
    ...filing(at, (document) => {
      document['narrative'] = { overview, problems: '个别栏目更新偏慢。', other: '' };
    }),
    year,
  });

  it('stands beside it where that is asked for, with its share and what is new', async () => {
    await scene.file(of(2021, '2022-01-20T02:00:00Z', SAME));
    await scene.file(of(2022, '2023-01-20T02:00:00Z', SAME + NEW));
    const path = `/agencies/${ID}/years/2022`;
    expect(await get(path)).not.toContain('last-text');
    const html = await get(`${path}?previous=1`);
    const percent = Number(/与上年同一部分重复 (\d+)%/.exec(html)?.[1]);
    expect(percent).toBeGreaterThan(75);
    expect(percent).toBeLessThan(95);
    expect(html).toContain(`<mark class="fresh">${NEW}</mark>`);
    expect(textOf(html)).toContain('2021年的这一部分');
    expect(await get(`${path}?previous=1&lang=en`)).toContain('did not stand in last year');
  });
});

describe('a redacted one', () => {
  it('is another version of every page that showed its text', async () => {
    const paths = [PATH, `${PATH}?lang=en`, `${PATH}/history`, `/api/v1${PATH}`];
    const ask = (path: string, etag = '') => scene.app.request(path, { headers: { 'if-none-match': etag } });
    const before = await Promise.all(paths.map(async (path) => (await ask(path)).headers.get('etag') ?? ''));
    const place = { district: '450200', agencyId: ID, year: YEAR };
    const item = (await scene.store.table.agencyYearsAt([place]))(place);
    const submissionId = item?.inForce?.submissionId ?? '';
    const key = makeDocumentKey('backfill', place);
    expect(
      await redact(scene.store, { key, submissionId, at: NOW, by: '张三', reason: '误登' }),
    ).toBeDefined();
    for (const [i, path] of paths.entries()) {
      const response = await ask(path, before[i]);
      expect([path, response.status]).toEqual([path, 200]);
      expect(await response.text()).not.toContain(PREAMBLE);
    }
  });
});
