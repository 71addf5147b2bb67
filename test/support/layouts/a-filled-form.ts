/** A report with figures that add up, drawn from a seed, as the blocks that an office would print. */
import { createRandom, type Random } from '../../../generator/random.ts';
import { CATALOGUES, type Catalogue, type Edition } from '../../../shared/domain/form/catalogue.ts';
import { SUMS } from '../../../shared/domain/form/sum-equations.ts';

export interface FilledForm {
  readonly edition: Edition;
  readonly year: number;
  readonly name: string;
  /** Stored values, laid out as the catalogue says. */
  readonly cells: Float64Array;
  readonly overview: readonly string[];
  readonly problems: string;
  readonly other: string;
  readonly signedOn: string;
}

const TOTAL = 6;

export function aFilledForm(seed: number): FilledForm {
  const random = createRandom('layouts', seed);
  const year = random.int(2019, 2024);
  const edition: Edition = year <= 2020 ? '2019' : '2021';
  const catalogue = CATALOGUES[edition];
  const cells = new Float64Array(catalogue.width);
  fillProactive(catalogue, cells, random);
  fillApplications(edition, cells, random);
  fillDisputes(catalogue, cells, random);
  return {
    edition,
    year,
    name: random.pick(['青石县水利局', '南湾市民政局', '白河镇人民政府', '云岭区教育局']),
    cells,
    overview: [`${year}年,本机关按要求公开信息${random.int(20, 900)}条。`, '加强了栏目管理,完善了工作制度。'],
    problems: '少数栏目更新不够及时。下一步加强培训。',
    other: '无其他需要报告的事项。',
    signedOn: `${year + 1}年1月${random.int(3, 28)}日`,
  };
}

/** Small offices have few cases, some have many. */
const drawCount = (random: Random, scale: number): number =>
  random.chance(0.55) ? 0 : Math.min(99_999, Math.floor(random.logNormal(scale, 1.2)));

function fillProactive({ rows }: Catalogue, cells: Float64Array, random: Random): void {
  for (const { table, cells: own } of rows)
    if (table === 'proactive')
      for (const { index, column } of own) {
        const count = drawCount(random, 8);
        const isFraction = random.chance(0.5);
        cells[index] =
          column.kind === 'count'
            ? count
            : column.kind === 'change'
              ? count * (random.chance(0.3) ? -1 : 1) + 0
              : column.kind === 'yuan'
                ? count * 100_000 + (isFraction && count > 0 ? random.int(1, 99) : 0)
                : count * 1_000_000 + (isFraction && count > 0 ? random.int(1, 9999) * 100 : 0);
        if (Object.is(cells[index], -0)) cells[index] = 0;
      }
}

/** Results first; received and carried out are what they leave. */
function fillApplications(edition: Edition, cells: Float64Array, random: Random): void {
  const { results, resultsTotal, rows } = SUMS[edition];
  const received = rows[0]!;
  const carriedIn = rows[1]!;
  const carriedOut = rows.at(-1)!;
  const isQuiet = random.chance(0.2);
  for (let column = 0; column < TOTAL; column++) {
    if (isQuiet || (column > 0 && random.chance(0.6))) continue;
    for (const row of results)
      if (random.chance(0.3)) cells[row[column]!] = drawCount(random, column === 0 ? 6 : 2);
    const sum = results.reduce((total, row) => total + cells[row[column]!]!, 0);
    cells[resultsTotal[column]!] = sum;
    cells[carriedOut[column]!] = drawCount(random, 2);
    cells[carriedIn[column]!] = Math.min(drawCount(random, 2), sum);
    cells[received[column]!] = sum + cells[carriedOut[column]!]! - cells[carriedIn[column]!]!;
  }
  for (const row of rows) cells[row[TOTAL]!] = row.slice(0, TOTAL).reduce((sum, i) => sum + cells[i]!, 0);
}

function fillDisputes({ rows }: Catalogue, cells: Float64Array, random: Random): void {
  for (const { table, cells: own } of rows) {
    if (table !== 'reconsideration' && table !== 'litigation') continue;
    const parts = own.slice(0, -1);
    for (const { index } of parts) cells[index] = drawCount(random, 2);
    cells[own.at(-1)!.index] = parts.reduce((sum, { index }) => sum + cells[index]!, 0);
  }
}

/** Some cells of tables three and four as an office might have them wrong: what is printed is what is to be read. */
export function withWrongCells(form: FilledForm, seed: number): FilledForm {
  const random = createRandom('wrong', seed);
  const cells = Float64Array.from(form.cells);
  const rows = CATALOGUES[form.edition].rows.filter(({ table }) => table !== 'proactive');
  for (let count = random.int(1, 4); count > 0; count--) {
    const row = random.pick(rows);
    const isTotal = random.chance(0.7);
    const { index } = isTotal ? row.cells.at(-1)! : random.pick(row.cells);
    cells[index] = random.chance(0.3) ? 0 : Math.max(0, cells[index]! + random.int(-3, 12));
  }
  return { ...form, cells };
}
