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

const OVERVIEW = (year: number): string => `${year}年主动公开信息300条。`;
const PROBLEMS = '政策解读形式单一,将予改进。';

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
  const document: JsonObject = {
    edition,
    year,
    agency: { id, name },
    district,
    narrative: { overview: OVERVIEW(year), problems: PROBLEMS, other: '' },
    ...nestFigures(noFigures(edition)),
  };
  for (const [path, value] of Object.entries({ ...BASE, ...patch })) put(document, path, value);
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
