/** The lines of `docs/uploading.md`, run as they are printed but for the port; those of the English page are the same. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHECKOUT, run, type Ran } from '../support/run-gouji.ts';
import { aDocument, aScene, type Scene } from './scene.ts';

const DOCUMENT = readFileSync(new URL('../../docs/uploading.md', import.meta.url), 'utf8');
const PRINTED_ENDPOINT = 'http://127.0.0.1:8788';
const hasAws = spawnSync('aws', ['--version']).status === 0;
if (!hasAws) console.warn('skipped: the AWS CLI is not installed here, so the lines for it are not run');

let scene: Scene;
beforeAll(async () => {
  scene = await aScene();
  await scene.write('report.json', aDocument('450205-jyj', 2024, 12));
  await scene.write('package.json', '{"type": "module"}');
  await symlink(join(CHECKOUT, 'node_modules'), join(scene.path, 'node_modules'));
});
afterAll(() => scene.stop());

function section(title: string): string {
  const [, text] = DOCUMENT.split(`## ${title}\n`);
  if (text === undefined) throw new Error(`the document has no section ${title}`);
  return (text.split('\n## ')[0] ?? '').replaceAll(PRINTED_ENDPOINT, scene.system.endpoints.s3);
}

const submissions = async (): Promise<number> =>
  (await scene.api('agencies/450205-jyj/years/2024')).body.submissions?.length ?? 0;

async function expectFiled({ code, stdout, stderr }: Ran, before: number): Promise<void> {
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject({ key: 'inbox/450205/450205-jyj/2024.json', outcome: 'accepted' });
  expect(await submissions()).toBe(before + 1);
}

describe('docs/uploading.md', () => {
  it('shows an upload with the SDK that works', async () => {
    const [, code = ''] = /```ts\n([\s\S]*?)```/.exec(section('AWS SDK for JavaScript')) ?? [];
    expect(code).toContain(scene.system.endpoints.s3);
    const before = await submissions();
    const file = await scene.write('snippet.ts', code);
    await expectFiled(await run(process.execPath, [file], { cwd: scene.path }), before);
  });

  it.skipIf(!hasAws)('shows an upload with the AWS CLI that works', async () => {
    const lines = section('AWS CLI').match(/^ {4}.*$/gm) ?? [];
    const script = lines.map((line) => line.slice(4)).join('\n');
    expect(script).toContain(scene.system.endpoints.s3);
    const before = await submissions();
    await expectFiled(await run('sh', ['-euc', script], { cwd: scene.path }), before);
  });

  it('shows the command line’s commands as they are', async () => {
    const commands = DOCUMENT.match(/^ {4}npx gouji .*?(?= +#|$)/gm) ?? [];
    expect(commands.map((line) => line.trim().split(' ')[2])).toEqual([
      'validate',
      'login',
      'upload',
      'upload',
    ]);
    await scene.write('2023/a.json', aDocument('450205-jyj', 2023, 1));
    // What a login takes is shown on a page: test/cli/programs.test.ts.
    for (const command of commands.filter((line) => !line.includes(' login '))) {
      const [, , ...args] = command.trim().split(' ');
      const endpoint = args[0] === 'upload' ? ['--endpoint', scene.system.endpoints.web] : [];
      const ran = await run('node', [join(CHECKOUT, 'cli/gouji.js'), ...args, ...endpoint], {
        cwd: scene.path,
      });
      expect(ran).toMatchObject({ code: 0, stderr: '' });
    }
  });
});
