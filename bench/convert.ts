/**
 * From the bytes of a file to a draft: how many cells are read without asking, and how long a report takes, over layouts
 * that reports are known in. A Word file is to be read within 300 ms.
 */
import { performance } from 'node:perf_hooks';
import { NODE_PARTS } from '../cli/reader-parts.ts';
import { createRandom } from '../generator/random.ts';
import { convertLayout } from '../shared/domain/convert/convert-layout.ts';
import { readFile } from '../shared/readers/read-file.ts';
import { aFilledForm } from '../test/support/layouts/a-filled-form.ts';
import { AS_FILES } from '../test/support/layouts/as-files.ts';
import { CELLS_APART, CELLS_GLUED, glueRows } from '../test/support/layouts/as-text.ts';
import { printForm, type FormBlock } from '../test/support/layouts/form-blocks.ts';
import { findPercentile, measureSpread, type Report } from './measure.ts';

const REPORTS = 25;
const WORD_MS = 300;

type Render = (blocks: readonly FormBlock[], seed: number) => Promise<Uint8Array> | Uint8Array;

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const RENDERERS: readonly (readonly [string, Render])[] = [
  ...Object.entries(AS_FILES).map(([name, render]) => [name, render] as const),
  ...Object.entries(CELLS_APART).map(([name, render]): [string, Render] => [
    name,
    (blocks, seed) => encode(render(blocks, createRandom(name, seed))),
  ]),
  ...Object.entries(CELLS_GLUED).map(([name, glue]): [string, Render] => [
    name,
    (blocks, seed) => encode(glueRows(blocks, glue, createRandom(name, seed)).text),
  ]),
];

export async function benchConvert(report: Report): Promise<void> {
  for (const [name, render] of RENDERERS) {
    const times: number[] = [];
    let cells = 0;
    let asked = 0;
    for (let seed = 1; seed <= REPORTS; seed++) {
      const form = aFilledForm(seed);
      const bytes = await render(printForm(form), seed);
      const start = performance.now();
      const read = await readFile(bytes, NODE_PARTS);
      if (read.kind !== 'layout') throw new Error(`${name}: not read`);
      const conversion = convertLayout(read.layout);
      times.push(performance.now() - start);
      if (conversion.outcome === 'refused') throw new Error(`${name}: ${conversion.refusal}`);
      cells += form.cells.length;
      asked += new Set(
        conversion.asks.flatMap(({ path, cells: open = [] }) => (path === '/agency' ? [] : open)),
      ).size;
    }
    report({
      what: `convert a report (${name})`,
      value: findPercentile(times, 0.5),
      unit: 'ms',
      spread: measureSpread(times),
      ...(name.startsWith('a Word file') && { target: { atMost: WORD_MS } }),
      detail: `${((1 - asked / cells) * 100).toFixed(1)} % of all cells read without asking`,
    });
  }
}
