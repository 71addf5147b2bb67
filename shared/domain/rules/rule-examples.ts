/**
 * What the examples of rules are made of: a few values changed in one balanced report. The shown sentence and the
 * checked document are made of the same values; a test checks them.
 */
import type { AgencyKind } from '../basics/calendar.ts';
import { chooseEdition, type Edition } from '../form/catalogue.ts';
import { nestFigures, noFigures } from '../form/figures.ts';
import type { Place } from '../basics/place.ts';
import type { Text } from '../basics/text.ts';

/** Values by JSON Pointer. */
export type Patch = Readonly<Record<string, string | number | boolean>>;

export interface ExampleFiling {
  readonly year: number;
  /** That of the year, unless the example is about it. */
  readonly edition: Edition;
  /** What differs from the base report. */
  readonly set: Patch;
  /** A change of the document's text, where its values cannot make the example. */
  readonly rewrite?: { readonly from: string; readonly to: string };
  /** The report of the year before, as differing from the base report; without it nothing is compared. */
  readonly previous?: Patch;
  /** C1: the computed total of the region, as differing from the base report; the report is a consolidated one. */
  readonly computed?: Patch;
  readonly kind: AgencyKind;
  readonly receivedAt: string;
}

interface Example {
  readonly says: Text;
  readonly filing: ExampleFiling;
}

export interface RuleExamples {
  readonly fires: Example;
  readonly passes: Example;
}

/** Whose report the base report is. */
export const EXAMPLE_AGENCY = {
  id: '450205-jyj',
  name: '柳北区教育局',
  aliases: ['区教育局'],
  district: '450205',
} as const;

/** Another agency of its roster. */
export const EXAMPLE_NEIGHBOUR = { id: '450205-czj', name: '柳北区财政局' } as const;

export const EXAMPLE_YEAR = 2024;

export function makeExample(
  zh: string,
  en: string,
  set: Patch,
  filing: Partial<ExampleFiling> = {},
): Example {
  const year = filing.year ?? EXAMPLE_YEAR;
  return {
    says: { zh, en },
    filing: {
      year,
      edition: chooseEdition(year),
      set,
      kind: 'department',
      receivedAt: `${year + 1}-01-20T10:00:00+08:00`,
      ...filing,
    },
  };
}

/**
 * The year of the examples of rules on texts: received when these rules are in force, with a text that says all that a
 * report should.
 */
export const TEXT_EXAMPLE_YEAR = 2026;

/** An example of a rule on texts, about `TEXT_EXAMPLE_YEAR`. */
export const makeTextExample = (
  zh: string,
  en: string,
  set: Patch,
  filing: Partial<ExampleFiling> = {},
): Example => makeExample(zh, en, set, { year: TEXT_EXAMPLE_YEAR, ...filing });

/** Two examples that differ in one value: the first fires, the second passes. */
export const pairExamples = <T>(make: (value: T) => Example, firing: T, passing: T): RuleExamples => ({
  fires: make(firing),
  passes: make(passing),
});

/** Rows of the base report other than 0: natural persons, enterprises, total. They balance. */
const BASE_ROWS: Readonly<Record<string, readonly [number, number, number]>> = {
  received: [10, 2, 12],
  carriedIn: [2, 0, 2],
  'results/granted': [8, 1, 9],
  'results/partial': [3, 1, 4],
  'results/total': [11, 2, 13],
  carriedOut: [1, 0, 1],
};
export const patchRow = (
  key: string,
  [persons, enterprises, total]: readonly [number, number, number],
): Patch => ({
  [`/applications/${key}/naturalPerson`]: persons,
  [`/applications/${key}/commercial`]: enterprises,
  [`/applications/${key}/total`]: total,
});
const BASE: Patch = Object.fromEntries(
  Object.entries(BASE_ROWS).flatMap(([key, cells]) => Object.entries(patchRow(key, cells))),
);
export const NO_APPLICATION: Patch = Object.fromEntries(Object.keys(BASE).map((path) => [path, 0]));

const SHORT_OVERVIEW = (year: number): string => `${year}年主动公开信息300条。`;
const SHORT_PROBLEMS = '政策解读形式单一,将予改进。';
/** Says something of each aspect that 30号 一(一) names, and contradicts nothing. */
const FULL_OVERVIEW = (year: number): string =>
  `${year}年,本局主动公开信息300条,依申请公开工作平稳有序,政府信息管理制度逐步健全,公开平台栏目及时维护,监督保障和年度考核按时完成,未收取信息处理费。`;
/** Says it once more, so that an example may have any other overview. */
const FULL_OTHER =
  '主动公开、依申请公开、政府信息管理、公开平台建设和监督保障(含考核)均已按要求完成;未收取信息处理费。';
const FULL_PROBLEMS = (year: number): string =>
  `一是政策解读形式单一,二是个别栏目更新偏慢。${year + 1}年将增加图解,并按月检查栏目。`;
const FRAME = (year: number): Patch => ({
  '/preamble': `本报告依据《中华人民共和国政府信息公开条例》编制,统计期限为${year}年1月1日至${year}年12月31日。`,
  '/signature/name': EXAMPLE_AGENCY.name,
  '/signature/date': `${year + 1}-01-15`,
});

type Json = string | number | boolean | JsonObject;
interface JsonObject {
  [key: string]: Json;
}

/** The document of an example: the base report with its changes. */
export function exampleDocument({ year, edition, set, rewrite }: ExampleFiling): string {
  const text = documentOf(year, edition, set);
  return rewrite ? text.replace(rewrite.from, () => rewrite.to) : text;
}

/** The document of the year before, where the example has one. */
export function previousDocument({ year, previous }: ExampleFiling): string | undefined {
  return previous && documentOf(year - 1, chooseEdition(year - 1), previous);
}

/** A document with the figures that are the region's computed total, where the example has one. */
export function computedDocument({ year, edition, computed }: ExampleFiling): string | undefined {
  return computed && documentOf(year, edition, computed);
}

/** Where the example was uploaded to. */
export const examplePlace = ({ year }: ExampleFiling): Place => ({
  district: EXAMPLE_AGENCY.district,
  agencyId: EXAMPLE_AGENCY.id,
  year,
});

function documentOf(year: number, edition: Edition, patch: Patch): string {
  const { id, name, district } = EXAMPLE_AGENCY;
  const hasFullText = year >= TEXT_EXAMPLE_YEAR;
  const document: JsonObject = {
    edition,
    year,
    agency: { id, name },
    district,
    ...(hasFullText && { signature: {} }),
    narrative: hasFullText
      ? { overview: FULL_OVERVIEW(year), problems: FULL_PROBLEMS(year), other: FULL_OTHER }
      : { overview: SHORT_OVERVIEW(year), problems: SHORT_PROBLEMS, other: '' },
    ...nestFigures(noFigures(edition)),
  };
  for (const [path, value] of Object.entries({ ...BASE, ...(hasFullText && FRAME(year)), ...patch }))
    put(document, path, value);
  return JSON.stringify(document);
}

function put(document: JsonObject, path: string, value: Json): void {
  const keys = path.slice(1).split('/');
  const last = keys.pop() ?? '';
  let node = document;
  for (const key of keys) {
    const inner = node[key];
    if (typeof inner !== 'object') throw new RangeError(`the base report has no ${path}`);
    node = inner;
  }
  node[last] = value;
}
