import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_STACK, REGIONS, ROSTER, aDocument, aScene, eventually, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await aScene({ loaded: false });
});
afterAll(() => scene.stop());

const load = async (what: string, name: string, content: string | Uint8Array) =>
  scene.gouji('load', what, await scene.write(name, content));
/** Which one a load writes to, told before anything else. */
const system = (): string => `系统 system: ${scene.system.endpoints.web} (gouji)\n`;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const receivedIn = async (region: string, year: number): Promise<number | undefined> =>
  (await scene.api(`regions/${region}/years/${year}`)).body.figures?.applications.received.total;
/** Totals follow a receipt within moments. */
const receivedAtLast = (region: string, year: number, total: number) =>
  eventually(
    () => receivedIn(region, year),
    (found) => found === total,
  );

describe('gouji load', () => {
  it('loads no roster before its regions, and names those that it lacks', async () => {
    const { code, stdout, stderr } = await load('roster', 'roster.csv', ROSTER);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    for (const lacking of ['nothing was loaded', '450202', '450205']) expect(stderr).toContain(lacking);
    expect(stderr).toMatch(NO_STACK);
  });

  it('loads nothing of a file with a complaint, and gives every complaint with its line', async () => {
    const broken = `${REGIONS}45020,柳南区\n450299,\n450205,柳北区\n`;
    const { code, stdout, stderr } = await load('regions', 'broken.csv', broken);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/broken\.csv:7 code: .+ \/ .+\n/);
    expect(stderr).toMatch(/broken\.csv:8 name: .+ \/ .+\n/);
    expect(stderr).toMatch(/broken\.csv:9 code: .+ \/ .+\n/);
    expect(stderr).toMatch(/nothing was loaded: 3 complaint\(s\)\n$/);
    expect((await scene.api('regions/450200/years/2023')).status).toBe(404);
  });

  it('reads GBK as Excel writes it, and says of any other encoding what to do', async () => {
    const gbk = Uint8Array.from(Buffer.from('636f64652c6e616d650d0a3030303030302cc8abb9fa0d0a', 'hex'));
    expect(await load('regions', 'gbk.csv', gbk)).toMatchObject({
      code: 0,
      stdout: '1 regions loaded: 1 added, 0 changed, 0 unchanged\n',
    });
    expect((await scene.api('regions/000000/years/2023')).body.region?.name).toBe('全国');
    const { code, stderr } = await load('regions', 'utf16.csv', Buffer.from('code,name\n', 'utf16le'));
    expect(code).toBe(1);
    expect(stderr).toMatch(/utf16\.csv:1 : .*另存为.*CSV UTF-8/);
  });

  it('loads regions, from CSV with a BOM and from JSON, again and again', async () => {
    expect(await load('regions', 'bom.csv', `\ufeff${REGIONS}`)).toMatchObject({
      code: 0,
      stdout: '5 regions loaded: 4 added, 0 changed, 1 unchanged\n',
      stderr: system(),
    });
    const rows = REGIONS.trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','));
    const json = JSON.stringify(rows.map(([code, name]) => ({ code, name })));
    expect(await load('regions', 'regions.json', json)).toMatchObject({
      code: 0,
      stdout: '5 regions loaded: 0 added, 0 changed, 5 unchanged\n',
    });
  });

  it('loads nothing of a roster with a complaint', async () => {
    const broken =
      `${ROSTER}450205-gaj,又一个,450205,department,2019\n450205-X,机关,450205,office,19\n`.replace(
        /(?=\n)/g,
        ',',
      ) + '450205-b,机关,450205,department,2019,450205-z\n';
    const { code, stderr } = await load('roster', 'roster.csv', broken.replace('from,', 'from,predecessors'));
    expect(code).toBe(1);
    for (const place of [/:6 id: /, /:7 id: /, /:7 kind: /, /:7 from: /, /:8 predecessors: /])
      expect(stderr).toMatch(place);
    expect(stderr).toMatch(/nothing was loaded: 5 complaint\(s\)\n$/);
    expect((await scene.api('agencies/450205-jyj/years/2023')).status).toBe(404);
  });

  it('complains of what would not fit, in a preview too, and writes nothing', async () => {
    const aliases = Array.from({ length: 3_000 }, (_, i) => `${i}${'长'.repeat(60)}局`).join('|');
    const csv =
      'id,name,district,kind,from,aliases\n' +
      `450205-a,机关甲,450205,department,2019,甲\n450205-b,机关乙,450205,department,2019,${aliases}\n`;
    const path = await scene.write('large.csv', csv);
    for (const options of [['--dry-run'], []]) {
      const { code, stdout, stderr } = await scene.gouji('load', 'roster', path, ...options);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(
        /large\.csv:3 id: 450205-b 的数据共 \d+ KB,最多 \d+ KB:请减少别名.* \/ .+fewer aliases/,
      );
      expect(stderr).toMatch(/nothing was loaded: \d complaint\(s\)\n$/);
      expect(stderr).not.toContain('ValidationException');
    }
    expect((await scene.api('agencies/450205-a/years/2023')).status).toBe(404);
  });

  it('loads the roster: its agencies are missing until they file', async () => {
    expect(await load('roster', 'roster.csv', ROSTER)).toMatchObject({
      code: 0,
      stdout:
        '4 agencies loaded: 4 added, 0 changed, 0 unchanged; obligations 0 begun, 0 ended; 0 of the same districts not named; 0 filed reports change; 0 values cleared, 9 columns left as they are\n',
      stderr: system(),
    });
    expect((await scene.api('agencies/450205-jyj/years/2023')).body.state).toBe('missing');
    const { body } = await eventually(
      () => scene.api('regions/000000/years/2023'),
      ({ body: { reports } }) => reports?.expected === 4,
    );
    expect(body.reports).toMatchObject({ expected: 4, accepted: 0 });
    expect(body.figures).toBeNull();
  });
});

describe('gouji load --dry-run', () => {
  it('tells every change of a roster and writes nothing', async () => {
    const changed =
      'id,name,district,kind,from,to,mail\n' +
      '450205-jyj,教育和体育局,450205,department,2019,2022,jyj@example.org\n' +
      '450205-new,新设局,450205,township,2024,,\n';
    const file = await scene.write('changed.csv', changed);
    const { code, stdout, stderr } = await scene.gouji('load', 'roster', file, '--dry-run');
    expect({ code, stderr }).toEqual({ code: 0, stderr: system() });
    const lines = stdout.split('\n');
    expect(lines).toContain('  450205-new 新设局  450205 township 2024–');
    // Its address is not taken: it ended longer ago than contacts are kept.
    expect(lines).toContain('  450205-jyj 教育和体育局: name 机关450205-jyj → 教育和体育局; to – → 2022');
    expect(stdout).toMatch(/no longer obliged for \(1\)\n {2}450205-jyj 教育和体育局: 2023, 2024/);
    expect(stdout).toMatch(/not named, unchanged .*\(1\)\n {2}450205-gaj 机关450205-gaj {2}450205\n/);
    expect(lines.at(-2)).toMatch(
      /^试运行.*nothing was written: 2 agencies loaded: 1 added, 1 changed, 0 unchanged; /,
    );
    expect((await scene.api('agencies/450205-new')).status).toBe(404);
    expect((await scene.api('agencies/450205-jyj/years/2023')).body.state).toBe('missing');
  });

  it('warns of a name that two agencies of a district would bear', async () => {
    const twice =
      'id,name,district,kind,from\n' +
      '450205-aaa,机关450205-gaj,450205,department,2023\n450205-bbb,数据局(筹),450205,department,2023\n' +
      '450205-ccc,数据局（筹）,450205,department,2023\n';
    const { code, stdout } = await scene.gouji(
      'load',
      'roster',
      await scene.write('twice.csv', twice),
      '--dry-run',
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /警告:同一地区有名称相同的机关.*\(2\)\n {2}450205 机关450205-gaj: 450205-aaa .* = 450205-gaj .*\n {2}450205 数据局（筹）: 450205-ccc .* = 450205-bbb 数据局\(筹\)\n/,
    );
  });

  it('tells of regions what they are called now', async () => {
    const file = await scene.write('renamed.csv', 'code,name,mail\n450205,柳北新区,zwgk@example.org\n');
    const { stdout } = await scene.gouji('load', 'regions', file, '--dry-run');
    expect(stdout).toContain('  450205 柳北新区: name 柳北区 → 柳北新区; mail – → zwgk@example.org\n');
    expect((await scene.api('regions/450205/years/2023')).body.region?.name).toBe('柳北区');
    const nameInCity = async (): Promise<string | undefined> =>
      (await scene.api('regions/450200/years/2023')).body.children?.find(({ id }) => id === '450205')?.name;
    expect(await nameInCity()).toBe('柳北区');
    await scene.gouji('load', 'regions', file);
    expect(await nameInCity()).toBe('柳北新区');
  });
});

describe('gouji load calendar', () => {
  const HEAD = 'year,scope,kind,until,reason\n';
  const late = () => scene.api('regions/000000/years/2021').then(({ body }) => body.reports?.late);

  it('gives every complaint with its line, and loads nothing', async () => {
    const broken = `${HEAD}2021,450299,,2022-04-30,因\n2021,450205,department,2022-01-31,\n`;
    const { code, stdout, stderr } = await load('calendar', 'calendar.csv', broken);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    for (const place of [/:2 scope: /, /:3 until: /, /:3 reason: /]) expect(stderr).toMatch(place);
    expect(stderr).toMatch(/nothing was loaded: 3 complaint\(s\)\n$/);
  });

  it('makes the reports of a district be on time up to another day, with every total above it, and back', async () => {
    const file = await scene.write('late.json', aDocument('450205-gaj', 2021, 4));
    await scene.gouji('upload', file, '--backfill', '2022-02-20T10:00:00+08:00');
    expect(await eventually(late, (found) => found === 1)).toBe(1);
    const csv = `${HEAD}2021,450205,department,2022/2/28,疫情防控\n`;
    const calendar = await scene.write('calendar.csv', csv);
    const preview = await scene.gouji('load', 'calendar', calendar, '--dry-run');
    expect(preview.stdout).toContain('  2021 450205 department: – → 2022-02-28  疫情防控\n');
    expect(preview.stdout).toContain('  450205-gaj 机关450205-gaj  450205 2021: 2022-01-31 → 2022-02-28\n');
    const counts =
      '1 extensions loaded: 1 set, 0 withdrawn, 0 unchanged; 2 deadlines changed, 1 no longer late, 0 now late\n';
    expect(preview.stdout.endsWith(`nothing was written: ${counts}`)).toBe(true);
    expect((await scene.api('agencies/450205-gaj/years/2021')).body.late).toBe(20);
    expect(await scene.gouji('load', 'calendar', calendar)).toEqual({
      code: 0,
      stdout: counts,
      stderr: system(),
    });
    expect(await eventually(late, (found) => found === 0)).toBe(0);
    const { body } = await scene.api('agencies/450205-gaj/years/2021');
    expect(body).toMatchObject({ late: 0, deadline: '2022-02-28', extension: '疫情防控' });
    const page = await fetch(new URL('/agencies/450205-gaj/years/2021', scene.system.endpoints.web));
    expect(await page.text()).toContain('已延期至 2022-02-28\uff1a疫情防控');
    const withdrawn = await load('calendar', 'back.csv', `${HEAD}2021,450205,department,,误填\n`);
    expect(withdrawn.stdout).toContain(
      '0 set, 1 withdrawn, 0 unchanged; 2 deadlines changed, 0 no longer late, 1 now late',
    );
    expect(await eventually(late, (found) => found === 1)).toBe(1);
  });
});

describe('gouji upload', () => {
  it('files a report: outcome in both languages, and the totals change', async () => {
    const file = await scene.write('report.json', aDocument('450205-jyj', 2023, 12));
    const { code, stdout, stderr } = await scene.gouji('upload', file);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n')[0]).toBe(`已接收 accepted  ${file}`);
    expect(await receivedAtLast('000000', 2023, 12)).toBe(12);
    expect(await receivedAtLast('450205', 2023, 12)).toBe(12);
  });

  it('shows what is wrong with a returned one, and leaves the report in force', async () => {
    const file = await scene.write('report.json', aDocument('450205-jyj', 2023, 99, { spoiled: true }));
    const { code, stdout } = await scene.gouji('upload', file);
    expect(code).toBe(1);
    expect(stdout).toContain(`已退回 returned  ${file}`);
    expect(stdout).toMatch(
      /A1 \/applications\/received\/total\n {5}.*填的是 100,应为 99.*\n {5}.*is 100, but should be 99/,
    );
    const { body } = await scene.api('agencies/450205-jyj/years/2023');
    expect(body.submissions?.map(({ outcome }) => outcome).toSorted()).toEqual(['accepted', 'returned']);
    expect(await receivedIn('450205', 2023)).toBe(12);
  });

  it('files a folder: in order, versions of one report one after the other, the broken one at its place', async () => {
    const versions = [1, 2, 3, 4].map((received) => aDocument('450202-jyj', 2022, received));
    await scene.write('folder/450202/450202-jyj/2022.json', versions[0]!);
    await scene.write('folder/450202/450202-jyj/2022.2.json', versions[1]!);
    await scene.write('folder/450202/450202-jyj/2022.03.json', versions[2]!);
    await scene.write('folder/450202/450202-jyj/2022.10.JSON', versions[3]!);
    await scene.write(
      'folder/450202/450202-jyj/2022.11.Json',
      aDocument('450202-jyj', 2022, 5, { spoiled: true }),
    );
    await scene.write('folder/450202/450202-gaj/2022.json', '{"edition": "2021", "year": 2022,');
    await scene.write(
      'folder/450205/450205-gaj/2022.json',
      aDocument('450205-gaj', 2022, 7, { spoiled: true }),
    );
    await scene.write('folder/read-me.txt', 'not a report');
    const folder = join(scene.path, 'folder');
    const { code, stdout, stderr } = await scene.gouji('upload', folder);
    expect(code).toBe(2);
    expect(stdout.split('\n').filter((line) => line.includes(folder))).toEqual([
      `无法读取 unreadable  ${folder}/450202/450202-gaj/2022.json`,
      `已接收 accepted  ${folder}/450202/450202-jyj/2022.json`,
      `已接收 accepted  ${folder}/450202/450202-jyj/2022.2.json`,
      `已接收 accepted  ${folder}/450202/450202-jyj/2022.03.json`,
      `已接收 accepted  ${folder}/450202/450202-jyj/2022.10.JSON`,
      `已退回 returned  ${folder}/450202/450202-jyj/2022.11.Json`,
      `已退回 returned  ${folder}/450205/450205-gaj/2022.json`,
    ]);
    const names = ['2022.json', '2022.2.json', '2022.03.json', '2022.10.JSON', '2022.11.Json'];
    expect(stderr).toBe(
      '警告 450202-jyj 2022:5 个文件是同一份报告,按下列顺序上传,以最后一个被接收的为准 / ' +
        'warning: 5 files are one report, uploaded in this order; the last accepted one holds\n' +
        names.map((name) => `  ${folder}/450202/450202-jyj/${name}\n`).join('') +
        `450202-jyj 2022:这 5 个文件中,以此为准 / of these 5 files, this one holds: ${folder}/450202/450202-jyj/2022.10.JSON\n`,
    );
    const { body } = await scene.api('agencies/450202-jyj/years/2022');
    expect(body.submissions?.slice(1).map((submission) => submission.sha256)).toEqual(
      versions.map(sha256).toReversed(),
    );
    expect(await receivedAtLast('450202', 2022, 4)).toBe(4);
    const broken = await scene.api('agencies/450202-gaj/years/2022');
    expect(broken.body).toMatchObject({ state: 'returned', inForce: null });
    expect(broken.body.submissions?.[0]?.findings.map(({ rule }) => rule)).toEqual(['S1']);
  });

  it('does not upload what belongs nowhere, and says so', async () => {
    const file = await scene.write('somewhere.json', '{"edition": "2021"');
    const { code, stdout } = await scene.gouji('upload', file, join(scene.path, 'not-there.json'));
    expect(code).toBe(2);
    expect(stdout).toContain(`无法读取 unreadable  ${file}`);
    expect(stdout).toMatch(/没有上传:.*\n {5}Not uploaded: /);
    expect(stdout).toContain('There is no such file.');
    expect(stdout).toMatch(NO_STACK);
  });

  it('returns the report of an agency that the roster lacks, with S3', async () => {
    const file = await scene.write('report.json', aDocument('450205-none', 2023, 1));
    const { code, stdout } = await scene.gouji('upload', file);
    expect(code).toBe(1);
    expect(stdout).toMatch(/已退回 returned .*\n {2}S3 /);
  });

  it('files earlier years as received when --backfill says; what agencies upload stays in force', async () => {
    const early = await scene.write('2023/early.json', aDocument('450205-gaj', 2023, 5));
    const receivedAt = '2024-01-30T10:00:00+08:00';
    const { code, stdout } = await scene.gouji('upload', join(scene.path, '2023'), '--backfill', receivedAt);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `已接收 accepted  ${early}\n` });
    const { body } = await scene.api('agencies/450205-gaj/years/2023');
    expect(body).toMatchObject({
      state: 'accepted',
      late: 0,
      inForce: { receivedAt: '2024-01-30T02:00:00.000Z' },
    });

    const old = await scene.write('2023/early.json', aDocument('450205-jyj', 2023, 77));
    expect(await scene.gouji('upload', old, '--backfill', receivedAt)).toMatchObject({ code: 0 });
    expect(await receivedAtLast('450205', 2023, 17)).toBe(17);
  });

  it('says of a report filed again as it is that it corrects nothing, also in other white space', async () => {
    const text = JSON.stringify(JSON.parse(aDocument('450205-gaj', 2023, 5)), undefined, 4);
    const file = await scene.write('2023/early.json', text);
    const { code, stdout } = await scene.gouji('upload', file, '--backfill', '2024-01-30T10:00:00+08:00');
    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([
      `已接收 accepted  ${file}`,
      '  内容与有效报告(2024-01-30 10:00 收到)相同,已存档,不算更正。',
      '  It says the same as the report in force, received 2024-01-30 10:00 (China time): kept, and nothing is corrected.',
      '',
    ]);
    const { body } = await scene.api('agencies/450205-gaj/years/2023');
    expect(body.submissions).toMatchObject([
      { sha256: sha256(text), sameAs: { outcome: 'accepted' } },
      { outcome: 'accepted' },
    ]);
    expect(body).toMatchObject({ inForce: { sha256: body.submissions?.[1]?.sha256 } });
  });

  it('takes no --backfill without a zone', async () => {
    await mkdir(join(scene.path, 'empty'), { recursive: true });
    const { code, stderr } = await scene.gouji(
      'upload',
      join(scene.path, 'folder'),
      '--backfill',
      'yesterday',
    );
    expect(code).toBe(64);
    expect(stderr).toMatch(/^gouji upload: --backfill "yesterday" is no instant; write for example /);
    expect(await scene.gouji('upload', join(scene.path, 'empty'))).toMatchObject({ code: 64 });
  });

  it('leaves totals that verify', async () => {
    const { code, stdout } = await scene.gouji('verify');
    expect({ code, stdout }).toMatchObject({ code: 0 });
    expect(stdout).toContain('2023: 5 totals, 2 reports in force, 0 discrepancies\n');
    await scene.system.stop();
  });
});
