/** What reaches a terminal, and what a terminal, a pipe or a full disk does not take. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHECKOUT, GOUJI, gouji, run, type Ran } from '../support/run-gouji.ts';
import { aDocument, aFolder, NO_STACK, type Folder } from './scene.ts';

let folder: Folder;
beforeAll(async () => {
  folder = await aFolder();
  await folder.write('unbalanced.json', aDocument('450205-jyj', 2023, 12, { spoiled: true }));
});
afterAll(() => folder.remove());

/** What a shell makes of a command's output; `$GOUJI` is the command. */
const shell = (script: string): Promise<Ran> =>
  run('bash', ['-c', script], { cwd: folder.path, env: { GOUJI } });

describe('output that nobody takes', () => {
  it('is no fault where the reader has seen enough: the command goes on to its own exit', async () => {
    const many = 'unbalanced.json '.repeat(400);
    const { stdout, stderr } = await shell(
      `node "$GOUJI" validate ${many} | head -1; echo "exit \${PIPESTATUS[0]}"`,
    );
    expect(stdout).toBe('已退回 returned  unbalanced.json\nexit 1\n');
    expect(stderr).toBe('');
  });

  it.each(['validate unbalanced.json', 'validate --json unbalanced.json', '--help', 'validate --help'])(
    'is a failure in one sentence where a disk is full: %s',
    async (args) => {
      const { code, stderr } = await shell(`node "$GOUJI" ${args} > /dev/full`);
      expect(code).toBe(70);
      expect(stderr).toMatch(/^gouji: 输出无法写入 \/ the output can’t be written: .*ENOSPC.*\n$/);
      expect(stderr).toMatch(NO_STACK);
    },
  );

  it.each(['validate unbalanced.json >&-', 'validate unbalanced.json 2>&-', 'validate x.json 2> /dev/full'])(
    'leaves no trace of the program: %s',
    async (args) => {
      const { stderr, stdout } = await shell(`node "$GOUJI" ${args}`);
      expect(stdout).toMatch(NO_STACK);
      expect(stderr).toBe('');
    },
  );
});

/** A colour, a title, an 8-bit control sequence, a bell, a deletion, a turned direction, a line separator. */
const HOSTILE = '\u001b[31m\u001b]0;已接收\u0007\u009b2J\u007f\u202e\u2066\u2028\r';
const RAW = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

describe('control sequences of documents and files', () => {
  beforeAll(async () => {
    const report = JSON.parse(aDocument('450205-jyj', 2023, 12, { spoiled: true })) as Record<
      string,
      unknown
    >;
    await folder.write('hostile.json', JSON.stringify({ ...report, [HOSTILE]: 1, district: HOSTILE }));
    await folder.write(`a\u001b[2J\u202e.json`, 'no report');
    await folder.write('hostile.csv', `code,name\n45\u001b[2J,一\u202e县\u009b2J\n`);
  });

  it('are shown by validate, in texts and in file names', async () => {
    const { stdout, stderr } = await gouji(
      ['validate', 'hostile.json', `a\u001b[2J\u202e.json`, `none\u001b]0;x\u0007.json`],
      folder.path,
    );
    expect(`${stdout}${stderr}`).not.toMatch(RAW);
    expect(stdout).toContain('\\u001b[31m\\u001b]0;已接收\\u0007\\u009b2J\\u007f\\u202e\\u2066\\u2028');
    expect(stdout).toContain('无法读取 unreadable  a\\u001b[2J\\u202e.json\n');
  });

  it('mean the same in JSON', async () => {
    const { stdout } = await gouji(['validate', '--json', 'hostile.json'], folder.path);
    expect(stdout).not.toMatch(RAW);
    const [{ findings }] = JSON.parse(stdout) as [{ findings: { found: unknown }[] }];
    expect(findings.map(({ found }) => found)).toContain(HOSTILE);
  });

  it('are told from the colours of the command itself', async () => {
    const { stdout } = await run('node', [GOUJI, 'validate', 'hostile.json'], {
      cwd: folder.path,
      env: { NO_COLOR: undefined, FORCE_COLOR: '1' },
    });
    expect(stdout).toContain('\u001b[31m已退回 returned\u001b[39m  hostile.json');
    expect(stdout.replace(/\u001b\[\d+m/g, '')).not.toMatch(RAW);
    expect(stdout).toContain('\\u001b[31m');
  });

  it.each([
    [['load', 'regions', `none\u001b[2J.csv`]],
    [['\u001b[2J']],
    [['validate', '--\u001b[2J\u202e']],
    [['verify', '--endpoint', '\u001b]0;x\u0007']],
    [['start', '--port', '\u009b2J']],
  ])('are shown where an argument is wrong: %j', async (args) => {
    const { code, stdout, stderr } = await gouji(args, folder.path);
    expect(code).toBe(64);
    expect(`${stdout}${stderr}`).not.toMatch(RAW);
  });

  it('pass through one place only', () => {
    const writers = globSync('cli/*.ts', { cwd: CHECKOUT }).filter((file) =>
      /\b(process\.std(out|err)\.write|console\.)/.test(readFileSync(join(CHECKOUT, file), 'utf8')),
    );
    expect(writers).toEqual(['cli/terminal.ts']);
  });
});
