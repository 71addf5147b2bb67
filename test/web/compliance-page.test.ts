import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDownloads } from '../../web/downloads/app.ts';
import { partsOf, readXlsx } from '../support/read-files.ts';
import { elementWithId, rowOf, rowsIn, textOf } from '../support/read-html.ts';
import { DISTRICT, HOSTILE_NAME, startWebScene, type WebScene } from '../support/web-scene.ts';

let scene: WebScene;
beforeAll(async () => {
  scene = await startWebScene();
});
afterAll(() => scene.stop());

async function get(path: string): Promise<string> {
  const response = await scene.app.request(path);
  expect({ path, status: response.status }).toEqual({ path, status: 200 });
  return response.text();
}
async function statusOf(path: string): Promise<number> {
  return (await scene.app.request(path)).status;
}

const CITY = '/compliance/450200/2024';
const PAGE = `/compliance/${DISTRICT}/2024`;
/** The table of agencies, not those before it. */
const listOf = (html: string): string => html.slice(html.indexOf('<table class="children agencies cards"'));
const namesOf = (html: string): string[] =>
  [...listOf(html).matchAll(/<th scope="row"><a [^>]*>([\s\S]*?)<\/a>/g)].map(([, name]) =>
    textOf(name ?? ''),
  );
/** A link's address, as the browser reads it. */
function linkTo(html: string, name: RegExp): string {
  for (const [, address, inside] of html.matchAll(/<a [^>]*?href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g))
    if (address !== undefined && name.test(textOf(inside ?? ''))) return address.replaceAll('&amp;', '&');
  throw new Error(`no link ${name}`);
}

describe('the answer in ten seconds', () => {
  it('says how many are accepted, and how many of the others are overdue', async () => {
    const text = textOf(await get(PAGE));
    expect(text).toMatch(/6 \/ 10 已接收.4 个未接收.全部已逾期.已接收的报告中 1 份待说明/);
    expect(text).toContain('截至 2026-06-01 12:30');
  });

  it('has a bar of progress with its numbers', async () => {
    const html = await get(PAGE);
    const [bar = ''] = /<div role="progressbar"[^>]*>/.exec(html) ?? [];
    expect(bar).toContain('aria-valuemax="10"');
    expect(bar).toContain('aria-valuenow="6"');
    expect(bar).toContain('aria-label="报送进度"');
    expect([...html.matchAll(/class="part part-(\w+)"/g)].slice(0, 4).map(([, part]) => part)).toEqual([
      'accepted',
      'flagged',
      'returned',
      'overdue',
    ]);
  });

  it('names each deadline, whom it binds, who still misses it, and how long ago it was', async () => {
    const text = textOf(await get(PAGE));
    expect(text).toMatch(/已过 486 天 2025-01-31 部门.10 个 4 个未接收/);
    expect(text).toMatch(/已过 466 天 2025-02-20 汇总报告 1 份 全部接收/);
  });

  it('counts days until a deadline, the day itself included', async () => {
    expect(textOf(await get(`${PAGE}?asOf=2025-01-28`))).toContain('还有 3 天 2025-01-31');
    expect(textOf(await get(`${PAGE}?asOf=2025-01-31`))).toContain('今天 24:00 截止 2025-01-31');
    expect(textOf(await get(`${PAGE}?asOf=2025-02-01`))).toContain('已过 1 天 2025-01-31');
  });

  it('states rates with their counts, and zero reports confirmed and not', async () => {
    const text = textOf(await get(PAGE));
    expect(text).toContain('报送率 60.0 % 6 / 10');
    expect(text).toContain('按时报送率 50.0 % 5 / 10');
    expect(text).toMatch(/零报告 1 已确认 1 未确认 0/);
  });

  it('leads to the agencies that are counted', async () => {
    const html = await get(PAGE);
    expect(html).toContain(`href="${PAGE}?list=missing#agencies"`);
    expect(html).toContain(`href="${PAGE}?list=late#agencies"`);
  });
});

describe('what changed', () => {
  it('is told since the slot before, each agency leading to its history', async () => {
    const html = await get(`${PAGE}?asOf=2025-01-20T18:00%2B08:00`);
    const changes = html.slice(html.indexOf('id="changes-heading"'), html.indexOf('id="burn-up-heading"'));
    expect(textOf(changes)).toMatch(/与 2025-01-20 08:00.北京时间.相比/);
    expect(textOf(changes)).toMatch(/新接收 5 /);
    expect(textOf(changes)).toMatch(/新退回 3 /);
    expect(changes).toContain('/agencies/flagged-ju/years/2024/history?asOf=');
  });

  it('is still told on the morning of a slot, and no longer in the afternoon', async () => {
    const changesAt = async (time: string) => {
      const html = await get(`${PAGE}?asOf=2025-01-21T${time}%2B08:00`);
      return textOf(html.slice(html.indexOf('id="changes-heading"'), html.indexOf('id="burn-up-heading"')));
    };
    expect(await changesAt('09:00')).toMatch(/与 2025-01-20 08:00.北京时间.相比.+新接收 5 /);
    expect(await changesAt('12:00')).toMatch(
      /与 2025-01-21 08:00.北京时间.相比.+收到 0 个机构的报告。没有变化/,
    );
  });

  it('is said to be nothing where it is nothing', async () => {
    expect(textOf(await get(PAGE))).toMatch(
      /最近的变化 与 2026-06-01 08:00.北京时间.相比.+收到 0 个机构的报告。没有变化/,
    );
  });
});

describe('what changed since a chosen instant', () => {
  const changesIn = (html: string): string =>
    html.slice(html.indexOf('id="changes"'), html.indexOf('id="burn-up-heading"'));
  const DAY = '&asOf=2025-02-01';

  it('is told since it, and keeps it in every link', async () => {
    const html = await get(`${PAGE}?since=2025-01-20T15:59${DAY}`);
    const text = textOf(changesIn(html));
    expect(text).toMatch(/与 2025-01-20 15:59.北京时间.相比/);
    expect(text).toContain('这段时间收到 9 个机构的报告。');
    expect(text).toMatch(/新接收 6 .*01-20 16:00/);
    expect(textOf(changesIn(await get(`${PAGE}?since=2025-01-20T16:00${DAY}`)))).toMatch(
      /收到 1 个机构的报告.+新接收 1 柳北区教育局 02-01 00:05/,
    );
    expect(linkTo(html, /^未报送/)).toContain('since=2025-01-20T15%3A59');
    expect(linkTo(html, /^全部机构的名单.CSV/)).toContain('since=');
    expect(html).toContain(
      '<input type="datetime-local" name="since" required="" max="2025-02-01T23:59" value="2025-01-20T15:59"/>',
    );
  });

  it('leads to yesterday and to Monday, and back', async () => {
    const html = await get(`${PAGE}?since=yesterday&list=missing&asOf=2025-01-21`);
    expect(textOf(changesIn(html))).toMatch(/与 2025-01-20 08:00.北京时间.相比/);
    expect(linkTo(html, /^最近一个周一 8:00 以来/)).toBe(
      `${PAGE}?list=missing&since=monday&asOf=2025-01-21#changes`,
    );
    expect(linkTo(html, /^恢复为最近一次汇总以来/)).toBe(`${PAGE}?list=missing&asOf=2025-01-21#changes`);
    expect(html).toMatch(/aria-current="true">昨日 8:00 以来/);
  });

  it('is left behind where another day is chosen, unless it is told from that day', async () => {
    const formOf = (html: string): string =>
      html.slice(html.indexOf('class="day-form"'), html.indexOf('</form>', html.indexOf('class="day-form"')));
    const chosen = formOf(await get(`${PAGE}?since=2025-01-20T16:00&list=missing`));
    expect(chosen).toContain('name="list" value="missing"');
    expect(chosen).not.toContain('name="since"');
    expect(formOf(await get(`${PAGE}?since=yesterday`))).toContain('name="since" value="yesterday"');
  });

  it('is no visit on a page of the past, nor can a later instant be chosen there', async () => {
    expect(await get(PAGE)).toContain(`data-visited="${DISTRICT}/2024"`);
    const past = await get(`${PAGE}?asOf=2025-02-01`);
    expect(past).not.toContain('data-visited');
    expect(past).toContain('name="since" required="" max="2025-02-01T23:59"');
    expect(await get(`${PAGE}?theme=dark`)).toMatch(
      /class="since-form"[\s\S]*?name="theme" value="dark"[\s\S]*?<\/form>/,
    );
  });

  it('agrees with the API', async () => {
    const query = 'since=2025-01-20T15:59&asOf=2025-02-01';
    const answer = (await (await scene.app.request(`/api/v1${PAGE}?${query}`)).json()) as {
      changes: { since: string; received: { agencies: number }; newlyAccepted: { id: string }[] };
    };
    expect(answer.changes.since).toBe('2025-01-20T07:59:00.000Z');
    expect(answer.changes.received.agencies).toBe(9);
    expect(answer.changes.newlyAccepted).toHaveLength(6);
  });

  it.each(['tuesday', '0000-01-02', '2025-13-01', '2099-01-01', '2025-02-02'])(
    'refuses %s',
    async (since) => {
      for (const path of [PAGE, `/api/v1${PAGE}`])
        expect(await statusOf(`${path}?since=${since}&asOf=2025-02-01`)).toBe(400);
    },
  );
});

describe('what is counted', () => {
  it('is agencies alone, or each consolidated report as one more, and the page says which', async () => {
    const without = await get(PAGE);
    expect(textOf(without)).toContain('本页只计 10 个机关自己的报告，1 份汇总报告不计入。');
    expect(textOf(without)).toMatch(/6 \/ 10 已接收/);
    const html = await get(linkTo(without, /^连同汇总报告计数/));
    const text = textOf(html);
    expect(text).toContain('机关 10 个，汇总报告 1 份，每份按一个机关计。');
    expect(text).toMatch(/7 \/ 11 已接收.4 个未接收/);
    expect(namesOf(html)).toContain('柳北区人民政府(全区汇总)');
    expect(text).not.toContain('另有汇总报告');
    expect(text).toMatch(/报送率 63.6 % 7 \/ 11/);
    expect(rowOf(html.split('id="kinds-heading"')[1] ?? '', '合计').slice(1, 3)).toEqual(['11', '7']);
    expect(linkTo(html, /^未报送/)).toContain('consolidated=with');
    expect(linkTo(html, /^不计汇总报告/)).toBe(PAGE);
  });

  it('adds up over districts, and agrees with the API', async () => {
    const answer = (await (await scene.app.request(`/api/v1${CITY}?consolidated=with`)).json()) as {
      basis: string;
      counts: { expected: number; accepted: number };
      accepted: { id: string }[];
      children: { code: string; counts: { expected: number } }[];
    };
    expect(answer.basis).toBe('with-consolidated');
    expect(answer.counts).toMatchObject({ expected: 12, accepted: 8 });
    expect(answer.accepted.map(({ id }) => id)).toContain('whole-qu');
    expect(answer.children.find(({ code }) => code === DISTRICT)?.counts.expected).toBe(11);
    expect(textOf(await get(`${CITY}?consolidated=with`))).toMatch(/8 \/ 12 已接收/);
    expect(await statusOf(`/api/v1${CITY}?consolidated=yes`)).toBe(400);
  });
});

describe('what is taken along', () => {
  const take = async (path: string): Promise<{ bytes: Uint8Array; name: string }> => {
    const response = await createDownloads(scene.deps).request(path);
    expect({ path, status: response.status }).toEqual({ path, status: 200 });
    const name = decodeURIComponent(response.headers.get('content-disposition') ?? '');
    return { bytes: new Uint8Array(await response.arrayBuffer()), name };
  };
  const idsIn = async (bytes: Uint8Array): Promise<unknown[]> => {
    const { heads, rows } = await readXlsx(bytes);
    expect(heads).not.toContain('联系邮箱');
    return rows.map((row) => row[heads.indexOf('机构标识')]);
  };
  const csvIds = async (path: string): Promise<string[]> =>
    (await get(path))
      .trim()
      .split('\r\n')
      .slice(1)
      .flatMap((line) => /^[a-z]+-[a-z]+(?=,)/.exec(line) ?? []);

  it('is the list with the agencies of the CSV in their order, consolidated ones where they are counted', async () => {
    const query = '?consolidated=with&sort=-received';
    const ids = await idsIn((await take(`${PAGE}/tables/agencies.xlsx${query}`)).bytes);
    expect(ids).toHaveLength(11);
    expect(ids).toEqual(await csvIds(`${PAGE}.csv${query}`));
    const shown = [
      ...(await get(`${PAGE}${query}`)).matchAll(/\/agencies\/([a-z-]+)\/years\/2024\/history/g),
    ];
    expect([...new Set(shown.map(([, id]) => id))].slice(-ids.length)).toEqual(ids);
    expect(ids[0]).toBe('whole-qu');
  });

  it('says in the workbook and in its name how it was narrowed', async () => {
    const { bytes, name } = await take(
      `${CITY}/tables/agencies.xlsx?list=missing&kind=department&district=${DISTRICT}`,
    );
    expect(await idsIn(bytes)).toEqual(['missing-ju']);
    expect(name).toContain(`450200-2024-missing-department-${DISTRICT}.xlsx`);
    expect(name).toContain(`未报送-部门-柳北区 ${DISTRICT}.xlsx`);
    const { said } = await readXlsx(bytes);
    expect([said.get('名单'), said.get('机构类别'), said.get('限于地区')]).toEqual([
      '未报送',
      '部门',
      `柳北区 ${DISTRICT}`,
    ]);
    expect(said.get('计数口径')).toContain('只计机关自己的报告');
  });

  it('is what changed, and came in, as the API counts it', async () => {
    const query = '?since=2025-01-20T15:59&asOf=2025-02-01';
    const { bytes, name } = await take(`${PAGE}/tables/changes.xlsx${query}`);
    const { changes } = (await (await scene.app.request(`/api/v1${PAGE}${query}`)).json()) as {
      changes: Record<string, { id: string }[]>;
    };
    const told = Object.values(changes).flatMap((list) =>
      Array.isArray(list) ? list.map(({ id }) => id) : [],
    );
    expect(new Set(await idsIn(bytes))).toEqual(new Set(told));
    expect(told.length).toBeGreaterThan(5);
    expect(name).toContain(`${DISTRICT}-2024-changes.xlsx`);
  });

  it('is the notice, with the page’s numbers and an address for whichever reader', async () => {
    const { bytes, name } = await take(`${PAGE}/tables/notice.docx?lang=en&consolidated=with`);
    const text = textOf(partsOf(bytes));
    expect(text).toContain('应报送年度报告的机关 11 个，已接收 7 个');
    expect(text).toContain(`${PAGE}?consolidated=with`);
    expect(text).not.toContain('lang=en');
    expect(text).toContain('2025-02-01 00:05');
    expect(text).not.toContain('sjj@liubei.example.cn');
    expect(name).toContain(`${DISTRICT}-2024-notice.docx`);
    expect(await get(PAGE)).toContain('/tables/notice.docx');
    expect(await get('/compliance/450202/2024')).not.toContain('/tables/notice.docx');
  });
});

describe('what is missing', () => {
  const looksOf = (html: string): string[] =>
    [...listOf(html).matchAll(/class="(state state-missing[^"]*)"/g)].map(([, looks = '']) => looks);

  it('is grey until its day is over, and red after it', async () => {
    expect(new Set(looksOf(await get(`${PAGE}?list=missing&asOf=2025-01-31`)))).toEqual(
      new Set(['state state-missing']),
    );
    expect(new Set(looksOf(await get(`${PAGE}?list=missing&asOf=2025-02-01`)))).toEqual(
      new Set(['state state-missing past-due']),
    );
  });
});

describe('filings by day', () => {
  it('say how far this year is, and last year at the same distance from the deadline', async () => {
    const html = await get(PAGE);
    expect(textOf(html)).toMatch(/到 2025-04-30.60.0 % 的机构已报送.6 \/ 10.+2023年度同期为 10.0 %/);
  });

  it('have a table of the same figures, week by week, with the deadlines', async () => {
    const html = await get(PAGE);
    const figure = html.slice(html.indexOf('class="chart burn-up"'), html.indexOf('id="kinds-heading"'));
    expect(rowsIn(figure)[0]).toEqual(['日期', '距部门截止日', '2024年', '2023年', '2020年']);
    expect(rowOf(figure, '2025-01-17')).toEqual([
      '2025-01-17',
      '前 14 天',
      '0 / 10 0.0 %',
      '1 / 10 10.0 %',
      '1 / 11 9.1 %',
    ]);
    expect(rowOf(figure, '2025-01-31').slice(1, 3)).toEqual(['当天', '5 / 10 50.0 %']);
    expect(rowOf(figure, '2025-02-07').slice(1, 3)).toEqual(['后 7 天', '6 / 10 60.0 %']);
    expect(rowOf(figure, '2025-02-20')[0]).toBe('2025-02-20 截止');
  });

  it('leave the days to come empty', async () => {
    const html = await get(`${PAGE}?asOf=2025-01-25`);
    expect(rowOf(html, '2025-01-25').slice(1, 3)).toEqual(['前 6 天', '5 / 10 50.0 %']);
    expect(rowOf(html, '2025-01-31')[2]).toBe('–');
  });

  it('compare a province’s past with one year only: each year is read agency by agency', async () => {
    const headOf = async (path: string): Promise<string[]> => {
      const html = await get(path);
      return (rowsIn(html.slice(html.indexOf('class="chart burn-up"')))[0] ?? []).slice(2);
    };
    expect(await headOf('/compliance/450000/2024')).toEqual(['2024年', '2023年', '2020年']);
    expect(await headOf('/compliance/450000/2024?asOf=2025-03-01')).toEqual(['2024年', '2023年']);
    expect(await headOf(`${CITY}?asOf=2025-03-01`)).toEqual(['2024年', '2023年', '2020年']);
  });

  it('are drawn without a script, under a name', async () => {
    const html = await get(PAGE);
    expect(html).toMatch(/<div class="burn-up-drawing" role="img" aria-label="图/);
    expect(html.match(/<script[^>]*>/g)).toEqual(['<script type="module" src="/assets/fresh-test.js">']);
    expect(html).not.toContain('style="');
  });
});

describe('regions side by side', () => {
  it('lead to their own pages, and say where there is no roster', async () => {
    const html = await get(CITY);
    const districts = html.slice(html.indexOf('id="districts-heading"'), html.indexOf('id="kinds-heading"'));
    expect(districts).toContain(`href="${PAGE}"`);
    expect(textOf(districts)).toContain('柳北区 60.0 % 6 / 10 未报送 1 已退回 3 待说明 1 4 个逾期');
    expect(textOf(districts)).toContain('城中区 没有名册');
    expect(textOf(districts)).toContain('柳州市本级 100.0 % 1 / 1 无逾期');
  });

  it('add up to the region by kind', async () => {
    const kinds = (await get(CITY)).split('id="kinds-heading"')[1] ?? '';
    expect(rowOf(kinds, '合计').slice(0, 8)).toEqual(['合计', '11', '7', '1', '3', '1', '4', '1']);
    expect(rowOf(kinds, '全区汇总')[1]).toBe('1');
  });
});

describe('the list', () => {
  it('has the most urgent first', async () => {
    const names = namesOf(await get(PAGE));
    expect(names).toHaveLength(10);
    expect(names[0]).toBe('柳北区审计局');
    expect(new Set(names.slice(1, 4))).toEqual(new Set(['柳北区民政局', '柳北区商务局', '柳北区林业局']));
    expect(names[4]).toBe('柳北区司法局');
  });

  it('says of each agency its state, deadline, delay and receipt, and nobody’s address', async () => {
    const list = listOf(await get(PAGE));
    expect(rowOf(list, '柳北区审计局')).toEqual([
      '柳北区审计局',
      '未报送',
      '部门',
      '2025-01-31',
      '逾期 486 天',
      '–',
      '–',
    ]);
    expect(list).not.toContain('sjj@liubei.example.cn');
    expect(rowOf(list, '柳北区教育局').slice(1, 6)).toEqual([
      '已接收',
      '部门',
      '2025-01-31',
      '迟报 1 天',
      '2025-02-01 00:05',
    ]);
    expect(rowOf(list, '柳北区统计局')[1]).toMatch(/已接收 零报告.已确认/);
    expect(list).toContain('href="/agencies/missing-ju/years/2024/history"');
  });

  it('says what stands open, what would cure it first', async () => {
    const list = listOf(await get(`${PAGE}?list=returned`));
    const [, after = ''] = list.split('柳北区民政局');
    const open = textOf(/<tr class="open">([\s\S]*?)<\/tr>/.exec(after)?.[1] ?? '');
    expect(open).toMatch(/应为 .+ A1 /);
  });

  it('lists a report in force whose correction was returned, with what is wrong in that', async () => {
    const html = await get(`${PAGE}?list=returnedCorrection`);
    expect(namesOf(html)).toEqual(['柳北区水利局']);
    const list = listOf(html);
    expect(rowOf(list, '柳北区水利局')[1]).toMatch(/已接收 更正被退回：\d+ 处错误/);
    expect(textOf(list)).toContain('A1 ');
  });

  it('is filtered by list and kind, with numbers of what each list would show', async () => {
    expect(namesOf(await get(`${PAGE}?list=missing`))).toEqual(['柳北区审计局']);
    expect(namesOf(await get(`${PAGE}?list=late`))).toEqual(['柳北区教育局']);
    const consolidated = await get(`${PAGE}?kind=consolidated`);
    expect(namesOf(consolidated)).toEqual(['柳北区人民政府(全区汇总)']);
    expect(textOf(consolidated)).toContain('未报送 0 已退回 0 更正被退回 0 迟报 0');
  });

  it('is filtered by district: a child with all below it, or the region’s own level', async () => {
    expect(namesOf(await get(`${CITY}?district=450200`))).toEqual(['柳州市档案局']);
    expect(namesOf(await get(`${CITY}?district=${DISTRICT}&list=missing`))).toEqual(['柳北区审计局']);
    expect(textOf(await get(`${CITY}?district=450202`))).toContain('没有这样的机构');
  });

  it('is headed by what it is a list of', async () => {
    const headOf = async (query: string): Promise<string> =>
      textOf(elementWithId(await get(`${CITY}${query}`), 'agencies'));
    expect(await headOf('')).toBe('名单 11');
    expect(await headOf(`?list=missing&kind=department&district=${DISTRICT}`)).toBe(
      '名单 · 未报送 · 部门 · 柳北区 1',
    );
    expect(await headOf('?district=450200')).toBe('名单 · 柳州市本级 1');
  });

  it('takes what a form sends for "all" as no filter', async () => {
    expect(namesOf(await get(`${PAGE}?kind=&district=&list=`))).toHaveLength(10);
  });

  it('is sorted by its heads, the other way round at the second click', async () => {
    const html = await get(`${PAGE}?list=accepted`);
    const byName = linkTo(listOf(html), /^机构$/);
    expect(byName).toBe(`${PAGE}?list=accepted&sort=name#agencies`);
    const sorted = await get(byName);
    const names = namesOf(sorted);
    expect(names).toEqual([...names].sort(new Intl.Collator('zh-CN').compare));
    expect(listOf(sorted)).toContain('aria-sort="ascending"');
    expect(namesOf(await get(linkTo(listOf(sorted), /^机构$/)))).toEqual([...names].reverse());
  });

  it('puts those without a report last, whichever way it is sorted by receipt', async () => {
    for (const sort of ['received', '-received'])
      expect(namesOf(await get(`${PAGE}?sort=${sort}`)).at(-1)).toMatch(/柳北区(审计|民政|商务|林业)局/);
  });

  it('keeps filters, sorting and language from one link to the next', async () => {
    const html = await get(`${PAGE}?list=accepted&sort=-days&lang=en`);
    expect(linkTo(html, /^Flagged/)).toBe(`${PAGE}?list=flagged&sort=-days&lang=en#agencies`);
    expect(linkTo(html, /^中文$/)).toBe('?list=accepted&sort=-days&lang=zh');
    expect(html).toContain('<input type="hidden" name="list" value="accepted"/>');
    expect(html).toContain('<input type="hidden" name="sort" value="-days"/>');
    expect(html).toContain('<input type="hidden" name="lang" value="en"/>');
  });

  it('escapes a hostile name', async () => {
    const html = await get(PAGE);
    expect(html).not.toContain('<script>alert');
    expect(namesOf(html).includes(HOSTILE_NAME)).toBe(true);
  });

  it.each([
    ['list', 'overdue'],
    ['kind', 'ministry'],
    ['sort', 'shoe-size'],
    ['page', '0'],
    ['district', '45'],
    ['asOf', 'yesterday'],
    ['asOf', '2099-01-01'],
  ])('refuses %s=%s', async (name, value) => {
    expect(await statusOf(`${PAGE}?${name}=${value}`)).toBe(400);
  });
});

describe('the list as a file', () => {
  it('has the lines of the page, in its order', async () => {
    const html = await get(`${PAGE}?list=accepted&sort=name`);
    const address = linkTo(html, /下载这份名单.CSV/);
    expect(address).toBe(`/compliance/${DISTRICT}/2024.csv?list=accepted&sort=name&lang=zh`);
    const response = await scene.app.request(address);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="${DISTRICT}-2024-accepted-2026-06-01.csv"`,
    );
    const [head = '', ...lines] = (await response.text()).trim().split('\r\n');
    expect(head).toContain('机构标识,机构,');
    const ids = [...listOf(html).matchAll(/agencies\/([\w-]+)\/years/g)].map(([, id]) => id);
    expect(ids).toHaveLength(6);
    expect(lines.map((line) => line.split(',')[0])).toEqual(ids);
  });

  it('is of the instant that the page shows', async () => {
    const html = await get(`${PAGE}?list=missing&asOf=2025-01-19`);
    const csv = await (await scene.app.request(linkTo(html, /下载这份名单.CSV/))).text();
    expect(csv.trim().split('\r\n')).toHaveLength(1 + namesOf(html).length);
    expect(namesOf(html).length).toBeGreaterThan(9);
  });
});

describe('the past', () => {
  it('is shown with a notice, and kept in every link', async () => {
    const html = await get(`${PAGE}?asOf=2025-01-19`);
    expect(textOf(html)).toMatch(/这里显示截至 2025-01-19 23:59/);
    expect(textOf(html)).toMatch(/应报送的 10 个机构都还没有报送/);
    expect(linkTo(html, /^未报送/)).toContain('asOf=2025-01-19');
    expect(linkTo(html, /查看现在的情况/)).toBe(PAGE);
    expect(html).toMatch(/<input id="as-of"[^>]*value="2025-01-19"/);
    expect(html).toMatch(/<input id="as-of"[^>]*max="2026-06-01"/);
    expect(html.indexOf('id="as-of"')).toBeLessThan(html.indexOf('<h1'));
  });

  it('is now where today is asked for', async () => {
    expect(await get(`${PAGE}?asOf=2026-06-01`)).not.toContain('这里显示截至');
  });
});

describe('what is not there', () => {
  it('is said of a region without a roster', async () => {
    const text = textOf(await get('/compliance/450202/2024'));
    expect(text).toContain('名册里没有2024年度应报送的机构');
    expect(text).not.toContain('名单');
  });

  it('is said of a year without anything', async () => {
    const text = textOf(await get(`/compliance/${DISTRICT}/2025`));
    expect(text).toMatch(/应报送的 10 个机构都还没有报送.全部已逾期/);
  });

  it('is said of a year that has not ended', async () => {
    const html = await get(`/compliance/${DISTRICT}/2026`);
    expect(textOf(html)).toMatch(/2026年还没有结束.报送从 2027-01-01 开始.名册上有 10 个应报送的机构/);
    expect(html).not.toContain('看汇总数字');
    const agencies = [...html.matchAll(/href="(\/agencies\/[^"]+)"/g)].map(([, path]) => path ?? '');
    expect(agencies).not.toEqual([]);
    for (const path of agencies) expect(await statusOf(path)).toBe(200);
    expect(textOf(html)).toContain('还有 244 天 2027-01-31');
    expect(await statusOf(linkTo(html, /^JSON/))).toBe(200);
    expect(await statusOf(`/compliance/${DISTRICT}/2027`)).toBe(404);
  });

  it('is a region that nobody loaded', async () => {
    expect(await statusOf('/compliance/459999/2024')).toBe(404);
    expect(await statusOf('/compliance/4599/2024')).toBe(400);
  });
});

describe('the way to it', () => {
  it('leads from the region’s page and back, and up to the parents’', async () => {
    const region = await get(`/regions/${DISTRICT}/years/2024`);
    expect(linkTo(region, /^报送率$/)).toBe(PAGE);
    expect(linkTo(region, /^6 \/ 10 已接收$/)).toBe(PAGE);
    const html = await get(PAGE);
    expect(linkTo(html, /^看汇总数字$/)).toBe(`/regions/${DISTRICT}/years/2024`);
    expect(linkTo(html, /^柳州市$/)).toBe(CITY);
    expect(linkTo(html, /^2023$/)).toBe(`/compliance/${DISTRICT}/2023`);
    expect(linkTo(html, /^JSON/)).toBe(`/api/v1${PAGE}`);
  });
});

describe('in English', () => {
  it('leaves no Chinese word of ours', async () => {
    const html = await get(`${PAGE}?lang=en`);
    const ours = textOf(html)
      .replaceAll(/柳北区\S*|广西壮族自治区|柳州市|中文|恶意局|"一"/g, '')
      .match(/[\u4e00-\u9fff]+/g);
    expect(ours).toBeNull();
    expect(textOf(html)).toContain(
      '6 of 10 accepted; 4 not yet, all of them overdue; 1 of the accepted reports is flagged.',
    );
    expect(textOf(elementWithId(html, 'agencies'))).toBe('Agencies 10');
  });
});
