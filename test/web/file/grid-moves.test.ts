import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATALOGUES, EDITIONS } from '../../../shared/domain/form/catalogue.ts';
import { layBlock, moveFrom, parseBlock } from '../../../web/file/look/grid-moves.ts';

describe('moves', () => {
  it('lead through every cell to the right, and back', () => {
    for (const edition of EDITIONS) {
      const { cells } = CATALOGUES[edition];
      const walked: string[] = [];
      for (let at = cells[0]?.path; at !== undefined; at = moveFrom(edition, at, 'right')) walked.push(at);
      expect(new Set(walked).size).toBe(cells.length);
      expect(walked.toReversed()).toEqual(
        walked.map((_, i) => (i === 0 ? walked.at(-1) : moveFrom(edition, walked.at(-i)!, 'left'))),
      );
    }
  });

  it('down and up keep to the column, and enter a shorter row at its end', () => {
    const down = (path: string) => moveFrom('2021', path, 'down');
    expect(down('/applications/received/commercial')).toBe('/applications/carriedIn/commercial');
    expect(down('/proactive/normativeDocuments/inForce')).toBe('/proactive/licensing/decisions');
    expect(down('/proactive/fees/amountWanCny')).toBe('/applications/received/naturalPerson');
    expect(down('/applications/carriedOut/total')).toBe('/litigation/direct/corrected');
    expect(down('/litigation/direct/total')).toBeUndefined();
    expect(moveFrom('2021', '/proactive/rules/made', 'up')).toBeUndefined();
    expect(moveFrom('2021', '/narrative/overview', 'down')).toBeUndefined();
  });
});

describe('a block', () => {
  it('is rows and columns; one value is none', () => {
    expect(parseBlock('1\t2\r\n3\t4\r\n')).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
    expect(parseBlock('12\r\n')).toBeUndefined();
    expect(parseBlock('')).toBeUndefined();
  });

  it('fills each cell once, in one table, and counts what is left', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CATALOGUES['2021'].cells),
        fc.array(fc.array(fc.nat({ max: 99 }), { minLength: 1, maxLength: 9 }), {
          minLength: 1,
          maxLength: 30,
        }),
        (from, numbers) => {
          const block = numbers.map((row) => row.map(String));
          const { news, left } = layBlock('2021', from.path, block);
          expect(news.length + left).toBe(block.flat().length);
          expect(new Set(news.map(({ path }) => path)).size).toBe(news.length);
          expect(news[0]).toEqual({ path: from.path, to: block[0]?.[0] });
          const tables = new Set(
            news.map(({ path }) => path.split('/')[1]?.replace('litigation', 'reconsideration')),
          );
          expect(tables.size).toBe(1);
        },
      ),
    );
  });

  it('keeps what is no number as it is, and reads numbers as they are written', () => {
    expect(layBlock('2021', '/proactive/fees/amountWanCny', [['12.50 万元']]).news[0]?.to).toBe('12.5');
    expect(layBlock('2021', '/applications/received/total', [['约 5 件']]).news[0]?.to).toBe('约 5 件');
    expect(layBlock('2021', '/applications/received/total', [['']]).news[0]?.to).toBe('');
  });
});
