/** Any report in any layout that is known comes back as it was, or is asked about where nothing decides. */
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../../generator/random.ts';
import { convertLayout } from '../../../../shared/domain/convert/convert-layout.ts';
import type { Conversion } from '../../../../shared/domain/convert/conversion.ts';
import type { Layout } from '../../../../shared/domain/convert/layout.ts';
import { CATALOGUES } from '../../../../shared/domain/form/catalogue.ts';
import { printStated } from '../../../../shared/domain/form/stated-number.ts';
import { aFilledForm, withWrongCells, type FilledForm } from '../../../support/layouts/a-filled-form.ts';
import { AS_FILES } from '../../../support/layouts/as-files.ts';
import { CELLS_APART, CELLS_GLUED, CELLS_OF_TABLES, glueRows } from '../../../support/layouts/as-text.ts';
import { printForm } from '../../../support/layouts/form-blocks.ts';
import {
  CHANGES,
  CHANGES_APART,
  CHANGES_OF_LINES,
  CHANGES_OF_TABLES,
  perturb,
} from '../../../support/layouts/perturb.ts';
import { listUndecidable } from '../../../support/layouts/undecidable.ts';
import { readLayout, readTextLayout } from '../../../support/read-layout.ts';

const SEEDS = Array.from({ length: Number(process.env['LAYOUT_SEEDS'] ?? 25) }, (_, seed) => seed + 1);

const valueAt = (document: unknown, path: string): unknown =>
  path
    .slice(1)
    .split('/')
    .reduce<unknown>((node, key) => (node as Record<string, unknown> | null | undefined)?.[key], document);

const compact = (text: unknown): string => String(text).replaceAll(/\s/g, '');

/** Throws where anything is not as the form has it, but for rows that may be asked about. */
function holdAgainst(
  form: FilledForm,
  layout: Layout,
  mayAsk: ReadonlySet<string>,
  told: string,
): Exclude<Conversion, { outcome: 'refused' }> {
  const agency = { id: 'a', name: form.name, district: '450205' };
  const conversion = convertLayout(layout, { agency });
  if (conversion.outcome === 'refused') throw new Error(`${told}: refused, ${conversion.refusal}`);
  const { document, asks, edition } = conversion;
  const wrong = CATALOGUES[edition].cells.flatMap(({ path, index, column }) => {
    const found = valueAt(document, path);
    const expected = Number(printStated(column.kind, form.cells[index]!));
    return found === expected || found === null ? [] : [`${path} ${JSON.stringify(found)} for ${expected}`];
  });
  expect({ told, edition, wrong }).toEqual({ told, edition: form.edition, wrong: [] });
  const needless = asks.filter(({ path }) => path !== '/nil' && !mayAsk.has(path));
  expect({ told, needless }).toEqual({ told, needless: [] });
  const open = CATALOGUES[edition].cells.filter(({ path }) => valueAt(document, path) === null);
  for (const { path } of open)
    expect(
      asks.some((ask) => ask.cells?.includes(path)),
      `${told} ${path}`,
    ).toBe(true);
  expect(document['year'], told).toBe(form.year);
  expect(compact(valueAt(document, '/narrative/overview')), told).toBe(compact(form.overview.join('')));
  expect(compact(valueAt(document, '/narrative/problems')), told).toBe(compact(form.problems));
  expect(compact(valueAt(document, '/narrative/other')), told).toBe(compact(form.other));
  expect(valueAt(document, '/signature/name'), told).toBe(form.name);
  return conversion;
}

/** Every third has figures that don't add up. */
const aFormFor = (seed: number): FilledForm =>
  seed % 3 === 0 ? withWrongCells(aFilledForm(seed), seed) : aFilledForm(seed);

const changesFor = (layout: string) =>
  layout.includes('one line') ? [CHANGES, CHANGES_APART] : [CHANGES, CHANGES_APART, CHANGES_OF_LINES];

const NOTHING: ReadonlySet<string> = new Set();

describe.each(Object.entries(CELLS_APART))('%s', (name, render) => {
  test('gives the report back', async () => {
    for (const seed of SEEDS) {
      const random = createRandom(name, seed);
      const form = aFormFor(seed);
      const { blocks, names } = perturb(printForm(form), random, changesFor(name));
      holdAgainst(form, await readTextLayout(render(blocks, random)), NOTHING, `${seed} ${names.join()}`);
    }
  });
});

describe.each(Object.entries(CELLS_OF_TABLES))('%s', (name, render) => {
  test('gives the report back', async () => {
    for (const seed of SEEDS) {
      const random = createRandom(name, seed);
      const form = aFormFor(seed);
      const { blocks, names } = perturb(printForm(form), random, changesFor(name));
      holdAgainst(form, await readTextLayout(render(blocks, random)), NOTHING, `${seed} ${names.join()}`);
    }
  });
});

describe.each(Object.entries(AS_FILES))('%s', (name, render) => {
  test('gives the report back', async () => {
    for (const seed of SEEDS.slice(0, 12)) {
      const random = createRandom(name, seed);
      const form = aFormFor(seed);
      const { blocks, names } = perturb(printForm(form), random, [
        CHANGES,
        CHANGES_APART,
        CHANGES_OF_LINES,
        // Blank cells leave no trace where only places tell the cells.
        ...(name.includes('pixels') ? [] : [CHANGES_OF_TABLES]),
      ]);
      holdAgainst(form, await readLayout(await render(blocks)), NOTHING, `${seed} ${names.join()}`);
    }
  });
});

describe.each(Object.entries(CELLS_GLUED))('%s', (name, glue) => {
  test('gives the report back, or asks where figures can be parted in several ways', async () => {
    let asked = 0;
    for (const seed of SEEDS) {
      const random = createRandom(name, seed);
      const form = aFormFor(seed);
      const { blocks, names } = perturb(printForm(form), random, [CHANGES]);
      const { text, pieces } = glueRows(blocks, glue, random);
      const mayAsk = listUndecidable(form.edition, pieces, seed % 3 !== 0);
      const { asks } = holdAgainst(form, await readTextLayout(text), mayAsk, `${seed} ${names.join()}`);
      asked += asks.filter(({ path }) => path.startsWith('/applications')).length;
    }
    // The table as a whole decides nearly all rows that their own sum does not.
    expect(asked).toBeLessThan(SEEDS.length);
  });
});

describe('blank cells that leave no trace', () => {
  test('may be asked about, and are never guessed', async () => {
    for (const seed of SEEDS)
      for (const [name, glue] of Object.entries(CELLS_GLUED)) {
        const random = createRandom('no trace', name, seed);
        const form = aFormFor(seed);
        const { blocks } = perturb(printForm(form), random, [
          CHANGES_OF_TABLES,
          CHANGES_OF_TABLES,
          CHANGES_OF_TABLES,
        ]);
        const { text } = glueRows(blocks, glue, random);
        const conversion = convertLayout(await readTextLayout(text), {});
        if (conversion.outcome === 'refused') continue;
        for (const { path, index, column } of CATALOGUES[form.edition].cells) {
          const found = valueAt(conversion.document, path);
          const expected = Number(printStated(column.kind, form.cells[index]!));
          expect([found, null], `${seed} ${name} ${path}`).toContain(found === null ? null : expected);
        }
      }
  });
});
