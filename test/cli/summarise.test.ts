/** `gouji summarise`: of now and of any instant, as a table, JSON and CSV; the API says the same. */
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDocument, aScene, eventually, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await aScene();
  for (const id of ['450205-jyj', '450202-jyj'])
    await scene.write(`early/${id}.json`, aDocument(id, 2023, 10));
  await scene.write('late/450205-gaj.json', aDocument('450205-gaj', 2023, 10));
  const upload = (folder: string, at: string) =>
    scene.gouji('upload', `${scene.path}/${folder}`, '--backfill', at);
  expect(await upload('early', '2024-01-20T09:00+08:00')).toMatchObject({ code: 0 });
  expect(await upload('late', '2024-02-03T09:00+08:00')).toMatchObject({ code: 0 });
  await eventually(
    () => summarise('--year', '2023', '--json'),
    ({ stdout }) => stdout.includes('"accepted": 3'),
  );
});
afterAll(() => scene.stop());

const summarise = (...args: string[]) => scene.gouji('summarise', ...args);

describe('gouji summarise', () => {
  it('prints who is missing and who was late, as a table', async () => {
    const { code, stdout, stderr } = await summarise('--region', '450200', '--year', '2023');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.split('\n');
    expect(lines[0]).toMatch(/^柳州市 2023年度报告报送情况.截至 \d{4}-\d\d-\d\d \d\d:\d\d/);
    expect(stdout).toContain('2024-01-31 截止');
    expect(lines.find((line) => line.startsWith('柳州市  '))).toMatch(/75\.0 % +50\.0 %$/);
    expect(lines.find((line) => line.startsWith('450202-gaj'))).toMatch(/未报送 +逾期 [\d]+ 天/);
    expect(lines.find((line) => line.startsWith('450205-gaj'))).toMatch(/已接收 +迟报 3 天/);
  });

  it('answers for an instant of the past, and what had changed by then', async () => {
    const { stdout } = await summarise('--year', '2023', '--at', '2024-01-21T08:00+08:00', '--json');
    const answer = JSON.parse(stdout) as {
      counts: Record<string, number>;
      changes: { since: string; newlyAccepted: { id: string }[] };
      missing: { id: string }[];
    };
    expect(answer.counts).toMatchObject({ expected: 4, accepted: 2, missing: 2, overdue: 0 });
    expect(answer.changes.since).toBe('2024-01-20T00:00:00.000Z');
    expect(answer.changes.newlyAccepted.map(({ id }) => id)).toEqual(['450202-jyj', '450205-jyj']);
    // The API tells an instant of a district; regions with others below by day.
    const then = ['--year', '2023', '--at', '2024-01-21T08:00+08:00', '--json'];
    const district = await summarise('--region', '450205', ...then);
    const response = await fetch(
      `${scene.system.endpoints.web}/api/v1/compliance/450205/2023?asOf=2024-01-21T08:00%2B08:00`,
    );
    const { asOf, ...fromApi } = (await response.json()) as { asOf: string };
    expect(asOf).toBe('2024-01-21T00:00:00.000Z');
    expect(fromApi).toEqual(JSON.parse(district.stdout));
  });

  it('writes the same as CSV', async () => {
    const { stdout } = await summarise('--year', '2023', '--csv');
    const rows = parse<Record<string, string>>(stdout, { columns: true, bom: true });
    expect(rows.map((row) => [row['机构标识'], row['状态'], row['迟报天数']])).toEqual([
      ['450202-gaj', '未报送', '0'],
      ['450205-gaj', '已接收', '3'],
      ['450202-jyj', '已接收', '0'],
      ['450205-jyj', '已接收', '0'],
    ]);
  });

  it.each([
    [['--at', '2024-01-21'], 'is no instant with its zone'],
    [['--region', '柳州'], 'is no code of six digits'],
    [['--year', '1999'], 'is no year from 2019 on'],
    [['--region', '330000'], 'no region 330000 is loaded'],
  ])('%j is told what is wrong', async (args, says) => {
    const { code, stdout, stderr } = await summarise(...args);
    expect(code).toBe(64);
    expect(stdout).toBe('');
    expect(stderr).toContain(says);
  });
});
