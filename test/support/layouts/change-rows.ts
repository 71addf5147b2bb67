/** A printed form with other figures in one row, or other lines. */
import type { FormBlock, FormCell } from './form-blocks.ts';

const labelCells = (row: readonly FormCell[]): string =>
  row.flatMap(({ text, isFigure }) => (isFigure ? [] : [text])).join('');

/** The first row with figures whose labels begin so; throws where there is none. */
export function changeRow(
  blocks: readonly FormBlock[],
  label: string,
  figures: readonly string[],
): FormBlock[] {
  const target = blocks
    .flatMap((block) => (block.kind === 'text' ? [] : block.rows))
    .find((row) => row.some(({ isFigure }) => isFigure) && labelCells(row).includes(label));
  if (target === undefined) throw new Error(label);
  const other = [...target.filter(({ isFigure }) => !isFigure), ...figures.map(aCell)];
  return blocks.map((block) =>
    block.kind === 'text'
      ? block
      : { kind: 'table', rows: block.rows.map((row) => (row === target ? other : row)) },
  );
}

const aCell = (text: string): FormCell => ({ text, colSpan: 1, rowSpan: 1, isFigure: true });

/** Lines behind the one that begins so. */
export const addLines = (
  blocks: readonly FormBlock[],
  behind: string,
  ...lines: readonly string[]
): FormBlock[] =>
  blocks.flatMap((block) =>
    block.kind === 'text' && block.text.startsWith(behind)
      ? [block, ...lines.map((text) => ({ kind: 'text' as const, text }))]
      : [block],
  );
