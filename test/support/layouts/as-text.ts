/** Blocks as texts: one cell a line, a row a line, run together, with bars. */
import type { Random } from '../../../generator/random.ts';
import type { FormBlock, FormCell } from './form-blocks.ts';

type Render = (blocks: readonly FormBlock[], random: Random) => string;

const SPACES = [' ', '  ', '\u00a0', '\u3000', '\t', ' \u00a0'];

const joinRows = (
  blocks: readonly FormBlock[],
  row: (cells: readonly FormCell[]) => string,
  between = '\n',
): string =>
  blocks.flatMap((block) => (block.kind === 'text' ? [block.text] : block.rows.map(row))).join(between);

const texts = (cells: readonly FormCell[]): string[] => cells.map(({ text }) => text);

export const CELLS_APART: Readonly<Record<string, Render>> = {
  'one cell a line': (blocks) => joinRows(blocks, (cells) => texts(cells).join('\n')),
  'one cell a line, a blank line between': (blocks) =>
    joinRows(blocks, (cells) => texts(cells).join('\n\n'), '\n\n'),
  'a row a line': (blocks, random) => joinRows(blocks, (cells) => texts(cells).join(random.pick(SPACES))),
  'all in one line, spaces between cells': (blocks) =>
    joinRows(blocks, (cells) => texts(cells).join(' '), ' '),
  'one cell a line, a bar behind it, a bar behind each row': (blocks) =>
    joinRows(blocks, (cells) => `${texts(cells).join(' |\n')} |\n|`),
};

export const CELLS_OF_TABLES: Readonly<Record<string, Render>> = {
  'cell | cell |': (blocks) => joinRows(blocks, (cells) => `${texts(cells).join(' | ')} | `),
  Markdown: (blocks) =>
    joinRows(
      blocks.map((block) =>
        block.kind === 'text'
          ? block
          : { ...block, rows: block.rows.map((row) => row.map((cell) => ({ ...cell, rowSpan: 1 }))) },
      ),
      (cells) => `| ${cells.map(({ text, colSpan }) => `${text} |${' |'.repeat(colSpan - 1)}`).join(' ')}`,
    ),
};

/** How the figures of a row stand in a text where cells run together, and what stands between rows. */
interface Glue {
  readonly join: (values: readonly string[], random: Random) => string;
  readonly between: string;
}

export const CELLS_GLUED: Readonly<Record<string, Glue>> = {
  'all run together': { join: (values) => values.join(''), between: '' },
  'figures of a row run together': { join: (values) => values.join(''), between: '\n' },
  'the total apart': {
    join: (values) => `${values.slice(0, -1).join('')} ${values.at(-1) ?? ''}`,
    between: ' ',
  },
  'cells apart, the total run into the one before': {
    join: (values) => `${values.slice(0, -1).join(' ')}${values.at(-1) ?? ''}`,
    between: '',
  },
  'glued here and there': {
    join: (values, random) => values.map((value) => value + (random.chance(0.4) ? ' ' : '')).join(''),
    between: '',
  },
};

/** The text, and for each row with figures, in order, the pieces that they stand in. */
export function glueRows(
  blocks: readonly FormBlock[],
  { join, between }: Glue,
  random: Random,
): { readonly text: string; readonly pieces: readonly (readonly string[])[] } {
  const pieces: string[][] = [];
  const text = joinRows(
    blocks,
    (cells) => {
      const labels = texts(cells.filter(({ isFigure }) => !isFigure)).join('');
      if (!cells.some(({ isFigure }) => isFigure)) return labels;
      const figures = join(texts(cells.filter(({ isFigure }) => isFigure)), random);
      pieces.push(figures.trim().split(/\s+/));
      return labels + figures;
    },
    between,
  );
  return { text, pieces };
}
