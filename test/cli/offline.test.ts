/** What needs no running system, and what is said where one is needed. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../cli/commands.ts';
import { CHECKOUT, gouji, run } from '../support/run-gouji.ts';
import { aDocument, aFolder, NO_STACK, type Folder } from './scene.ts';

let folder: Folder;
beforeAll(async () => {
  folder = await aFolder();
  await folder.write('good.json', aDocument('450205-jyj', 2023, 12));
  await folder.write('unbalanced.json', aDocument('450205-jyj', 2023, 12, { spoiled: true }));
  await folder.write('word.json', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 1, 2]));
  await mkdir(join(folder.path, 'reports'));
});
afterAll(() => folder.remove());

const validate = (...args: readonly string[]) => gouji(['validate', ...args], folder.path);
const rulesOf = (findings: readonly { rule: string }[]): string[] => findings.map(({ rule }) => rule);

describe('gouji validate', () => {
  it.each([
    [['good.json'], 0],
    [['good.json', 'unbalanced.json'], 1],
    [['unbalanced.json', 'word.json', 'good.json'], 2],
    [['not-there.json'], 2],
    [['reports'], 2],
  ])('%j exits with %i', async (files, code) => {
    const ran = await validate(...files);
    expect(ran).toMatchObject({ code, stderr: '' });
    expect(ran.stdout).toMatch(NO_STACK);
  });

  it('prints each document’s outcome in both languages, and cell, figure and cure of each finding', async () => {
    const { stdout } = await validate(
      'good.json',
      'unbalanced.json',
      'word.json',
      'not-there.json',
      'reports',
    );
    const lines = stdout.split('\n');
    expect(lines.filter((line) => /^\S/.test(line))).toEqual([
      '已接收 accepted  good.json',
      '已退回 returned  unbalanced.json',
      '无法读取 unreadable  word.json',
      '无法读取 unreadable  not-there.json',
      '无法读取 unreadable  reports',
    ]);
    expect(lines).toContain('  A1 /applications/received/total');
    expect(stdout).toMatch(/填的是 13,应为 12/);
    expect(stdout).toMatch(/is 13, but should be 12/);
    // The suspect once, before the findings that it explains.
    const suspect = lines.findIndex((line) => line.startsWith('  →'));
    expect(lines.filter((line) => line.startsWith('  →'))).toHaveLength(1);
    expect(lines[suspect]).toMatch(/改后,下列 2 处同时平衡。$/);
    expect(lines[suspect + 1]).toMatch(/With that, these 2 findings vanish\.$/);
    expect(lines[suspect + 2]).toBe('  A1 /applications/received/total');
    expect(stdout).toContain('There is no such file.');
    expect(stdout).toContain('This is a folder.');
  });

  it('answers with --json an array in the order given', async () => {
    const files = ['word.json', 'good.json', 'not-there.json', 'unbalanced.json', 'reports'];
    const { code, stdout, stderr } = await validate('--json', ...files);
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    const results = JSON.parse(stdout);
    expect(results.map(({ file, outcome }: Record<string, string>) => [file, outcome])).toEqual([
      ['word.json', 'unreadable'],
      ['good.json', 'accepted'],
      ['not-there.json', 'unreadable'],
      ['unbalanced.json', 'returned'],
      ['reports', 'unreadable'],
    ]);
    for (const result of results) expect(Object.keys(result)).toEqual(['file', 'outcome', 'findings']);
    expect(rulesOf(results[0].findings)).toEqual(['S1']);
    expect(results[1].findings).toEqual([]);
    expect(rulesOf(results[3].findings)).toEqual(['A1', 'A2']);
    expect(results[3].findings[0]).toMatchObject({
      rule: 'A1',
      severity: 'error',
      path: '/applications/received/total',
      found: 13,
      expected: 12,
      message: { zh: expect.stringContaining('13'), en: expect.stringContaining('13') },
    });
  });

  it('tells what is written in JSON, where the sentence speaks of labels', async () => {
    const good = aDocument('450205-jyj', 2023, 0);
    await folder.write('nil.json', good.replace('"nil":true,', '').replace(',"nil":true', ''));
    await folder.write('misspelt.json', good.replace('"naturalPerson"', '"natrualPerson"'));
    await folder.write('brief.json', good.replace(/"problems":"[^"]*"/, '"problems":"无"'));
    const { stdout } = await validate('nil.json', 'misspelt.json', 'brief.json');
    expect(stdout).toMatch(/请在报告中作零报告确认.*\n.*\n {5}JSON: "nil": true\n/);
    expect(stdout).toMatch(
      /S2 \/applications\/received\/natrualPerson\n.*自然人.*\n.*\n {5}JSON: "naturalPerson"\n/,
    );
    expect(stdout).toContain(
      '     JSON: "explanations": [{"rule":"Q2","path":"/narrative/problems","text":"…"}]\n',
    );
  });

  it('compares with last year’s report, and with no other', async () => {
    const last = aDocument('450205-jyj', 2022, 12, { carriedOut: 2 });
    await folder.write('last.json', last);
    await folder.write('other.json', aDocument('450205-zwfwj', 2022, 12));
    const compared = await validate('good.json', '--last-year', 'last.json');
    expect(compared.stdout).toContain('Y1 /applications/carriedIn/total');
    for (const other of ['other.json', 'good.json', 'word.json']) {
      const { code, stdout, stderr } = await validate('good.json', '--last-year', other);
      expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
      expect(stderr).toContain('--last-year');
    }
  });

  it('runs as `npx gouji` in a checkout', async () => {
    const ran = await run('npx', ['gouji', 'validate', join(folder.path, 'unbalanced.json')], {
      cwd: CHECKOUT,
    });
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain('已退回 returned');
  });
});

describe('gouji', () => {
  it.each([[[]], [['help']], [['--help']], [['-h']]])('%j says what there is', async (args) => {
    const { code, stdout, stderr } = await gouji(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const command of [
      'start',
      'validate',
      'upload',
      'load regions|roster|calendar|phrases',
      'rebuild',
      'verify',
      'summarise',
    ])
      expect(stdout).toContain(`gouji ${command}`);
  });

  it.each(Object.entries(COMMANDS))(
    '%s has its options, an example and its exits told',
    async (name, help) => {
      const told = await gouji([name, '--help']);
      expect(told).toMatchObject({ code: 0, stderr: '' });
      expect(await gouji(['help', name])).toEqual(told);
      for (const line of help.usage) expect(told.stdout).toContain(`gouji ${line}\n`);
      for (const [option, { zh, en }] of Object.entries(help.options)) {
        expect(told.stdout).toMatch(
          new RegExp(`^  --${option}[ A-Za-z_|]* {2}${RegExp.escape(`${zh} / ${en}`)}`, 'm'),
        );
        expect(help.usage.join('\n')).toContain(`--${option}`);
      }
      expect(told.stdout).toMatch(/^ {2}gouji /m);
      for (const code of [0, 64, 69, 70, 77])
        expect(told.stdout).toMatch(new RegExp(`退出码 exit +${code} `));
    },
  );

  it('asks a file that is called like help nothing', async () => {
    expect((await gouji(['validate', '--', '--help'], folder.path)).stdout).toContain(
      'There is no such file.',
    );
  });

  it.each([
    [['frobnicate'], 'there is no command "frobnicate"'],
    [['constructor'], 'there is no command "constructor"'],
    [['validate'], 'which files?'],
    [['frobnicat', '--help'], 'there is no command "frobnicat"'],
    [['help', 'validat'], 'there is no command "validat", did you mean validate?'],
    [['sumarise'], 'there is no command "sumarise", did you mean summarise?'],
    [['validate', '--jsn', 'x.json'], '没有选项 --jsn'],
    [['validate', '--jsn', 'x.json'], 'there is no option --jsn, did you mean --json?'],
    [['upload', '--backfil=2024-01-30', 'x.json'], 'did you mean --backfill?'],
    [['upload', '--wait', 'good.json'], 'there is no option --wait'],
    [['start', '-p', '1'], 'there is no option -p'],
    [['verify', '--endpoint'], "Option '--endpoint <value>' argument missing"],
    [['verify', 'now'], "Unexpected argument 'now'"],
    [['upload'], 'which files or folders?'],
    [['upload', 'reports'], 'no .json file there'],
    [['upload', 'good.json', '--backfill', '2024-01-30'], '2024-01-30T10:00:00+08:00'],
    [['load', 'report', 'good.json'], 'gouji load regions|roster|calendar|phrases|functions|officers FILE'],
    [['load', 'roster'], 'gouji load regions|roster|calendar|phrases|functions|officers FILE'],
    [
      ['load', 'roster', 'not-there.csv'],
      'not-there.csv: 没有这个文件。请核对文件名和位置。 / There is no such file.',
    ],
    [['verify', '--endpoint', 'localhost'], '"localhost" is no address'],
    [['start', '--port', '99999'], '"99999" is no port'],
    [['start', '--port', 'http'], '"http" is no port'],
    [['start', '--home', '柳州'], 'is no region’s code of six digits'],
  ])('%j says what is wrong', async (args, message) => {
    const { code, stderr } = await gouji(args, folder.path);
    expect(code).toBe(64);
    expect(stderr.split('\n')[0]).toMatch(new RegExp(`^gouji( ${args[0]})?: `));
    expect(stderr.split('\n')[0]).toContain(message);
    expect(stderr).toMatch(NO_STACK);
  });

  it.each([['upload', 'good.json'], ['verify'], ['rebuild'], ['replay']])(
    '%s says in one sentence that nothing is running',
    async (...args) => {
      const { code, stdout, stderr } = await gouji(
        [...args, '--endpoint', 'http://127.0.0.1:9'],
        folder.path,
      );
      expect({ code, stdout, stderr }).toEqual({
        code: 69,
        stdout: '',
        stderr: `gouji ${args[0]}: nothing answers at http://127.0.0.1:9. Is the system running? Start it with: gouji start\n`,
      });
    },
  );
});
