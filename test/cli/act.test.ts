/** `gouji act` over a running system: what the operator is told, what changes, and what the agency is sent. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REFUSAL_WORDS } from '../../shared/domain/standing/acts/act-words.ts';
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

describe('gouji act remind', () => {
  it('mails what is owed, once a day, and says who can’t be reminded', async () => {
    const [, mute = ''] = AGENCIES;
    const asked = ['act', 'remind', `${ID}/2025`, `${mute}/2025`, '--reason', '请尽快'] as const;
    const tried = await scene.gouji(...asked, '--dry-run');
    expect(tried.stdout).toContain(`催报 remind <${MAIL}>: 报送报告 / a report, 2026-01-31`);
    const done = await scene.gouji(...asked, '--yes');
    expect(done.code).toBe(1);
    expect(done.stdout).toContain(ID);
    expect(done.stderr).toContain('没有登记邮箱');
    const again = await scene.gouji('act', 'remind', `${ID}/2025`, '--yes');
    expect(again).toMatchObject({ code: 1, stdout: '' });
    expect(again.stderr).toContain('每天至多一次');
    const heads = await eventually(
      () => Promise.resolve(readHeads()),
      (found) => found.length >= 3,
    );
    expect(heads).toHaveLength(3);
    expect((await scene.gouji('act', 'list', `${ID}/2025`)).stdout).toContain('催报 remind: 请尽快');
    expect((await scene.gouji('audit', '--act', 'remind')).stdout).toContain(`450205/${ID}/2025`);
  });
});

describe('gouji act extend', () => {
  const asked = ['act', 'extend', `${ID}/2025`, '--until', '2026-02-10', '--reason', '机构改革'] as const;
  const deadline = async () => (await scene.api(`agencies/${ID}/years/2025`)).body.extension;

  it('tells whose deadline changes, does it, and is withdrawn by its act', async () => {
    const refused = await scene.gouji(...asked, '--yes');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('请写明依据');
    const done = await scene.gouji(...asked, '--source', '柳政办函〔2026〕3号', '--yes');
    expect(done).toMatchObject({ code: 0, stderr: '' });
    expect(done.stdout).toContain('2026-01-31 → 2026-02-10');
    expect(await deadline()).toContain('柳政办函');
    const [, id = ''] = /^(\S+) .*延期 extend the deadline → 2026-02-10/m.exec(
      (await scene.gouji('act', 'list', `${ID}/2025`)).stdout,
    ) ?? ['', ''];
    expect(
      await scene.gouji('act', 'withdraw', `${ID}/2025`, '--act', id, '--reason', '批复撤回', '--yes'),
    ).toMatchObject({ code: 0, stderr: '' });
    expect(await deadline()).toBeUndefined();
  });

  it('names kinds and days that are none', async () => {
    expect(await scene.gouji('act', 'extend', '450205/2025')).toMatchObject({ code: 64 });
    expect(await scene.gouji('act', 'extend', '450205/2025', '--until', '2026-02-31')).toMatchObject({
      code: 64,
    });
    expect(await scene.gouji(...asked, '--kind', 'ministry')).toMatchObject({ code: 64 });
  });
});

describe('gouji act publication', () => {
  it('records day and address, waits for the receipt, and refuses what is none', async () => {
    const url = 'https://www.example.gov.cn/zwgk/1.html';
    const asked = ['act', 'publication', `${ID}/2023`, '--on', '2024-01-25', '--url', url] as const;
    const tried = await scene.gouji(...asked, '--dry-run');
    expect(tried.stdout).toContain(
      `未填公布情况 Publication not stated → 已按时公布 Published in time 2024-01-25 ${url}`,
    );
    const done = await scene.gouji(...asked, '--yes');
    expect(done).toMatchObject({ code: 0, stderr: '' });
    expect(done.stdout).toContain('已登记 recorded');
    expect((await scene.api(`agencies/${ID}/years/2023`)).body.publication).toMatchObject({
      publishedOn: '2024-01-25',
    });
    const refused = await scene.gouji('act', 'publication', `${ID}/2023`, '--on', '2023-12-01', '--yes');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('年度结束后才能公布');
    expect(await scene.gouji('act', 'publication', `${ID}/2023`)).toMatchObject({ code: 64 });
  });
});

describe('gouji act, whatever an office may do about a year', () => {
  it.each([
    [
      'demand',
      ['--until', DAY, '--reason', '请核对表三', '--place', '/narrative/overview'],
      '要求更正 demand',
    ],
    ['confirm', [], '审核通过 confirm'],
    ['note', ['--until', DAY, '--reason', '答应月底前改好'], '记录 note'],
    ['withhold', ['--reason', '正在核实'], '遮蔽文字 withhold'],
  ])('%s tells what it does, is kept, and is undone by another act', async (kind, options, listed) => {
    const asked = ['act', kind, `${ID}/2023`, ...options] as const;
    expect(await scene.gouji(...asked, '--dry-run')).toMatchObject({ code: 0, stderr: '' });
    const acts = async () => (await scene.gouji('act', 'list', `${ID}/2023`)).stdout;
    expect(await acts()).not.toContain(listed);
    const done = await scene.gouji(...asked, '--yes');
    expect(done).toMatchObject({ code: 0, stderr: '' });
    expect(await acts()).toContain(listed);
    const id = /done: (\S+)/.exec(done.stdout)?.[1] ?? '';
    const undone = ['act', 'withdraw', `${ID}/2023`, '--act', id, '--reason', '误操作', '--yes'] as const;
    expect(await scene.gouji(...undone)).toMatchObject({ code: 0 });
    const line = (await acts()).split('\n').find((one) => one.startsWith(id));
    expect(line).toContain('已撤销 withdrawn');
  });

  it('explanation answers those that there are, one way or the other', async () => {
    const asked = ['act', 'explanation', `${ID}/2023`] as const;
    expect(await scene.gouji(...asked, '--answer', 'perhaps', '--yes')).toMatchObject({ code: 64 });
    const none = await scene.gouji(...asked, '--answer', 'recognised', '--yes');
    expect(none.code).toBe(1);
    expect(none.stderr).toContain(REFUSAL_WORDS['no-explanations'].zh);
    const document = JSON.parse(aDocument(ID, 2023, 11)) as Record<string, unknown>;
    document['explanations'] = [{ rule: 'T9', path: '/applications', text: '受理量随征收项目下降' }];
    await scene.write('explained.json', JSON.stringify(document));
    const filed = ['upload', `${scene.path}/explained.json`] as const;
    expect(await scene.gouji(...filed, '--backfill', '2024-01-22T10:00:00+08:00')).toMatchObject({ code: 0 });
    expect(await scene.gouji(...asked, '--answer', 'recognised', '--yes')).toMatchObject({ code: 0 });
    expect((await scene.gouji('act', 'list', `${ID}/2023`)).stdout).toContain(
      '答复说明 answer the explanations',
    );
  });
});

describe('gouji act roster and merge', () => {
  it('change the roster with who and why, and tell who may sign in', async () => {
    const asked = ['act', 'roster', ID, '--phone', '0772-2510000', '--mail', 'new@example.cn'] as const;
    const tried = await scene.gouji(...asked, '--reason', '换了经办人', '--dry-run');
    expect(tried.stdout).toContain(`may sign in for ${ID}: ${MAIL} → new@example.cn`);
    expect(await scene.gouji(...asked, '--reason', '换了经办人', '--yes')).toMatchObject({
      code: 0,
      stderr: '',
    });
    const again = await scene.gouji(...asked, '--reason', '换了经办人', '--yes');
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('没有改动');
    expect(await scene.gouji('act', 'roster', ID)).toMatchObject({ code: 64 });
    const audit = await scene.gouji('audit', '--act', 'edit-roster');
    expect(audit.stdout).toContain('mail phone 换了经办人');
    const [, other = ''] = AGENCIES;
    const merged = ['act', 'merge', other, '--into', ID, '--reason', '机构改革'] as const;
    expect(await scene.gouji(...merged)).toMatchObject({ code: 64 });
    const done = await scene.gouji(...merged, '--from', '2026', '--yes');
    expect(done).toMatchObject({ code: 0, stderr: '' });
    expect(done.stdout).toContain('predecessors');
  });
});
