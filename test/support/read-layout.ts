/** What a reader made of a file, in short. */
import { NODE_PARTS } from '../../cli/reader-parts.ts';
import type { Block, Layout, LayoutTable } from '../../shared/domain/convert/layout.ts';
import { readFile } from '../../shared/readers/read-file.ts';

export async function readLayout(bytes: Uint8Array): Promise<Layout> {
  const result = await readFile(bytes, NODE_PARTS);
  if (result.kind !== 'layout') throw new Error(JSON.stringify(result));
  return result.layout;
}

export const readTextLayout = async (text: string): Promise<Layout> =>
  readLayout(new TextEncoder().encode(text));

/** Paragraphs as they are; tables as rows of cells, which tell their spans: `text→columns↓rows`. */
export const sketch = ({ blocks }: Layout): (string | string[])[] => blocks.flatMap(sketchBlock);

const sketchBlock = (block: Block): (string | string[])[] =>
  block.kind === 'paragraph'
    ? [`${block.text}${block.doubt ? `?${block.doubt}` : ''}`]
    : block.rows.map((row) =>
        row.map(
          ({ text, colSpan, rowSpan, doubt }) =>
            `${text}${colSpan > 1 ? `→${colSpan}` : ''}${rowSpan > 1 ? `↓${rowSpan}` : ''}${doubt ? `?${doubt}` : ''}`,
        ),
      );

export const listTables = ({ blocks }: Layout): LayoutTable[] =>
  blocks.filter((block) => block.kind === 'table');

/** All cells of all tables that are nothing but a number, in reading order. */
export const listNumbers = (layout: Layout): number[] =>
  listTables(layout)
    .flatMap(({ rows }) => rows.flat())
    .map(({ text }) => text.normalize('NFKC').replace(/\s/gu, ''))
    .filter((text) => /^\d+(?:\.\d+)?$/u.test(text))
    .map(Number);
