/** What nothing is made of, each with a near miss. */
import { describe, expect, test } from 'vitest';
import { convertLayout } from '../../../../shared/domain/convert/convert-layout.ts';
import type { Layout, LayoutCell } from '../../../../shared/domain/convert/layout.ts';
import { aFlatReport, asLines } from '../../../support/layouts/a-flat-report.ts';
import { aFilledForm } from '../../../support/layouts/a-filled-form.ts';
import { CELLS_APART } from '../../../support/layouts/as-text.ts';
import { printForm, type FormBlock } from '../../../support/layouts/form-blocks.ts';
import { createRandom } from '../../../../generator/random.ts';

const refuse = (layout: Layout): unknown => {
  const conversion = convertLayout(layout, { agency: { id: 'a', name: '青石县水利局', district: '450205' } });
  return conversion.outcome === 'refused' ? conversion.refusal : conversion.outcome;
};
const lines = (form = aFilledForm(3)): string[] =>
  CELLS_APART['one cell a line']!(printForm(form), createRandom('refusals')).split('\n');

test('a letter is no report, and a page with the title only has no tables', () => {
  expect(refuse(asLines('各位同事:请于周五前交来材料。'))).toBe('not-a-report');
  expect(refuse(asLines('青石县水利局2020年政府信息公开工作年度报告'))).toBe('no-tables');
});

test('a text that breaks off in its tables', () => {
  const text = aFlatReport();
  expect(refuse(asLines(text.slice(0, text.indexOf('3.补正后'))))).toBe('cut-off');
  expect(refuse(asLines(text.slice(0, text.indexOf('五、存在'))))).toBe('read');
});

test('lines that were dropped because they repeat', () => {
  const all = lines();
  expect(refuse(asLines([...new Set(all)].join('\n')))).toBe('lines-dropped');
  expect(refuse(asLines(all.join('\n')))).toBe('read');
});

test('columns of figures torn from their labels', () => {
  const all = lines();
  const from = all.indexOf('1.属于国家秘密');
  const to = all.indexOf('(四)无法提供');
  const part = all.slice(from, to);
  const isFigure = (line: string): boolean => /^\d+$/.test(line);
  const torn = [...part.filter(isFigure), ...part.filter((line) => !isFigure(line))];
  expect(refuse(asLines([...all.slice(0, from), ...torn, ...all.slice(to)].join('\n')))).toBe('torn-columns');
});

test('two years in one file; the same report twice is one', () => {
  const rows = (count: number) => ({ '/applications/received': `${count}00000${count}` });
  const first = aFlatReport({ year: 2022, rows: rows(3) });
  expect(refuse(asLines(`${first}\n${aFlatReport({ year: 2023, rows: rows(4) })}`))).toBe('several-years');
});

describe('tables', () => {
  const asTable = (block: FormBlock, change: (text: string) => string): Layout['blocks'][number] =>
    block.kind === 'text'
      ? { kind: 'paragraph', text: block.text, place: {} }
      : {
          kind: 'table',
          place: {},
          rows: block.rows.map((row) =>
            row.map((cell): LayoutCell => ({
              text: cell.isFigure ? change(cell.text) : cell.text,
              colSpan: cell.colSpan,
              rowSpan: cell.rowSpan,
              place: {},
            })),
          ),
        };
  const layout = (change: (text: string) => string, doubt?: 'revision' | 'torn'): Layout => ({
    kind: 'docx',
    blocks: printForm(aFilledForm(3)).map((block) => {
      const made = asTable(block, change);
      return doubt && made.kind === 'table'
        ? { ...made, rows: made.rows.map((row) => row.map((cell) => ({ ...cell, doubt }))) }
        : made;
    }),
  });

  test('a form that is blank; one of strokes is filled in', () => {
    expect(refuse(layout(() => ''))).toBe('blank-form');
    expect(refuse(layout(() => '/'))).toBe('read');
  });

  test('a table that is blank beside others that are not is asked about, never 0', () => {
    const whole = layout((text) => text);
    const blank = layout(() => '');
    const blocks = whole.blocks.map((block, i) =>
      block.kind === 'table' &&
      block.rows.length > 20 &&
      block.rows.some((row) => row[0]?.text.includes('新收'))
        ? blank.blocks[i]!
        : block,
    );
    const conversion = convertLayout(
      { ...whole, blocks },
      { agency: { id: 'a', name: 'b', district: '450205' } },
    );
    expect(conversion).toMatchObject({ asks: [{ path: '/applications', why: 'missing-row' }] });
  });

  test('what the reader does not vouch for: revisions are asked about, positions where no sum confirms them', () => {
    const asks = (doubt: 'revision' | 'torn'): string[] => {
      const conversion = convertLayout(
        layout((text) => text, doubt),
        {
          agency: { id: 'a', name: 'b', district: '450205' },
        },
      );
      return conversion.outcome === 'refused'
        ? []
        : conversion.asks.filter(({ why }) => why === 'doubtful-source').map(({ path }) => path);
    };
    expect(asks('revision').length).toBeGreaterThan(30);
    expect(asks('torn').every((path) => path.startsWith('/proactive/'))).toBe(true);
    expect(asks('torn').length).toBeGreaterThan(4);
  });
});
