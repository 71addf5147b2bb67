/** Rows that look as if they could be read, and can't be for certain: each is asked about, and nothing else is. */
import { describe, expect, test } from 'vitest';
import { convertLayout } from '../../../../shared/domain/convert/convert-layout.ts';
import type { Conversion } from '../../../../shared/domain/convert/conversion.ts';
import { decodeReport } from '../../../../shared/domain/document/decode-report.ts';
import { CATALOGUES } from '../../../../shared/domain/form/catalogue.ts';
import { printStated } from '../../../../shared/domain/form/stated-number.ts';
import { aReport, bytesOf } from '../../../support/a-report.ts';
import { aFilledForm, type FilledForm } from '../../../support/layouts/a-filled-form.ts';
import { AS_FILES } from '../../../support/layouts/as-files.ts';
import { addLines, changeRow } from '../../../support/layouts/change-rows.ts';
import { printForm, words, type FormBlock, type FormCell } from '../../../support/layouts/form-blocks.ts';
import { readLayout, readTextLayout } from '../../../support/read-layout.ts';

const aForm = (edition: FilledForm['edition']): FilledForm => {
  for (let seed = 1; ; seed++) if (aFilledForm(seed).edition === edition) return aFilledForm(seed);
};

const asPage = async (blocks: readonly FormBlock[]) =>
  readLayout(await AS_FILES['a page with spans']!(blocks));
/** One cell a line; what is blank leaves no line. */
const asLines = (blocks: readonly FormBlock[]) =>
  readTextLayout(
    blocks
      .flatMap((block) => (block.kind === 'text' ? [block.text] : block.rows.flat().map(({ text }) => text)))
      .filter((line) => line !== '')
      .join('\n'),
  );

type Drafted = Exclude<Conversion, { outcome: 'refused' }>;

function convert(form: FilledForm, layout: Parameters<typeof convertLayout>[0]): Drafted {
  const conversion = convertLayout(layout, { agency: { id: 'a', name: form.name, district: '450205' } });
  if (conversion.outcome === 'refused') throw new Error(conversion.refusal);
  return conversion;
}

const valueAt = (document: unknown, path: string): unknown =>
  path
    .slice(1)
    .split('/')
    .reduce<unknown>((node, key) => (node as Record<string, unknown> | null | undefined)?.[key], document);

const listAsked = ({ asks }: Drafted): string[] =>
  asks.map(({ path }) => path).filter((path) => path !== '/nil');

/** Cells that are stated otherwise than in the form. */
const listWrong = (form: FilledForm, { document }: Drafted): string[] =>
  CATALOGUES[form.edition].cells.flatMap(({ path, index, column }) => {
    const found = valueAt(document, path);
    return found === null || found === Number(printStated(column.kind, form.cells[index]!)) ? [] : [path];
  });

describe('a cell of a table that is no figure for certain is asked about', () => {
  test.each([
    '约123',
    '共123件',
    '1O',
    'l23',
    '一百二十三',
    '=SUM(B2:B9)',
    '#REF!',
    '123%',
    '≈123',
    '123余件',
    '详见附件',
    '1.2万件',
  ])('行政许可 %s', async (cell) => {
    const form = aForm('2021');
    const drafted = convert(form, await asPage(changeRow(printForm(form), '行政许可', [cell])));
    expect(listAsked(drafted)).toEqual(['/proactive/licensing']);
  });

  test.each(['1.2亿元', '人民币12345元', '￥12345', '约12万元', '12千元', '12万', '12.5/元', '免收'])(
    '收费金额 %s',
    async (cell) => {
      const form = aForm('2021');
      const drafted = convert(form, await asPage(changeRow(printForm(form), '行政事业性收费', [cell])));
      expect(listAsked(drafted)).toEqual(['/proactive/fees']);
    },
  );

  test.each([
    ['行政许可', ['30', '减少5', '123'], '/proactive/licensing'],
    ['行政事业性收费', ['10', '减少2'], '/proactive/fees'],
    ['规章', ['12 34', '', '5'], '/proactive/rules'],
    ['新收', ['1 234', '', '0', '0', '0', '0', '1234'], '/applications/received'],
    ['新收', ['', '21', '3', '0', '0', '0', '0', ''], '/applications/received'],
    ['新收', ['10', '0', '0', '0', '0', '0'], '/applications/received'],
  ])('%s %j', async (label, figures, path) => {
    const form = aForm('2019');
    const drafted = convert(form, await asPage(changeRow(printForm(form), label, figures)));
    expect(listAsked(drafted)).toEqual([path]);
  });

  test('a remark in a column of its own is none', async () => {
    const form = aForm('2021');
    const stated = printStated('count', 45_00 / 100);
    const drafted = convert(form, await asPage(changeRow(printForm(form), '行政许可', [stated, '已公示'])));
    expect(listAsked(drafted)).toEqual([]);
    expect(valueAt(drafted.document, '/proactive/licensing/decisions')).toBe(45);
  });
});

test('where cells stand apart, fewer figures than cells are not parted', async () => {
  const form = aForm('2021');
  for (const figures of [['2', '17'], ['12', '1'], ['2', '10'], ['215']])
    expect(
      listAsked(convert(form, await asLines(changeRow(printForm(form), '行政规范性文件', figures)))),
    ).toEqual(['/proactive/normativeDocuments']);
});

test.each([
  ['the overview', '一、总体情况', '围绕《条例》第二十条,公开行政许可 99 件,行政处罚 7 件,规章0件。'],
  ['the overview', '一、总体情况', '现行有效行政规范性文件 9 件,行政许可 99 件,行政事业性收费金额5万元。'],
  ['section two', '二、', '制发规范性文件9件,现行有效行政规范性文件 29 件,行政许可 99 件。'],
])('what %s counts is not taken for table two: %s %s', async (_, heading, line) => {
  const form = aForm('2021');
  const blocks = addLines(printForm(form), heading, line);
  for (const layout of [await asPage(blocks), await asLines(blocks)]) {
    const drafted = convert(form, layout);
    expect(listWrong(form, drafted)).toEqual([]);
    expect(listAsked(drafted)).toEqual([]);
  }
});

test('many figures in a text that speaks of article 20 leave table two where it is', async () => {
  const form = aForm('2021');
  const counts = Array.from({ length: 40 }, (_, i) => `第${i}类信息${i}条,`).join('');
  const blocks = addLines(printForm(form), '一、总体情况', `按照《条例》第二十条公开。${counts}其他若干。`);
  const drafted = convert(form, await asPage(blocks));
  expect(listWrong(form, drafted)).toEqual([]);
  expect(listAsked(drafted)).toEqual([]);
});

describe('table four', () => {
  const aRow = (label: string, figures: readonly string[]): FormCell[] => [
    words(label),
    ...figures.map((text) => ({ ...words(text), isFigure: true })),
  ];
  /** Each kind of dispute in a row of its own. */
  const withRows = (form: FilledForm, labels: readonly [string, string[]][]): FormBlock[] =>
    printForm(form).map((block) =>
      block.kind === 'table' && block.rows.some((row) => row.some(({ text }) => text === '结果维持'))
        ? {
            kind: 'table',
            rows: [
              ['类别', '结果维持', '结果纠正', '其他结果', '尚未审结', '总计'].map((text) => words(text)),
              ...labels.map(([label, figures]) => aRow(label, figures)),
            ],
          }
        : block,
    );

  test('is read by the labels of its rows, not by their order', async () => {
    const form = aForm('2021');
    const { document } = convert(
      form,
      await asPage(
        withRows(form, [
          ['行政诉讼 复议后起诉', ['0', '0', '0', '0', '0']],
          ['行政诉讼 未经复议直接起诉', ['2', '0', '0', '0', '2']],
          ['行政复议', ['1', '0', '0', '0', '1']],
        ]),
      ),
    );
    expect(valueAt(document, '/litigation/direct/upheld')).toBe(2);
    expect(valueAt(document, '/litigation/afterReconsideration/total')).toBe(0);
    expect(valueAt(document, '/reconsideration/total')).toBe(1);
  });

  test('is asked about where a cell is missing', async () => {
    const form = aForm('2021');
    const figures = ['3', '4', '2', '1', '10', ...new Array<string>(9).fill('0')];
    const blocks = printForm(form).map((block) =>
      block.kind === 'table'
        ? {
            ...block,
            rows: block.rows.map((row) =>
              row.length === 15 && row[0]?.isFigure ? aRow('', figures).slice(1) : row,
            ),
          }
        : block,
    );
    expect(listAsked(convert(form, await asPage(blocks)))).toEqual([
      '/reconsideration',
      '/litigation/direct',
      '/litigation/afterReconsideration',
    ]);
  });

  test('is not a sentence before it; what stands behind it is said', async () => {
    const form = aForm('2021');
    const before = addLines(printForm(form), '四、', '因政府信息公开引发的行政复议、行政诉讼共1件。');
    const blocks = before.flatMap((block) =>
      block.kind === 'text' && block.text.startsWith('五、')
        ? [{ kind: 'text' as const, text: '备注:本表数据含所属单位' }, block]
        : [block],
    );
    const drafted = convert(form, await asPage(blocks));
    expect(listWrong(form, drafted)).toEqual([]);
    expect(listAsked(drafted)).toEqual([]);
    expect(drafted.notes.map(({ text }) => text).join()).toContain('备注:本表数据含所属单位');
  });
});

describe('head and texts', () => {
  const change = (form: FilledForm, from: string, to: string): FormBlock[] =>
    printForm(form).map((block) =>
      block.kind === 'text' ? { ...block, text: block.text.replace(from, () => to) } : block,
    );

  test('the day on which a report was written is not its year', async () => {
    const form = aForm('2021');
    const title = `${form.name}${form.year}年政府信息公开工作年度报告`;
    const other = `${form.year + 1}年1月18日 ${form.name}政府信息公开工作年度报告(${form.year}年度)`;
    const { document } = convert(form, await asPage(change(form, title, other)));
    expect(document['year']).toBe(form.year);
  });

  test.each(['现向社会公布2021年1月1日至2021年12月31日的情况,', '根据国务院公布2019年4月3日修订的《条例》,'])(
    'no day of publication, and no text lost: %s',
    async (words) => {
      const form = aForm('2021');
      const { document } = convert(form, await asPage(change(form, '根据', `${words}根据`)));
      expect(document['publishedOn']).toBeUndefined();
      expect(document['preamble']).toBe(`${words}根据《中华人民共和国政府信息公开条例》编制本报告。`);
    },
  );

  test('words of a page’s buttons in a sentence belong to it', async () => {
    const form = aForm('2021');
    const words = '编制本报告。本报告正文包括六部分:总体情况等。';
    const { document } = convert(form, await asPage(change(form, '编制本报告。', words)));
    expect(document['preamble']).toBe(`根据《中华人民共和国政府信息公开条例》${words}`);
  });

  test('一是总体情况 begins no section', async () => {
    const form = aForm('2021');
    const lines = ['一是总体情况较好。', '二是主动公开政府信息情况良好。'];
    const { document } = convert(form, await asPage(addLines(printForm(form), '一、', ...lines)));
    expect(valueAt(document, '/narrative/overview')).toBe([...lines, ...form.overview].join('\n'));
  });
});

test('two reports in one file are refused, also where both received nothing', async () => {
  const form = aForm('2021');
  const cells = Float64Array.from(form.cells, (value, i) =>
    CATALOGUES['2021'].cells[i]!.path.startsWith('/applications') ? 0 : value,
  );
  const other = printForm({ ...form, cells: new Float64Array(cells.length), year: form.year - 1 });
  for (const layout of [
    await asPage([...other, ...printForm({ ...form, cells })]),
    await asLines([...other, ...printForm({ ...form, cells })]),
  ])
    expect(convertLayout(layout)).toMatchObject({ outcome: 'refused', refusal: 'several-years' });
});

test.each([
  [
    'digits that can be parted in very many ways',
    (text: string) => text.replaceAll(/\n(?:\d+\n){7}/g, '\n1111112111111234\n'),
  ],
  [
    'spaces',
    (text: string) => `一${' '.repeat(30_000)}x\n${'ab'.repeat(30)}2023年${' '.repeat(1400)}x\n${text}`,
  ],
])('%s take no long time', async (_, change) => {
  const form = aForm('2021');
  const text = printForm(form)
    .flatMap((block) => (block.kind === 'text' ? [block.text] : block.rows.flat().map((cell) => cell.text)))
    .join('\n');
  const layout = await readTextLayout(change(text));
  const start = performance.now();
  convertLayout(layout);
  expect(performance.now() - start).toBeLessThan(3000);
});

test('a government’s report that its office signed may be either’s', async () => {
  const form = { ...aForm('2021'), name: '青石县' };
  const roster = ['青石县人民政府', '青石县人民政府办公室'].map((name, i) => ({
    id: `a-${i}`,
    name,
    district: '450205',
  }));
  const blocks = printForm(form).map((block) =>
    block.kind === 'text' && block.text === '青石县' ? { ...block, text: '青石县人民政府办公室' } : block,
  );
  const conversion = convertLayout(await asPage(blocks), { roster });
  expect(conversion).toMatchObject({ outcome: 'asks', document: { agency: { id: null } } });
});

test('only the report of the year before, of the same agency, decides', async () => {
  const form = { ...aForm('2021'), year: 2023 };
  const text = printForm(form)
    .map((block) =>
      block.kind === 'text'
        ? block.text
        : block.rows
            .map((row) => row.map((cell) => cell.text).join(''))
            .join('\n')
            .replace(/行政规范性文件\d+/, '行政规范性文件12317'),
    )
    .join('\n');
  const layout = await readTextLayout(text);
  const lastYear = aReport({ year: 2022, set: { '/proactive/normativeDocuments/inForce': 318 } });
  const agency = { id: '450205-jyj', name: form.name, district: '450205' };
  const ask = (known: object): boolean => {
    const decoded = decodeReport(bytesOf({ ...lastYear, ...known }));
    if (decoded.kind !== 'read' || !decoded.report) throw new Error('no report');
    const conversion = convertLayout(layout, { agency, lastYear: decoded.report });
    if (conversion.outcome === 'refused') throw new Error(conversion.refusal);
    return listAsked(conversion).includes('/proactive/normativeDocuments');
  };
  expect(ask({})).toBe(false);
  expect(ask({ year: 2021 })).toBe(true);
  expect(ask({ agency: { id: '450205-mzj', name: '柳北区民政局' } })).toBe(true);
});
