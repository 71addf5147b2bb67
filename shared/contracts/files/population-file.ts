/**
 * Inhabitants by region and year, as an operator loads them, from CSV or JSON: the file is the whole list. A file without a line
 * takes all away.
 */
import { FIRST_REPORT_YEAR } from '../../domain/form/catalogue.ts';
import type { Population } from '../../domain/form/population.ts';
import {
  conclude,
  complaint,
  readTable,
  type Cleaned,
  type Complaint,
  type ParsedFile,
  type TableFormat,
} from './table-file.ts';

const POPULATION_COLUMNS = { required: ['region', 'year', 'inhabitants', 'source'], optional: [] } as const;

type ParsedPopulation = ParsedFile<{
  readonly entries: readonly Population[];
  readonly cleaned: readonly Cleaned[];
}>;

const YEAR = /^20\d\d$/;
const INHABITANTS = /^[1-9]\d{0,9}$/;
const MAX_SOURCE_LENGTH = 100;

/** `regions`: the codes of those loaded. */
export function parsePopulation(
  text: string,
  format: TableFormat,
  regions: ReadonlySet<string>,
): ParsedPopulation {
  const table = readTable(text, format, POPULATION_COLUMNS);
  const complaints = [...table.complaints];
  const firstLine = new Map<string, number>();
  const entries = table.rows.map(({ line, text: cell }): Population => {
    const [region, year, inhabitants] = [cell('region'), cell('year'), cell('inhabitants')];
    const source = cell('source');
    complaints.push(...complainOfLine(line, { region, year, inhabitants, source }, regions));
    const earlier = firstLine.get(`${region} ${year}`);
    if (earlier === undefined) firstLine.set(`${region} ${year}`, line);
    else
      complaints.push(
        complaint(
          line,
          'year',
          `${region} ${year} 年在第 ${earlier} 行已经有了,请删去一行。`,
          `${region} of ${year} is already in line ${earlier}: remove one of them.`,
        ),
      );
    return { region, year: Number(year), inhabitants: Number(inhabitants), source };
  });
  return conclude(complaints, { entries, cleaned: table.cleaned });
}

function* complainOfLine(
  line: number,
  said: Readonly<Record<(typeof POPULATION_COLUMNS.required)[number], string>>,
  regions: ReadonlySet<string>,
): Generator<Complaint, void, undefined> {
  if (!regions.has(said.region))
    yield complaint(
      line,
      'region',
      `没有导入过区划“${said.region}”:请核对代码,或先导入区划。`,
      `No region "${said.region}" is loaded: check the code, or load the regions first.`,
    );
  if (!YEAR.test(said.year) || Number(said.year) < FIRST_REPORT_YEAR)
    yield complaint(
      line,
      'year',
      `年度“${said.year}”应为 ${FIRST_REPORT_YEAR} 或以后的四位数年份。`,
      `The year "${said.year}" must have four digits and be ${FIRST_REPORT_YEAR} or later.`,
    );
  if (!INHABITANTS.test(said.inhabitants))
    yield complaint(
      line,
      'inhabitants',
      `人口“${said.inhabitants}”应为正整数,单位是人(不是万人),不带逗号。`,
      `"${said.inhabitants}" must be a whole number of persons (not of ten thousands), without commas.`,
    );
  if (said.source === '' || said.source.length > MAX_SOURCE_LENGTH)
    yield complaint(
      line,
      'source',
      `来源应有 1 至 ${MAX_SOURCE_LENGTH} 个字,例如 2024 年统计公报。`,
      `The source must have 1 to ${MAX_SOURCE_LENGTH} characters, such as the statistical communiqué.`,
    );
}
