/** `gouji load undo`: the last load of a file taken back, told before; refused where something rests on what it brought. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLoadLedger, type LoadLedger } from '../../shared/adapters/table/load-ledger.ts';
import { openTable } from '../../shared/adapters/open-table.ts';
import { createReportTable, type ReportTable } from '../../shared/adapters/table/report-table.ts';
import { nameStores, tableConnection } from '../../shared/contracts/api/connection.ts';
import { aCityMap, aMap } from '../support/a-map.ts';
import { AGENCIES, NO_STACK, aDocument, aScene, eventually, type Scene } from './scene.ts';

let scene: Scene;
let table: ReportTable;
let loads: LoadLedger;
beforeAll(async () => {
  scene = await aScene();
  const { connection } = scene.system;
  const opened = openTable(nameStores(connection), tableConnection(connection));
  table = createReportTable(opened);
  loads = createLoadLedger(opened);
});
afterAll(() => scene.stop());

const load = async (what: string, content: string, ...more: string[]) =>
  scene.gouji('load', what, await scene.write('file.csv', content), ...more);
const undo = (what: string, ...more: string[]) => scene.gouji('load', 'undo', what, ...more);
async function loaded(what: string, content: string): Promise<void> {
  expect(await load(what, content)).toMatchObject({ code: 0 });
}
async function undone(what: string): Promise<string> {
  const { code, stdout, stderr } = await undo(what);
  expect({ code, stderr }).toEqual({ code: 0, stderr: system() });
  return stdout;
}
const system = (): string => `系统 system: ${scene.system.endpoints.web} (gouji)\n`;
const found = async (name: string): Promise<string[]> => {
  const { status, text } = await eventually(
    async () => {
      const response = await fetch(
        new URL(`/api/v1/search?q=${encodeURIComponent(name)}`, scene.system.endpoints.web),
      );
      return { status: response.status, text: await response.text() };
    },
    // A machine with too much to do says so with 503.
    (answer) => answer.status < 500,
  );
  expect({ status, text }).toMatchObject({ status: 200 });
  return [...text.matchAll(/"id": ?"([^"]+)"/g)].map(([, id = '']) => id);
};
const expected = async (region: string, count: number) =>
  expect(
    await eventually(
      async () => (await scene.api(`regions/${region}/years/2023`)).body.reports?.expected,
      (one) => one === count,
    ),
  ).toBe(count);
const verified = async () => expect(await scene.gouji('verify')).toMatchObject({ code: 0 });
/** What is stored of an agency, but when it was said. */
async function stored(id: string): Promise<unknown> {
  const item = (await table.rosterOf([id])).get(id);
  return item && { ...item, since: undefined };
}

const HEAD = 'id,name,district,kind,from,to,predecessors,aliases\n';

describe('gouji load undo', () => {
  it('asks which one', async () => {
    for (const args of [[], ['roster', 'file.csv']]) {
      const { code, stderr } = await scene.gouji('load', 'undo', ...args);
      expect(code).toBe(64);
      expect(stderr).toContain('gouji load undo roster');
    }
  });

  it('has nothing to take back where nothing of the kind was loaded', async () => {
    const { code, stdout, stderr } = await undo('calendar');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('没有延期和内部时限的导入记录');
    expect(stderr).toContain('loads by versions before this one keep no record');
  });
});

describe('gouji load undo roster', () => {
  it('gives agencies back what they were, and takes off those that are new', async () => {
    const before = await Promise.all(AGENCIES.map(stored));
    await loaded(
      'roster',
      `${HEAD}450205-jyj,教育体育局,450205,department,2019,,450205-gaj,体育局\n` +
        '450205-gaj,机关450205-gaj,450205,department,2019,2021,,\n' +
        '450205-new,新设大数据局,450205,department,2019,,,\n' +
        '450205-next,以后的机关,450205,department,2031,,,\n',
    );
    await expected('450205', 2);
    const between = new Date().toISOString();
    expect(await found('dsj')).toContain('450205-new');
    expect(await found('教育体育局')).toContain('450205-jyj');

    const preview = await undo('roster', '--dry-run');
    expect(preview).toMatchObject({ code: 0, stderr: system() });
    expect(preview.stdout).toMatch(
      /^上一次导入机关名录\uff1a\d{4}-\d\d-\d\d \d\d:\d\d\uff08北京时间\uff09 the last load of the roster: .*\(China time\)\n/,
    );
    expect(preview.stdout).toContain('  450205-new 新设大数据局  450205 department 2019–\n');
    expect(preview.stdout).toContain(
      '  450205-jyj 机关450205-jyj: name 教育体育局 → 机关450205-jyj; aliases 体育局 → –; predecessors 450205-gaj → –\n',
    );
    expect(preview.stdout).toMatch(/obliged from now on for \(1\)\n {2}450205-gaj 机关450205-gaj: 2022, /);
    expect(preview.stdout).toContain(
      'dry run, nothing was taken back: agencies taken back: 2 taken off the roster, 2 changed back; 0 filed reports change\n',
    );
    expect((await scene.api('agencies/450205-new/years/2023')).status).toBe(200);

    const told = await undone('roster');
    expect(preview.stdout).toContain(told.split('\n').slice(0, -2).join('\n'));
    expect(await Promise.all(AGENCIES.map(stored))).toEqual(before);
    expect((await scene.api('agencies/450205-new/years/2023')).status).toBe(404);
    expect((await scene.api('agencies/450205-next/years/2023')).status).toBe(404);
    for (const name of ['dsj', '教育体育局', '以后的机关']) expect(await found(name)).toEqual([]);
    expect(await found('机关450205-jyj')).toEqual(['450205-jyj']);
    await expected('450205', 2);
    await verified();

    // What was said in between stays said.
    const then = await scene.api(`agencies/450205-new/years/2023?asOf=${between}`);
    expect(then.body.state).toBe('missing');
    expect((await scene.api(`agencies/450205-new/years/2023?asOf=${new Date().toISOString()}`)).status).toBe(
      404,
    );

    const again = await undo('roster');
    expect({ code: again.code, stdout: again.stdout }).toEqual({ code: 1, stdout: '' });
    expect(again.stderr).toMatch(/nothing to take back: the load of the roster of .* was taken back already/);
  });

  it('takes back two where the first broke off, and lets nothing be loaded before it is done', async () => {
    const agency = (id: string, name: string) => `${HEAD}${id},${name},450205,department,2019,,,\n`;
    await loaded('roster', agency('450205-new', '新设大数据局'));
    // As a load leaves it whose process was killed.
    await loads.putHead('roster', { ...(await loads.head('roster'))!, state: 'loading' });
    const second = await load('roster', agency('450205-jyj', '教育体育局'));
    expect(second).toMatchObject({ code: 0 });
    expect(second.stderr).toContain('gouji load undo roster will take both back');
    // One that changes nothing leaves the record as it is.
    expect(await load('roster', agency('450205-jyj', '教育体育局'))).toMatchObject({ stderr: system() });
    await loads.putHead('roster', { ...(await loads.head('roster'))!, state: 'undoing' });
    const refused = await load('roster', agency('450205-gaj', '公安局'));
    expect({ code: refused.code, stdout: refused.stdout }).toEqual({ code: 1, stdout: '' });
    expect(refused.stderr).toContain('run gouji load undo roster first');
    const told = await undone('roster');
    expect(told).toContain('both are taken back');
    expect(told).toContain('is finished now');
    expect(told).toMatch(/agencies taken back: 1 taken off the roster, 1 changed back/);
    await expected('450205', 2);
  });

  it('is refused where an agency that is new has filed, and names it', async () => {
    await loaded(
      'roster',
      `${HEAD}450202-filed,有报告的局,450202,department,2019,,,\n450202-none,无,450202,department,2019,,,\n`,
    );
    const report = await scene.write('filed.json', aDocument('450202-filed', 2022, 3));
    expect(await scene.gouji('upload', report)).toMatchObject({ code: 0 });
    const { code, stderr } = await undo('roster');
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /cannot be taken back.*\(1\)\n {2}450202-filed 有报告的局 2022: .* a report was received\n/,
    );
    expect(stderr).toContain('last year in "to"');
    expect(stderr).toMatch(NO_STACK);
    expect((await scene.api('agencies/450202-none/years/2023')).status).toBe(200);
  });
});

describe('gouji load undo regions', () => {
  it('gives regions back their names and takes out those that are new', async () => {
    const before = await table.regions();
    await loaded('regions', 'code,name,mail\n450205,柳北新区,a@example.org\n450203,鱼峰区,\n');
    expect(await found('yfq')).toContain('450203');
    const told = await undone('regions');
    expect(told).toContain('  450203 鱼峰区\n');
    expect(told).toContain('  450205 柳北区: name 柳北新区 → 柳北区; mail a@example.org → –\n');
    expect(await table.regions()).toEqual(before);
    expect(await found('yfq')).toEqual([]);
    expect(await found('柳北区')).toContain('450205');
    const { body } = await scene.api('regions/450200/years/2023');
    expect(body.children?.map(({ name }) => name)).toEqual(['城中区', '柳北区']);
    expect(await undo('regions')).toMatchObject({ code: 1 });
    await verified();
  });

  it('is refused where a new region has agencies, and done once they are taken back', async () => {
    await loaded('regions', 'code,name\n450203,鱼峰区\n');
    await loaded('roster', `${HEAD}450203-jyj,鱼峰教育局,450203,department,2019,,,\n`);
    const { code, stderr } = await undo('regions');
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /cannot be taken back.*\(1\)\n {2}450203-jyj 鱼峰教育局\n.*gouji load undo roster/,
    );
    await expected('450200', 7);
    await undone('roster');
    await undone('regions');
    await expected('450200', 6);
    await verified();
  });
});

describe('gouji load undo calendar', () => {
  const CALENDAR = 'year,scope,kind,until,reason\n';
  const deadline = async (): Promise<unknown> => (await scene.api('agencies/450205-gaj/years/2021')).body;

  it('withdraws what is new, and sets again what was set before', async () => {
    await loaded('calendar', `${CALENDAR}2021,450205,department,2022-02-20,冰冻\n`);
    await loaded(
      'calendar',
      `${CALENDAR}2021,450205,department,2022-03-20,水灾\n2021,450205-gaj,,2022-04-10,火灾\n`,
    );
    expect(await deadline()).toMatchObject({ deadline: '2022-04-10' });
    const told = await undone('calendar');
    expect(told).toContain('  2021 450205 department: 2022-03-20 → 2022-02-20\n');
    expect(told).toContain('  2021 450205-gaj *: 2022-04-10 → –\n');
    expect(told).toContain('  450205-gaj 机关450205-gaj  450205 2021: 2022-04-10 → 2022-02-20\n');
    expect(await deadline()).toMatchObject({ deadline: '2022-02-20', extension: '冰冻' });
    expect(await undo('calendar')).toMatchObject({ code: 1 });
    await verified();
  });
});

describe('gouji load phrases', () => {
  const PHRASES = '错误写法,正确写法,依据\n';

  it('previews, loads and withdraws, and its undo brings back what stood before', async () => {
    const preview = await load('phrases', `${PHRASES}政务公布,政务公开,办公室通知\n`, '--dry-run');
    expect(preview.stdout).toContain('  政务公布: – → 政务公开  办公室通知\n');
    expect(await table.wrongPhrases()).toBeUndefined();
    await loaded('phrases', `${PHRASES}政务公布,政务公开,办公室通知\n`);
    await loaded('phrases', `${PHRASES}政务公布,,\n信息公示栏,信息公开栏,办公室通知\n`);
    expect((await table.wrongPhrases())?.entries.map(({ wrong }) => wrong)).toEqual(['信息公示栏']);
    expect(await undone('phrases')).toContain('1 wrong phrases on the list: 1 added, 0 changed, 1 withdrawn');
    expect((await table.wrongPhrases())?.entries.map(({ wrong }) => wrong)).toEqual(['政务公布']);
    expect(await table.wrongPhraseEditions()).toHaveLength(3);
    expect(await undo('phrases')).toMatchObject({ code: 1 });
    expect(await load('phrases', `${PHRASES}信息公开,政府信息公开,通知\n`)).toMatchObject({ code: 1 });
    await verified();
  });
});

describe('gouji load scheme', () => {
  const SCHEME = 'indicator,measure,deduction,per,limit,source\n';

  it('previews, loads the whole scheme, and its undo brings back the one that stood before', async () => {
    const line = '按时报送,filed-late,0.5,1,5,某办法\n';
    const preview = await load('scheme', SCHEME + line, '--dry-run');
    expect(preview.stdout).toContain('  按时报送: – → filed-late 0.5 / 1, ≤ 5 (某办法)\n');
    expect(await table.scheme()).toBeUndefined();
    await loaded('scheme', SCHEME + line);
    await loaded('scheme', `${SCHEME}按时报送,filed-late,1,1,5,某办法\n未报送,missing,10,,,某办法\n`);
    expect((await table.scheme())?.rules.map(({ deductionHundredths }) => deductionHundredths)).toEqual([
      100, 1_000,
    ]);
    expect(await undone('scheme')).toContain('scheme: 1 indicators, 5 points; 2 changed');
    expect((await table.scheme())?.rules).toMatchObject([{ fact: 'filed-late', deductionHundredths: 50 }]);
    expect(await undo('scheme')).toMatchObject({ code: 1 });
    // Nothing but a head: no scheme any more.
    await loaded('scheme', SCHEME);
    expect((await table.scheme())?.rules).toEqual([]);
    const refused = await load('scheme', `${SCHEME}按时报送,late,1,,,某办法\n`);
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.stderr).toContain(':2 measure: ');
    await verified();
  });
});

describe('gouji load annotations', () => {
  const ANNOTATIONS = 'year,text,english,source,englishSource,concerns\n';

  it('previews, loads the whole list, and its undo brings back the one that stood before', async () => {
    const preview = await load('annotations', `${ANNOTATIONS}2022,机构改革,,某文件,,received\n`, '--dry-run');
    expect(preview.stdout).toContain('  2022 机构改革(某文件)\n');
    expect(preview.stdout).toContain('annotations: 1 added, 1 removed');
    expect(await table.annotations()).toBeUndefined();
    await loaded('annotations', `${ANNOTATIONS}2022,机构改革,,某文件,,received\n`);
    await loaded('annotations', `${ANNOTATIONS}2023,新口径,,某文件,,litigation\n`);
    expect((await table.annotations())?.entries.map(({ year }) => year)).toEqual([2023]);
    expect(await undone('annotations')).toContain('annotations: 1 added, 1 removed');
    expect((await table.annotations())?.entries.map(({ year }) => year)).toEqual([2022]);
    expect(await undo('annotations')).toMatchObject({ code: 1 });
    expect(await load('annotations', `${ANNOTATIONS}2023,新口径,,某文件,,weather\n`)).toMatchObject({
      code: 1,
    });
    await verified();
  });
});

describe('gouji load regions with readings', () => {
  it('tells them, spells the agencies within anew, and its undo gives the made ones back', async () => {
    const spelled = async (of: string) =>
      ((await table.names([of])).get(of) ?? []).map(({ spellings: [first] }) => first?.pinyin);
    const before = await spelled('regions');
    const preview = await load('regions', 'code,name,pinyin\n450205,柳北区,Niubei Qu\n', '--dry-run');
    expect(preview.stdout).toContain('pinyin – → Niubei Qu');
    await loaded('roster', `${HEAD}450205-dag,柳北区档案馆,450205,department,2019,,,\n`);
    await loaded('regions', 'code,name,pinyin\n450205,柳北区,Niubei Qu\n');
    expect(await spelled('regions')).toContain('Niubei Qu');
    expect(await spelled('450205')).toContain("Niubei Qu Dang'an Guan");
    await undone('regions');
    expect(await spelled('regions')).toEqual(before);
    expect(await spelled('450205')).toContain("Liubei Qu Dang'an Guan");
    await loaded('regions', 'code,name,pinyin\n450205,柳北区,Niubei Qu\n');
    // A file without the column leaves it.
    await loaded('regions', 'code,name,mail\n450205,柳北区,zwgk@example.gov.cn\n');
    expect(await spelled('regions')).toContain('Niubei Qu');
    await undone('regions');
    await loaded('regions', 'code,name,pinyin\n450205,柳北区,\n');
    expect(await spelled('regions')).toEqual(before);
    await undone('roster');
    await verified();
  });
});

describe('gouji load population', () => {
  const POPULATION = 'region,year,inhabitants,source\n';

  it('previews, loads the whole list, and its undo brings back the one that stood before', async () => {
    const preview = await load('population', `${POPULATION}450205,2024,400000,公报\n`, '--dry-run');
    expect(preview.stdout).toContain('  450200: 0 → 1\n');
    expect(await table.allPopulation()).toEqual([]);
    await loaded('population', `${POPULATION}450205,2024,400000,公报\n`);
    await loaded('population', `${POPULATION}450205,2024,410000,公报\n450205,2023,390000,公报\n`);
    expect((await table.populationAround('450205')).map(({ inhabitants }) => inhabitants)).toEqual([
      410000, 390000,
    ]);
    expect(await undone('population')).toContain('population: 1 lists of regions changed');
    expect((await table.populationAround('450200')).map(({ inhabitants }) => inhabitants)).toEqual([400000]);
    for (const line of ['999999,2024,1,公报', '450205,2024,40万,公报', '450205,24,1,公报', '450205,2024,1,'])
      expect(await load('population', `${POPULATION}${line}\n`)).toMatchObject({ code: 1 });
    // Nothing but a head takes all away.
    await loaded('population', POPULATION);
    expect(await table.populationAround('450205')).toEqual([]);
    await verified();
  });
});

describe('gouji load map', () => {
  it('previews, refuses without an approval number, replaces what it shows, and its undo brings back what stood before', async () => {
    const refused = await load('map', aCityMap(['450205'], {}));
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(/file\.csv:1 approvalNumber: 没有审图号.*《地图管理条例》/);
    const number = ['--approval-number', '桂S(2024)1号'];
    const preview = await load('map', aCityMap(['450205', '450299'], {}), ...number, '--dry-run');
    expect(preview.stdout).toContain('  450200: 0 → 2 桂S(2024)1号\n');
    expect(preview.stdout).toMatch(/no such region is loaded.*\n {2}450299\n/);
    expect(await table.allMaps()).toEqual([]);
    await loaded('map', aCityMap(['450205', '450299']));
    await loaded('map', aCityMap(['450205']));
    expect((await table.map('450200'))?.shapes.map(({ region }) => region)).toEqual(['450205']);
    // The same again changes nothing.
    expect((await load('map', aCityMap(['450205']))).stdout).toContain('maps: 0 changed');
    expect(await undone('map')).toContain('maps: 1 changed');
    expect((await table.map('450200'))?.shapes.map(({ region }) => region)).toEqual(['450205', '450299']);
    // A file without a feature takes all away.
    await loaded('map', aMap([]));
    expect((await table.map('450200'))?.shapes).toEqual([]);
    await verified();
  });
});

describe('gouji load functions', () => {
  const FUNCTIONS = 'id,name,english,patterns\n';

  it('previews, loads the whole list, and its undo brings back the one that stood before', async () => {
    const preview = await load('functions', `${FUNCTIONS}schools,学校,Schools,教育\n`, '--dry-run');
    expect(preview.stdout).toContain('  schools 学校: – → 教育\n');
    expect(preview.stdout).toContain('  education 教育: 教育、教体、教科 → –\n');
    expect(await table.functions()).toBeUndefined();
    await loaded('functions', `${FUNCTIONS}schools,学校,Schools,教育\n`);
    expect((await table.functions())?.entries.map(({ id }) => id)).toEqual(['schools']);
    await loaded('functions', `${FUNCTIONS}police,警务,,公安\nschools,学校,Schools,教育\n`);
    // The same lines in another order are another list: the first that fits counts.
    await loaded('functions', `${FUNCTIONS}schools,学校,Schools,教育\npolice,警务,,公安\n`);
    expect(await undone('functions')).toContain('0 added, 0 changed, 0 removed; in another order');
    expect((await table.functions())?.entries.map(({ id }) => id)).toEqual(['police', 'schools']);
    expect(await undo('functions')).toMatchObject({ code: 1 });
    // Nothing but a head: the built-in list again.
    await loaded('functions', FUNCTIONS);
    expect((await table.functions())?.entries).toEqual([]);
    expect(await load('functions', `${FUNCTIONS}S,学校,,教育\n`)).toMatchObject({ code: 1 });
    await verified();
  });

  it('lets the roster name a function, and no other', async () => {
    const ROSTER = 'id,name,district,kind,from,function\n';
    const line = (named: string) => `${ROSTER}450205-gaj,机关450205-gaj,450205,department,2019,${named}\n`;
    expect(await load('roster', line('警务'))).toMatchObject({ code: 1 });
    await loaded('roster', line('公安'));
    expect(await stored('450205-gaj')).toMatchObject({ function: 'public-security' });
    await verified();
  });
});

describe('gouji load disclosure', () => {
  const HEAD = 'agency,kind,title,url,address\n';
  const guide = (agency: string, url: string) => `${agency},guide,,${url},\n`;
  const storedOf = async (id: string) => (await table.disclosures([id])).get(id);

  it('previews, replaces what the file names, leaves the rest, and its undo brings back what stood before', async () => {
    const first = HEAD + guide('450205-gaj', 'https://a.gov.cn/1') + '450205-gaj,point,档案馆,,胜利路 2 号\n';
    const preview = await load('disclosure', first, '--dry-run');
    expect(preview.stdout).toContain(
      '450205-gaj: – → 指南 guide https://a.gov.cn/1、查阅点 reading points 1',
    );
    expect(await storedOf('450205-gaj')).toBeUndefined();
    await loaded('disclosure', first);
    expect(await storedOf('450205-gaj')).toMatchObject({ points: [{ address: '胜利路 2 号' }] });
    const again = await load('disclosure', first);
    expect(again.stdout).toContain('0 agencies added, 0 changed, 0 removed, 1 unchanged');
    await loaded('disclosure', HEAD + guide('450205-gaj', 'https://a.gov.cn/2'));
    expect(await storedOf('450205-gaj')).toMatchObject({ guide: { url: 'https://a.gov.cn/2' }, points: [] });
    expect(await undone('disclosure')).toContain('0 agencies added, 1 changed, 0 removed');
    expect(await storedOf('450205-gaj')).toMatchObject({ guide: { url: 'https://a.gov.cn/1' } });
    expect(await undo('disclosure')).toMatchObject({ code: 1 });
    const removed = await load('disclosure', `${HEAD}450205-gaj,none,,,\n`);
    expect(removed.stdout).toContain('0 agencies added, 0 changed, 1 removed');
    const { code, stderr } = await load('disclosure', HEAD + guide('nobody', 'ftp://a.gov.cn'));
    expect(code).toBe(1);
    expect(stderr).toContain(':2 agency:');
    expect(stderr).toContain(':2 url:');
    await verified();
  });
});
