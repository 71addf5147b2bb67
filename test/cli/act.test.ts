/** `gouji act` over a running system: what the operator is told, what changes, and what the agency is sent. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AGENCIES, aDocument, aScene, eventually, ROSTER, type Scene } from './scene.ts';

const [ID = ''] = AGENCIES;
const MAIL = 'jyj@example.cn';
const DAY = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
let scene: Scene;

beforeAll(async () => {
  scene = await aScene();
  const [head = '', ...lines] = ROSTER.trimEnd().split('\n');
  const withMail = [`${head},mail`, ...lines.map((line) => `${line},${line.startsWith(ID) ? MAIL : ''}`)];
  await scene.write('roster.csv', withMail.join('\n'));
  expect(await scene.gouji('load', 'roster', `${scene.path}/roster.csv`)).toMatchObject({ code: 0 });
  await scene.write('one.json', aDocument(ID, 2023, 10));
  expect(
    await scene.gouji('upload', `${scene.path}/one.json`, '--backfill', '2024-01-20T10:00:00+08:00'),
  ).toMatchObject({ code: 0 });
});
afterAll(() => scene.stop());

const state = async () => (await scene.api(`agencies/${ID}/years/2023`)).body.state;

describe('gouji act', () => {
  it('says what is missing, and what cannot be done', async () => {
    expect(await scene.gouji('act')).toMatchObject({ code: 64 });
    expect(await scene.gouji('act', 'hang', `${ID}/2023`)).toMatchObject({ code: 64 });
    expect(await scene.gouji('act', 'return', `${ID}/2023`, '--reason', '误')).toMatchObject({ code: 64 });
    expect(await scene.gouji('act', 'return', 'nobody/2023', '--reason', '误', '--until', DAY)).toMatchObject(
      {
        code: 64,
      },
    );
    const refused = await scene.gouji('act', 'return', `${ID}/2023`, '--until', DAY, '--yes');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('请写明理由');
  });

  it('tells what would change, and does it when it is told to', async () => {
    const asked = ['act', 'return', `${ID}/2023`, '--until', DAY, '--reason', '表三与台账不符'] as const;
    const tried = await scene.gouji(...asked, '--dry-run');
    expect(tried).toMatchObject({ code: 0, stderr: '' });
    expect(tried.stdout).toContain('已接收 Accepted → 主管部门退回 Returned by the office');
    expect(tried.stdout).toMatch(/柳北区 450205: 已接收 accepted 1 → 0/);
    expect(tried.stdout).toMatch(/10 → 0/);
    expect(await state()).toBe('accepted');
    expect(await scene.gouji(...asked, '--yes')).toMatchObject({ code: 0, stderr: '' });
    expect(await state()).toBe('returned');
    const { body } = await eventually(
      () => scene.api('regions/450205/years/2023'),
      (answer) => answer.body.reports?.accepted === 0,
    );
    expect(body.figures).toBeNull();
    expect(
      await eventually(
        () => scene.gouji('verify'),
        ({ code }) => code === 0,
      ),
    ).toMatchObject({ code: 0 });
    expect((await scene.gouji('rebuild')).stdout).toMatch(/^2023: 0 reports in force, 0 items mended$/m);
  });

  it('lists what was done, and withdraws it', async () => {
    const listed = await scene.gouji('act', 'list', `${ID}/2023`);
    expect(listed.stdout).toContain('管理员 operator 退回 return');
    const [id = ''] = listed.stdout.split(' ');
    expect(
      await scene.gouji('act', 'withdraw', `${ID}/2023`, '--act', id, '--reason', '误操作', '--yes'),
    ).toMatchObject({ code: 0 });
    expect(await state()).toBe('accepted');
    expect((await scene.gouji('act', 'list', `${ID}/2023`)).stdout).toContain('已撤销 withdrawn');
  });

  it('stands in the audit trail, what was undone included', async () => {
    const { stdout } = await scene.gouji('audit', '--region', '450205');
    const lines = stdout.trim().split('\n');
    expect(lines[0]).toContain(`撤销处理 withdrew an act  450205/${ID}/2023`);
    expect(lines[0]).toContain('误操作');
    expect(lines.filter((line) => line.includes('退回 returned'))).not.toEqual([]);
  });
});

/** Heads of the mails that the system has sent; on one machine they are files. */
function readHeads(): string[] {
  const outbox = join(scene.path, 'data', 'outbox');
  const names = existsSync(outbox) ? readdirSync(outbox).filter((name) => name.endsWith('.eml')) : [];
  return names.map((name) => readFileSync(join(outbox, name), 'utf8').split('\r\n\r\n')[0] ?? '');
}

describe('the letters', () => {
  it('go to the agency: one of the return, one of its withdrawal', async () => {
    const heads = await eventually(
      () => Promise.resolve(readHeads()),
      (found) => found.length >= 2,
    );
    expect(heads).toHaveLength(2);
    for (const head of heads) expect(head).toContain(`To: ${MAIL}`);
  });
});
