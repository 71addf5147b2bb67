/**
 * An agency that was renamed keeps its former names: its reports bear them, and people look for it by them. A rename
 * that is loaded in 2025 says that the old name held for the reports of 2024 and earlier.
 */
import { tellChinaYear, type Instant } from '../basics/calendar.ts';
import { foldName } from '../basics/same-name.ts';

export interface FormerName {
  readonly name: string;
  /** The last year whose reports bear it. */
  readonly until: number;
}

/** All names by which an agency is known. */
export interface AgencyNames {
  readonly name: string;
  readonly aliases: readonly string[];
  /** The oldest first. */
  readonly formerNames?: readonly FormerName[] | undefined;
}

/** The present name first, each once. */
export const agencyNames = ({ name, aliases, formerNames = [] }: AgencyNames): string[] => [
  ...new Set([name, ...aliases, ...formerNames.map((former) => former.name)]),
];

/** The name that an agency bore in a year of reports. */
export const nameInYear = ({ name, formerNames = [] }: Omit<AgencyNames, 'aliases'>, year: number): string =>
  formerNames.find(({ until }) => year <= until)?.name ?? name;

/** An agency of a year as lists have it: its present name, and the one that it bore in the year where that is another. */
export interface NamedInYear {
  readonly name: string;
  readonly nameInYear?: string | undefined;
}

export function namesOfYear(agency: Omit<AgencyNames, 'aliases'>, year: number): NamedInYear {
  const then = nameInYear(agency, year);
  return { name: agency.name, ...(then !== agency.name && { nameInYear: then }) };
}

/** What an agency is called where its year is told. */
export const calledIn = ({ name, nameInYear: then }: NamedInYear): string => then ?? name;

/**
 * The former names of an agency that is called `name` from `at` on. Another spelling of the same name is no other
 * name. A name that lasted for no year, a slip mended at once, is one of its names all the same.
 */
export function formerNamesAfter(
  known: Omit<AgencyNames, 'aliases'> | undefined,
  name: string,
  at: Instant,
): readonly FormerName[] | undefined {
  const earlier = known?.formerNames;
  if (!known || foldName(known.name) === foldName(name)) return earlier;
  return [...(earlier ?? []), { name: known.name, until: tellChinaYear(at) - 1 }];
}
