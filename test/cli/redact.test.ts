/** `gouji redact` over a running system: what the operator sees, and what is left of the text. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AGENCIES, aDocument, aScene, eventually, type Scene } from './scene.ts';

const NAME = '欧阳某某';
const [ID = ''] = AGENCIES;
let scene: Scene;
let submissionId: string;

beforeAll(async () => {
  scene = await aScene();
  const text = JSON.stringify({
    ...(JSON.parse(aDocument(ID, 2023, 10)) as object),
    narrative: {
      overview: `${NAME}来信咨询补偿标准,已经当面答复。`,
      problems: '个别栏目更新偏慢,将按月核对。',
      other: '',
    },
  });
  await scene.write('one.json', text);
  expect(
    await scene.gouji('upload', `${scene.path}/one.json`, '--backfill', '2024-01-20T10:00:00+08:00'),
  ).toMatchObject({ code: 0 });
  const { body } = await scene.api(`agencies/${ID}/years/2023`);
  submissionId = body.submissions?.[0]?.submissionId ?? '';
});
afterAll(() => scene.stop());

/** Every file of the bucket's store, as text. */
function storedTexts(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? storedTexts(path) : [readFileSync(path, 'utf8')];
  });
}

describe('gouji redact', () => {
  it('asks for a reason, and for a submission that there is', async () => {
    expect(await scene.gouji('redact', `${ID}/2023/${submissionId}`)).toMatchObject({ code: 64 });
    expect(await scene.gouji('redact', `${ID}/2023/NONE`, '--reason', '误登', '--yes')).toMatchObject({
      code: 64,
    });
    expect(await scene.gouji('redact', 'NONE', '--reason', '误登', '--yes')).toMatchObject({ code: 64 });
    expect(await scene.gouji('redact', '--reason', '误登', '--yes')).toMatchObject({ code: 64 });
  });

  it('takes the text off the pages and the disk, and says what it could not reach', async () => {
    const page = `${scene.system.endpoints.web}/agencies/${ID}/years/2023`;
    expect(await (await fetch(page)).text()).toContain(NAME);
    const { code, stdout, stderr } = await scene.gouji(
      'redact', `${page}/submissions/${submissionId}`, '--reason', '误登姓名', '--by', '张三', '--yes',
    ); // prettier-ignore
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`/agencies/${ID}/years/2023*`);
    expect(stdout).toContain('1 uploaded versions, 1 receipts');
    expect(stdout).toContain('where the stage has one: --copy BUCKET');
    await eventually(
      async () => (await fetch(page)).text(),
      (html) => !html.includes(NAME) && html.includes('已遮蔽'),
    );
    expect(storedTexts(join(scene.path, 'data', 's3')).filter((text) => text.includes(NAME))).toEqual([]);
    expect(
      await eventually(
        () => scene.gouji('verify'),
        (verified) => verified.code === 0,
      ),
    ).toMatchObject({ code: 0 });
    expect((await scene.gouji('rebuild')).stdout).toMatch(/^2023: 1 reports in force, 0 items mended$/m);
  });

  it('takes an id alone, and once more changes nothing', async () => {
    expect(await scene.gouji('redact', submissionId, '--reason', '误登姓名', '--yes')).toMatchObject({
      code: 0,
    });
  });

  it('stands in the audit trail with who did it and why, tries included', async () => {
    const { code, stdout } = await scene.gouji('audit', '--act', 'redact', '--region', '450200', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject([
      { by: { kind: 'operator' }, on: { kind: 'agency', agency: ID, year: 2023 } },
      { act: 'redact', detail: expect.stringMatching(/\(张三\): 误登姓名$/) },
      { detail: expect.stringContaining('NONE') },
    ]);
    expect((await scene.gouji('audit', '--region', '110000')).stdout).toBe('');
    expect((await scene.gouji('audit')).stdout).toContain('导入数据 loaded data  系统 system');
    expect((await scene.gouji('audit', '--to', '2020-01-01')).stdout).toBe('');
  });

  it.each([
    ['--from', '1 May'],
    ['--from', '2026-02-01', '--to', '2026-01-01'],
    ['--region', '4502'],
    ['--act', 'nothing'],
    ['--json', '--csv'],
  ])('the trail is not asked for by %s %s', async (...args) => {
    expect(await scene.gouji('audit', ...args.filter(Boolean))).toMatchObject({ code: 64, stdout: '' });
  });

  it('reaches the second copy, or says that it could not', async () => {
    const again = ['redact', submissionId, '--reason', '误登姓名', '--yes', '--copy'];
    const reached = await scene.gouji(...again, 'gouji');
    expect(reached).toMatchObject({ code: 0 });
    expect(reached.stdout).toContain('0 versions taken out of the second copy');
    expect(reached.stdout).not.toContain('--copy BUCKET');
    const missed = await scene.gouji(...again, 'no-such-bucket');
    expect(missed).toMatchObject({ code: 1 });
    expect(missed.stdout).toMatch(/no-such-bucket\(.+\),请再运行一次 the second copy/);
  });
});
