/** `gouji convert`: files of other kinds as reports, what is not certain asked about. */
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerAtTerminal } from '../../cli/answer-asks.ts';
import { convertSource, type Known } from '../../cli/convert-file.ts';
import { createRandom } from '../../generator/random.ts';
import { CATALOGUES, locateCell } from '../../shared/domain/form/catalogue.ts';
import { printStated } from '../../shared/domain/form/stated-number.ts';
import { aFilledForm, type FilledForm } from '../support/layouts/a-filled-form.ts';
import { AS_FILES } from '../support/layouts/as-files.ts';
import { CELLS_GLUED, glueRows } from '../support/layouts/as-text.ts';
import { printForm } from '../support/layouts/form-blocks.ts';
import { readTextLayout } from '../support/read-layout.ts';
import { gouji } from '../support/run-gouji.ts';
import { aDocument, aFolder, NO_STACK, type Folder } from './scene.ts';

/** 5615 is 5/6/15, 5/61/5 or 56/1/5: the only thing in the report that has several readings. */
function aForm(): FilledForm {
  const form = { ...aFilledForm(1), edition: '2021' as const, year: 2023 };
  const cells = new Float64Array(CATALOGUES['2021'].width);
  for (const [key, value] of Object.entries({ made: 5, repealed: 6, inForce: 15 }))
    cells[locateCell('2021', `/proactive/normativeDocuments/${key}`)] = value;
  for (const key of ['received', 'results/granted', 'results/total'])
    for (const column of ['naturalPerson', 'total'])
      cells[locateCell('2021', `/applications/${key}/${column}`)] = 8;
  return { ...form, cells, signedOn: '2024年1月9日' };
}

const form = aForm();
const glued = (): string =>
  glueRows(printForm(form), CELLS_GLUED['all run together']!, createRandom('cli')).text;

let folder: Folder;
beforeAll(async () => {
  folder = await aFolder();
  await folder.write('report.docx', await AS_FILES['a Word file']!(printForm(form)));
  await folder.write('glued.txt', glued());
  await folder.write('cut.txt', glued().slice(0, 700));
  await folder.write('letter.txt', '各位同事:请于周五前交来材料。');
  await folder.write('last.json', aDocument('450205-jyj', 2022, 12));
});
afterAll(() => folder.remove());

const convert = (...args: readonly string[]) => gouji(['convert', ...args], folder.path);
const AGENCY = ['--agency', '450205-jyj'];

interface Printed {
  readonly file: string;
  readonly outcome: string;
  readonly edition: string | null;
  readonly document: Record<string, unknown> | null;
  readonly asks: readonly { path: string; why: string; text: string; candidates?: unknown[][] }[];
  readonly notes: readonly { path?: string; text: string }[];
  readonly reason?: { zh: string; en: string };
}

describe('gouji convert', () => {
  it.each([
    [['report.docx'], 0],
    [['report.docx', 'glued.txt'], 1],
    [['glued.txt', 'cut.txt', 'report.docx'], 2],
    [['letter.txt'], 2],
    [['none.docx'], 2],
    [['.'], 2],
  ])('%j exits with %i', async (files, code) => {
    const ran = await convert(...files, ...AGENCY, '--json');
    expect(ran).toMatchObject({ code, stderr: '' });
    expect(ran.stdout).toMatch(NO_STACK);
  });

  it('prints an array in the order of the files', async () => {
    const { stdout } = await convert('glued.txt', 'letter.txt', 'report.docx', ...AGENCY, '--json');
    const printed = JSON.parse(stdout) as Printed[];
    expect(printed.map(({ file, outcome, edition }) => [file, outcome, edition])).toEqual([
      ['glued.txt', 'asks', '2021'],
      ['letter.txt', 'refused', null],
      ['report.docx', 'read', '2021'],
    ]);
    const [asking, refused, read] = printed;
    expect(asking!.asks).toMatchObject([
      {
        path: '/proactive/normativeDocuments',
        why: 'several-readings',
        text: '行政规范性文件5615',
        candidates: [
          [5, 6, 15],
          [5, 61, 5],
          [56, 1, 5],
        ],
      },
    ]);
    expect(asking!.document).toMatchObject({
      agency: { id: '450205-jyj', name: form.name },
      district: '450205',
      proactive: {
        rules: { made: 0, repealed: 0, inForce: 0 },
        normativeDocuments: { made: null, repealed: null, inForce: null },
      },
    });
    expect(refused).toMatchObject({ document: null, asks: [], notes: [] });
    expect(refused!.reason!.zh).toMatch(/。$/);
    for (const { path, index, column } of CATALOGUES['2021'].cells) {
      const value = path
        .slice(1)
        .split('/')
        .reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], read!.document);
      expect(value, path).toBe(Number(printStated(column.kind, form.cells[index]!)));
    }
  });

  it('writes a report that validates, and beside one that asks the list of what it asks', async () => {
    const out = join(folder.path, 'made');
    const ran = await convert('report.docx', ...AGENCY, '--out', out);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(readdirSync(out)).toEqual(['450205-jyj-2023.json']);
    const checked = await gouji(['validate', join(out, '450205-jyj-2023.json'), '--json']);
    expect(JSON.parse(checked.stdout)).toMatchObject([{ outcome: 'accepted' }]);

    const asking = await convert('glued.txt', ...AGENCY, '--out', out);
    expect(asking.code).toBe(1);
    expect(asking.stdout).toContain('5, 6, 15 | 5, 61, 5 | 56, 1, 5');
    // What was made before is not written over.
    expect(readdirSync(out).toSorted()).toEqual([
      '450205-jyj-2023-2.asks.txt',
      '450205-jyj-2023-2.json',
      '450205-jyj-2023.json',
    ]);
    expect(readFileSync(join(out, '450205-jyj-2023-2.asks.txt'), 'utf8')).toContain('? 56, 1, 5');
  });

  it('writes nothing over what is there, be it a folder, nor through a link', async () => {
    const out = join(folder.path, 'taken');
    const elsewhere = join(folder.path, 'elsewhere.json');
    mkdirSync(join(out, '450205-jyj-2023.json'), { recursive: true });
    symlinkSync(elsewhere, join(out, '450205-jyj-2023-2.json'));
    const ran = await convert('report.docx', ...AGENCY, '--out', out);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(existsSync(elsewhere)).toBe(false);
    expect(existsSync(join(out, '450205-jyj-2023-3.json'))).toBe(true);
  });

  it('names by the file what has no name that a disk takes, and shows controls in what it asks', async () => {
    const out = join(folder.path, 'named');
    const report = JSON.parse(aDocument('450205-jyj', 2022, 12)) as { agency: { id: string } };
    report.agency.id = 'a'.repeat(400);
    await folder.write('long.json', JSON.stringify(report));
    const long = '柳'.repeat(83);
    await folder.write(`${long}.txt`, glued().replaceAll(form.name, '柳州市\u009b31m教育局'));
    const ran = await convert('long.json', `${long}.txt`, '--out', out);
    expect(ran).toMatchObject({ code: 1, stderr: '' });
    const [asks = '', ...others] = readdirSync(out).toSorted().toReversed();
    expect(others.at(-1)).toBe('long.json');
    expect(asks).toMatch(/^柳+\.json$/);
    const listed = readFileSync(join(out, asks.replace('.json', '.asks.txt')), 'utf8');
    expect(listed).toContain(String.raw`\u009b31m`);
  });

  it('keeps what was made before one that can’t be written', async () => {
    const out = join(folder.path, 'report.docx');
    const ran = await convert('letter.txt', 'report.docx', ...AGENCY, '--out', out);
    expect(ran.code).toBe(70);
    expect(ran.stdout).toContain('letter.txt');
  });

  it('writes nothing where JSON is asked for without a folder', async () => {
    await convert('report.docx', ...AGENCY, '--json');
    expect(existsSync(join(folder.path, '450205-jyj-2023.json'))).toBe(false);
  });

  it('asks for agency and year that the file does not tell, and takes them from the options', async () => {
    const unnamed = glued().replaceAll(form.name, '').replaceAll('2023年政府信息公开工作年度报告', '');
    await folder.write('unnamed.txt', unnamed);
    const { stdout } = await convert('unnamed.txt', '--json');
    const [printed] = JSON.parse(stdout) as Printed[];
    expect(printed!.asks.map(({ path }) => path)).toEqual([
      '/year',
      '/agency',
      '/proactive/normativeDocuments',
    ]);
    const given = await convert('unnamed.txt', '--year', '2023', ...AGENCY, '--json');
    const [told] = JSON.parse(given.stdout) as Printed[];
    expect(told!.document).toMatchObject({ year: 2023, agency: { id: '450205-jyj', name: null } });
    const contradicted = await convert('glued.txt', '--year', '2022', ...AGENCY, '--json');
    const [other] = JSON.parse(contradicted.stdout) as Printed[];
    expect(other!.asks).toContainEqual(
      expect.objectContaining({ path: '/year', why: 'contradicting', candidates: [[2022], [2023]] }),
    );
  });

  it('takes a report in our own format as it is', async () => {
    const { code, stdout } = await convert('last.json', '--json');
    const [printed] = JSON.parse(stdout) as Printed[];
    expect(code).toBe(0);
    expect(printed!.document).toEqual(JSON.parse(readFileSync(join(folder.path, 'last.json'), 'utf8')));
  });

  it.each([
    [['glued.txt', '--year', '24'], '--year 24'],
    [['glued.txt', '--agency', '局'], '--agency 局'],
    [['glued.txt', '--last-year', 'glued.txt'], '--last-year glued.txt'],
    [['glued.txt', '--last-year', 'last.json', '--agency', 'x-y'], 'not of x-y'],
    [[], 'which files?'],
  ])('%j is not how it is written', async (args, says) => {
    const { code, stderr } = await convert(...args);
    expect(code).toBe(64);
    expect(stderr).toContain(says);
  });
});

describe('at a terminal', () => {
  const asked = async (text: string, known: Known, answers: readonly string[]) => {
    const layout = await readTextLayout(text);
    const input = Object.assign(new PassThrough(), { isTTY: true });
    const output = Object.assign(new PassThrough(), { isTTY: true });
    let said = '';
    const left = [...answers];
    output.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (chunk.toString().endsWith(': ')) {
        const answer = left.shift();
        if (answer === undefined) input.end();
        else input.write(`${answer}\n`);
      }
    });
    const converted = convertSource('glued.txt', layout, known);
    return { answered: await answerAtTerminal(converted, layout, known, { input, output }), said };
  };
  const AGENCY_KNOWN: Known = { agencyId: '450205-jyj' };
  const normative = (document: unknown) =>
    (document as { proactive: Record<string, unknown> }).proactive['normativeDocuments'];

  it('a candidate is chosen by its number', async () => {
    const { answered, said } = await asked(glued(), AGENCY_KNOWN, ['#2']);
    expect(said).toContain('#2  5 61 5');
    expect(answered).toMatchObject({ outcome: 'read', asks: [] });
    expect(normative(answered.document)).toEqual({ made: 5, repealed: 61, inForce: 5 });
  });

  it('values are typed for the cells', async () => {
    const { answered } = await asked(glued(), AGENCY_KNOWN, ['5 6 15']);
    expect(normative(answered.document)).toEqual({ made: 5, repealed: 6, inForce: 15 });
  });

  it('an empty line leaves it open', async () => {
    const { answered } = await asked(glued(), AGENCY_KNOWN, ['']);
    expect(answered.outcome).toBe('asks');
    expect(answered.asks).toHaveLength(1);
  });

  it.each([
    ['too few values', '5 6', '3 figures are due, not 2'],
    ['words', 'a b c', 'a: a number is due here'],
    ['a part of a document', '5 6.5 15', '6.5: must be a whole number'],
    ['less than none', '5 -6 15', '-6: must not be negative'],
    ['a candidate that there is not', '#9', '#9 is not among the candidates'],
  ])('%s is told, and asked for again', async (_, answer, why) => {
    const { answered, said } = await asked(glued(), AGENCY_KNOWN, [answer, '５ 6 15']);
    expect(said).toContain(why);
    expect(answered.outcome).toBe('read');
    expect(normative(answered.document)).toEqual({ made: 5, repealed: 6, inForce: 15 });
  });

  it.each([
    ['a name', ['柳州市 教育局', '450205'], { agency: { name: '柳州市 教育局' }, district: '450205' }],
    ['the number of no candidate', ['#1', '#2'], { agency: { name: null }, district: null }],
    ['what is no district', ['教育局', '柳州'], { agency: { name: '教育局' }, district: null }],
  ])('an agency of which only the id is known is told by %s', async (_, answers, told) => {
    const unnamed = glued().replaceAll(form.name, '');
    const { answered } = await asked(unnamed, { agencyId: 'jyj' }, answers);
    expect(answered.document).toMatchObject(told);
  });

  it('a year before there were such reports is none', async () => {
    const unnamed = glued().replaceAll('2023年政府信息公开工作年度报告', '');
    const { answered } = await asked(unnamed, {}, ['2001']);
    expect(answered.document).not.toMatchObject({ year: 2001 });
  });

  it('an input that ends leaves all open', async () => {
    const { answered } = await asked(glued(), {}, []);
    expect(answered.asks.map(({ path }) => path)).toEqual(['/agency', '/proactive/normativeDocuments']);
  });

  it('year and agency come first, and the rest is read by them', async () => {
    const unnamed = glued().replaceAll('2023年政府信息公开工作年度报告', '');
    const { answered } = await asked(unnamed, {}, ['2023', '450205-jyj', '#1']);
    expect(answered).toMatchObject({
      outcome: 'read',
      document: { year: 2023, agency: { id: '450205-jyj' } },
    });
  });
});
