/** Rows that look as if they could be read, and can't be for certain: each is asked about, and nothing else is. */
import { describe, expect, test } from 'vitest';
import { convertLayout } from '../../../../shared/domain/convert/convert-layout.ts';
import type { Conversion } from '../../../../shared/domain/convert/conversion.ts';
import { CATALOGUES } from '../../../../shared/domain/form/catalogue.ts';
import { printStated } from '../../../../shared/domain/form/stated-number.ts';
import { aFilledForm, type FilledForm } from '../../../support/layouts/a-filled-form.ts';
import { AS_FILES } from '../../../support/layouts/as-files.ts';
import { addLines, changeRow } from '../../../support/layouts/change-rows.ts';
import { printForm, type FormBlock } from '../../../support/layouts/form-blocks.ts';
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
